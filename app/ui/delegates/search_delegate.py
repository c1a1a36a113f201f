"""Paints what a search found: headings, people, and messages with what was looked for marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem

from app.core.search_text import Range
from app.ui import formats
from app.ui.delegates.avatar import draw_avatar
from app.ui.delegates.row_background import CLIP, LEFT_TO_RIGHT, RowDelegate, draw_row_background
from app.ui.delegates.text_block import left_to_right, marked_ranges
from app.ui.formats import translate
from app.ui.models.search import ROW_ROLE, SearchRow
from app.ui.shown import is_group, shown_hit
from app.ui.text import person_name
from app.ui.theme import theme
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XS

Index = QModelIndex | QPersistentModelIndex
_AVATAR = 32.0
_LINES = 2
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class SearchDelegate(RowDelegate):
    """One line for a heading, two for a person, three for a message."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of one kind have one height."""
        row = _row(index)
        if row.heading:
            height = QFontMetricsF(self._strong_caption).height() + SPACE_M
        elif row.hit is not None:
            lines = (
                QFontMetricsF(self._strong).height() + _LINES * QFontMetricsF(self._body).height()
            )
            height = lines + 2 * SPACE_S
        else:
            lines = QFontMetricsF(self._strong).height() + QFontMetricsF(self._caption).height()
            height = max(lines, _AVATAR) + 2 * SPACE_S
        return QSize(option.rect.width(), round(height + 0.5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = _row(index)
        rect = QRectF(option.rect)
        painter.save()
        painter.setClipRect(option.rect, CLIP)
        painter.setLayoutDirection(LEFT_TO_RIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            painter.setFont(self._strong_caption)
            painter.setPen(QColor(theme().colours.muted))
            box = rect.adjusted(SPACE_M + SPACE_XS, SPACE_S, -SPACE_M, 0)
            painter.drawText(box, _LEFT, row.heading)
        else:
            draw_row_background(painter, option)
            self._draw_row(painter, row, rect)
        painter.restore()

    def _draw_row(self, painter: QPainter, row: SearchRow, rect: QRectF) -> None:
        colours = theme().colours
        contact = shown_hit(row.hit) if row.hit is not None else row.contact
        if contact is None:
            return
        top = rect.top() + SPACE_S
        avatar = QRectF(rect.left() + SPACE_M + SPACE_XS, top + 1, _AVATAR, _AVATAR)
        if row.hit is None:
            avatar.moveTop(rect.center().y() - _AVATAR / 2)
        draw_avatar(painter, avatar, contact.account_id, contact.name)
        left = avatar.right() + SPACE_M
        strong = QFontMetricsF(self._strong)
        line = QRectF(left, top, rect.right() - SPACE_M - left, strong.height())
        below = line.bottom()
        if row.hit is not None:
            time = formats.list_time(row.hit.time_ms)
            painter.setFont(self._caption)
            painter.setPen(QColor(colours.muted))
            painter.drawText(line, _RIGHT, time)
            line.setRight(
                line.right() - QFontMetricsF(self._caption).horizontalAdvance(time) - SPACE_M
            )
        painter.setPen(QColor(colours.text))
        _draw_marked(painter, row.name, row.marks, line, self._strong, 1)
        box = QRectF(left, below, rect.right() - SPACE_M - left, rect.bottom() - below)
        if row.hit is None:
            painter.setFont(self._caption)
            painter.setPen(QColor(colours.muted))
            words = formats.person_line(contact)
            if is_group(contact.account_id):
                words = translate("Search", "Group")
            metrics = QFontMetricsF(self._caption)
            box.setHeight(metrics.height())
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, _LEFT, elided)
            return
        lead = translate("Search", "You: ") if row.hit.outgoing else ""
        if row.hit.sender and not row.hit.outgoing:
            lead = f"{person_name(row.hit.sender)}: "
        marks = tuple((start + len(lead), end + len(lead)) for start, end in row.hit.marks)
        painter.setPen(QColor(colours.muted))
        _draw_marked(painter, lead + row.hit.snippet, marks, box, self._body, _LINES)


def _draw_marked(
    painter: QPainter, text: str, marks: Sequence[Range], box: QRectF, font: QFont, lines: int
) -> None:
    """Up to so many lines of a text; what was found is bold, underlined, and on a wash."""
    layout = _laid_out(text, marks, box.width(), font)
    if layout.lineCount() > lines:
        start = 2 * layout.lineAt(lines - 1).textStart()
        units = text.encode("utf-16-le")
        kept, rest = units[:start].decode("utf-16-le"), units[start:].decode("utf-16-le")
        bold = QFont(font)
        bold.setBold(True)
        elide = Qt.TextElideMode.ElideRight
        cut = kept + QFontMetricsF(bold).elidedText(rest, elide, box.width() - SPACE_XS)
        seen = [(first, min(last, len(cut) - 1)) for first, last in marks if first < len(cut) - 1]
        layout = _laid_out(cut, seen, box.width(), font)
    painter.save()
    painter.setClipRect(box)
    for number in range(min(layout.lineCount(), lines)):
        layout.lineAt(number).draw(painter, box.topLeft())
    painter.restore()


def _laid_out(text: str, marks: Sequence[Range], width: float, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(
        Qt.LayoutDirection.LeftToRight if left_to_right(text) else Qt.LayoutDirection.RightToLeft
    )
    layout.setTextOption(option)
    [formats_of] = marked_ranges([text], marks)
    for marked in formats_of:
        bold = marked.format
        bold.setFontWeight(QFont.Weight.Bold)
        marked.format = bold
    layout.setFormats(formats_of)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def _row(index: Index) -> SearchRow:
    row = index.data(ROW_ROLE)
    assert isinstance(row, SearchRow)  # noqa: S101 - the model's own type
    return row
