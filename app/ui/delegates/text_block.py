"""Wrapped text of a painted row: paragraphs below each other, with links that can be hit.

Each paragraph has a layout of its own, because each has its own direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from app.core.links import Link
from app.core.search_text import Needle, Range
from app.ui.theme import theme


class TextBlock:
    """Text measured for a width. `links` lie within `text`; they are drawn underlined.

    `strong` are ranges (start, end, stands out) in bold, for names of who is mentioned.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        links: Sequence[Link] = (),
        strong: Sequence[tuple[int, int, bool]] = (),
    ) -> None:
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._text = text
        self._needle = Needle.parse("")
        self._marked: list[list[QTextLayout.FormatRange]] = []
        paragraphs = text.split("\n")
        self._layouts = [QTextLayout(paragraph, font) for paragraph in paragraphs]
        self._links: list[list[tuple[int, int, Link]]] = _by_paragraph(paragraphs, links)
        self._mark(paragraphs, strong)
        self.last_left_to_right = left_to_right(paragraphs[-1])
        self.last_width = 0.0
        self.size = self._wrap(width)
        if not all(paragraph.isascii() or left_to_right(paragraph) for paragraph in paragraphs):
            # Right-to-left lines end at the block's own edge, not at the width that was allowed.
            self.size = self._wrap(ceil(self.size.width()) + 1)

    def draw(self, painter: QPainter, at: QPointF, needle: Needle | None = None) -> None:
        """Draw with the painter's pen; what `needle` finds stands out."""
        if not needle:
            for layout in self._layouts:
                layout.draw(painter, at)
            return
        if needle != self._needle:
            self._needle = needle
            found = needle.ranges(self._text)
            self._marked = marked_ranges(self._text.split("\n"), found)
        for layout, marked in zip(self._layouts, self._marked, strict=True):
            layout.draw(painter, at, marked)

    def link_at(self, at: QPointF) -> Link | None:
        """The link under a point, the block's top left corner being (0, 0)."""
        for layout, links in zip(self._layouts, self._links, strict=True):
            if not links:
                continue
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                if line.naturalTextRect().contains(at):
                    place = line.xToCursor(at.x(), QTextLine.CursorPosition.CursorOnCharacter)
                    return next((link for start, end, link in links if start <= place < end), None)
        return None

    def _mark(self, paragraphs: Sequence[str], strong: Sequence[tuple[int, int, bool]]) -> None:
        """Underline links, embolden names; before the text is measured, since bold is wider."""
        mark = QTextCharFormat()
        mark.setFontUnderline(True)
        mark.setForeground(QColor(theme().colours.accent))
        named = _bold_ranges(paragraphs, strong)
        for layout, links, ranges in zip(self._layouts, self._links, named, strict=True):
            for start, end, _link in links:
                marked = QTextLayout.FormatRange()
                marked.start = start
                marked.length = end - start
                marked.format = mark
                ranges.append(marked)
            if ranges:
                layout.setFormats(ranges)

    def _wrap(self, width: float) -> QSizeF:
        widest = height = 0.0
        for layout in self._layouts:
            layout.setTextOption(self._option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                line.setPosition(QPointF(0, height))
                height += line.height()
                widest = max(widest, line.naturalTextWidth())
                self.last_width = line.naturalTextWidth()
            layout.endLayout()
        return QSizeF(min(widest, width), height)


def left_to_right(text: str) -> bool:
    """The direction of the first letter that has one (UAX 9, rules P2 and P3)."""
    for letter in text:
        kind = bidirectional(letter)
        if kind == "L":
            return True
        if kind in ("R", "AL"):
            return False
    return True


def _by_paragraph(
    paragraphs: Sequence[str], links: Sequence[Link]
) -> list[list[tuple[int, int, Link]]]:
    """The links of each paragraph, with where they lie in it in UTF-16 units, as Qt counts."""
    found: list[list[tuple[int, int, Link]]] = [[] for _ in paragraphs]
    remaining = list(reversed(links))
    offset = 0
    for paragraph, inside in zip(paragraphs, found, strict=True):
        end = offset + len(paragraph)
        while remaining and remaining[-1].start < end:
            link = remaining.pop()
            start = _units(paragraph[: link.start - offset])
            length = _units(paragraph[link.start - offset : link.end - offset])
            inside.append((start, start + length, link))
        offset = end + 1
    return found


def marked_ranges(
    paragraphs: Sequence[str], found: Sequence[Range]
) -> list[list[QTextLayout.FormatRange]]:
    """What to draw of each paragraph in the look of something found: under a wash and a line."""
    mark = QTextCharFormat()
    mark.setBackground(QColor(theme().colours.found))
    mark.setForeground(QColor(theme().colours.text))
    mark.setFontUnderline(True)
    ranges: list[list[QTextLayout.FormatRange]] = []
    offset = 0
    for paragraph in paragraphs:
        inside = []
        for start, end in found:
            first, last = max(start - offset, 0), min(end - offset, len(paragraph))
            if first < last:
                marked = QTextLayout.FormatRange()
                marked.start = _units(paragraph[:first])
                marked.length = _units(paragraph[first:last])
                marked.format = mark
                inside.append(marked)
        ranges.append(inside)
        offset += len(paragraph) + 1
    return ranges


def _bold_ranges(
    paragraphs: Sequence[str], strong: Sequence[tuple[int, int, bool]]
) -> list[list[QTextLayout.FormatRange]]:
    """Bold names; those that stand out on a wash, as what was found."""
    found: list[list[QTextLayout.FormatRange]] = [[] for _ in paragraphs]
    for outstanding in (False, True):
        wanted = [(start, end) for start, end, out in strong if out is outstanding]
        for inside, ranges in zip(found, marked_ranges(paragraphs, wanted), strict=True):
            for marked in ranges:
                form = marked.format if outstanding else QTextCharFormat()
                form.setFontUnderline(False)
                form.setFontWeight(QFont.Weight.Bold)
                marked.format = form
                inside.append(marked)
    return found


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
