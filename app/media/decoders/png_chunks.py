"""What a PNG says beside its pixels, without decoding these (PNG, third edition, section 5.3).

Pillow would decode the whole picture to learn what comes after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.media.decoder import Source

_MOST_CHUNKS: Final = 100_000
_MOST_BODY: Final = 1 << 20
_TEXTS: Final = (b"tEXt", b"zTXt", b"iTXt")
_XMP: Final = b"XML:com.adobe.xmp\0"


@dataclass(slots=True)
class PngDetails:
    """What was found."""

    exif: bytes = b""
    xmp: bytes = b""
    texts: bool = False


def png_details(source: Source) -> PngDetails:
    """Walks the chunks as far as they make sense; what is damaged is simply not found."""
    found = PngDetails()
    at = 8
    for _ in range(_MOST_CHUNKS):
        header = source.read(at, 8)
        if len(header) < 8 or header[4:] == b"IEND":
            break
        length, name = int.from_bytes(header[:4], "big"), header[4:]
        if name == b"eXIf":
            found.exif = source.read(at + 8, min(length, _MOST_BODY))
        if name in _TEXTS:
            found.texts = True
            if source.read(at + 8, len(_XMP)) == _XMP:
                found.xmp = source.read(at + 8, min(length, _MOST_BODY))
        at += 12 + length
    return found
