"""Paints single rows on a sheet of one colour, so that paint outside of its place is found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

PAPER = QColor("#ff00ff")
MARGIN = 120
Index = QModelIndex | QPersistentModelIndex


def paint_row(view: QAbstractItemView, index: Index, width: int = 0) -> tuple[QImage, QRect]:
    """The sheet, and the row's own rectangle on it."""
    delegate = view.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    option = QStyleOptionViewItem()
    option.initFrom(view)
    option.widget = view
    option.rect = QRect(0, 0, width or view.viewport().width(), 0)
    size = delegate.sizeHint(option, index)
    option.rect = QRect(MARGIN, MARGIN, width or size.width(), size.height())
    sheet = option.rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    image = QImage(sheet.size(), QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return image, QRect(option.rect)


def stray(image: QImage, allowed: QRect | QRectF) -> list[str]:
    """The sides of `allowed` on which something was painted."""
    inner = QRectF(allowed).toAlignedRect()
    whole = image.rect()
    sides = {
        "above": QRect(0, 0, whole.width(), inner.top()),
        "below": QRect(0, inner.bottom() + 1, whole.width(), whole.height() - inner.bottom() - 1),
        "left": QRect(0, 0, inner.left(), whole.height()),
        "right": QRect(inner.right() + 1, 0, whole.width() - inner.right() - 1, whole.height()),
    }
    found = []
    for side, rect in sides.items():
        if rect.isEmpty():
            continue
        blank = QImage(rect.size(), image.format())
        blank.fill(PAPER)
        if image.copy(rect) != blank:
            found.append(side)
    return found
