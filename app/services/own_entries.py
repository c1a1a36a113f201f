"""Watching one's own account: each entry that its key signed has to be explained (DESIGN, 4).

Whoever holds the account key can add a device that reads along, and the log's rules allow it. So
the person's own devices tell each other, end to end, of each entry before they append it
(relay/PROTOCOL.md section 9, own-entries). An entry that nobody announced is *pending* until the
inbox is drained, during which nothing is encrypted; then it raises the alarm that stops sending.
It ends when an explained device announces the entry after all, or when the person explains it.

What was there when this device was enrolled is explained by that; what a linking device names is
explained, and nothing else of before. Entries of the clinic's authority need no explanation: the
person sees them as done by IT.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from app.core.content import MAX_DEVICE_NAME, OwnEntriesContent
from app.core.errors import DecodeError
from app.core.ids import DeviceId
from app.core.store_ports import Transaction
from app.crypto.transparency import entries
from app.crypto.transparency.entries import EntryType, Role
from app.crypto.transparency.records import AccountRecord
from app.crypto.transparency.replica import Replica
from app.services.own_device import OwnDevice

_NAME = "own-entries"
_MOST_UNSEEN = 1000
"""Announced hashes kept that the log does not have (yet)."""
_MOST_NAMES = 64
_FIRST_ENTRIES = 2
"""Of an account with one device: how it was enrolled, and that device."""


class EntriesPendingError(Exception):
    """The log has an entry of our own account that the mailbox may still explain."""


class ChainEntry(msgspec.Struct, frozen=True):
    """An entry of the own account's chain."""

    index: int
    hash: bytes
    type: int
    device_id: DeviceId
    """The device that it adds or ends; empty for others."""
    by_account_key: bool
    """Signed by the account key as it was: it needs an explanation."""


class _State(msgspec.Struct, frozen=True):
    """What is known of the own chain, and of who explained it."""

    scanned: int = 0
    """The log's size up to which `chain` is complete."""
    chain: tuple[ChainEntry, ...] = ()
    explained: dict[bytes, bytes] = {}
    """Entry hash to the device that announced it; empty when that is not known."""
    alarmed: tuple[bytes, ...] = ()
    """Hashes that stayed unexplained when the inbox was drained."""
    linked: bool = False
    """The device that linked this one said what is explained; nothing else of before is."""
    names: dict[bytes, str] = {}
    mains: tuple[bytes, ...] = ()
    """Devices that are known to hold the account key: they announced what they then appended."""
    decisions_awaited: bool = False
    """A linked device that has not heard yet what the person decided about colleagues' keys."""

    def __repr__(self) -> str:
        return "_State(redacted)"


def begin_linked(
    tx: Transaction, explained: Sequence[bytes], names: Mapping[DeviceId, str]
) -> None:
    """On a new device: what the one that linked it explains (relay/PROTOCOL.md section 10, O1)."""
    known = {bytes(device): name for device, name in names.items() if is_name(name)}
    state = _State(
        explained=dict.fromkeys(explained, b""),
        linked=True,
        names=known,
        decisions_awaited=True,
    )
    _save(tx, state)


def awaits_decisions(tx: Transaction) -> bool:
    """Whether a linked device still has to hear what the person decided on the others."""
    return _load(tx).decisions_awaited


def decisions_came(tx: Transaction) -> None:
    """They came."""
    state = _load(tx)
    if state.decisions_awaited:
        _save(tx, msgspec.structs.replace(state, decisions_awaited=False))


def note_entries(own: OwnDevice, tx: Transaction, first: int, new: Sequence[bytes]) -> None:
    """Take in what the log grew by, in the transaction that stores it."""
    state = _load(tx)
    if state.scanned < first:  # of a profile from before this was watched
        state = _scan(own, state, tx.log.entries(state.scanned, first - state.scanned))
    skipped = state.scanned - first
    _save(tx, _scan(own, state, new[skipped:] if skipped > 0 else new))


def unexplained(own: OwnDevice, replica: Replica, tx: Transaction) -> list[ChainEntry]:
    """The entries of our account that nobody explained, oldest first."""
    account = _watched(own, replica)
    return [] if account is None else _unexplained(own, account, _current(own, replica, tx))


def is_pending(own: OwnDevice, replica: Replica, tx: Transaction) -> bool:
    """Whether an entry still waits for the mailbox to explain it."""
    account = _watched(own, replica)
    if account is None:
        return False
    state = _current(own, replica, tx)
    return any(entry.hash not in state.alarmed for entry in _unexplained(own, account, state))


def is_alarming(own: OwnDevice, replica: Replica, tx: Transaction) -> bool:
    """Whether an entry was not explained when the inbox was drained."""
    account = _watched(own, replica)
    if account is None:
        return False
    state = _current(own, replica, tx)
    return any(entry.hash in state.alarmed for entry in _unexplained(own, account, state))


def note_drained(own: OwnDevice, replica: Replica, tx: Transaction, *, known_size: int) -> bool:
    """The inbox, asked for when the replica had `known_size` entries, held nothing (more).

    What the replica had then, and nobody announced, raises the alarm; whether that is news.
    """
    account = _watched(own, replica)
    if account is None:
        return False
    state = _current(own, replica, tx)
    late = [e.hash for e in _unexplained(own, account, state) if e.index < known_size]
    fresh = [digest for digest in late if digest not in state.alarmed]
    if fresh:
        _save(tx, msgspec.structs.replace(state, alarmed=(*state.alarmed, *fresh)))
    return bool(fresh)


def is_explained(own: OwnDevice, replica: Replica, tx: Transaction, device_id: DeviceId) -> bool:
    """Whether a live device of the own account is this one, or one that somebody explained."""
    if device_id == own.device_id:
        return True
    if replica.directory.device_owners.get(device_id) != own.account_id:
        return False
    return all(
        entry.device_id != device_id or entry.type != EntryType.DEVICE_ADD
        for entry in unexplained(own, replica, tx)
    )


def explained_devices(own: OwnDevice, replica: Replica, tx: Transaction) -> list[DeviceId]:
    """The other live devices of the person that are explained: whom own contents may go to."""
    ghosts = {
        entry.device_id
        for entry in unexplained(own, replica, tx)
        if entry.type == EntryType.DEVICE_ADD
    }
    return [
        device.device_id
        for device in replica.live_devices(own.account_id)
        if device.device_id != own.device_id and device.device_id not in ghosts
    ]


def apply(
    own: OwnDevice,
    replica: Replica,
    tx: Transaction,
    sender: DeviceId,
    content: OwnEntriesContent,
) -> bool:
    """Take over what an explained device announces; whether something changed by it."""
    state = _current(own, replica, tx)
    seen = {entry.hash: entry for entry in state.chain}
    mains = state.mains
    own_add = next((e.hash for e in state.chain if _adds(e, own.device_id)), b"")
    announces = any(
        digest not in seen and digest not in state.explained for digest in content.hashes
    )
    if sender not in mains and (announces or (not mains and own_add in content.hashes)):
        mains = (*mains, sender)
    names = {bytes.fromhex(device): name for device, name in content.names.items()}
    owners = replica.directory.device_owners
    concern_us = {
        device: name
        for device, name in names.items()
        if owners.get(DeviceId(device), own.account_id) == own.account_id and is_name(name)
    }
    after = msgspec.structs.replace(
        state,
        explained=_bounded(_with(state.explained, content.hashes, sender), seen),
        names=_newest({**state.names, **concern_us}),
        mains=mains,
    )
    if after == state:
        return False
    _save(tx, _without_settled(after))
    return True


def explain(
    own: OwnDevice, replica: Replica, tx: Transaction, hashes: Iterable[bytes], by: DeviceId
) -> None:
    """Note that this device made these entries, or that the person explains them."""
    state = _current(own, replica, tx)
    seen = {entry.hash: entry for entry in state.chain}
    explained = _bounded(_with(state.explained, hashes, by), seen)
    _save(tx, _without_settled(msgspec.structs.replace(state, explained=explained)))


def put_name(tx: Transaction, device_id: DeviceId, name: str) -> None:
    """What the person calls a workstation."""
    state = _load(tx)
    _save(tx, msgspec.structs.replace(state, names=_newest({**state.names, device_id: name})))


def names(tx: Transaction) -> dict[DeviceId, str]:
    """What the person calls their workstations."""
    return {DeviceId(device): name for device, name in _load(tx).names.items()}


def chain(own: OwnDevice, replica: Replica, tx: Transaction) -> tuple[ChainEntry, ...]:
    """The own account's entries, in their order."""
    return _current(own, replica, tx).chain


def announcers(own: OwnDevice, replica: Replica, tx: Transaction) -> dict[bytes, DeviceId]:
    """By entry hash, the device that announced it, where that is known."""
    explained = _current(own, replica, tx).explained
    return {digest: DeviceId(by) for digest, by in explained.items() if by}


def mains(own: OwnDevice, replica: Replica, tx: Transaction) -> set[DeviceId]:
    """The devices that are known to hold the account key, this one among them if it does.

    An account key is made together with its first device; a later one shows by announcing what
    only the key can sign.
    """
    state = _current(own, replica, tx)
    made_key = {
        after.device_id
        for before, after in pairwise(state.chain)
        if before.type in (EntryType.ENROL, EntryType.REKEY) and after.type == EntryType.DEVICE_ADD
    }
    known = made_key | {DeviceId(device) for device in state.mains}
    return known | {own.device_id} if own.holds_account_key else known


def explained_hashes(own: OwnDevice, replica: Replica, tx: Transaction) -> list[bytes]:
    """The hashes of the own chain's entries that are explained: what a new device is told."""
    alarming = {entry.hash for entry in unexplained(own, replica, tx)}
    return [e.hash for e in _current(own, replica, tx).chain if e.hash not in alarming]


def whole_content(own: OwnDevice, replica: Replica, tx: Transaction) -> OwnEntriesContent:
    """All that this device explains, and every name: it makes up for any announcement lost.

    Not what merely was there when it was enrolled: of that it knows no more than the log.
    """
    state = _current(own, replica, tx)
    begun = next((e.index for e in state.chain if _adds(e, own.device_id)), 0)
    before = {e.hash for e in state.chain if e.by_account_key and e.index < begun}
    unknown = before - state.explained.keys()
    hashes = [each for each in explained_hashes(own, replica, tx) if each not in unknown]
    live = {device.device_id for device in replica.live_devices(own.account_id)}
    known = {device.hex(): name for device, name in names(tx).items() if device in live}
    return OwnEntriesContent(tuple(hashes[-_MOST_UNSEEN:]), known)


def is_name(name: str) -> bool:
    """Whether a workstation may be called so: not too long, and nothing in it controls a screen."""
    return len(name) <= MAX_DEVICE_NAME and name.isprintable()


def _watched(own: OwnDevice, replica: Replica) -> AccountRecord | None:
    """Our account, unless all there is of it is its first device, as for most people."""
    account = replica.directory.account(own.account_id) if replica.size else None
    if account is None or account.head.next_seq <= _FIRST_ENTRIES:
        return None
    return account


def _unexplained(own: OwnDevice, account: AccountRecord, state: _State) -> list[ChainEntry]:
    own_add = next((e for e in state.chain if _adds(e, own.device_id)), None)
    if own_add is None:
        return []  # the log does not have us yet: it was asked for too early
    by_authority = _ended_by_authority(account, state)
    return [
        entry
        for entry in state.chain
        if entry.by_account_key
        and entry.hash not in state.explained
        and (entry.index > own_add.index or (state.linked and entry.index < own_add.index))
        and entry.device_id not in by_authority
    ]


def _ended_by_authority(account: AccountRecord, state: _State) -> set[DeviceId]:
    """Devices that the authority ended: IT has dealt with them, announced or not."""
    by_us = {e.device_id for e in state.chain if e.type == EntryType.DEVICE_REVOKE}
    rekeyed = max((e.index for e in state.chain if e.type == EntryType.REKEY), default=-1)
    return {
        device.identity.device_id
        for device in account.devices
        if device.ended_index is not None
        and device.ended_index != rekeyed
        and device.identity.device_id not in by_us
    }


def _adds(entry: ChainEntry, device_id: DeviceId) -> bool:
    return entry.type == EntryType.DEVICE_ADD and entry.device_id == device_id


def _current(own: OwnDevice, replica: Replica, tx: Transaction) -> _State:
    """The state, brought to the replica's size without storing that."""
    state = _load(tx)
    if state.scanned >= replica.size:
        return state
    return _scan(own, state, tx.log.entries(state.scanned, replica.size - state.scanned))


def _scan(own: OwnDevice, state: _State, new: Sequence[bytes]) -> _State:
    found = list(state.chain)
    for index, raw in enumerate(new, state.scanned):
        if raw[2:18] != own.account_id:
            continue
        try:
            entry = entries.decode(raw)
        except DecodeError:  # not in a log that was verified
            continue
        if entry.in_authority_chain:
            continue
        found.append(_chain_entry(index, entry))
    return msgspec.structs.replace(
        state, scanned=state.scanned + len(new), chain=tuple(found) if new else state.chain
    )


def _chain_entry(index: int, entry: entries.Entry) -> ChainEntry:
    device = b""
    if isinstance(entry.body, entries.DeviceAdd | entries.DeviceRevoke):
        device = entry.body.device_id
    by_account_key = Role.ACCOUNT in entry.roles and entry.type is not EntryType.ENROL
    return ChainEntry(index, entry.hash, int(entry.type), DeviceId(device), by_account_key)


def _with(explained: dict[bytes, bytes], hashes: Iterable[bytes], by: bytes) -> dict[bytes, bytes]:
    """Who announced an entry first stays who announced it."""
    more = {digest: by for digest in hashes if not explained.get(digest)}
    return {**explained, **more} if more else explained


def _bounded(explained: dict[bytes, bytes], seen: Mapping[bytes, object]) -> dict[bytes, bytes]:
    """Only the newest of those that the log does not have: nobody fills the disk with them."""
    unseen = [digest for digest in explained if digest not in seen]
    if len(unseen) <= _MOST_UNSEEN:
        return explained
    dropped = set(unseen[: len(unseen) - _MOST_UNSEEN])
    return {digest: by for digest, by in explained.items() if digest not in dropped}


def _newest(known: dict[bytes, str]) -> dict[bytes, str]:
    return dict(list(known.items())[-_MOST_NAMES:])


def _without_settled(state: _State) -> _State:
    left = tuple(digest for digest in state.alarmed if digest not in state.explained)
    return msgspec.structs.replace(state, alarmed=left)


def _load(tx: Transaction) -> _State:
    stored = tx.settings.get(_NAME)
    return _State() if stored is None else msgspec.msgpack.decode(stored, type=_State)


def _save(tx: Transaction, state: _State) -> None:
    tx.settings.put(_NAME, msgspec.msgpack.encode(state))
