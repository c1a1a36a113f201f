"""A contact's account key changed: say what it can mean, and let the person decide.

Where the clinic's policy takes "Send anyway" away, comparing is the only way on, and the services
refuse the other one as well.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import CurbsideError
from app.core.views import SafetyNumberView
from app.services.api import VerificationUseCases
from app.ui.dialogs.base import Dialog
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel, inline
from app.ui.words import error_words


class KeyChangeDialog(Dialog):
    """Signals: `verify_chosen`, and `accepted_key` after going on without verifying."""

    verify_chosen = Signal()
    accepted_key = Signal()

    def __init__(
        self,
        shown: SafetyNumberView,
        verification: VerificationUseCases,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        allow_unverified: bool = True,
    ) -> None:
        contact = shown.contact
        name = inline(contact.name)
        super().__init__(self.tr("{name}'s key changed").format(name=name), parent, 520)
        self._shown = shown
        self._verification = verification
        self._tasks = tasks
        for text in (
            self.tr(
                "This happens when your clinic enrolled {name} anew, for example on a new "
                "computer after the old one was lost. It would also happen if somebody pretended "
                "to be {name}."
            ),
            self.tr(
                "Until you decide, nothing is sent to {name}. What you wrote before stays on this "
                "computer and is not sent to the new key by itself."
            ),
            self.tr(
                "Verify is the safe way: compare a number when you meet, or on the telephone. If "
                "you did not expect this change, ask your clinic's IT first."
            ),
        ):
            self.body.addWidget(PlainLabel(text.format(name=name)))
        if not allow_unverified:
            self.body.addWidget(
                PlainLabel(
                    self.tr("Your clinic wants it verified before anything is sent again."),
                    "strong",
                )
            )
        self.body.addStretch()
        self.add_button(self.tr("Decide later"), self.reject)
        self.go_on = self.add_button(self.tr("Send anyway"), self._accept_key)
        self.go_on.setVisible(allow_unverified)
        self.verify = self.add_button(
            self.tr("Verify"), self._verify, primary=True, icon="shield-check"
        )
        self.help_with("key-changed")

    def _verify(self) -> None:
        self.accept()
        self.verify_chosen.emit()

    def _accept_key(self) -> None:
        self._tasks.start(self._store(), self._failed)

    async def _store(self) -> None:
        await self._verification.accept_new_key(self._shown.contact.account_id, self._shown)
        self.accepted_key.emit()
        self.accept()

    def _failed(self, error: CurbsideError) -> None:
        self.say_error(*error_words(error))
