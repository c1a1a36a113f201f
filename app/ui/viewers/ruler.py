"""How many pixels a millimetre has on this screen: what it says of itself, or what was measured.

Screens, and projectors above all, say wrong sizes. A person can hold a ruler against a bar and make
it 50 mm long; that is kept for this screen on this computer.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from app.ui.formats import translate
from app.ui.platform import PlatformHooks
from app.ui.text import ElidedLabel, PlainLabel
from app.ui.theme import theme
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button

PREFERENCE = "ecg-millimetre"
BAR_MM = 50.0
USUAL = 96.0 / 25.4
LEAST, MOST = 1.5, 20.0
"""Pixels of a millimetre that a screen may have: 38 to 508 dots an inch."""
_STEPS = 100


def said_by(screen: QScreen | None) -> float:
    """Pixels (device-independent) of a millimetre, as the screen says; the usual when absurd."""
    dots = screen.physicalDotsPerInch() / 25.4 if screen is not None else USUAL
    return dots if LEAST <= dots <= MOST else USUAL


def pixels_of_millimetre(screen: QScreen | None, platform: PlatformHooks) -> float:
    """What was measured on this screen, else what it says."""
    name, _, kept = (platform.preference(PREFERENCE) or "").rpartition("|")
    try:
        measured = float(kept)
    except ValueError:
        return said_by(screen)
    if screen is None or name != _key(screen) or not LEAST <= measured <= MOST:
        return said_by(screen)
    return measured


def is_measured(screen: QScreen | None, platform: PlatformHooks) -> bool:
    """Whether somebody held a ruler against this screen."""
    kept = platform.preference(PREFERENCE) or ""
    return screen is not None and kept.startswith(_key(screen) + "|")


def _key(screen: QScreen) -> str:
    size = screen.size()
    return f"{screen.name()} {size.width()}x{size.height()}"


class RulerStrip(QFrame):
    """A bar to be made 50 mm long. Signals: `changed` (pixels of a millimetre), `done`."""

    changed = Signal(float)
    done = Signal()

    def __init__(self, platform: PlatformHooks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._platform = platform
        self._bar = _Bar()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(LEAST * _STEPS), round(MOST * _STEPS))
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(translate("Ecg", "Length of the bar"))
        self.slider.valueChanged.connect(self._moved)
        self.forget = Button(translate("Ecg", "As the screen says"), "quiet")
        self.forget.clicked.connect(self._forget)
        self.keep = Button(translate("Ecg", "It is 50 mm long"), "primary")
        self.keep.clicked.connect(self._keep)
        words = translate(
            "Ecg",
            "Hold a ruler against the screen and move the slider until the bar is 50 mm "
            "long. Then paper has its true size here.",
        )
        self.hint = PlainLabel(words)
        self.short_hint = ElidedLabel(words)
        self.short_hint.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        layout.addWidget(self.hint)
        layout.addWidget(self.short_hint)
        layout.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.forget)
        row.addWidget(self.keep)
        layout.addLayout(row)

    def begin(self) -> None:
        """Show what is in force."""
        self.slider.setValue(round(pixels_of_millimetre(self.screen(), self._platform) * _STEPS))
        self._bar.length = self.slider.value() / _STEPS * BAR_MM
        self._bar.update()
        self.show()
        self.slider.setFocus()

    def make_room(self, most: int, width: int) -> None:
        """Say the hint in one line, the rest in its tooltip, where it would be above `most`."""
        layout = self.layout()
        margins = layout.contentsMargins() if layout is not None else self.contentsMargins()
        inner = width - margins.left() - margins.right()
        others = self._bar.height() + self.keep.sizeHint().height() + 4 * SPACE_S
        tight = others + self.hint.heightForWidth(inner) > most
        self.hint.setVisible(not tight)
        self.short_hint.setVisible(tight)

    def _moved(self, value: int) -> None:
        self._bar.length = value / _STEPS * BAR_MM
        self._bar.update()
        self.changed.emit(value / _STEPS)

    def _keep(self) -> None:
        screen = self.screen()
        self._platform.set_preference(PREFERENCE, f"{_key(screen)}|{self.slider.value() / _STEPS}")
        self.hide()
        self.done.emit()

    def _forget(self) -> None:
        self._platform.set_preference(PREFERENCE, "")
        self.hide()
        self.done.emit()


class _Bar(QWidget):
    """The bar itself, with its ends."""

    def __init__(self) -> None:
        super().__init__()
        self.length = BAR_MM * USUAL
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line with two marks."""
        del event
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme().colours.text), 2))
        left, middle = 8.0, self.height() / 2
        painter.drawLine(QLineF(left, middle, left + self.length, middle))
        for x in (left, left + self.length):
            painter.drawLine(QLineF(x, 4, x, self.height() - 4))
        painter.end()
