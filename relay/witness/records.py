"""What a witness must never forget: the last checkpoint of each log that it cosigned.

SQLite with `synchronous=FULL`: `advance` returns after the new size is on disk, and compares and
replaces in one transaction, so no two requests can both go on from the same size.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from relay.transparency.cosignature import LOG, VerifierKey
from relay.witness.request import Checkpoint

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS log (
    origin  TEXT PRIMARY KEY,
    size    INTEGER NOT NULL DEFAULT 0,
    root    BLOB NOT NULL DEFAULT x'',
    note    BLOB NOT NULL DEFAULT x'',
    time_s  INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS log_key (
    origin TEXT NOT NULL,
    key    BLOB NOT NULL,
    PRIMARY KEY (origin, key)
);
-- Two checkpoints of one size with different roots, both signed by the log: proof of a fork.
CREATE TABLE IF NOT EXISTS fork (
    origin TEXT NOT NULL,
    size   INTEGER NOT NULL,
    kept   BLOB NOT NULL,
    other  BLOB NOT NULL UNIQUE,
    time_s INTEGER NOT NULL
);
"""
_MOST_FORKS: Final = 100


class RecordsError(Exception):
    """The records cannot be read or written: nothing may be cosigned."""


@dataclass(frozen=True, slots=True)
class Record:
    """The last cosigned checkpoint of a log; size 0 before the first."""

    origin: str
    size: int
    root: bytes
    note: bytes
    time_s: int
    keys: tuple[bytes, ...]
    forks: int


class Records:
    """The database. One connection, used by one thread."""

    def __init__(self, path: Path) -> None:
        """Open or create. Raises RecordsError."""
        try:
            self._database = sqlite3.connect(path, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("PRAGMA busy_timeout = 5000")
            self._database.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise _failed(error) from error

    def close(self) -> None:
        """Close; what was written stays."""
        self._database.close()

    def origins(self) -> list[str]:
        """Return every log. Raises RecordsError."""
        try:
            rows = self._database.execute("SELECT origin FROM log ORDER BY origin").fetchall()
        except sqlite3.DatabaseError as error:
            raise _failed(error) from error
        return [origin for (origin,) in rows]

    def find(self, origin: str) -> Record | None:
        """Return what is known of a log, None for one that was never added. Raises RecordsError."""
        try:
            row = self._database.execute(
                "SELECT size, root, note, time_s,"
                " (SELECT count(*) FROM fork WHERE fork.origin = log.origin)"
                " FROM log WHERE origin = ?",
                (origin,),
            ).fetchone()
            keys = self._database.execute(
                "SELECT key FROM log_key WHERE origin = ? ORDER BY rowid", (origin,)
            ).fetchall()
        except sqlite3.DatabaseError as error:
            raise _failed(error) from error
        if row is None:
            return None
        size, root, note, time_s, forks = row
        return Record(origin, size, root, note, time_s, tuple([key for (key,) in keys]), forks)

    def add_log(self, keys: Sequence[VerifierKey], *, replace: bool) -> None:
        """Trust these keys of a log from now on, with `replace` no others. Raises RecordsError."""
        database = self._database
        try:
            database.execute("BEGIN IMMEDIATE")
            try:
                for origin in {key.name for key in keys}:
                    database.execute("INSERT OR IGNORE INTO log (origin) VALUES (?)", (origin,))
                    if replace:
                        database.execute("DELETE FROM log_key WHERE origin = ?", (origin,))
                for key in keys:
                    database.execute(
                        "INSERT OR IGNORE INTO log_key (origin, key) VALUES (?, ?)",
                        (key.name, key.public_key),
                    )
                database.execute("COMMIT")
            except BaseException:
                _roll_back(database)
                raise
        except sqlite3.DatabaseError as error:
            raise _failed(error) from error

    def advance(self, old_size: int, checkpoint: Checkpoint, time_s: int) -> bool:
        """Replace the record of `old_size`, durably; False when it has another size by now.

        Raises RecordsError; then nothing is certain and nothing may be cosigned.
        """
        try:
            cursor = self._database.execute(
                "UPDATE log SET size = ?, root = ?, note = ?, time_s = ?"
                " WHERE origin = ? AND size = ?",
                (
                    checkpoint.size,
                    checkpoint.root,
                    checkpoint.note,
                    time_s,
                    checkpoint.origin,
                    old_size,
                ),
            )
        except sqlite3.DatabaseError as error:
            raise _failed(error) from error
        return cursor.rowcount == 1

    def keep_fork(self, record: Record, other: Checkpoint, time_s: int) -> None:
        """Keep the proof that a log signed two roots for one size. Raises RecordsError."""
        if record.forks >= _MOST_FORKS:
            return
        try:
            self._database.execute(
                "INSERT OR IGNORE INTO fork (origin, size, kept, other, time_s)"
                " VALUES (?, ?, ?, ?, ?)",
                (record.origin, record.size, record.note, other.note, time_s),
            )
        except sqlite3.DatabaseError as error:
            raise _failed(error) from error

    def forks(self, origin: str) -> list[tuple[bytes, bytes]]:
        """Return the pairs of notes that prove forks. Raises RecordsError."""
        try:
            return self._database.execute(
                "SELECT kept, other FROM fork WHERE origin = ? ORDER BY rowid", (origin,)
            ).fetchall()
        except sqlite3.DatabaseError as error:
            raise _failed(error) from error


def log_key(origin: str, key: bytes) -> VerifierKey:
    """Return a recorded key as what verifies that log's checkpoints."""
    return VerifierKey(origin, key, LOG)


def _roll_back(database: sqlite3.Connection) -> None:
    if database.in_transaction:
        database.execute("ROLLBACK")


def _failed(error: sqlite3.DatabaseError) -> RecordsError:
    return RecordsError(getattr(error, "sqlite_errorname", "unknown"))
