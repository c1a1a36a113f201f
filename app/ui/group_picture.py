"""A group's picture from a file: decoded by the process for files, cut square, small.

What comes out has no format, so that nobody's Curbside has to decode anything
(relay/PROTOCOL.md section 14: at most 8,192 pixels).
"""

from __future__ import annotations

from pathlib import Path

from app.core.errors import CurbsideError
from app.core.file_content import Bitmap
from app.services.files_api import FileUseCases

_PIXEL = 2
"""Bytes."""


class NoPicture(CurbsideError):  # noqa: N818 - named for what happened
    """The file cannot be shown as a picture."""

    code = "no-group-picture"
    message = "This file could not be read as a picture."
    action = "Choose a photo, such as a JPEG or PNG file."


async def picture_from(files: FileUseCases, path: Path) -> Bitmap:
    """The middle of the picture. Raises FileRefused, NoPicture."""
    draft = await files.choose(path)
    files.discard(draft)
    if draft.thumbnail is None:
        raise NoPicture
    return square(draft.thumbnail)


def square(bitmap: Bitmap) -> Bitmap:
    """Its middle, as wide as it is high."""
    side = min(bitmap.width, bitmap.height)
    left, top = (bitmap.width - side) // 2, (bitmap.height - side) // 2
    line = _PIXEL * bitmap.width
    rows = (
        bitmap.pixels[y * line + _PIXEL * left : y * line + _PIXEL * (left + side)]
        for y in range(top, top + side)
    )
    return Bitmap(side, side, b"".join(rows))
