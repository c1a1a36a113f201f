"""A person's initials on a disc, a group's picture or initials on a square with round corners.

People have no pictures: they would have to come from somewhere.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from app.core.file_content import Bitmap
from app.core.ids import AccountId
from app.ui.pixels import bitmap_image
from app.ui.shown import is_group
from app.ui.text import person_name
from app.ui.theme import theme

_ROUND = 0.26
"""Of the side of a group's square."""
_TITLES = frozenset({"dr", "dr.", "prof", "prof.", "pd", "med.", "mr", "mrs", "ms", "herr", "frau"})


def initials(name: str) -> str:
    """The first letters of the first and the last name, without titles."""
    words = [word for word in person_name(name).split() if word.casefold() not in _TITLES]
    letters = [letter for word in words if (letter := _first_letter(word))]
    return (letters[0] + letters[-1] if len(letters) > 1 else "".join(letters)).upper() or "?"


def _first_letter(word: str) -> str:
    return next((character for character in word if character.isalnum()), "")


def draw_avatar(
    painter: QPainter,
    rect: QRectF,
    account_id: AccountId,
    name: str,
    picture: Bitmap | None = None,
) -> None:
    """Draw the disc, or the square of a group, into `rect`."""
    pairs = theme().colours.avatars
    background, foreground = pairs[(account_id[-1] if account_id else 0) % len(pairs)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(background))
    shape = QPainterPath()
    if is_group(account_id):
        shape.addRoundedRect(rect, rect.height() * _ROUND, rect.height() * _ROUND)
    else:
        shape.addEllipse(rect)
    painter.drawPath(shape)
    if picture is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.drawImage(rect, bitmap_image(picture))
        painter.restore()
        return
    font = theme().font(1.0, bold=True)
    font.setPixelSize(max(8, round(rect.height() * 0.38)))
    painter.setFont(font)
    painter.setPen(QColor(foreground))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()
