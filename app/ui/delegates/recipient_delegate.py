"""Paints the people to whom messages can be forwarded: a check mark, or why it cannot be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.core.views import ContactView
from app.ui import icons
from app.ui.delegates.person_delegate import Index, PersonDelegate
from app.ui.delegates.row_background import LEFT_TO_RIGHT
from app.ui.models.conversation_list import ROW_ROLE, PersonRow
from app.ui.theme import theme
from app.ui.tokens import ICON, SPACE_M

_BOX = 20
_ROOM = _BOX + SPACE_M


class RecipientDelegate(PersonDelegate):
    """A person's row with a box before it. `refusal` says why somebody cannot be chosen."""

    def __init__(
        self, refusal: Callable[[ContactView], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._refusal = refusal

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the box, then the person."""
        row = index.data(ROW_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect)
        shifted = QStyleOptionViewItem(option)
        shifted.rect = option.rect.adjusted(_ROOM, 0, 0, 0)
        super().paint(painter, shifted, index)
        if isinstance(row, PersonRow) and not self._refusal(row.contact):
            self._draw_box(painter, rect, chosen)

    def second_line(self, row: PersonRow) -> str:
        """Role and department, or why nothing can be sent."""
        return self._refusal(row.contact) or super().second_line(row)

    @staticmethod
    def _draw_box(painter: QPainter, rect: QRectF, chosen: bool) -> None:
        colours = theme().colours
        box = QRectF(rect.left() + SPACE_M, rect.center().y() - _BOX / 2, _BOX, _BOX)
        painter.save()
        painter.setLayoutDirection(LEFT_TO_RIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.border), 2))
        painter.setBrush(QColor(colours.accent) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        if chosen:
            at = QPointF(box.center().x() - ICON / 2, box.center().y() - ICON / 2)
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(at, icons.pixmap("check", colours.on_accent, ICON, ratio))
        painter.restore()
