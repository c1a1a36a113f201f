"""The embedded storage: SQLite in WAL mode, `synchronous=FULL`, one transaction for many jobs.

The writing connection belongs to the thread that calls `commit`, the reading one to the event
loop. Rows of one commit go in by statements of many rows each: every statement hands Python's
lock to the other thread and takes it back, which costs more than the row itself.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Final

from relay.storage import blobs, prekeys, presence, recovery
from relay.storage.base import (
    Acknowledge,
    AppendEntries,
    BlobCounts,
    BlobRow,
    ClaimPrekeys,
    Deliver,
    Expire,
    Facts,
    Forget,
    Job,
    MoveMailbox,
    NoteSeen,
    Part,
    PutPrekeys,
    PutProfiles,
    PutRecovery,
    StorageDamagedError,
    StorageError,
    StorageFullError,
    StoredItem,
    Totals,
)
from relay.storage.envelopes import Envelopes
from relay.wire import InboxItem, ItemKind, ProfileOpening, Recovery

SCHEMA_VERSION: Final = 3
_CHECKPOINT_IDLE_BYTES: Final = 2 * 1024 * 1024
_CHECKPOINT_BYTES: Final = 32 * 1024 * 1024
_GROWN_BYTES: Final = 4 * 1024 * 1024


class SqliteStorage:
    """See `relay.storage.base.Storage`."""

    def __init__(self, path: Path) -> None:
        """Open or create the database. Raises StorageError, StorageDamagedError."""
        self._path = path
        self._grown = False
        self._fresh = False
        self._open()

    def _open(self) -> None:
        try:
            self._writer = self._connect()
            self._migrate()
            self._reader = self._connect()
            self._envelopes = Envelopes(self._writer, fresh=self._fresh)
        except sqlite3.DatabaseError as error:
            raise _translate(error) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, cached_statements=128
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")  # see `_settle`
        connection.execute("PRAGMA cache_size = -32768")
        connection.execute("PRAGMA busy_timeout = 5000")
        return connection

    def _migrate(self) -> None:
        version = self._writer.execute("PRAGMA user_version").fetchone()[0]
        self._fresh |= version == 0
        if version > SCHEMA_VERSION:
            raise StorageDamagedError(
                "The database was written by a newer relay. Start that version again."
            )
        for number in range(version + 1, SCHEMA_VERSION + 1):
            script = resources.files("relay.storage").joinpath(f"schema/{number:03}.sql")
            self._writer.executescript(
                f"BEGIN IMMEDIATE;\n{script.read_text('utf-8')}\nPRAGMA user_version = {number};\n"
                "COMMIT;"
            )

    # --- writing ---

    def commit(self, jobs: Sequence[Job], now_ms: int) -> None:
        """Execute all jobs in one transaction and return after it is on disk."""
        writer = self._writer
        try:
            writer.execute("BEGIN IMMEDIATE")
            try:
                self._envelopes.begin(now_ms)
                others = [job for job in jobs if type(job) is not Deliver]
                for job in others:
                    if isinstance(job, MoveMailbox):
                        self._envelopes.move(job)
                self._envelopes.deliver([job for job in jobs if type(job) is Deliver], now_ms)
                for job in others:
                    self._execute(job, now_ms)
                writer.execute("COMMIT")
            except BaseException:
                self._envelopes.forget()
                if writer.in_transaction:
                    writer.execute("ROLLBACK")
                raise
        except sqlite3.DatabaseError as error:
            translated = _translate(error)
            if isinstance(translated, StorageFullError):
                self._settle()  # makes room in the write-ahead log, so that mail can be deleted
            raise translated from error
        if self._envelopes.unsettled_bytes > _CHECKPOINT_BYTES:
            self._settle()

    def _execute(self, job: Job, now_ms: int) -> None:
        writer = self._writer
        if isinstance(job, Acknowledge):
            self._envelopes.delete_upto(job.mailbox, job.upto)
        elif isinstance(job, AppendEntries):
            self._append(job, now_ms)
        elif isinstance(job, PutProfiles):
            self._put_profiles(job.profiles)
        elif isinstance(job, PutPrekeys):
            prekeys.put(writer, job)
        elif isinstance(job, ClaimPrekeys):
            prekeys.claim(writer, job)
        elif isinstance(job, PutRecovery):
            recovery.put(writer, job)
        elif isinstance(job, NoteSeen):
            presence.note(writer, job)
        elif isinstance(job, blobs.BlobJob):
            blobs.execute(writer, job)
        elif isinstance(job, Expire):
            self._envelopes.expire(job)
        elif isinstance(job, Forget):
            writer.execute(
                "DELETE FROM submission_batch WHERE time_ms < ?", (job.submissions_before_ms,)
            )
            prekeys.forget(writer, job)
        elif not isinstance(job, MoveMailbox):  # done before the deliveries
            raise TypeError(type(job).__name__)

    def _append(self, job: AppendEntries, now_ms: int) -> None:
        writer = self._writer
        writer.executemany(
            "INSERT INTO log_entry (position, entry) VALUES (?, ?)",
            list(enumerate(job.entries, job.first_index)),
        )
        writer.execute(
            "INSERT INTO checkpoint (id, size, note) VALUES (1, ?1, ?2)"
            " ON CONFLICT (id) DO UPDATE SET size = ?1, note = ?2",
            (job.size, job.note),
        )
        for device in job.new_devices:
            cursor = writer.execute("INSERT INTO mailbox (device) VALUES (?)", (device,))
            job.mailboxes[device] = int(cursor.lastrowid or 0)
        for device in job.ended_devices:
            (mailbox,) = writer.execute(
                "UPDATE mailbox SET closed = 1 WHERE device = ? RETURNING id", (device,)
            ).fetchone()
            last = self._envelopes.load_next_seq(mailbox) - 1
            self._envelopes.delete_upto(mailbox, last)
            prekeys.drop(writer, mailbox)
        if job.returned:
            prekeys.void_one_time(writer, now_ms)
        recovery.appended(writer, job, now_ms)
        self._put_profiles(job.profiles)
        self._envelopes.unsettled_bytes += 8192 + sum(map(len, job.entries))

    def _put_profiles(self, profiles: Sequence[ProfileOpening]) -> None:
        for profile in profiles:
            key = (profile.account_id, profile.commitment, profile.opening)
            stored = self._writer.execute(
                "SELECT 1 FROM profile WHERE account = ? AND commitment = ? AND opening = ?", key
            ).fetchone()
            if stored is None:
                self._writer.execute("DELETE FROM profile WHERE account = ?", key[:1])
                self._writer.execute(
                    "INSERT INTO profile (account, commitment, opening) VALUES (?, ?, ?)", key
                )

    # --- upkeep ---

    def idle(self) -> None:
        """Move the write-ahead log into the database while nobody waits for a commit."""
        if not self._grown:
            self._grow()
        if self._envelopes.unsettled_bytes > _CHECKPOINT_IDLE_BYTES:
            self._settle()

    def _grow(self) -> None:
        """Give the write-ahead log's file a length, which it keeps until the relay stops.

        Syncing a write that lengthens a file was measured to take three times as long as syncing
        one that overwrites, because the file system's own journal is written as well.
        """
        self._grown = True
        if shutil.disk_usage(self._path.parent).free < 64 * _GROWN_BYTES:
            return
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            self._writer.execute("INSERT INTO body (data) VALUES (zeroblob(?))", (_GROWN_BYTES,))
            self._writer.execute("COMMIT")
            self._writer.execute(
                "DELETE FROM body WHERE id = (SELECT max(id) FROM body) AND length(data) = ?",
                (_GROWN_BYTES,),
            )
        except sqlite3.DatabaseError as error:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            if not _is_space_or_io(error):
                raise _translate(error) from error
        self._settle()

    def _settle(self) -> None:
        try:
            self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.DatabaseError as error:  # everything stays in the write-ahead log
            if not _is_space_or_io(error):
                raise _translate(error) from error
        self._envelopes.unsettled_bytes = 0

    def reopen(self) -> None:
        """Start again from what is on disk."""
        self._grown = False
        self.close()
        self._open()

    def close(self) -> None:
        """Close; SQLite moves the write-ahead log into the database."""
        try:
            self._reader.close()
            self._writer.close()
        except sqlite3.DatabaseError as error:
            raise _translate(error) from error

    # --- reading ---

    def log_entries(self, first: int, limit: int) -> list[bytes]:
        """Return entries from position `first` on."""
        rows = self._read(
            "SELECT entry FROM log_entry WHERE position >= ? ORDER BY position LIMIT ?",
            (first, limit),
        )
        return [entry for (entry,) in rows]

    def log_size(self) -> int:
        """Return the number of entries."""
        ((highest,),) = self._read("SELECT max(position) FROM log_entry")
        return 0 if highest is None else int(highest) + 1

    def checkpoint(self) -> bytes | None:
        """Return the last stored note."""
        rows = self._read("SELECT note FROM checkpoint")
        return rows[0][0] if rows else None

    def mailboxes(self) -> list[tuple[bytes, int]]:
        """Return (device id, mailbox id) of every device."""
        return self._read("SELECT device, id FROM mailbox")

    def recent_submissions(self) -> list[tuple[int, bytes]]:
        """Return (time_ms, packed keys) of every remembered commit, oldest first."""
        return self._read("SELECT time_ms, ids FROM submission_batch ORDER BY id")

    def totals(self, mailbox: int) -> Totals:
        """Sum up a mailbox."""
        ((floor,),) = self._read("SELECT floor FROM mailbox WHERE id = ?", (mailbox,))
        ((last, count, size, wake),) = self._read(
            "SELECT max(seq), count(*), total(size), total(wake) FROM envelope WHERE mailbox = ?",
            (mailbox,),
        )
        return Totals(floor, max(floor, last or 0), count, int(size), int(wake))

    def part(self, mailbox: int, after: int, upto: int) -> Part:
        """Sum up the envelopes with after < seq <= upto."""
        ((count, size, wake),) = self._read(
            "SELECT count(*), total(size), total(wake) FROM envelope"
            " WHERE mailbox = ? AND seq > ? AND seq <= ?",
            (mailbox, after, upto),
        )
        return Part(count, int(size), int(wake))

    def inbox(
        self, mailbox: int, after: int, upto: int, limit: int, max_bytes: int
    ) -> list[StoredItem]:
        """Return items with after < seq <= upto in order, at least one if there is one."""
        items: list[StoredItem] = []
        total = 0
        cursor = self._reader.execute(
            "SELECT e.kind, e.seq, e.received_ms, e.sender, e.submission, e.envelope,"
            " coalesce(e.body, b.data), e.wake, e.size"
            " FROM envelope e LEFT JOIN body b ON b.id = e.body_id"
            " WHERE e.mailbox = ? AND e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ?",
            (mailbox, after, upto, limit),
        )
        try:
            for kind, seq, received_ms, sender, submission, envelope, body, wake, size in cursor:
                total += size
                if items and total > max_bytes:
                    break
                item = InboxItem(
                    ItemKind(kind), seq, received_ms, sender, submission, envelope, body
                )
                items.append(StoredItem(item, bool(wake), size))
        except sqlite3.DatabaseError as error:
            raise _translate(error) from error
        finally:
            cursor.close()
        return items

    def profiles(self, after: int, limit: int) -> tuple[int, list[ProfileOpening]]:
        """Return openings after a revision, and the revision of the last one."""
        rows = self._read(
            "SELECT revision, account, commitment, opening FROM profile"
            " WHERE revision > ? ORDER BY revision LIMIT ?",
            (after, limit),
        )
        found = [ProfileOpening(account, commit, opening) for _, account, commit, opening in rows]
        return (rows[-1][0] if rows else after), found

    def recovery(self, account_id: bytes) -> Recovery | None:
        """Return an account's recovery blob, empty when it was deleted."""
        rows = self._read(recovery.FIND, (account_id,))
        return Recovery(*rows[0]) if rows else None

    def is_recovery_invite_used(self, invite_key: bytes) -> bool:
        """Say whether a recovery invite has added its device."""
        return bool(self._read(recovery.USED, (invite_key,)))

    def last_seen(self, mailbox: int) -> int:
        """Return when a device was last written down as seen, 0 for never."""
        rows = self._read(presence.FIND, (mailbox,))
        return int(rows[0][0]) if rows else 0

    def prekey_counts(self, mailbox: int, now_ms: int) -> tuple[int, int]:
        """Return how many one-time (X25519, ML-KEM-768) keys are left."""
        rows = dict(self._read(prekeys.COUNT, (mailbox, now_ms)))
        return rows.get(2, 0), rows.get(4, 0)

    def blob(self, blob_id: bytes) -> BlobRow | None:
        """Return a blob by its id, also one that is still arriving."""
        return next(iter(self._blobs(blobs.FIND, (blob_id,))), None)

    def uploads(self) -> list[BlobRow]:
        """Return every blob whose upload can still be asked about."""
        return self._blobs(blobs.UPLOADS)

    def blobs_after(self, after: int, limit: int) -> list[BlobRow]:
        """Return blobs in order of their row, behind row `after`."""
        return self._blobs(blobs.AFTER, (after, limit))

    def old_blobs(self, before_ms: int, limit: int, *, complete: bool) -> list[BlobRow]:
        """Return blobs whose time lies before `before_ms`, the oldest first."""
        return self._blobs(blobs.OLD, (complete, before_ms, limit))

    def unchecked_blob(self, before_ms: int) -> BlobRow | None:
        """Return the complete blob whose bytes were compared the longest ago, before that time."""
        return next(iter(self._blobs(blobs.UNCHECKED, (before_ms,))), None)

    def blob_counts(self) -> BlobCounts:
        """Count blobs and their bytes."""
        return BlobCounts(*self._read(blobs.COUNTS)[0])

    def _blobs(self, query: str, values: tuple[int | bytes, ...] = ()) -> list[BlobRow]:
        return [blobs.row(values) for values in self._read(query, values)]

    def reusable_bytes(self) -> int:
        """Return how much room deleted mail has left inside the file."""
        ((pages,),) = self._read("PRAGMA freelist_count")
        ((page_size,),) = self._read("PRAGMA page_size")
        return int(pages * page_size)

    def facts(self) -> Facts:
        """Count, for the status command."""
        ((entries, mailboxes, envelopes, keys),) = self._read(
            "SELECT (SELECT count(*) FROM log_entry),"
            " (SELECT count(*) FROM mailbox WHERE closed = 0),"
            " (SELECT count(*) FROM envelope),"
            " (SELECT count(*) FROM prekey WHERE taken_ms IS NULL)"
        )
        files = [self._path, self._path.with_name(self._path.name + "-wal")]
        size = sum(file.stat().st_size for file in files if file.exists())
        return Facts(entries, mailboxes, envelopes, keys, size, self.blob_counts())

    def _read(self, query: str, values: tuple[int | bytes, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]  # columns differ by query
        try:
            return self._reader.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _translate(error) from error


def _is_space_or_io(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY)


def _translate(error: sqlite3.DatabaseError) -> StorageError:
    """Name a database error by what the relay can do about it; without values from rows."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return StorageFullError("The disk is full.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StorageDamagedError("The database is damaged. Restore it from a backup.")
    return StorageError(getattr(error, "sqlite_errorname", "unknown"))
