"""The open profile database (port: Store; DESIGN section 7).

Three connections, each with a thread of its own: one writes, one reads from a snapshot, so that a
long read never delays a send, and one folds the write-ahead log back (`checkpoint.py`). A write
returns after its commit record has been fsynced (`synchronous=FULL`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import apsw

from app.core.store_errors import StoreClosed
from app.core.store_ports import Transaction
from app.store import migrations, search
from app.store.checkpoint import LONGEST_PAGES, Checkpointer
from app.store.connection import (
    allow_checkpoint_on_close,
    open_connection,
    prepare_file,
    quick_check,
    use_write_ahead_log,
)
from app.store.failures import meaning_of
from app.store.transaction import DatabaseTransaction
from app.store.writer import Writer

T = TypeVar("T")

CHECK_UP_TO = 64 << 20
"""Bytes of a database that is checked whole when opened (a quarter of a second). In a larger one,
damage shows when the damaged page is read."""


class EncryptedStore:
    """The profile database, open until `close`. Made by `open` or `open_async`."""

    def __init__(
        self,
        path: Path,
        writer: apsw.Connection,
        reader: apsw.Connection,
        checkpointer: apsw.Connection,
    ) -> None:
        self._path = path
        self._writer = writer
        self._reader = reader
        self._writing = Writer(path, writer)
        self._read_thread = ThreadPoolExecutor(1, thread_name_prefix="store-read")
        self._closing: Future[None] | None = None
        self._checkpointer = Checkpointer(path, checkpointer)
        writer.set_wal_hook(self._after_commit)

    @classmethod
    def open(cls, path: Path, vault_key: bytes, *, create: bool = True) -> EncryptedStore:
        """Open the database with the 32-byte vault key; blocks. The key is not kept.

        With `create` false a missing file is StoreMissing instead of a new, empty database: unlock
        with that. Raises StoreKeyMismatch, StoreDamaged, StoreTooNew, StoreFull, StoreInUse or
        StoreUnavailable. A damaged file keeps every byte it has.
        """
        writer = reader = checkpointer = None
        try:
            prepare_file(path, create=create)
            writer = open_connection(path, vault_key)
            if path.stat().st_size <= CHECK_UP_TO:
                quick_check(writer)
            use_write_ahead_log(writer)
            migrations.apply(writer, path)
            search.keep_current(writer)
            writer.wal_autocheckpoint(0)
            reader = open_connection(path, vault_key, read_only=True)
            checkpointer = open_connection(path, vault_key)
            allow_checkpoint_on_close(writer)
        except BaseException as error:
            meaning = meaning_of(error, path, writer)
            for connection in (checkpointer, reader, writer):
                if connection is not None:
                    connection.close(True)
            if meaning is error:
                raise
            raise meaning from error
        return cls(path, writer, reader, checkpointer)

    @classmethod
    async def open_async(
        cls, path: Path, vault_key: bytes, *, create: bool = True
    ) -> EncryptedStore:
        """`open` without blocking the event loop."""
        with ThreadPoolExecutor(1, thread_name_prefix="store-open") as thread:
            opening = thread.submit(cls.open, path, vault_key, create=create)
            return await asyncio.wrap_future(opening)

    @property
    def path(self) -> Path:
        """The database file."""
        return self._path

    async def write(self, work: Callable[[Transaction], T], *, durable: bool = True) -> T:
        """Run `work` in one durable transaction in the store's thread and return its result.

        Not `durable`: see `Store.write`.

        Works run one after another, in the order of the calls; those that wait at the same time
        become durable together (`writer.py`). Raises StoreFull, StoreDamaged or another StoreError
        (with nothing of this work kept), or what `work` raised. Cancelling a call that has not
        begun undoes it; one that has begun is finished.
        """
        return await asyncio.wrap_future(self.submit_write(work, durable=durable))

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`, which changes nothing, on a consistent snapshot.

        It sees every write that had returned before the call.
        """
        return await asyncio.wrap_future(self.submit_read(work))

    async def close(self) -> None:
        """Finish what runs and is queued, close the database and drop the key. Repeatable."""
        await asyncio.shield(asyncio.wrap_future(self._begin_closing()))

    def close_now(self) -> None:
        """`close`, blocking; for use without an event loop."""
        self._begin_closing().result()

    def submit_write(self, work: Callable[[Transaction], T], *, durable: bool = True) -> Future[T]:
        """`write` for callers without an event loop."""
        self._require_open()
        return self._writing.submit(work, durable=durable)

    def submit_read(self, work: Callable[[Transaction], T]) -> Future[T]:
        """`read` for callers without an event loop."""
        self._require_open()
        return self._read_thread.submit(self._run_read, work)

    def _require_open(self) -> None:
        if self._closing is not None:
            raise StoreClosed(self._path)

    def _run_read(self, work: Callable[[Transaction], T]) -> T:
        connection = self._reader
        transaction = DatabaseTransaction(connection)
        try:
            connection.execute("BEGIN")
            return work(transaction)
        except BaseException as error:
            meaning = meaning_of(error, self._path, connection)
            if meaning is error:
                raise
            raise meaning from error
        finally:
            transaction.end()
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _after_commit(self, _connection: apsw.Connection, _schema: str, pages: int) -> int:
        self._checkpointer.after_commit(pages)
        if pages >= LONGEST_PAGES and self._closing is None:
            self._writing.run_after(self._checkpointer.catch_up)
        return apsw.SQLITE_OK

    def _begin_closing(self) -> Future[None]:
        if self._closing is None:
            self._closing = Future()
            self._read_thread.submit(self._close_reader)
        return self._closing

    def _close_reader(self) -> None:
        """Last job of the reading thread; the writer closes after it, and so folds the log back."""
        self._reader.close(True)
        self._writing.finish(self._close_writer)
        self._read_thread.shutdown(wait=False)

    def _close_writer(self) -> None:
        closing = self._closing
        try:
            self._checkpointer.close()
            self._writer.close(True)
        finally:
            if closing is not None:
                closing.set_result(None)
