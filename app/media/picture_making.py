"""A picture made anew from its pixels, so that nothing else of the file goes on its way.

No byte of the old file is copied: EXIF, GPS, XMP, IPTC, colour profiles (the pixels become sRGB),
comments, text chunks, embedded thumbnails and whatever follows the end of the picture are all left
behind. A JPEG stays one, at quality 90; WebP that was lossy becomes one. Everything else becomes
PNG without loss: an animation an animated PNG with all its frames. The pages of a fax stay TIFF.
"""

from __future__ import annotations

import io

from PIL import Image

from app.core.media_types import PreparedPicture
from app.media.decoder import NotSupported, Source
from app.media.decoders.frame_count import frame_count, frame_ms
from app.media.decoders.pillow import (
    MAX_PIXELS,
    contain,
    displayable,
    open_picture,
    orientation,
    upright,
)

JPEG_QUALITY = 90
_KEPT_GREY = {"I;16", "I;16L", "I;16B", "I;16N"}
_LOSSY_WEBP = b"VP8 "
_MOST_OPTIMIZED = 40_000_000
"""Pixels of a JPEG that may take the memory of a second look at its Huffman tables."""


def prepare(source: Source, longest: int | None) -> PreparedPicture:
    """Raises NotThisKind, NotSupported, and what Pillow raises."""
    image = open_picture(source)
    count = frame_count(image, source)
    if count * image.width * image.height > MAX_PIXELS:
        raise NotSupported
    held = orientation(image)
    old_format = image.format or ""
    shown_ms = frame_ms(image, count)
    lossy = old_format in {"JPEG", "MPO"} or _is_lossy_webp(old_format, source)
    frames = []
    for number in range(count):
        if count > 1:
            image.seek(number)
        elif longest is not None and old_format == "JPEG":
            image.draft(None, (min(longest, image.width), min(longest, image.height)))
        frames.append(_made(image, held, longest, alone=count == 1))
    output = io.BytesIO()
    first, others = frames[0], frames[1:]
    if lossy and not others and first.mode in {"L", "RGB"}:
        media_type = "image/jpeg"
        small = first.width * first.height <= _MOST_OPTIMIZED
        first.save(output, "JPEG", quality=JPEG_QUALITY, optimize=small)
    elif others and old_format == "TIFF":
        media_type = "image/tiff"
        first.save(
            output, "TIFF", save_all=True, append_images=others, compression="tiff_adobe_deflate"
        )
    elif others:
        media_type = "image/png"
        first.save(output, "PNG", save_all=True, append_images=others, duration=shown_ms, loop=0)
    else:
        media_type = "image/png"
        first.save(output, "PNG")
    return PreparedPicture(output.getvalue(), media_type, first.width, first.height)


def _made(image: Image.Image, held: int, longest: int | None, *, alone: bool) -> Image.Image:
    """A frame, upright and scaled, in an image that knows nothing of the file.

    `alone`: its pixels, which may be 800 MB, are taken over. The next frame would overwrite them.
    """
    image.load()
    pixels = image if image.mode in _KEPT_GREY else displayable(image)
    pixels = upright(pixels, held)
    if longest is not None and max(pixels.size) > longest:
        size = contain(*pixels.size, longest, longest)
        if pixels.mode in _KEPT_GREY:
            pixels = displayable(pixels)
        pixels = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    fresh = pixels._new(pixels.im if alone else pixels.im.copy())
    fresh.info = {}
    return fresh


def _is_lossy_webp(old_format: str, source: Source) -> bool:
    return old_format == "WEBP" and _LOSSY_WEBP in source.read(12, 4_096)
