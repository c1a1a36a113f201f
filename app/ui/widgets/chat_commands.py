"""What one does with the messages of the open conversation: by menu, key, click or toolbar.

Every command ends here under its name in `app.ui.actions`. What may be done with a message is asked
of `core.message_rights` in the moment in which it is to be done.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import cached_property
from time import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from app.core.errors import CurbsideError
from app.core.message_rights import MessageRights, rights
from app.core.records import MessageKind, MessageRecord
from app.services.api import ClientUseCases
from app.ui import clipboard, file_actions
from app.ui.actions import BY_NAME
from app.ui.message_words import own_reaction
from app.ui.tasks import TaskRunner
from app.ui.text import label_text
from app.ui.transcript import as_text
from app.ui.widgets.day_popup import DayPopup
from app.ui.widgets.file_commands import FileCommands
from app.ui.widgets.placed_list import Place
from app.ui.widgets.reaction_popup import ReactionPopup

if TYPE_CHECKING:
    from app.core.views import OwnView
    from app.ui.emoji.memory import EmojiMemory
    from app.ui.widgets.chat_view import ChatView


def _now_ms() -> int:
    return round(time() * 1000)


class ChatCommands(QObject):
    """Signals: `forward_requested` (row ids), `recall_requested`, `info_requested` (row id)."""

    forward_requested = Signal(object)
    recall_requested = Signal(object)
    info_requested = Signal(object)

    def __init__(
        self,
        chat: ChatView,
        client: ClientUseCases,
        own: OwnView,
        tasks: TaskRunner,
        memory: EmojiMemory,
    ) -> None:
        super().__init__(chat)
        self._chat = chat
        self._client = client
        self._own = own
        self._tasks = tasks
        self._trail: list[Place | None] = []
        self.files = FileCommands(client, self._start, self)
        self._memory = memory
        self._slots: dict[str, Callable[[MessageRecord], None]] = {
            "reply": self._reply,
            "react": self._react,
            "edit": self._edit,
            "recall": self._recall,
            "forward": lambda message: self._forward([message]),
            "show-quoted": lambda message: self._go(self._show_quoted(message)),
            "message-info": lambda message: self.info_requested.emit(message.row_id),
            "retry": self._retry,
            "select": self._select,
        } | {
            name: lambda message, name=name: self.files.run(name, message)  # type: ignore[misc]  # mypy infers no default
            for name in file_actions.ALL
        }

    @cached_property
    def reactions(self) -> ReactionPopup:
        """Made when it is first wanted: it takes longer than all else of a conversation."""
        popup = ReactionPopup(self._memory, self._chat)
        popup.picked.connect(self.react_with)
        return popup

    @cached_property
    def days(self) -> DayPopup:
        """As above."""
        popup = DayPopup(self._chat)
        popup.chosen.connect(lambda at_ms: self._go(self._show_day(at_ms)))
        return popup

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place from which one jumped here."""
        return bool(self._trail)

    def run(self, name: str, row_id: int = 0) -> None:
        """Do what a command says, with a message; 0 is the one that is selected, or the newest."""
        chosen = self._chat.list.choosing
        if name == "copy":
            self._copy(self._targets(row_id))
        elif name == "forward" and chosen.on:
            self._forward(chosen.messages())
        elif name == "go-to-day":
            self._open_days()
        elif name == "back":
            self._go(self._go_back())
        elif name == "select-all":
            self._chat.list.selectAll()
        elif name == "edit-last":
            self._edit_last()
        elif name in self._slots:
            message = self._message(row_id) if row_id else self._default(name)
            if message is not None:
                self._slots[name](message)

    def escape(self) -> bool:
        """End what was begun, the innermost first. False: there was nothing."""
        if self._chat.list.choosing.on:
            self._chat.list.choosing.end()
            return True
        return self._chat.drafting.cancel()

    def react_with(self, row_id: int, emoji: str) -> None:
        """Give a reaction, or take one's own back with nothing."""
        self._start(self._client.messages.react(row_id, emoji))

    def toggle_reaction(self, row_id: int, emoji: str) -> None:
        """A chip was clicked: join it, or leave it."""
        message = self._message(row_id)
        if message is not None and self.rights_of(message).answer:
            given = next((r.emoji for r in message.reactions if r.emoji.startswith(emoji)), emoji)
            own = own_reaction(message, self._own.account_id)
            self.react_with(row_id, "" if own == given else given)

    def rights_of(self, message: MessageRecord) -> MessageRights:
        """What may be done with a message now."""
        granted = rights(message, self._client.policy, _now_ms())
        if self._chat.can_write:
            return granted
        return replace(granted, answer=False, edit=False, recall=False)

    def open_menu(self, row_id: int, at: QPoint) -> None:
        """The menu of a message. What has a key is written beside it."""
        message = self._message(row_id)
        if message is not None:
            self.menu_for(message).popup(at)

    def menu_for(self, message: MessageRecord) -> QMenu:
        """A menu that deletes itself when it is closed."""
        menu = QMenu(self._chat)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        granted = self.rights_of(message)
        words = message.kind is MessageKind.TEXT and message.recalled_at_ms is None
        quoted = message.quote is not None and message.quote.row_id is not None and words
        links = self._chat.list.links_of(message.row_id)
        for group in (
            tuple((name, True) for name in self.files.offered(message)),
            (("reply", granted.answer), ("react", granted.answer), ("show-quoted", quoted)),
            (("copy", words and bool(message.text)), ("forward", words), ("select", words)),
            (("edit", granted.edit), ("recall", granted.recall)),
            (
                ("open-link", bool(links)),
                ("message-info", True),
                ("retry", granted.retry),
            ),
        ):
            if menu.actions() and not menu.actions()[-1].isSeparator():
                menu.addSeparator()
            for name, shown in group:
                if shown:
                    self._add_action(menu, name, message.row_id)
        if menu.actions()[-1].isSeparator():
            menu.removeAction(menu.actions()[-1])
        return menu

    def go_back(self) -> bool:
        """Back to where one was in this conversation. False: one moved nowhere."""
        if not self._trail:
            return False
        self._go(self._go_back())
        return True

    def remember(self, place: Place | None) -> None:
        """Somebody was taken elsewhere from there: let them come back."""
        self._trail.append(place)
        self._chat.corner.show_back(True)

    def close_down(self) -> None:
        """Close what stands above the window by itself: it must not outlive a lock."""
        for popup in (self.reactions, self.reactions.picker, self.days):
            popup.hide()
        for menu in self._chat.findChildren(QMenu):
            menu.close()

    def forget_trail(self) -> None:
        """The person is where they want to be: there is nothing to go back to."""
        self._trail.clear()
        self._chat.corner.show_back(False)

    def _add_action(self, menu: QMenu, name: str, row_id: int) -> None:
        command = BY_NAME[name]
        keys = command.keys_label()
        words = label_text(command.label())
        action = menu.addAction(f"{words}\t{keys}" if keys else words)
        action.setObjectName(name)
        if name == "open-link":
            action.triggered.connect(lambda: self._chat.list.ask_links(row_id))
        else:
            action.triggered.connect(lambda: self.run(name, row_id))

    def _reply(self, message: MessageRecord) -> None:
        if self.rights_of(message).answer:
            self._chat.list.choosing.end()
            self._chat.drafting.answer(message)

    def _react(self, message: MessageRecord) -> None:
        if not self.rights_of(message).answer:
            return
        view = self._chat.list
        index = self._chat.timeline.index(self._chat.timeline.row_of(message.row_id))
        view.scrollTo(index)
        rect = view.visualRect(index)
        bubble = view.delegate.layout_of(index, rect.width()).bubble
        area = bubble.translated(rect.topLeft()).toRect().intersected(view.viewport().rect())
        at = QRect(view.viewport().mapToGlobal(area.topLeft()), area.size())
        self.reactions.open_for(message.row_id, own_reaction(message, self._own.account_id), at)

    def _edit(self, message: MessageRecord) -> None:
        if self.rights_of(message).edit:
            self._chat.list.choosing.end()
            self._chat.drafting.edit(message)

    def _edit_last(self) -> None:
        """The newest message of one's own, if it can still be edited."""
        timeline = self._chat.timeline
        for number in range(timeline.rowCount() - 1, -1, -1):
            message = timeline.message(number)
            if message.outgoing and message.kind is MessageKind.TEXT and not message.recalled_at_ms:
                self._edit(message)
                return

    def _recall(self, message: MessageRecord) -> None:
        if self.rights_of(message).recall:
            self.recall_requested.emit(message.row_id)

    def _retry(self, message: MessageRecord) -> None:
        if self.rights_of(message).retry:
            self._start(self._client.messages.retry(message.row_id))

    def _forward(self, messages: list[MessageRecord]) -> None:
        ids = [m.row_id for m in messages if m.kind is MessageKind.TEXT and not m.recalled_at_ms]
        if ids:
            self.forward_requested.emit(tuple(ids))

    def _select(self, message: MessageRecord) -> None:
        view = self._chat.list
        index = self._chat.timeline.index(self._chat.timeline.row_of(message.row_id))
        view.setCurrentIndex(index)
        view.choosing.begin()
        view.setFocus()

    def _copy(self, messages: list[MessageRecord]) -> None:
        written = [m for m in messages if m.kind is MessageKind.TEXT and not m.recalled_at_ms]
        if written:
            clipboard.copy(as_text(written, self._chat.name_of))
            if self._chat.list.choosing.on:
                self._chat.list.choosing.end()

    async def _show_quoted(self, message: MessageRecord) -> None:
        quote = message.quote
        if quote is None or quote.row_id is None:
            return
        place = self._chat.list.place()
        if await self._chat.list.show_row(quote.row_id):
            self.remember(place)

    async def _show_day(self, at_ms: int) -> None:
        row_id = await self._client.messages.row_at(self._chat.contact.conversation_id, at_ms)
        if row_id is None:
            return
        place = self._chat.list.place()
        if await self._chat.list.return_to(Place(row_id, 0)):
            self.remember(place)

    async def _go_back(self) -> None:
        while self._trail:
            place = self._trail.pop()
            self._chat.corner.show_back(bool(self._trail))
            if await self._chat.list.return_to(place):
                return

    def _open_days(self) -> None:
        view = self._chat.list
        shown = view.indexAt(QPoint(4, 1))
        if not shown.isValid():
            return
        at = view.viewport().mapToGlobal(QPoint(view.viewport().width() // 2, 4))
        self.days.open_at(at, self._chat.timeline.message(shown.row()).arrived_at_ms)

    def _targets(self, row_id: int) -> list[MessageRecord]:
        """The chosen messages; else the named one."""
        selected = self._chat.list.selected_messages()
        if row_id and row_id not in {message.row_id for message in selected}:
            message = self._message(row_id)
            return [] if message is None else [message]
        return selected

    def _default(self, name: str) -> MessageRecord | None:
        """The message that a command means when none is named."""
        selected = self._chat.list.selected_messages()
        if selected:
            return selected[-1]
        timeline = self._chat.timeline
        for number in range(timeline.rowCount() - 1, -1, -1):
            message = timeline.message(number)
            granted = self.rights_of(message)
            if name == "message-info" and message.kind in (MessageKind.NOTICE, MessageKind.GROUP):
                continue
            wanted = {
                "reply": granted.answer and not message.outgoing,
                "react": granted.answer and not message.outgoing,
                "retry": granted.retry,
            }
            if wanted.get(name, True):
                return message
        return None

    def _message(self, row_id: int) -> MessageRecord | None:
        row = self._chat.timeline.row_of(row_id)
        return None if row < 0 else self._chat.timeline.message(row)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        """Change something: that goes on when another conversation is opened."""
        chat = self._chat

        def failed(error: CurbsideError) -> None:
            if isValid(chat):
                chat.show_error(error)
            else:
                self._tasks.tell(error)

        self._tasks.start(work, failed)

    def _go(self, work: Coroutine[Any, Any, object]) -> None:
        """Go somewhere in this conversation."""
        self._chat.tasks.start(work, self._chat.show_error)
