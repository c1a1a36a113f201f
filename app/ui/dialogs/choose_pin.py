"""Choosing a PIN: what it does and does not do, the PIN twice, the passphrase once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import CurbsideError
from app.core.pin import MAX_LENGTH, PinRefused, require_good_pin
from app.core.shared_views import PinView
from app.services.profiles_api import PinUseCases
from app.ui.dialogs.base import Dialog
from app.ui.formats import translate
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_S
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.words import error_words


class ChoosePinDialog(Dialog):
    """Signal `chosen` when the PIN opens the app from now on."""

    chosen = Signal()

    def __init__(
        self, view: PinView, pins: PinUseCases, tasks: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, 560)
        self.heading.setText(self.tr("Choose a PIN"))
        self.setAccessibleName(self.heading.text())
        self._view = view
        self._pins = pins
        self._tasks = tasks
        self._busy = False
        self.body.setSpacing(SPACE_S)  # three fields and their words are as high as some screens
        for sentence in (
            translate(
                "ChoosePin",
                "For %n hour(s) after your passphrase, the PIN brings Curbside back on this "
                "computer. After five wrong tries, when that time is over or when Curbside is "
                "closed, your passphrase is needed again.",
                None,
                view.hours,
            ),
            self.tr(
                "Meanwhile Curbside is hidden, not locked: a key stays in this computer's memory. "
                "“Lock fully” removes it."
            ),
        ):
            self.body.addWidget(PlainLabel(sentence))
        self.first = PassphraseField(self.tr("New PIN"))
        self.second = PassphraseField(self.tr("The same again"))
        self.passphrase = PassphraseField(self.tr("Your passphrase"))
        self._advice = PlainLabel(kind="muted")
        for field in (self.first, self.second):
            field.edit.setMaxLength(MAX_LENGTH)
            hints = field.edit.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly
            field.edit.setInputMethodHints(hints)
        for widget in (self.first, self._advice, self.second, self.passphrase):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.help_page = "lock"
        self.cancel = self.add_button(self.tr("Cancel"), self.reject)
        self.button = self.add_button(self.tr("Choose this PIN"), self._do, primary=True)
        for field in (self.first, self.second, self.passphrase):
            field.changed.connect(self._refresh)
        self.first.submitted.connect(self.second.setFocus)
        self.second.submitted.connect(self.passphrase.setFocus)
        self.passphrase.submitted.connect(self._do)
        self._refresh()
        self.first.setFocus()

    def reject(self) -> None:
        """Close, unless it is being done."""
        if not self._busy:
            self._clear()
            super().reject()

    def _clear(self) -> None:
        for field in (self.first, self.second, self.passphrase):
            field.clear()

    def _refresh(self) -> None:
        advice = self.tr("{least} to {most} digits.").format(
            least=self._view.least_length, most=MAX_LENGTH
        )
        good = False
        if self.first.text:
            try:
                require_good_pin(self.first.text, self._view.least_length)
                good = True
                advice = self.tr("This can be used.")
            except PinRefused as error:
                advice = error_words(error).action
        if good and self.second.text and self.first.text != self.second.text:
            advice = self.tr("The two are different.")
        if advice != self._advice.text():
            self._advice.setText(advice)
            if self.isVisible():  # and once the layout has heard of it
                QTimer.singleShot(0, self, self.fit_height)
        ready = good and self.first.text == self.second.text and bool(self.passphrase.text)
        self.button.setEnabled(ready and not self._busy)
        for widget in (self.cancel, self.first, self.second, self.passphrase):
            widget.setEnabled(not self._busy)

    def _do(self) -> None:
        if self.button.isEnabled():
            self._busy = True
            self.banner.hide()
            self._refresh()
            self._tasks.start(self._run(self.passphrase.text, self.first.text), self._failed)

    async def _run(self, passphrase: str, pin: str) -> None:
        try:
            await self._pins.choose(passphrase, pin)
        finally:
            self._busy = False
        self._clear()
        self.chosen.emit()
        self.accept()

    def _failed(self, error: CurbsideError) -> None:
        self.passphrase.clear()
        self._refresh()
        self.say_error(*error_words(error))
        self.passphrase.setFocus()
