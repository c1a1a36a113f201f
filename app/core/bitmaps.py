"""Small pictures without a format (relay/PROTOCOL.md section 14), made from decoded pixels."""

from __future__ import annotations

from app.core.file_content import MAX_THUMBNAIL_PIXELS, MAX_THUMBNAIL_SIDE, Bitmap
from app.core.media_types import PixelFormat, Raster


def bitmap_of(raster: Raster) -> Bitmap | None:
    """A picture of 16 bits a pixel, as small as a message may carry; None for an empty one.

    What is too large is thinned out: thumbnails come in about the right size.
    """
    if not raster.width or not raster.height:
        return None
    width, height = _fit(raster.width, raster.height)
    step = raster.format.value
    grey = raster.format is PixelFormat.GRAY8
    source, out = raster.pixels, bytearray(2 * width * height)
    columns = [column * raster.width // width * step for column in range(width)]
    place = 0
    for row in range(height):
        start = row * raster.height // height * raster.width * step
        for column in columns:
            at = start + column
            red = source[at]
            green, blue = (red, red) if grey else (source[at + 1], source[at + 2])
            value = (red >> 3) << 11 | (green >> 2) << 5 | blue >> 3
            out[place] = value & 0xFF
            out[place + 1] = value >> 8
            place += 2
    return Bitmap(width, height, bytes(out))


def _fit(width: int, height: int) -> tuple[int, int]:
    shrink = max(
        1.0,
        max(width, height) / MAX_THUMBNAIL_SIDE,
        (width * height / MAX_THUMBNAIL_PIXELS) ** 0.5,
    )
    return max(1, int(width / shrink)), max(1, int(height / shrink))
