"""What needs the passphrase once more: says what will happen, asks for it, and does it.

Closes itself when it is done. A wrong passphrase, or anything else that fails, is said at the top
and the dialog stays.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Literal

from PySide6.QtWidgets import QWidget

from app.core.errors import CurbsideError
from app.ui.dialogs.base import Dialog
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.words import error_words


class PassphraseDialog(Dialog):
    """`action` gets the passphrase; the dialog is accepted when it returns."""

    def __init__(
        self,
        heading: str,
        sentences: Sequence[str],
        button: str,
        action: Callable[[str], Coroutine[Any, Any, object]],
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        kind: Literal["primary", "danger"] = "primary",
    ) -> None:
        super().__init__(heading, parent, 480)
        self._action = action
        self._tasks = tasks
        self._busy = False
        for sentence in sentences:
            self.body.addWidget(PlainLabel(sentence))
        self.field = PassphraseField(self.tr("Your passphrase"))
        self.body.addWidget(self.field)
        self.body.addStretch()
        self.cancel = self.add_button(self.tr("Cancel"), self.reject)
        self.button = self.add_button(button, self._do, primary=kind == "primary")
        if kind == "danger":
            self.button.set_kind("danger")
        self.field.changed.connect(self._refresh)
        self.field.submitted.connect(self._do)
        self._refresh()
        self.field.setFocus()

    def add_choice(self, words: str) -> CheckBox:
        """Put a box to tick between the sentences and the passphrase."""
        box = CheckBox(words)
        self.body.insertWidget(self.body.indexOf(self.field), box)
        self.setTabOrder(box, self.field.edit)
        return box

    def reject(self) -> None:
        """Close, unless it is being done: then wait for its outcome."""
        if not self._busy:
            self.field.clear()
            super().reject()

    def _refresh(self) -> None:
        self.button.setEnabled(not self._busy and bool(self.field.text))
        self.cancel.setEnabled(not self._busy)
        self.field.setEnabled(not self._busy)

    def _do(self) -> None:
        if self.button.isEnabled():
            self._busy = True
            self.banner.hide()
            self._refresh()
            self._tasks.start(self._run(self.field.text), self._failed)

    async def _run(self, passphrase: str) -> None:
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
        self.fit_height()
        self.field.setFocus()
