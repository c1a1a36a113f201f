"""Searching from the main screen: the panel in place of the lists, and the way back.

Opening what was found remembers where the person was. "Back" goes to the results first, while
they are there, and then to that place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.core.bus import MessagesChanged
from app.core.ids import AccountId
from app.core.search_text import Needle
from app.core.search_types import SearchHit
from app.core.views import ContactView
from app.services.api import ClientUseCases
from app.ui.shown import shown_hit
from app.ui.tasks import TaskRunner
from app.ui.widgets.placed_list import Place
from app.ui.widgets.search_panel import SearchPanel

if TYPE_CHECKING:
    from app.ui.windows.main_view import MainView

_LONGEST_TRAIL = 50


@dataclass(frozen=True, slots=True)
class _Here:
    """A conversation, or none, and how far one had read in it."""

    account_id: AccountId | None
    place: Place | None


class MainSearch(QObject):
    """Owns the panel, which stands below the person's name while it is open."""

    def __init__(self, view: MainView, client: ClientUseCases, tasks: TaskRunner) -> None:
        super().__init__(view)
        self._view = view
        self._client = client
        self._tasks = tasks
        self._before_it: QWidget | None = None
        self._trail: list[_Here] = []
        self.panel = SearchPanel(client.search, tasks)
        self._left = view.sidebar.below
        self._left.addWidget(self.panel)
        self.panel.closed.connect(self.close_panel)
        self.panel.person_opened.connect(self._open_person)
        self.panel.hit_opened.connect(self._open_hit)
        self.panel.looking_for.connect(lambda _needle: self.mark())
        self.panel.filters.people_wanted.connect(lambda: tasks.start(self._offer_people()))
        view.bridge.messages_changed.connect(self._messages_changed)

    @property
    def is_open(self) -> bool:
        """Whether the panel is there."""
        return self._left.currentWidget() is self.panel

    def open_panel(self) -> None:
        """Search in all conversations."""
        if not self.is_open:
            self._before_it = QApplication.focusWidget()
            chat = self._view.chat
            self.panel.filters.offer(None if chat is None else chat.contact)
            self.panel.offer_groups(self._view.groups_listed())
            self._left.setCurrentWidget(self.panel)
        self.panel.enter()

    def close_panel(self) -> bool:
        """Put the lists back, and the focus where it was. False: it was not open."""
        if not self.is_open:
            return False
        self._left.setCurrentIndex(0)
        self.panel.clear()
        self.mark()
        before, self._before_it = self._before_it, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._view.chat is not None:
            self._view.chat.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._view.sidebar.focus_list()
        return True

    def escape(self) -> bool:
        """Close what one is in: the panel, or the bar in the conversation. False: neither."""
        chat = self._view.chat
        if self._within():
            return self.close_panel()
        return chat is not None and chat.finder.close_bar()

    def find_here(self) -> None:
        """Find in the open conversation, or anywhere while none is open."""
        if self._view.chat is None:
            self.open_panel()
        else:
            self._view.chat.finder.open()

    def step(self, steps: int) -> None:
        """Go to the next place found in the open conversation."""
        if self._view.chat is not None:
            self._view.chat.finder.step(steps)

    def mark(self) -> None:
        """Have what is searched for stand out in the open conversation."""
        chat = self._view.chat
        if chat is not None and chat.finder.isHidden():
            needle = self.panel.needle if self.is_open else Needle.parse("")
            chat.list.delegate.mark(needle or None)

    def back(self) -> None:
        """Back to the results, or to where one was before."""
        if self.is_open and not self._within():
            self.panel.enter_results()
        elif self._view.chat is not None and self._view.chat.commands.go_back():
            return
        elif self._trail:
            here = self._trail.pop()
            if here.account_id is None:
                self._view.close_conversation()
            else:
                self._view.open_conversation(here.account_id, here.place)

    def close_down(self) -> None:
        """Forget everything before the screen is destroyed."""
        self._trail.clear()
        self._before_it = None
        self.panel.clear()
        if self._view.chat is not None:
            self._view.chat.finder.clear()

    def _within(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.panel.isAncestorOf(focus)

    def _open_hit(self, hit: SearchHit) -> None:
        key = shown_hit(hit).account_id
        self._remember(key)
        self._view.open_conversation(key, hit.row_id)

    def _open_person(self, contact: ContactView) -> None:
        self._remember(contact.account_id)
        self._view.open_conversation(contact.account_id)

    def _remember(self, account_id: AccountId) -> None:
        """Where the person is, unless it is the same conversation, which has a trail of its own."""
        chat = self._view.chat
        if chat is None:
            self._trail.append(_Here(None, None))
        elif chat.contact.account_id != account_id:
            self._trail.append(_Here(chat.contact.account_id, chat.list.place()))
        del self._trail[:-_LONGEST_TRAIL]

    async def _offer_people(self) -> None:
        self.panel.filters.picker.show_people(await self._client.contacts.contacts())

    def _messages_changed(self, event: MessagesChanged) -> None:
        if self.is_open:
            self.panel.search_again(event.row_ids)
