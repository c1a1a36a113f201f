"""Looking at files that the person may want to send, and making ready what is sent of them.

Nothing is copied before it is sent. A picture is made anew without its hidden details before
anything of it is encrypted; if that does not work the person is told, and the original goes only
when they say so.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath

from app.core.bitmap import to_bitmap
from app.core.file_content import (
    MAX_FILE_NAME,
    MAX_MEDIA_TYPE,
    MEDIA_TYPE_CHARACTERS,
    Bitmap,
)
from app.core.file_errors import FileRefused, NotAllowed, PictureNotCleaned, Refusal
from app.core.file_names import ending_of
from app.core.file_ports import OutsideFiles, Stamp
from app.core.file_types import SMALLER_SIDE, FileDraft, FileKind, PictureChoice
from app.core.media_ports import ByteSource, FileNotDisplayable, MediaPort
from app.core.media_types import Glance
from app.core.policy import Policy
from app.core.randomness import Randomness
from app.services.file_sources import HeldBytes, Origin
from app.services.off_loop import off_loop
from app.services.recipients import clean

_MEBIBYTE = 1 << 20
_NAMELESS = "file"
_PLAIN = "application/octet-stream"
_CAMERA_ENDINGS = """
    jpg jpeg jpe jfif mpo png webp tif tiff heic heif hif avif jxl jp2 dng
    arw cr2 cr3 crw nef nrw orf pef raf rw2 srw
"""
_CAMERA = frozenset(_CAMERA_ENDINGS.split())
"""Endings of pictures that say where and by whom they were taken."""
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is sent: the plaintext's origin, and what is said of it."""

    size: int
    name: str = field(repr=False)
    media_type: str
    width: int
    height: int
    duration_ms: int
    thumbnail: Bitmap | None = field(repr=False)
    origin: Origin
    held: bytes | None = field(default=None, repr=False)
    """In memory, where `origin` names nothing."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    draft: FileDraft
    path: Path | None
    stamp: Stamp | None
    data: bytes | None = field(repr=False)


class Choosing:
    """The files that are chosen and not sent yet."""

    def __init__(
        self, policy: Policy, media: MediaPort, outside: OutsideFiles, randomness: Randomness
    ) -> None:
        self._policy = policy
        self._media = media
        self._outside = outside
        self._randomness = randomness
        self._chosen: dict[str, _Chosen] = {}

    async def choose(self, path: Path) -> FileDraft:
        """Look at a file. Raises FileRefused."""
        self._require_allowed(0)
        source = await off_loop(partial(self._outside.open, path))
        try:
            stamp = source.stamp
            return await self._look(source, path.name, path, stamp, None)
        finally:
            source.close()

    async def choose_data(self, data: bytes, name: str) -> FileDraft:
        """Look at what was pasted or recorded. Raises FileRefused."""
        return await self._look(HeldBytes(data), name, None, None, data)

    def discard(self, draft: FileDraft) -> None:
        """Forget it."""
        self._chosen.pop(draft.token, None)

    def forget(self) -> None:
        """Forget all."""
        self._chosen.clear()

    async def outgoing(self, draft: FileDraft, choice: PictureChoice) -> Outgoing:
        """What is to be sent of a draft. Raises FileRefused, PictureNotCleaned, NotAllowed."""
        chosen = self._chosen.get(draft.token)
        if chosen is None:
            raise FileRefused(Refusal.CHANGED)
        seen = chosen.draft
        source = await off_loop(partial(self._open, chosen))
        try:
            self._require_allowed(source.size)
            is_picture = seen.kind is FileKind.PICTURE or ending_of(seen.name) in _CAMERA
            if is_picture and choice is not PictureChoice.ORIGINAL:
                return await self._remade(seen, source, choice)
            if is_picture and not self._policy.allow_original_pictures:
                raise NotAllowed
            return self._as_it_is(chosen, source.size)
        finally:
            source.close()

    def _open(self, chosen: _Chosen) -> ByteSource:
        if chosen.path is None:
            return HeldBytes(chosen.data or b"")
        try:
            source = self._outside.open(chosen.path)
        except FileRefused as error:
            raise FileRefused(Refusal.CHANGED) from error
        if source.stamp != chosen.stamp:
            source.close()
            raise FileRefused(Refusal.CHANGED)
        return source

    def _as_it_is(self, chosen: _Chosen, size: int) -> Outgoing:
        seen, origin = chosen.draft, Origin()
        if chosen.path is not None and chosen.stamp is not None:
            origin = Origin.of(chosen.path, chosen.stamp)
        return Outgoing(
            size,
            seen.name,
            seen.media_type,
            seen.width,
            seen.height,
            seen.duration_ms,
            seen.thumbnail,
            origin,
            chosen.data,
        )

    async def _remade(self, seen: FileDraft, source: ByteSource, choice: PictureChoice) -> Outgoing:
        longest = SMALLER_SIDE if choice is PictureChoice.SMALLER else None
        try:
            made = await self._media.prepare_picture(source, longest=longest)
        except FileNotDisplayable as error:
            raise PictureNotCleaned from error
        ending = _ENDINGS.get(made.media_type)
        name = seen.name
        if ending is not None and not _fits(ending_of(name), ending):
            name = _short(f"{PurePath(name).stem or _NAMELESS}.{ending}")
        self._require_allowed(len(made.data))
        return Outgoing(
            len(made.data),
            name,
            made.media_type,
            made.width,
            made.height,
            0,
            seen.thumbnail,
            Origin(),
            made.data,
        )

    async def _look(
        self,
        source: ByteSource,
        name: str,
        path: Path | None,
        stamp: Stamp | None,
        data: bytes | None,
    ) -> FileDraft:
        self._require_allowed(source.size)
        if not source.size:
            raise FileRefused(Refusal.EMPTY)
        glance = await self._media.glance(source, name)
        thumbnail = glance.thumbnail
        small = None if thumbnail is None else await off_loop(partial(to_bitmap, thumbnail))
        draft = FileDraft(
            token=self._randomness.random_bytes(16).hex(),
            name=_short(clean(name)),
            size=source.size,
            kind=_kind(glance),
            media_type=_media_type(glance.media_type),
            width=glance.width,
            height=glance.height,
            duration_ms=glance.duration_ms,
            thumbnail=small,
            has_place=glance.has_place,
            has_details=glance.has_details,
        )
        draft = replace(draft, scaled_size=_scaled_size(draft))
        self._chosen[draft.token] = _Chosen(draft, path, stamp, data)
        return draft

    def _require_allowed(self, size: int) -> None:
        most = self._policy.max_file_mib
        if not most:
            raise FileRefused(Refusal.FORBIDDEN)
        if size > most * _MEBIBYTE:
            raise FileRefused(Refusal.TOO_LARGE, most)


def _short(name: str) -> str:
    """At most as long as a message takes, with its ending."""
    name = name or _NAMELESS
    if len(name) <= MAX_FILE_NAME:
        return name
    ending = ending_of(name)
    return name[: MAX_FILE_NAME - len(ending) - 1] + (f".{ending}" if ending else "")


def _fits(ending: str, wanted: str) -> bool:
    return ending == wanted or (wanted == "jpg" and ending in ("jpeg", "jpe", "jfif"))


def _kind(glance: Glance) -> FileKind:
    try:
        return FileKind(glance.kind)
    except ValueError:
        return FileKind.OTHER


def _media_type(said: str) -> str:
    plain = said.partition(";")[0].strip().lower()
    fine = 3 <= len(plain) <= MAX_MEDIA_TYPE and set(plain) <= MEDIA_TYPE_CHARACTERS
    return plain if fine and "/" in plain else _PLAIN


def _scaled_size(draft: FileDraft) -> int:
    """By the number of pixels that would be left."""
    longest = max(draft.width, draft.height)
    if draft.kind is not FileKind.PICTURE or longest <= SMALLER_SIDE:
        return 0
    return max(1, int(draft.size * (SMALLER_SIDE / longest) ** 2))
