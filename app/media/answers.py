"""What may come out of a decoding process: for each request, a type, a size and a check.

The process may have been taken over by the file that it decodes. So its answers are decoded
strictly, and refused when they are larger than what was asked for, when a number makes no sense,
or when one answer contradicts what was said before. A refused answer ends the process.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from app.core.file_content import MAX_MEDIA_TYPE, MAX_PIXELS_SIDE
from app.core.file_types import THUMBNAIL_SIDE, FileKind
from app.core.media_ports import SOUND_RATE
from app.core.media_types import (
    PROBLEMS,
    DicomInfo,
    EcgInfo,
    FoundText,
    Glance,
    PdfInfo,
    PictureInfo,
    PixelFormat,
    PreparedPicture,
    Raster,
    RecordInfo,
    SoundInfo,
    TableInfo,
    TextInfo,
    VideoFrame,
    VideoInfo,
    View,
)
from app.media import messages
from app.media.messages import Opened, Request

MAX_INFO: Final = 48 << 20
"""Bytes of what is said of a file when it is opened: a whole text, a long ECG."""
MAX_TEXT: Final = 4 << 20
MAX_FOUND: Final = 500
MAX_VIEW_SIDE: Final = 16_384
"""Pixels on a side that a view may ask for."""
MAX_PREPARED: Final = 256 << 20
MAX_VOICE: Final = 64 << 20
MAX_DURATION_MS: Final = 1 << 40
MAX_TEXT_LINES: Final = 50_000
MAX_LINES: Final = 6_000
"""Of facts in one place, sections, pages, rows of a table: honest decoders cut long
before, and the windows make something of each."""
MAX_COLUMNS: Final = 256
MAX_LEADS: Final = 64
MAX_PRESETS: Final = 256
_SLACK: Final = 1_024
_MEDIA_TYPE: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789!#$&^_.+-/")
_MEDIA_TYPES_MADE: Final = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/tiff": b"II*\0",
}

KINDS: Final[dict[FileKind, type[Any]]] = {
    FileKind.PICTURE: PictureInfo,
    FileKind.PDF: PdfInfo,
    FileKind.SOUND: SoundInfo,
    FileKind.VIDEO: VideoInfo,
    FileKind.TEXT: TextInfo,
    FileKind.TABLE: TableInfo,
    FileKind.DICOM: DicomInfo,
    FileKind.ECG: EcgInfo,
    FileKind.RECORD: RecordInfo,
}
"""What kinds can be opened, and what is said of each."""


class BadAnswer(Exception):  # noqa: N818 - not an error of the program
    """Not what was asked for."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer has to be."""

    type: Any
    most: int
    """Bytes."""
    check: Callable[[Any], bool]

    def decode(self, body: bytes) -> Any:
        """The answer. Raises BadAnswer."""
        try:
            answer = msgspec.msgpack.decode(body, type=self.type)
            right = self.check(answer)
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as error:
            raise BadAnswer from error
        if not right:
            raise BadAnswer
        return answer


def expected(request: Request) -> Expected:
    """What may answer `request`."""
    match request:
        case messages.GlanceAt():
            wanted = Expected(Glance, 4 * THUMBNAIL_SIDE**2 + 4_096, _is_glance)
        case messages.Open():
            wanted = Expected(Opened, MAX_INFO, _is_opened)
        case messages.Render(view):
            most = view.width * view.height * PixelFormat.RGBA8888.value + _SLACK
            wanted = Expected(Raster, most, lambda raster: _fits(raster, view.width, view.height))
        case messages.Find():
            wanted = Expected(list[FoundText], MAX_TEXT, _are_found)
        case messages.Text():
            wanted = Expected(str, MAX_TEXT, lambda _: True)
        case messages.ValueAt():
            wanted = Expected(float | None, 16, lambda value: value is None or math.isfinite(value))
        case messages.Sound(_, length_ms, speed):
            frames = (length_ms + 1_000) * SOUND_RATE // 1_000 / min(1.0, speed)
            wanted = Expected(bytes, int(4 * frames) + _SLACK, lambda sound: len(sound) % 4 == 0)
        case messages.Waveform(pieces):
            wanted = Expected(bytes, pieces + 16, lambda waveform: len(waveform) <= pieces)
        case messages.Frames(_, count, width, height):
            most = count * (width * height * PixelFormat.RGBA8888.value + 64) + _SLACK
            wanted = Expected(
                list[VideoFrame], most, lambda frames: _are_frames(frames, count, width, height)
            )
        case messages.PreparePicture():
            wanted = Expected(PreparedPicture, MAX_PREPARED, _is_prepared)
        case messages.EncodeVoice():
            wanted = Expected(bytes, MAX_VOICE, lambda voice: voice.startswith(b"OggS"))
    return wanted


def may_ask(request: Request) -> bool:
    """Whether a request of our own is within its limits; a hostile file's info may mislead us."""
    match request:
        case messages.Render(View(width=width, height=height, region=region)):
            return _drawable(width, height) and all(math.isfinite(edge) for edge in region)
        case messages.Frames(at_ms, count, width, height):
            return 0 <= at_ms <= MAX_DURATION_MS and 1 <= count <= 64 and _drawable(width, height)
        case messages.Sound(start_ms, length_ms, speed):
            return start_ms >= 0 and 0 <= length_ms <= 60_000 and 0.25 <= speed <= 4.0
        case messages.Waveform(pieces):
            return 1 <= pieces <= 1 << 16
    return True


def _drawable(width: int, height: int) -> bool:
    return 1 <= width <= MAX_VIEW_SIDE and 1 <= height <= MAX_VIEW_SIDE


def _fits(raster: Raster, width: int, height: int) -> bool:
    return 1 <= raster.width <= width and 1 <= raster.height <= height


def _side(*pixels: int) -> bool:
    return all(0 <= number <= MAX_PIXELS_SIDE for number in pixels)


def _is_glance(glance: Glance) -> bool:
    FileKind(glance.kind)
    small = glance.thumbnail
    return (
        0 < len(glance.media_type) <= MAX_MEDIA_TYPE
        and set(glance.media_type) <= _MEDIA_TYPE
        and _side(glance.width, glance.height)
        and 0 <= glance.duration_ms <= MAX_DURATION_MS
        and (
            small is None
            or (small.format is PixelFormat.RGB888 and _fits(small, THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        )
    )


def _is_opened(opened: Opened) -> bool:
    kind = KINDS.get(FileKind(opened.kind))
    return type(opened.info) is kind and _INFO_CHECKS.get(type(opened.info), _nothing)(opened.info)


def _nothing(_info: object) -> bool:
    return True


def _is_text(info: TextInfo) -> bool:
    """A window lays out every line there is."""
    return info.text.count("\n") <= MAX_TEXT_LINES


def _few(*many: Sized) -> bool:
    return all(len(each) <= MAX_LINES for each in many)


def _is_table(info: TableInfo) -> bool:
    return _few(info.rows) and all(len(row) <= MAX_COLUMNS for row in info.rows)


def _is_record(info: RecordInfo) -> bool:
    return _few(info.banner, info.sections, *(section.facts for section in info.sections))


def _is_picture(info: PictureInfo) -> bool:
    return _area(info.width, info.height) and _is_loop(info.frames, info.frame_ms)


def _is_pdf(info: PdfInfo) -> bool:
    return 0 < len(info.pages) <= MAX_LINES and all(
        0 < side < 1e6 for page in info.pages for side in page
    )


def _is_sound(info: SoundInfo) -> bool:
    return 0 <= info.duration_ms <= MAX_DURATION_MS and 0 < info.channels <= 1_024


def _is_video(info: VideoInfo) -> bool:
    return (
        _area(info.width, info.height)
        and 0 <= info.duration_ms <= MAX_DURATION_MS
        and 0 < info.frame_ms < 1e9
    )


def _is_dicom(info: DicomInfo) -> bool:
    if len(info.presets) > MAX_PRESETS or not _few(info.banner):
        return False
    if info.problem:
        return info.problem in PROBLEMS
    return (
        _area(info.columns, info.rows)
        and _is_loop(info.frames, info.frame_ms)
        and _finite(number for preset in info.presets for number in (preset.centre, preset.width))
        and (bool(info.presets) or not info.grey)
        and (info.spacing_mm is None or all(0 < mm < 1e6 for mm in info.spacing_mm))
        and 0.01 < info.pixel_aspect < 100
        and _side(*(info.measurable or ()))
    )


def _is_ecg(info: EcgInfo) -> bool:
    """A sample that was not recorded is NaN."""
    return (
        0 < info.rate < 1e6
        and 0 < len(info.leads) <= MAX_LEADS
        and _few(info.banner, info.findings)
        and 0 <= info.whole_s < 1e9
        and all(lead.microvolts for lead in info.leads)
        and not any(math.isinf(value) for lead in info.leads for value in lead.microvolts)
    )


_INFO_CHECKS: Final[dict[type[Any], Callable[[Any], bool]]] = {
    PictureInfo: _is_picture,
    PdfInfo: _is_pdf,
    SoundInfo: _is_sound,
    VideoInfo: _is_video,
    TextInfo: _is_text,
    TableInfo: _is_table,
    RecordInfo: _is_record,
    DicomInfo: _is_dicom,
    EcgInfo: _is_ecg,
}


def _area(width: int, height: int) -> bool:
    return _side(width, height) and width * height > 0


def _is_loop(frames: int, frame_ms: int) -> bool:
    return 1 <= frames <= 1 << 20 and 0 <= frame_ms <= 1 << 20


def _finite(numbers: Iterable[float]) -> bool:
    return all(map(math.isfinite, numbers))


def _are_found(found: list[FoundText]) -> bool:
    return len(found) <= MAX_FOUND and _finite(
        edge for place in found for box in place.boxes for edge in box
    )


def _are_frames(frames: list[VideoFrame], count: int, width: int, height: int) -> bool:
    return len(frames) <= count and all(
        0 <= frame.at_ms <= MAX_DURATION_MS and _fits(frame.raster, width, height)
        for frame in frames
    )


def _is_prepared(prepared: PreparedPicture) -> bool:
    mark = _MEDIA_TYPES_MADE.get(prepared.media_type)
    return (
        mark is not None
        and prepared.data.startswith(mark)
        and _area(prepared.width, prepared.height)
    )
