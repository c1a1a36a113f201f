"""Removing somebody's profile from this computer: says what is lost, and asks in earnest.

The person's own passphrase, or, for who has left, what they are listed as, typed out.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import CurbsideError
from app.core.shared_views import ListedPerson
from app.ui.dialogs.base import Dialog
from app.ui.models.listed_people import listed_as
from app.ui.models.matching import fold
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.words import error_words


class RemovePersonDialog(Dialog):
    """`action` gets the passphrase, or None; the dialog is accepted when it returns."""

    def __init__(
        self,
        person: ListedPerson,
        action: Callable[[str | None], Coroutine[Any, Any, None]],
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, 500)
        self.heading.setText(
            self.tr("Remove {person} from this computer?").format(person=listed_as(person))
        )
        self.setAccessibleName(self.heading.text())
        self._person = person
        self._action = action
        self._tasks = tasks
        self._busy = False
        for sentence in (
            self.tr(
                "Their messages on this computer are deleted for good, with the keys. What they "
                "wrote stays with their colleagues and on their other computers. If this is their "
                "only computer and they have no backup, nobody can bring the messages back."
            ),
            self.tr(
                "This computer stays in their list of workstations until they, or your clinic's "
                "IT, remove it there too."
            ),
        ):
            self.body.addWidget(PlainLabel(sentence))
        self.field = PassphraseField(self.tr("Their passphrase"))
        self.without = CheckBox(
            self.tr("I do not have the passphrase: the person does not use this computer any more")
        )
        self.typed_name = self.tr("Type “{label}” to go on").format(label=listed_as(person))
        self._typed_label = PlainLabel(self.typed_name, "strong")
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.typed_name)
        for widget in (self.field, self.without, self._typed_label, self.typed):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.cancel = self.add_button(self.tr("Cancel"), self.reject)
        self.button = self.add_button(self.tr("Remove"), self._do)
        self.button.set_kind("danger")
        self.field.changed.connect(self._refresh)
        self.field.submitted.connect(self._do)
        self.typed.textChanged.connect(self._refresh)
        self.without.toggled.connect(self._choose_way)
        self._refresh()
        self.field.setFocus()

    def reject(self) -> None:
        """Close, unless it is being done."""
        if not self._busy:
            self.field.clear()
            super().reject()

    def _choose_way(self) -> None:
        self.field.clear()
        self.typed.clear()
        self._refresh()
        self.fit_height()
        (self.typed if self.without.isChecked() else self.field).setFocus()

    def _refresh(self) -> None:
        without = self.without.isChecked()
        self.field.setVisible(not without)
        self._typed_label.setVisible(without)
        self.typed.setVisible(without)
        same = fold(self.typed.text().strip()) == fold(_plain(listed_as(self._person)))
        ready = same if without else bool(self.field.text)
        self.button.setEnabled(ready and not self._busy)
        for widget in (self.cancel, self.field, self.without, self.typed):
            widget.setEnabled(not self._busy)

    def _do(self) -> None:
        if self.button.isEnabled():
            self._busy = True
            self.banner.hide()
            passphrase = None if self.without.isChecked() else self.field.text
            self._refresh()
            self._tasks.start(self._run(passphrase), self._failed)

    async def _run(self, passphrase: str | None) -> None:
        try:
            await self._action(passphrase)
        finally:
            self._busy = False
        self.field.clear()
        self.accept()

    def _failed(self, error: CurbsideError) -> None:
        self.field.clear()
        self._refresh()
        self.say_error(*error_words(error))


def _plain(text: str) -> str:
    """Without the marks that keep its direction apart."""
    return "".join(character for character in text if character not in "\u2066\u2067\u2068\u2069")
