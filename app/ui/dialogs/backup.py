"""Saving all messages in an encrypted file, and taking them back from one.

Both take time on a large profile, so both show how far they are and can be stopped. A backup has a
passphrase of its own, which nobody can reset; a restored one says in words what came back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import CurbsideError
from app.core.views import RestoredView
from app.services.api import BackupUseCases
from app.ui.dialogs.base import Dialog
from app.ui.dialogs.files import choose_file
from app.ui.formats import full_day, number
from app.ui.tasks import TaskRunner
from app.ui.text import ElidedLabel, PlainLabel, shown
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.new_passphrase import NewPassphrase
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.words import error_words

translate = QCoreApplication.translate
SUFFIX = "curbside-backup"
_ASK, _WORK, _RESULT = range(3)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What the first page of a dialog asks for, and what is done with it."""

    page: QWidget
    ready: Callable[[], bool]
    """Whether it can begin."""
    begin: Callable[[], None]
    forget: Callable[[], None]
    """Empties the fields."""
    working: str
    """What is being done."""
    beginning: str
    """What is done before there is a number to show."""
    stopped: str
    """What became of it when the person stopped it."""


class _BackupDialog(Dialog):
    """Asking, working with a bar and a way to stop, the result."""

    def __init__(self, heading: str, tasks: TaskRunner, parent: QWidget | None) -> None:
        super().__init__(heading, parent, 520)
        self._tasks = tasks.child(self._failed)
        self._task: asyncio.Task[None] | None = None
        self.pages = QStackedWidget()
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setTextVisible(False)
        self.progress_words = PlainLabel(kind="muted")
        self.outcome = PlainLabel()
        self._details = PlainLabel(kind="muted")
        self.body.addWidget(self.pages, 1)

    def add_pages(self, asking: _Asking) -> None:
        """Take the first page; the others are the same everywhere."""
        self._asking = asking
        self.bar.setAccessibleName(asking.working)
        work, layout = page()
        layout.addStretch()
        layout.addWidget(PlainLabel(asking.working, "strong"))
        layout.addWidget(self.bar)
        layout.addWidget(self.progress_words)
        layout.addStretch()
        end, layout = page()
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(IconLabel("check", "accent", 24), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.outcome, 1)
        layout.addLayout(row)
        layout.addWidget(self._details)
        layout.addStretch()
        for each in (asking.page, work, end):
            self.pages.addWidget(each)
        self.help_page = "backup"
        self.cancel = self.add_button(self.tr("Cancel"), self._cancel)
        self.start = self.add_button("", asking.begin, primary=True)
        self.close_button = self.add_button(self.tr("Close"), self.accept, primary=True)

    def done(self, result: int) -> None:
        """What still runs ends with the dialog."""
        self._asking.forget()
        self._tasks.close()
        super().done(result)

    def turn_to(self, number: int) -> None:
        """Show another page, with its buttons."""
        self.pages.setCurrentIndex(number)
        self.cancel.setVisible(number != _RESULT)
        self.cancel.setText(self.tr("Stop") if number == _WORK else self.tr("Cancel"))
        self.start.setVisible(number == _ASK)
        self.close_button.setVisible(number == _RESULT)
        self.refresh()
        self.fit_height()
        if number == _RESULT:
            self.close_button.setFocus()
        elif number == _WORK:
            self.cancel.setFocus()

    def refresh(self) -> None:
        """Whether it can begin may have changed."""
        self.start.setEnabled(self.pages.currentIndex() == _ASK and self._asking.ready())

    def say_progress(self, done: int, total: int) -> None:
        """How far it is; a total of 0 is not known yet."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        words = self.tr("Messages: {done} of {total}").format(
            done=number(done), total=number(total)
        )
        self.progress_words.setText(words if total else self._asking.beginning)

    def say_result(self, words: str, details: str) -> None:
        """It is done."""
        self.outcome.setText(words)
        self._details.setText(details)
        self._details.setVisible(bool(details))
        self.turn_to(_RESULT)

    def run(self, task: asyncio.Task[None] | None) -> None:
        """Show the progress of what was just started."""
        self._task = task
        self.banner.hide()
        self.say_progress(0, 0)
        self.turn_to(_WORK)

    def _cancel(self) -> None:
        if self.pages.currentIndex() != _WORK:
            self.reject()
        elif self._task is not None:
            self._task.cancel()
            self.turn_to(_ASK)
            self.banner.say(self._asking.stopped, "info")
            self.fit_height()

    def _failed(self, error: CurbsideError) -> None:
        self.turn_to(_ASK)
        self.say_error(*error_words(error))
        self.fit_height()


class SaveBackupDialog(_BackupDialog):
    """A passphrase, a place, and the messages are in a file."""

    def __init__(
        self,
        backup: BackupUseCases,
        min_length: int,
        personal: Sequence[str],
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Save an encrypted backup"), tasks, parent)
        self._backup = backup
        ask, layout = page()
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "The file holds all your messages and whom you have verified, encrypted with a "
                    "passphrase of its own. Nobody can reset it: without it the file is worth "
                    "nothing."
                )
            )
        )
        self.fields = NewPassphrase(min_length, personal)
        layout.addWidget(self.fields)
        layout.addStretch()
        self.add_pages(
            _Asking(
                page=ask,
                ready=lambda: self.fields.acceptable,
                begin=self._start,
                forget=self.fields.clear,
                working=self.tr("Saving your messages"),
                beginning=self.tr("Counting…"),
                stopped=self.tr("Stopped. No file was left behind."),
            )
        )
        self.start.setText(self.tr("Choose where…"))
        self.fields.changed.connect(self.refresh)
        self.fields.submitted.connect(self._start)
        self.turn_to(_ASK)
        self.fields.setFocus()

    def save_to(self, path: str) -> None:
        """Begin to write."""
        work = self._save(Path(path), self.fields.passphrase)
        self.run(self._tasks.start(work, self._failed))

    def _start(self) -> None:
        if not self.start.isEnabled():
            return
        dialog = QFileDialog(self, self.tr("Save the backup"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Backups (*.curbside-backup)"))
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(f"curbside-{date.today().isoformat()}.{SUFFIX}")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    async def _save(self, path: Path, passphrase: str) -> None:
        # The file dialog asked before it let an existing file be chosen.
        count = await self._backup.export(path, passphrase, self.say_progress, overwrite=True)
        self.fields.clear()
        self.say_result(
            self.tr("Saved. Messages in “{name}”: {count}.").format(
                count=number(count), name=shown(path.name)
            ),
            self.tr(
                "Keep it somewhere else than this computer, and its passphrase somewhere else than "
                "the file. New messages are not in it: save another from time to time."
            ),
        )


class RestoreBackupDialog(_BackupDialog):
    """A file and its passphrase, and what is not here yet is taken over. Signal `restored`."""

    restored = Signal()

    def __init__(
        self, backup: BackupUseCases, tasks: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Restore from a backup"), tasks, parent)
        self._backup = backup
        self._path = ""
        ask, layout = page()
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Messages that are not on this computer yet are taken over from a backup of "
                    "yours. Nothing that is here is changed or deleted."
                )
            )
        )
        self.choose = Button(self.tr("Choose the file…"), icon="file")
        self.choose.clicked.connect(self._choose)
        self._name = ElidedLabel(self.tr("No file chosen"), "muted")
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.choose)
        row.addWidget(self._name, 1)
        layout.addLayout(row)
        layout.addSpacing(SPACE_S)
        self.field = PassphraseField(self.tr("Passphrase of the backup"))
        layout.addWidget(self.field)
        layout.addStretch()
        self.add_pages(
            _Asking(
                page=ask,
                ready=lambda: bool(self._path and self.field.text),
                begin=self._start,
                forget=self.field.clear,
                working=self.tr("Taking your messages over"),
                beginning=self.tr("Checking the file…"),
                stopped=self.tr("Stopped. Restore again to take over what is missing."),
            )
        )
        self.start.setText(self.tr("Restore"))
        self.field.changed.connect(self.refresh)
        self.field.submitted.connect(self._start)
        self.turn_to(_ASK)
        self.choose.setFocus()

    def open_file(self, path: str) -> None:
        """Use this file."""
        self._path = path
        self._name.set_kind("body")
        self._name.setText(shown(Path(path).name))
        self.refresh()
        self.field.setFocus()

    def _choose(self) -> None:
        pattern = self.tr("Backups (*.curbside-backup);;All files (*)")
        choose_file(self, self.tr("Open the backup"), pattern, self.open_file)

    def _start(self) -> None:
        if self.start.isEnabled():
            work = self._restore(Path(self._path), self.field.text)
            self.run(self._tasks.start(work, self._refused))

    async def _restore(self, path: Path, passphrase: str) -> None:
        view = await self._backup.restore(path, passphrase, self.say_progress)
        self.field.clear()
        self.say_result(*restored_words(view))
        self.restored.emit()

    def _refused(self, error: CurbsideError) -> None:
        self._failed(error)
        self.field.clear()
        self.field.setFocus()


def restored_words(view: RestoredView) -> tuple[str, str]:
    """What came back, and from when it was."""
    details = translate("Backup", "The backup was made on {day}.").format(
        day=full_day(view.made_at_ms)
    )
    if view.already_there:
        details += " " + translate("Backup", "Messages that were here already: {count}.").format(
            count=number(view.already_there)
        )
    if not view.messages:
        return translate("Backup", "Everything in this backup was here already."), details
    return (
        translate(
            "Backup",
            "Restored. Messages that came back: {messages}. Conversations: {conversations}.",
        ).format(messages=number(view.messages), conversations=number(view.conversations)),
        details,
    )


def page() -> tuple[QWidget, QVBoxLayout]:
    """A page of a dialog and its column."""
    widget = QWidget()
    widget.setObjectName("plain")
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_M)
    return widget, layout
