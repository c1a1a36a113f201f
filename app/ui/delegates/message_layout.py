"""Where everything in a message's row goes. Computed once for a row, a width and a font.

Measuring text is the costly part of a painted list, so layouts are kept; painting only draws them.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from app.core.emoji_text import few_emoji
from app.core.links import MAX_ADDRESS, Link, find_links
from app.core.records import DeliveryState, MessageKind
from app.ui import formats
from app.ui.delegates.text_block import TextBlock
from app.ui.formats import translate
from app.ui.models.timeline_row import TimelineRow
from app.ui.text import person_name
from app.ui.theme import theme
from app.ui.tokens import ICON, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, TYPE_CAPTION

MAX_BUBBLE = 620
FOLD_LINES = 40
FOLD_CHARACTERS = 4000
"""Longer messages are folded until a person asks for the whole."""
CACHE_SIZE = 700
_EMOJI_FACTORS = {1: 3.0, 2: 2.5, 3: 2.0}
"""How much larger a message is drawn that is nothing but so many emoji."""


@dataclass(slots=True)
class MessageLayout:
    """Rectangles of one row, its top left corner being (0, 0)."""

    height: float
    day: str = ""
    day_rect: QRectF = field(default_factory=QRectF)
    unread_rect: QRectF = field(default_factory=QRectF)
    notice_rect: QRectF = field(default_factory=QRectF)
    bubble: QRectF = field(default_factory=QRectF)
    sender: str = ""
    sender_at: QPointF = field(default_factory=QPointF)
    text: TextBlock | None = None
    text_at: QPointF = field(default_factory=QPointF)
    more: str = ""
    more_rect: QRectF = field(default_factory=QRectF)
    footer: str = ""
    footer_rect: QRectF = field(default_factory=QRectF)
    state_icon: str = ""
    failure: TextBlock | None = None
    failure_rect: QRectF = field(default_factory=QRectF)
    retry: str = ""
    retry_rect: QRectF = field(default_factory=QRectF)


class LayoutCache:
    """Layouts of the rows seen last, for one width and one text size at a time."""

    def __init__(self) -> None:
        self._layouts: OrderedDict[TimelineRow, MessageLayout] = OrderedDict()
        self._width = 0.0
        self._expanded: set[int] = set()
        self.set_fonts()

    def set_fonts(self) -> None:
        """Take the fonts of the theme in force; everything is measured anew."""
        self._layouts.clear()
        self.body = theme().font()
        self.caption = theme().font(TYPE_CAPTION)
        self.strong = theme().font(TYPE_CAPTION, bold=True)

    def expand(self, row_id: int) -> None:
        """Show the whole of a folded message from now on."""
        self._expanded.add(row_id)
        self._layouts.clear()

    def layout(self, row: TimelineRow, width: float) -> MessageLayout:
        """The row's layout for a viewport of this width."""
        if width != self._width:
            self._width = width
            self._layouts.clear()
        found = self._layouts.get(row)
        if found is None:
            found = self._layouts[row] = self._measure(row, width)
            if len(self._layouts) > CACHE_SIZE:
                self._layouts.popitem(last=False)
        return found

    def _measure(self, row: TimelineRow, width: float) -> MessageLayout:
        layout = MessageLayout(height=0)
        top = float(SPACE_M if row.first_of_group else 2)
        line = QFontMetricsF(self.caption).height()
        if row.day:
            layout.day = row.day
            layout.day_rect = QRectF(0, top + SPACE_S, width, line + SPACE_S)
            top = layout.day_rect.bottom() + SPACE_M
        if row.unread_line:
            layout.unread_rect = QRectF(SPACE_L, top, width - 2 * SPACE_L, line + SPACE_S)
            top = layout.unread_rect.bottom() + SPACE_S
        bottom = self._notice(row, layout, top) if row.notice else self._bubble(row, layout, top)
        layout.height = bottom + (SPACE_XS if row.last_of_group else 0)
        return layout

    def _notice(self, row: TimelineRow, layout: MessageLayout, top: float) -> float:
        room = min(self._width - 4 * SPACE_L, float(MAX_BUBBLE))
        layout.text = TextBlock(row.text(), self.caption, room - ICON - SPACE_S)
        size = layout.text.size
        wide = size.width() + ICON + SPACE_S + 2 * SPACE_M
        layout.notice_rect = QRectF(
            (self._width - wide) / 2, top, wide, size.height() + 2 * SPACE_XS
        )
        layout.text_at = QPointF(
            layout.notice_rect.left() + SPACE_M + ICON + SPACE_S, top + SPACE_XS
        )
        return layout.notice_rect.bottom() + SPACE_XS

    def _bubble(self, row: TimelineRow, layout: MessageLayout, top: float) -> float:
        message = row.message
        room = min((self._width - 2 * SPACE_L) * 0.78, float(MAX_BUBBLE)) - 2 * SPACE_M
        text, folded = self._fold(row)
        large = _EMOJI_FACTORS.get(few_emoji(text))
        font = theme().font(large) if large and message.kind is MessageKind.TEXT else self.body
        layout.text = block = TextBlock(text, font, room, links_in(row, len(text) - folded))
        caption = QFontMetricsF(self.caption)
        content = block.size.width()
        y = top + SPACE_S
        if row.first_of_group and not message.outgoing:
            layout.sender = QFontMetricsF(self.strong).elidedText(
                person_name(row.sender), Qt.TextElideMode.ElideRight, room
            )
            content = max(content, QFontMetricsF(self.strong).horizontalAdvance(layout.sender))
        sender_y = y
        if layout.sender:
            y += QFontMetricsF(self.strong).height() + 2
        text_y = y
        y += block.size.height()
        if folded:
            layout.more = translate("Timeline", "Show all")
            wide = QFontMetricsF(self.strong).horizontalAdvance(layout.more) + 2
            layout.more_rect = QRectF(0, y + SPACE_XS, wide, caption.height())
            y = layout.more_rect.bottom()
        layout.footer = self._footer(row)
        layout.state_icon = formats.STATE_ICONS.get(message.state, "") if message.outgoing else ""
        footer = caption.horizontalAdvance(layout.footer) + 2
        footer += ICON + SPACE_XS if layout.state_icon else 0
        beside = (
            not folded
            and block.last_left_to_right
            and block.last_width + SPACE_L + footer <= max(room, content)
        )
        if beside:
            content = max(content, block.last_width + SPACE_L + footer)
        else:
            content = max(content, footer)
            y += caption.height() + 1
        wide = content + 2 * SPACE_M
        left = self._width - SPACE_L - wide if message.outgoing else float(SPACE_L)
        layout.bubble = QRectF(left, top, wide, y + SPACE_S - top)
        layout.sender_at = QPointF(left + SPACE_M, sender_y)
        layout.text_at = QPointF(left + SPACE_M, text_y)
        layout.more_rect.moveLeft(left + SPACE_M)
        layout.footer_rect = QRectF(
            left + wide - SPACE_M - footer, y - caption.height(), footer, caption.height()
        )
        if message.state is DeliveryState.FAILED:
            return self._failure(row, layout)
        return layout.bubble.bottom()

    def _failure(self, row: TimelineRow, layout: MessageLayout) -> float:
        """Why it failed and the way to try again, under the bubble."""
        metrics = QFontMetricsF(self.strong)
        layout.retry = translate("Timeline", "Send again")
        retry = metrics.horizontalAdvance(layout.retry) + 2 * SPACE_S
        room = min((self._width - 2 * SPACE_L) * 0.9, float(MAX_BUBBLE)) - retry - SPACE_S
        layout.failure = TextBlock(formats.failure_words(row.message.failure), self.caption, room)
        size = layout.failure.size
        right = self._width - SPACE_L
        top = layout.bubble.bottom() + SPACE_XS
        height = max(size.height(), metrics.height() + SPACE_XS)
        layout.retry_rect = QRectF(right - retry, top, retry, metrics.height() + SPACE_XS)
        layout.failure_rect = QRectF(
            layout.retry_rect.left() - SPACE_S - size.width(), top + 2, size.width(), height
        )
        return top + height + 2

    def _fold(self, row: TimelineRow) -> tuple[str, bool]:
        text = row.text()
        if row.message.row_id in self._expanded:
            return text, False
        lines = text.split("\n", FOLD_LINES)
        if len(lines) <= FOLD_LINES and len(text) <= FOLD_CHARACTERS:
            return text, False
        return "\n".join(lines[:FOLD_LINES])[:FOLD_CHARACTERS] + "…", True

    @staticmethod
    def _footer(row: TimelineRow) -> str:
        message = row.message
        parts = [formats.when(message)]
        if message.outgoing:
            parts.append(formats.state_words(message.state))
        return " · ".join(parts)


def links_in(row: TimelineRow, length: int | None = None) -> tuple[Link, ...]:
    """The links in a message; with `length`, those that lie wholly in so much of its text."""
    if row.message.kind is not MessageKind.TEXT:
        return ()
    text = row.text()
    if length is None:
        return find_links(text)
    return tuple(link for link in find_links(text[: length + MAX_ADDRESS]) if link.end <= length)
