"""Choosing a passphrase: twice, with an honest judgement of the first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.core.passphrase import Strength, assess
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.words import translated

_LEVELS = {
    Strength.WEAK: "weak",
    Strength.FAIR: "fair",
    Strength.GOOD: "good",
    Strength.STRONG: "strong",
}


class NewPassphrase(QWidget):
    """Signals: `changed`, `submitted`. `acceptable` says whether it can be used."""

    changed = Signal()
    submitted = Signal()

    def __init__(
        self, min_length: int, personal: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._min_length = min_length
        self._personal = tuple(personal)
        self.first = PassphraseField(self.tr("New passphrase"))
        self.second = PassphraseField(self.tr("The same again"))
        self._bar = QProgressBar()
        self._bar.setObjectName("strength")
        self._bar.setRange(0, len(_LEVELS))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Strength of the passphrase"))
        self._advice = PlainLabel(kind="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.first)
        layout.addWidget(self._bar)
        layout.addWidget(self._advice)
        layout.addSpacing(SPACE_M)
        layout.addWidget(self.second)
        self._differ = PlainLabel(kind="attention")
        layout.addWidget(self._differ)
        self.setFocusProxy(self.first)
        for field in (self.first, self.second):
            field.changed.connect(self._judge)
        self.first.submitted.connect(self.second.setFocus)
        self.second.submitted.connect(self.submitted)
        self._judge()

    def set_personal(self, words: Sequence[str]) -> None:
        """Words that a colleague would try first."""
        self._personal = tuple(words)
        self._judge()

    @property
    def passphrase(self) -> str:
        """What was typed first."""
        return self.first.text

    @property
    def acceptable(self) -> bool:
        """Whether it is good enough and was typed the same twice."""
        return (
            assess(self.first.text, min_length=self._min_length, personal=self._personal).acceptable
            and self.first.text == self.second.text
        )

    def clear(self) -> None:
        """Forget both."""
        self.first.clear()
        self.second.clear()

    def _judge(self) -> None:
        text = self.first.text
        result = assess(text, min_length=self._min_length, personal=self._personal)
        self._bar.setValue(int(result.strength) + 1 if text else 0)
        self._bar.setProperty("level", _LEVELS[result.strength])
        self._bar.style().unpolish(self._bar)
        self._bar.style().polish(self._bar)
        self._advice.setText(
            translated(result.advice_source, result.values)
            if text
            else self.tr("Four or more unrelated words are strong and can be remembered.")
        )
        other = self.second.text
        differ = bool(other) and not text.startswith(other)
        self._differ.setText(self.tr("The two are not the same.") if differ else " ")
        self.changed.emit()
