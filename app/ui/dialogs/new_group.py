"""Making a group: its name and picture, who is in it, then who else may change it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.core.errors import CurbsideError
from app.core.group_content import MAX_GROUP_TITLE
from app.core.groups import GroupChanges, GroupView
from app.core.views import ContactView
from app.services.api import ClientUseCases
from app.ui.dialogs.base import Dialog
from app.ui.formats import translate
from app.ui.models.conversation_list import PersonRow
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.people_picker import PeoplePicker, cannot_be_member
from app.ui.widgets.picture_field import PictureField
from app.ui.widgets.recipient_list import RecipientList, RecipientModel
from app.ui.words import error_words


class NewGroupDialog(Dialog):
    """Two pages. Signal `created` with the group."""

    created = Signal(object)

    def __init__(
        self,
        contacts: Sequence[ContactView],
        client: ClientUseCases,
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("New group"), parent, 520)
        self._client = client
        self._tasks = tasks
        self._making = False
        self.title = QLineEdit()
        self.title.setMaxLength(MAX_GROUP_TITLE)
        self.title.setPlaceholderText(self.tr("Name, such as “Ward 3B” or “Cardiac arrest team”"))
        self.title.setAccessibleName(self.tr("Name of the group"))
        self.picture = PictureField(client.files, tasks)
        self.picture.allow(client.policy.max_file_mib > 0)
        self.picture.failed.connect(self._failed)
        self.picker = PeoplePicker(contacts, cannot_be_member)
        self.count = PlainLabel(kind="caption")
        self.history = CheckBox(self.tr("New members see messages from before"))
        self.admins = RecipientModel(cannot_be_member)
        self.admin_list = RecipientList(self.admins)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._people_page())
        self.pages.addWidget(self._rules_page())
        self.body.addWidget(self.pages, 1)
        self.help_with("groups")
        self.back = self.add_button(self.tr("Back"), self._go_back)
        self.cancel = self.add_button(self.tr("Cancel"), self.reject)
        self.go_on = self.add_button("", self._go_on, primary=True)
        self.title.textChanged.connect(self._refresh)
        self.title.textChanged.connect(self.picture.set_title)
        self.title.returnPressed.connect(self.picker.filter.setFocus)
        self.picker.changed.connect(self._refresh)
        self.resize(560, 640)
        self._refresh()
        self.title.setFocus()

    def _people_page(self) -> QWidget:
        page, layout = _page()
        layout.addWidget(self.title)
        layout.addWidget(self.picture)
        layout.addWidget(PlainLabel(self.tr("Who is in it"), "strong"))
        layout.addWidget(self.picker, 1)
        layout.addWidget(self.count)
        return page

    def _rules_page(self) -> QWidget:
        page, layout = _page()
        layout.addWidget(self.history)
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "If this is on, whoever is added later gets what was written in the last 30 "
                    "days. If it is off, they read only what is written from then on."
                ),
                "caption",
            )
        )
        layout.addSpacing(SPACE_M)
        layout.addWidget(PlainLabel(self.tr("Who else may change the group"), "strong"))
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Admins add and remove people and change the name. You are one. Choose a "
                    "second one, so that the group can be changed when you are away."
                ),
                "caption",
            )
        )
        layout.addWidget(self.admin_list, 1)
        return page

    def _go_on(self) -> None:
        if self.pages.currentIndex() == 0:
            kept = set(self.admins.chosen)
            self.admins.set_rows([PersonRow(contact) for contact in self.picker.chosen])
            self.admins.choose(kept)
            self.admin_list.mark_chosen()
            self.banner.hide()
            self.pages.setCurrentIndex(1)
            self._refresh()
            self.history.setFocus()
        elif not self._making:
            self._making = True
            self._refresh()
            self._tasks.start(self._make(), self._failed)

    def _go_back(self) -> None:
        self.pages.setCurrentIndex(0)
        self._refresh()
        self.title.setFocus()

    async def _make(self) -> None:
        people = [contact.account_id for contact in self.picker.chosen]
        groups = self._client.groups
        group = await groups.create(
            self.title.text(),
            people,
            picture=self.picture.picture,
            passes_history=self.history.isChecked(),
        )
        admins = tuple(account for account in self.admins.chosen if account in people)
        if admins:
            try:
                group = await groups.change(group.conversation_id, GroupChanges(promote=admins))
            except CurbsideError as error:
                self._tasks.tell(error)  # the group is there: making it again would make two
        self._created(group)

    def _created(self, group: GroupView) -> None:
        if isValid(self):
            self.accept()
            self.created.emit(group)

    def _failed(self, error: CurbsideError) -> None:
        if not isValid(self):
            self._tasks.tell(error)
            return
        self._making = False
        self._refresh()
        words = error_words(error)
        self.say_error(words.message, words.action)

    def _refresh(self) -> None:
        people, last = len(self.picker.chosen), self.pages.currentIndex() == 1
        self.count.setText(
            translate("NewGroup", "%n person(s) chosen, and you", None, people)
            if people
            else self.tr("Choose the people who belong to it. Each has to be chosen by name.")
        )
        self.back.setVisible(last)
        self.go_on.setText(self.tr("Make the group") if last else self.tr("Go on"))
        self.go_on.setEnabled(bool(self.title.text().strip()) and people > 0 and not self._making)


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_S)
    return page, layout
