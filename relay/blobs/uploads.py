"""Uploads by tus 1.0: whoever has the token may add bytes, and only bytes (PROTOCOL.md 5.7).

Tokens are 32 random bytes, looked up by their SHA-256, so that how long the search takes says
nothing about any of them. One request at a time works on an upload: a newer one ends the older,
because it comes from a client whose former connection has died unnoticed. What counts as arrived is
what was fsynced and then noted in the database, in that order; a file may be longer than that after
a crash, and is written over.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Final

from relay import wire
from relay.blobs.files import BlobFiles, DamagedBlobError, RunningDigest
from relay.devices import Device
from relay.metrics import Metrics
from relay.problems import RefusalError
from relay.storage.base import BlobRow, Storage
from relay.storage.blobs import DropBlobs, NoteBytes
from relay.streaming import IncomingBody
from relay.wire import Code
from relay.writer import Writer

_log = logging.getLogger("relay.blobs")
_SYNC_BYTES: Final = 8 * 1024 * 1024
"""So much is written before it is synced: little enough that a commit of messages, which waits for
the same disk, is not held up."""


class Upload:
    """One upload, from its creation until some time after its end.

    Attributes:
        row: what is in the database.
        gone: it was ended, and its bytes deleted.
    """

    __slots__ = ("_lock", "_newest", "_receiving", "digest", "gone", "row")

    def __init__(self, row: BlobRow) -> None:
        self.row = row
        self.gone = False
        self.digest = RunningDigest()
        self._lock = asyncio.Lock()
        self._newest = object()
        self._receiving: IncomingBody | None = None

    @contextlib.asynccontextmanager
    async def turn(self, body: IncomingBody | None = None) -> AsyncIterator[None]:
        """Work on it alone, after whoever did so before has been ended.

        Raises RefusalError: it is gone, or a still newer request has come.
        """
        mine = self._newest = object()
        replaced = RefusalError(Code.UPLOAD_OFFSET, "A newer request has taken over.")
        if self._receiving is not None:
            self._receiving.end(replaced)
        async with self._lock:
            if self.gone:
                raise RefusalError(Code.NOT_FOUND, "No such upload.")
            if self._newest is not mine:
                raise replaced
            self._receiving = body
            try:
                yield
            finally:
                self._receiving = None


class Uploads:
    """Every upload that can be asked about."""

    def __init__(
        self,
        storage: Storage,
        files: BlobFiles,
        writer: Writer,
        devices: Callable[[], Mapping[bytes, Device]],
        metrics: Metrics,
        clock: Callable[[], int],
        lifetime_ms: int,
    ) -> None:
        self._storage = storage
        self._files = files
        self._writer = writer
        self._devices = devices
        self._metrics = metrics
        self._clock = clock
        self._lifetime_ms = lifetime_ms
        self._by_token: dict[bytes, Upload] = {}
        self._by_id: dict[int, Upload] = {}
        self.load()

    def load(self) -> None:
        """Read the stored uploads again; each stays the object it was. Raises StorageError."""
        known, self._by_id, self._by_token = self._by_id, {}, {}
        for row in self._storage.uploads():
            self._keep(known.get(row.id), row)

    def keep(self, row: BlobRow) -> Upload:
        """Take note of an upload as the database has it now."""
        former = self._by_id.get(row.id)
        if former is not None and former.row.token is not None:
            self._by_token.pop(_key(former.row.token), None)
        return self._keep(former, row)

    def _keep(self, former: Upload | None, row: BlobRow) -> Upload:
        upload = former or Upload(row)
        upload.row = row
        self._by_id[row.id] = upload
        if row.token is not None:
            self._by_token[_key(row.token)] = upload
        return upload

    def by_row(self, row_id: int) -> Upload | None:
        """Return an upload by its row in the database."""
        return self._by_id.get(row_id)

    def by_token(self, token: bytes) -> Upload:
        """Return the upload that a token opens. Raises RefusalError."""
        upload = self._by_token.get(_key(token))
        if upload is None or self.is_over(upload.row):
            raise RefusalError(Code.NOT_FOUND, "No such upload.")
        return upload

    def is_over(self, row: BlobRow) -> bool:
        """Say whether an upload's time has passed, or its device has ended before it did."""
        if self.expires_ms(row) <= self._clock():
            return True
        device = self._devices().get(row.device_id or b"")
        return not row.complete and (device is None or not device.live)

    def expires_ms(self, row: BlobRow) -> int:
        """Return when an upload ends if nothing more comes."""
        return row.time_ms + self._lifetime_ms

    async def receive(self, upload: Upload, offset: int, length: int, body: IncomingBody) -> None:
        """Add `length` bytes at `offset`; return once they are on disk.

        Raises RefusalError, StorageError; `upload.row.start` then tells what is there.
        """
        async with upload.turn(body):
            row = upload.row
            if row.complete or offset != row.start:
                raise RefusalError(Code.UPLOAD_OFFSET, "The upload continues elsewhere.")
            if length > row.length - offset:
                raise RefusalError(Code.TOO_LARGE, "That is more than was announced.")
            upload.digest = upload.digest.covering(offset)
            try:
                await self._write(upload, body)
            except DamagedBlobError as error:
                if not upload.gone:
                    _log.error("an upload's file is damaged")
                    await self._drop(upload)
                raise RefusalError(Code.NOT_FOUND, "No such upload.") from error
            except OSError as error:
                # Of what has come since the last sync nobody knows how much is on disk.
                _log.error("an upload cannot be written outcome=%s", error.strerror)
                raise RefusalError(Code.UNAVAILABLE, "The disk failed.", retry_after=5) from error

    async def _write(self, upload: Upload, body: IncomingBody) -> None:
        files, row, position = self._files, upload.row, upload.row.start
        refusal: RefusalError | None = None
        while refusal is None:
            try:
                pieces = await body.take()
            except RefusalError as error:
                refusal = error
                break
            if not pieces:
                break
            position, full = await files.run(
                files.append, row.name, position, pieces, upload.digest
            )
            if full:
                refusal = RefusalError(Code.STORAGE_FULL, "IT must make room.")
            elif position - upload.row.start >= _SYNC_BYTES and position < row.length:
                await self._note(upload, position)
        if position == row.length and refusal is None:
            await self._finish(upload)
        elif position > upload.row.start:
            await self._note(upload, min(position, row.length - 1))
        if refusal is not None:
            raise refusal

    async def _note(self, upload: Upload, position: int) -> None:
        await self._files.run(self._files.sync, upload.row.name)
        job = NoteBytes(upload.row.id, position, self._clock())
        await self._writer.run(job)
        self._noted(upload, job)

    async def _finish(self, upload: Upload) -> None:
        files, row = self._files, upload.row
        found = await files.run(files.finish, row.name, row.length, upload.digest)
        if found != row.digest:
            await self._drop(upload)
            raise RefusalError(Code.DIGEST_MISMATCH, "All of it was deleted.")
        job = NoteBytes(row.id, row.length, self._clock(), complete=True)
        await self._writer.run(job)
        self._noted(upload, job)
        self._metrics.uploads += 1

    def _noted(self, upload: Upload, job: NoteBytes) -> None:
        if job.gone:
            raise RefusalError(Code.NOT_FOUND, "No such upload.")
        upload.row = upload.row._replace(start=job.start, time_ms=job.now_ms, complete=job.complete)

    async def end(self, upload: Upload, *, even_complete: bool = False) -> None:
        """Delete an upload that is not complete, or even then. Raises RefusalError, StorageError.

        What it has brought is deleted too.
        """
        async with upload.turn():
            if upload.row.complete and not even_complete:
                raise RefusalError(Code.NOT_FOUND, "The upload is over.")
            await self._drop(upload)

    async def _drop(self, upload: Upload) -> None:
        await self._writer.run(DropBlobs([upload.row.id]))
        self.forget(upload)
        with contextlib.suppress(OSError):  # then the next round of upkeep deletes it
            await self._files.run(self._files.remove, upload.row.name)

    def forget(self, upload: Upload) -> None:
        """Know an upload no more, whose row is gone."""
        upload.gone = True
        self._by_id.pop(upload.row.id, None)
        if upload.row.token is not None:
            self._by_token.pop(_key(upload.row.token), None)

    def forget_finished(self, before_ms: int) -> None:
        """Know no more how blobs were uploaded that were complete before that time."""
        for upload in list(self._by_id.values()):
            if upload.row.complete and upload.row.time_ms < before_ms:
                self._by_id.pop(upload.row.id)
                self._by_token.pop(_key(upload.row.token or b""), None)


def parse_token(text: bytes) -> bytes:
    """Read the last part of an upload's path. Raises RefusalError."""
    try:
        return wire.fixed(wire.unb64u(text), wire.TOKEN_SIZE)
    except wire.WireError as error:
        raise RefusalError(Code.NOT_FOUND, "No such upload.") from error


def _key(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()
