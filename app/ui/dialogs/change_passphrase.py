"""Changing the passphrase: the old one, and a new one twice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.core.errors import CurbsideError
from app.services.api import SettingsUseCases
from app.ui.dialogs.base import Dialog
from app.ui.tasks import TaskRunner
from app.ui.widgets.new_passphrase import NewPassphrase
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.words import error_words


class ChangePassphraseDialog(Dialog):
    """Closes itself when the change is on disk."""

    def __init__(
        self,
        settings: SettingsUseCases,
        min_length: int,
        personal: Sequence[str],
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Change passphrase"), parent, 440)
        self._settings = settings
        self._tasks = tasks
        self._busy = False
        self.old = PassphraseField(self.tr("Passphrase until now"))
        self.new = NewPassphrase(min_length, personal)
        self.body.addWidget(self.old)
        self.body.addWidget(self.new)
        self.add_button(self.tr("Cancel"), self.reject)
        self.save = self.add_button(self.tr("Change"), self._save, primary=True)
        self.old.changed.connect(self._refresh)
        self.new.changed.connect(self._refresh)
        self.new.submitted.connect(self._save)
        self._refresh()

    def _refresh(self) -> None:
        self.save.setEnabled(not self._busy and bool(self.old.text) and self.new.acceptable)

    def _save(self) -> None:
        if self.save.isEnabled():
            self._busy = True
            self._refresh()
            self._tasks.start(self._change(), self._failed)

    async def _change(self) -> None:
        await self._settings.change_passphrase(self.old.text, self.new.passphrase)
        self.old.clear()
        self.new.clear()
        self.accept()

    def _failed(self, error: CurbsideError) -> None:
        self._busy = False
        self.old.clear()
        self._refresh()
        self.say_error(*error_words(error))
        self.old.setFocus()
