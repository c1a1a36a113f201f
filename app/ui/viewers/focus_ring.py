"""Where the keyboard is, drawn over pictures, films and paper: two lines that are seen on anything.

What lies below may have any colour, so one line is as dark as the theme's words and the other as
bright as their ground: one of them contrasts 3:1 with any pixel (WCAG 2.2, technique C40).
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.ui.theme import theme

_WIDTH = 2


def draw_focus_ring(painter: QPainter, rect: QRect) -> None:
    """A ring just inside of `rect`; the painter comes back as it was."""
    colours = theme().colours
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, colour in ((_WIDTH / 2, colours.text), (_WIDTH * 1.5, colours.surface)):
        pen = QPen(QColor(colour), _WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(QRectF(rect).adjusted(inset, inset, -inset, -inset))
    painter.restore()
