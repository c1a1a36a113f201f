"""Searching in all conversations: a field, filters, and what was found, in place of the lists.

Typing never waits: a search runs beside it, and only the newest one is shown. Nothing of what is
typed here is kept once the panel closes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import CurbsideError
from app.core.search_text import MAX_QUERY_LENGTH, Needle
from app.core.views import ContactView
from app.services.api import SearchUseCases
from app.ui.delegates.search_delegate import SearchDelegate
from app.ui.formats import number, translate
from app.ui.models.search import MOST, SearchModel
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.theme import theme
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.search_field import name_buttons_of
from app.ui.widgets.search_filters import SearchFilters

_SLOW_MS = 300
"""A search that takes longer says that it is under way."""
_NEAR_END = 400
_LEAST_WIDTH = 260


class SearchPanel(QWidget):
    """Signals: `closed`, `person_opened` (ContactView), `hit_opened` (SearchHit), `looking_for`
    (Needle: what to mark elsewhere)."""

    closed = Signal()
    person_opened = Signal(object)
    hit_opened = Signal(object)
    looking_for = Signal(object)

    def __init__(
        self, search: SearchUseCases, tasks: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._running: asyncio.Task[None] | None = None
        self.model = SearchModel(search, self)
        self.close_button = IconButton("arrow-left", self.tr("Close the search (Esc)"), "muted")
        self.close_button.clicked.connect(self.closed)
        self.field = self._make_field()
        self.filters = SearchFilters()
        self.filters.changed.connect(self.search)
        self.status = PlainLabel(kind="caption")
        self.list = self._make_list()
        self.nothing = EmptyState("search")
        self._areas = QStackedWidget()
        self._areas.addWidget(self.nothing)
        self._areas.addWidget(self.list)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(lambda: self.status.setText(self.tr("Searching…")))
        self._lay_out()
        self._show_outcome()

    @property
    def needle(self) -> Needle:
        """What is looked for."""
        return Needle.parse(self.field.text())

    def offer_groups(self, groups: Sequence[ContactView]) -> None:
        """Whose titles are looked through, in the shape of `app.ui.shown`."""
        self.model.groups = tuple(groups)

    def enter(self) -> None:
        """Begin to type, instead of what is there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def enter_results(self) -> None:
        """Go to where one was among what was found."""
        if self.model.first() < 0:
            self.enter()
            return
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(self.model.first()))
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self) -> None:
        """Look for what stands in the field now."""
        self.looking_for.emit(self.needle)
        self._slow.start()
        self._begin()

    def search_again(self, row_ids: tuple[int, ...]) -> None:
        """Some messages changed: what is shown may not hold any more."""
        if self.model.shows(row_ids):
            self._begin()

    def clear(self) -> None:
        """Forget all of it."""
        self._slow.stop()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.filters.blockSignals(True)
        self.filters.clear()
        self.filters.blockSignals(False)
        self.filters.picker.show_people(())
        self.filters.offer(None)
        self.model.clear()
        self._show_outcome()

    def minimumSizeHint(self) -> QSize:
        """As wide as the lists that it stands in for."""
        return super().minimumSizeHint().expandedTo(QSize(_LEAST_WIDTH, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field and of the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.field and self._field_key(event.key()):
                return True
            if watched is self.list and self._list_key(event):
                return True
        return super().eventFilter(watched, event)

    def _field_key(self, key: int) -> bool:
        """Down goes to what was found, Enter opens the first of it."""
        if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.enter_results()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_first()
        else:
            return False
        return True

    def _list_key(self, event: QKeyEvent) -> bool:
        """Enter opens, Up in the first row goes to the field, and so do letters."""
        current = self.list.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self._open(current)
        elif event.key() == Qt.Key.Key_Up and current.row() <= self.model.first():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.text() and event.text().isprintable() and not event.modifiers() & _COMMAND:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.end(False)
            self.field.insert(event.text())
        else:
            return False
        return True

    def _begin(self) -> None:
        """The search before this one is not waited for any more, nor begun if it waits itself."""
        if self._running is not None:
            self._running.cancel()
        self._running = self._tasks.start(self._search())

    async def _search(self) -> None:
        query = self.filters.query(self.field.text())
        stood = self._standing_on()
        try:
            newest = await self.model.search(query)
        except CurbsideError:
            self._slow.stop()
            raise
        if newest:
            self._slow.stop()
            self._stand_on(stood)
            self._show_outcome(announce=True)
            await self.model.fill()
            self.status.setText(self._count_words() if self.model.rowCount() else "")

    def _standing_on(self) -> int | None:
        current = self.list.currentIndex()
        hit = self.model.row(current.row()).hit if current.isValid() else None
        return None if hit is None else hit.row_id

    def _stand_on(self, row_id: int | None) -> None:
        """Keep the marked row, where the same message is found again."""
        for place in range(self.model.rowCount() if row_id is not None else 0):
            hit = self.model.row(place).hit
            if hit is not None and hit.row_id == row_id:
                self.list.setCurrentIndex(self.model.index(place))
                return

    def _show_outcome(self, *, announce: bool = False) -> None:
        """What was found, or what to do when it was nothing."""
        found = self.model.rowCount() > 0
        self._areas.setCurrentWidget(self.list if found else self.nothing)
        words = self._count_words() if found else ""
        if not found and not self.needle and not self.filters.lists_without_words:
            self.nothing.show_words(
                self.tr("Search your messages"),
                self.tr(
                    "Parts of words are enough, in any order. Put \u201cdouble quotes\u201d around "
                    "words that follow each other."
                ),
            )
        elif not found:
            words = self.tr("Nothing found")
            narrowed = self.filters.any
            self.nothing.show_words(
                words,
                self.tr("Fewer letters or fewer words find more.")
                if not narrowed
                else self.tr("Fewer letters find more, and so does searching everywhere."),
                self.tr("Search everywhere") if narrowed else "",
                self.filters.clear,
            )
        self.status.setText(words if found else "")
        if announce and words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, words))

    def _count_words(self) -> str:
        hits = self.model.hits
        if hits == 0:
            return self.tr("No messages")
        if self.model.complete:
            return translate("SearchPanel", "%n message(s)", None, hits)
        return self.tr("More than {count} messages").format(count=number(hits))

    def _open_first(self) -> None:
        first = self.model.first()
        if first >= 0:
            self.list.setCurrentIndex(self.model.index(first))
            self._open(self.model.index(first))

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row.hit is not None:
            self.hit_opened.emit(row.hit)
        elif row.contact is not None:
            self.person_opened.emit(row.contact)

    def _scrolled(self) -> None:
        bar = self.list.verticalScrollBar()
        near = bar.maximum() - bar.value() < _NEAR_END
        if near and not self.model.complete and self.model.hits < MOST:
            self._tasks.start(self._load_more())

    async def _load_more(self) -> None:
        await self.model.load_more()
        self.status.setText(self._count_words() if self.model.rowCount() else "")

    def _make_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("search")
        field.setMaxLength(MAX_QUERY_LENGTH)
        field.setPlaceholderText(self.tr("Search all messages"))
        field.setAccessibleName(self.tr("Search all messages"))
        field.setClearButtonEnabled(True)
        name_buttons_of(field)
        field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        field.textChanged.connect(self.search)
        field.installEventFilter(self)
        return field

    def _make_list(self) -> QListView:
        rows = QListView()
        rows.setObjectName("searchResults")
        self._delegate = SearchDelegate(rows)
        rows.setModel(self.model)
        rows.setItemDelegate(self._delegate)
        rows.setMouseTracking(True)
        rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows.setResizeMode(QListView.ResizeMode.Adjust)
        rows.setAccessibleName(self.tr("Found"))
        rows.verticalScrollBar().setSingleStep(24)
        rows.verticalScrollBar().valueChanged.connect(self._scrolled)
        rows.clicked.connect(self._open)
        rows.installEventFilter(self)
        theme().changed.connect(self._theme_changed)
        return rows

    def _theme_changed(self) -> None:
        self._delegate.fonts_changed()
        self.list.scheduleDelayedItemsLayout()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_S)
        top.addWidget(self.close_button)
        top.addWidget(self.field, 1)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_S, SPACE_M, SPACE_M, SPACE_S)
        head.setSpacing(SPACE_S)
        head.addLayout(top)
        head.addWidget(self.filters)
        head.addWidget(self.status)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._areas, 1)


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
