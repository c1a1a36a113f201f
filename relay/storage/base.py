"""What the relay asks of a storage: jobs that one commit makes durable together, and reads.

A job is filled in by whoever wants it done, given to `relay.writer`, executed by `commit` in one
transaction with all jobs that waited at the time, and called back after that transaction is on
disk (or failed). Reads happen on the event loop's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import msgspec

from relay.wire import InboxItem, Prekey, ProfileOpening, Recovery


class StorageError(Exception):
    """Nothing of the commit was kept, or it cannot be known: `reopen` before going on."""

    code = "unavailable"


class StorageFullError(StorageError):
    """The disk is full; nothing of the commit was kept, and going on is safe."""

    code = "storage-full"


class StorageDamagedError(StorageError):
    """What is stored contradicts itself; the relay must not run on it."""

    code = "damaged"


def _ignore(_job: Job, _error: StorageError | None) -> None:
    """Nobody waits for this job."""


@dataclass(slots=True, eq=False, kw_only=True)
class Job:
    """A write. `on_done(job, error)` is called on the event loop after the commit."""

    on_done: Callable[[Job, StorageError | None], None] = _ignore


class Copy(msgspec.Struct, gc=False):
    """One device's copy of a submission; `seq` is filled in by the commit."""

    mailbox: int
    wake: bool
    envelope: bytes
    seq: int = 0


@dataclass(slots=True, eq=False)
class Deliver(Job):
    """Store one submission; `time_ms` and the copies' `seq` are filled in by the commit."""

    key: bytes
    sender_device: bytes
    submission_id: bytes
    body: bytes
    copies: list[Copy]
    time_ms: int = 0


@dataclass(slots=True, eq=False)
class Acknowledge(Job):
    """Delete everything of a mailbox up to and including `upto`."""

    mailbox: int
    upto: int


@dataclass(slots=True, eq=False)
class MoveMailbox(Job):
    """Number what a mailbox holds above `floor` anew, above `above`, keeping its order.

    Executed before the deliveries of its commit. `last` is filled in: the last number then.
    """

    mailbox: int
    floor: int
    above: int
    last: int = 0


@dataclass(slots=True, eq=False)
class AppendEntries(Job):
    """Append to the log, with the checkpoint that covers it and what belongs to it.

    `returned`: these entries were here before a backup was restored, so one-time prekeys may have
    been handed out since it was made; all of them go. `recovery_invite` is the key of a
    certificate of purpose 3 that these entries use up, `void_recoveries` the accounts whose
    recovery kit holds an account key that these entries end.
    """

    first_index: int
    entries: list[bytes]
    size: int
    note: bytes
    new_devices: list[bytes]
    ended_devices: list[bytes]
    profiles: list[ProfileOpening]
    returned: bool = False
    recovery_invite: bytes | None = None
    void_recoveries: list[bytes] = field(default_factory=list)
    mailboxes: dict[bytes, int] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class PutRecovery(Job):
    """Store an account's recovery blob, sent by the device with this mailbox.

    Nothing is stored, and `newer_version` filled in, when as high a version is there already;
    nor when the device has `ended` meanwhile.
    """

    mailbox: int
    account_id: bytes
    version: int
    sealed: bytes
    newer_version: int | None = None
    ended: bool = False


@dataclass(slots=True, eq=False)
class PutProfiles(Job):
    """Store profile openings whose commitments are in the log already."""

    profiles: list[ProfileOpening]


@dataclass(slots=True, eq=False)
class PutPrekeys(Job):
    """Store a device's prekeys; `refused` is set, and nothing stored, when they are too many."""

    mailbox: int
    prekeys: Sequence[Prekey]
    limit: int
    now_ms: int
    refused: bool = False


class ClaimTarget(NamedTuple):
    """A device to take prekeys of. `mailbox` None: not a live device, its bundle is empty."""

    device_id: bytes
    mailbox: int | None
    one_time: bool


@dataclass(slots=True, eq=False)
class ClaimPrekeys(Job):
    """Take one bundle of each target; `answer` and `one_time_taken` are filled in."""

    mailbox: int
    claim_id: bytes
    now_ms: int
    targets: list[ClaimTarget]
    answer: bytes = b""
    one_time_taken: list[bytes] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class NoteSeen(Job):
    """Write down when devices were seen: (mailbox, ms) of each."""

    seen: list[tuple[int, int]]


@dataclass(slots=True, eq=False)
class Expire(Job):
    """Delete mail received before `before_ms` and tell its senders; at most `limit` envelopes.

    `touched` are the mailboxes that changed, `expired` how many envelopes went.
    """

    before_ms: int
    now_ms: int
    limit: int = 500
    touched: set[int] = field(default_factory=set)
    expired: int = 0


@dataclass(slots=True, eq=False)
class Forget(Job):
    """Drop submission ids, claims and taken prekeys that are older than their memory."""

    submissions_before_ms: int
    claims_before_ms: int
    prekeys_before_ms: int


class Totals(NamedTuple):
    """What a mailbox holds above its floor."""

    floor: int
    last: int
    envelopes: int
    size: int
    wake: int


class Part(NamedTuple):
    """Sums over a range of a mailbox."""

    envelopes: int
    size: int
    wake: int


class StoredItem(NamedTuple):
    """An inbox item with what the accounting needs."""

    item: InboxItem
    wake: bool
    size: int


class BlobRow(NamedTuple):
    """One blob as the database has it; `start` is how many bytes are on disk."""

    id: int
    blob_id: bytes
    account_id: bytes
    name: str
    length: int
    digest: bytes
    start: int
    time_ms: int
    complete: bool
    token: bytes | None
    device_id: bytes | None


class BlobCounts(NamedTuple):
    """How many there are, their bytes once all is there, and how many are still arriving."""

    blobs: int
    size: int
    unfinished: int


class Facts(NamedTuple):
    """Figures for `curbside-relay status`."""

    log_size: int
    mailboxes: int
    envelopes: int
    prekeys: int
    file_bytes: int
    blobs: BlobCounts


class Storage(Protocol):
    """One relay's durable state. `commit` is called by one thread, reads by another."""

    def commit(self, jobs: Sequence[Job], now_ms: int) -> None:
        """Execute all jobs in one transaction and return after it is on disk.

        Raises StorageFullError or StorageError; then nothing was acknowledged.
        """

    def idle(self) -> None:
        """Do upkeep now that nobody waits. Called on the writing thread."""

    def reopen(self) -> None:
        """Start again from what is on disk, after a commit whose outcome is unknown."""

    def close(self) -> None:
        """Close; everything acknowledged stays."""

    def log_entries(self, first: int, limit: int) -> list[bytes]:
        """Return entries from position `first` on."""

    def log_size(self) -> int:
        """Return the number of entries."""

    def checkpoint(self) -> bytes | None:
        """Return the last stored note."""

    def mailboxes(self) -> Iterable[tuple[bytes, int]]:
        """Return (device id, mailbox id) of every device."""

    def recent_submissions(self) -> Iterable[tuple[int, bytes]]:
        """Return (time_ms, packed keys) of every remembered commit, oldest first."""

    def totals(self, mailbox: int) -> Totals:
        """Sum up a mailbox."""

    def part(self, mailbox: int, after: int, upto: int) -> Part:
        """Sum up the envelopes with after < seq <= upto."""

    def inbox(
        self, mailbox: int, after: int, upto: int, limit: int, max_bytes: int
    ) -> list[StoredItem]:
        """Return items with after < seq <= upto in order, at least one if there is one."""

    def profiles(self, after: int, limit: int) -> tuple[int, list[ProfileOpening]]:
        """Return openings after a revision, and the revision of the last one."""

    def recovery(self, account_id: bytes) -> Recovery | None:
        """Return an account's recovery blob, empty when it was deleted."""

    def is_recovery_invite_used(self, invite_key: bytes) -> bool:
        """Say whether a recovery invite has added its device."""

    def last_seen(self, mailbox: int) -> int:
        """Return when a device was last written down as seen, 0 for never."""

    def prekey_counts(self, mailbox: int, now_ms: int) -> tuple[int, int]:
        """Return how many one-time (X25519, ML-KEM-768) keys are left."""

    def blob(self, blob_id: bytes) -> BlobRow | None:
        """Return a blob by its id, also one that is still arriving."""

    def uploads(self) -> list[BlobRow]:
        """Return every blob whose upload can still be asked about."""

    def blobs_after(self, after: int, limit: int) -> list[BlobRow]:
        """Return blobs in order of their row, behind row `after`."""

    def old_blobs(self, before_ms: int, limit: int, *, complete: bool) -> list[BlobRow]:
        """Return blobs whose time lies before `before_ms`, the oldest first."""

    def unchecked_blob(self, before_ms: int) -> BlobRow | None:
        """Return the complete blob whose bytes were compared the longest ago, before that time."""

    def blob_counts(self) -> BlobCounts:
        """Count blobs and their bytes."""

    def reusable_bytes(self) -> int:
        """Return how much room deleted mail has left inside the storage."""

    def facts(self) -> Facts:
        """Count, for the status command."""
