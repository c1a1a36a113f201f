"""Reactions under a bubble: one chip for each emoji, one's own with a thick edge and "You"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.ui.message_words import ReactionGroup
from app.ui.theme import theme
from app.ui.tokens import SPACE_S, SPACE_XS


@dataclass(frozen=True, slots=True)
class Chip:
    """One emoji and where it stands."""

    group: ReactionGroup
    rect: QRectF
    emoji_width: float


class ReactionPart:
    """Chips beside each other, in several lines when there is no room in one."""

    def __init__(
        self,
        groups: Sequence[ReactionGroup],
        emoji_font: QFont,
        strong: QFont,
        room: float,
    ) -> None:
        self._emoji_font, self._strong = emoji_font, strong
        emoji, label = QFontMetricsF(emoji_font), QFontMetricsF(strong)
        high = max(emoji.height(), label.height()) + SPACE_XS
        self.chips: list[Chip] = []
        x = y = widest = 0.0
        for group in groups:
            picture = emoji.horizontalAdvance(group.emoji)
            words = label.horizontalAdvance(group.label())
            beside = 2 * SPACE_S + (words + SPACE_XS if words else 0)
            picture = min(picture, max(room - beside, 0))
            wide = picture + beside
            if x and x + wide > room:
                x, y = 0.0, y + high + SPACE_XS
            self.chips.append(Chip(group, QRectF(x, y, wide, high), picture))
            x += wide + SPACE_XS
            widest = max(widest, x - SPACE_XS)
        self.width, self.height = widest, y + high

    def place(self, at: QPointF) -> None:
        """Where the first chip stands."""
        for chip in self.chips:
            chip.rect.translate(at)

    def group_at(self, at: QPointF) -> ReactionGroup | None:
        """The chip under a point."""
        return next((chip.group for chip in self.chips if chip.rect.contains(at)), None)

    def draw(self, painter: QPainter) -> None:
        """Draw all chips."""
        colours = theme().colours
        for chip in self.chips:
            mine, rect = chip.group.mine, chip.rect
            width = 2 if mine else 1
            edge = width / 2
            painter.setPen(QPen(QColor(colours.accent if mine else colours.border), width))
            painter.setBrush(QColor(colours.selection if mine else colours.surface))
            inner = rect.adjusted(edge, edge, -edge, -edge)
            painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
            painter.setPen(QColor(colours.text))
            painter.setFont(self._emoji_font)
            box = QRectF(rect.left() + SPACE_S, rect.top(), chip.emoji_width + 1, rect.height())
            painter.save()
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, chip.group.emoji)
            painter.restore()
            if label := chip.group.label():
                painter.setFont(self._strong)
                box = QRectF(
                    box.right() + SPACE_XS - 1,
                    rect.top(),
                    rect.right() - box.right(),
                    rect.height(),
                )
                left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(box, int(left | Qt.TextFlag.TextSingleLine), label)
