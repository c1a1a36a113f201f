"""A region of a frame at the size of the screen: averaged when it shrinks, bilinear when it grows.

Values are scaled before they are windowed, so an average is one of densities and not of shades;
dragging a window then costs no scaling at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.core.media_types import View

MOST_SIDE: Final = 8_192
SIDEWAYS: Final = (90, 270)


@dataclass(frozen=True, slots=True)
class Cut:
    """A region in pixels of the frame, and how large it becomes before it is turned."""

    box: tuple[float, float, float, float]
    width: int
    height: int


def cut_of(view: View, rows: int, columns: int, aspect: float) -> Cut:
    """What `view` asks for; the shape of the patient is kept, also when pixels are not square."""
    left, top, right, bottom = (min(max(part, 0.0), 1.0) for part in view.region)
    box = _at_least_a_pixel(
        (left * columns, top * rows, right * columns, bottom * rows), columns, rows
    )
    wide, high = box[2] - box[0], (box[3] - box[1]) * aspect
    most_wide, most_high = min(max(view.width, 1), MOST_SIDE), min(max(view.height, 1), MOST_SIDE)
    if view.turn in SIDEWAYS:
        most_wide, most_high = most_high, most_wide
    scale = min(most_wide / wide, most_high / high)
    width = min(max(round(wide * scale), 1), most_wide)
    height = min(max(round(high * scale), 1), most_high)
    return Cut(box, width, height)


def scaled(pixels: NDArray[Any], cut: Cut) -> NDArray[Any]:
    """Float32 values, or 8-bit grey or RGB, cut and scaled."""
    left, top, right, bottom = cut.box
    if cut.box == (0, 0, pixels.shape[1], pixels.shape[0]) and pixels.shape[:2] == (
        cut.height,
        cut.width,
    ):
        return pixels
    shrinks = cut.width * cut.height < (right - left) * (bottom - top)
    how = Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR
    image = Image.fromarray(np.ascontiguousarray(pixels))
    return np.asarray(image.resize((cut.width, cut.height), how, box=cut.box))


def turned(pixels: NDArray[Any], degrees: int) -> NDArray[Any]:
    """Turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, -(degrees // 90)))


def _at_least_a_pixel(
    box: tuple[float, float, float, float], columns: int, rows: int
) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    left, top = min(left, columns - 1.0), min(top, rows - 1.0)
    return left, top, max(right, left + 1.0), max(bottom, top + 1.0)
