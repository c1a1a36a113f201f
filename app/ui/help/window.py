"""The help window: topics, a search, and one page of plain text.

It stands beside the other windows, needs no network and no profile, and shows nothing of anybody,
so it may stay while Curbside locks. Everything is a `PlainLabel`; there is no rich text.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui import clipboard
from app.ui.actions import BY_NAME
from app.ui.help.contents import help_pages
from app.ui.help.page import Block, Facts, Kind, Page, found
from app.ui.icons import app_icon
from app.ui.text import PlainLabel
from app.ui.theme import theme
from app.ui.tokens import ICON_LARGE, SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.search_field import name_buttons_of

_KEY = Qt.ItemDataRole.UserRole
_LINE = 680
"""How wide a page gets: longer lines are hard to read."""


class HelpWindow(QWidget):
    """Signals: `closed`, and `looks_changed` when the text size was changed here."""

    closed = Signal()
    looks_changed = Signal()

    def __init__(self, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(app_icon())
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        self.nothing = PlainLabel(kind="muted")
        self.nothing.hide()
        self.copy = Button("", "quiet", "copy")
        self.copy.clicked.connect(self._copy)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self._shortcuts()
        self.show_facts(facts)
        self.resize(900, 640)

    @property
    def page(self) -> Page | None:
        """The one in view."""
        item = self.list.currentItem()
        key = None if item is None else item.data(_KEY)
        return next((page for page in self._pages if page.key == key), None)

    def show_facts(self, facts: Facts) -> None:
        """Word everything anew: another language, or other values."""
        key = self.page.key if hasattr(self, "_pages") and self.page is not None else ""
        self._pages = help_pages(facts)
        self.setWindowTitle(self.tr("Help for Curbside"))
        self.field.setPlaceholderText(self.tr("Search the help"))
        self.field.setAccessibleName(self.tr("Search the help"))
        name_buttons_of(self.field)
        self.list.setAccessibleName(self.tr("Topics"))
        self.nothing.setText(
            self.tr("No page has these words. Try fewer, or ask your clinic's IT.")
        )
        self.copy.setText(self.tr("Copy this page"))
        self._list(key)

    def show_page(self, key: str) -> None:
        """Open a page by its key."""
        self.field.clear()
        self._list(key)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter in the search go to the topics."""
        if watched is self.field and isinstance(event, QKeyEvent) and self.list.count():
            pressed = event.type() is QEvent.Type.KeyPress
            if pressed and event.key() in (
                Qt.Key.Key_Down,
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it is gone."""
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(self.field)
        left.addWidget(self.nothing)
        left.addWidget(self.list, 1)
        left.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_L, SPACE_S, SPACE_L)
        row.setSpacing(SPACE_XL)
        row.addLayout(left, 2)
        row.addWidget(self.area, 5)

    def _shortcuts(self) -> None:
        for keys, slot in (
            ("Esc", self._escape),
            ("Ctrl+F", self.field.setFocus),
            *((keys, lambda: self._scale(1)) for keys in BY_NAME["larger"].keys),
            *((keys, lambda: self._scale(-1)) for keys in BY_NAME["smaller"].keys),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _escape(self) -> None:
        if self.field.text():
            self.field.clear()
            self.field.setFocus()
        else:
            self.close()

    def _scale(self, steps: int) -> None:
        theme().step_scale(steps)
        self.looks_changed.emit()

    def _search(self) -> None:
        self._list(self.page.key if self.page is not None else "")

    def _list(self, key: str) -> None:
        """List what the search leaves, and show `key` if it is among it, else the first."""
        pages = found(self._pages, self.field.text())
        self.list.blockSignals(True)
        self.list.clear()
        for page in pages:
            item = QListWidgetItem(page.title)
            item.setData(_KEY, page.key)
            self.list.addItem(item)
        keys = [page.key for page in pages]
        if keys:
            best = 0 if self.field.text() or key not in keys else keys.index(key)
            self.list.setCurrentRow(best)
        self.list.blockSignals(False)
        self.nothing.setVisible(not keys)
        self.copy.setEnabled(bool(keys))
        self._show()

    def _chosen(self) -> None:
        self._show()

    def _show(self) -> None:
        page = self.page
        inside, sheet = QWidget(), QWidget()
        inside.setObjectName("scrolled")
        sheet.setObjectName("plain")
        sheet.setMaximumWidth(round(_LINE * max(1.0, theme().scale)))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        if page is not None:
            self._fill(column, page)
        column.addStretch()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(sheet, 100)
        row.addStretch(1)
        self.area.setWidget(inside)
        self.area.setAccessibleName(self.nothing.text() if page is None else page.title)
        self.area.setAccessibleDescription("" if page is None else page.as_text())

    def _fill(self, column: QVBoxLayout, page: Page) -> None:
        column.addWidget(self._heading(page.title, first=True))
        number, keys = 0, None
        for block in page.blocks:
            if block.kind is Kind.KEYS:
                keys = _key_row(column, keys, block)
                continue
            keys = None
            number = number + 1 if block.kind is Kind.STEP else 0
            if block.kind is Kind.HEADING:
                column.addSpacing(SPACE_S)
                column.addWidget(self._heading(block.text))
            elif block.kind is Kind.STEP:
                column.addLayout(_beside(PlainLabel(f"{number}.", "strong", wrap=False), block))
            elif block.kind is Kind.TERM:
                self._add_term(column, block)
            else:
                column.addWidget(PlainLabel(block.text, selectable=True))
        related = [each for each in self._pages if each.key in page.see]
        if related:
            column.addSpacing(SPACE_M)
            column.addWidget(self._heading(self.tr("See also")))
            links = QVBoxLayout()
            links.setSpacing(0)
            for each in related:
                button = Button(each.title, "quiet", "chevron-right")
                button.clicked.connect(lambda _checked=False, key=each.key: self.show_page(key))
                links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addLayout(links)

    def _heading(self, words: str, *, first: bool = False) -> PlainLabel:
        label = PlainLabel(words, "title" if first else "strong", selectable=True)
        label.setAccessibleDescription(self.tr("Heading"))
        return label

    def _add_term(self, column: QVBoxLayout, block: Block) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(block.term, "strong", selectable=True))
        words.addWidget(PlainLabel(block.text, selectable=True))
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        if block.icon:
            row.addWidget(IconLabel(block.icon, "accent", ICON_LARGE), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column.addLayout(row)

    def _copy(self) -> None:
        if self.page is not None:
            clipboard.copy(self.page.as_text())


def _beside(mark: PlainLabel, block: Block) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_S)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(block.text, selectable=True), 1)
    return row


def _key_row(column: QVBoxLayout, grid: QGridLayout | None, block: Block) -> QGridLayout:
    """A command and its keys, in the table of its group."""
    if grid is None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_XL)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
    row = grid.rowCount()
    top = Qt.AlignmentFlag.AlignTop
    grid.addWidget(PlainLabel(block.text, selectable=True), row, 0, top)
    grid.addWidget(PlainLabel(block.term, "muted", wrap=False, selectable=True), row, 1, top)
    return grid
