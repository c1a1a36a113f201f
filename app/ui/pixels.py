"""Pixels that were decoded elsewhere, as pictures to draw.

The only way by which a file of somebody else becomes a QImage: raw pixels whose size was checked,
copied. No format of a file is ever read by Qt.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QImage

from app.core.file_content import Bitmap
from app.core.media_types import PixelFormat, Raster

_FORMATS = {
    PixelFormat.GRAY8: QImage.Format.Format_Grayscale8,
    PixelFormat.RGB888: QImage.Format.Format_RGB888,
    PixelFormat.RGBA8888: QImage.Format.Format_RGBA8888,
}


def raster_image(raster: Raster) -> QImage:
    """A picture of its own, independent of `raster`; null when there are no pixels."""
    if not raster.pixels:
        return QImage()
    line = raster.width * raster.format.value
    form = _FORMATS[raster.format]
    return QImage(raster.pixels, raster.width, raster.height, line, form).copy()


def bitmap_image(bitmap: Bitmap) -> QImage:
    """A sender's thumbnail: 16-bit pixels, little-endian, red in the highest bits."""
    pixels = bitmap.pixels
    if sys.byteorder == "big":
        swapped = bytearray(pixels)
        swapped[0::2], swapped[1::2] = pixels[1::2], pixels[0::2]
        pixels = bytes(swapped)
    form = QImage.Format.Format_RGB16
    return QImage(pixels, bitmap.width, bitmap.height, 2 * bitmap.width, form).copy()
