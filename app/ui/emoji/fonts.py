"""Which font draws emoji here, and which emoji it cannot draw.

Within ordinary text Qt picks the emoji font by itself, sequence by sequence. Where there is
nothing but emoji (the picker, reactions, large emoji) the font is named, so that characters such
as the heart, which text fonts have too, come in colour. Without any emoji font, text fonts draw
what they have.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QRawFont, QTextLayout

from app.ui.emoji import catalogue
from app.ui.theme import theme

FAMILIES = ("Segoe UI Emoji", "Apple Color Emoji", "Noto Color Emoji", "Twemoji", "JoyPixels")
"""Of Windows, macOS and Linux, in that order."""
_REFERENCE = "\U0001f600"
_NO_FLAG = "\U0001f1fd\U0001f1fd"
_REGIONAL = range(0x1F1E6, 0x1F200)
_SELECTOR = "\ufe0f"
_TOO_WIDE = 1.5


@cache
def family() -> str:
    """The emoji font of this computer; empty when there is none."""
    known = set(QFontDatabase.families())
    return next((name for name in FAMILIES if name in known), "")


def emoji_font(factor: float = 1.0) -> QFont:
    """The theme's font at a size, drawing emoji in colour."""
    font = theme().font(factor)
    if family():
        font.setFamilies([family()])
    return font


def drawable(text: str) -> bool:
    """Whether the font has the whole sequence as one picture."""
    known = _known()
    if text not in known:
        known[text] = _measure(text)
    return known[text]


def warm(start: int, count: int) -> bool:
    """Look up `count` emoji from the catalogue's number `start` on; whether there are more."""
    every = _every()
    for emoji in every[start : start + count]:
        drawable(emoji.text)
    return start + count < len(every)


@cache
def _every() -> tuple[catalogue.Emoji, ...]:
    return tuple(emoji for group in catalogue.groups() for emoji in group.emoji)


@cache
def _known() -> dict[str, bool]:
    return {}


@cache
def _raw() -> QRawFont:
    return QRawFont.fromFont(emoji_font())


@cache
def _reference_width() -> float:
    return _shape(_REFERENCE)[0]


def _measure(text: str) -> bool:
    single = text.removesuffix(_SELECTOR)
    if family() and len(single) == 1:
        return bool(_raw().supportsCharacter(ord(single)))
    width, glyphs = _shape(text)
    if 0 in glyphs or not glyphs:
        return False
    if ord(text[0]) in _REGIONAL:
        # A font without flags draws two letters, and some draw one picture for any unknown flag.
        return len(glyphs) == 1 and glyphs != _shape(_NO_FLAG)[1]
    return width <= _TOO_WIDE * _reference_width()


def _shape(text: str) -> tuple[float, list[int]]:
    """(width, glyph numbers) of a text; number 0 is the box of a missing character."""
    layout = QTextLayout(text, emoji_font())
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    glyphs = [number for run in layout.glyphRuns() for number in run.glyphIndexes()]
    return line.naturalTextWidth(), glyphs
