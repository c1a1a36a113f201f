"""Pillow, with six formats and no others: what may be opened, and how large.

Plugins for anything else are never imported, so no PostScript, no PSD and no vector format can be
reached by a file, whatever it claims to be.
"""

from __future__ import annotations

import io
from typing import Final

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)
from PIL.ExifTags import IFD, Base

from app.media.decoder import NotSupported, NotThisKind, Source
from app.media.decoders.png_chunks import png_details
from app.media.source_file import SourceFile

FORMATS: Final = {
    "BMP": "image/bmp",
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "TIFF": "image/tiff",
    "WEBP": "image/webp",
}
"""What may be opened, and its media type. MPO is a JPEG with a second picture, which is ignored."""
_OPENED: Final = tuple(name for name in FORMATS if name != "MPO")
PLUGINS: Final = (
    BmpImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
MAX_PIXELS: Final = 200_000_000
MAX_FRAMES: Final = 2_000
_READ_AHEAD: Final = 256 << 10
_WIDE_GREY: Final = ("I", "F", "I;16", "I;16L", "I;16B", "I;16N")
_PNG_TEXTS: Final = "texts of any kind"
_TRANSPARENT: Final = ("RGBA", "LA", "PA", "La", "RGBa")
_DETAIL_TAGS: Final = frozenset(
    {
        Base.ImageDescription, Base.Make, Base.Model, Base.Software, Base.DateTime, Base.Artist,
        Base.HostComputer, Base.Copyright, IFD.Exif, IFD.GPSInfo, 700, 33723, 34377, 40091, 40092,
        40093, 40094, 40095,
    }
)  # fmt: skip
"""Of the first directory: who, when, with what; XMP, IPTC, Photoshop's, Windows' own."""
_DETAIL_KEYS: Final = ("xmp", "XML:com.adobe.xmp", "photoshop", "comment", "extension")

Image._initialized = 2  # no further plugin is looked for
Image.MAX_IMAGE_PIXELS = None  # ours is checked in `checked`, and is no warning


def open_picture(source: Source) -> Image.Image:
    """A picture whose header was read and whose size is bearable; no pixel is decoded yet.

    Raises NotThisKind, NotSupported.
    """
    file = io.BufferedReader(SourceFile(source), _READ_AHEAD)
    try:
        image = Image.open(file, formats=_OPENED)
    except UnidentifiedImageError:
        raise NotThisKind from None
    except (OSError, ValueError):
        if source.read(0, 2) == b"BM":  # a mark that words may begin with
            raise NotThisKind from None
        raise
    if image.format not in FORMATS:
        raise NotSupported
    if image.format == "PNG":
        told = png_details(source)
        image.info["exif"] = told.exif
        image.info["xmp"] = told.xmp
        image.info[_PNG_TEXTS] = told.texts
    return checked(image)


def checked(image: Image.Image) -> Image.Image:
    """`image`, if it is not too large to decode. Raises NotSupported. To be asked before `load`."""
    width, height = image.size
    if width < 1 or height < 1 or width * height > MAX_PIXELS:
        raise NotSupported
    return image


def orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8: EXIF's Orientation. Pillow turns TIFF upright itself."""
    if image.format == "TIFF":
        return 1
    try:
        value = image.getexif().get(Base.Orientation, 1)
    except Exception:  # damaged details do not make a picture unfit to be seen
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def upright(image: Image.Image, held: int) -> Image.Image:
    """The picture as it was seen."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return image.transpose(turns[held]) if held in turns else image


def displayable(image: Image.Image) -> Image.Image:
    """The picture as L, RGB or RGBA in sRGB. Greys of more than 8 bits span from dark to bright."""
    if image.mode in _WIDE_GREY:
        return _eight_bits(image)
    if image.mode in {"1", "L"}:
        return image.convert("L")
    opaque = "transparency" not in image.info and image.mode not in {
        "RGBA",
        "LA",
        "PA",
        "La",
        "RGBa",
    }
    mode = "RGB" if opaque else "RGBA"
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            return _to_srgb(image, profile, mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a damaged profile: its numbers are taken for sRGB
    return image if image.mode == mode else image.convert(mode)


def _to_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if "srgb" in ImageCms.getProfileDescription(own).lower():
        return image if image.mode == mode else image.convert(mode)
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    converted = ImageCms.profileToProfile(
        image, own, ImageCms.createProfile("sRGB"), outputMode=wanted
    )
    return image.convert(mode) if converted is None else converted.convert(mode)


def _eight_bits(image: Image.Image) -> Image.Image:
    wide = image.convert("F")
    extrema = wide.getextrema()
    low, high = float(extrema[0]), float(extrema[1])  # type: ignore[arg-type]  # one band: two numbers
    factor = 255.0 / (high - low) if high > low else 0.0
    return wide.point(lambda value: value * factor - low * factor).convert("L")


def has_place(image: Image.Image) -> bool:
    """Whether it says where it was taken."""
    try:
        return IFD.GPSInfo in image.getexif() or _in_xmp(image, b"GPSLatitude")
    except Exception:  # what cannot be read may still be there: better said than not
        return True


def has_details(image: Image.Image) -> bool:
    """Whether it says more than its pixels: camera, time, owner, software, comments."""
    try:
        if _DETAIL_TAGS & set(image.getexif()):
            return True
    except Exception:
        return True
    if any(image.info.get(key) for key in _DETAIL_KEYS):
        return image.format != "GIF" or bool(image.info.get("comment") or image.info.get("xmp"))
    return bool(image.info.get(_PNG_TEXTS))


def _in_xmp(image: Image.Image, word: bytes) -> bool:
    for key in ("xmp", "XML:com.adobe.xmp"):
        xmp = image.info.get(key, b"")
        if word in (xmp.encode("utf-8", "replace") if isinstance(xmp, str) else bytes(xmp)):
            return True
    return False


def contain(width: float, height: float, most_width: int, most_height: int) -> tuple[int, int]:
    """The largest size of this shape within a box; at least one pixel."""
    factor = min(most_width / width, most_height / height)
    return (
        min(most_width, max(1, round(width * factor))),
        min(most_height, max(1, round(height * factor))),
    )
