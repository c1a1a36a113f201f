"""Saving a file outside Curbside: an explicit choice, with a warning where it can run something.

What is saved is encrypted no longer, is marked as coming from elsewhere, and stands in the list of
saved files in the settings.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from app.core.errors import CurbsideError
from app.core.file_names import is_program, name_to_save
from app.services.files_api import FileUseCases
from app.ui.dialogs.base import ConfirmDialog, Dialog
from app.ui.dialogs.starting_folder import start_in_documents
from app.ui.file_words import shown_name
from app.ui.formats import translate
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel, isolated

_PATIENCE_MS = 500
"""A small file is saved before anybody could read that it is."""


class SaveAttachment(QObject):
    """Asks where, and saves. Signals: `saved` with a sentence, `failed` (an error), and `ended` at
    last, whatever came of it."""

    saved = Signal(str)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self, files: FileUseCases, row_id: int, name: str, tasks: TaskRunner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._files = files
        self._row_id = row_id
        self._name = name
        self._tasks = tasks
        self._window = window
        self._task: asyncio.Task[None] | None = None
        self.dialog: QFileDialog | ConfirmDialog | SavingDialog | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_saving)

    def begin(self) -> None:
        """Warn first, if need be."""
        if not is_program(name_to_save(self._name)):
            self._ask_where()
            return
        words = translate(
            "Files",
            "{name} is of a kind that can run programs on this computer. Save it only if you "
            "expected it and know what it is for. If in doubt, ask the sender in another way.",
        ).format(name=isolated(shown_name(self._name)))
        dialog = ConfirmDialog(
            translate("Files", "This file could do harm"),
            words,
            self._window,
            accept=translate("Files", "Save it all the same"),
            reject=translate("Files", "Do not save"),
        )
        dialog.finished.connect(self._warned)
        self.dialog = dialog
        dialog.open()

    def close(self) -> None:
        """The window goes: ask nothing more, and leave no half of a file."""
        self._patience.stop()
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.done(0)
        self._cancel()

    def _warned(self, result: int) -> None:
        if self.dialog is None:
            return  # closed from outside
        self.dialog = None
        if result:
            self._ask_where()
        else:
            self.ended.emit()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self._window, translate("Files", "Save as"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        start_in_documents(dialog)
        dialog.selectFile(name_to_save(self._name))
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(self._asked)
        self.dialog = dialog
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write it there; the dialog has asked about a file that is there already."""
        self._task = self._tasks.start(self._save(Path(path)), self._fail)
        self._patience.start()

    async def _save(self, path: Path) -> None:
        try:
            await self._files.save_as(self._row_id, path, overwrite=True)
        finally:
            self._task = None
            self._end_saving()
        words = translate(
            "Files", "Saved as {name}. Outside Curbside it is not encrypted any more."
        )
        self.saved.emit(words.format(name=isolated(shown_name(path.name))))
        self.ended.emit()

    def _fail(self, error: CurbsideError) -> None:
        self.failed.emit(error)
        self.ended.emit()

    def _show_saving(self) -> None:
        dialog = SavingDialog(self._window)
        dialog.rejected.connect(self._cancel)
        self.dialog = dialog
        dialog.open()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.ended.emit()

    def _end_saving(self) -> None:
        self._patience.stop()
        dialog, self.dialog = self.dialog, None
        if isinstance(dialog, SavingDialog):
            dialog.accept()

    def _asked(self, result: int) -> None:
        if isinstance(self.dialog, QFileDialog):
            self.dialog = None
            if not result:
                self.ended.emit()


class SavingDialog(Dialog):
    """While a large file is written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Files", "Saving the file"), parent, 380)
        self.body.addWidget(
            PlainLabel(translate("Files", "It is decrypted and checked piece by piece."), "muted")
        )
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.accessibleName())
        self.body.addWidget(self.bar)
        button = self.add_button(translate("Files", "Cancel"), self.reject)
        button.setFocus()
