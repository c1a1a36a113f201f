"""Untrusted files and sound, behind ports: `app.media` implements both, without Qt.

A file is opened by a process of its own that can reach neither files nor the network, has limits on
memory and time, and dies with the document. Whatever it does, the worst that comes of it is
`FileNotDisplayable`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from app.core.errors import CurbsideError
from app.core.file_types import FileKind
from app.core.media_types import (
    FoundText,
    Glance,
    MediaInfo,
    PreparedPicture,
    Raster,
    VideoFrame,
    View,
)


class FileNotDisplayable(CurbsideError):  # noqa: N818 - named for what happened
    """It is damaged, of a kind that is not shown, too large, or hostile."""

    code = "file-not-displayable"
    message = "This file could not be displayed."
    action = "It may be damaged, or of a kind that Curbside does not show. You can still save it."


class ByteSource(Protocol):
    """The bytes of a file, anywhere in it. Blocking; safe from any thread."""

    @property
    def size(self) -> int: ...
    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes; fewer only at the end. Raises FileDamaged, OSError."""
        ...

    def close(self) -> None: ...


class Document(Protocol):
    """An open file. Every call raises FileNotDisplayable, after which only `close` is of use.

    Calls are answered one after the other; cancelling one drops its answer.
    """

    @property
    def kind(self) -> FileKind: ...
    @property
    def info(self) -> MediaInfo: ...
    async def render(self, view: View) -> Raster:
        """Of pictures, PDF and DICOM."""
        ...

    async def find(self, words: str, first_page: int = 0) -> list[FoundText]:
        """Of PDF: the places on some pages from `first_page` on, at most 500."""
        ...

    async def text(self, page: int) -> str:
        """Of PDF: the words of a page, to copy and to read aloud."""
        ...

    async def value_at(self, frame: int, column: int, row: int) -> float | None:
        """Of grey DICOM: the value of a pixel, in `value_unit`."""
        ...

    async def sound(self, start_ms: int, length_ms: int, speed: float = 1.0) -> bytes:
        """Of sound and video: signed 16-bit little-endian stereo at `SOUND_RATE`.

        `start_ms` and `length_ms` are of the recording; at another `speed` the voice keeps its
        pitch and the result is shorter or longer. Empty at the end.
        """
        ...

    async def waveform(self, pieces: int) -> bytes:
        """Of sound: the loudness of so many pieces of equal length, a byte each."""
        ...

    async def frames(self, at_ms: int, count: int, width: int, height: int) -> list[VideoFrame]:
        """Of video: the frame shown at `at_ms` and those after it, fitted into width x height."""
        ...

    async def close(self) -> None:
        """End the process."""
        ...


SOUND_RATE = 48_000
"""Samples a second, everywhere."""


class MediaPort(Protocol):
    """The decoding of files that somebody else made."""

    async def glance(self, source: ByteSource, name: str) -> Glance:
        """What it is, judged by its content. Never raises: at worst the kind is OTHER."""
        ...

    async def open(self, source: ByteSource, name: str) -> Document:
        """Raises FileNotDisplayable. `source` stays the caller's to close, after the document."""
        ...

    async def prepare_picture(self, source: ByteSource, *, longest: int | None) -> PreparedPicture:
        """Make a picture anew, at most `longest` pixels on a side. Raises FileNotDisplayable."""
        ...

    async def encode_voice(self, samples: bytes) -> bytes:
        """Signed 16-bit mono at `SOUND_RATE` as Opus in Ogg, without any tag."""
        ...


class NoSoundDevice(CurbsideError):  # noqa: N818
    """There is no microphone, no loudspeaker, or the system does not allow its use."""

    code = "no-sound-device"
    message = "No microphone or loudspeaker could be used."
    action = "Connect one, and check that the system lets Curbside use it. Then try again."


class Recording(Protocol):
    """A microphone that is open."""

    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def stop(self) -> bytes:
        """Close it; everything that was recorded: signed 16-bit mono at `SOUND_RATE`."""
        ...

    def discard(self) -> None: ...


class Playback(Protocol):
    """A loudspeaker that is open."""

    @property
    def played(self) -> int:
        """How many sample frames were heard."""
        ...

    @property
    def wanted(self) -> int:
        """How many more sample frames to give now, so that it goes on without a gap."""
        ...

    def write(self, samples: bytes) -> None:
        """Signed 16-bit stereo at `SOUND_RATE`, to be heard after what was given before."""
        ...

    def finish(self) -> None:
        """Nothing more comes: `on_end` is called when all was heard."""
        ...

    def restart(self) -> None:
        """Drop what was given and not heard; `played` counts from 0 again."""
        ...

    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def close(self) -> None: ...


class SoundPort(Protocol):
    """The microphone and the loudspeaker. The callbacks are called on threads of its own."""

    def microphones(self) -> Sequence[str]: ...
    def record(self, on_level: Callable[[float], None], *, most_s: float) -> Recording:
        """Open the microphone. `on_level`: 0 to 1, 20 times a second. Raises NoSoundDevice."""
        ...

    def play(self, on_end: Callable[[], None]) -> Playback:
        """Open the loudspeaker. Raises NoSoundDevice."""
        ...
