"""Numbered schema changes, each applied once, all in one transaction.

`PRAGMA user_version` is the number of the last one applied. A database that already holds something
is copied first (the copy is as encrypted as the original). The copy goes away once the migrated
database has been committed and checked: kept longer, it would outlive keys that were deleted for
forward secrecy, and restoring it would rewind ratchets (DESIGN section 5).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import apsw

from app.core.store_errors import StoreTooNew
from app.store.connection import quick_check, sync_directory

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: `number` is the `user_version` that it leads to."""

    number: int
    sql: str


def load() -> tuple[Migration, ...]:
    """Read the numbered files of this package, which must count 1, 2, 3 …"""
    found = [
        Migration(int(match[1]), entry.read_text(encoding="utf-8"))
        for entry in resources.files(__package__).iterdir()
        if (match := _NAME.fullmatch(entry.name))
    ]
    found.sort(key=lambda migration: migration.number)
    if not found or [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise RuntimeError("the numbered migrations have a gap")
    return tuple(found)


def apply(
    connection: apsw.Connection, path: Path, migrations: Sequence[Migration] | None = None
) -> None:
    """Bring the database to the newest version, or leave it exactly as it was.

    Raises StoreTooNew when a newer program wrote it, and what SQLite raises.
    """
    steps = load() if migrations is None else migrations
    newest = steps[-1].number
    current = _version(connection)
    if current > newest:
        raise StoreTooNew(path)
    if current == newest:
        return
    backup = None if current == 0 else backup_path(path, current)
    if backup is not None:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute("BEGIN EXCLUSIVE")
    try:
        if backup is not None:
            _copy(path, backup)
        for step in steps:
            if step.number > current:
                connection.execute(step.sql)
        connection.pragma("user_version", newest)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    if backup is not None:
        quick_check(connection)
        backup.unlink()
        sync_directory(path.parent)


def backup_path(path: Path, version: int) -> Path:
    """Where the copy of a database of this version lies while it is migrated."""
    return path.with_name(f"{path.name}.version-{version}.backup")


def _version(connection: apsw.Connection) -> int:
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0]) if row else 0


def _copy(path: Path, backup: Path) -> None:
    """Copy durably, under another name first, so that a half-written copy is never taken for one.

    A full disk is reported as SQLite would.
    """
    partial = backup.with_name(backup.name + ".partial")
    try:
        descriptor = os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with path.open("rb") as source, os.fdopen(descriptor, "wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
            target.flush()
            os.fsync(target.fileno())
        partial.replace(backup)
        sync_directory(path.parent)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise apsw.FullError("no space for the copy before a migration") from error
