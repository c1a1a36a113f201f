"""What a decoder of one kind of file is, inside the decoding process.

Here bytes that somebody else made are interpreted. A decoder may fail in any way it likes: each
exception, each signal and each limit becomes "this file could not be displayed" on the other side.
"""

from __future__ import annotations

from typing import Protocol

from app.core.file_types import FileKind
from app.core.media_types import FoundText, MediaInfo, PixelFormat, Raster, VideoFrame, View


class Source(Protocol):
    """The bytes of the file, fetched from the app as they are asked for."""

    size: int

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset` on; fewer only at the end."""
        ...


class NotThisKind(Exception):  # noqa: N818 - not an error of the program
    """The bytes are of another kind after all: the next decoder may try."""


class NotSupported(Exception):  # noqa: N818
    """The file is of this kind, and cannot be shown: a codec that is not there, over a limit."""


class Decoder:
    """An open file of one kind. Answers what its kind has, and NotSupported to the rest."""

    kind: FileKind
    info: MediaInfo
    media_type: str = "application/octet-stream"
    """By the content, as in an HTTP Content-Type, lower case, without parameters."""
    has_place: bool = False
    """See `app.core.media_types.Glance`."""
    has_details: bool = False

    def thumbnail(self, side: int) -> Raster | None:
        """RGB888, at most `side` on its longer side; None: there is nothing to see.

        Of what can be rendered unless overridden; never of a page's words alone.
        """
        try:
            return as_rgb(self.render(View(side, side)))
        except NotSupported:
            pass
        try:
            return as_rgb(self.frames(0, 1, side, side)[0].raster)
        except (NotSupported, IndexError):
            return None

    def render(self, view: View) -> Raster:
        """Pictures, PDF pages, DICOM frames."""
        raise NotSupported

    def find(self, words: str, first_page: int) -> list[FoundText]:
        """PDF: where words stand."""
        raise NotSupported

    def text(self, page: int) -> str:
        """PDF: the words of a page."""
        raise NotSupported

    def value_at(self, frame: int, column: int, row: int) -> float | None:
        """Grey DICOM: the value of a pixel."""
        raise NotSupported

    def sound(self, start_ms: int, length_ms: int, speed: float) -> bytes:
        """Sound and video: see `app.core.media_ports.Document.sound`."""
        raise NotSupported

    def waveform(self, pieces: int) -> bytes:
        """Sound: loudness over time."""
        raise NotSupported

    def frames(self, at_ms: int, count: int, width: int, height: int) -> list[VideoFrame]:
        """Video: frames from a moment on."""
        raise NotSupported


def as_rgb(raster: Raster) -> Raster:
    """The same picture as RGB888. What is transparent becomes what is below it, which is opaque."""
    match raster.format:
        case PixelFormat.RGB888:
            return raster
        case PixelFormat.GRAY8:
            pixels = bytearray(3 * len(raster.pixels))
            for channel in range(3):
                pixels[channel::3] = raster.pixels
        case PixelFormat.RGBA8888:
            pixels = bytearray(len(raster.pixels) // 4 * 3)
            for channel in range(3):
                pixels[channel::3] = raster.pixels[channel::4]
    return Raster(raster.width, raster.height, PixelFormat.RGB888, bytes(pixels))


class Opener(Protocol):
    """A module of `app.media.decoders`. What it claims is in `app.media.decoders.claims`."""

    def open(self, source: Source, head: bytes, name: str) -> Decoder:
        """Raises NotThisKind, NotSupported, or anything at all."""
        ...
