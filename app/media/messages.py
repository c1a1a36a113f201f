"""What the app and a decoding process say to each other, and how much of it each side accepts.

A frame is a 4-byte big-endian length, a byte that says what it is, and the rest. The app sends
`ASK` (a request in msgpack) and answers `READ` with `DATA` or `NO_DATA`; the process sends `READY`
once it has locked itself in, `READ` for a range of the file, and in the end `ANSWER` or `FAILED`.

Nothing that comes out of the process is believed: a frame is not even read when it is longer than
the answer to this request can be, and its contents are decoded strictly (`app.media.answers`).
"""

from __future__ import annotations

from typing import BinaryIO, Final

import msgspec

from app.core.media_types import MediaInfo, View

ASK: Final = b"Q"
DATA: Final = b"D"
NO_DATA: Final = b"E"
READY: Final = b"Y"
READ: Final = b"R"
ANSWER: Final = b"A"
FAILED: Final = b"F"

MAX_REQUEST: Final = 512 << 20
"""Bytes of a frame to the process: an hour of samples for a voice note fits."""
MAX_READ: Final = 4 << 20
"""Bytes of the file that the process may ask for at once."""
MAX_SMALL: Final = 4_096
"""Bytes of READY, READ and FAILED frames."""
_HEADER: Final = 5


class BadFrame(Exception):  # noqa: N818 - not an error of the program
    """The other side does not keep to the rules, or is gone."""


class GlanceAt(msgspec.Struct, frozen=True, tag=True):
    """`MediaPort.glance`."""

    name: str
    size: int


class Open(msgspec.Struct, frozen=True, tag=True):
    """`MediaPort.open`. The requests of `Document` come after it."""

    name: str
    size: int


class Render(msgspec.Struct, frozen=True, tag=True):
    """`Document.render`."""

    view: View


class Find(msgspec.Struct, frozen=True, tag=True):
    """`Document.find`."""

    words: str
    first_page: int


class Text(msgspec.Struct, frozen=True, tag=True):
    """`Document.text`."""

    page: int


class ValueAt(msgspec.Struct, frozen=True, tag=True):
    """`Document.value_at`."""

    frame: int
    column: int
    row: int


class Sound(msgspec.Struct, frozen=True, tag=True):
    """`Document.sound`."""

    start_ms: int
    length_ms: int
    speed: float


class Waveform(msgspec.Struct, frozen=True, tag=True):
    """`Document.waveform`."""

    pieces: int


class Frames(msgspec.Struct, frozen=True, tag=True):
    """`Document.frames`."""

    at_ms: int
    count: int
    width: int
    height: int


class PreparePicture(msgspec.Struct, frozen=True, tag=True):
    """`MediaPort.prepare_picture`."""

    size: int
    longest: int | None


class EncodeVoice(msgspec.Struct, frozen=True, tag=True):
    """`MediaPort.encode_voice`."""

    samples: bytes


Request = (
    GlanceAt
    | Open
    | Render
    | Find
    | Text
    | ValueAt
    | Sound
    | Waveform
    | Frames
    | PreparePicture
    | EncodeVoice
)


class Opened(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The answer to `Open`."""

    kind: str
    info: MediaInfo


class ReadRange(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a READ frame holds."""

    offset: int
    length: int


def write_frame(stream: BinaryIO, kind: bytes, body: bytes | bytearray | memoryview = b"") -> None:
    """Write a frame. Raises BadFrame when the other side is gone."""
    try:
        stream.write((len(body) + 1).to_bytes(4, "big") + kind)
        stream.write(body)
        stream.flush()
    except (OSError, ValueError) as error:
        raise BadFrame from error


def read_frame(stream: BinaryIO, most: dict[bytes, int]) -> tuple[bytes, bytes]:
    """The next frame: its kind and body. `most` says what kinds are allowed, and how long.

    Raises BadFrame for every other, and when the other side is gone.
    """
    header = _read_all(stream, _HEADER)
    kind = header[4:]
    length = int.from_bytes(header[:4], "big") - 1
    if kind not in most or not 0 <= length <= most[kind]:
        raise BadFrame
    return kind, _read_all(stream, length)


def _read_all(stream: BinaryIO, length: int) -> bytes:
    try:
        data = stream.read(length)
    except (OSError, ValueError) as error:
        raise BadFrame from error
    if len(data) != length:
        raise BadFrame
    return data
