"""Blobs in SQLite: who uploaded what, how far it has come, and how much each may (PROTOCOL 5.7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple

from relay.storage.base import BlobRow, Job

_DAY_MS: Final = 24 * 3_600_000
_COLUMNS: Final = "id, blob, account, name, length, digest, start, time_ms, complete, token, device"
FIND: Final = f"SELECT {_COLUMNS} FROM blob WHERE blob = ?"  # noqa: S608 - constants only
UPLOADS: Final = f"SELECT {_COLUMNS} FROM blob WHERE token IS NOT NULL"  # noqa: S608 - constants only
AFTER: Final = f"SELECT {_COLUMNS} FROM blob WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608 - constants only
OLD: Final = (
    f"SELECT {_COLUMNS} FROM blob WHERE complete = ? AND time_ms < ? ORDER BY time_ms LIMIT ?"  # noqa: S608 - constants only
)
UNCHECKED: Final = (
    f"SELECT {_COLUMNS} FROM blob WHERE complete = 1 AND checked_ms < ?"  # noqa: S608 - constants only
    " ORDER BY checked_ms LIMIT 1"
)
COUNTS: Final = (
    "SELECT count, bytes, (SELECT count(*) FROM blob WHERE complete = 0) FROM blob_total"
)


class Limits(NamedTuple):
    """What an account may have and do, and what all may have together."""

    account_bytes: int
    day_bytes: int
    total_bytes: int
    files: int
    unfinished: int


class Outcome(Enum):
    """What became of a creation."""

    MADE = "made"
    KNOWN = "known"
    OTHER = "other"
    ACCOUNT_FULL = "account-full"
    DAY_FULL = "day-full"
    ALL_FULL = "all-full"
    TOO_MANY = "too-many"


@dataclass(slots=True, eq=False)
class CreateBlob(Job):
    """Note a new upload, or find the same one. `outcome` and (MADE, KNOWN) `row` are filled in.

    Of one that is known, `token` replaces its own when the device that asked for it has ended.
    """

    blob_id: bytes
    account_id: bytes
    device_id: bytes
    length: int
    digest: bytes
    name: str
    token: bytes
    now_ms: int
    limits: Limits
    outcome: Outcome = Outcome.OTHER
    row: BlobRow | None = None


@dataclass(slots=True, eq=False)
class NoteBytes(Job):
    """So many bytes of an upload are on disk. `gone` is filled in: there is no such upload."""

    id: int
    start: int
    now_ms: int
    complete: bool = False
    gone: bool = False


@dataclass(slots=True, eq=False)
class NoteChecked(Job):
    """A blob's bytes were compared with its digest."""

    id: int
    now_ms: int


@dataclass(slots=True, eq=False)
class DropBlobs(Job):
    """Forget blobs by row, whatever state they are in."""

    ids: Sequence[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class ForgetUploads(Job):
    """Forget how blobs completed before `before_ms` were uploaded, and the days before `day`."""

    before_ms: int
    day: int


BlobJob = CreateBlob | NoteBytes | NoteChecked | DropBlobs | ForgetUploads


def day_of(now_ms: int) -> int:
    """Return the day that uploads are counted for."""
    return now_ms // _DAY_MS


def row(values: Sequence[object]) -> BlobRow:
    """Return what a query of `_COLUMNS` gave."""
    made = BlobRow(*values)  # type: ignore[arg-type]  # the columns' types are the schema's
    return made._replace(complete=bool(made.complete))


def execute(writer: sqlite3.Connection, job: BlobJob) -> None:
    """Do one job within the caller's transaction."""
    if isinstance(job, CreateBlob):
        _create(writer, job)
    elif isinstance(job, NoteBytes):
        changed = writer.execute(
            "UPDATE blob SET start = ?2, time_ms = ?3, complete = ?4, checked_ms = ?5"
            " WHERE id = ?1 AND complete = 0",
            (job.id, job.start, job.now_ms, job.complete, job.now_ms if job.complete else 0),
        )
        job.gone = changed.rowcount != 1
    elif isinstance(job, NoteChecked):
        writer.execute("UPDATE blob SET checked_ms = ? WHERE id = ?", (job.now_ms, job.id))
    elif isinstance(job, DropBlobs):
        writer.executemany("DELETE FROM blob WHERE id = ?", [(each,) for each in job.ids])
    else:
        writer.execute(
            "UPDATE blob SET token = NULL, device = NULL"
            " WHERE token IS NOT NULL AND complete = 1 AND time_ms < ?",
            (job.before_ms,),
        )
        writer.execute("DELETE FROM blob_day WHERE day < ?", (job.day,))


def _create(writer: sqlite3.Connection, job: CreateBlob) -> None:
    found = writer.execute(FIND, (job.blob_id,)).fetchone()
    if found is not None:
        _known(writer, job, row(found))
        return
    job.outcome = _refusal(writer, job) or Outcome.MADE
    if job.outcome is not Outcome.MADE:
        return
    writer.execute(
        "INSERT INTO blob (blob, account, name, length, digest, time_ms, token, device)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            job.blob_id,
            job.account_id,
            job.name,
            job.length,
            job.digest,
            job.now_ms,
            job.token,
            job.device_id,
        ),
    )
    writer.execute(
        "INSERT INTO blob_day (account, day, bytes) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (account, day) DO UPDATE SET bytes = bytes + ?3",
        (job.account_id, day_of(job.now_ms), job.length),
    )
    job.row = row(writer.execute(FIND, (job.blob_id,)).fetchone())


def _known(writer: sqlite3.Connection, job: CreateBlob, known: BlobRow) -> None:
    asked = (job.account_id, job.length, job.digest)
    if asked != (known.account_id, known.length, known.digest):
        job.outcome = Outcome.OTHER
        return
    job.outcome = Outcome.KNOWN
    if not known.complete and _has_ended(writer, known.device_id):
        writer.execute(
            "UPDATE blob SET token = ?, device = ? WHERE id = ?",
            (job.token, job.device_id, known.id),
        )
        known = known._replace(token=job.token, device_id=job.device_id)
    job.row = known


def _has_ended(writer: sqlite3.Connection, device_id: bytes | None) -> bool:
    found = writer.execute(
        "SELECT 1 FROM mailbox WHERE device = ? AND closed = 0", (device_id,)
    ).fetchone()
    return found is None


def _refusal(writer: sqlite3.Connection, job: CreateBlob) -> Outcome | None:
    limits = job.limits
    (unfinished,) = writer.execute(
        "SELECT count(*) FROM blob WHERE account = ? AND complete = 0", (job.account_id,)
    ).fetchone()
    if unfinished >= limits.unfinished:
        return Outcome.TOO_MANY
    files, stored = writer.execute(
        "SELECT count(*), coalesce(sum(length), 0) FROM blob WHERE account = ?", (job.account_id,)
    ).fetchone()
    if files >= limits.files or stored + job.length > limits.account_bytes:
        return Outcome.ACCOUNT_FULL
    today = writer.execute(
        "SELECT bytes FROM blob_day WHERE account = ? AND day = ?",
        (job.account_id, day_of(job.now_ms)),
    ).fetchone()
    if (today[0] if today else 0) + job.length > limits.day_bytes:
        return Outcome.DAY_FULL
    (total,) = writer.execute("SELECT bytes FROM blob_total").fetchone()
    return Outcome.ALL_FULL if total + job.length > limits.total_bytes else None
