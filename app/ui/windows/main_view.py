"""The main screen: list on the left, conversation on the right, what concerns all on top.

It listens to the bridge and reads again what changed; it never computes a state of its own. When
the profile is locked the whole screen is destroyed, dialogs included.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.core.bus import (
    AlarmRaised,
    Connection,
    ContactsChanged,
    GroupsChanged,
    MessagesAdded,
    MessagesChanged,
)
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId
from app.core.notifications import Quiet
from app.core.relay_errors import DeviceRevoked
from app.core.views import ContactView, OwnView
from app.services.api import ClientUseCases
from app.ui.bridge import Bridge
from app.ui.history import HistoryWatch
from app.ui.models.conversation_list import (
    PersonListModel,
    PersonRow,
    conversation_rows,
    people_rows,
)
from app.ui.models.switcher import candidates
from app.ui.names import Names
from app.ui.platform import NoPlatform, PlatformHooks
from app.ui.tasks import TaskRunner
from app.ui.widgets.banner import Banner
from app.ui.widgets.chat_view import ChatView
from app.ui.widgets.drafting import Sending
from app.ui.widgets.history_strip import HistoryStrip
from app.ui.widgets.notices import Notices
from app.ui.widgets.placed_list import Place
from app.ui.widgets.sidebar import PEOPLE, Sidebar
from app.ui.windows.conversation_commands import ConversationCommands
from app.ui.windows.home import Home
from app.ui.windows.main_commands import MainCommands
from app.ui.windows.main_dialogs import MainDialogs
from app.ui.windows.main_files import MainFiles
from app.ui.windows.main_groups import MainGroups
from app.ui.windows.main_search import MainSearch
from app.ui.windows.open_chat import OpenChat
from app.ui.windows.voice_desk import VoiceDesk
from app.ui.words import error_words
from app.ui.writing import WritingTools

_LEAST_CHAT = 380
"""Beside the widest list, at twice the text size, in the smallest window."""
_REFRESH_MS = 30
"""News within this time are read together."""


class MainView(QWidget):
    """Signals: `lock_requested`, `quit_requested`, `unread_changed`, `looks_changed`,
    `quiet_chosen` with a `Quiet`."""

    lock_requested = Signal()
    lock_fully_requested = Signal()
    switch_requested = Signal()
    quit_requested = Signal()
    unread_changed = Signal(int)
    quiet_chosen = Signal(object)
    looks_changed = Signal()

    def __init__(
        self,
        client: ClientUseCases,
        tasks: TaskRunner,
        version: str = "",
        parent: QWidget | None = None,
        *,
        platform: PlatformHooks | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._tasks = tasks.child(self.show_error)
        self.bridge = Bridge(client.bus, self)
        self.history = HistoryWatch(self.bridge, self)
        self.platform: PlatformHooks = platform or NoPlatform()
        self.writing = WritingTools(client.settings, self.platform.speller, self._tasks, self)
        self.own: OwnView | None = None
        self._alarm: CurbsideError | None = None
        self._contacts_stale = True
        self._conversations = PersonListModel(self)
        self._people = PersonListModel(self)
        self.banner = Banner()
        self.error_banner = Banner()
        self.notices = Notices()
        self.notices.say_version(version, client.policy)
        self._ended = ""
        self.sidebar = Sidebar(self._conversations, self._people)
        self.dialogs = MainDialogs(self, client, self._tasks, version)
        self.home = Home(client, self._tasks, lambda: self.commands.show_tab(PEOPLE))
        self._area = QStackedWidget()
        self._area.addWidget(self.home)
        self.search = MainSearch(self, client, self._tasks)
        self._lay_out()
        self.opened = OpenChat(self, client, self._tasks, self._area)
        self.groups = MainGroups(self, client, self._tasks)
        self.files = MainFiles(self, client, self._tasks)
        self.voice = VoiceDesk(self, client, self._tasks)
        self.conversations = ConversationCommands(self, client, self._tasks)
        self.commands = MainCommands(self)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MS)
        self._refresh.timeout.connect(lambda: self._tasks.start(self._reload()))
        self._connect()
        self._show_connection()
        if client.alarm is not None:
            self._show_alarm(client.alarm)

    def begin(self) -> None:
        """Read what the screen shows first, then sync. Ends with the screen, as when locked."""
        self._tasks.start(self.resume(syncing=False))

    async def resume(self, *, syncing: bool = True) -> None:
        """Read what the screen shows, of a profile that was on the screen before."""
        await self.load()
        if not syncing:
            await self._client.start()
        if self._alarm is not None:
            await self._offer_proof(self._alarm)

    async def load(self) -> None:
        """Read what the screen shows first."""
        try:
            self.own = await self._client.settings.own()
            self.sidebar.show_own(self.own, shared=self._client.listing.shared())
            await self.writing.load()
            await self.home.load()
            await self._reload()
            self.home.show_for(self._conversations, self._people)
            self.sidebar.focus_list()
        finally:
            self.opened.loaded.set()
        self.opened.build_ahead_soon()

    def close_down(self) -> None:
        """Let go of everything before the screen is destroyed."""
        self.bridge.close()
        self.writing.close()
        self._refresh.stop()
        self._tasks.close()
        self.search.close_down()
        self.files.close_down()
        self.voice.close_down()
        self.dialogs.close_all()
        self.opened.close_down()
        self._conversations.set_rows(())
        self._people.set_rows(())

    def every_row(self) -> list[PersonRow]:
        """Everybody to whom one can go, in the order in which they are offered."""
        return candidates(
            self._conversations.every_row(), self._people.every_row(), self.opened.key
        )

    def people(self) -> Mapping[AccountId, ContactView]:
        """Everybody in the clinic's directory, as the list has them."""
        rows = self._people.every_row()
        return {row.contact.account_id: row.contact for row in rows if row.group is None}

    def groups_listed(self) -> list[ContactView]:
        """The groups that the person is or was in, in the shape of `app.ui.shown`."""
        rows = (*self._conversations.every_row(), *self._people.every_row())
        found = {row.contact.account_id: row.contact for row in rows if row.group is not None}
        return list(found.values())

    @property
    def chat(self) -> ChatView | None:
        """The open conversation."""
        return self.opened.chat

    @property
    def sending(self) -> Sending:
        """What is being handed over, and must not be lost when the screen goes."""
        return self.opened.sending

    steps_to_keep = ""
    """What to store of the first steps once this screen is gone."""

    def unsaved_draft(self) -> tuple[ConversationId, str] | None:
        """The open conversation's draft if it is not saved yet."""
        return None if self.chat is None else self.chat.unsaved_draft()

    def open_conversation(self, account_id: AccountId, at: Place | int | None = None) -> None:
        """Open a conversation (`app.ui.shown`), ready to write, or at a message (its row id)."""
        self.opened.open(account_id, at)

    @property
    def may_be_quiet(self) -> bool:
        """Whether policy lets the person silence notifications."""
        return self._client.policy.allow_do_not_disturb

    def show_quiet(self, until_ms: int) -> None:
        """Say until when nothing may disturb; 0: it may."""
        self.sidebar.quiet.show_until(until_ms)

    def say(self, words: str) -> None:
        """Say what was done, at the top."""
        self.error_banner.say(words, "info", icon="check", dismissable=True)

    def show_error(self, error: CurbsideError) -> None:
        """Say what went wrong, at the top."""
        self.error_banner.say(
            error_words(error).together, "danger", icon="alert-circle", dismissable=True
        )

    async def _reload(self) -> None:
        conversations = await self._client.contacts.conversations()
        stale, self._contacts_stale = self._contacts_stale, False
        if stale:
            contacts = await self._client.contacts.contacts()
            self._people.set_rows(people_rows(contacts, await self._client.groups.groups()))
        names = None if self.own is None else Names(self.own)
        if names is not None:
            names.learn(self.people())
        self._conversations.set_rows(conversation_rows(conversations, names))
        if stale:
            await self.opened.read_again()
        self.sidebar.refresh()
        self.home.show_for(self._conversations, self._people)
        self.unread_changed.emit(self._conversations.unread())

    def _messages_added(self, event: MessagesAdded) -> None:
        self.opened.messages_added(event)
        self._refresh.start()

    def _messages_changed(self, event: MessagesChanged) -> None:
        self.opened.messages_changed(event)
        self._refresh.start()

    def _contacts_changed(self, _event: ContactsChanged | GroupsChanged) -> None:
        self._contacts_stale = True
        self._refresh.start()

    def _show_connection(self, *_: object) -> None:
        connection, error = self._client.connection, self._client.connection_error
        if self._alarm is not None and self._client.alarm is None:
            self._alarm = None  # it lifted: the log caught up
            self.opened.block(self.stop_reason())
        if self._alarm is not None or self._ended:
            return
        if connection is Connection.OFFLINE:
            self.banner.say(
                self.tr(
                    "No connection to your clinic's relay. What you write is kept encrypted here "
                    "and sent by itself when it is back."
                ),
                "attention",
                icon="offline",
                learn="connection",
            )
        elif connection is Connection.REFUSED and error is not None:
            self.banner.say(error_words(error).together, "danger", icon="alert-triangle")
        else:
            self.banner.hide()

    def _show_alarm(self, error: CurbsideError) -> None:
        self._alarm = error
        if self._said_once():
            return
        about_own = error.code == "unexpected-own-entry"
        self.banner.say(
            error_words(error).together,
            "danger",
            icon="shield-alert",
            button=self.tr("Your workstations…") if about_own else "",
            action=lambda: self.dialogs.settings("workstations"),
        )
        self.opened.block(self.stop_reason())

    def _said_once(self) -> bool:
        """Whether the line about the removal says what the alarm would: who did it, and when.

        A closed account says more than the removal that comes with it.
        """
        code = self._alarm.code if self._alarm is not None else ""
        if code == "own-account-closed":
            self.notices.removal.hide()
        told = bool(self._ended) and code == DeviceRevoked.code
        if told:
            self.banner.hide()
        return told

    def stop_reason(self) -> str:
        """Why nothing can be sent to anybody, or nothing."""
        return self._ended or (error_words(self._alarm).message if self._alarm is not None else "")

    def _stopped(self, reason: str) -> None:
        """This computer is none of the person's any more: from now on it is read alone."""
        self._ended = reason
        if self._alarm is None:
            self.banner.hide()  # about a connection that is not tried any more
        self._said_once()
        if self.chat is not None:
            writing = self.chat.composer.edit.hasFocus()
            self.chat.block_all(reason)
            if writing:
                self.chat.list.setFocus()

    async def _clinic_keys_changed(self) -> None:
        changes = (await self._client.settings.directory_status()).changes
        self.notices.say_keys_changed(changes[0] if changes else None)

    def _alarm_raised(self, event: AlarmRaised) -> None:
        if self._client.alarm is None:
            # It concerns one person: that conversation is stopped, the others go on.
            self.show_error(event.error)
            self._contacts_changed(ContactsChanged())
            return
        self._show_alarm(event.error)
        self._tasks.start(self._offer_proof(event.error))

    async def _offer_proof(self, error: CurbsideError) -> None:
        """Where the relay has proved itself a liar, let IT have the proof."""
        proof = await self._client.settings.fork_proof()
        if proof is not None and self._alarm is error:
            self.banner.say(
                error_words(error).together,
                "danger",
                icon="shield-alert",
                button=self.tr("Save proof for IT…"),
                action=lambda: self.dialogs.save_proof(proof),
            )

    def close_conversation(self) -> None:
        """Go back to the list."""
        self.opened.close()
        self.sidebar.set_open(None)
        if self.search.is_open:
            self.search.panel.enter_results()
        else:
            self.sidebar.focus_list()

    def step(self, steps: int) -> None:
        """Open the conversation so many rows further down."""
        model = self._conversations
        if not model.rowCount():
            return
        current = model.row_of(self.opened.key)
        if current < 0:
            target = 0 if steps > 0 else model.rowCount() - 1
        else:
            target = min(max(current + steps, 0), model.rowCount() - 1)
        self.open_conversation(model.row(target).contact.account_id)

    def _connect(self) -> None:
        self.sidebar.opened.connect(self.open_conversation)
        self.sidebar.menu_requested.connect(self.conversations.open_menu)
        self.sidebar.lock_clicked.connect(self.commands.lock)
        self.home.steps.wanted.connect(self.commands.first_step)
        self.sidebar.switch_clicked.connect(self.switch_requested)
        self.sidebar.restore_clicked.connect(self.dialogs.restore_backup)
        self.sidebar.group_clicked.connect(self.groups.make)
        self.sidebar.menu_clicked.connect(self.commands.popup_menu)
        self.dialogs.looks_changed.connect(self.looks_changed)
        self.sidebar.quiet.ended.connect(lambda: self.quiet_chosen.emit(Quiet.OFF))
        self.bridge.messages_added.connect(self._messages_added)
        self.bridge.messages_changed.connect(self._messages_changed)
        self.bridge.conversations_changed.connect(lambda _event: self._refresh.start())
        self.bridge.contacts_changed.connect(self._contacts_changed)
        self.bridge.groups_changed.connect(self._contacts_changed)
        self.bridge.typing_changed.connect(self.opened.typing_changed)
        self.bridge.connection_changed.connect(self._show_connection)
        self.bridge.alarm_raised.connect(self._alarm_raised)
        self.bridge.alarm_ended.connect(self._show_connection)
        self.history.failed.connect(self.show_error)
        self.bridge.device_removed.connect(self.notices.say_removed)
        self.bridge.clinic_keys_changed.connect(
            lambda _event: self._tasks.start(self._clinic_keys_changed())
        )
        self.bridge.log_progress.connect(
            lambda event: self.notices.progress.show_progress(event.done, event.total)
        )
        self.notices.stopped.connect(self._stopped)
        self.notices.details_wanted.connect(lambda: self.dialogs.settings("trust"))
        self.bridge.locked.connect(lambda _event: self.lock_requested.emit())

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.sidebar)
        splitter.addWidget(self._area)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([330, 800])
        self._area.setMinimumWidth(_LEAST_CHAT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.error_banner)
        layout.addWidget(self.notices)
        layout.addWidget(HistoryStrip(self.history))
        layout.addWidget(splitter, 1)
