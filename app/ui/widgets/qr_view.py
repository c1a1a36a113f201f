"""A QR code, painted by ourselves from segno's matrix: always black on white, always crisp."""

from __future__ import annotations

import segno
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_QUIET = 3
"""Modules of white around the code."""


def qr_image(text: str, error: str = "l") -> QImage:
    """One pixel for each module, quiet zone included. On paper, which folds, `error` is "m"."""
    code = segno.make(text, error=error, micro=False)
    rows = [bytes(row) for row in code.matrix]
    side = len(rows) + 2 * _QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x + _QUIET, y + _QUIET, QColor("#000000"))
    return image


class QrView(QWidget):
    """Shows a code, scaled by whole pixels."""

    def __init__(self, side: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self.setFixedSize(side, side)
        self.setAccessibleName(self.tr("QR code with your code for this contact"))

    def show_code(self, text: str) -> None:
        """Show `text` as a code."""
        self._image = qr_image(text)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._image = None
        self.update()

    def sizeHint(self) -> QSize:
        """Its fixed size."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the code on white, whatever the theme: cameras expect it so."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawRoundedRect(self.rect(), 8, 8)
        if self._image is not None:
            ratio = self.devicePixelRatioF()
            module = int(self.width() * ratio / self._image.width())
            side = module * self._image.width() / ratio
            offset = round((self.width() - side) / 2 * ratio) / ratio
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.translate(offset, offset)
            painter.scale(side / self._image.width(), side / self._image.width())
            painter.drawImage(0, 0, self._image)
        painter.end()
