"""What goes by itself: what has expired, what nobody can reach any more, what was damaged.

A blob is kept as long as undelivered mail, an upload a day after its last byte. Rows without a file
and files without a row are what a crash or a restored backup leaves behind. Bytes on disk can rot,
so they are compared with their SHA-256 from time to time, slowly.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from relay.blobs.files import DamagedBlobError, RunningDigest, is_name
from relay.blobs.service import Blobs
from relay.config import Config
from relay.storage.base import BlobRow, Storage, StorageError
from relay.storage.blobs import ForgetUploads, NoteChecked, day_of
from relay.writer import Writer

_log = logging.getLogger("relay.blobs")
_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS
_CHECK_EVERY_MS: Final = 7 * _DAY_MS
_CHECK_PIECE: Final = 1024 * 1024
_CHECK_PAUSE_S: Final = 60.0
_PAGE: Final = 500


class BlobGarbage:
    """Recurring work on blobs.

    Single files that are missing are lost. When all are, more likely their disk is: then nothing
    is cleared away.
    """

    def __init__(
        self,
        config: Config,
        storage: Storage,
        blobs: Blobs,
        writer: Writer,
        clock: Callable[[], int],
    ) -> None:
        self._config = config
        self._storage = storage
        self._files = blobs.files
        self._blobs = blobs
        self._writer = writer
        self._metrics = blobs.metrics
        self._clock = clock
        self._swept_ms: int | None = None

    async def expire(self) -> None:
        """Delete blobs and uploads whose time is over. Raises StorageError."""
        now_ms = self._clock()
        uploads_before = now_ms - int(self._config.upload_hours * _HOUR_MS)
        blobs_before = now_ms - int(self._config.retention_days * _DAY_MS)
        for complete, before_ms in ((False, uploads_before + 1), (True, blobs_before)):
            while old := self._storage.old_blobs(before_ms, _PAGE, complete=complete):
                await self._blobs.remove(old)
                self._metrics.expired_blobs += len(old)
        ended = [
            row
            for row in self._storage.uploads()
            if not row.complete and self._blobs.uploads.is_over(row)
        ]
        if ended:
            await self._blobs.remove(ended)
        self._blobs.uploads.forget_finished(uploads_before)
        await self._writer.run(ForgetUploads(uploads_before, day_of(now_ms)))
        counts = self._storage.blob_counts()
        self._metrics.blobs, self._metrics.blob_bytes = counts.blobs, counts.size
        if self._swept_ms is None or now_ms - self._swept_ms >= _DAY_MS:
            await self.sweep()
            self._swept_ms = now_ms

    async def sweep(self) -> None:
        """Delete files without a row, and rows whose file is not as they say.

        Raises StorageError.
        """
        try:
            found = await self._files.run(self._files.all)
            if not found and self._storage.blob_counts().blobs:
                _log.error("all blobs are missing: is their folder mounted?")
                return
            known = set(self._blobs.making)
            after = 0
            while rows := self._storage.blobs_after(after, _PAGE):
                after = rows[-1].id
                known.update(row.name for row in rows)
                sizes = await self._files.run(
                    lambda names: [self._files.size(name) for name in names],
                    [row.name for row in rows],
                )
                for row, size in zip(rows, sizes, strict=True):
                    if not _fits(row, size):
                        await self._drop_unless_changed(row)
            wanted = {self._files.path(name) for name in known}
            strays = [path for path in found if path not in wanted and is_name(path.name)]
            for path in strays:
                await self._files.run(path.unlink, True)
        except OSError as error:
            _log.error("blobs cannot be looked through outcome=%s", error.strerror)
            return
        if strays:
            _log.info("files without a blob deleted count=%d", len(strays))

    async def _drop_unless_changed(self, row: BlobRow) -> None:
        """Delete what is damaged; not what has been completed or deleted meanwhile."""
        now = self._storage.blob(row.blob_id)
        if now is None or now.id != row.id:
            return
        if not _fits(now, await self._files.run(self._files.size, now.name)):
            await self._blobs.drop_damaged(now)

    async def check_for_ever(self) -> None:
        """Compare one blob after another with its digest, until cancelled."""
        while self._config.blob_check_bytes:
            try:
                while await self.check_one():
                    pass
            except StorageError as error:
                _log.warning("blobs cannot be compared outcome=%s", error)
            await asyncio.sleep(_CHECK_PAUSE_S)

    async def check_one(self) -> bool:
        """Compare the blob whose turn it is; False when all have been of late.

        Raises StorageError.
        """
        row = self._storage.unchecked_blob(self._clock() - _CHECK_EVERY_MS)
        if row is None:
            return False
        try:
            good = await self._is_good(row)
        except OSError as error:
            _log.error("a blob cannot be read outcome=%s", error.strerror)
            good = False
        if good:
            await self._writer.run(NoteChecked(row.id, self._clock()))
        elif self._storage.blob(row.blob_id) is not None:
            await self._blobs.drop_damaged(row)
        return True

    async def _is_good(self, row: BlobRow) -> bool:
        digest = RunningDigest()
        pause_s = _CHECK_PIECE / self._config.blob_check_bytes
        try:
            while piece := await self._files.run(
                self._files.read, row.name, digest.covered, _CHECK_PIECE
            ):
                await self._files.run(digest.follow, digest.covered, piece)
                await asyncio.sleep(pause_s)
        except DamagedBlobError:
            return False
        return digest.covered == row.length and digest.digest() == row.digest


def _fits(row: BlobRow, size: int | None) -> bool:
    if size is None:
        return False
    return size == row.length if row.complete else size >= row.start
