"""Draws one page from the top down: the same on a printer, in a PDF and in a picture.

Sizes are points (1/72 inch). Always black on white, whatever the theme. Texts of people are drawn
as they are, by a painter that knows no markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPen

from app.ui.theme import theme
from app.ui.widgets.qr_view import qr_image

_INK = QColor("#000000")
_GREY = QColor("#444444")
_LINE = QColor("#999999")
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class Sheet:
    """A page `width` by `height` device pixels; `dots` of them to the inch. `y` is what is used."""

    def __init__(self, painter: QPainter, width: float, height: float, dots: float) -> None:
        self._painter = painter
        self._dots = dots
        self.width = width
        self.height = height
        self.y = 0.0
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setPen(_INK)

    def points(self, size: float) -> float:
        """Device pixels of so many points."""
        return size * self._dots / 72

    def space(self, size: float) -> None:
        """Leave so many points free."""
        self.y += self.points(size)

    def text(
        self,
        text: str,
        size: float = 10.5,
        *,
        bold: bool = False,
        grey: bool = False,
        left: float = 0.0,
        right: float = 0.0,
    ) -> None:
        """A paragraph that wraps; `left` and `right` points stay free beside it."""
        self._painter.setFont(self._font(size, bold=bold))
        self._painter.setPen(_GREY if grey else _INK)
        start, free = self.points(left), self.points(right)
        room = QRectF(start, self.y, self.width - start - free, self.height)
        needed = self._painter.boundingRect(room, _WRAP, text)
        self._painter.drawText(room, _WRAP, text)
        self.y += needed.height()

    def step(self, number: int, text: str, size: float = 10.5) -> None:
        """A paragraph with its number in the margin."""
        top = self.y
        self.text(f"{number}.", size, bold=True)
        self.y = top
        self.text(text, size, left=20)
        self.space(4)

    def rule(self) -> None:
        """A thin line across the page."""
        self._painter.setPen(QPen(_LINE, self.points(0.6)))
        self._painter.drawLine(QPointF(0, self.y), QPointF(self.width, self.y))

    def code(self, text: str, side: float) -> None:
        """A QR code at the right edge, beside what follows; takes no height by itself."""
        length = self.points(side)
        image = qr_image(text, error="m")
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        target = QRectF(self.width - length, self.y, length, length)
        painter.drawImage(target, image, QRectF(image.rect()))

    def boxes(self, texts: Sequence[str], columns: int, *, numbered: bool, width: float) -> None:
        """Words or digits in a grid of frames, read by rows; `width` points in all."""
        painter = self._painter
        gap, high = self.points(6), self.points(28)
        wide = (self.points(width) - gap * (columns - 1)) / columns
        for place, text in enumerate(texts):
            row, column = divmod(place, columns)
            frame = QRectF(column * (wide + gap), self.y + row * (high + gap), wide, high)
            painter.setPen(QPen(_LINE, self.points(0.6)))
            painter.drawRoundedRect(frame, self.points(3), self.points(3))
            inside = frame.adjusted(self.points(6), 0, -self.points(6), 0)
            if numbered:
                painter.setPen(_GREY)
                painter.setFont(self._font(8.5))
                painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), f"{place + 1}")
                inside.adjust(self.points(15), 0, 0, 0)
            painter.setPen(_INK)
            painter.setFont(self._fixed_font(13, inside.width(), text))
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), text)
        rows = -(-len(texts) // columns)
        self.y += rows * high + (rows - 1) * gap

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        font = QFont(theme().font())
        font.setPixelSize(max(1, round(self.points(size))))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def _fixed_font(self, size: float, room: float, text: str) -> QFont:
        """A font of equal widths, smaller where a word would not fit."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setWeight(QFont.Weight.DemiBold)
        for points in (size, size - 2, size - 4):
            font.setPixelSize(max(1, round(self.points(points))))
            if QFontMetricsF(font).horizontalAdvance(text) <= room:
                break
        return font
