"""Groups in the main screen: making them, all about the open one, and writing to several people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.core.bus import GroupsChanged, SendingProgress
from app.core.groups import GroupView
from app.core.ids import AccountId
from app.services.api import ClientUseCases
from app.ui.dialogs.base import ConfirmDialog
from app.ui.dialogs.broadcast import BroadcastDialog
from app.ui.dialogs.group_panel import GroupPanel
from app.ui.dialogs.new_group import NewGroupDialog
from app.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from app.ui.widgets.chat_view import ChatView
    from app.ui.windows.main_view import MainView


class MainGroups(QObject):
    """One for the screen; `watch` ties it to the conversation that is open."""

    def __init__(self, view: MainView, client: ClientUseCases, tasks: TaskRunner) -> None:
        super().__init__(view)
        self._view = view
        self._client = client
        self._tasks = tasks
        self._panel: GroupPanel | None = None
        view.bridge.sending_progress.connect(self._sending_progress)
        view.bridge.groups_changed.connect(self._groups_changed)
        view.bridge.contacts_changed.connect(lambda _event: self._refresh_panel())

    def watch(self, chat: ChatView) -> None:
        """Serve the conversation that is being opened."""
        chat.panel_requested.connect(self.open_panel)
        chat.fork_requested.connect(self.explain_fork)

    def make(self) -> None:
        """Ask for a new group."""
        self._tasks.start(self._make())

    def write_to_several(self) -> None:
        """Ask for several people, and what to write to each of them alone."""
        self._tasks.start(self._write_to_several())

    def open_panel(self) -> None:
        """All about the group that is open."""
        chat = self._view.chat
        group = None if chat is None else chat.conversation.group
        if group is not None:
            self._tasks.start(self._open_panel(group))

    def explain_fork(self) -> None:
        """Say what two versions of a group mean, and let the person say that they have read it."""
        chat = self._view.chat
        group = None if chat is None else chat.conversation.group
        if group is None:
            return
        dialog = ConfirmDialog(
            self.tr("There were two versions of this group"),
            self.tr(
                "Two admins changed the group at the same moment, or the relay showed different "
                "people different versions. Everybody's Curbside has chosen the same one, by "
                "fixed rules, and uses it now.\n\nLook at the members. If somebody is missing, "
                "or if you do not know somebody, tell the admins; and tell your clinic's IT if "
                "nobody changed the group."
            ),
            self._view,
            accept=self.tr("I have read it"),
        )
        dialog.add_button(self.tr("Show the members"), lambda: self._members_of(dialog))
        dialog.help_with("groups")
        acknowledge = self._client.groups.acknowledge_fork
        group_id = group.conversation_id
        dialog.accepted.connect(lambda: self._tasks.start(acknowledge(group_id)))
        self._view.dialogs.show(dialog)

    def _members_of(self, dialog: ConfirmDialog) -> None:
        dialog.reject()
        self.open_panel()

    async def _make(self) -> None:
        contacts = await self._client.contacts.contacts()
        dialog = NewGroupDialog(contacts, self._client, self._tasks, self._view)
        dialog.created.connect(self._created)
        self._view.dialogs.show(dialog)

    def _created(self, group: GroupView) -> None:
        self._view.open_conversation(AccountId(group.conversation_id))

    async def _write_to_several(self) -> None:
        contacts = await self._client.contacts.contacts()
        lists = await self._client.groups.lists()
        dialog = BroadcastDialog(contacts, lists, self._client.groups, self._tasks, self._view)
        dialog.sent.connect(self._view.say)
        self._view.dialogs.show(dialog)

    async def _open_panel(self, group: GroupView) -> None:
        record = (await self._client.contacts.group_conversation(group.conversation_id)).record
        panel = GroupPanel(group, record, self._client, self._tasks, self._view)
        panel.write_requested.connect(self._view.open_conversation)
        panel.verify_requested.connect(self._view.dialogs.verify_contact)
        panel.mute_requested.connect(lambda: self._view.conversations.run("mute"))
        panel.finished.connect(self._panel_closed)
        self._panel = panel
        self._view.dialogs.show(panel)

    def _panel_closed(self, _result: int) -> None:
        self._panel = None

    def _refresh_panel(self) -> None:
        if self._panel is not None:
            self._tasks.start(self._panel.read_again())

    def _groups_changed(self, _event: GroupsChanged) -> None:
        self._refresh_panel()

    def _sending_progress(self, event: SendingProgress) -> None:
        chat = self._view.chat
        if chat is not None and chat.conversation.record.conversation_id == event.conversation_id:
            chat.sending_strip.show_progress(event.done, event.total)
