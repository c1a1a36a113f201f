"""Adding people to a group that is there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.views import ContactView
from app.ui.dialogs.base import Dialog
from app.ui.text import PlainLabel
from app.ui.widgets.people_picker import PeoplePicker, cannot_be_member


class AddPeopleDialog(Dialog):
    """Signal `chosen` with the contacts. Says what they will see of before."""

    chosen = Signal(object)

    def __init__(
        self, contacts: Sequence[ContactView], parent: QWidget | None, *, passes_history: bool
    ) -> None:
        super().__init__(self.tr("Add people"), parent, 480)
        self.picker = PeoplePicker(contacts, cannot_be_member)
        self.body.addWidget(self.picker, 1)
        self.body.addWidget(
            PlainLabel(
                self.tr("They get what was written here in the last 30 days.")
                if passes_history
                else self.tr("They see nothing of what was written before."),
                "caption",
            )
        )
        self.help_page = "groups"
        self.add_button(self.tr("Cancel"), self.reject)
        self.add = self.add_button(self.tr("Add"), self._add, primary=True)
        self.picker.changed.connect(self._refresh)
        self.resize(520, 560)
        self._refresh()
        self.picker.filter.setFocus()

    def _add(self) -> None:
        people = self.picker.chosen
        self.accept()
        self.chosen.emit(people)

    def _refresh(self) -> None:
        self.add.setEnabled(bool(self.picker.chosen))
