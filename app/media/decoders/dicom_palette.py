"""Palette colour (PS3.3 C.7.6.3.1.5 and .6): stored values looked up in three tables.

pydicom does it too, but takes the tables of big-endian files for little-endian ones; here it is
asked for segmented tables alone.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut

from app.media.decoder import NotSupported

_CHANNELS: Final = ("Red", "Green", "Blue")


def palette_colours(values: NDArray[Any], data: Dataset) -> NDArray[np.uint8]:
    """Rows x columns x 3 of 8 bits. Raises NotSupported without usable tables."""
    if "RedPaletteColorLookupTableData" not in data:
        return _narrowed(apply_color_lut(values, data)[..., :3])
    descriptor = data.RedPaletteColorLookupTableDescriptor
    entries, first = int(descriptor[0]) or 1 << 16, int(descriptor[1])
    tables = [_table(data, channel, entries) for channel in _CHANNELS]
    index = np.clip(values.astype(np.int32) - first, 0, min(map(len, tables)) - 1)
    return _narrowed(np.stack([table[index] for table in tables], axis=-1))


def _table(data: Dataset, channel: str, entries: int) -> NDArray[Any]:
    raw = data[f"{channel}PaletteColorLookupTableData"].value
    if not isinstance(raw, bytes) or len(raw) < entries:
        raise NotSupported("pixels")
    if len(raw) < 2 * entries:
        return np.frombuffer(raw, np.uint8)[:entries]
    little = getattr(data, "original_encoding", (False, True))[1]
    return np.frombuffer(raw[: 2 * entries], "<u2" if little else ">u2")


def _narrowed(colours: NDArray[Any]) -> NDArray[np.uint8]:
    """Some writers put 8 bits into entries of 16, most use all 16."""
    if colours.dtype.itemsize > 1 and colours.max(initial=0) > 255:
        colours = colours >> 8
    return np.ascontiguousarray(colours.astype(np.uint8))
