"""The directory's state as frozen values. Histories carry log indexes, so that any past is known.

An entry at index i is part of every log of more than i entries: something introduced at i holds
`as of size` N if and only if i < N.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.ids import AccountId
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency.changes import ClinicKeyChange


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where a chain's next entry must attach."""

    next_seq: int
    prev: bytes
    """SHA-256 of the last entry, 32 zero bytes before the first."""
    time_ms: int
    """Time of the last entry; the next one's is not below it."""


@dataclass(frozen=True, slots=True)
class KeyPeriod:
    """A key, in force from the entry at `index` until the next period's."""

    index: int
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """One device, live from the entry that added it to the one that ended it."""

    identity: DeviceIdentity
    suites: bytes
    added_index: int
    added_ms: int
    ended_index: int | None = None
    wipe: bool = False

    def live_at(self, size: int) -> bool:
        """Was it live in the log of `size` entries?"""
        return self.added_index < size and (self.ended_index is None or self.ended_index >= size)


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """One person as the log knows them."""

    account_id: AccountId
    head: ChainHead
    keys: tuple[KeyPeriod, ...]
    """Account keys, oldest first; at least one."""
    devices: tuple[DeviceRecord, ...] = ()
    """All that ever were, in the order in which they were added."""
    commitments: tuple[KeyPeriod, ...] = field(default=(), repr=False)
    """Profile commitments, oldest first."""
    closed_index: int | None = None

    @property
    def account_key(self) -> bytes:
        """The account key now."""
        return self.keys[-1].key

    @property
    def enrolled_index(self) -> int:
        """Index of the ENROL entry."""
        return self.keys[0].index

    @property
    def commitment(self) -> bytes:
        """The profile commitment now."""
        return self.commitments[-1].key

    @property
    def closed(self) -> bool:
        """Has the authority closed the account?"""
        return self.closed_index is not None

    @property
    def live_devices(self) -> tuple[DeviceRecord, ...]:
        """Its live devices now."""
        return tuple(device for device in self.devices if device.ended_index is None)


@dataclass(frozen=True, slots=True)
class AuthorityRecord:
    """The clinic: its authority's keys, its relay's log keys and pins."""

    head: ChainHead
    clinic_name: str
    cas: tuple[KeyPeriod, ...]
    """Authority keys, oldest first."""
    ca_recovery: bytes = field(repr=False)
    log_keys: tuple[KeyPeriod, ...]
    """Log keys, oldest first."""
    pins: tuple[bytes, ...] = field(repr=False)
    witnesses: tuple[bytes, ...] = field(default=(), repr=False)
    history: tuple[ClinicKeyChange, ...] = field(default=(), repr=False)
    """What happened to these keys since GENESIS, oldest first."""

    @property
    def ca(self) -> bytes:
        """The authority key now."""
        return self.cas[-1].key

    @property
    def log_key(self) -> bytes:
        """The log key now."""
        return self.log_keys[-1].key


def key_at(periods: tuple[KeyPeriod, ...], size: int) -> bytes | None:
    """The key in force in the log of `size` entries."""
    for period in reversed(periods):
        if period.index < size:
            return period.key
    return None
