"""How many frames a picture has, without decoding any, and no further than can be shown."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import BinaryIO, cast

from PIL import Image

from app.media.decoder import Source
from app.media.decoders.pillow import MAX_FRAMES
from app.media.source_file import SourceFile

_SHORTEST_MS = 20
_USUAL_MS = 100
"""What browsers make of a frame that claims to be shown for less than 20 ms."""


def frame_count(image: Image.Image, source: Source) -> int:
    """At most MAX_FRAMES."""
    if image.format == "GIF":
        return _gif_frames(source)
    if image.format == "TIFF":
        return _tiff_pages(image)
    if image.format in {"PNG", "WEBP"}:
        return max(1, min(MAX_FRAMES, int(getattr(image, "n_frames", 1))))
    return 1


def frame_ms(image: Image.Image, frames: int) -> int:
    """How long the first frame is shown, for an animation; 0: pages, or a single picture."""
    if frames == 1 or image.format == "TIFF":
        return 0
    image.load()  # WebP says it only then
    told = image.info.get("duration", 0)
    shown = int(told) if isinstance(told, int | float) else 0
    return shown if _SHORTEST_MS <= shown <= 1 << 20 else _USUAL_MS


def _tiff_pages(image: Image.Image) -> int:
    pages = 1
    with suppress(EOFError, OSError, ValueError, SyntaxError, KeyError):
        while pages < MAX_FRAMES:
            image.seek(pages)
            pages += 1
    image.seek(0)
    return pages


def _gif_frames(source: Source) -> int:
    """Walks the blocks (GIF89a section 12) without looking into them."""
    file = cast(BinaryIO, io.BufferedReader(SourceFile(source), 1 << 16))
    header = file.read(13)
    _skip_colours(file, header[10:11])
    frames = 0
    while frames < MAX_FRAMES:
        match file.read(1):
            case b"\x2c":
                frames += 1
                _skip_colours(file, file.read(9)[8:9])
                file.read(1)
                _skip_blocks(file)
            case b"\x21":
                file.read(1)
                _skip_blocks(file)
            case _:
                break
    return max(1, frames)


def _skip_colours(file: BinaryIO, flags: bytes) -> None:
    if flags and flags[0] & 0x80:
        file.seek(3 << ((flags[0] & 7) + 1), io.SEEK_CUR)


def _skip_blocks(file: BinaryIO) -> None:
    while (length := file.read(1)) not in {b"", b"\0"}:
        file.seek(length[0], io.SEEK_CUR)
