"""A client's own copy of the log: extended only by what the relay signed and the rules allow.

Refuses rollback and forks (relay/PROTOCOL.md section 3, DESIGN section 4), judges the checkpoints
that messages carry, and answers for every past size. Whatever it refuses leaves it as it was.
`extend` may run on a worker thread while others read; only one may extend at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from app.core.errors import DecodeError
from app.core.ids import AccountId, DeviceId, LogId
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency import merkle, note, stored
from app.crypto.transparency.changes import Change
from app.crypto.transparency.errors import (
    AnchorMismatch,
    ForkDetected,
    IncompleteExtension,
    LogBehind,
    NoteRefused,
    RootMismatch,
)
from app.crypto.transparency.note import Checkpoint
from app.crypto.transparency.state import Directory

_PROGRESS_EVERY = 500

Progress = Callable[[int], None]
"""Called with the number of entries checked so far."""


class GossipVerdict(Enum):
    """What a checkpoint from elsewhere means."""

    CONSISTENT = "consistent"
    """Of a size we know, with the root we know, validly signed."""
    AHEAD = "ahead"
    """Validly signed and larger than ours: the relay must be able to serve that much."""
    FORK = "fork"
    """Validly signed and contradicting ours: proof that the relay showed two logs."""
    UNVERIFIABLE = "unverifiable"
    """Malformed, of another log, or not signed by the key for its size. Proves nothing.
    If it claims a larger size than ours, sync and ask again: the log key may have changed."""


@dataclass(frozen=True, slots=True)
class Gossip:
    """The answer of `Replica.check_gossip`."""

    verdict: GossipVerdict
    checkpoint: Checkpoint | None = None
    """What was claimed; None if it cannot even be read."""
    fork: ForkDetected | None = None
    """The proof to raise and to keep, when the verdict is FORK."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the invite says about the log, to be found true when the log first arrives."""

    ca: bytes = field(repr=False)
    log_key: bytes = field(repr=False)
    checkpoint: bytes = field(default=b"", repr=False)
    """A note, or empty."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A replica's whole state at one moment. It never changes once it is a replica's."""

    directory: Directory
    tree: merkle.Tree = field(repr=False)
    checkpoint: Checkpoint | None


class Replica:
    """The log's entries as state (`directory`), its tree, and the newest note that covers both.

    An extension is checked on a copy that then takes the place of the old state at once, so that
    readers on other threads see the one or the other and never a mixture.
    """

    def __init__(self, log_id: LogId, anchor: Anchor | None = None) -> None:
        self._state = Snapshot(Directory(log_id), merkle.Tree(), None)
        self._anchor = anchor
        self._agreed: tuple[Snapshot, Gossip] | None = None
        """The last note that agreed, and with which state: most messages repeat it."""

    def __repr__(self) -> str:
        return f"Replica(size={self.size})"

    @classmethod
    def start(cls, log_id: LogId, anchor: Anchor | None = None) -> Replica:
        """An empty replica; the first `extend` brings everything from GENESIS on.

        `log_id` is the hash that GENESIS must have. With an `anchor`, the first extension is also
        refused if it does not contain the invite's keys and checkpoint.
        """
        return cls(log_id, anchor)

    @classmethod
    def load(
        cls,
        log_id: LogId,
        entries: Sequence[bytes],
        latest_note: bytes,
        progress: Progress | None = None,
    ) -> Replica:
        """Rebuild from entries and note that this device verified before and kept encrypted.

        Signatures of entries are not verified again; the rules, the root and the note's signature
        are. Raises as `extend` does.
        """
        replica = cls(log_id)
        replica._extend(latest_note, entries, progress, lambda _entry: False)
        return replica

    @classmethod
    def resume(
        cls,
        log_id: LogId,
        state: bytes,
        size: int,
        later_entries: Sequence[bytes],
        latest_note: bytes,
    ) -> Replica:
        """The same from what `stored_state` gave at `size`, and the entries since.

        Raises DecodeError for a state that cannot be used, else as `extend` does.
        """
        replica = cls(log_id)
        replica._state = Snapshot(*stored.decode(state, log_id, size), None)
        claimed = replica._read(latest_note)
        if later_entries:
            replica._extend(latest_note, later_entries, None, lambda _entry: False)
        else:
            _require_consistent(claimed, replica._state)
            if claimed.size != size:
                raise IncompleteExtension
            replica._state = replace(replica._state, checkpoint=claimed)
        return replica

    def stored_state(self) -> tuple[int, bytes]:
        """The present size and state, for `resume` at the next start. Takes a while."""
        state = self._state
        return state.tree.size, stored.encode(state.directory, state.tree)

    @property
    def directory(self) -> Directory:
        """Who has which keys. Look, do not apply."""
        return self._state.directory

    @property
    def log_id(self) -> LogId:
        """SHA-256 of GENESIS."""
        return self._state.directory.log_id

    @property
    def size(self) -> int:
        """Number of entries, 0 before the first extension."""
        return self._state.tree.size

    @property
    def checkpoint(self) -> Checkpoint:
        """The newest checkpoint. Raises LookupError before the first extension."""
        if self._state.checkpoint is None:
            raise LookupError("empty log")
        return self._state.checkpoint

    @property
    def note(self) -> bytes:
        """The newest signed note, for gossip and for the database: without cosignatures."""
        return self.checkpoint.note

    @property
    def root(self) -> bytes:
        """The root at the present size."""
        return self._state.tree.root()

    def root_at(self, size: int) -> bytes | None:
        """The root of the first `size` entries, None for a size that is not known here."""
        tree = self._state.tree
        return tree.root(size) if 1 <= size <= tree.size else None

    def live_devices(self, account_id: AccountId, size: int | None = None) -> list[DeviceIdentity]:
        """`Directory.live_devices`."""
        return self.directory.live_devices(account_id, size)

    def identity(self, device_id: DeviceId, size: int | None = None) -> DeviceIdentity | None:
        """`Directory.identity`."""
        return self.directory.identity(device_id, size)

    def account_key(self, account_id: AccountId, size: int | None = None) -> bytes | None:
        """`Directory.account_key`."""
        return self.directory.account_key(account_id, size)

    def covers(self, new_note: bytes, size: int) -> bool:
        """Do `size` entries reach what the note claims? Raises NoteRefused for a malformed one."""
        return self._read(new_note).size <= size

    def claimed_size(self, new_note: bytes) -> int:
        """The size that a note claims, unverified. Raises NoteRefused for a malformed one."""
        return self._read(new_note).size

    def snapshot(self) -> Snapshot:
        """The present state, for `restore`."""
        return self._state

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a state from before an `extend` whose entries could not be stored."""
        self._state = snapshot

    def extend(
        self,
        new_note: bytes,
        entries: Sequence[bytes],
        progress: Progress | None = None,
        *,
        at_once: Callable[[bytes], bool] = lambda _entry: True,
    ) -> list[Change]:
        """Take the entries from our size up to exactly the note's, and say what they changed.

        A note of a smaller or equal size is checked and changes nothing (give it no entries).
        Nothing changes when this raises: NoteRefused, IncompleteExtension, EntryForbidden,
        RootMismatch, ForkDetected, and, the first time, AnchorMismatch and LogBehind.

        `at_once` says which entries' signatures are verified now; of the others that is owed
        (`deferred.Unverified`).
        """
        return self._extend(new_note, entries, progress, at_once)

    def check_gossip(self, other_note: bytes) -> Gossip:
        """Judge a checkpoint that came inside a message. Never raises, never changes anything."""
        state, agreed = self._state, self._agreed
        if agreed is not None and agreed[0] is state and _repeats(agreed[1], other_note):
            return agreed[1]
        try:
            claimed = self._read(other_note)
        except NoteRefused:
            return Gossip(GossipVerdict.UNVERIFIABLE)
        gossip = _judge(claimed, state)
        if gossip.verdict is GossipVerdict.CONSISTENT:
            self._agreed = state, gossip
        return gossip

    def _extend(
        self,
        new_note: bytes,
        entries: Sequence[bytes],
        progress: Progress | None,
        at_once: Callable[[bytes], bool],
    ) -> list[Change]:
        claimed = self._read(new_note)
        old = self._state
        if not entries or claimed.size <= old.tree.size:
            if entries or claimed.size > old.tree.size:
                raise IncompleteExtension
            _require_consistent(claimed, old)
            return []
        if old.tree.size + len(entries) != claimed.size:
            raise IncompleteExtension
        new = Snapshot(old.directory.copy(), old.tree.copy(), claimed.bare())
        changes: list[Change] = []
        for entry in entries:
            changes.append(new.directory.apply(entry, verify_signatures=at_once(entry)))
            new.tree.append(merkle.leaf_hash(entry))
            if progress is not None and len(changes) % _PROGRESS_EVERY == 0:
                progress(len(changes))
        if not _is_signed(claimed, new):
            raise NoteRefused
        if claimed.root != new.tree.root():
            raise RootMismatch(_note_of(old), claimed.note)
        if self._anchor is not None:
            _check_anchor(self._anchor, new)
        self._state, self._anchor = new, None
        return changes

    def _read(self, raw: bytes) -> Checkpoint:
        """A well-formed checkpoint of this log, not yet verified."""
        try:
            claimed = note.parse(raw)
        except DecodeError as error:
            raise NoteRefused from error
        if claimed.log_id != self.log_id:
            raise NoteRefused
        return claimed


def _repeats(gossip: Gossip, note_bytes: bytes) -> bool:
    return gossip.checkpoint is not None and gossip.checkpoint.note == note_bytes


def _judge(claimed: Checkpoint, state: Snapshot) -> Gossip:
    if not _is_signed(claimed, state):
        return Gossip(GossipVerdict.UNVERIFIABLE, claimed)
    if claimed.size > state.tree.size:
        return Gossip(GossipVerdict.AHEAD, claimed)
    if claimed.root == state.tree.root(claimed.size):
        return Gossip(GossipVerdict.CONSISTENT, claimed)
    fork = ForkDetected(
        _note_of(state),
        claimed.note,
        claimed.size,
        prefix_root=state.tree.root(claimed.size),
        proof=state.tree.consistency_proof(claimed.size),
    )
    return Gossip(GossipVerdict.FORK, claimed, fork)


def _is_signed(claimed: Checkpoint, state: Snapshot) -> bool:
    """By the log key in force after `claimed.size` entries, or today's for a larger size."""
    if state.tree.size == 0:
        return False
    key = state.directory.log_key_at(min(claimed.size, state.tree.size))
    return key is not None and claimed.verify(key)


def _require_consistent(claimed: Checkpoint, state: Snapshot) -> None:
    """A note of no larger size must be signed and agree with what is known."""
    gossip = _judge(claimed, state)
    if gossip.fork is not None:
        raise gossip.fork
    if gossip.verdict is not GossipVerdict.CONSISTENT:
        raise NoteRefused


def _check_anchor(anchor: Anchor, state: Snapshot) -> None:
    """The log must contain the invite's keys and its checkpoint."""
    authority = state.directory.authority
    if anchor.ca not in {period.key for period in authority.cas}:
        raise AnchorMismatch
    if anchor.log_key not in {period.key for period in authority.log_keys}:
        raise AnchorMismatch
    if not anchor.checkpoint:
        return
    try:
        claimed = note.parse(anchor.checkpoint)
    except DecodeError as error:
        raise AnchorMismatch from error
    gossip = _judge(claimed, state)
    if gossip.fork is not None:
        raise gossip.fork
    if claimed.log_id == state.directory.log_id and gossip.verdict is GossipVerdict.AHEAD:
        raise LogBehind
    if gossip.verdict is not GossipVerdict.CONSISTENT:
        raise AnchorMismatch


def _note_of(state: Snapshot) -> bytes:
    return b"" if state.checkpoint is None else state.checkpoint.note
