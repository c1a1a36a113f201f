"""Reads a DICOM file's elements, all but its pixels, within limits (DICOM PS3.5, PS3.10).

pydicom parses. It is kept from what an untrusted file could do with it: it inflates a deflated data
set (PS3.5 A.5) without any limit, so that is done here; it logs and warns with the file's own
words, so both are silenced in the decoding process; and no element ever makes it open another file.
"""

from __future__ import annotations

import logging
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Final

import pydicom
from pydicom import config
from pydicom.dataset import Dataset, FileDataset
from pydicom.uid import UID, DeflatedExplicitVRLittleEndian, ExplicitVRLittleEndian

from app.media.decoder import NotSupported, NotThisKind, Source
from app.media.source_file import SourceFile

BLOCK: Final = 1 << 18
"""Bytes that are inflated at once."""
MOST_INFLATED: Final = 1 << 28
"""A deflated data set of more than 256 MiB is taken for a bomb."""
PREAMBLE: Final = 128
PIXEL_TAGS: Final = {0x7FE00008, 0x7FE00009, 0x7FE00010}
_LONG_VRS: Final = {
    b"OB",
    b"OD",
    b"OF",
    b"OL",
    b"OV",
    b"OW",
    b"SQ",
    b"SV",
    b"UC",
    b"UN",
    b"UR",
    b"UT",
    b"UV",
}
UNDEFINED: Final = 0xFFFFFFFF


def silence() -> None:
    """Let pydicom read what is readable of a broken file, and say nothing about it."""
    config.settings.reading_validation_mode = config.IGNORE
    logging.getLogger("pydicom").disabled = True
    warnings.filterwarnings("ignore", module="pydicom")


class _Bytes:
    """Bytes in memory as a `Source`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]


def memory_source(data: bytes) -> Source:
    """A `Source` over bytes that are here already."""
    return _Bytes(data)


@dataclass(frozen=True, slots=True)
class PixelPlace:
    """Where the pixel data element stands in the file."""

    tag: int
    offset: int
    """Of its first byte."""
    length: int
    """`UNDEFINED` when it is in fragments (PS3.5 A.4)."""
    words: bool
    """It is OW: in a big-endian file, bytes are swapped in pairs."""


@dataclass(frozen=True, slots=True)
class Study:
    """A DICOM file that was read, up to its pixels."""

    data: FileDataset
    source: Source
    """Of the bytes that `pixels` counts in; inflated if the file is deflated."""
    syntax: UID
    """How the file says that it is stored."""
    pixels: PixelPlace | None


def looks_like_dicom(head: bytes) -> bool:
    """Whether the first bytes are those of a DICOM file, with or without the preamble.

    Without it: a first element of group 2 or 8, with a small group length or a known VR.
    """
    if head[PREAMBLE : PREAMBLE + 4] == b"DICM":
        return True
    if len(head) < 16:
        return False
    group, element = struct.unpack_from("<HH", head)
    if group in (0x0002, 0x0008) and element <= 0x0070:
        if head[4:6].isalpha() and head[4:6].isupper():
            return True
        return bool(group == 0x0008 and struct.unpack_from("<I", head, 4)[0] <= 64)
    group, element = struct.unpack_from(">HH", head)
    return group == 0x0008 and element <= 0x0070 and head[4:6].isalpha() and head[4:6].isupper()


def read_study(source: Source, head: bytes) -> Study:
    """Everything but the pixels. Raises NotThisKind, NotSupported, or what pydicom raises."""
    if not looks_like_dicom(head):
        raise NotThisKind
    silence()
    syntax, start = _file_meta(head)
    if syntax == DeflatedExplicitVRLittleEndian:
        source = _inflated(source, start)
    file = SourceFile(source)
    data = pydicom.dcmread(file, stop_before_pixels=True, force=True)
    if not len(data):
        raise NotThisKind
    stored = data.file_meta.get("TransferSyntaxUID") if hasattr(data, "file_meta") else None
    place = _pixel_place(
        file, implicit=bool(data.original_encoding[0]), little=bool(data.original_encoding[1])
    )
    if not stored:
        stored = syntax or _guessed(data)
    if syntax == DeflatedExplicitVRLittleEndian:
        stored = syntax
    return Study(data, source, UID(str(stored)), place)


def _guessed(data: Dataset) -> UID:
    implicit, little = data.original_encoding
    if implicit:
        return UID("1.2.840.10008.1.2")
    return ExplicitVRLittleEndian if little else UID("1.2.840.10008.1.2.2")


def _file_meta(head: bytes) -> tuple[UID | None, int]:
    """The transfer syntax in group 2 (explicit, little endian), and where the rest starts."""
    at = PREAMBLE + 4 if head[PREAMBLE : PREAMBLE + 4] == b"DICM" else 0
    syntax = None
    while at + 8 <= len(head):
        group, element, vr = struct.unpack_from("<HH2s", head, at)
        if group != 2:
            break
        if vr in _LONG_VRS:
            length, value = struct.unpack_from("<I", head, at + 8)[0], at + 12
        else:
            length, value = struct.unpack_from("<H", head, at + 6)[0], at + 8
        if element == 0x0010:
            syntax = UID(head[value : value + length].rstrip(b"\0 ").decode("ascii", "replace"))
        at = value + length
    return syntax, at


def _inflated(source: Source, start: int) -> Source:
    """The data set of a deflated file, behind a header that says it is not. Raises NotSupported."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    parts = [_plain_header()]
    total, at = 0, start
    while at < source.size and not inflater.eof:
        packed = source.read(at, BLOCK)
        if not packed:
            break
        at += len(packed)
        while packed and not inflater.eof:
            part = inflater.decompress(packed, 1 << 22)
            packed = inflater.unconsumed_tail
            total += len(part)
            if total > MOST_INFLATED:
                raise NotSupported("too-large")
            parts.append(part)
    return memory_source(b"".join(parts))


def _plain_header() -> bytes:
    uid = ExplicitVRLittleEndian.encode("ascii") + b"\0"
    element = struct.pack("<HH2sH", 2, 0x10, b"UI", len(uid)) + uid
    group_length = struct.pack("<HH2sHI", 2, 0, b"UL", 4, len(element))
    return bytes(PREAMBLE) + b"DICM" + group_length + element


def _pixel_place(file: SourceFile, *, implicit: bool, little: bool) -> PixelPlace | None:
    """The pixel data element, where pydicom stopped before it."""
    header = file.read(12)
    order = "<" if little else ">"
    if len(header) < 8:
        return None
    group, element = struct.unpack_from(order + "HH", header)
    tag = group << 16 | element
    if tag not in PIXEL_TAGS:
        return None
    at = file.tell() - len(header)
    words = header[4:6] == b"OW"
    if implicit or not header[4:6].isalpha():  # some writers mix the two
        return PixelPlace(tag, at + 8, struct.unpack_from(order + "I", header, 4)[0], True)
    if header[4:6] in _LONG_VRS and len(header) == 12:
        return PixelPlace(tag, at + 12, struct.unpack_from(order + "I", header, 8)[0], words)
    return PixelPlace(tag, at + 8, struct.unpack_from(order + "H", header, 6)[0], words)
