"""Decodes the frames of a DICOM image one by one, as they are asked for (PS3.5 section 8, A.4).

Frame n is found without reading those before it: by arithmetic when nothing is compressed, by the
offset tables or the items' headers when it is. pydicom decodes a frame, with GDCM and Pillow.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGExtended12Bit,
)

from app.media.decoder import NotSupported, Source
from app.media.decoders.dicom_jpeg12 import twelve_bits
from app.media.decoders.dicom_palette import palette_colours
from app.media.decoders.dicom_read import UNDEFINED, PixelPlace, Study

MOST_PIXELS: Final = 100_000_000
"""In one frame; the largest detectors have 30 million."""
MOST_FRAMES: Final = 100_000
MOST_FRAGMENTS: Final = 200_000
MOST_COMPRESSED: Final = 1 << 28
"""Bytes of one compressed frame."""
KEPT_BYTES: Final = 96 << 20
"""Decoded frames that are kept."""
_UNCOMPRESSED: Final = {
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
}
_PIXEL_MODULE: Final = (
    "Rows", "Columns", "SamplesPerPixel", "PhotometricInterpretation", "BitsAllocated",
    "BitsStored", "HighBit", "PixelRepresentation", "PlanarConfiguration",
)  # fmt: skip

Frame = NDArray[Any]
"""Rows x columns of stored values, or rows x columns x 3 of 8-bit red, green and blue."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The image pixel module (PS3.3 C.7.6.3), checked."""

    rows: int
    columns: int
    samples: int
    allocated: int
    stored: int
    signed: bool
    photometric: str
    frames: int

    @property
    def frame_bits(self) -> int:
        """Of an uncompressed frame."""
        if self.photometric == "YBR_FULL_422":
            return self.rows * self.columns * 2 * self.allocated
        return self.rows * self.columns * self.samples * self.allocated


class NotDecoded(Exception):  # noqa: N818 - becomes a word of `app.core.media_types.PROBLEMS`
    """The image has no pixels that can be shown; the first argument says why."""


def read_layout(data: Dataset) -> Layout:
    """The shape of the frames. Raises NotDecoded."""
    try:
        layout = Layout(
            rows=int(data.Rows),
            columns=int(data.Columns),
            samples=int(data.get("SamplesPerPixel") or 1),
            allocated=int(data.BitsAllocated),
            stored=int(data.get("BitsStored") or data.BitsAllocated),
            signed=bool(data.get("PixelRepresentation") or 0),
            photometric=str(data.get("PhotometricInterpretation") or "MONOCHROME2").strip(),
            frames=int(data.get("NumberOfFrames") or 1),
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise NotDecoded("pixels") from error
    if not 0 < layout.rows * layout.columns <= MOST_PIXELS:
        raise NotDecoded("too-large")
    if not 0 < layout.frames <= MOST_FRAMES:
        raise NotDecoded("too-large")
    if layout.samples not in (1, 3) or layout.allocated not in (1, 8, 16, 32, 64):
        raise NotDecoded("pixels")
    return layout


class Frames:
    """The frames of one file. Keeps those that were decoded last."""

    def __init__(self, study: Study) -> None:
        if study.pixels is None:
            raise NotDecoded("no-image")
        self.layout = read_layout(study.data)
        self._data = study.data
        self._source = study.source
        self._place = study.pixels
        self._syntax = study.syntax
        self._compressed = study.syntax not in _UNCOMPRESSED
        self._fragments: _Fragments | None = None
        self._kept: dict[int, Frame] = {}
        if self._compressed:
            _require_decoder(study.syntax)
        elif study.pixels.length != UNDEFINED:
            self._require_length()

    def frame(self, number: int) -> Frame:
        """A decoded frame, counted from 0. Raises NotSupported, or what a decoder raises."""
        if not 0 <= number < self.layout.frames:
            raise NotSupported("no such frame")
        kept = self._kept.pop(number, None)
        if kept is None:
            kept = self._decode(number)
            room = KEPT_BYTES - kept.nbytes
            while self._kept and sum(f.nbytes for f in self._kept.values()) > room:
                del self._kept[next(iter(self._kept))]
        self._kept[number] = kept
        return kept

    def _require_length(self) -> None:
        """Half of the first frame is there at least; what broke off after that is black."""
        there = min(self._place.length, self._source.size - self._place.offset)
        if there * 8 * 2 < self.layout.frame_bits:
            raise NotDecoded("pixels")

    def _decode(self, number: int) -> Frame:
        if self._place.tag != 0x7FE00010:
            return self._floats(number)
        if self._compressed:
            if self._fragments is None:
                self._fragments = _Fragments(self._source, self._place, self._data, self.layout)
            compressed = self._fragments.frame(number)
            if self._syntax == JPEGExtended12Bit and self.layout.stored > 8:
                return twelve_bits(compressed, self.layout.rows, self.layout.columns)
            return self._decoded(encapsulate([compressed], has_bot=False))
        if self.layout.allocated == 1:
            return self._bits(number)
        size = self.layout.frame_bits // 8
        return self._decoded(self._stored(number * size, size + size % 2))

    def _stored(self, offset: int, size: int) -> bytes:
        """Bytes of the pixel data; zeros behind its end, as of a transfer that broke off."""
        room = self._place.length if self._place.length != UNDEFINED else self._source.size
        found = self._source.read(self._place.offset + offset, max(min(size, room - offset), 0))
        if not found:
            raise NotSupported("the frame is not in the file")
        return found.ljust(size, b"\0")

    def _bits(self, number: int) -> Frame:
        """One bit a pixel, frames without gaps between them (PS3.5 8.1.1)."""
        pixels = self.layout.rows * self.layout.columns
        first, skip = divmod(number * pixels, 8)
        packed = np.frombuffer(self._stored(first, (skip + pixels + 7) // 8), np.uint8)
        order: Any = "little"
        bits = np.unpackbits(packed, bitorder=order)[skip : skip + pixels]
        frame: Frame = bits.reshape(self.layout.rows, self.layout.columns)
        return frame

    def _floats(self, number: int) -> Frame:
        """Float or double float pixel data (PS3.3 C.7.6.24)."""
        kind = "f8" if self._place.tag == 0x7FE00009 else "f4"
        order = ">" if self._syntax == ExplicitVRBigEndian else "<"
        size = self.layout.rows * self.layout.columns * int(kind[1])
        values = np.frombuffer(self._stored(number * size, size), order + kind)
        frame: Frame = np.nan_to_num(values).reshape(self.layout.rows, self.layout.columns)
        return frame

    def _decoded(self, pixels: bytes) -> Frame:
        single = Dataset()
        for keyword in _PIXEL_MODULE:
            if keyword in self._data:
                setattr(single, keyword, self._data[keyword].value)
        single.NumberOfFrames = 1
        single.BitsStored = self.layout.stored
        single.SamplesPerPixel = self.layout.samples
        single.PhotometricInterpretation = self.layout.photometric
        if self.layout.samples == 1:
            single.PixelRepresentation = int(self.layout.signed)
        single.PixelData = pixels
        syntax = self._syntax if self._compressed else _plain(self._syntax)
        single["PixelData"].VR = "OW" if self._place.words and not self._compressed else "OB"
        single.file_meta = FileMetaDataset()
        single.file_meta.TransferSyntaxUID = syntax
        array, meta = get_decoder(syntax).as_array(single, index=0, raw=False)
        array = array.astype(array.dtype.newbyteorder("="), copy=False)
        if array.ndim == 2:
            if self.layout.photometric == "PALETTE COLOR":
                return palette_colours(array, self._data)
            stored: Frame = array
            return stored
        return _eight_bits(array, int(meta.get("bits_stored") or self.layout.stored))


def _eight_bits(colours: Frame, bits: int) -> Frame:
    if colours.dtype == np.uint8:
        return colours[..., :3]
    if bits > 8:
        colours = colours >> (min(bits, colours.dtype.itemsize * 8) - 8)
    return np.ascontiguousarray(colours[..., :3].astype(np.uint8))


def _plain(syntax: UID) -> UID:
    """As which uncompressed syntax pixels are decoded."""
    return ExplicitVRBigEndian if syntax == ExplicitVRBigEndian else ExplicitVRLittleEndian


def _require_decoder(syntax: UID) -> None:
    try:
        available = get_decoder(syntax).is_available
    except NotImplementedError:
        available = False
    if not available:
        raise NotDecoded("transfer-syntax")


class _Fragments:
    """Which bytes of the file are which frame of encapsulated pixel data."""

    def __init__(self, source: Source, place: PixelPlace, data: Dataset, layout: Layout) -> None:
        self._source = source
        self._frames = layout.frames
        at = place.offset
        table, at = self._table(at)
        self._items = self._scan(at)
        self._starts = self._first_items(table, at, data)

    def frame(self, number: int) -> bytes:
        """The compressed bytes of a frame. Raises NotSupported."""
        first = self._starts[number] if number < len(self._starts) else None
        if first is None:
            raise NotSupported("the frame is not in the file")
        after = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._items)
        if sum(length for _, length in self._items[first:after]) > MOST_COMPRESSED:
            raise NotSupported("too-large")
        return b"".join(self._source.read(at, length) for at, length in self._items[first:after])

    def _table(self, at: int) -> tuple[list[int], int]:
        """The basic offset table, and where the first fragment's item begins."""
        tag, length = struct.unpack("<II", self._source.read(at, 8))
        if tag != 0xE000FFFE or length > 4 * MOST_FRAMES:
            raise NotSupported("pixels")
        raw = self._source.read(at + 8, length)
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])), at + 8 + length

    def _scan(self, at: int) -> list[tuple[int, int]]:
        """Where each fragment's bytes are, and how many."""
        items: list[tuple[int, int]] = []
        window, start = b"", 0
        while len(items) < MOST_FRAGMENTS:
            if not start <= at <= start + len(window) - 8:
                window, start = self._source.read(at, 1 << 12), at
            if len(window) - (at - start) < 8:
                break
            tag, length = struct.unpack_from("<II", window, at - start)
            if tag != 0xE000FFFE or length == UNDEFINED:
                break
            length = min(length, max(self._source.size - at - 8, 0))
            items.append((at + 8, length))
            at += 8 + length
        if not items:
            raise NotSupported("pixels")
        return items

    def _first_items(self, table: list[int], base: int, data: Dataset) -> list[int]:
        """The index of the first fragment of each frame."""
        if self._frames == 1:
            return [0]
        if len(self._items) == self._frames:
            return list(range(self._frames))
        extended = data.get("ExtendedOffsetTable")
        if isinstance(extended, bytes) and len(extended) >= 8 * self._frames:
            table = list(struct.unpack_from(f"<{self._frames}Q", extended))
        if len(table) >= self._frames and any(table):
            known = {at - 8 - base: index for index, (at, _) in enumerate(self._items)}
            return [known[offset] for offset in table[: self._frames] if offset in known]
        return self._by_end_marks()

    def _by_end_marks(self) -> list[int]:
        """A frame ends with the fragment that ends with JPEG's end mark."""
        starts, begins = [], True
        for index, (at, length) in enumerate(self._items):
            if begins:
                starts.append(index)
            tail = self._source.read(at + max(length - 10, 0), min(length, 10))
            begins = b"\xff\xd9" in tail
        return starts
