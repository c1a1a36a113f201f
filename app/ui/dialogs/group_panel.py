"""All about a group: its name and picture, who is in it, its rules, and the way out.

Members see it; admins change it. Every change is signed and shown to everybody as a line in the
conversation, so nothing here is undone by closing.
"""

from __future__ import annotations

from time import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid

from app.core.errors import CurbsideError
from app.core.file_content import Bitmap
from app.core.group_content import MAX_GROUP_TITLE
from app.core.groups import GroupChanges, GroupRole, GroupState, GroupView, MemberView
from app.core.records import ConversationRecord
from app.core.views import ContactView
from app.services.api import ClientUseCases
from app.ui import group_words
from app.ui.dialogs.add_people import AddPeopleDialog
from app.ui.dialogs.base import ConfirmDialog, Dialog
from app.ui.formats import grouped_hex, number
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel, inline, person_name
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.facts import Facts
from app.ui.widgets.member_list import MemberList
from app.ui.widgets.picture_field import PictureField
from app.ui.widgets.scrolled import Scrolled
from app.ui.words import error_words


class GroupPanel(Dialog):
    """Signals: `write_requested` (account id), `verify_requested` (contact), `mute_requested`."""

    write_requested = Signal(object)
    verify_requested = Signal(object)
    mute_requested = Signal()

    def __init__(
        self,
        group: GroupView,
        record: ConversationRecord,
        client: ClientUseCases,
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(person_name(group.title), parent, 560)
        self._client = client
        self._tasks = tasks
        self.group = group
        self.asking: Dialog | None = None
        self.area = Scrolled(person_name(group.title))
        self.picture = PictureField(client.files, tasks)
        self.picture.chosen.connect(self._picture_chosen)
        self.picture.failed.connect(self._failed)
        self.title = QLineEdit()
        self.title.setMaxLength(MAX_GROUP_TITLE)
        self.title.setAccessibleName(self.tr("Name of the group"))
        self.title.textChanged.connect(self._refresh_save)
        self.title.returnPressed.connect(self._rename)
        self.save = Button(self.tr("Rename"), "plain", "check")
        self.save.clicked.connect(self._rename)
        self.counts = PlainLabel(kind="caption")
        self.members = MemberList()
        self.members.write_clicked.connect(self._write)
        self.members.verify_clicked.connect(self._verify)
        self.members.admin_clicked.connect(self._change_role)
        self.members.again_clicked.connect(self._add_again)
        self.members.remove_clicked.connect(self._ask_remove)
        self.history = CheckBox(self.tr("New members see messages from before"))
        self.history.clicked.connect(self._history_clicked)
        self.add = Button(self.tr("Add people…"), "plain", "users")
        self.add.clicked.connect(lambda: self._tasks.start(self._ask_people(), self._failed))
        muted = record.is_muted(round(time() * 1000))
        self.mute = Button(self.tr("Unmute") if muted else self.tr("Mute…"), "plain", "bell-off")
        self.mute.clicked.connect(self._mute)
        self.leave = Button(self.tr("Leave the group…"), "danger", "arrow-right")
        self.leave.clicked.connect(self._ask_leave)
        self.rules = PlainLabel(kind="caption")
        self.facts = Facts(spacing=2, small=True)
        self.facts.hide()
        self.details = Button(self.tr("Details for IT"), "quiet", "info")
        self.details.clicked.connect(self._toggle_details)
        self._lay_out()
        self.help_with("groups")
        self.add_button(self.tr("Close"), self.reject, primary=True)
        self.resize(600, 680)
        self.show_group(group)
        self.members.list.setFocus()

    async def read_again(self) -> None:
        """The group, or somebody in it, changed."""
        group = await self._client.groups.group(self.group.conversation_id)
        if isValid(self):
            self.show_group(group)

    def show_group(self, group: GroupView) -> None:
        """The group as it is now; a name that is being typed stays."""
        typing = self.title.text() != self.group.title and bool(self.title.text())
        self.group = group
        self.heading.setText(person_name(group.title))
        if not (typing and group.is_admin):
            self.title.setText(group.title)
            self.title.setCursorPosition(0)
        here = group.state is GroupState.MEMBER
        self.title.setVisible(group.is_admin)
        self.save.setVisible(group.is_admin)
        self.picture.show_group(group.conversation_id, group.title, group.picture)
        self.picture.allow(group.is_admin and self._client.policy.max_file_mib > 0)
        self.counts.setText(self._count_words())
        self.members.show_group(group)
        self.add.setVisible(group.is_admin)
        self.leave.setVisible(here)
        self.history.setVisible(group.is_admin)
        self.history.setChecked(group.passes_history)
        self.rules.setText(self._rule_words())
        self.facts.show_facts(
            [
                (self.tr("Version of the member list"), number(group.epoch)),
                (self.tr("Its fingerprint"), grouped_hex(group.roster_hash)),
                (self.tr("Group"), grouped_hex(group.conversation_id)),
            ]
        )
        self._refresh_save()

    def _lay_out(self) -> None:
        name = QHBoxLayout()
        name.setSpacing(SPACE_S)
        name.addWidget(self.title, 1)
        name.addWidget(self.save)
        actions = QHBoxLayout()
        actions.setSpacing(SPACE_S)
        for button in (self.add, self.mute, self.leave):
            actions.addWidget(button)
        actions.addStretch()
        column = self.area.column
        column.addWidget(self.picture)
        column.addLayout(name)
        column.addWidget(self.counts)
        column.addWidget(self.members, 1)
        column.addLayout(actions)
        column.addWidget(self.history)
        column.addWidget(self.rules)
        details = QHBoxLayout()
        details.addWidget(self.details)
        details.addStretch()
        column.addLayout(details)
        column.addWidget(self.facts)
        self.body.addWidget(self.area, 1)

    def _count_words(self) -> str:
        group = self.group
        if group.state is GroupState.LEFT:
            return self.tr("You left this group. This is how it was then.")
        if group.state is GroupState.REMOVED:
            return self.tr("You are not in this group any more. This is how it was then.")
        return group_words.counts(group)

    def _rule_words(self) -> str:
        history = ""
        if not self.group.is_admin:
            history = (
                self.tr(
                    "New members get what was written in the last 30 days. Admins can change it."
                )
                if self.group.passes_history
                else self.tr("New members see nothing from before. Admins can change it.")
            )
        relay = self.tr(
            "The members alone know this group. The relay sees none of it: not its name, not its "
            "picture, not who is in it."
        )
        return f"{history} {relay}".strip()

    def _refresh_save(self) -> None:
        typed = self.title.text().strip()
        self.save.setEnabled(bool(typed) and typed != self.group.title)

    def _rename(self) -> None:
        if self.save.isEnabled():
            self._change(GroupChanges(title=self.title.text()))

    def _picture_chosen(self, picture: Bitmap | None) -> None:
        if picture is None:
            self._change(GroupChanges(remove_picture=True))
        else:
            self._change(GroupChanges(picture=picture))

    def _history_clicked(self) -> None:
        self._change(GroupChanges(passes_history=self.history.isChecked()))

    def _write(self, member: MemberView) -> None:
        if member.contact is not None:
            self.accept()
            self.write_requested.emit(member.account_id)

    def _verify(self, member: MemberView) -> None:
        if member.contact is not None:
            self.verify_requested.emit(member.contact)

    def _change_role(self, member: MemberView) -> None:
        if member.role is GroupRole.ADMIN:
            self._change(GroupChanges(demote=(member.account_id,)))
        else:
            self._change(GroupChanges(promote=(member.account_id,)))

    def _add_again(self, member: MemberView) -> None:
        self._change(GroupChanges(add=(member.account_id,)))

    def _ask_remove(self, member: MemberView) -> None:
        dialog = ConfirmDialog(
            self.tr("Remove {name} from the group?").format(name=inline(member.name)),
            self.tr(
                "They get nothing that is written here from now on. What they have already stays "
                "with them. Everybody sees that you removed them."
            ),
            self,
            accept=self.tr("Remove"),
            reject=self.tr("Keep them"),
        )
        change = GroupChanges(remove=(member.account_id,))
        dialog.accepted.connect(lambda: self._change(change))
        self._ask(dialog)

    def _ask_leave(self) -> None:
        dialog = ConfirmDialog(
            self.tr("Leave this group?"),
            self.tr(
                "You get nothing that is written here from now on. What you have stays on your "
                "computers. Everybody sees that you left, and an admin can add you again."
            ),
            self,
            accept=self.tr("Leave"),
            reject=self.tr("Stay"),
        )
        leave = self._client.groups.leave
        group_id = self.group.conversation_id
        dialog.accepted.connect(lambda: self._tasks.start(leave(group_id), self._failed))
        self._ask(dialog)

    async def _ask_people(self) -> None:
        known = {member.account_id for member in self.group.members}
        everyone = await self._client.contacts.contacts()
        others = [contact for contact in everyone if contact.account_id not in known]
        if not isValid(self):
            return
        dialog = AddPeopleDialog(others, self, passes_history=self.group.passes_history)
        dialog.chosen.connect(self._add_people)
        self._ask(dialog)

    def _add_people(self, people: list[ContactView]) -> None:
        self._change(GroupChanges(add=tuple(contact.account_id for contact in people)))

    def _mute(self) -> None:
        self.accept()
        self.mute_requested.emit()

    def _toggle_details(self) -> None:
        self.facts.setVisible(self.facts.isHidden())
        self.area.reveal(self.details if self.facts.isHidden() else self.facts)
        self.fit_height()

    def _ask(self, dialog: Dialog) -> None:
        self.asking = dialog
        dialog.finished.connect(self._asked)
        dialog.open()

    def _asked(self, _result: int) -> None:
        self.asking = None

    def _change(self, changes: GroupChanges) -> None:
        self.banner.hide()
        self._tasks.start(self._carry_out(changes), self._failed)

    async def _carry_out(self, changes: GroupChanges) -> None:
        group = await self._client.groups.change(self.group.conversation_id, changes)
        if not isValid(self):  # closed meanwhile; the change stands
            return
        if changes.title is not None:
            self.title.setText(group.title)
        self.show_group(group)

    def _failed(self, error: CurbsideError) -> None:
        if not isValid(self):
            self._tasks.tell(error)
            return
        words = error_words(error)
        self.say_error(words.message, words.action)
        self.show_group(self.group)
