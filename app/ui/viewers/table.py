"""Tables, as from a CSV file: rows and columns as they stand in the file, nothing computed."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from app.core.media_ports import FileNotDisplayable
from app.core.media_types import TableInfo
from app.ui import clipboard
from app.ui.formats import translate
from app.ui.text import one_line, shown, tooltip
from app.ui.viewers.base import ToolRow, Viewer, ViewerTools
from app.ui.widgets.banner import Banner

Index = QModelIndex | QPersistentModelIndex
_WIDEST = 320
_MEASURED_ROWS = 30
"""Rows by which columns get their width: a thousand of them, as usual, hold up the windows."""
_CELL = 400
"""Characters of a cell that are drawn; the tooltip has more."""


class TableModel(QAbstractTableModel):
    """The cells of a file."""

    def __init__(self, info: TableInfo) -> None:
        super().__init__()
        self._header = info.rows[0] if info.has_header and info.rows else ()
        self._rows = info.rows[1:] if self._header else info.rows
        self._columns = max((len(row) for row in info.rows), default=0)

    def rowCount(self, parent: Index | None = None) -> int:
        """Without the header."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Of the longest row."""
        return 0 if parent is not None and parent.isValid() else self._columns

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """A cell's words; for sorting, numbers as numbers."""
        row = self._rows[index.row()]
        cell = row[index.column()] if index.column() < len(row) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(cell[:_CELL])
        if role == Qt.ItemDataRole.ToolTipRole and len(cell) > 20:
            return tooltip(shown(cell[:2_000]))
        if role == Qt.ItemDataRole.UserRole:
            return _sortable(cell)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """The first row of the file, or numbers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal and section < len(self._header):
            return one_line(self._header[section])
        return str(section + 1)

    def forget(self) -> None:
        """Drop every word."""
        self.beginResetModel()
        self._header, self._rows, self._columns = (), (), 0
        self.endResetModel()


class TableViewer(Viewer):
    """`view` shows the cells."""

    def __init__(self, tools: ViewerTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        info = tools.document.info
        if not isinstance(info, TableInfo):
            raise FileNotDisplayable
        self.info = info
        self.model = TableModel(info)
        self._sorting = QSortFilterProxyModel(self)
        self._sorting.setSourceModel(self.model)
        self._sorting.setSortRole(int(Qt.ItemDataRole.UserRole))
        self.view = _Cells(copies=tools.context.policy.allow_save_files)
        self.view.setModel(self._sorting)
        self.view.setAccessibleName(translate("Viewer", "Table"))
        self.cut = Banner(self)
        if info.cut:
            words = translate(
                "Viewer", "The table is larger. Only its beginning is shown; save it to see all."
            )
            self.cut.say(words, "attention", icon="alert-triangle")
        self._bar = self._make_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.cut)
        column.addWidget(self.view, 1)

    def toolbar(self) -> QWidget:
        """Sorting, which is off until it is wanted."""
        return self._bar

    def begin(self) -> None:
        """Columns as wide as what is in view of them."""
        self.view.horizontalHeader().setResizeContentsPrecision(_MEASURED_ROWS)
        self.view.resizeColumnsToContents()
        for column in range(self.model.columnCount()):
            self.view.setColumnWidth(column, min(self.view.columnWidth(column) + 12, _WIDEST))
        rows = translate("Viewer", "%n row(s)", None, self.model.rowCount())
        columns = translate("Viewer", "%n column(s)", None, self.model.columnCount())
        self.status.emit(f"{rows} · {columns}")
        self.view.setFocus()

    def close_down(self) -> None:
        """Drop every word."""
        self.model.forget()

    def _make_bar(self) -> ToolRow:
        bar = ToolRow(translate("Viewer", "Table"))
        self.sort_button = bar.button(
            "arrow-down", translate("Viewer", "Sort by clicking on a column"), self.toggle_sorting
        )
        self.sort_button.setCheckable(True)
        bar.button("undo", translate("Viewer", "As in the file"), self.unsort)
        bar.stretch()
        return bar

    def toggle_sorting(self) -> None:
        """Let a click on a column's name sort by it, or no more."""
        on = not self.view.isSortingEnabled()
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(on)
        self.sort_button.setChecked(on)
        if not on:
            self._sorting.sort(-1)

    def unsort(self) -> None:
        """The order of the file."""
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._sorting.sort(-1)


class _Cells(QTableView):
    """Copies what is selected, protected, if that is allowed."""

    def __init__(self, *, copies: bool) -> None:
        super().__init__()
        self._copies = copies
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSortingEnabled(False)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cells beside each other are put apart by tabs, as spreadsheets take them."""
        if event.matches(QKeySequence.StandardKey.Copy):
            if self._copies:
                self._copy()
            return
        super().keyPressEvent(event)

    def _copy(self) -> None:
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column())):
            lines.setdefault(index.row(), []).append(str(index.data()))
        clipboard.copy("\n".join("\t".join(cells) for cells in lines.values()))


def _sortable(cell: str) -> float | str:
    """Numbers sort as numbers, also with a comma."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return cell.casefold()
