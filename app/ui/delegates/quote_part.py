"""The message that another one answers, inside its bubble: a bar, who wrote it, its first lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QTextLayout,
    QTextOption,
)

from app.core.file_content import Bitmap
from app.ui.delegates.text_block import TextBlock
from app.ui.pixels import bitmap_image
from app.ui.text import person_name
from app.ui.theme import theme
from app.ui.tokens import SPACE_S, SPACE_XS

LINES = 2
"""How much of a quoted message is shown."""
_BAR = 3.0
_THUMBNAIL = 40.0
_LEAST = 96.0


class QuotePart:
    """Measured for a width, then put at a place. `rect` is what can be clicked."""

    def __init__(
        self,
        sender: str,
        text: str,
        strong: QFont,
        caption: QFont,
        room: float,
        thumbnail: Bitmap | None = None,
    ) -> None:
        self._thumbnail = thumbnail
        self._image: QImage | None = None
        beside = _THUMBNAIL + SPACE_S if thumbnail is not None else 0.0
        inner = room - _BAR - 2 * SPACE_S - beside
        self._strong = strong
        self._sender = QFontMetricsF(strong).elidedText(
            person_name(sender), Qt.TextElideMode.ElideRight, inner
        )
        self._text = TextBlock(first_lines(text, caption, inner, LINES), caption, inner)
        line = QFontMetricsF(strong)
        self._line = line.height()
        wide = max(line.horizontalAdvance(self._sender), self._text.size.width(), _LEAST)
        self.width = min(wide + _BAR + 2 * SPACE_S + beside, room)
        self.height = self._line + self._text.size.height() + 2 * SPACE_XS
        if thumbnail is not None:
            self.height = max(self.height, _THUMBNAIL + 2 * SPACE_XS)
        self.rect = QRectF()

    def place(self, at: QPointF, width: float) -> None:
        """Where it stands, and how wide the bubble lets it be."""
        self.rect = QRectF(at.x(), at.y(), width, self.height)

    def draw(self, painter: QPainter) -> None:
        """A bar at the leading edge tells a quote from an answer, without colour."""
        colours = theme().colours
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(colours.text)
        shade.setAlphaF(0.06)
        painter.setBrush(shade)
        painter.drawRoundedRect(self.rect, 4, 4)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(
            QRectF(self.rect.left(), self.rect.top(), _BAR, self.rect.height()), 1.5, 1.5
        )
        at = QPointF(self.rect.left() + _BAR + SPACE_S, self.rect.top() + SPACE_XS)
        painter.setFont(self._strong)
        painter.setPen(QColor(colours.accent))
        if self._thumbnail is not None:
            self._draw_thumbnail(painter, self._thumbnail)
        box = QRectF(at.x(), at.y(), self.rect.right() - at.x() - SPACE_XS, self._line)
        painter.drawText(
            box, int(Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignLeft), self._sender
        )
        painter.setPen(QColor(colours.text))
        self._text.draw(painter, QPointF(at.x(), at.y() + self._line))

    def _draw_thumbnail(self, painter: QPainter, thumbnail: Bitmap) -> None:
        """What a quoted picture shows, filling a square at the end."""
        if self._image is None:
            self._image = bitmap_image(thumbnail)
        side = min(self._image.width(), self._image.height())
        left, top = (self._image.width() - side) / 2, (self._image.height() - side) / 2
        box = QRectF(
            self.rect.right() - _THUMBNAIL - SPACE_XS,
            self.rect.center().y() - _THUMBNAIL / 2,
            _THUMBNAIL,
            _THUMBNAIL,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image, QRectF(left, top, side, side))


def first_lines(text: str, font: QFont, width: float, most: int) -> str:
    """The beginning of a text as so many lines at most, the last one cut if there is more."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    paragraphs = [line for line in text.split("\n") if line.strip()] or [""]
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        units = paragraph.encode("utf-16-le", "surrogatepass")  # Qt counts in units of UTF-16
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
            more = end < len(units) or number + 1 < len(paragraphs)
            words = units[start:end].decode("utf-16-le", "replace").rstrip()
            if len(lines) + 1 == most and more:
                room = width - QFontMetricsF(font).horizontalAdvance("…")
                fits = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
                lines.append(fits.removesuffix("…") + "…")
                break
            lines.append(words)
        layout.endLayout()
        if len(lines) == most:
            break
    return "\n".join(lines)
