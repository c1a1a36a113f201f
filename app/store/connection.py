"""Opening the encrypted profile database (DESIGN section 7).

SQLite3 Multiple Ciphers encrypts and authenticates every page with ChaCha20-Poly1305 under the raw
vault key: no password hashing here, the vault did that. Nothing leaves memory unencrypted, because
temporary tables and journals stay in memory and the write-ahead log holds encrypted pages.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import apsw

from app.core.store_errors import StoreMissing
from app.store import search
from app.store.failures import translate, translate_system

KEY_SIZE = 32
CACHE_KIB = 16_384
BUSY_TIMEOUT_MS = 5_000
STATEMENT_CACHE = 250

_READ_WRITE = apsw.SQLITE_OPEN_READWRITE
_READ_ONLY = apsw.SQLITE_OPEN_READONLY


def open_connection(path: Path, vault_key: bytes, *, read_only: bool = False) -> apsw.Connection:
    """Open an existing (perhaps empty) file and prove that the key fits.

    The caller owns the connection. Until `allow_checkpoint_on_close` it leaves every byte of the
    file and its write-ahead log as they are when closed, so that a damaged file stays untouched.
    Raises StoreKeyMismatch, StoreDamaged, StoreFull, StoreInUse or StoreUnavailable.
    """
    if len(vault_key) != KEY_SIZE:
        raise ValueError("the vault key has the wrong size")
    connection: apsw.Connection | None = None
    try:
        connection = apsw.Connection(
            str(path),
            flags=_READ_ONLY if read_only else _READ_WRITE,
            statementcachesize=STATEMENT_CACHE,
        )
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        # Plans never depend on the values bound, so a statement is compiled once, not at every use:
        # that was measured to take ten times as long as running one.
        connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
        connection.set_busy_timeout(BUSY_TIMEOUT_MS)
        connection.pragma("cipher", "chacha20")
        connection.pragma("key", f"raw:{vault_key.hex()}")
        connection.pragma("temp_store", "MEMORY")
        connection.pragma("cache_size", -CACHE_KIB)
        connection.pragma("foreign_keys", True)
        connection.pragma("user_version")  # reads the first page: fails with a wrong key
        search.register(connection)
        if not read_only:
            connection.pragma("secure_delete", True)
            connection.pragma("synchronous", "FULL")
    except apsw.Error as error:
        meaning = translate(error, path, connection)
        if connection is not None:
            connection.close(True)
        if meaning is None:
            raise
        raise meaning from error
    return connection


def use_write_ahead_log(connection: apsw.Connection) -> None:
    """Switch a checked database to WAL; it stays so."""
    mode = connection.pragma("journal_mode", "WAL")
    if mode != "wal":
        raise apsw.IOError(f"journal mode is {mode}")


def allow_checkpoint_on_close(connection: apsw.Connection) -> None:
    """Let closing fold the write-ahead log back into the file; only for a checked database."""
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)


def quick_check(connection: apsw.Connection) -> None:
    """Read and authenticate every page. Raises apsw.CorruptError when one does not fit."""
    report = connection.execute("PRAGMA quick_check(1)").fetchone()
    if report != ("ok",):
        # The report may quote names of tables, nothing more; still it goes nowhere.
        raise apsw.CorruptError("quick_check")


def prepare_file(path: Path, *, create: bool) -> None:
    """Make an empty file that only its owner can read, durably, if there is none.

    Raises StoreMissing when there is none and `create` is false, StoreFull or StoreUnavailable. A
    file without a byte counts as none: SQLite would silently make a new database of it.
    """
    try:
        if path.exists() and path.stat().st_size > 0:
            return
        if not create:
            raise StoreMissing(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        os.close(descriptor)
        sync_directory(path.parent)
    except OSError as error:
        raise translate_system(error, path) from error


def sync_directory(directory: Path) -> None:
    """Make a new name durable, where the system can (Windows needs nothing)."""
    with suppress(PermissionError):  # Windows cannot open directories
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
