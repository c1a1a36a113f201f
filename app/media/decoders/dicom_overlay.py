"""Overlay planes: lines and letters that a device drew over its image (PS3.3 C.9.2)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from app.media.decoders.dicom_frames import MOST_PIXELS, Layout
from app.media.decoders.dicom_scale import Cut, scaled

_GROUPS: Final = range(0x6000, 0x6020, 2)
_MOST_FRAMES: Final = 4_096


class Overlay:
    """One plane, drawn in white: at full strength where lines are wider than a pixel shown."""

    def __init__(self, bits: NDArray[np.uint8], first_frame: int, frames: int | None) -> None:
        self._bits = bits
        self._first = first_frame
        self._frames = frames
        self._kept: tuple[tuple[int, Cut], NDArray[Any]] | None = None

    def drawn(self, pixels: NDArray[Any], frame: int, cut: Cut) -> NDArray[Any]:
        """`pixels` with the plane of that frame over them."""
        number = 0 if self._frames is None else frame - self._first
        if not 0 <= number < len(self._bits):
            return pixels
        if self._kept is None or self._kept[0] != (number, cut):
            self._kept = ((number, cut), scaled(self._bits[number], cut))
        plane = self._kept[1]
        over: NDArray[Any] = np.maximum(pixels, plane if pixels.ndim == 2 else plane[..., None])
        return over


def overlays_of(data: Dataset, layout: Layout) -> list[Overlay]:
    """The planes that have data of their own; what cannot be read is left out."""
    found = (_read(data, group, layout) for group in _GROUPS)
    return [overlay for overlay in found if overlay is not None]


def _read(data: Dataset, group: int, layout: Layout) -> Overlay | None:
    try:
        rows, columns = int(data[group, 0x0010].value), int(data[group, 0x0011].value)
        top, left = (int(each) - 1 for each in data[group, 0x0050].value)
        raw = data[group, 0x3000].value
        count = int(data[group, 0x0015].value) if (group, 0x0015) in data else 1
        first = int(data[group, 0x0051].value) - 1 if (group, 0x0051) in data else 0
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    needed = rows * columns * count
    if not (0 < needed <= MOST_PIXELS and count <= _MOST_FRAMES and isinstance(raw, bytes)):
        return None
    if needed > len(raw) * 8 or layout.rows * layout.columns * count > MOST_PIXELS:
        return None
    order: Any = "little"
    bits = np.unpackbits(np.frombuffer(raw, np.uint8), count=needed, bitorder=order)
    planes = np.zeros((count, layout.rows, layout.columns), np.uint8)
    if top < 0 or left < 0:
        return None
    high, wide = min(rows, layout.rows - top), min(columns, layout.columns - left)
    if high <= 0 or wide <= 0:
        return None
    planes[:, top : top + high, left : left + wide] = (
        bits.reshape(count, rows, columns)[:, :high, :wide] * 255
    )
    return Overlay(planes, first, count if (group, 0x0015) in data else None)
