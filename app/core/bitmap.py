"""Thumbnails as messages carry them, from what decoders give.

A message's thumbnail is a `Bitmap` (relay/PROTOCOL.md section 14): 16 bits a pixel, no format, so
nothing has to decode it.
"""

from __future__ import annotations

import sys
from array import array
from math import sqrt

from app.core.file_content import MAX_THUMBNAIL_PIXELS, MAX_THUMBNAIL_SIDE, Bitmap
from app.core.media_types import PixelFormat, Raster

_RED = [(value >> 3) << 11 for value in range(256)]
_GREEN = [(value >> 2) << 5 for value in range(256)]
_BLUE = [value >> 3 for value in range(256)]


def to_bitmap(raster: Raster) -> Bitmap:
    """The picture with 16 bits a pixel, made smaller when a message's thumbnail cannot hold it.

    `raster` is RGB888. Raises ValueError for another format and for a picture without pixels.
    """
    if raster.format is not PixelFormat.RGB888 or not raster.pixels:
        raise ValueError("a thumbnail is made of RGB888")
    width, height = _fitting(raster.width, raster.height)
    pixels = raster.pixels
    if (width, height) != (raster.width, raster.height):
        pixels = _scaled(raster, width, height)
    packed = array(
        "H",
        (
            _RED[red] | _GREEN[green] | _BLUE[blue]
            for red, green, blue in zip(pixels[0::3], pixels[1::3], pixels[2::3], strict=True)
        ),
    )
    if sys.byteorder == "big":
        packed.byteswap()
    return Bitmap(width, height, packed.tobytes())


def _fitting(width: int, height: int) -> tuple[int, int]:
    """The largest size of this shape that a `Bitmap` may have."""
    factor = min(
        1.0,
        MAX_THUMBNAIL_SIDE / max(width, height),
        sqrt(MAX_THUMBNAIL_PIXELS / (width * height)),
    )
    return max(1, int(width * factor)), max(1, int(height * factor))


def _scaled(raster: Raster, width: int, height: int) -> bytes:
    """Each new pixel is the mean of the old ones that it covers."""
    rows = _spans(raster.height, height)
    columns = _spans(raster.width, width)
    scaled = bytearray()
    for top, bottom in rows:
        lines = [
            raster.pixels[3 * raster.width * row : 3 * raster.width * (row + 1)]
            for row in range(top, bottom)
        ]
        for left, right in columns:
            count = (right - left) * len(lines)
            for channel in range(3):
                total = sum(sum(line[3 * left + channel : 3 * right : 3]) for line in lines)
                scaled.append(total // count)
    return bytes(scaled)


def _spans(before: int, after: int) -> list[tuple[int, int]]:
    return [
        (i * before // after, max((i + 1) * before // after, i * before // after + 1))
        for i in range(after)
    ]
