"""How loud the microphone hears one, as the last seconds of bars that move on."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.formats import translate
from app.ui.theme import theme
from app.ui.tokens import SPACE_XS

_BAR = 3.0
_GAP = 2.0
_KEPT = 400


class LevelMeter(QWidget):
    """Fed 20 times a second; says in words, when it is looked at, whether anything is heard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: deque[float] = deque(maxlen=_KEPT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Voice", "Loudness"))
        self._describe()
        theme().changed.connect(self.update)

    def add(self, level: float) -> None:
        """The newest loudness, 0 to 1."""
        self._levels.append(level)
        if len(self._levels) % 20 == 0 or len(self._levels) == 1:
            self._describe()
        self.update()

    def clear(self) -> None:
        """Nothing was heard yet."""
        self._levels.clear()
        self._describe()
        self.update()

    @property
    def silent(self) -> bool:
        """Whether nothing at all was heard in the last two seconds."""
        last = list(self._levels)[-40:]
        return len(last) == 40 and max(last) == 0.0

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        return QSize(160, self.fontMetrics().lineSpacing() + 2 * SPACE_XS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The newest bar stands at the right."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().colours.accent))
        x = self.width() - _BAR
        for level in reversed(self._levels):
            if x < 0:
                break
            height = max(_BAR, level * (self.height() - 2))
            painter.drawRoundedRect(
                QRectF(x, (self.height() - height) / 2, _BAR, height), _BAR / 2, _BAR / 2
            )
            x -= _BAR + _GAP
        painter.end()

    def _describe(self) -> None:
        last = list(self._levels)[-20:]
        loudest = max(last, default=0.0)
        if not last:
            words = translate("Voice", "Nothing heard yet")
        elif loudest == 0.0:
            words = translate("Voice", "Silent")
        elif loudest < 0.4:
            words = translate("Voice", "Quiet")
        else:
            words = translate("Voice", "Good")
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
