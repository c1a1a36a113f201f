"""Opens the dialogs of the main screen, for the conversation that is open.

What a dialog shows is read before it is opened; none is ever executed. All of them close with the
screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from app.core.bus import Connection
from app.core.links import Link
from app.core.views import AttentionReason, ContactView
from app.services.api import ClientUseCases
from app.ui.dialogs.backup import RestoreBackupDialog
from app.ui.dialogs.base import ConfirmDialog
from app.ui.dialogs.forward import ForwardDialog
from app.ui.dialogs.key_change import KeyChangeDialog
from app.ui.dialogs.listing import ListingDialog
from app.ui.dialogs.message_info import MessageInfoDialog, MessageStory
from app.ui.dialogs.open_link import OpenLinkDialog
from app.ui.dialogs.save_file import save_proof
from app.ui.dialogs.settings.section import SettingsContext, SettingsState
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.dialogs.shortcuts import ShortcutsDialog
from app.ui.dialogs.switcher import SwitcherDialog
from app.ui.dialogs.verify import VerifyDialog
from app.ui.names import Names
from app.ui.shown import is_group, shown
from app.ui.tasks import TaskRunner
from app.ui.text import inline

if TYPE_CHECKING:
    from app.core.ids import AccountId
    from app.ui.models.conversation_list import PersonRow
    from app.ui.widgets.chat_view import ChatView
    from app.ui.windows.main_view import MainView


class MainDialogs(QObject):
    """One dialog at a time. Signal `looks_changed` from the settings."""

    looks_changed = Signal()

    def __init__(
        self, view: MainView, client: ClientUseCases, tasks: TaskRunner, version: str
    ) -> None:
        super().__init__(view)
        self._view = view
        self._client = client
        self._tasks = tasks
        self._version = version
        self.current: QDialog | None = None

    def watch(self, chat: ChatView) -> None:
        """Open what a conversation asks for."""
        chat.list.links_requested.connect(self.open_links)
        chat.verify_requested.connect(self.verify)
        chat.review_requested.connect(self.review_key)
        chat.commands.info_requested.connect(self.message_info)
        chat.commands.forward_requested.connect(self.forward)
        chat.commands.recall_requested.connect(self.recall)

    def show(self, dialog: QDialog) -> None:
        """Open a dialog that somebody else made; it closes with the screen, too."""
        self._open(dialog)

    def close_all(self) -> None:
        """Close what is open, with everything on top of it. `done` asks no question."""
        if self.current is not None:
            for dialog in self.current.findChildren(QDialog):
                dialog.done(QDialog.DialogCode.Rejected)
            # Not `close`: of a dialog that is hidden already it would not end what still runs.
            self.current.done(QDialog.DialogCode.Rejected)
            self.current = None

    def verify(self) -> None:
        """Verify the contact of the open conversation; a changed key is reviewed first."""
        chat = self._view.chat
        if chat is None:
            return
        if chat.conversation.group is not None:
            self._view.groups.open_panel()
        elif chat.contact.attention is AttentionReason.KEY_CHANGED:
            self.review_key()
        else:
            self._tasks.start(self._open_verify(chat.contact.account_id))

    def verify_contact(self, contact: ContactView) -> None:
        """Verify somebody whose conversation need not be open."""
        if is_group(contact.account_id):
            return
        if contact.attention is AttentionReason.KEY_CHANGED:
            self._tasks.start(self._open_review(contact.account_id))
        else:
            self._tasks.start(self._open_verify(contact.account_id))

    def forward(self, row_ids: Sequence[int]) -> None:
        """Ask to whom messages are to be forwarded."""
        self._tasks.start(self._open_forward(row_ids))

    def recall(self, row_id: int) -> None:
        """Ask whether a message is really to be taken back, and say what that does."""
        chat = self._view.chat
        if chat is None:
            return
        words = (
            self.tr(
                "It is deleted here and on the computers of everybody in this group, on each as "
                "soon as it is connected. They may have read it already. That you took a message "
                "back, and when, stays visible to all. It cannot be undone."
            )
            if chat.conversation.group is not None
            else self.tr(
                "It is deleted here and on {name}'s computers, on each as soon as it is "
                "connected. They may have read it already. That you took a message back, and "
                "when, stays visible to both of you. It cannot be undone."
            ).format(name=inline(chat.contact.name))
        )
        dialog = ConfirmDialog(
            self.tr("Take this message back?"),
            words,
            self._view,
            accept=self.tr("Take back"),
            reject=self.tr("Keep it"),
        )
        recall = self._client.messages.recall
        dialog.accepted.connect(lambda: self._tasks.start(recall(row_id)))
        self._open(dialog)

    def review_key(self) -> None:
        """Let the person decide about a changed key."""
        chat = self._view.chat
        if chat is None:
            return
        self._tasks.start(self._open_review(chat.contact.account_id))

    def save_proof(self, proof: bytes) -> None:
        """Ask for a file, and write the proof of a forked log to it."""
        self.close_all()
        self._track(save_proof(self._view, proof, self._view.show_error))

    def message_info(self, row_id: int) -> None:
        """Show whom a message was encrypted to."""
        self._tasks.start(self._open_message_info(row_id))

    def open_links(self, links: Sequence[Link]) -> None:
        """Show where links lead, and open one if the person says so and the clinic allows it."""
        allowed = self._client.policy.open_links
        opener = self._view.platform.open_address if allowed else None
        self._open(OpenLinkDialog(links, opener, self._view))

    def settings(self, section: str = "general") -> None:
        """Open the settings at a section."""
        self._tasks.start(self._open_settings(section))

    def restore_backup(self) -> None:
        """Take messages over from a file."""
        self._open(RestoreBackupDialog(self._client.backup, self._tasks, self._view))

    def listing(self, own_name: str) -> None:
        """Ask what the person is listed as on this computer."""
        self._open(ListingDialog(self._client.listing, own_name, self._tasks, self._view))

    def switcher(self, rows: Sequence[PersonRow]) -> None:
        """Ask where to go: conversations and people by name."""
        dialog = SwitcherDialog(rows, self._view)
        dialog.chosen.connect(self._view.open_conversation)
        self._open(dialog)

    def shortcuts(self) -> None:
        """Show all keys."""
        self._open(ShortcutsDialog(self._view, self._view.writing.send_key))

    async def _open_verify(self, account_id: AccountId) -> None:
        shown = await self._client.verification.safety_number(account_id)
        self._open(VerifyDialog(shown, self._client.verification, self._tasks, self._view))

    async def _open_review(self, account_id: AccountId) -> None:
        shown = await self._client.verification.safety_number(account_id)
        dialog = KeyChangeDialog(
            shown,
            self._client.verification,
            self._tasks,
            self._view,
            allow_unverified=self._client.policy.allow_unverified_key_change,
        )
        dialog.verify_chosen.connect(lambda: self._tasks.start(self._open_verify(account_id)))
        self._open(dialog)

    async def _open_message_info(self, row_id: int) -> None:
        messages = self._client.messages
        info = await messages.info(row_id)
        rows = await messages.rows([row_id])
        story = MessageStory(rows[0], tuple(await messages.versions(row_id))) if rows else None
        own = await self._client.settings.own()
        names = Names(own)
        names.learn(self._view.people())
        self._open(MessageInfoDialog(info, self._view, story, own, names))

    async def _open_forward(self, row_ids: Sequence[int]) -> None:
        rows = await self._client.messages.rows(row_ids)
        rows.sort(key=lambda row: row.position)
        recent = [shown(view) for view in await self._client.contacts.conversations()]
        known = {contact.account_id for contact in recent}
        everyone = await self._client.contacts.contacts()
        people = recent + [each for each in everyone if each.account_id not in known]
        dialog = ForwardDialog(rows, people, self._client.messages, self._tasks, self._view)
        dialog.forwarded.connect(self._forwarded)
        self._open(dialog)

    def _forwarded(self, words: str) -> None:
        chat = self._view.chat
        if chat is not None:
            chat.list.choosing.end()
            chat.say(words)

    async def _open_settings(self, section: str) -> None:
        settings = self._client.settings
        state = SettingsState(
            own=await settings.own(),
            directory=await settings.directory_status(),
            read_receipts=await settings.read_receipts(),
            connection=self._connection_words(),
            version=self._version,
        )
        context = SettingsContext(
            self._client,
            self._view.bridge,
            self._tasks.child(),
            self._tasks,
            state,
            self._view.history,
            self._view.writing,
        )
        dialog = SettingsDialog(context, section, self._view)
        dialog.looks_changed.connect(self.looks_changed)
        self._open(dialog)

    def _connection_words(self) -> str:
        return {
            Connection.CONNECTING: self.tr("Connecting"),
            Connection.ONLINE: self.tr("Connected"),
            Connection.OFFLINE: self.tr("Not reachable; trying again by itself"),
            Connection.REFUSED: self.tr("Refused; see the line at the top of the window"),
        }[self._client.connection]

    def _open(self, dialog: QDialog) -> None:
        self.close_all()
        self._track(dialog)
        dialog.open()

    def _track(self, dialog: QDialog) -> None:
        self.current = dialog
        dialog.finished.connect(lambda _result: self._finished(dialog))

    def _finished(self, dialog: QDialog) -> None:
        if self.current is dialog:
            self.current = None
