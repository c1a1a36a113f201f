"""A check box whose box is drawn from the tokens: the style's own has too little contrast."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from app.ui.icons import pixmap
from app.ui.theme import theme
from app.ui.tokens import SPACE_S, SPACE_XS

_BOX = 18


class CheckBox(QCheckBox):
    """Looks alike on every system."""

    def sizeHint(self) -> QSize:
        """The box, the text and room for the ring of the focus."""
        words = self.fontMetrics().size(0, self.text())
        return QSize(
            words.width() + _BOX + SPACE_S + 4 * SPACE_XS, max(words.height(), _BOX) + 2 * SPACE_XS
        )

    def hitButton(self, pos: object) -> bool:
        """The text can be clicked too."""
        del pos
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, mark, text and focus."""
        del event
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _BOX) / 2
        box = QRectF(SPACE_XS + 0.5, top + 0.5, _BOX - 1, _BOX - 1)
        on, enabled = self.isChecked(), self.isEnabled()
        edge = colours.accent if on and enabled else colours.border
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(edge if on else colours.surface))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            mark = colours.on_accent if enabled else colours.surface
            side = _BOX - 4
            at = QPointF(box.left() + 1.5, box.top() + 1.5)
            painter.drawPixmap(at, pixmap("check", mark, side, self.devicePixelRatioF()))
        painter.setPen(QColor(colours.text if enabled else colours.muted))
        words = self.rect().adjusted(round(box.right()) + SPACE_S + 1, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(flags), self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()
