"""Who may upload, fetch and delete blobs, and the answers they get (PROTOCOL.md section 5.7)."""

from __future__ import annotations

import email.utils
import logging
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from relay import wire
from relay.answering import Answering
from relay.blobs.files import BlobFiles, DamagedBlobError, MissingBlobError, new_name
from relay.blobs.uploads import Upload, Uploads, parse_token
from relay.config import Config
from relay.devices import Device
from relay.http import Request
from relay.metrics import Metrics
from relay.problems import RefusalError
from relay.storage.base import BlobRow, Storage
from relay.storage.blobs import CreateBlob, DropBlobs, Limits, Outcome
from relay.wire import Code
from relay.writer import Writer

_log = logging.getLogger("relay.blobs")
_HOUR_MS: Final = 3_600_000
_RETRY_S: Final = 60
_SHARES: Final = 8
"""So many people at least have to be greedy before others' files wait."""
_LEAST_SHARE: Final = 4
_REFUSALS: Final[dict[Outcome, tuple[Code, str]]] = {
    Outcome.OTHER: (Code.ENTRY_REFUSED, "Another blob has this id."),
    Outcome.ACCOUNT_FULL: (Code.QUOTA, "This account stores as much as it may."),
    Outcome.DAY_FULL: (Code.QUOTA, "This account has uploaded as much today as it may."),
    Outcome.TOO_MANY: (Code.QUOTA, "Too many uploads of this account are unfinished."),
    Outcome.ALL_FULL: (Code.STORAGE_FULL, "All blobs together are as large as they may be."),
}


class Blobs:
    """What the relay does with blobs.

    Attributes:
        files: where their bytes are.
        metrics: where they are counted.
        uploads: those that are on their way.
        making: names of files whose rows are not in the database yet.
    """

    def __init__(
        self,
        config: Config,
        root: Path,
        storage: Storage,
        writer: Writer,
        devices: Callable[[], Mapping[bytes, Device]],
        metrics: Metrics,
        clock: Callable[[], int],
    ) -> None:
        """`root` is where the bytes go; `devices` gives the devices that the log names.

        Raises StorageError.
        """
        self._config = config
        self._storage = storage
        files = self.files = BlobFiles(root, config.blob_reserve_bytes)
        self._writer = writer
        self.metrics = metrics
        self._clock = clock
        self._transfers: Counter[bytes] = Counter()
        """On their way now, by the account of whoever uploads or fetches."""
        self.making: set[str] = set()
        lifetime_ms = int(config.upload_hours * _HOUR_MS)
        self.uploads = Uploads(storage, files, writer, devices, metrics, clock, lifetime_ms)

    # --- by an account's device ---

    async def create(self, device: Device, request: Request, reply: Answering) -> None:
        """Answer `POST /v1/blobs`. Raises RefusalError, WireError, StorageError."""
        asked = wire.BlobCreation.decode(request.query)
        declared = request.headers.get(b"upload-length")
        if request.body or declared not in (None, b"%d" % asked.length):
            raise RefusalError(Code.MALFORMED, "The query says all there is to say.")
        row = await self._made(device, asked)
        if row.complete:
            reply.also("Upload-Offset", str(row.length))
            reply.empty(200)
            return
        upload = self.uploads.keep(row)
        async with upload.turn():
            row = upload.row
        reply.also("Upload-Offset", str(row.start))
        if not row.complete:
            reply.also("Location", wire.upload_path(row.token or b""))
            self._say_when(row, reply)
        reply.empty(200 if row.complete else 201)

    async def _made(self, device: Device, asked: wire.BlobCreation) -> BlobRow:
        """Return the blob's row: the one there is, or a new one. Raises RefusalError."""
        await self._make_way(asked.blob_id)
        if self._storage.blob(asked.blob_id) is None:
            await self._check_room(asked.length)
        job = CreateBlob(
            asked.blob_id,
            device.account_id,
            device.device_id,
            asked.length,
            asked.digest,
            new_name(),
            secrets.token_bytes(wire.TOKEN_SIZE),
            self._clock(),
            self._limits(),
        )
        self.making.add(job.name)
        try:
            try:
                await self.files.run(self.files.create, job.name)
            except OSError as error:
                _log.error("a blob's file cannot be made outcome=%s", error.strerror)
                raise RefusalError(Code.STORAGE_FULL, "IT must make room.") from error
            await self._writer.run(job)
        finally:
            self.making.discard(job.name)
            if job.outcome is not Outcome.MADE:
                await self.files.run(self.files.remove, job.name)
        if job.row is None:
            code, detail = _REFUSALS[job.outcome]
            retry_after = _RETRY_S if code is Code.QUOTA else None
            raise RefusalError(code, detail, retry_after=retry_after)
        return job.row

    async def _make_way(self, blob_id: bytes) -> None:
        """Let an upload begin anew whose first try has expired, or whose bytes were lost since."""
        row = self._storage.blob(blob_id)
        if row is None:
            return
        if row.complete:
            if await self.files.run(self.files.size, row.name) != row.length:
                await self.drop_damaged(row)
            return
        upload = self.uploads.by_row(row.id)
        if upload is not None and self.uploads.expires_ms(row) <= self._clock():
            await self.uploads.end(upload)

    async def _check_room(self, length: int) -> None:
        if length > self._config.blob_bytes:
            raise RefusalError(
                Code.TOO_LARGE, f"A blob has at most {self._config.blob_bytes} bytes."
            )
        try:
            room = await self.files.run(self.files.room)
        except OSError as error:
            raise RefusalError(Code.UNAVAILABLE, "The disk failed.", retry_after=5) from error
        if room < length:
            raise RefusalError(Code.STORAGE_FULL, "IT must make room.")

    def _limits(self) -> Limits:
        config = self._config
        return Limits(
            config.blob_account_bytes,
            config.blob_account_day_bytes,
            config.blob_total_bytes,
            config.blob_account_files,
            config.blob_unfinished,
        )

    async def fetch(
        self, device: Device, blob_id: bytes, request: Request, reply: Answering
    ) -> None:
        """Answer `GET /v1/blobs/…`. Raises RefusalError, StorageError."""
        row = self._storage.blob(blob_id)
        if row is None or not row.complete:
            raise RefusalError(Code.NOT_FOUND, "No such blob.")
        tag = wire.etag(row.digest)
        reply.also("ETag", tag)
        reply.also("Accept-Ranges", "bytes")
        first, last = 0, row.length - 1
        asked = None
        if request.headers.get(b"if-range", tag.encode("ascii")) == tag.encode("ascii"):
            asked = wire.parse_range(request.headers.get(b"range", b"").decode("latin-1"))
        if asked is not None:
            first = asked[0]
            last = last if asked[1] is None else min(last, asked[1])
            if first >= row.length:
                reply.also("Content-Range", f"bytes */{row.length}")
                raise RefusalError(Code.RANGE, "The blob ends before that.")
        account_id = device.account_id
        self._begin_transfer(account_id)
        try:
            reader = await self.files.run(
                self.files.open_reader, row.name, first, last - first + 1, row.length
            )
        except BaseException as error:
            self._end_transfer(account_id)
            if not isinstance(error, DamagedBlobError):
                raise
            if not isinstance(error, MissingBlobError):  # what is missing may be found again
                await self.drop_damaged(row)
            raise RefusalError(Code.NOT_FOUND, "No such blob.") from error
        reader.on_close = partial(self._end_transfer, account_id)
        if asked is not None:
            reply.also("Content-Range", wire.ContentRange(first, last, row.length).encode())
        reply.pieces(200 if asked is None else 206, last - first + 1, reader)

    async def delete(self, device: Device, blob_id: bytes, reply: Answering) -> None:
        """Answer `DELETE /v1/blobs/…`. Raises RefusalError, StorageError."""
        row = self._storage.blob(blob_id)
        if row is not None and row.account_id == device.account_id:
            upload = self.uploads.by_row(row.id)
            if upload is None:
                await self.remove([row])
            else:  # after whoever still adds to it
                await self.uploads.end(upload, even_complete=True)
        reply.nothing()

    # --- by whoever has the token ---

    def upload(self, request: Request, reply: Answering) -> None:
        """Answer a request below `/v1/uploads/`. Raises RefusalError."""
        reply.also(wire.TUS_RESUMABLE, wire.TUS_VERSION)
        if request.method == b"OPTIONS":
            reply.also("Tus-Version", wire.TUS_VERSION)
            reply.also("Tus-Extension", wire.TUS_EXTENSIONS)
            reply.also("Tus-Max-Size", str(self._config.blob_bytes))
            reply.nothing()
            return
        handlers = {b"HEAD": self._head, b"PATCH": self._patch, b"DELETE": self._end}
        handler = handlers[request.method]  # the router lets no other through
        check_tus(request, reply)
        token = parse_token(request.path.removeprefix(wire.PATH_UPLOAD.encode("ascii")))
        if request.query:
            raise RefusalError(Code.NOT_FOUND, "No such upload.")
        reply.later(handler(self.uploads.by_token(token), request, reply))

    async def _head(self, upload: Upload, _request: Request, reply: Answering) -> None:
        async with upload.turn():
            row = upload.row
        reply.also("Upload-Offset", str(row.start))
        reply.also("Upload-Length", str(row.length))
        if not row.complete:
            self._say_when(row, reply)
        reply.empty(200)

    async def _patch(self, upload: Upload, request: Request, reply: Answering) -> None:
        headers = request.headers
        if headers.get(b"content-type") != wire.CONTENT_UPLOAD.encode("ascii"):
            raise RefusalError(Code.MEDIA_TYPE, f"The type is {wire.CONTENT_UPLOAD}.")
        offset = headers.get(b"upload-offset", b"")
        if not offset.isdigit() or len(offset) > len(str(wire.MAX_SEQ)):
            raise RefusalError(Code.MALFORMED, "Upload-Offset is not one plain number.")
        account_id = upload.row.account_id
        self._begin_transfer(account_id)
        try:
            if reply.incoming is None:
                async with upload.turn():
                    if int(offset) != upload.row.start:
                        raise RefusalError(Code.UPLOAD_OFFSET, "The upload continues elsewhere.")
            else:
                await self.uploads.receive(upload, int(offset), request.streamed, reply.incoming)
        finally:
            self._end_transfer(account_id)
        reply.also("Upload-Offset", str(upload.row.start))
        if not upload.row.complete:
            self._say_when(upload.row, reply)
        reply.nothing()

    async def _end(self, upload: Upload, _request: Request, reply: Answering) -> None:
        await self.uploads.end(upload)
        reply.nothing()

    def _say_when(self, row: BlobRow, reply: Answering) -> None:
        when = email.utils.formatdate(self.uploads.expires_ms(row) / 1000, usegmt=True)
        reply.also("Upload-Expires", when)

    # --- removing ---

    async def remove(self, rows: list[BlobRow]) -> None:
        """Delete blobs, whatever state they are in. Raises StorageError."""
        await self._writer.run(DropBlobs([row.id for row in rows]))
        for row in rows:
            upload = self.uploads.by_row(row.id)
            if upload is not None:
                self.uploads.forget(upload)
            try:
                await self.files.run(self.files.remove, row.name)
            except OSError as error:  # the next search for such files deletes it
                _log.error("a blob's file cannot be deleted outcome=%s", error.strerror)

    async def drop_damaged(self, row: BlobRow) -> None:
        """Delete a blob that is not what was uploaded, and say so. Raises StorageError."""
        _log.error("a blob was damaged and is deleted bytes=%d", row.length)
        self.metrics.damaged_blobs += 1
        await self.remove([row])

    def _begin_transfer(self, account_id: bytes) -> None:
        """Count a transfer in. Raises RefusalError when there are too many, of all or of one."""
        most = self._config.blob_transfers
        share = max(_LEAST_SHARE, most // _SHARES)
        if self._transfers.total() >= most or self._transfers[account_id] >= share:
            raise RefusalError(Code.UNAVAILABLE, "Too many files are on their way.", retry_after=5)
        self._transfers[account_id] += 1

    def _end_transfer(self, account_id: bytes) -> None:
        self._transfers[account_id] -= 1
        if not self._transfers[account_id]:
            del self._transfers[account_id]


def check_tus(request: Request, reply: Answering) -> None:
    """Raises RefusalError unless the request speaks our version of tus."""
    given = request.headers.get(wire.TUS_RESUMABLE.lower().encode("ascii"))
    if given != wire.TUS_VERSION.encode("ascii"):
        reply.also("Tus-Version", wire.TUS_VERSION)
        raise RefusalError(Code.TUS_VERSION, f"The header says {wire.TUS_RESUMABLE}: 1.0.0.")


def parse_blob_id(text: bytes) -> bytes:
    """Read the last part of a blob's path. Raises RefusalError."""
    try:
        return wire.fixed(wire.unb64u(text), wire.BLOB_ID_SIZE)
    except wire.WireError as error:
        raise RefusalError(Code.NOT_FOUND, "No such blob.") from error
