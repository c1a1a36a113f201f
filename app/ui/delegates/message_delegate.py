"""Paints the rows of a conversation: bubbles, day lines, the unread line, notices, states."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from app.core.records import DeliveryState, MessageKind, Notice
from app.core.search_text import Needle
from app.ui import icons
from app.ui.delegates.avatar import draw_avatar
from app.ui.delegates.file_part import LiveFiles
from app.ui.delegates.live_files import NothingMoves
from app.ui.delegates.message_layout import LayoutCache, MessageLayout
from app.ui.delegates.row_background import CLIP, LEFT_TO_RIGHT
from app.ui.delegates.text_block import TextBlock
from app.ui.formats import translate
from app.ui.group_words import notice_icon
from app.ui.models.timeline import ROW_ROLE
from app.ui.models.timeline_row import TimelineRow
from app.ui.text import tooltip
from app.ui.theme import theme
from app.ui.tokens import ICON, RADIUS_BUBBLE, SPACE_M, SPACE_XS

Index = QModelIndex | QPersistentModelIndex
FLASH_MS = 1600
"""How long a row that was jumped to is pointed at."""
CHECK_ROOM = 32
"""Before each row, while messages are being chosen."""
_NOTICE_ICONS = {
    Notice.VERIFIED.value: ("shield-check", "accent"),
    Notice.KEY_CHANGED.value: ("key", "attention"),
    Notice.MISMATCH.value: ("shield-alert", "danger"),
    Notice.DEVICE_SET_UNEXPLAINED.value: ("shield-alert", "danger"),
    Notice.HOLE.value: ("alert-triangle", "attention"),
    Notice.EXPIRED.value: ("alert-triangle", "attention"),
    Notice.DEVICE_ADDED.value: ("monitor", "muted"),
    Notice.DEVICE_REMOVED.value: ("monitor", "muted"),
}


class MessageDelegate(QStyledItemDelegate):
    """Draws one row.

    Signals: `retry_clicked`, `expanded`, `quote_clicked`, `day_clicked` (row ids),
    `reaction_clicked` (row id, emoji), `file_clicked` (row id, command), `flash_changed` (to be
    painted anew).
    """

    retry_clicked = Signal(object)
    quote_clicked = Signal(object)
    day_clicked = Signal(object)
    reaction_clicked = Signal(object, str)
    file_clicked = Signal(object, str)
    expanded = Signal(object)
    flash_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = LayoutCache()
        self.live: LiveFiles = NothingMoves()
        self._flashing = 0
        self._needle: Needle | None = None
        self._choosing = False
        self._flash_end = QTimer(self)
        self._flash_end.setSingleShot(True)
        self._flash_end.setInterval(FLASH_MS)
        self._flash_end.timeout.connect(lambda: self.flash(0))

    @property
    def flashing(self) -> int:
        """The row id that is pointed at, or 0."""
        return self._flashing

    def flash(self, row_id: int) -> None:
        """Point at a row for a moment, without moving anything; 0 ends it."""
        self._flashing = row_id
        if row_id:
            self._flash_end.start()
        else:
            self._flash_end.stop()
        self.flash_changed.emit()

    def set_choosing(self, choosing: bool) -> None:
        """Draw a check mark before each message that can be chosen."""
        self._choosing = choosing
        self._cache.set_indent(CHECK_ROOM if choosing else 0)

    def mark(self, needle: Needle | None) -> None:
        """Have what is looked for stand out in every message, until None."""
        self._needle = needle
        self.flash_changed.emit()

    def fonts_changed(self) -> None:
        """The theme has other fonts now."""
        self._cache.set_fonts()

    def expand(self, row_id: int) -> None:
        """Show the whole of a folded message."""
        self._cache.expand(row_id)
        self.expanded.emit(row_id)

    def layout_of(self, index: Index, width: float) -> MessageLayout:
        """The layout of a row, for hit tests."""
        return self._cache.layout(_row(index), width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The viewport's width and the measured height."""
        width = _viewport_width(option)
        return QSize(width, round(self._cache.layout(_row(index), width).height + 0.5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = _row(index)
        rect = QRectF(option.rect)
        layout = self._cache.layout(row, rect.width())
        state = option.state
        painter.save()
        painter.setClipRect(option.rect, CLIP)
        painter.setLayoutDirection(LEFT_TO_RIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        if row.message.row_id == self._flashing:
            self._draw_flash(painter, rect, layout)
        self._draw_lines(painter, layout)
        if row.notice:
            self._draw_notice(painter, row, layout, state)
        else:
            self._draw_bubble(painter, row, layout, state)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Clicks on "Send again", "Show all", quotes, reactions and day lines."""
        if self._choosing:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            if event.button() is not Qt.MouseButton.LeftButton:
                return False
            rect = QRectF(option.rect)
            at = event.position() - rect.topLeft()
            row = _row(index)
            layout = self._cache.layout(row, rect.width())
            if layout.retry and layout.retry_rect.contains(at):
                self.retry_clicked.emit(row.message.row_id)
                return True
            if layout.more and layout.more_rect.adjusted(-4, -4, 4, 4).contains(at):
                self.expand(row.message.row_id)
                return True
            if self._part_clicked(row, layout, at):
                return True
        return super().editorEvent(event, model, option, index)

    def _part_clicked(self, row: TimelineRow, layout: MessageLayout, at: QPointF) -> bool:
        row_id = row.message.row_id
        if layout.quote is not None and layout.quote.rect.contains(at):
            self.quote_clicked.emit(row_id)
            return True
        action = layout.file.action_at(at) if layout.file is not None else ""
        if action:
            self.file_clicked.emit(row_id, action)
            return True
        group = layout.reactions.group_at(at) if layout.reactions is not None else None
        if group is not None:
            self.reaction_clicked.emit(row_id, group.emoji)
            return True
        if layout.day and _day_box(layout, self._cache.strong).contains(at):
            self.day_clicked.emit(row_id)
            return True
        return False

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Who reacted, and what a file's button does."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            rect = QRectF(option.rect)
            layout = self._cache.layout(_row(index), rect.width())
            at = QPointF(event.pos()) - rect.topLeft()
            group = layout.reactions.group_at(at) if layout.reactions is not None else None
            words = "" if group is None else group.words()
            if layout.file is not None:
                words = words or layout.file.tip_at(at)
            if words:
                QToolTip.showText(event.globalPos(), tooltip(words), view)
                return True
        return super().helpEvent(event, view, option, index)

    @staticmethod
    def _draw_flash(painter: QPainter, rect: QRectF, layout: MessageLayout) -> None:
        """A band from edge to edge with a bar before it: seen without telling colours apart."""
        box = layout.notice_rect if layout.bubble.isEmpty() else layout.bubble
        band = QRectF(0, box.top() - SPACE_XS, rect.width(), box.height() + 2 * SPACE_XS)
        colour = QColor(theme().colours.accent)
        painter.fillRect(QRectF(0, band.top(), SPACE_XS, band.height()), colour)
        colour.setAlphaF(0.18)
        painter.fillRect(band, colour)

    def _draw_lines(self, painter: QPainter, layout: MessageLayout) -> None:
        colours = theme().colours
        centre = Qt.AlignmentFlag.AlignCenter
        if layout.day:
            painter.setFont(self._cache.strong)
            painter.setPen(QColor(colours.muted))
            painter.drawText(layout.day_rect, centre, layout.day)
        if not layout.unread_rect.isEmpty():
            rect = layout.unread_rect
            painter.setFont(self._cache.strong)
            words = translate("Timeline", "New messages")
            wide = painter.fontMetrics().horizontalAdvance(words) / 2 + SPACE_M
            painter.setPen(QPen(QColor(colours.accent), 1))
            middle = rect.center()
            painter.drawLine(
                QPointF(rect.left(), middle.y()), QPointF(middle.x() - wide, middle.y())
            )
            painter.drawLine(
                QPointF(middle.x() + wide, middle.y()), QPointF(rect.right(), middle.y())
            )
            painter.drawText(rect, centre, words)

    def _draw_notice(
        self, painter: QPainter, row: TimelineRow, layout: MessageLayout, state: QStyle.StateFlag
    ) -> None:
        colours = theme().colours
        rect = layout.notice_rect
        painter.setPen(_ring(state))
        painter.setBrush(QColor(colours.surface_alt))
        painter.drawRoundedRect(rect, 8, 8)
        name, role = _NOTICE_ICONS.get(row.message.text, ("info", "muted"))
        if row.group is not None and row.message.kind is MessageKind.GROUP:
            name, role = notice_icon(row.message.text)
        colour = str(getattr(colours, role))
        at = QPointF(rect.left() + SPACE_M, rect.center().y() - ICON / 2)
        _draw_icon(painter, name, colour, at)
        painter.setPen(QColor(colours.text if role in ("attention", "danger") else colours.muted))
        if layout.text is not None:
            layout.text.draw(painter, layout.text_at)

    def _draw_bubble(
        self, painter: QPainter, row: TimelineRow, layout: MessageLayout, state: QStyle.StateFlag
    ) -> None:
        colours = theme().colours
        outgoing = row.message.outgoing
        if row.group is not None and not layout.avatar_rect.isEmpty():
            draw_avatar(painter, layout.avatar_rect, row.group.account_id, row.sender)
        if self._choosing and choosable(row):
            self._draw_check(painter, layout, state)
        if layout.failure is not None:
            self._draw_failure(painter, layout, layout.failure)
        painter.setPen(_ring(state))
        painter.setBrush(QColor(colours.bubble_out if outgoing else colours.bubble_in))
        if row.recalled:
            _draw_recalled(painter, layout, state)
            return
        painter.drawRoundedRect(layout.bubble, RADIUS_BUBBLE, RADIUS_BUBBLE)
        if layout.reactions is not None:
            layout.reactions.draw(painter)
        painter.setClipRect(layout.bubble, CLIP)
        self._draw_inside(painter, row, layout)

    def _draw_inside(self, painter: QPainter, row: TimelineRow, layout: MessageLayout) -> None:
        """What others wrote; whatever it is, it is drawn nowhere else."""
        colours = theme().colours
        if layout.sender:
            painter.setFont(self._cache.strong)
            painter.setPen(QColor(colours.muted))
            box = QRectF(layout.sender_at, layout.bubble.bottomRight())
            painter.drawText(box, int(Qt.TextFlag.TextSingleLine), layout.sender)
        if layout.forwarded:
            at = layout.forwarded_at
            _draw_icon(painter, "forward", colours.muted, at)
            painter.setFont(self._cache.caption)
            box = QRectF(at.x() + ICON + SPACE_XS, at.y(), layout.bubble.right() - at.x(), ICON)
            painter.setPen(QColor(colours.muted))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
            painter.drawText(box, int(flags), layout.forwarded)
        if layout.quote is not None:
            layout.quote.draw(painter)
        if layout.file is not None:
            layout.file.draw(painter, self.live)
        if layout.text is not None:
            painter.setPen(QColor(colours.text))
            layout.text.draw(painter, layout.text_at, self._needle)
        if layout.more:
            painter.setFont(self._cache.strong)
            painter.setPen(QColor(colours.accent))
            painter.drawText(layout.more_rect, Qt.AlignmentFlag.AlignVCenter, layout.more)
        failed = row.message.state is DeliveryState.FAILED
        colour = colours.danger if failed else colours.muted
        painter.setFont(self._cache.caption)
        painter.setPen(QColor(colour))
        painter.drawText(layout.footer_rect, Qt.AlignmentFlag.AlignVCenter, layout.footer)
        if layout.state_icon:
            rect = layout.footer_rect
            at = QPointF(rect.right() - ICON + 1, rect.center().y() - ICON / 2)
            _draw_icon(painter, layout.state_icon, colour, at)

    @staticmethod
    def _draw_check(painter: QPainter, layout: MessageLayout, state: QStyle.StateFlag) -> None:
        """A circle, or a check mark in a full one."""
        colours = theme().colours
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        side = CHECK_ROOM - SPACE_M
        box = QRectF(SPACE_M, layout.bubble.center().y() - side / 2, side, side)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.border), 2))
        painter.setBrush(QColor(colours.accent if chosen else colours.surface))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        if chosen:
            at = QPointF(box.center().x() - ICON / 2, box.center().y() - ICON / 2)
            _draw_icon(painter, "check", colours.on_accent, at)

    def _draw_failure(self, painter: QPainter, layout: MessageLayout, words: TextBlock) -> None:
        colours = theme().colours
        painter.setPen(QColor(colours.danger))
        words.draw(painter, layout.failure_rect.topLeft())
        painter.setFont(self._cache.strong)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(layout.retry_rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(QColor(colours.accent))
        painter.drawText(layout.retry_rect, Qt.AlignmentFlag.AlignCenter, layout.retry)


def choosable(row: TimelineRow) -> bool:
    """Whether a row is a message with words, which can be copied or forwarded."""
    return row.message.kind is MessageKind.TEXT and not row.recalled


def _draw_recalled(painter: QPainter, layout: MessageLayout, state: QStyle.StateFlag) -> None:
    """An empty outline where the message was, and the sentence about it."""
    colours = theme().colours
    if not state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus):
        painter.setPen(QPen(QColor(colours.border), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = layout.bubble.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, RADIUS_BUBBLE, RADIUS_BUBBLE)
    at = QPointF(layout.bubble.left() + SPACE_M, layout.bubble.center().y() - ICON / 2)
    _draw_icon(painter, "undo", colours.muted, at)
    painter.setPen(QColor(colours.muted))
    painter.setClipRect(layout.bubble, CLIP)
    if layout.text is not None:
        layout.text.draw(painter, layout.text_at)


def _day_box(layout: MessageLayout, font: QFont) -> QRectF:
    """The words of a day line, with room to hit them."""
    wide = QFontMetricsF(font).horizontalAdvance(layout.day) + 2 * SPACE_M
    centre = layout.day_rect.center()
    return QRectF(centre.x() - wide / 2, layout.day_rect.top(), wide, layout.day_rect.height())


def _row(index: Index) -> TimelineRow:
    row = index.data(ROW_ROLE)
    assert isinstance(row, TimelineRow)  # noqa: S101 - the model's own type
    return row


def _viewport_width(option: QStyleOptionViewItem) -> int:
    widget: QWidget | None = option.widget
    viewport = getattr(widget, "viewport", None)
    return int(viewport().width()) if viewport is not None else int(option.rect.width())


def _ring(state: QStyle.StateFlag) -> QPen:
    """The edge of a selected row or the one that the keyboard is on; of all in high contrast."""
    if state & QStyle.StateFlag.State_Selected:
        return QPen(QColor(theme().colours.accent), 2)
    if state & QStyle.StateFlag.State_HasFocus:
        return QPen(QColor(theme().colours.accent), 2, Qt.PenStyle.DashLine)
    if theme().colours.outlined:
        return QPen(QColor(theme().colours.hairline), 1)
    return QPen(Qt.PenStyle.NoPen)


def _draw_icon(painter: QPainter, name: str, colour: str, at: QPointF) -> None:
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(at, icons.pixmap(name, colour, ICON, ratio))
