"""Paints the rows of the conversation list and of the list of people."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from app.core.views import AttentionReason, ContactView, Trust
from app.ui import formats, icons
from app.ui.delegates.avatar import draw_avatar
from app.ui.delegates.row_background import CLIP, LEFT_TO_RIGHT, RowDelegate, draw_row_background
from app.ui.formats import translate
from app.ui.models.conversation_list import ROW_ROLE, PersonRow
from app.ui.text import isolated, one_line, person_name
from app.ui.theme import theme
from app.ui.tokens import ICON, SPACE_M, SPACE_S, SPACE_XS

Index = QModelIndex | QPersistentModelIndex
_MARK = 14
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class PersonDelegate(RowDelegate):
    """Two lines for a person, three for a conversation."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows of a list have one height."""
        row = _row(index)
        lines = QFontMetricsF(self._strong).height() + QFontMetricsF(self._caption).height() + 2
        if row.record is not None:
            lines += QFontMetricsF(self._body).height() + 2
        width = option.rect.width()
        return QSize(width, round(max(lines, 36) + 2 * SPACE_S + 4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = _row(index)
        rect = QRectF(option.rect)
        painter.save()
        painter.setClipRect(option.rect, CLIP)
        painter.setLayoutDirection(LEFT_TO_RIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_row_background(painter, option)
        side = 36.0 if row.record is None else 40.0
        top = rect.top() + SPACE_S + 2
        avatar = QRectF(rect.left() + SPACE_M + SPACE_XS, top + 1, side, side)
        if row.record is None:
            avatar.moveTop(rect.center().y() - side / 2)
        picture = None if row.group is None else row.group.picture
        draw_avatar(painter, avatar, row.contact.account_id, row.contact.name, picture)
        box = QRectF(
            avatar.right() + SPACE_M,
            top,
            rect.right() - avatar.right() - 2 * SPACE_M - SPACE_XS,
            rect.height(),
        )
        y = self._draw_name(painter, row, box)
        painter.setFont(self._caption)
        painter.setPen(QColor(theme().colours.muted))
        y = _draw_line(painter, self.second_line(row), box, y)
        if row.record is not None:
            self._draw_last(painter, row, box, y)
        if row.last_pinned:
            painter.setPen(QPen(QColor(theme().colours.hairline), 1))
            y = rect.bottom() - 0.5
            painter.drawLine(QPointF(rect.left() + SPACE_M, y), QPointF(rect.right() - SPACE_M, y))
        painter.restore()

    def second_line(self, row: PersonRow) -> str:
        """What stands under the name."""
        return row.line

    def _draw_name(self, painter: QPainter, row: PersonRow, box: QRectF) -> float:
        colours = theme().colours
        metrics = QFontMetricsF(self._strong)
        line = QRectF(box.left(), box.top(), box.width(), metrics.height())
        record = row.record
        if record is not None and record.last_kind is not None:
            time = formats.list_time(record.last_time_ms)
            caption = QFontMetricsF(self._caption)
            wide = caption.horizontalAdvance(time)
            loud = bool(row.unread) and not row.muted
            painter.setFont(self._strong_caption if loud else self._caption)
            painter.setPen(QColor(colours.accent if loud else colours.muted))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(line, right, time)
            line.setRight(line.right() - wide - SPACE_M)
        self._draw_marks(painter, row, line)
        mark = _trust_icon(row.contact)
        room = line.width() - (ICON + SPACE_XS if mark else 0)
        name = metrics.elidedText(person_name(row.contact.name), Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._strong)
        painter.setPen(QColor(colours.text))
        painter.drawText(line, _LEFT, name)
        if mark:
            at = QPointF(
                line.left() + metrics.horizontalAdvance(name) + SPACE_XS + 1,
                line.center().y() - ICON / 2,
            )
            ratio = painter.device().devicePixelRatio()
            colour = str(getattr(colours, mark[1]))
            painter.drawPixmap(at, icons.pixmap(mark[0], colour, ICON, ratio))
        return line.bottom() + 1

    def _draw_last(self, painter: QPainter, row: PersonRow, box: QRectF, y: float) -> None:
        colours = theme().colours
        record = row.record
        if record is None:
            return
        height = QFontMetricsF(self._body).height()
        line = QRectF(box.left(), y + 1, box.width(), height)
        if row.unread:
            self._draw_badge(painter, row, line)
        if record.draft:
            mark = translate("List", "Draft:")
            self._draw_text(painter, mark, line, colours.attention, self._body)
            used = QFontMetricsF(self._body).horizontalAdvance(mark + " ")
            line.setLeft(line.left() + used)
            self._draw_text(
                painter, isolated(one_line(record.draft)), line, colours.muted, self._body
            )
            return
        text = row.last_words
        if record.last_outgoing and record.last_state in formats.STATE_ICONS:
            state = record.last_state
            failed = state is not None and state.value == "failed"
            colour = colours.danger if failed else colours.muted
            ratio = painter.device().devicePixelRatio()
            at = QPointF(line.left(), line.center().y() - ICON / 2)
            painter.drawPixmap(at, icons.pixmap(formats.STATE_ICONS[state], colour, ICON, ratio))
            line.setLeft(line.left() + ICON + SPACE_XS)
        strong = bool(row.unread)
        self._draw_text(painter, text, line, colours.text if strong else colours.muted, self._body)

    def _draw_text(
        self, painter: QPainter, text: str, line: QRectF, colour: str, font: QFont
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _LEFT, elided)

    def _draw_marks(self, painter: QPainter, row: PersonRow, line: QRectF) -> None:
        """A pin and a silent bell before the time, and make the line shorter."""
        marks = [
            ("bell-off", row.muted),
            ("pin", row.record is not None and row.record.pinned_at_ms),
        ]
        ratio = painter.device().devicePixelRatio()
        for name, shown in marks:
            if shown:
                at = QPointF(line.right() - _MARK, line.center().y() - _MARK / 2)
                picture = icons.pixmap(name, theme().colours.muted, _MARK, ratio)
                painter.drawPixmap(at, picture)
                line.setRight(line.right() - _MARK - SPACE_XS)

    def _draw_badge(self, painter: QPainter, row: PersonRow, line: QRectF) -> None:
        """Draw how many are unread at the end of `line`, and make the line shorter.

        Of a muted conversation without colour; a dot for one that was marked by hand.
        """
        colours = theme().colours
        metrics = QFontMetricsF(self._strong_caption)
        counted = row.record is not None and row.record.unread
        words = (str(row.unread) if row.unread < 1000 else "999+") if counted else ""
        high = metrics.height() + 2 if counted else 10.0
        wide = max(high, metrics.horizontalAdvance(words) + 2 * SPACE_S) if counted else high
        badge = QRectF(line.right() - wide, line.center().y() - high / 2, wide, high)
        painter.setPen(QPen(QColor(colours.border), 1) if row.muted else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface if row.muted else colours.accent))
        painter.drawRoundedRect(badge, high / 2, high / 2)
        painter.setFont(self._strong_caption)
        painter.setPen(QColor(colours.muted if row.muted else colours.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
        line.setRight(badge.left() - SPACE_S)
        if row.mentioned:
            self._draw_mention(painter, line, high)

    def _draw_mention(self, painter: QPainter, line: QRectF, high: float) -> None:
        """An @: somebody means the person. It stands out in a muted group, too."""
        badge = QRectF(line.right() - high, line.center().y() - high / 2, high, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().colours.accent))
        painter.drawRoundedRect(badge, high / 2, high / 2)
        painter.setPen(QColor(theme().colours.on_accent))
        painter.setFont(self._strong_caption)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "@")
        line.setRight(badge.left() - SPACE_S)


def _draw_line(painter: QPainter, text: str, box: QRectF, y: float) -> float:
    metrics = QFontMetricsF(painter.font())
    line = QRectF(box.left(), y, box.width(), metrics.height())
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(line, _LEFT, elided)
    return line.bottom() + 1


def _trust_icon(contact: ContactView) -> tuple[str, str] | None:
    if contact.attention is AttentionReason.MISMATCH:
        return ("shield-alert", "danger")
    if contact.trust is Trust.ATTENTION:
        return ("alert-triangle", "attention")
    if contact.trust is Trust.VERIFIED:
        return ("shield-check", "accent")
    return None


def _row(index: Index) -> PersonRow:
    row = index.data(ROW_ROLE)
    assert isinstance(row, PersonRow)  # noqa: S101 - the model's own type
    return row
