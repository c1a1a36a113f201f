"""Paints the rows of the start screen of a shared computer."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.ids import AccountId
from app.core.shared_views import ListedPerson, PersonState
from app.ui import icons
from app.ui.delegates.avatar import draw_avatar
from app.ui.delegates.row_background import CLIP, LEFT_TO_RIGHT
from app.ui.models.listed_people import PERSON_ROLE, listed_as, state_words
from app.ui.theme import theme
from app.ui.tokens import ICON, SPACE_M, SPACE_S, SPACE_XS, TYPE_CAPTION

Index = QModelIndex | QPersistentModelIndex
_SIDE = 36.0
_LEADING = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
_ICONS = {
    PersonState.LOCKED: "lock",
    PersonState.HIDDEN: "eye-off",
    PersonState.REMOVED: "alert-triangle",
}


class ListedDelegate(QStyledItemDelegate):
    """A disc, what they are listed as, and what it takes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows have one height."""
        del index
        lines = QFontMetricsF(theme().font(bold=True)).height()
        lines += QFontMetricsF(theme().font(TYPE_CAPTION)).height() + 2
        return QSize(option.rect.width(), round(max(lines, _SIDE) + 2 * SPACE_S + 4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row, from the side on which one begins to read."""
        person = index.data(PERSON_ROLE)
        if not isinstance(person, ListedPerson):
            return
        painter.save()
        painter.setClipRect(option.rect, CLIP)
        painter.setLayoutDirection(LEFT_TO_RIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        self._draw_background(painter, rect, option.state)
        leading = SPACE_M + SPACE_XS
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft

        def place(left: float, top: float, wide: float, high: float) -> QRectF:
            at = rect.width() - left - wide if mirrored else left
            return QRectF(rect.left() + at, top, wide, high)

        disc = place(leading, rect.center().y() - _SIDE / 2, _SIDE, _SIDE)
        draw_avatar(painter, disc, AccountId(person.key.encode()), disc_text(person))
        strong, caption = theme().font(bold=True), theme().font(TYPE_CAPTION)
        first, second = QFontMetricsF(strong).height(), QFontMetricsF(caption).height()
        top = rect.center().y() - (first + second + 2) / 2
        left = leading + _SIDE + SPACE_M
        wide = rect.width() - left - 2 * SPACE_M
        painter.setLayoutDirection(option.direction)
        painter.setFont(strong)
        painter.setPen(QColor(theme().colours.text))
        painter.drawText(place(left, top, wide, first), _LEADING, listed_as(person))
        mark = place(left, top + first + 2 + (second - ICON) / 2, ICON, ICON)
        ratio = painter.device().devicePixelRatio()
        picture = icons.pixmap(_ICONS[person.state], theme().colours.muted, ICON, ratio)
        painter.drawPixmap(mark.topLeft(), picture)
        painter.setFont(caption)
        painter.setPen(QColor(theme().colours.muted))
        line = place(left + ICON + SPACE_XS, top + first + 2, wide - ICON - SPACE_XS, second)
        metrics = QFontMetricsF(caption)
        words = metrics.elidedText(state_words(person), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _LEADING, words)
        painter.restore()

    def _draw_background(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        colours = theme().colours
        inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(inner, 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(inner, 8, 8)


def disc_text(person: ListedPerson) -> str:
    """What stands on the disc: up to two letters, or the number."""
    letters = [letter for letter in person.label if letter.isalnum()][:2]
    return " ".join(letters) if letters else str(person.number)
