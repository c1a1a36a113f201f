"""Unlocking: the passphrase, and nobody's data. Also what to do when the database is damaged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from math import ceil

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import CurbsideError
from app.core.store_errors import StoreDamaged
from app.services.api import AccessUseCases, ClientUseCases
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.tray import count_words
from app.ui.widgets.buttons import Button
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.windows.screen import Screen
from app.ui.words import error_words


class UnlockScreen(Screen):
    """Signals: `unlocked` with the open client, `damaged` with the error.

    `closed` waits until a profile that is still being closed is closed.
    """

    unlocked = Signal(object)
    damaged = Signal(object)

    def __init__(
        self,
        access: AccessUseCases,
        tasks: TaskRunner,
        closed: Callable[[], Awaitable[None]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Curbside", parent)
        self._access = access
        self._closed = closed
        self._tasks = tasks
        self._busy = False
        self.field = PassphraseField(self.tr("Passphrase"))
        self.button = Button(self.tr("Unlock"), "primary")
        self._wait = PlainLabel(kind="muted")
        self._wait.hide()
        self.column.addWidget(
            PlainLabel(self.tr("Locked. Your messages are encrypted on this computer."), "muted")
        )
        self._new = PlainLabel(kind="strong")
        self._new.hide()
        self.column.addWidget(self._new)
        self.column.addWidget(self.field)
        self.column.addWidget(self._wait)
        self.buttons.addWidget(self.button)
        self.buttons.addStretch()
        self.setFocusProxy(self.field)
        self.field.changed.connect(self._refresh)
        self.field.submitted.connect(self._unlock)
        self.button.clicked.connect(self._unlock)
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._refresh)
        self._refresh()

    def show_waiting(self, count: int) -> None:
        """Say how many new messages have come since the lock; a number is all there is."""
        self._new.setText(count_words(count) if count else "")
        self._new.setVisible(bool(count))

    def _refresh(self) -> None:
        seconds = 0.0 if self._busy else self._access.seconds_until_next_try()
        waiting = seconds > 0
        if waiting and not self._timer.isActive():
            self._timer.start()
        elif not waiting:
            self._timer.stop()
        if waiting:
            self._wait.setText(
                self.tr("Try again in {seconds} seconds.").format(seconds=ceil(seconds))
            )
        self._wait.setVisible(waiting)
        self.button.setText(self.tr("Unlocking…") if self._busy else self.tr("Unlock"))
        self.button.setEnabled(bool(self.field.text) and not waiting and not self._busy)
        self.field.setEnabled(not self._busy)

    def _unlock(self) -> None:
        if not self.button.isEnabled():
            return
        passphrase = self.field.text
        self._busy = True
        self.banner.hide()
        self._refresh()
        self._tasks.start(self._open(passphrase), self._failed)

    async def _open(self, passphrase: str) -> None:
        try:
            await self._closed()
            client: ClientUseCases = await self._access.unlock(passphrase)
        finally:
            self._busy = False
        self.field.clear()
        self.unlocked.emit(client)

    def _failed(self, error: CurbsideError) -> None:
        self.field.clear()
        if isinstance(error, StoreDamaged):
            self.damaged.emit(error)
            return
        self.say_error(*error_words(error))
        self._refresh()
        self.field.setFocus()


class DamagedScreen(Screen):
    """The database cannot be read. Signals: `try_again`, `quit_clicked`."""

    try_again = Signal()
    quit_clicked = Signal()

    def __init__(self, error: CurbsideError, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Your messages cannot be opened"))
        words = error_words(error)
        self.column.addWidget(PlainLabel(words.message))
        self.column.addWidget(PlainLabel(words.action))
        again = Button(self.tr("Try again"), "primary")
        again.clicked.connect(self.try_again)
        leave = Button(self.tr("Quit"))
        leave.clicked.connect(self.quit_clicked)
        self.buttons.addWidget(again)
        self.buttons.addWidget(leave)
        self.buttons.addStretch()
        self.setFocusProxy(again)
