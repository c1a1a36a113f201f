"""Finding in the open conversation: a field, "2 of 7", and steps between what was found.

The newest place is the first; Enter goes on to the one before it in time, as one reads back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid

from app.core.ids import ConversationId
from app.core.search_text import MAX_QUERY_LENGTH, Needle
from app.core.search_types import SearchHit, SearchQuery
from app.services.api import SearchUseCases
from app.ui.actions import BY_NAME
from app.ui.formats import number
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_S, SPACE_XS
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.placed_list import Place
from app.ui.widgets.timeline_view import TimelineView

_PAGE = 200
MOST = 1_000
"""Places that are counted; older ones are found by going to the last of these."""


class FindBar(QWidget):
    """Hidden until `open`. Signal `left` with the place to go back to, when one moved from it.

    `conversation_id` says where is looked; set before it opens.
    """

    left = Signal(object)

    def __init__(
        self,
        search: SearchUseCases,
        view: TimelineView,
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chatHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._search = search
        self.conversation_id = ConversationId(b"")
        self._view = view
        self._tasks = tasks
        self._number = 0
        self._hits: list[SearchHit] = []
        self._more_before: int | None = None
        self._current = -1
        self._before_it: QWidget | None = None
        self._place: Place | None = None
        self._moved = False
        self.field = QLineEdit()
        self.field.setObjectName("find")
        self.field.setMaxLength(MAX_QUERY_LENGTH)
        self.field.setPlaceholderText(self.tr("Find in this conversation"))
        self.field.setAccessibleName(self.tr("Find in this conversation"))
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.field.textChanged.connect(self._changed)
        self.field.installEventFilter(self)
        self.count = PlainLabel(kind="caption", wrap=False)
        self.older = IconButton(
            "arrow-up", BY_NAME["find-next"].label(), keys=BY_NAME["find-next"].keys_label()
        )
        self.newer = IconButton(
            "arrow-down",
            BY_NAME["find-previous"].label(),
            keys=BY_NAME["find-previous"].keys_label(),
        )
        self.close_button = IconButton("x", self.tr("Close (Esc)"), "muted")
        self.older.clicked.connect(lambda: self.step(1))
        self.newer.clicked.connect(lambda: self.step(-1))
        self.close_button.clicked.connect(self.close_bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_XS, SPACE_S, SPACE_XS)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.count)
        for button in (self.older, self.newer, self.close_button):
            layout.addWidget(button)
        self._say()
        self.hide()

    def open(self) -> None:
        """Begin to look for something, or for something else."""
        if self.isHidden():
            self._before_it = QApplication.focusWidget()
            self._place, self._moved = self._view.place(), False
            self.show()
            self._changed()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> bool:
        """End it, and give the focus back. False: it was not open."""
        if self.isHidden():
            return False
        self.hide()
        self._number += 1
        self._hits = []
        self._view.delegate.mark(None)
        if self._moved:
            self.left.emit(self._place)
        before, self._before_it = self._before_it, None
        if before is None or not isValid(before) or not before.isVisible():
            before = self._view
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear(self) -> None:
        """Forget what was typed, as when the profile is locked."""
        self.hide()
        self.field.clear()
        self._hits = []

    def step(self, steps: int) -> None:
        """Go so many places back in time; round at the ends."""
        if self.isHidden():
            self.open()
        elif self._hits:
            self._tasks.start(self._step(steps))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes back in time, Shift+Enter forward; so do Up and Down."""
        if watched is self.field and isinstance(event, QKeyEvent):
            steps = _STEPS.get(Qt.Key(event.key()), 0)
            if steps and event.type() == QEvent.Type.KeyPress:
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step(-steps if shift else steps)
                return True
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        if self.isHidden():
            return
        needle = Needle.parse(self.field.text())
        self._view.delegate.mark(needle or None)
        self._number += 1
        self._tasks.start(self._find(self._number))

    async def _find(self, number: int) -> None:
        query = SearchQuery(self.field.text(), self.conversation_id)
        page = await self._search.find(query, _PAGE)
        hits, before = list(page.hits), page.more_before
        while before is not None and len(hits) < MOST and number == self._number:
            more = await self._search.find(query, _PAGE, before)
            hits += more.hits
            before = more.more_before
        if number != self._number:
            return
        self._hits = sorted(hits, key=lambda hit: -hit.position)
        self._more_before = before
        self._current = -1
        if self._hits:
            await self._go(0)
        self._say(announce=not self._hits)

    async def _step(self, steps: int) -> None:
        if self._current + steps == len(self._hits) and self._more_before is not None:
            await self._load_more()
        await self._go((self._current + steps) % len(self._hits))

    async def _load_more(self) -> None:
        number = self._number
        query = SearchQuery(self.field.text(), self.conversation_id)
        page = await self._search.find(query, _PAGE, self._more_before)
        if number == self._number:
            self._hits += sorted(page.hits, key=lambda hit: -hit.position)
            self._more_before = page.more_before

    async def _go(self, place: int) -> None:
        self._current = place
        self._moved = True
        self._say(announce=True)
        await self._view.show_row(self._hits[place].row_id)

    def _say(self, *, announce: bool = False) -> None:
        """Where one is among what was found."""
        words = ""
        if self._hits:
            more = "+" if self._more_before is not None else ""
            words = self.tr("{place} of {count}").format(
                place=number(self._current + 1), count=number(len(self._hits)) + more
            )
        elif self.field.text().strip():
            words = self.tr("Nothing found")
        self.count.setText(words)
        for button in (self.older, self.newer):
            button.setEnabled(bool(self._hits))
        if announce and words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))


_STEPS = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
