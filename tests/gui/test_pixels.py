"""Pixels from the decoding process, as Qt takes them."""

from __future__ import annotations

from app.core.file_content import Bitmap
from app.core.media_types import PixelFormat, Raster
from app.ui.pixels import bitmap_image, raster_image


class TestPixels:
    def test_a_raster_is_copied_with_any_width(self) -> None:
        pixels = bytes(range(3 * 5 * 2))
        image = raster_image(Raster(5, 2, PixelFormat.RGB888, pixels))
        assert (image.width(), image.height()) == (5, 2)
        colour = image.pixelColor(1, 1)
        assert (colour.red(), colour.green(), colour.blue()) == (18, 19, 20)

    def test_a_thumbnail_has_its_red_in_the_highest_bits(self) -> None:
        image = bitmap_image(Bitmap(3, 1, b"\x00\xf8\xe0\x07\x1f\x00"))
        colours = [image.pixelColor(x, 0).name() for x in range(3)]
        assert colours == ["#ff0000", "#00ff00", "#0000ff"]
