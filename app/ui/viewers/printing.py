"""Printing what a viewer shows: page by page, rendered by the decoding process for the paper."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog

from app.core.errors import CurbsideError
from app.services.files_api import FileUseCases
from app.ui.formats import translate
from app.ui.paper.output import NoPrinter
from app.ui.tasks import TaskRunner
from app.ui.viewers.base import ViewedFile
from app.ui.viewers.window import ViewerWindow
from app.ui.words import error_words


class NoPrinterForFile(NoPrinter):
    """A file is no single page that could be copied by hand."""

    action = "Open the file on a computer with a printer, or ask IT to set one up here."


class PrintJob(QObject):
    """Asks for a printer, notes it in the audit trail, and prints. Signal `done` at its end."""

    done = Signal()

    def __init__(
        self, window: ViewerWindow, file: ViewedFile, files: FileUseCases, tasks: TaskRunner
    ) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self._files = files
        self._tasks = tasks
        self._task: asyncio.Task[None] | None = None
        self.dialog: QPrintDialog | None = None

    def begin(self) -> None:
        """Without a printer, say so."""
        if not QPrinterInfo.availablePrinterNames():
            self._fail(NoPrinterForFile())
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Curbside")
        dialog = QPrintDialog(printer, self._window)
        # A file would be a copy that nobody noted: saving has a button of its own.
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.rejected.connect(self._end)
        self.dialog = dialog
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print on this one."""
        self._task = self._tasks.start(self._print(printer), self._fail)

    def close(self) -> None:
        """The window goes."""
        if self.dialog is not None:
            self.dialog.done(0)
        if self._task is not None:
            self._task.cancel()
        self._end()

    async def _print(self, printer: QPrinter) -> None:
        viewer = self._window.viewer
        if viewer is None:
            return
        await self._files.note_printed(self._file.row_id)
        await viewer.print_pages(printer, self._show)
        self._window.banner.say(
            translate("Viewer", "Handed to the printer. Fetch the pages at once."),
            "info",
            icon="printer",
            dismissable=True,
        )
        self._end()

    def _show(self, done: int, total: int) -> None:
        words = translate("Viewer", "Preparing page {done} of {total} for the printer…")
        self._window.banner.say(
            words.format(done=done, total=total),
            "info",
            icon="printer",
            button=translate("Viewer", "Cancel"),
            action=self._cancel,
        )

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._window.banner.hide()
        self._end()

    def _fail(self, error: CurbsideError) -> None:
        words = error_words(error).together
        self._window.banner.say(words, "danger", icon="alert-circle", dismissable=True)
        self._end()

    def _end(self) -> None:
        self.done.emit()
