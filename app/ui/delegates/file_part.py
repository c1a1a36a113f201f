"""The file of a message inside its bubble: a picture, or an icon with a name, and what it does.

Painted like everything in the list. What changes while it moves (percent, bar) is not part of the
layout: `LiveFiles` has it, and only the row is painted anew. A sender's thumbnail is converted when
it is painted first; a sharper picture comes from `LiveFiles.preview` once the file is here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from app.core.file_types import FileKind, FileRecord, FileState
from app.ui import icons
from app.ui.actions import BY_NAME
from app.ui.delegates.text_block import TextBlock
from app.ui.file_actions import main_action, moving_actions
from app.ui.file_words import (
    duration_words,
    elided_name,
    kind_icon,
    kind_of,
    shown_name,
    size_words,
    state_line,
)
from app.ui.pixels import bitmap_image
from app.ui.theme import theme
from app.ui.tokens import ICON, ICON_LARGE, SPACE_S, SPACE_XS

BUTTON = 28
"""Side of a round button."""
_CARD = 300.0
"""How wide a card is at the normal text size."""
_PICTURE = (320.0, 280.0)
_LEAST_PICTURE = (140.0, 90.0)
_TILE = 40.0
_BAR = 4.0
_RADIUS = 8.0
_BUTTON_ICONS = {
    "file-pause": "pause",
    "file-resume": "play",
    "file-retry": "retry",
    "file-cancel": "x",
    "file-fetch": "download",
}
_MOVES = (FileState.UPLOADING, FileState.DOWNLOADING, FileState.PAUSED)


class LiveFiles(Protocol):
    """What of files changes without their rows."""

    @property
    def offline(self) -> bool: ...
    def done(self, row_id: int, file: FileRecord) -> int:
        """How many bytes were moved by now."""
        ...

    def preview(self, row_id: int, file: FileRecord, width: int, height: int) -> QImage | None:
        """A picture of its own pixels, at most so large; asked for when there is none yet."""
        ...


class FilePart(Protocol):
    """What a row needs of the drawing of its file. Voice notes have one of their own."""

    width: float
    height: float
    rect: QRectF

    def place(self, at: QPointF, width: float) -> None: ...
    def draw(self, painter: QPainter, live: LiveFiles) -> None: ...
    def action_at(self, at: QPointF) -> str:
        """The command under a point; empty: none."""
        ...

    def tip_at(self, at: QPointF) -> str: ...


@dataclass(frozen=True, slots=True)
class PartFonts:
    """The fonts of a row."""

    body: QFont
    strong: QFont
    caption: QFont


PartMaker = Callable[[int, FileRecord, bool, PartFonts, float], FilePart]
"""Row id, file, whether it is outgoing, fonts, room."""
PART_MAKERS: dict[FileKind, PartMaker] = {}
"""Kinds that draw themselves in rows; all others are a `FileCard`."""


def make_part(
    row_id: int, file: FileRecord, outgoing: bool, fonts: PartFonts, room: float
) -> FilePart:
    """The drawing of a row's file."""
    maker = PART_MAKERS.get(kind_of(file), FileCard)
    return maker(row_id, file, outgoing, fonts, room)


class FileCard:
    """A picture with a line below it, or an icon beside a name and a line."""

    def __init__(
        self, row_id: int, file: FileRecord, outgoing: bool, fonts: PartFonts, room: float
    ) -> None:
        self._row_id = row_id
        self._file = file
        self._outgoing = outgoing
        self._fonts = fonts
        self._kind = kind_of(file)
        self._image: QImage | None = None
        self._buttons = moving_actions(file, outgoing=outgoing)
        self._main = main_action(file, outgoing=outgoing)
        self._name_line = QFontMetricsF(fonts.body).height()
        self._caption_line = QFontMetricsF(fonts.caption).height()
        self._drawn = self._kind in (FileKind.PICTURE, FileKind.VIDEO) and bool(file.thumbnail)
        self._picture = self._picture_size(room)
        scale = max(theme().scale, 1.0)
        self.width = min(_CARD * scale, room)
        self._words = self._picture is None or file.state is not FileState.HERE
        """Whether there are lines of words: a picture that is here needs none."""
        self._reason: TextBlock | None = None
        if file.state in (FileState.FAILED, FileState.EXPIRED):
            words = state_line(file, 0, outgoing=outgoing, offline=False)
            self._reason = TextBlock(words, fonts.caption, self._words_room())
        self.height = self._measure()
        self.rect = QRectF()

    def place(self, at: QPointF, width: float) -> None:
        """Where it stands, and how wide the bubble lets it be."""
        self.rect = QRectF(at.x(), at.y(), max(self.width, width), self.height)

    def action_at(self, at: QPointF) -> str:
        """A button, or else what a click on the file does."""
        for name, box in self._button_boxes():
            if box.adjusted(-2, -2, 2, 2).contains(at):
                return name
        return self._main if self.rect.contains(at) else ""

    def tip_at(self, at: QPointF) -> str:
        """The words of a button; else the whole name and size."""
        if not self.rect.contains(at):
            return ""
        for name, box in self._button_boxes():
            if box.adjusted(-2, -2, 2, 2).contains(at):
                return BY_NAME[name].label()
        return f"{shown_name(self._file.name)} · {size_words(self._file.size)}"

    def draw(self, painter: QPainter, live: LiveFiles) -> None:
        """Draw it with what is known now."""
        done = live.done(self._row_id, self._file)
        line = state_line(self._file, done, outgoing=self._outgoing, offline=live.offline)
        top = self.rect.top()
        if self._picture is not None:
            box = QRectF(self.rect.left(), top, *self._picture)
            self._draw_picture(painter, live, box)
            if not self._words:
                return
            self._draw_words(painter, self.rect.left(), box.bottom() + SPACE_XS, line)
        else:
            self._draw_tile(painter, QRectF(self.rect.left(), top, _TILE, _TILE))
            self._draw_words(painter, self.rect.left() + _TILE + SPACE_S, top, line)
        if self._file.state in _MOVES:
            self._draw_bar(painter, done)
        for name, button in self._button_boxes():
            _draw_button(painter, button, _BUTTON_ICONS[name])

    def _picture_size(self, room: float) -> tuple[float, float] | None:
        """The box of a picture, in its own shape; None: it is drawn as an icon."""
        thumbnail = self._file.thumbnail
        if not self._drawn or thumbnail is None:
            return None
        wide, high = self._file.width or thumbnail.width, self._file.height or thumbnail.height
        if not 0.9 < (wide / high) * thumbnail.height / thumbnail.width < 1.1:
            factor = 8.0  # what is said does not fit what is seen
            wide, high = round(thumbnail.width * factor), round(thumbnail.height * factor)
        factor = min(_PICTURE[0] / wide, _PICTURE[1] / high, room / wide)
        return (
            min(max(wide * factor, _LEAST_PICTURE[0]), room),
            max(high * factor, _LEAST_PICTURE[1]),
        )

    def _measure(self) -> float:
        lines = self._lines
        bar = _BAR + SPACE_XS if self._file.state in _MOVES else 0
        if self._picture is not None:
            if not self._words:
                self.width = self._picture[0]
                return self._picture[1]
            self.width = max(self._picture[0], min(self.width, _PICTURE[0]))
            return self._picture[1] + SPACE_XS + max(lines, BUTTON) + bar
        return max(_TILE, lines) + bar

    @property
    def _lines(self) -> float:
        """How high the words are."""
        reason = self._reason
        below = self._caption_line if reason is None else reason.size.height()
        return self._name_line + below

    def _words_room(self) -> float:
        beside = 0.0 if self._picture is not None else _TILE + SPACE_S
        buttons = len(self._buttons) * (BUTTON + SPACE_XS)
        return max(self.width - beside - buttons - SPACE_XS, 60.0)

    def _draw_picture(self, painter: QPainter, live: LiveFiles, box: QRectF) -> None:
        image = None
        ratio = painter.device().devicePixelRatio()
        if self._file.state is FileState.HERE and self._kind is FileKind.PICTURE:
            image = live.preview(
                self._row_id, self._file, round(box.width() * ratio), round(box.height() * ratio)
            )
        if image is None:
            if self._image is None and self._file.thumbnail is not None:
                self._image = bitmap_image(self._file.thumbnail)
            image = self._image
        if image is None or image.isNull():
            return
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box, QColor(theme().colours.hover))
        painter.drawImage(_fitted(image, box), image)
        painter.restore()
        painter.setPen(QPen(QColor(theme().colours.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if self._kind is FileKind.VIDEO:
            self._draw_play(painter, box)

    def _draw_play(self, painter: QPainter, box: QRectF) -> None:
        """A video looks like a picture but for this."""
        centre = box.center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 150))
        painter.drawEllipse(centre, 24, 24)
        _draw_icon(painter, "play", "#FFFFFF", centre, ICON_LARGE)
        if self._file.duration_ms:
            painter.setFont(self._fonts.caption)
            words = duration_words(self._file.duration_ms)
            wide = painter.fontMetrics().horizontalAdvance(words) + 2 * SPACE_S
            label = QRectF(
                box.left() + SPACE_XS,
                box.bottom() - self._caption_line - SPACE_S,
                wide,
                self._caption_line + 2,
            )
            painter.drawRoundedRect(label, 4, 4)
            painter.setPen(QColor("#FFFFFF"))
            painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), words)

    def _draw_tile(self, painter: QPainter, box: QRectF) -> None:
        """The icon of the kind on a tile; the first page of a document, where there is one."""
        colours = theme().colours
        painter.setPen(QPen(QColor(colours.border), 1) if colours.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        gone = self._file.state is FileState.EXPIRED
        colour = colours.muted if gone else colours.accent
        _draw_icon(painter, kind_icon(self._kind), colour, box.center(), ICON_LARGE + 2)

    def _draw_words(self, painter: QPainter, left: float, top: float, line: str) -> None:
        colours = theme().colours
        buttons = self._button_boxes()
        right = buttons[0][1].left() - SPACE_S if buttons else self.rect.right()
        wide = max(right - left, 20.0)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setFont(self._fonts.body)
        painter.setPen(QColor(colours.text))
        measure = QFontMetricsF(self._fonts.body).horizontalAdvance
        name = elided_name(shown_name(self._file.name), wide, measure)
        painter.drawText(QRectF(left, top, wide, self._name_line), flags, name)
        painter.setFont(self._fonts.caption)
        failed = self._file.state is FileState.FAILED
        painter.setPen(QColor(colours.danger if failed else colours.muted))
        if self._reason is not None:
            self._reason.draw(painter, QPointF(left, top + self._name_line))
            return
        metrics = QFontMetricsF(self._fonts.caption)
        line = metrics.elidedText(line, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRectF(left, top + self._name_line, wide, self._caption_line), flags, line)

    def _draw_bar(self, painter: QPainter, done: int) -> None:
        colours = theme().colours
        box = QRectF(self.rect.left(), self.rect.bottom() - _BAR, self.rect.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        rest = QColor(colours.text)
        rest.setAlphaF(0.15)
        painter.setBrush(rest)
        painter.drawRoundedRect(box, 2, 2)
        box.setWidth(box.width() * min(done / max(self._file.stored, 1), 1.0))
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(box, 2, 2)

    def _button_boxes(self) -> list[tuple[str, QRectF]]:
        """Buttons stand at the end of the lines of words."""
        if not self._buttons:
            return []
        bar = _BAR + SPACE_XS if self._file.state in _MOVES else 0
        lines = max(self._lines, BUTTON)
        top = self.rect.bottom() - bar - lines + (lines - BUTTON) / 2
        if self._picture is None:
            top = self.rect.top() + (max(_TILE, lines) - BUTTON) / 2
        left = self.rect.right() - len(self._buttons) * (BUTTON + SPACE_XS) + SPACE_XS
        return [
            (name, QRectF(left + number * (BUTTON + SPACE_XS), top, BUTTON, BUTTON))
            for number, name in enumerate(self._buttons)
        ]


def _fitted(image: QImage, box: QRectF) -> QRectF:
    """The largest place within `box` that has the picture's shape."""
    factor = min(box.width() / image.width(), box.height() / image.height())
    wide, high = image.width() * factor, image.height() * factor
    centre = box.center()
    return QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)


def _draw_button(painter: QPainter, box: QRectF, icon: str) -> None:
    colours = theme().colours
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(QColor(colours.surface))
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    _draw_icon(painter, icon, colours.accent, box.center(), ICON)


def _draw_icon(painter: QPainter, name: str, colour: str, centre: QPointF, size: int) -> None:
    ratio = painter.device().devicePixelRatio()
    at = QPointF(centre.x() - size / 2, centre.y() - size / 2)
    painter.drawPixmap(at, icons.pixmap(name, colour, size, ratio))
