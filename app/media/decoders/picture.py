"""Pictures: decoded once, kept at several sizes, drawn from the smallest that is good enough."""

from __future__ import annotations

from PIL import Image

from app.core.file_types import FileKind
from app.core.media_types import PictureInfo, PixelFormat, Raster, View
from app.media.decoder import Decoder, NotSupported, Source, as_rgb
from app.media.decoders.frame_count import frame_count, frame_ms
from app.media.decoders.pillow import (
    FORMATS,
    checked,
    contain,
    displayable,
    has_details,
    has_place,
    open_picture,
    orientation,
    upright,
)

_FORMATS = {"L": PixelFormat.GRAY8, "RGB": PixelFormat.RGB888, "RGBA": PixelFormat.RGBA8888}
_SMALLEST = 256
"""Pixels on the shorter side below which no smaller copy is worth while."""
_JPEG_LEVELS = 3
"""JPEG decodes itself at a half, a quarter and an eighth of its size."""


class PictureDecoder(Decoder):
    """A picture of one or more frames, upright."""

    kind = FileKind.PICTURE

    def __init__(self, source: Source, image: Image.Image) -> None:
        self._source = source
        self._image = image
        self._held = orientation(image)
        self.media_type = FORMATS[image.format or ""]
        self.has_place = has_place(image)
        self.has_details = has_details(image)
        frames = frame_count(image, source)
        width, height = _turned(image.size, self._held)
        self.info: PictureInfo = PictureInfo(width, height, frames, frame_ms(image, frames))
        self._frame = -1
        self._levels: dict[int, Image.Image] = {}

    def render(self, view: View) -> Raster:
        """The region fills the view as far as its shape allows, enlarged where it has to be."""
        if not 0 <= view.frame < self.info.frames:
            raise NotSupported
        if view.frame != self._frame:
            self._levels.clear()
            self._frame = view.frame
        full = self._frame_size()
        left, top, right, bottom = region_of(view)
        shown = (right - left) * full[0], (bottom - top) * full[1]
        room = (view.height, view.width) if view.turn in {90, 270} else (view.width, view.height)
        size = contain(max(1, round(shown[0])), max(1, round(shown[1])), *room)
        level = self._level(_level_for(shown[0] / size[0], full))
        box = (
            left * level.width,
            top * level.height,
            max(right * level.width, left * level.width + 1e-3),
            max(bottom * level.height, top * level.height + 1e-3),
        )
        drawn = level.resize(size, Image.Resampling.BILINEAR, box=box)
        if drawn.mode == "RGBa":
            drawn = drawn.convert("RGBA")
        return _raster(adjusted(turned(drawn, view.turn), view))

    def thumbnail(self, side: int) -> Raster | None:
        """Never larger than the picture itself; what is transparent is white."""
        info = self.info
        longer = max(info.width, info.height)
        raster = self.render(View(min(side, longer), min(side, longer)))
        if raster.format is not PixelFormat.RGBA8888:
            return as_rgb(raster)
        image = Image.frombytes("RGBA", (raster.width, raster.height), raster.pixels)
        white = Image.new("RGBA", image.size, "white")
        return _raster(Image.alpha_composite(white, image).convert("RGB"))

    def _frame_size(self) -> tuple[int, int]:
        if self._image.format != "TIFF" or self.info.frames == 1:
            return self.info.width, self.info.height
        return self._level(0).size  # the pages of a TIFF may differ in size

    def _level(self, wanted: int) -> Image.Image:
        """The frame at 1 / 2**wanted of its size."""
        if wanted in self._levels:
            return self._levels[wanted]
        if wanted == 0:
            image = self._decoded(self._fresh())
        elif 0 not in self._levels and wanted <= _JPEG_LEVELS and self._image.format == "JPEG":
            draft = self._fresh()
            draft.draft(None, (draft.width >> wanted, draft.height >> wanted))
            image = self._decoded(draft)
        else:
            image = self._level(wanted - 1).reduce(2)
        self._levels[wanted] = image
        return image

    def _fresh(self) -> Image.Image:
        """The picture before any pixel of it is decoded: an animation goes on where it was."""
        if self.info.frames == 1:
            return open_picture(self._source)
        self._image.seek(self._frame)
        return checked(self._image)

    def _decoded(self, image: Image.Image) -> Image.Image:
        """Upright; with transparency multiplied in, so that scaling need not do it each time."""
        image.load()
        pixels = upright(displayable(image), self._held)
        return pixels.convert("RGBa") if pixels.mode == "RGBA" else pixels


def open(source: Source, head: bytes, name: str) -> Decoder:
    """Raises NotThisKind, NotSupported, and what Pillow raises."""
    del head, name
    return PictureDecoder(source, open_picture(source))


def turned(image: Image.Image, degrees: int) -> Image.Image:
    """Clockwise, by a multiple of 90 degrees."""
    turns = {
        90: Image.Transpose.ROTATE_270,
        180: Image.Transpose.ROTATE_180,
        270: Image.Transpose.ROTATE_90,
    }
    return image.transpose(turns[degrees]) if degrees in turns else image


def adjusted(image: Image.Image, view: View) -> Image.Image:
    """With the view's brightness, contrast and inversion; transparency stays."""
    if not (view.brightness or view.contrast or view.invert):
        return image
    contrast = min(0.99, max(-1.0, view.contrast))
    slope = 1.0 + contrast if contrast < 0 else 1.0 / (1.0 - contrast)
    offset = 127.5 + 255.0 * min(1.0, max(-1.0, view.brightness))
    curve = [min(255, max(0, round((value - 127.5) * slope + offset))) for value in range(256)]
    if view.invert:
        curve = [255 - value for value in curve]
    colours = 1 if image.mode == "L" else 3
    return image.point(curve * colours + (list(range(256)) if image.mode == "RGBA" else []))


def _raster(image: Image.Image) -> Raster:
    return Raster(image.width, image.height, _FORMATS[image.mode], image.tobytes())


def region_of(view: View) -> tuple[float, float, float, float]:
    """The view's region, within the picture. Raises NotSupported for an empty one."""
    left, top, right, bottom = (min(1.0, max(0.0, edge)) for edge in view.region)
    if right <= left or bottom <= top:
        raise NotSupported
    return left, top, right, bottom


def _level_for(scale: float, full: tuple[int, int]) -> int:
    """The smallest copy that still has at least a pixel for each one that is drawn."""
    level = 0
    while scale >= 2.0 and min(full) >> (level + 1) >= _SMALLEST:
        scale /= 2.0
        level += 1
    return level


def _turned(size: tuple[int, int], held: int) -> tuple[int, int]:
    return (size[1], size[0]) if held >= 5 else size
