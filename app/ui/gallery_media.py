"""A decoding process that is none: invented documents for the gallery and the tests of windows."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPen

from app.core.file_content import Bitmap
from app.core.file_kinds import kind_said
from app.core.file_types import FileKind
from app.core.media_ports import ByteSource, FileNotDisplayable
from app.core.media_types import (
    FoundText,
    Glance,
    MediaInfo,
    PdfInfo,
    PictureInfo,
    PixelFormat,
    PreparedPicture,
    Raster,
    SoundInfo,
    TableInfo,
    TextInfo,
    VideoFrame,
    VideoInfo,
    View,
)

PAGE = (595.0, 842.0)
"""A4, in points."""
_WORDS = (
    "Discharge letter",
    "Patient: Berger, Ruth · born 3 May 1951",
    "Admitted with dyspnoea on exertion and oedema of both legs.",
    "Echo: ejection fraction 38 %, moderate mitral regurgitation.",
    "Medication: ramipril 5 mg, bisoprolol 2.5 mg, torasemide 10 mg.",
    "Please check potassium and creatinine within a week.",
)


class SampleSource:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.closed = False

    @property
    def size(self) -> int:
        """How many."""
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        """A part."""
        return self.data[offset : offset + length]

    def close(self) -> None:
        """No more."""
        self.closed = True


def raster_of(image: QImage) -> Raster:
    """The pixels of a picture."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height, line = rgb.width(), rgb.height(), rgb.bytesPerLine()
    data = bytes(rgb.constBits())
    rows = (data[y * line : y * line + 3 * width] for y in range(height))
    return Raster(width, height, PixelFormat.RGB888, b"".join(rows))


def picture_bitmap(width: int = 96, height: int = 72) -> Bitmap:
    """A sender's thumbnail."""
    image = _scene(width, height).convertToFormat(QImage.Format.Format_RGB16)
    line, data = image.bytesPerLine(), bytes(image.constBits())
    rows = (data[y * line : y * line + 2 * width] for y in range(height))
    return Bitmap(width, height, b"".join(rows))


@dataclass(slots=True)
class SampleMedia:
    """Opens anything by its name. `hostile` names cannot be shown."""

    documents: list[SampleDocument] = field(default_factory=list)
    hostile: set[str] = field(default_factory=set)
    texts: dict[str, TextInfo | TableInfo] = field(default_factory=dict)
    kinds: dict[str, FileKind] = field(default_factory=dict)
    gate: asyncio.Event | None = None
    """Rendering waits for it."""

    async def glance(self, source: ByteSource, name: str) -> Glance:
        """By its name."""
        del source
        return Glance(self._kind(name).value, "application/octet-stream")

    async def open(self, source: ByteSource, name: str) -> SampleDocument:
        """A document of the kind that its name says."""
        del source
        kind = self._kind(name)
        if name in self.hostile or kind is FileKind.OTHER:
            raise FileNotDisplayable
        document = SampleDocument(self, kind, self._info(kind, name))
        self.documents.append(document)
        return document

    async def prepare_picture(self, source: ByteSource, *, longest: int | None) -> PreparedPicture:
        """Nothing hidden."""
        del source, longest
        return PreparedPicture(b"picture", "image/jpeg", 1600, 1200)

    async def encode_voice(self, samples: bytes) -> bytes:
        """As it is."""
        return samples

    def _kind(self, name: str) -> FileKind:
        dot = name.rfind(".")
        picture = name[dot:].lower() in (".jpg", ".png", ".tif", ".gif")
        known = {".ogg": "audio/ogg", ".mp3": "audio/mpeg", ".mp4": "video/mp4"}
        other = known.get(name[dot:].lower(), "application/octet-stream")
        said = kind_said("image/jpeg" if picture else other, name)
        return self.kinds.get(name, said)

    def _info(self, kind: FileKind, name: str) -> MediaInfo:
        if name in self.texts:
            return self.texts[name]
        if kind is FileKind.PDF:
            return PdfInfo((PAGE,) * 8)
        if kind is FileKind.TEXT:
            return TextInfo("\n".join(_WORDS), "utf-8", cut=False)
        if kind in (FileKind.SOUND, FileKind.VIDEO):
            video = VideoInfo(94_000, 1280, 960, 40.0, has_sound=True)
            return SoundInfo(34_000, 1) if kind is FileKind.SOUND else video
        if kind is FileKind.TABLE:
            return TableInfo(_TABLE, has_header=True, cut=False)
        return PictureInfo(
            1600,
            1200,
            frames=3 if name.endswith((".tif", ".gif")) else 1,
            frame_ms=120 if name.endswith(".gif") else 0,
        )


_TABLE = (
    ("Date", "Analyte", "Value", "Unit", "Flag"),
    *(
        (
            f"2026-03-{day:02}",
            "Potassium",
            f"{3.4 + day / 20:.1f}",
            "mmol/l",
            "L" if day < 3 else "",
        )
        for day in range(1, 28)
    ),
)


class SampleDocument:
    """An open file."""

    def __init__(self, media: SampleMedia, kind: FileKind, info: MediaInfo) -> None:
        self._media = media
        self.kind = kind
        self.info = info
        self.views: list[View] = []
        self.closed = False
        self.fail: FileNotDisplayable | None = None

    async def render(self, view: View) -> Raster:
        """Something that looks like it."""
        self.views.append(view)
        if self._media.gate is not None:
            await self._media.gate.wait()
        await asyncio.sleep(0)
        if self.fail is not None:
            raise self.fail
        left, top, right, bottom = view.region
        if isinstance(self.info, PdfInfo):
            size = self.info.pages[view.frame]
            whole = _page(size[0], size[1], view.frame)
        else:
            whole = _scene(800, 600, view.frame)
        part = whole.copy(
            round(left * whole.width()),
            round(top * whole.height()),
            max(round((right - left) * whole.width()), 1),
            max(round((bottom - top) * whole.height()), 1),
        )
        if view.turn:
            from PySide6.QtGui import QTransform  # noqa: PLC0415 - seldom

            part = part.transformed(QTransform().rotate(view.turn))
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        return raster_of(part.scaled(view.width, view.height, keep, smooth))

    async def find(self, words: str, first_page: int = 0) -> list[FoundText]:
        """Each line that has the words, on every page."""
        if not isinstance(self.info, PdfInfo):
            return []
        rows = [n for n, line in enumerate(_WORDS) if words.lower() in line.lower()]
        found = []
        for page in range(first_page, len(self.info.pages)):
            for row in rows:
                top = 60.0 + 34 * row
                start = 40 + 5.6 * _WORDS[row].lower().index(words.lower())
                found.append(FoundText(page, ((start, top, start + 5.8 * len(words), top + 14),)))
        return found

    async def text(self, page: int) -> str:
        """The words of a page."""
        return f"{page + 1}\n" + "\n".join(_WORDS)

    async def value_at(self, frame: int, column: int, row: int) -> float | None:
        """None."""
        del frame, column, row
        return None

    async def sound(self, start_ms: int, length_ms: int, speed: float = 1.0) -> bytes:
        """Silence, as long as it lasts."""
        length = self.info.duration_ms if isinstance(self.info, (SoundInfo, VideoInfo)) else 0
        return bytes(4 * round(48 * min(length_ms, max(length - start_ms, 0)) / speed))

    async def waveform(self, pieces: int) -> bytes:
        """As of somebody who talks."""
        return bytes(
            min(255, int(40 + 200 * abs(math.sin(n * 0.37) * math.sin(n * 0.11 + 0.6))))
            for n in range(pieces)
        )

    async def frames(self, at_ms: int, count: int, width: int, height: int) -> list[VideoFrame]:
        """The same picture again and again."""
        raster = raster_of(_scene(width, height))
        return [VideoFrame(at_ms + 40 * n, raster) for n in range(count)]

    async def close(self) -> None:
        """No more."""
        self.closed = True


def _scene(width: int, height: int, frame: int = 0) -> QImage:
    """Hills at dawn."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor("#3a6ea5"))
    sky.setColorAt(1, QColor("#f3d9b1"))
    painter.fillRect(image.rect(), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#fff3c4"))
    painter.drawEllipse(QPointF(width * (0.7 - 0.2 * frame), height * 0.3), height / 9, height / 9)
    for colour, rise in (("#5b7f6b", 0.62), ("#3d5a4c", 0.74), ("#25392f", 0.86)):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(-width * 0.3, height * rise, width * 1.2, height))
        painter.drawEllipse(QRectF(width * 0.3, height * (rise + 0.04), width * 1.1, height))
    painter.end()
    return image


def _page(width: float, height: float, number: int) -> QImage:
    """A letter."""
    image = QImage(round(width) * 2, round(height) * 2, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(2, 2)
    font = QFont()
    font.setPixelSize(12)
    painter.setFont(font)
    painter.setPen(QPen(QColor("#14202b")))
    for row, line in enumerate(_WORDS):
        painter.drawText(QPointF(40, 72 + 34 * row), line)
    painter.drawText(QPointF(width / 2, height - 30), str(number + 1))
    painter.end()
    return image
