"""Thumbnails: what a message carries is the picture, a little coarser."""

from __future__ import annotations

import random
import sys
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.bitmap import to_bitmap
from app.core.file_content import MAX_THUMBNAIL_PIXELS, MAX_THUMBNAIL_SIDE, Bitmap
from app.core.media_types import PixelFormat, Raster


def raster(width: int, height: int, pixels: bytes) -> Raster:
    return Raster(width, height, PixelFormat.RGB888, pixels)


def from_bitmap(bitmap: Bitmap) -> Raster:
    """The picture as RGB888, the highest bits of each colour repeated in its lowest."""
    packed = array("H", bitmap.pixels)
    if sys.byteorder == "big":
        packed.byteswap()
    pixels = bytearray()
    for pixel in packed:
        red, green, blue = pixel >> 11, (pixel >> 5) & 63, pixel & 31
        pixels += bytes((red << 3 | red >> 2, green << 2 | green >> 4, blue << 3 | blue >> 2))
    return raster(bitmap.width, bitmap.height, bytes(pixels))


def test_the_bits_are_where_the_protocol_says() -> None:
    made = to_bitmap(raster(4, 1, b"\xff\0\0\0\xff\0\0\0\xff\xff\xff\xff"))
    assert made == Bitmap(4, 1, b"\x00\xf8\xe0\x07\x1f\x00\xff\xff")


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0))
def test_a_small_picture_comes_back_within_its_precision(
    width: int, height: int, seed: int
) -> None:
    before = raster(width, height, random.Random(seed).randbytes(3 * width * height))
    after = from_bitmap(to_bitmap(before))
    assert (after.width, after.height) == (width, height)
    assert all(abs(a - b) <= 8 for a, b in zip(before.pixels, after.pixels, strict=True))
    assert from_bitmap(to_bitmap(after)) == after


@pytest.mark.parametrize(
    ("width", "height"), [(128, 128), (128, 1), (1, 128), (128, 96), (90, 91), (320, 40)]
)
def test_a_large_one_is_made_to_fit(width: int, height: int) -> None:
    made = to_bitmap(raster(width, height, b"\x10\x80\xf0" * (width * height)))
    assert made.width * made.height <= MAX_THUMBNAIL_PIXELS
    assert max(made.width, made.height) <= MAX_THUMBNAIL_SIDE
    assert abs(made.width / made.height - width / height) <= 0.05 * width / height + 0.02
    assert set(zip(*[iter(from_bitmap(made).pixels)] * 3, strict=True)) == {(0x10, 0x82, 0xF7)}


def test_scaling_takes_the_mean() -> None:
    made = from_bitmap(to_bitmap(raster(128, 128, (b"\0\0\0\xfe\xfe\xfe") * (64 * 128))))
    assert made.width == made.height == 90
    assert 100 < sum(made.pixels) / len(made.pixels) < 155


@pytest.mark.parametrize("other", [PixelFormat.GRAY8, PixelFormat.RGBA8888])
def test_other_formats_are_refused(other: PixelFormat) -> None:
    with pytest.raises(ValueError, match="RGB888"):
        to_bitmap(Raster(1, 1, other, bytes(other.value)))


def test_a_picture_without_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="RGB888"):
        to_bitmap(raster(0, 5, b""))
