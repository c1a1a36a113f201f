"""A replica's state as bytes, so that a start need not replay a hundred thousand entries.

For this device's own encrypted database alone, beside the entries that it can always be rebuilt
from: a state of another version, or one that does not fit, is simply not used. What is read is held
against the relay's note as ever (`Replica.resume`).
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from app.core.errors import DecodeError
from app.core.ids import AccountId, DeviceId, LogId
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency.changes import AuthorityRotated, ClinicKeyChange, RelayChanged
from app.crypto.transparency.merkle import HASH_SIZE, Tree
from app.crypto.transparency.records import (
    AccountRecord,
    AuthorityRecord,
    ChainHead,
    DeviceRecord,
    KeyPeriod,
)
from app.crypto.transparency.state import Directory

_VERSION = 1
_Period: TypeAlias = tuple[int, bytes]
_Head: TypeAlias = tuple[int, bytes, int]


class _Device(msgspec.Struct, frozen=True, array_like=True, gc=False):
    device_id: bytes
    account_key: bytes
    signing_key: bytes
    agreement_key: bytes
    suites: bytes
    added_index: int
    added_ms: int
    ended_index: int | None
    wipe: bool


class _Account(msgspec.Struct, frozen=True, array_like=True, gc=False):
    account_id: bytes
    head: _Head
    keys: list[_Period]
    devices: list[_Device]
    commitments: list[_Period]
    closed_index: int | None


class _Relay(msgspec.Struct, frozen=True, array_like=True, tag=1):
    index: int
    time_ms: int
    pins: tuple[bytes, ...]
    log_key: bytes
    witnesses: tuple[bytes, ...]
    changed: tuple[bool, bool, bool]


class _Rotation(msgspec.Struct, frozen=True, array_like=True, tag=2):
    index: int
    time_ms: int
    ca: bytes
    by_recovery: bool


class _Authority(msgspec.Struct, frozen=True, array_like=True):
    head: _Head
    clinic_name: str
    cas: list[_Period]
    ca_recovery: bytes
    log_keys: list[_Period]
    pins: tuple[bytes, ...]
    witnesses: tuple[bytes, ...]
    history: list[_Relay | _Rotation]


class _State(msgspec.Struct, frozen=True, array_like=True):
    version: int
    log_id: bytes
    size: int
    authority: _Authority
    accounts: list[_Account]
    used_keys: bytes
    levels: list[bytes]


_DECODER = msgspec.msgpack.Decoder(_State)


def encode(directory: Directory, tree: Tree) -> bytes:
    """The state after the same entries, as bytes. Not for an empty log."""
    state = _State(
        version=_VERSION,
        log_id=directory.log_id,
        size=directory.size,
        authority=_authority(directory.authority),
        accounts=[_account(account) for account in directory.accounts.values()],
        used_keys=b"".join(directory.used_keys),
        levels=[bytes(level) for level in tree.levels],
    )
    return msgspec.msgpack.encode(state)


def decode(data: bytes, log_id: LogId, size: int) -> tuple[Directory, Tree]:
    """What `encode` was given. Raises DecodeError for anything of another log, size or version."""
    try:
        state = _DECODER.decode(data)
    except msgspec.DecodeError as error:
        raise DecodeError from error
    if (state.version, state.log_id, state.size) != (_VERSION, log_id, size):
        raise DecodeError
    keys = state.used_keys
    directory = Directory.restore(
        log_id,
        size=size,
        authority=_authority_record(state.authority),
        accounts={record.account_id: record for record in map(_account_record, state.accounts)},
        used_keys={keys[at : at + 32] for at in range(0, len(keys), 32)},
    )
    if not state.levels or len(state.levels[0]) != size * HASH_SIZE:
        raise DecodeError
    return directory, Tree.restore(state.levels)


def _account(account: AccountRecord) -> _Account:
    return _Account(
        account.account_id,
        _head(account.head),
        [(period.index, period.key) for period in account.keys],
        [_device(device) for device in account.devices],
        [(period.index, period.key) for period in account.commitments],
        account.closed_index,
    )


def _device(device: DeviceRecord) -> _Device:
    identity = device.identity
    return _Device(
        identity.device_id,
        identity.account_key,
        identity.signing_key,
        identity.agreement_key,
        device.suites,
        device.added_index,
        device.added_ms,
        device.ended_index,
        device.wipe,
    )


def _account_record(stored: _Account) -> AccountRecord:
    account_id = AccountId(stored.account_id)
    return AccountRecord(
        account_id,
        ChainHead(*stored.head),
        tuple([KeyPeriod(*period) for period in stored.keys]),
        tuple([_device_record(account_id, device) for device in stored.devices]),
        tuple([KeyPeriod(*period) for period in stored.commitments]),
        stored.closed_index,
    )


def _device_record(account_id: AccountId, stored: _Device) -> DeviceRecord:
    return DeviceRecord(
        DeviceIdentity(
            account_id,
            DeviceId(stored.device_id),
            stored.account_key,
            stored.signing_key,
            stored.agreement_key,
        ),
        stored.suites,
        stored.added_index,
        stored.added_ms,
        stored.ended_index,
        stored.wipe,
    )


def _authority(authority: AuthorityRecord) -> _Authority:
    return _Authority(
        _head(authority.head),
        authority.clinic_name,
        [(period.index, period.key) for period in authority.cas],
        authority.ca_recovery,
        [(period.index, period.key) for period in authority.log_keys],
        authority.pins,
        authority.witnesses,
        [_change(change) for change in authority.history],
    )


def _authority_record(stored: _Authority) -> AuthorityRecord:
    return AuthorityRecord(
        ChainHead(*stored.head),
        stored.clinic_name,
        tuple([KeyPeriod(*period) for period in stored.cas]),
        stored.ca_recovery,
        tuple([KeyPeriod(*period) for period in stored.log_keys]),
        stored.pins,
        stored.witnesses,
        tuple([_change_record(change) for change in stored.history]),
    )


def _change(change: ClinicKeyChange) -> _Relay | _Rotation:
    if isinstance(change, AuthorityRotated):
        return _Rotation(change.index, change.time_ms, change.ca, change.by_recovery)
    changed = (change.pins_changed, change.log_key_changed, change.witnesses_changed)
    return _Relay(
        change.index, change.time_ms, change.pins, change.log_key, change.witnesses, changed
    )


def _change_record(stored: _Relay | _Rotation) -> ClinicKeyChange:
    if isinstance(stored, _Rotation):
        return AuthorityRotated(
            index=stored.index,
            time_ms=stored.time_ms,
            ca=stored.ca,
            by_recovery=stored.by_recovery,
        )
    pins_changed, log_key_changed, witnesses_changed = stored.changed
    return RelayChanged(
        index=stored.index,
        time_ms=stored.time_ms,
        pins=stored.pins,
        log_key=stored.log_key,
        witnesses=stored.witnesses,
        pins_changed=pins_changed,
        log_key_changed=log_key_changed,
        witnesses_changed=witnesses_changed,
    )


def _head(head: ChainHead) -> _Head:
    return head.next_seq, head.prev, head.time_ms
