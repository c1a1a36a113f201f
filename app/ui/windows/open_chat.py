"""The conversation that is open: going to another one, and what the bus says about it.

Building and styling a `ChatView` takes as long as all else of an opening. So one is built ahead
when the person has done nothing for a moment after the last opening: never while they type, never
two. A view that was left is destroyed with all its words, not used again.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.bus import MessagesAdded, MessagesChanged, TypingChanged
from app.core.ids import AccountId
from app.core.views import OwnView
from app.services.api import ClientUseCases
from app.ui.shown import conversation_of
from app.ui.tasks import TaskRunner
from app.ui.widgets.chat_view import ChatView
from app.ui.widgets.drafting import BegunMemory, Sending
from app.ui.widgets.placed_list import Place

if TYPE_CHECKING:
    from app.ui.windows.main_view import MainView

_QUIET_MS = 250
"""So long nothing was typed or clicked before the next view is built."""
_INPUT = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod}
)


class OpenChat(QObject):
    """`chat` is the open conversation, or None; it lives in `area`, whose first page is the home.

    `sending` is what is being handed over; `loaded` is set once conversations can be opened.
    """

    def __init__(
        self, view: MainView, client: ClientUseCases, tasks: TaskRunner, area: QStackedWidget
    ) -> None:
        super().__init__(view)
        self._view = view
        self._client = client
        self._tasks = tasks
        self._area = area
        self._number = 0
        self._begun: BegunMemory = {}
        self._spare: ChatView | None = None
        self._watched: QWindow | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._build_ahead)
        self.loaded = asyncio.Event()
        self.sending: Sending = {}
        self.chat: ChatView | None = None

    @property
    def key(self) -> AccountId | None:
        """What names the open conversation."""
        return None if self.chat is None else self.chat.contact.account_id

    def open(self, key: AccountId, at: Place | int | None = None) -> None:
        """Open a conversation (`app.ui.shown`), ready to write, or at a message (its row id)."""
        if self.chat is not None and self.key == key:
            if at is None:
                self.chat.composer.edit.setFocus()
            else:
                self.chat.tasks.start(self.chat.visit(at))
                self.chat.list.setFocus()
            return
        self._number += 1
        self._tasks.start(self._open(key, self._number, at))

    async def go(self, key: AccountId) -> None:
        """Open a conversation, and wait until it is shown."""
        self._number += 1
        await self._open(key, self._number, None)

    def close(self) -> None:
        """Have none open."""
        self._number += 1
        self._replace(None)

    def close_down(self) -> None:
        """Forget every word before the screen is destroyed."""
        self._stop_waiting()
        if self.chat is not None:
            self.chat.close_down()
        if self._spare is not None:
            self._spare.tasks.close()
            self._spare = None
        self._begun.clear()

    def block(self, reason: str) -> None:
        """Nothing can be sent to anybody, or it can again."""
        if self.chat is not None:
            self.chat.block_all(reason)

    def build_ahead_soon(self) -> None:
        """Once the person has done nothing for a moment."""
        if self._spare is not None or self._view.own is None:
            return
        window = self._view.window().windowHandle()
        if window is not None and self._watched is None:
            self._watched = window
            window.installEventFilter(self)
        self._quiet.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever types or clicks is not made to wait for a view that they may never need."""
        if event.type() in _INPUT and self._quiet.isActive():
            self._quiet.start()
        return super().eventFilter(watched, event)

    def messages_added(self, event: MessagesAdded) -> None:
        """Show new rows, if they are of the open conversation."""
        if self.chat is not None and self.chat.contact.conversation_id == event.conversation_id:
            self.chat.tasks.start(self.chat.add(event.row_ids))

    def messages_changed(self, event: MessagesChanged) -> None:
        """Show rows as they are now."""
        if self.chat is not None and self.chat.contact.conversation_id == event.conversation_id:
            self.chat.tasks.start(self.chat.refresh(event.row_ids))

    def typing_changed(self, event: TypingChanged) -> None:
        """The other person writes, or writes no more."""
        if self.chat is not None and self.chat.contact.conversation_id == event.conversation_id:
            self.chat.show_typing(event.typing)

    async def read_again(self) -> None:
        """People, or the group, changed."""
        chat = self.chat
        if chat is None:
            return
        view = await conversation_of(self._client.contacts, chat.contact.account_id)
        if self.chat is chat:
            chat.names.learn(self._view.people())
            chat.show_conversation(view)

    async def _open(self, key: AccountId, number: int, at: Place | int | None) -> None:
        await self.loaded.wait()  # what is asked for while unlocking is opened after it
        own = self._view.own or await self._client.settings.own()
        if self.chat is not None:
            await self.chat.save_draft()
        view = await conversation_of(self._client.contacts, key)
        if number != self._number:
            return
        chat = self._take_spare() or self._build(own)
        chat.names.learn(self._view.people())
        chat.begin(view)
        main = self._view
        main.dialogs.watch(chat)
        main.files.watch(chat)
        main.voice.watch(chat)
        main.groups.watch(chat)
        if main.stop_reason():
            chat.block_all(main.stop_reason())
        main.commands.zoom.watch(chat.list, chat.composer.edit)
        self._replace(chat)
        main.search.mark()
        loading = chat.tasks.start(chat.load(at))
        if loading is not None:
            await loading  # ends this, too, when the next one is opened meanwhile
        if self.chat is chat:
            main.sidebar.set_open(key)
            chat.take_focus(writing=at is None)
            self.build_ahead_soon()

    def _replace(self, chat: ChatView | None) -> None:
        old, self.chat = self.chat, chat
        if chat is not None:
            if self._area.indexOf(chat) < 0:
                self._area.addWidget(chat)
            self._area.setCurrentWidget(chat)
        else:
            self._area.setCurrentIndex(0)
        if old is not None:
            self._view.voice.left()
            old.leave()
            self._area.removeWidget(old)
            old.deleteLater()

    def _build(self, own: OwnView) -> ChatView:
        return ChatView(
            self._client, own, self._tasks, self._view.writing, self.sending, self._begun
        )

    def _take_spare(self) -> ChatView | None:
        self._stop_waiting()
        spare, self._spare = self._spare, None
        return spare

    def _build_ahead(self) -> None:
        """Build one, and style every part of it while nobody waits."""
        self._stop_waiting()
        own = self._view.own
        if self._spare is not None or own is None:
            return
        spare = self._spare = self._build(own)
        self._area.addWidget(spare)
        spare.resize(self._area.size())
        for widget in (spare, *spare.findChildren(QWidget)):
            widget.ensurePolished()
        layout = spare.layout()
        if layout is not None:
            layout.activate()

    def _stop_waiting(self) -> None:
        self._quiet.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
