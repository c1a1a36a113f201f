"""What the person is listed as on the start screen of a shared computer: their own decision."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import CurbsideError
from app.core.listing_label import MAX_LENGTH, LabelRefused, require_label
from app.services.profiles_api import ListingUseCases
from app.ui.delegates.avatar import initials
from app.ui.dialogs.base import Dialog
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.words import error_words


class ListingDialog(Dialog):
    """Initials are suggested; without an answer the person is a number."""

    def __init__(
        self,
        listing: ListingUseCases,
        own_name: str,
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, 460)
        self.heading.setText(self.tr("How are you listed on this computer?"))
        self.setAccessibleName(self.heading.text())
        self._listing = listing
        self._tasks = tasks
        self.body.addWidget(
            PlainLabel(
                self.tr(
                    "Several people use this computer, so Curbside asks who it is when it starts. "
                    "Choose up to {most} letters or digits for yourself, as on your ward's rota."
                ).format(most=MAX_LENGTH)
            )
        )
        self.body.addWidget(
            PlainLabel(
                self.tr(
                    "Everybody at this computer sees them, and they are not encrypted. Nothing "
                    "else about you is shown there. Without them you have a number."
                ),
                "muted",
            )
        )
        name = self.tr("Letters on the start screen")
        self.body.addWidget(PlainLabel(name, "strong"))
        self.edit = QLineEdit(listing.label() or _suggestion(own_name))
        self.edit.setAccessibleName(name)
        self.edit.setMaxLength(MAX_LENGTH)
        self.edit.selectAll()
        self.body.addWidget(self.edit)
        self.body.addStretch()
        self.help_page = "lock"
        self.number = self.add_button(self.tr("Use a number"), lambda: self._keep(""))
        self.button = self.add_button(
            self.tr("Use these"), lambda: self._keep(self.edit.text()), primary=True
        )
        self.edit.textChanged.connect(self._refresh)
        self._refresh()
        self.edit.setFocus()

    def _refresh(self) -> None:
        self.banner.hide()
        try:
            self.button.setEnabled(bool(require_label(self.edit.text())))
        except LabelRefused as error:
            self.button.setEnabled(False)
            self._failed(error)

    def _keep(self, label: str) -> None:
        self._tasks.start(self._run(label), self._failed)

    async def _run(self, label: str) -> None:
        await self._listing.choose(label)
        self.accept()

    def _failed(self, error: CurbsideError) -> None:
        self.say_error(*error_words(error))


def _suggestion(name: str) -> str:
    letters = initials(name)[:MAX_LENGTH]
    return letters if letters.isalnum() else ""
