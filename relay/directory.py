"""The log as the relay serves it: entries in, checkpoints and proofs out, and who is live.

Two views are kept apart on purpose. `LogState` and the tree run ahead while an append is on its
way to the disk; what requests see (`Device`, `size`, `note`) changes only after the commit, so
that nothing is ever served, or acted on, that a crash could take back. PROTOCOL.md section 3.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from relay.checkpoints import CheckpointSigner
from relay.devices import Device, Devices
from relay.log_keys import LogKeys
from relay.problems import RefusalError
from relay.restored import LogLoss
from relay.storage.base import AppendEntries, PutProfiles, Storage, StorageDamagedError
from relay.transparency import note as notes
from relay.transparency.bodies import AccountClose, DeviceAdd, Rekey
from relay.transparency.certificates import Certificate, Purpose
from relay.transparency.entries import Entry
from relay.transparency.errors import EntryRefused, NoteError, ProofError
from relay.transparency.merkle import Tree
from relay.transparency.note import Checkpoint
from relay.transparency.rules import Attempt, LogState
from relay.wire import Code, LogReturn, ProfileOpening
from relay.writer import Writer

_log = logging.getLogger("relay.directory")
_PAGE: Final = 2000
_BREATH: Final = 50
"""After how many verified entries of a long list others have their turn."""


class Directory:
    """The published log and its devices.

    Attributes:
        devices: every device ever added, by id.
        live: the live devices of each account, by id.
        is_complete: `Devices.is_complete`.
        size: the published log's; 0 before GENESIS.
        loss: what is known of entries that this log had once.
    """

    def __init__(
        self,
        storage: Storage,
        log_keys: LogKeys,
        clock: Callable[[], int],
        loss: LogLoss,
        on_ended: Callable[[Device], None],
        on_grown: Callable[[], None],
    ) -> None:
        """Rebuild from storage. Raises StorageDamagedError when the log contradicts itself."""
        self._storage = storage
        self._signer = CheckpointSigner(log_keys)
        self._clock = clock
        self.loss = loss
        self._on_ended = on_ended
        self._on_grown = on_grown
        self._lock = asyncio.Lock()
        self.devices: dict[bytes, Device] = {}
        self.load()

    def load(self) -> None:
        """Read the stored log again; devices stay the objects they were.

        Raises StorageDamagedError.
        """
        self._state = LogState()
        self._tree = Tree()
        were_live = [device for device in self.devices.values() if device.live]
        self._table = Devices(self.devices)
        self.devices, self.live = self._table.by_id, self._table.live
        self.is_complete = self._table.is_complete
        self.size = 0
        self._positions: dict[bytes, int] = {}
        self._note = b""
        self._cosignatures = b""
        mailboxes = dict(self._storage.mailboxes())
        try:
            while entries := self._storage.log_entries(self.size, _PAGE):
                for position, raw in enumerate(entries, self.size):
                    with self._state.attempt() as attempt:
                        entry = self._state.replay(raw)
                    self._tree.append(raw)
                    self._table.publish(entry, mailboxes)
                    self._positions[_digest(raw)] = position
                    self._table.end(attempt.ended_devices())
                self.size += len(entries)
            self._check_note()
        except (EntryRefused, NoteError, KeyError) as error:
            raise StorageDamagedError(
                f"The stored log does not follow its own rules ({error}) near entry {self.size}. "
                "Restore the relay's data directory from a backup."
            ) from error
        for device in were_live:
            if not device.live:
                self._on_ended(device)

    def _check_note(self) -> None:
        note = self._storage.checkpoint()
        if self.size == 0 and note is None:
            return
        clinic = self._state.clinic
        if self._signer.find(clinic.log_key) is None:
            raise StorageDamagedError(
                "The log names another log key than this data directory holds. Put the right "
                "log.key back; the relay cannot sign checkpoints without it."
            )
        checkpoint = notes.verify(note or b"", clinic.log_id, clinic.log_key)
        if checkpoint != Checkpoint(self.size, self._tree.root()):
            raise StorageDamagedError(
                "The log does not match its last signed checkpoint. Restore the relay's data "
                "directory from a backup."
            )
        self._note = note or b""
        self._signer.settle(clinic.log_key)

    @property
    def note(self) -> bytes:
        """The published log's checkpoint with the cosignatures it has; empty before GENESIS."""
        return self._note + self._cosignatures

    @property
    def bare_note(self) -> bytes:
        """The same with our own signature alone, which witnesses are shown."""
        return self._note

    @property
    def log_id(self) -> bytes:
        """SHA-256 of GENESIS. Raises EntryRefused before it."""
        return self._state.clinic.log_id

    @property
    def log_key(self) -> bytes:
        """The public key that signs checkpoints now. Raises EntryRefused before GENESIS."""
        return self._state.clinic.log_key

    def cosign(self, note: bytes, lines: bytes) -> None:
        """Serve these signature lines with `note`, if it is still the newest checkpoint."""
        if note == self._note:
            self._cosignatures = lines

    @property
    def ready(self) -> bool:
        """Whether the authority's first entry has been imported."""
        return self.size > 0

    def certificate(self, data: bytes) -> Certificate:
        """Return an invite's certificate if it can be redeemed now. Raises RefusalError."""
        try:
            return self._check_certificate(data, self._clock())
        except EntryRefused as error:
            raise refusal(error) from error

    def _check_certificate(self, data: bytes, now_ms: int) -> Certificate:
        """Judge by the log, and a recovery by what is noted of it beside the log."""
        decoded = self._state.certificate_check(data, now_ms)
        key = decoded.invite_key
        if decoded.purpose is Purpose.RECOVER and self._storage.is_recovery_invite_used(key):
            raise EntryRefused(EntryRefused.INVITE_USED, "The invite has been used before.")
        return decoded

    def has_commitment(self, profile: ProfileOpening) -> bool:
        """Say whether the log's profile commitment of that account is this opening's."""
        account = self._state.accounts.get(profile.account_id)
        return account is not None and account.profile_commitment == profile.commitment

    async def append(
        self,
        entries: Sequence[bytes],
        writer: Writer,
        profiles: Sequence[ProfileOpening] = (),
        recovery: Certificate | None = None,
    ) -> tuple[int, bytes]:
        """Append all or none, durably; return the first index and a note that covers them.

        `recovery` is a certificate of purpose 3 that is used up in the same transaction.
        Entries that the log has already give their old index again. Raises RefusalError,
        StorageError.
        """
        async with self._lock:
            self.loss.check(self.size)
            state = self._state
            try:
                with self._attempt() as attempt:
                    now_ms = self._clock()
                    if recovery is not None:
                        self._check_certificate(recovery.encode(), now_ms)
                    applied = [state.check_and_apply(raw, now_ms) for raw in entries]
                    job = self._job(entries, applied, attempt.ended_devices(), profiles)
                    job.recovery_invite = recovery.invite_key if recovery else None
                    await writer.run(job)
            except EntryRefused as error:
                known = self._find(entries)  # what the log has already is always refused
                if known is not None:
                    return known, self.note
                _log.info("entries refused code=%s count=%d", error.code, len(entries))
                raise refusal(error) from error
            self._committed(state, job, applied)
            _log.info("entries appended count=%d size=%d", len(entries), self.size)
            return job.first_index, self.note

    async def take_back(
        self, returned: LogReturn, device_id: bytes, signing_key: bytes, writer: Writer
    ) -> tuple[int, bytes]:
        """Append what this relay once had and lost (PROTOCOL.md section 5.6), durably.

        Nothing is believed but our own signature over exactly these entries after ours. The
        sender, whose request `signing_key` verified, must be live in the log that results; a
        return that was taken back already has its answer again. Raises RefusalError, StorageError.
        """
        async with self._lock:
            shown = self._signer.read_own(returned.note, self.log_id)
            entries = returned.entries
            first = shown.size - len(entries)
            if shown.size <= self.size:
                sender = self.devices.get(device_id)
                known = self._find(entries) if entries else None
                if known is None or known != first or sender is None or not sender.live:
                    raise RefusalError(Code.ENTRY_REFUSED, "The log has lost nothing of this.")
                return known, self.note
            self.loss.prove(shown.size, self.size)
            if first != self.size:
                raise RefusalError(
                    Code.ENTRY_REFUSED,
                    "The entries do not start where this log ends.",
                    log_size=self.size,
                )
            state = self._state
            try:
                with self._attempt() as attempt:
                    self._require_root(entries, shown)  # cheap, and after it only we can be wrong
                    applied: list[Entry] = []
                    for raw in entries:
                        applied.append(state.check_and_apply(raw))
                        if len(applied) % _BREATH == 0:
                            await asyncio.sleep(0)
                            self._require_unchanged(state)
                    self._check_sender(device_id, signing_key)
                    self._check_openings(returned.profiles)
                    ended = attempt.ended_devices()
                    job = self._job(entries, applied, ended, returned.profiles, returned=True)
                    if notes.verify(job.note, self.log_id, self.log_key) != shown:
                        raise RefusalError(Code.ENTRY_REFUSED, "Another key signs that size.")
                    await writer.run(job)
            except EntryRefused as error:
                _log.warning("returned entries refused code=%s count=%d", error.code, len(entries))
                raise RefusalError(Code.ENTRY_REFUSED, error.reason) from error
            self._committed(state, job, applied)
            _log.warning("lost entries taken back count=%d size=%d", len(entries), self.size)
            return job.first_index, self.note

    @contextmanager
    def _attempt(self) -> Iterator[Attempt]:
        """Take state and tree back when the block raises; a reload meanwhile brings others."""
        state, tree, size = self._state, self._tree, self.size
        try:
            with state.attempt() as attempt:
                yield attempt
        except BaseException:
            tree.truncate(size)
            raise

    def _committed(self, state: LogState, job: AppendEntries, applied: Sequence[Entry]) -> None:
        """Publish what is on disk now."""
        if self._state is state:
            for position, entry in enumerate(applied, job.first_index):
                self._table.publish(entry, job.mailboxes)
                self._positions[_digest(entry.raw)] = position
            for device in self._table.end(job.ended_devices):
                self._on_ended(device)
            self.size = job.size
            self._note, self._cosignatures = job.note, b""
            self._signer.settle(self.log_key)
        else:  # the log was read anew while this was on its way: the disk knows better
            self.load()
        self._on_grown()

    def _require_root(self, entries: Sequence[bytes], shown: Checkpoint) -> None:
        """Raises RefusalError unless these entries after ours give the root that was signed."""
        for raw in entries:
            self._tree.append(raw)
        root = self._tree.root()
        self._tree.truncate(self.size)
        if root != shown.root:
            raise RefusalError(Code.ENTRY_REFUSED, "We have signed other entries than these.")

    def _require_unchanged(self, state: LogState) -> None:
        if self._state is not state:
            raise RefusalError(Code.UNAVAILABLE, "Nothing was changed.", retry_after=1)

    def _check_sender(self, device_id: bytes, signing_key: bytes) -> None:
        device = self._state.live_device(device_id)
        if device is None or device.signing_key != signing_key:
            raise RefusalError(Code.DEVICE_REVOKED, "This device was removed.")

    def _check_openings(self, profiles: Sequence[ProfileOpening]) -> None:
        accounts = [profile.account_id for profile in profiles]
        known = all(self.has_commitment(profile) for profile in profiles)
        if not known or len(set(accounts)) != len(accounts):
            raise RefusalError(Code.ENTRY_REFUSED, "The log holds another commitment.")

    def find(self, entry: bytes) -> int | None:
        """Return the position of exactly this entry, if the published log has it."""
        return self._positions.get(_digest(entry))

    def _find(self, entries: Sequence[bytes]) -> int | None:
        """Return where exactly these entries stand in a row, if they do."""
        first = self.find(entries[0])
        if first is None:
            return None
        stored = self._storage.log_entries(first, len(entries))
        return first if stored == list(entries) else None

    def _job(
        self,
        entries: Sequence[bytes],
        applied: Sequence[Entry],
        ended: Sequence[bytes],
        profiles: Sequence[ProfileOpening],
        *,
        returned: bool = False,
    ) -> AppendEntries:
        """Extend the tree and sign, with the key that the log names at its end."""
        first = self.size
        for raw in entries:
            self._tree.append(raw)
        size = first + len(entries)
        checkpoint = Checkpoint(size, self._tree.root())
        note = self._signer.sign(checkpoint, self.log_id, self.log_key)
        added = [entry.body.device_id for entry in applied if isinstance(entry.body, DeviceAdd)]
        return AppendEntries(
            first,
            list(entries),
            size,
            note,
            added,
            list(ended),
            list(profiles),
            returned,
            void_recoveries=[
                entry.account_id
                for entry in applied
                if isinstance(entry.body, Rekey | AccountClose)
            ],
        )

    def witness(self, note: bytes) -> None:
        """Take a client's checkpoint: signed by us over more than we have, it proves a loss.

        Raises RefusalError for one that we did not sign.
        """
        self.loss.prove(self._signer.read_own(note, self.log_id).size, self.size)

    async def put_profiles(self, profiles: Sequence[ProfileOpening], writer: Writer) -> None:
        """Store openings of commitments that the log holds. Raises RefusalError, StorageError."""
        if not all(self.has_commitment(profile) for profile in profiles):
            raise RefusalError(Code.ENTRY_REFUSED, "The log holds another commitment.")
        await writer.run(PutProfiles(list(profiles)))

    def consistency(self, first: int, second: int) -> list[bytes]:
        """Prove that the log at `second` extends the one at `first`. Raises RefusalError."""
        return self._proof(second, lambda: self._tree.consistency_proof(first, second))

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Prove that entry `index` is in the log at `size`. Raises RefusalError."""
        return self._proof(size, lambda: self._tree.inclusion_proof(index, size))

    def _proof(self, size: int, make: Callable[[], list[bytes]]) -> list[bytes]:
        if size > self.size:
            raise RefusalError(Code.NOT_FOUND, "The log does not have that size yet.")
        try:
            return make()
        except ProofError as error:
            raise RefusalError(Code.MALFORMED, f"No such proof: {error}.") from error


def _digest(entry: bytes) -> bytes:
    return hashlib.sha256(entry).digest()


def refusal(error: EntryRefused) -> RefusalError:
    """Choose the problem answer for a refused entry or certificate."""
    if error.code == EntryRefused.INVITE_USED:
        return RefusalError(Code.INVITE_USED, error.reason)
    if error.code == EntryRefused.INVITE_EXPIRED:
        return RefusalError(Code.INVITE_EXPIRED, error.reason)
    return RefusalError(Code.ENTRY_REFUSED, error.reason)
