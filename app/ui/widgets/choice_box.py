"""One of several, in a box that opens: with an edge and a ring as the other fields have them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from app.ui.theme import theme
from app.ui.tokens import SPACE_L, SPACE_XS


class ChoiceBox(QComboBox):
    """Draws the mark that it opens; a style sheet can only take a picture of one colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """An arrow at the end of the line, in the colour of the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme().colours
        painter.setPen(QPen(QColor(colours.text if self.isEnabled() else colours.muted), 1.6))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = SPACE_L if mirrored else self.width() - SPACE_L
        middle = QPointF(x, self.height() / 2)
        painter.drawPolyline(
            [
                middle + QPointF(-SPACE_XS, -SPACE_XS / 2),
                middle + QPointF(0, SPACE_XS / 2),
                middle + QPointF(SPACE_XS, -SPACE_XS / 2),
            ]
        )
        painter.end()
