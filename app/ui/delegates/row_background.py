"""What painted rows of lists share: their fonts, and what is drawn behind a row."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import theme
from app.ui.tokens import SPACE_XS, TYPE_CAPTION

LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight
"""How painted rows place their parts in every language; each text in them has its own direction.

Without it Qt would mirror the alignment of texts alone, and not the icons beside them.
"""
CLIP = Qt.ClipOperation.IntersectClip
"""How painted rows keep to their place: piled-up marks and wide letters reach beyond their line."""
_BAR = 4.0


class RowDelegate(QStyledItemDelegate):
    """Keeps the fonts that its rows are measured and drawn with."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fonts_changed()

    def fonts_changed(self) -> None:
        """Take the fonts of the theme in force."""
        self._body = theme().font()
        self._strong = theme().font(bold=True)
        self._caption = theme().font(TYPE_CAPTION)
        self._strong_caption = theme().font(TYPE_CAPTION, bold=True)


def draw_row_background(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The open row has a bar at its edge, so that it is known without telling shades apart."""
    colours, state = theme().colours, option.state
    inner = QRectF(option.rect).adjusted(SPACE_XS + 1, 1.5, -SPACE_XS - 1, -1.5)
    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(Qt.PenStyle.NoPen)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(colours.selection if selected else colours.hover))
        painter.drawRoundedRect(inner, 8, 8)
    if selected:
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        left = option.rect.right() + 1 - _BAR if mirrored else option.rect.left()
        bar = QRectF(left, inner.top() + SPACE_XS, _BAR, inner.height() - 2 * SPACE_XS)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, 8, 8)
