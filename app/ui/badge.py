"""The application's icon with the number of unread messages on it, for the tray.

Drawn for each size by itself, so that a number is readable at 16 pixels and crisp at 48. A clear
gap keeps the badge apart from the icon on panels of any colour; dots stand for more than two
digits, and grey with a moon says that nothing may disturb.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPainterPath, QPixmap

from app.ui import icons

SIZES = (16, 20, 22, 24, 32, 40, 44, 48, 64, 96)
"""What panels ask for, at one to two pixels for each point."""
_BADGE = QColor("#A1123F")
_QUIET = QColor("#3C4A57")
_INK = QColor("#FFFFFF")
_SHARE = 0.62
"""Of the icon's height that the badge takes; a number needs all of it at 16 pixels."""
_MOST = 99


def badge_icon(count: int, *, quiet: bool = False) -> QIcon:
    """The icon with a badge for `count` unread messages; none for 0."""
    result = QIcon()
    for size in SIZES:
        result.addPixmap(badge_pixmap(size, count, quiet=quiet))
    return result


def badge_pixmap(size: int, count: int, *, quiet: bool = False) -> QPixmap:
    """The same in one size, in pixels."""
    picture = QPixmap(icons.pixmap("app", "#000000", size, 1.0))
    if not count and not quiet:
        return picture
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if count:
        _draw_number(painter, size, str(count) if count <= _MOST else "…", quiet=quiet)
    else:
        _draw_moon(painter, size)
    painter.end()
    return picture


def _draw_number(painter: QPainter, size: int, words: str, *, quiet: bool) -> None:
    height = round(size * _SHARE)
    font = QFont(painter.font())
    font.setWeight(QFont.Weight.Bold)
    font.setPixelSize(max(8, round(height * 0.86)))
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    metrics = QFontMetricsF(font)
    ink = metrics.tightBoundingRect(words)
    width = min(float(size), max(float(height), round(ink.width() + height * 0.42)))
    room = QRectF(size - width, size - height, width, height)
    _draw_plate(painter, room, _QUIET if quiet else _BADGE)
    while ink.width() > width - 2 and font.pixelSize() > 6:
        font.setPixelSize(font.pixelSize() - 1)
        ink = QFontMetricsF(font).tightBoundingRect(words)
    painter.setFont(font)
    painter.setPen(_INK)
    middle = room.center()
    painter.drawText(
        QPointF(middle.x() - ink.center().x(), round(middle.y() - ink.center().y())), words
    )


def _draw_moon(painter: QPainter, size: int) -> None:
    """Quiet, and nothing unread."""
    side = round(size * _SHARE)
    room = QRectF(size - side, size - side, side, side)
    _draw_plate(painter, room, _QUIET)
    inner = room.adjusted(side * 0.22, side * 0.22, -side * 0.22, -side * 0.22)
    moon, shadow = QPainterPath(), QPainterPath()
    moon.addEllipse(inner)
    shadow.addEllipse(inner.translated(inner.width() * 0.36, -inner.height() * 0.3))
    painter.fillPath(moon.subtracted(shadow), _INK)


def _draw_plate(painter: QPainter, room: QRectF, colour: QColor) -> None:
    """A pill, cut out of the icon by a thin gap so that it stands apart on any ground."""
    gap = max(1.0, room.height() / 10)
    rim = QPainterPath()
    rim.addRoundedRect(
        room.adjusted(-gap, -gap, gap, gap), room.height() / 2 + gap, room.height() / 2 + gap
    )
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillPath(rim, Qt.GlobalColor.transparent)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    pill = QPainterPath()
    pill.addRoundedRect(room, room.height() / 2, room.height() / 2)
    painter.fillPath(pill, colour)
