"""Where rendered pages go on paper, and with how many pixels they are asked for."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

DOTS = 200
"""Pixels for each inch that a page is rendered with: what a letter needs to be read."""


def page_box(printer: QPrinter) -> QRectF:
    """The part of a page that is printed on, in the printer's dots."""
    area = printer.pageLayout().paintRectPixels(printer.resolution())
    return QRectF(0, 0, area.width(), area.height())


def pixels_for(printer: QPrinter) -> tuple[int, int]:
    """How many pixels to render for a page: enough to read, not all that a printer has."""
    inches = printer.pageLayout().paintRect(QPageLayout.Unit.Inch)
    return max(round(inches.width() * DOTS), 1), max(round(inches.height() * DOTS), 1)


def draw_fitted(painter: QPainter, box: QRectF, image: QImage) -> None:
    """Draw a picture as large as a page lets it be, at the top."""
    factor = min(box.width() / image.width(), box.height() / image.height())
    wide, high = image.width() * factor, image.height() * factor
    painter.drawImage(QRectF(box.left() + (box.width() - wide) / 2, box.top(), wide, high), image)
