"""A file, as a message carries it (relay/PROTOCOL.md section 15).

What is said of a file comes from its sender and is not believed: the size and the hash are checked,
the type and the name only help to choose how to look at it and what to call it.
"""

from __future__ import annotations

import msgspec

from app.core.content_checks import MAX_SEQUENCE, MAX_TEXT_LENGTH, require, require_text

MAX_FILE_NAME = 255
"""Characters."""
MAX_MEDIA_TYPE = 127
MAX_THUMBNAIL_SIDE = 160
MAX_THUMBNAIL_PIXELS = 8_192
MAX_WAVEFORM = 128
"""Loudness values in a voice note's picture, one byte each."""
MAX_PIXELS_SIDE = 1 << 20
MEDIA_TYPE_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789!#$&^_.+-/")


class Bitmap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A small picture without a format: nothing has to decode it, so nothing can be attacked by it.

    `pixels` are rows from the top, each pixel two bytes, little-endian, red 5 bits, green 6, blue 5
    (from the highest bit).
    """

    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        require(1 <= self.width <= MAX_THUMBNAIL_SIDE and 1 <= self.height <= MAX_THUMBNAIL_SIDE)
        require(self.width * self.height <= MAX_THUMBNAIL_PIXELS)
        require(len(self.pixels) == 2 * self.width * self.height)

    def __repr__(self) -> str:
        return f"Bitmap({self.width}x{self.height}, redacted)"


class VoiceNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What makes a sound file a voice note."""

    waveform: bytes
    """Loudness over time, one byte a piece of equal length, 0 silent, 255 loudest."""
    transcript: str = ""
    """What the sender typed of it."""

    def __post_init__(self) -> None:
        require(1 <= len(self.waveform) <= MAX_WAVEFORM)
        require_text(self.transcript, MAX_TEXT_LENGTH, least=0)

    def __repr__(self) -> str:
        return "VoiceNote(redacted)"


class FileContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a file is, what opens it, and what its sender says that it is."""

    id: bytes
    """16 bytes: `FileId`."""
    blob: bytes
    """32 bytes: `BlobId`."""
    key: bytes
    """32 bytes: opens the secretstream."""
    digest: bytes
    """SHA-256 of the encrypted bytes."""
    stored: int
    """How many encrypted bytes there are."""
    size: int
    """Bytes of the file itself."""
    name: str
    """As its sender called it. Never used as a path as it is (`app.core.file_names`)."""
    media_type: str
    """As in an HTTP Content-Type, lower case, without parameters."""
    width: int = 0
    height: int = 0
    """Of a picture or video, in pixels, as it is to be shown; 0: not known."""
    duration_ms: int = 0
    """Of sound or video; 0: not known."""
    thumbnail: Bitmap | None = None
    voice: VoiceNote | None = None

    def __post_init__(self) -> None:
        require(len(self.id) == 16 and len(self.blob) == len(self.key) == len(self.digest) == 32)
        require(0 <= self.size <= MAX_SEQUENCE and self.size < self.stored <= MAX_SEQUENCE)
        require_text(self.name, MAX_FILE_NAME)
        require(
            3 <= len(self.media_type) <= MAX_MEDIA_TYPE
            and set(self.media_type) <= MEDIA_TYPE_CHARACTERS
        )
        require(0 <= self.width <= MAX_PIXELS_SIDE and 0 <= self.height <= MAX_PIXELS_SIDE)
        require(0 <= self.duration_ms <= MAX_SEQUENCE)

    def __repr__(self) -> str:
        return "FileContent(redacted)"
