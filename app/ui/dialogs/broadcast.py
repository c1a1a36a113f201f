"""Writing the same to several people, each in their own conversation.

It is no group: nobody sees the others, and answers come to the person alone. Lists of people can
be kept under a name; they are the person's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.core.errors import CurbsideError
from app.core.group_content import MAX_LIST_TITLE
from app.core.groups import BroadcastListView
from app.core.views import ContactView
from app.services.groups_api import GroupUseCases
from app.ui.dialogs.base import ConfirmDialog, Dialog
from app.ui.formats import translate
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel, inline, person_name
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.composer import MAX_CHARACTERS, ComposerEdit
from app.ui.widgets.people_picker import PeoplePicker
from app.ui.words import error_words

_MOST_NAMED = 12


class BroadcastDialog(Dialog):
    """Two pages: to whom, then what. Signal `sent` with a sentence that says to how many."""

    sent = Signal(str)

    def __init__(
        self,
        contacts: Sequence[ContactView],
        lists: Sequence[BroadcastListView],
        groups: GroupUseCases,
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Write to several people"), parent, 520)
        self._groups = groups
        self._tasks = tasks
        self._lists = list(lists)
        self._sending = False
        self.asking: Dialog | None = None
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(self.tr("Saved lists"))
        self.picker = PeoplePicker(contacts)
        self.name = QLineEdit()
        self.name.setMaxLength(MAX_LIST_TITLE)
        self.name.setPlaceholderText(self.tr("Name, to keep these people as a list"))
        self.name.setAccessibleName(self.tr("Name of the list"))
        self.keep = Button(self.tr("Save the list"), "plain", "check")
        self.delete = Button(self.tr("Delete the list…"), "quiet", "trash")
        self.edit = ComposerEdit()
        self.edit.setAccessibleName(self.tr("Message"))
        self.edit.setPlaceholderText(self.tr("Write a message"))
        self.edit.takes_files = False
        self.recipients = PlainLabel(kind="strong")
        self.pages = QStackedWidget()
        self.pages.addWidget(self._people_page())
        self.pages.addWidget(self._message_page())
        self.body.addWidget(self.pages, 1)
        self.help_with("several-people")
        self.back = self.add_button(self.tr("Back"), self._go_back)
        self.add_button(self.tr("Cancel"), self.reject)
        self.go_on = self.add_button("", self._go_on, primary=True)
        self.choice.activated.connect(self._choose_list)
        self.picker.changed.connect(self._refresh)
        self.name.textChanged.connect(self._refresh)
        self.edit.textChanged.connect(self._refresh)
        self.edit.submitted.connect(self._go_on)
        self.keep.clicked.connect(lambda: self._tasks.start(self._save_list(), self._failed))
        self.delete.clicked.connect(self._ask_delete)
        self._show_lists(None)
        self.resize(560, 620)
        self._refresh()
        self.picker.filter.setFocus()

    def _people_page(self) -> QWidget:
        page, layout = _page()
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Everybody gets the message privately, in their own conversation with you. "
                    "Nobody sees who else got it."
                )
            )
        )
        lists = QHBoxLayout()
        lists.setSpacing(SPACE_S)
        lists.addWidget(self.choice, 1)
        lists.addWidget(self.delete)
        layout.addLayout(lists)
        layout.addWidget(self.picker, 1)
        saving = QHBoxLayout()
        saving.setSpacing(SPACE_S)
        saving.addWidget(self.name, 1)
        saving.addWidget(self.keep)
        layout.addLayout(saving)
        return page

    def _message_page(self) -> QWidget:
        page, layout = _page()
        layout.addWidget(self.recipients)
        self.names = PlainLabel(kind="caption")
        layout.addWidget(self.names)
        layout.addWidget(self.edit)
        self.hint = PlainLabel(kind="danger")
        self.hint.hide()
        layout.addWidget(self.hint)
        layout.addWidget(
            PlainLabel(
                self.tr("Each of them sees it as a message from you alone, and answers to you."),
                "caption",
            )
        )
        layout.addStretch()
        return page

    def _show_lists(self, chosen: bytes | None) -> None:
        self.choice.clear()
        self.choice.addItem(self.tr("Choose a saved list") if self._lists else "", None)
        for each in self._lists:
            self.choice.addItem(person_name(each.title), each.list_id)
            if each.list_id == chosen:
                self.choice.setCurrentIndex(self.choice.count() - 1)
        self.choice.setVisible(bool(self._lists))
        self._refresh()

    @property
    def list(self) -> BroadcastListView | None:
        """The saved list that is chosen."""
        number = self.choice.currentIndex() - 1
        return self._lists[number] if 0 <= number < len(self._lists) else None

    def _choose_list(self, _index: int) -> None:
        chosen = self.list
        if chosen is not None:
            self.picker.choose(contact.account_id for contact in chosen.people)
            self.name.setText(chosen.title)
        self._refresh()

    async def _save_list(self) -> None:
        chosen = self.list
        same = chosen if chosen is not None and chosen.title == self.name.text().strip() else None
        people = [contact.account_id for contact in self.picker.chosen]
        saved = await self._groups.save_list(
            None if same is None else same.list_id, self.name.text(), people
        )
        lists = await self._groups.lists()
        if not isValid(self):
            return
        self._lists = lists
        self._show_lists(saved.list_id)
        words = self.tr("The list “{name}” is saved.").format(name=inline(saved.title))
        self.banner.say(words, "info", icon="check", dismissable=True)
        self.fit_height()

    def _ask_delete(self) -> None:
        chosen = self.list
        if chosen is None:
            return
        dialog = ConfirmDialog(
            self.tr("Delete the list “{name}”?").format(name=inline(chosen.title)),
            self.tr("The conversations with these people stay as they are."),
            self,
            accept=self.tr("Delete"),
            reject=self.tr("Keep it"),
        )
        delete = self._delete(chosen.list_id)
        dialog.accepted.connect(lambda: self._tasks.start(delete, self._failed))
        dialog.rejected.connect(delete.close)
        self.asking = dialog
        dialog.finished.connect(self._asked)
        dialog.open()

    def _asked(self, _result: int) -> None:
        self.asking = None

    async def _delete(self, list_id: bytes) -> None:
        await self._groups.delete_list(list_id)
        lists = await self._groups.lists()
        if not isValid(self):
            return
        self._lists = lists
        self.name.clear()
        self._show_lists(None)

    def _go_on(self) -> None:
        if not self.go_on.isEnabled():
            return
        if self.pages.currentIndex() == 0:
            self.banner.hide()
            self.pages.setCurrentIndex(1)
            self._refresh()
            self.edit.setFocus()
        elif not self._sending:
            self._sending = True
            self._refresh()
            self._tasks.start(self._send(), self._failed)

    def _go_back(self) -> None:
        self.pages.setCurrentIndex(0)
        self._refresh()
        self.picker.filter.setFocus()

    async def _send(self) -> None:
        people = [contact.account_id for contact in self.picker.chosen]
        await self._groups.broadcast(people, self.edit.toPlainText().strip("\n"))
        if not isValid(self):
            return
        self.accept()
        self.sent.emit(
            translate(
                "Broadcast", "Sent to %n person(s), to each in their own conversation.", None,
                len(people),
            )
        )  # fmt: skip

    def _failed(self, error: CurbsideError) -> None:
        if not isValid(self):
            self._tasks.tell(error)
            return
        self._sending = False
        self._refresh()
        words = error_words(error)
        self.say_error(words.message, words.action)

    def _refresh(self) -> None:
        people, writing = self.picker.chosen, self.pages.currentIndex() == 1
        self.back.setVisible(writing)
        self.keep.setEnabled(bool(people) and bool(self.name.text().strip()))
        self.delete.setVisible(self.list is not None)
        self.recipients.setText(
            translate("Broadcast", "To %n person(s), each alone", None, len(people))
        )
        names = [inline(contact.name) for contact in people[:_MOST_NAMED]]
        more = len(people) - len(names)
        if more > 0:
            names.append(translate("Groups", "%n other(s)", None, more))
        self.names.setText(", ".join(names))
        text = self.edit.toPlainText()
        over = len(text) - MAX_CHARACTERS
        self.hint.setText(
            translate("Broadcast", "%n character(s) too many.", None, over) if over > 0 else ""
        )
        self.hint.setVisible(over > 0)
        self.go_on.setText(self._go_on_words(len(people)) if writing else self.tr("Go on"))
        ready = bool(people) and (not writing or (bool(text.strip()) and over <= 0))
        self.go_on.setEnabled(ready and not self._sending)

    def _go_on_words(self, count: int) -> str:
        return translate("Broadcast", "Send to %n person(s)", None, count)


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_S)
    return page, layout
