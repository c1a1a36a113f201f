"""A client's own copy of the log: extended only by what the relay signed and the rules allow.

Refuses rollback and forks (relay/PROTOCOL.md section 3, DESIGN section 4), judges the checkpoints
that messages carry, and answers for every past size. Whatever it refuses leaves it as it was.
Not safe for concurrent calls; `extend` may run on a worker thread while nobody else uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from app.core.errors import DecodeError
from app.core.ids import LogId
from app.crypto.transparency import merkle, note
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


class Replica:
    """The log's entries as state (`directory`), its tree, and the newest note that covers both."""

    def __init__(self, log_id: LogId, anchor: Anchor | None = None) -> None:
        self._directory = Directory(log_id)
        self._tree = merkle.Tree()
        self._checkpoint: Checkpoint | None = None
        self._anchor = anchor

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
        replica._extend(latest_note, entries, progress, verify_signatures=False)
        return replica

    @property
    def directory(self) -> Directory:
        """Who has which keys. Look, do not apply."""
        return self._directory

    @property
    def log_id(self) -> LogId:
        """SHA-256 of GENESIS."""
        return self._directory.log_id

    @property
    def size(self) -> int:
        """Number of entries, 0 before the first extension."""
        return self._tree.size

    @property
    def checkpoint(self) -> Checkpoint:
        """The newest signed note, for gossip. Raises LookupError before the first extension."""
        if self._checkpoint is None:
            raise LookupError("empty log")
        return self._checkpoint

    @property
    def root(self) -> bytes:
        """The root at the present size."""
        return self._tree.root()

    def root_at(self, size: int) -> bytes | None:
        """The root of the first `size` entries, None for a size that is not known here."""
        return self._tree.root(size) if 1 <= size <= self._tree.size else None

    def extend(
        self, new_note: bytes, entries: Sequence[bytes], progress: Progress | None = None
    ) -> list[Change]:
        """Take the entries from our size up to exactly the note's, and say what they changed.

        A note of a smaller or equal size is checked and changes nothing (give it no entries).
        Nothing changes when this raises: NoteRefused, IncompleteExtension, EntryForbidden,
        RootMismatch, ForkDetected, and, the first time, AnchorMismatch and LogBehind.
        """
        return self._extend(new_note, entries, progress, verify_signatures=True)

    def check_gossip(self, other_note: bytes) -> Gossip:
        """Judge a checkpoint that came inside a message. Never raises, never changes anything."""
        try:
            claimed = note.parse(other_note)
        except DecodeError:
            return Gossip(GossipVerdict.UNVERIFIABLE)
        if claimed.log_id != self.log_id or not self._signed_by_log_key(claimed):
            return Gossip(GossipVerdict.UNVERIFIABLE, claimed)
        if claimed.size > self.size:
            return Gossip(GossipVerdict.AHEAD, claimed)
        if claimed.root == self._tree.root(claimed.size):
            return Gossip(GossipVerdict.CONSISTENT, claimed)
        return Gossip(GossipVerdict.FORK, claimed, self._fork(claimed))

    def _extend(
        self,
        new_note: bytes,
        entries: Sequence[bytes],
        progress: Progress | None,
        *,
        verify_signatures: bool,
    ) -> list[Change]:
        try:
            claimed = note.parse(new_note)
        except DecodeError as error:
            raise NoteRefused from error
        if claimed.log_id != self.log_id:
            raise NoteRefused
        if claimed.size <= self.size or not entries:
            self._check_known(claimed, entries)
            return []
        if self.size + len(entries) != claimed.size:
            raise IncompleteExtension
        old_size = self.size
        self._directory.begin()
        try:
            changes: list[Change] = []
            for entry in entries:
                changes.append(self._directory.apply(entry, verify_signatures=verify_signatures))
                self._tree.append(merkle.leaf_hash(entry))
                if progress is not None and len(changes) % _PROGRESS_EVERY == 0:
                    progress(len(changes))
            self._check_result(claimed)
        except BaseException:
            self._directory.roll_back()
            self._tree.truncate(old_size)
            raise
        self._directory.commit()
        self._checkpoint = claimed
        self._anchor = None
        return changes

    def _check_known(self, claimed: Checkpoint, entries: Sequence[bytes]) -> None:
        """A note that brings nothing new must still agree with what is known."""
        if entries or claimed.size > self.size:
            raise IncompleteExtension
        if not self._signed_by_log_key(claimed):
            raise NoteRefused
        if claimed.root != self._tree.root(claimed.size):
            raise self._fork(claimed)

    def _check_result(self, claimed: Checkpoint) -> None:
        if not self._signed_by_log_key(claimed):
            raise NoteRefused
        if claimed.root != self._tree.root():
            own = self._checkpoint
            raise RootMismatch(b"" if own is None else own.note, claimed.note)
        if self._anchor is not None:
            self._check_anchor(self._anchor)

    def _check_anchor(self, anchor: Anchor) -> None:
        authority = self._directory.authority
        if anchor.ca not in {period.key for period in authority.cas}:
            raise AnchorMismatch
        if anchor.log_key not in {period.key for period in authority.log_keys}:
            raise AnchorMismatch
        if not anchor.checkpoint:
            return
        gossip = self.check_gossip(anchor.checkpoint)
        match gossip.verdict:
            case GossipVerdict.CONSISTENT:
                return
            case GossipVerdict.AHEAD:
                raise LogBehind
            case GossipVerdict.FORK if gossip.fork is not None:
                raise gossip.fork
            case _:
                raise AnchorMismatch

    def _signed_by_log_key(self, claimed: Checkpoint) -> bool:
        """By the log key in force after `claimed.size` entries, or today's for a larger size."""
        if self.size == 0:
            return False
        key = self._directory.log_key_at(min(claimed.size, self.size))
        return key is not None and claimed.verify(key)

    def _fork(self, claimed: Checkpoint) -> ForkDetected:
        own = self._checkpoint
        return ForkDetected(b"" if own is None else own.note, claimed.note, claimed.size)
