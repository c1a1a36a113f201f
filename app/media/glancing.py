"""A file at first sight: what it is, how large, whether it hides details, a small picture of it.

Nothing here fails: what cannot be found out is left out, and at worst the file is of no kind.
"""

from __future__ import annotations

from app.core.file_types import THUMBNAIL_SIDE, FileKind
from app.core.media_types import (
    DicomInfo,
    Glance,
    MediaInfo,
    PictureInfo,
    Raster,
    SoundInfo,
    VideoInfo,
)
from app.media.decoder import Decoder, Source
from app.media.opening import open_source

OCTETS = "application/octet-stream"


def glance(source: Source, name: str) -> Glance:
    """Look at a file. Never raises for what is in it."""
    try:
        decoder = open_source(source, name)
    except Exception:
        return Glance(FileKind.OTHER.value, OCTETS)
    width, height, duration_ms = _extent(decoder.info)
    return Glance(
        decoder.kind.value,
        decoder.media_type,
        width,
        height,
        duration_ms,
        decoder.has_place,
        decoder.has_details,
        _thumbnail(decoder),
    )


def _extent(info: MediaInfo) -> tuple[int, int, int]:
    match info:
        case PictureInfo():
            return info.width, info.height, info.frames * info.frame_ms
        case VideoInfo():
            return info.width, info.height, info.duration_ms
        case DicomInfo():
            return info.columns, info.rows, 0
        case SoundInfo():
            return 0, 0, info.duration_ms
    return 0, 0, 0


def _thumbnail(decoder: Decoder) -> Raster | None:
    try:
        return decoder.thumbnail(THUMBNAIL_SIDE)
    except Exception:
        return None
