"""Unlocking, with the passphrase or, for some hours after it, the PIN; and nobody's data.

*Locked* needs the passphrase. *Hidden* opens again with the PIN, because a key is held in memory;
the screen says which it is. Also what to do when the database is damaged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from math import ceil
from time import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import CurbsideError
from app.core.shared_views import ListedPerson
from app.core.store_errors import StoreDamaged
from app.services.api import AccessUseCases, ClientUseCases
from app.ui.actions import BY_NAME
from app.ui.formats import clock_time
from app.ui.models.listed_people import listed_as
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.tray import count_words
from app.ui.widgets.buttons import Button
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.windows.screen import Screen
from app.ui.words import error_words

_LOOK_EVERY_MS = 250
_HIDDEN_EVERY_MS = 15_000


class UnlockScreen(Screen):
    """Signals: `unlocked` with the open client, `damaged` with the error.

    `closed` waits until a profile that is still being closed is closed. `person` is who it is,
    where several people use this computer.
    """

    unlocked = Signal(object)
    damaged = Signal(object)

    def __init__(
        self,
        access: AccessUseCases,
        tasks: TaskRunner,
        closed: Callable[[], Awaitable[None]],
        person: ListedPerson | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Curbside" if person is None else listed_as(person), parent)
        self._access = access
        self._closed = closed
        self._tasks = tasks
        self._busy = False
        self.field = PassphraseField(self.tr("Passphrase"))
        self.pin = PassphraseField(self.tr("PIN"))
        self.pin.edit.setInputMethodHints(
            self.pin.edit.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly
        )
        self.button = Button(self.tr("Unlock"), "primary")
        self.lock_fully = Button(self.tr("Lock fully"), "quiet", "lock")
        self._state = PlainLabel(kind="muted")
        self._wait = PlainLabel(kind="muted")
        self._wait.hide()
        self._new = PlainLabel(kind="strong")
        self._new.hide()
        for widget in (self._state, self._new, self.pin, self.field, self._wait):
            self.column.addWidget(widget)
        self.buttons.addWidget(self.button)
        self.buttons.addStretch()
        self.buttons.addWidget(self.lock_fully)
        for field in (self.field, self.pin):
            field.changed.connect(self._refresh)
            field.submitted.connect(self._unlock)
        self.button.clicked.connect(self._unlock)
        self.lock_fully.clicked.connect(self._lock_fully)
        self._others: list[Button] = []
        self.help = Button(BY_NAME["help"].label(), "quiet", "help")
        self.with_passphrase = self.offer(
            self.tr("Use the passphrase instead"), "key", lambda: self._use_pin(False)
        )
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._refresh)
        self._hours = QTimer(self)
        self._hours.setInterval(_HIDDEN_EVERY_MS)
        self._hours.timeout.connect(self._look_at_hours)
        self._use_pin(access.hidden() is not None)

    def offer(self, words: str, icon: str, slot: Callable[[], object]) -> Button:
        """Add another way to go on, below."""
        button = Button(words, "quiet", icon)
        button.clicked.connect(lambda _checked=False: slot())
        self._others.append(button)
        self.below.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button

    def offer_help(self, slot: Callable[[], object]) -> None:
        """Below everything else, whoever it is and whatever state it is in."""
        self.help.clicked.connect(lambda _checked=False: slot())
        self.below.addWidget(self.help, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_waiting(self, count: int) -> None:
        """Say how many new messages have come since the lock; a number is all there is."""
        self._new.setText(count_words(count) if count else "")
        self._new.setVisible(bool(count))

    def _use_pin(self, wanted: bool) -> None:
        hidden = self._access.hidden() if wanted else None
        self._with_pin = hidden is not None
        self.pin.clear()
        self.pin.setVisible(self._with_pin)
        self.field.setVisible(not self._with_pin)
        self.with_passphrase.setVisible(self._with_pin)
        self.lock_fully.setVisible(self._access.hidden() is not None)
        if hidden is not None:
            until = clock_time(round((time() + hidden.seconds_left) * 1000))
            words = self.tr("Hidden. Your PIN opens it until {time}; then your passphrase does.")
            self._state.setText(words.format(time=until))
            self._hours.start()
        else:
            self._state.setText(self.tr("Locked. Your messages are encrypted on this computer."))
            self._hours.stop()
        field = self.pin if self._with_pin else self.field
        self.setFocusProxy(field)
        self._refresh()
        if self.isVisible():
            field.setFocus()

    def _look_at_hours(self) -> None:
        """The time may be over while somebody looks at the screen."""
        if self._access.hidden() is None and not self._busy:
            self._use_pin(False)

    def _lock_fully(self) -> None:
        self._access.lock_fully()
        self.banner.hide()
        self._use_pin(False)

    def _refresh(self) -> None:
        wait = 0.0 if self._with_pin else self._access.seconds_until_next_try()
        seconds = 0.0 if self._busy else wait
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
        text = self.pin.text if self._with_pin else self.field.text
        self.button.setEnabled(bool(text) and not waiting and not self._busy)
        for widget in (self.field, self.pin, self.lock_fully, *self._others):
            widget.setEnabled(not self._busy)

    def _unlock(self) -> None:
        if not self.button.isEnabled():
            return
        work = self._open_hidden(self.pin.text) if self._with_pin else self._open(self.field.text)
        self._busy = True
        self.banner.hide()
        self._refresh()
        self._tasks.start(work, self._failed)

    async def _open(self, passphrase: str) -> None:
        try:
            await self._closed()
            client: ClientUseCases = await self._access.unlock(passphrase)
        finally:
            self._busy = False
        self.field.clear()
        self.unlocked.emit(client)

    async def _open_hidden(self, digits: str) -> None:
        try:
            await self._closed()
            client: ClientUseCases = await self._access.unlock_with_pin(digits)
        finally:
            self._busy = False
        self.pin.clear()
        self.unlocked.emit(client)

    def _failed(self, error: CurbsideError) -> None:
        self.field.clear()
        self.pin.clear()
        if isinstance(error, StoreDamaged):
            self.damaged.emit(error)
            return
        self.say_error(*error_words(error))
        if self._with_pin and self._access.hidden() is None:
            self._use_pin(False)
        self._refresh()
        (self.pin if self._with_pin else self.field).setFocus()


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
