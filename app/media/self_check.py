"""Whether files can be decoded on this computer: a picture and a DICOM image of four pixels each.

Part of checking an installation (`app.smoke`): it finds a decoder that was not packaged, and a
system that does not let the decoding process start.
"""

from __future__ import annotations

import struct
import zlib

from app.core.file_types import FileKind
from app.core.media_ports import FileNotDisplayable, MediaPort
from app.core.media_types import View

_PIXELS = b"\x00\x55\xaa\xff"
_EXPLICIT_LITTLE_ENDIAN = b"1.2.840.10008.1.2.1\0"
_SECONDARY_CAPTURE = b"1.2.840.10008.5.1.4.1.1.7\0"


async def check_decoding(media: MediaPort) -> None:
    """Raises FileNotDisplayable when a file that is well cannot be shown."""
    for data, kind in ((picture(), FileKind.PICTURE), (dicom(), FileKind.DICOM)):
        document = await media.open(_Bytes(data), "")
        try:
            drawn = await document.render(View(2, 2))
        finally:
            await document.close()
        if document.kind is not kind or len(set(drawn.pixels)) != len(_PIXELS):
            raise FileNotDisplayable


def picture() -> bytes:
    """A grey PNG."""
    rows = b"".join(b"\0" + _PIXELS[start : start + 2] for start in (0, 2))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in (
            (b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def dicom() -> bytes:
    """A grey secondary capture (DICOM PS3.5 section 7.1.2, PS3.10 section 7.1)."""
    meta = _element(0x0002, 0x0002, b"UI", _SECONDARY_CAPTURE)
    meta += _element(0x0002, 0x0003, b"UI", b"1.2.3\0")
    meta += _element(0x0002, 0x0010, b"UI", _EXPLICIT_LITTLE_ENDIAN)
    meta = _element(0x0002, 0x0000, b"UL", struct.pack("<I", len(meta))) + meta
    image = _element(0x0008, 0x0016, b"UI", _SECONDARY_CAPTURE)
    image += _element(0x0008, 0x0018, b"UI", b"1.2.3\0")
    image += _element(0x0008, 0x0060, b"CS", b"OT")
    image += _element(0x0028, 0x0002, b"US", struct.pack("<H", 1))
    image += _element(0x0028, 0x0004, b"CS", b"MONOCHROME2 ")
    for tag, value in ((0x10, 2), (0x11, 2), (0x100, 8), (0x101, 8), (0x102, 7), (0x103, 0)):
        image += _element(0x0028, tag, b"US", struct.pack("<H", value))
    image += struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OW", 0, len(_PIXELS)) + _PIXELS
    return bytes(128) + b"DICM" + meta + image


def _element(group: int, number: int, kind: bytes, value: bytes) -> bytes:
    return struct.pack("<HH2sH", group, number, kind, len(value)) + value


class _Bytes:
    """`ByteSource` over bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size(self) -> int:
        return len(self._data)

    def read(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]

    def close(self) -> None:
        """Nothing is open."""
