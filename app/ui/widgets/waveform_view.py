"""A recording as bars, with the place that is heard now: clicked, dragged, moved by arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from app.ui.file_words import duration_words
from app.ui.formats import translate
from app.ui.theme import theme
from app.ui.tokens import SPACE_XS
from app.ui.voice_words import spoken_duration

STEP_MS = 5_000
_BAR = 3.0
_GAP = 2.0
_LEAST = 3.0
"""A silent piece is a dot."""


def draw_waveform(
    painter: QPainter, box: QRectF, waveform: bytes, part: float, *, played: str, rest: str
) -> None:
    """Bars from left to right, as time goes; what was heard in the one colour, what comes in the
    other. `part` of it, 0 to 1, was heard."""
    count = max(1, int((box.width() + _GAP) // (_BAR + _GAP)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for number in range(count):
        height = max(_LEAST, box.height() * _loudness(waveform, number, count))
        bar = QRectF(
            box.left() + number * (_BAR + _GAP), box.center().y() - height / 2, _BAR, height
        )
        painter.setBrush(QColor(played if (number + 0.5) / count <= part else rest))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
    painter.restore()


def _loudness(waveform: bytes, number: int, count: int) -> float:
    """The loudest of the pieces that one bar stands for."""
    if not waveform:
        return 0.0
    first = number * len(waveform) // count
    last = max(first + 1, (number + 1) * len(waveform) // count)
    return max(waveform[first:last]) / 255


class WaveformView(QAbstractSlider):
    """Its value is the position in milliseconds. Signal `sought` when the person moves it.

    A slider to screen readers and to the keyboard: arrows go 5 s, Page keys 30 s, Home and End.
    """

    sought = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waveform = b""
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSingleStep(STEP_MS)
        self.setPageStep(30_000)
        self.setAccessibleName(translate("Voice", "Position"))
        theme().changed.connect(self.update)

    def show_recording(self, waveform: bytes, duration_ms: int) -> None:
        """Another recording, from its start."""
        self._waveform = waveform
        self.setRange(0, max(duration_ms, 0))
        self.set_position(0)

    def set_position(self, position_ms: int) -> None:
        """It is heard there now."""
        before = self.value()
        self.setValue(position_ms)
        words = translate("Voice", "{position} of {length}").format(
            position=spoken_duration(self.value()), length=spoken_duration(self.maximum())
        )
        if before // 1_000 != self.value() // 1_000 or not self.accessibleDescription():
            self.setAccessibleDescription(words)
        self.setToolTip("")
        self.update()

    def sizeHint(self) -> QSize:
        """As high as two lines."""
        return QSize(240, 2 * self.fontMetrics().lineSpacing() + 2 * SPACE_XS)

    def minimumSizeHint(self) -> QSize:
        """Still a line that can be hit."""
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys and their kin."""
        steps = {
            Qt.Key.Key_Left: -self.singleStep(),
            Qt.Key.Key_Down: -self.singleStep(),
            Qt.Key.Key_Right: self.singleStep(),
            Qt.Key.Key_Up: self.singleStep(),
            Qt.Key.Key_PageDown: -self.pageStep(),
            Qt.Key.Key_PageUp: self.pageStep(),
            Qt.Key.Key_Home: -self.maximum(),
            Qt.Key.Key_End: self.maximum(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
            return
        self._seek(self.value() + step)
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.value()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where one clicks."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._seek_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._seek_to(event.position().x())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And hide it."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, the line where it is heard, the ring of the focus."""
        del event
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(SPACE_XS, SPACE_XS, -SPACE_XS, -SPACE_XS)
        part = self.value() / self.maximum() if self.maximum() else 0.0
        draw_waveform(
            painter, box, self._waveform, part, played=colours.accent, rest=colours.border
        )
        x = box.left() + part * box.width()
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawLine(round(x), round(box.top()), round(x), round(box.bottom()))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _seek_to(self, x: float) -> None:
        wide = max(self.width() - 2 * SPACE_XS, 1)
        self._seek(round((x - SPACE_XS) / wide * self.maximum()))

    def _seek(self, position_ms: int) -> None:
        position_ms = min(max(position_ms, 0), self.maximum())
        self.set_position(position_ms)
        self.sought.emit(position_ms)


def position_words(position_ms: int, duration_ms: int) -> str:
    """0:03 / 0:12, as it is drawn."""
    return f"{duration_words(position_ms)} / {duration_words(duration_ms)}"
