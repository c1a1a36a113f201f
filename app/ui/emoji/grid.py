"""The grid of emoji: a table model with a row for each heading, painted, never a widget each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from app.ui.emoji import catalogue
from app.ui.emoji.fonts import emoji_font
from app.ui.text import tooltip
from app.ui.theme import theme
from app.ui.tokens import SPACE_S, TYPE_CAPTION

COLUMNS = 9
EMOJI_ROLE = int(Qt.ItemDataRole.UserRole) + 1
EMOJI_FACTOR = 1.8
"""How much larger than text an emoji stands in the grid."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Part:
    """Emoji under a heading, ready to be inserted."""

    title: str
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    title: str = ""
    emoji: tuple[str, ...] = ()


class EmojiModel(QAbstractTableModel):
    """Headings and rows of up to nine emoji."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Replace everything. A part without a title has no heading; an empty one is left out."""
        self.beginResetModel()
        rows = []
        for part in parts:
            if part.emoji and part.title:
                rows.append(_Row(title=part.title))
            for start in range(0, len(part.emoji), COLUMNS):
                rows.append(_Row(emoji=part.emoji[start : start + COLUMNS]))
        self._rows = rows
        self.endResetModel()

    def title(self, row: int) -> str:
        """The heading in a row; empty for a row of emoji."""
        return self._rows[row].title

    def heading_rows(self) -> list[int]:
        """Where the headings are."""
        return [number for number, row in enumerate(self._rows) if row.title]

    def emoji(self, index: Index) -> str:
        """What is in a cell, or nothing."""
        if not index.isValid():
            return ""
        row = self._rows[index.row()].emoji
        return row[index.column()] if index.column() < len(row) else ""

    def all_cells(self) -> list[tuple[int, int]]:
        """(row, column) of every emoji, in order."""
        return [
            (number, column)
            for number, row in enumerate(self._rows)
            for column in range(len(row.emoji))
        ]

    def rowCount(self, parent: Index | None = None) -> int:
        """Headings and rows of emoji."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Nine."""
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only emoji can be chosen."""
        if self.emoji(index):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The emoji, and its name for screen readers."""
        if not index.isValid():
            return None
        text = self.emoji(index)
        if role == EMOJI_ROLE:
            return text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            if text:
                return catalogue.name_of(text)
            return self.title(index.row()) if index.column() == 0 else None
        return None


class _EmojiDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw an emoji with a ring when it is current, or a heading."""
        model = index.model()
        assert isinstance(model, EmojiModel)  # noqa: S101 - the grid's own
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        colours = theme().colours
        title = model.title(index.row())
        if title:
            painter.setFont(theme().font(TYPE_CAPTION, bold=True))
            painter.setPen(QColor(colours.muted))
            inside = rect.adjusted(SPACE_S, 0, -SPACE_S, -2)
            where = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading
            painter.drawText(inside, int(where), title)
        elif text := model.emoji(index):
            state: QStyle.StateFlag = option.state
            if state & QStyle.StateFlag.State_Selected:
                painter.setPen(QPen(QColor(colours.accent), 2))
                painter.setBrush(QColor(colours.selection))
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.hover))
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
            painter.setPen(QColor(colours.text))
            painter.setFont(emoji_font(EMOJI_FACTOR))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()


class EmojiGrid(QTableView):
    """Signals: `chosen` (the emoji), `left_upwards` (Up in the first row), `typed` (a text)."""

    chosen = Signal(str)
    left_upwards = Signal()
    typed = Signal(str)
    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emoji-grid")
        self.emoji_model = EmojiModel(self)
        self.setModel(self.emoji_model)
        self.setItemDelegate(_EmojiDelegate(self))
        self.setAccessibleName(self.tr("Emoji"))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(8)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.measure()

    def measure(self) -> None:
        """Take the text size in force."""
        side = round(theme().font(EMOJI_FACTOR).pointSizeF() * 96 / 72 * 1.5)
        self.side = max(side, 28)
        self.horizontalHeader().setDefaultSectionSize(self.side)
        self.verticalHeader().setDefaultSectionSize(self.side)
        self.setFixedWidth(COLUMNS * self.side + self.verticalScrollBar().sizeHint().width() + 2)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show emoji, from the top; the first one is the current one."""
        self.clearSpans()
        self.emoji_model.show_parts(parts)
        for row in self.emoji_model.heading_rows():
            self.setSpan(row, 0, 1, COLUMNS)
        self.scrollToTop()
        cells = self.emoji_model.all_cells()
        if cells:
            self.stand_on(*cells[0])

    def stand_on(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        self.selectionModel().setCurrentIndex(
            self.emoji_model.index(row, column),
            QItemSelectionModel.SelectionFlag.ClearAndSelect,
        )

    def show_heading(self, number: int) -> None:
        """Scroll to a heading and stand on its first emoji."""
        rows = self.emoji_model.heading_rows()
        if 0 <= number < len(rows):
            index = self.emoji_model.index(rows[number], 0)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
            self.stand_on(rows[number] + 1, 0)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def current(self) -> str:
        """The emoji that the keyboard stands on."""
        return self.emoji_model.emoji(self.currentIndex())

    def choose_current(self) -> None:
        """Choose where the keyboard stands."""
        if self.current():
            self.chosen.emit(self.current())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which emoji is pointed at."""
        super().currentChanged(current, previous)
        self.pointed.emit(self.emoji_model.emoji(current))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Arrows go from emoji to emoji, over headings and short rows."""
        del modifiers
        cells = self.emoji_model.all_cells()
        here = (self.currentIndex().row(), self.currentIndex().column())
        if not cells:
            return QModelIndex()
        if here not in cells:
            return self.emoji_model.index(*cells[0])
        place = cells.index(here)
        move = QAbstractItemView.CursorAction
        backward, forward = move.MoveLeft, move.MoveRight
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            backward, forward = forward, backward
        if action in (backward, move.MovePrevious):
            target = cells[max(place - 1, 0)]
        elif action in (forward, move.MoveNext):
            target = cells[min(place + 1, len(cells) - 1)]
        elif action is move.MoveHome:
            target = cells[0]
        elif action is move.MoveEnd:
            target = cells[-1]
        else:
            page = max(self.viewport().height() // self.side - 1, 1)
            steps = page if action in (move.MovePageUp, move.MovePageDown) else 1
            down = action in (move.MoveDown, move.MovePageDown)
            target = _vertical(cells, here, steps if down else -steps)
        return self.emoji_model.index(*target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; Up in the first row leaves; letters go to the search."""
        key = event.key()
        cells = self.emoji_model.all_cells()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose_current()
        elif key == Qt.Key.Key_Up and cells and self.currentIndex().row() <= cells[0][0]:
            self.left_upwards.emit()
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and self.emoji_model.emoji(index):
            self.chosen.emit(self.emoji_model.emoji(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which emoji is pointed at."""
        super().mouseMoveEvent(event)
        text = self.emoji_model.emoji(self.indexAt(event.position().toPoint()))
        if text:
            self.pointed.emit(text)

    def viewportEvent(self, event: QEvent) -> bool:
        """The name of an emoji as its tooltip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.emoji_model.emoji(self.indexAt(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip(catalogue.name_of(text)) if text else "")
            return True
        return bool(super().viewportEvent(event))


def _vertical(
    cells: Sequence[tuple[int, int]], here: tuple[int, int], steps: int
) -> tuple[int, int]:
    """The cell so many rows of emoji below (or above), in the same column where there is one."""
    rows = sorted({row for row, _column in cells})
    place = min(max(rows.index(here[0]) + steps, 0), len(rows) - 1)
    columns = [column for row, column in cells if row == rows[place]]
    return rows[place], min(here[1], columns[-1])
