"""Where everything in a message's row goes. Computed once for a row, a width and a font.

Measuring text is the costly part of a painted list, so layouts are kept; painting only draws them.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from app.core.emoji_text import few_emoji
from app.core.file_types import FileKind
from app.core.links import MAX_ADDRESS, Link, find_links
from app.core.records import MessageKind
from app.ui import formats, message_words
from app.ui.delegates.file_part import PART_MAKERS, FilePart, PartFonts, make_part
from app.ui.delegates.quote_part import QuotePart
from app.ui.delegates.reaction_part import ReactionPart
from app.ui.delegates.text_block import TextBlock
from app.ui.delegates.voice_part import VoicePart
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
_AVATAR = 28
"""Beside the first of a sender's messages in a group."""
PART_MAKERS[FileKind.VOICE] = VoicePart
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
    avatar_rect: QRectF = field(default_factory=QRectF)
    forwarded: str = ""
    forwarded_at: QPointF = field(default_factory=QPointF)
    quote: QuotePart | None = None
    file: FilePart | None = None
    reactions: ReactionPart | None = None
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
        self._indent = 0.0
        self.set_fonts()

    def set_fonts(self) -> None:
        """Take the fonts of the theme in force; everything is measured anew."""
        self._layouts.clear()
        self.body = theme().font()
        self.caption = theme().font(TYPE_CAPTION)
        self.strong = theme().font(TYPE_CAPTION, bold=True)

    def set_indent(self, indent: float) -> None:
        """Leave room before each row, as for check marks."""
        if indent != self._indent:
            self._indent = indent
            self._layouts.clear()

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
        beside = _AVATAR + SPACE_S if row.group is not None and not message.outgoing else 0
        room = min((self._width - self._indent - 2 * SPACE_L) * 0.78, float(MAX_BUBBLE))
        room -= 2 * SPACE_M + beside
        y, content = self._heading(row, layout, top + SPACE_S, room)
        y, content = self._body(row, layout, y, content, room)
        wide = content + 2 * SPACE_M
        left = SPACE_L + self._indent + beside
        if message.outgoing:
            left = self._width - SPACE_L - wide
        elif beside and row.first_of_group:
            layout.avatar_rect = QRectF(left - beside, top, _AVATAR, _AVATAR)
        layout.bubble = QRectF(left, top, wide, y + SPACE_S - top)
        inside = left + SPACE_M
        for at in (layout.sender_at, layout.forwarded_at):
            at.setX(inside)
        layout.text_at.setX(inside + self._mark_width(row))
        if layout.quote is not None:
            layout.quote.place(QPointF(inside, layout.quote.rect.top()), content)
        if layout.file is not None:
            layout.file.place(QPointF(inside, layout.file.rect.top()), content)
        layout.more_rect.moveLeft(inside)
        layout.footer_rect.moveRight(left + wide - SPACE_M)
        bottom = self._reactions(row, layout)
        if row.failure:
            return self._failure(row, layout, bottom)
        return bottom

    def _heading(
        self, row: TimelineRow, layout: MessageLayout, y: float, room: float
    ) -> tuple[float, float]:
        """Who wrote it, that it was forwarded, what it answers: to where, and how wide."""
        content = 0.0
        strong, caption = QFontMetricsF(self.strong), QFontMetricsF(self.caption)
        if row.first_of_group and not row.message.outgoing and not row.recalled:
            layout.sender = strong.elidedText(
                person_name(row.sender), Qt.TextElideMode.ElideRight, room
            )
            layout.sender_at = QPointF(0, y)
            content = max(content, strong.horizontalAdvance(layout.sender))
            y += strong.height() + 2
        passed_on = row.group.passed_on if row.group is not None else ""
        origin = (passed_on, message_words.forwarded_words(row.message))
        layout.forwarded = caption.elidedText(
            " · ".join(filter(None, origin)), Qt.TextElideMode.ElideRight, room - ICON - SPACE_XS
        )
        if layout.forwarded:
            layout.forwarded_at = QPointF(0, y)
            content = max(content, caption.horizontalAdvance(layout.forwarded) + ICON + SPACE_XS)
            y += max(caption.height(), ICON) + 2
        if words := row.quote_text():
            layout.quote = QuotePart(
                row.quoted_sender, words, self.strong, self.caption, room, row.quoted_thumbnail
            )
            layout.quote.place(QPointF(0, y), 0)
            content = max(content, layout.quote.width)
            y += layout.quote.height + SPACE_XS
        file = row.file
        if file is not None:
            fonts = PartFonts(self.body, self.strong, self.caption)
            layout.file = make_part(row.message.row_id, file, row.message.outgoing, fonts, room)
            layout.file.place(QPointF(0, y), 0)
            content = max(content, layout.file.width)
            y += layout.file.height + SPACE_XS
        return y, content

    def _body(
        self, row: TimelineRow, layout: MessageLayout, y: float, content: float, room: float
    ) -> tuple[float, float]:
        """The text, and the line with times and state below it or beside its last line."""
        text, folded = self._fold(row)
        mark = self._mark_width(row)
        links = links_in(row, len(text) - folded)
        caption = QFontMetricsF(self.caption)
        block = None
        if text or layout.file is None:
            spans = row.group.mentions if row.group is not None and not row.recalled else ()
            strong = [(span.start, span.end, span.own) for span in spans]
            font = self._font(row, text)
            layout.text = block = TextBlock(text, font, room - mark, links, strong)
            layout.text_at = QPointF(0, y)
            content = max(content, block.size.width() + mark)
            y += block.size.height()
        if row.recalled:
            return y, content
        if folded:
            layout.more = translate("Timeline", "Show all")
            wide = QFontMetricsF(self.strong).horizontalAdvance(layout.more) + 2
            layout.more_rect = QRectF(0, y + SPACE_XS, wide, caption.height())
            y = layout.more_rect.bottom()
        if row.message.outgoing:
            layout.state_icon = formats.STATE_ICONS.get(row.message.state, "")
        icon = 2 + (ICON + SPACE_XS if layout.state_icon else 0)
        layout.footer = self._footer(row, room - icon)
        footer = caption.horizontalAdvance(layout.footer) + icon
        beside = (
            not folded
            and block is not None
            and block.last_left_to_right
            and block.last_width + SPACE_L + footer <= max(room, content)
        )
        if beside and block is not None:
            content = max(content, block.last_width + SPACE_L + footer)
        else:
            content = max(content, footer)
            y += caption.height() + 1
        layout.footer_rect = QRectF(0, y - caption.height(), footer, caption.height())
        return y, content

    def _font(self, row: TimelineRow, text: str) -> QFont:
        written = row.message.kind is MessageKind.TEXT and not row.recalled
        large = _EMOJI_FACTORS.get(few_emoji(text)) if written else None
        return theme().font(large) if large else self.body

    @staticmethod
    def _mark_width(row: TimelineRow) -> int:
        """Room for the mark before the words that a message was taken back."""
        return ICON + SPACE_XS if row.recalled else 0

    def _reactions(self, row: TimelineRow, layout: MessageLayout) -> float:
        """Chips under the bubble, at the side on which it stands."""
        bubble = layout.bubble
        if not row.reactions or row.recalled:
            return bubble.bottom()
        room = (self._width - self._indent - 2 * SPACE_L) * 0.78
        layout.reactions = part = ReactionPart(row.reactions, self.body, self.strong, room)
        x = bubble.left() + SPACE_S
        if row.message.outgoing:
            x = bubble.right() - SPACE_S - part.width
        part.place(QPointF(x, bubble.bottom() + 2))
        return bubble.bottom() + 2 + part.height

    def _failure(self, row: TimelineRow, layout: MessageLayout, bottom: float) -> float:
        """Why it failed and the way to try again, under the bubble."""
        metrics = QFontMetricsF(self.strong)
        layout.retry = translate("Timeline", "Send again")
        retry = metrics.horizontalAdvance(layout.retry) + 2 * SPACE_S
        room = min((self._width - 2 * SPACE_L) * 0.9, float(MAX_BUBBLE)) - retry - SPACE_S
        layout.failure = TextBlock(row.failure, self.caption, room)
        size = layout.failure.size
        right = self._width - SPACE_L
        top = bottom + SPACE_XS
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

    def _footer(self, row: TimelineRow, room: float) -> str:
        """Times and state in one line; where that is too long the icon alone says the state."""
        message, caption = row.message, QFontMetricsF(self.caption)
        parts = [formats.when(message)]
        if edited := message_words.edited_words(message):
            parts.append(edited)
        whole = [*parts, row.state()] if message.outgoing else parts
        if caption.horizontalAdvance(words := " · ".join(whole)) <= room:
            return words
        return caption.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, room)


def links_in(row: TimelineRow, length: int | None = None) -> tuple[Link, ...]:
    """The links in a message; with `length`, those that lie wholly in so much of its text."""
    if row.message.kind is not MessageKind.TEXT or row.recalled:
        return ()
    text = row.text()
    if length is None:
        return find_links(text)
    return tuple(link for link in find_links(text[: length + MAX_ADDRESS]) if link.end <= length)
