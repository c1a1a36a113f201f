"""What one log entry changed, for the services to react to."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.ids import AccountId, DeviceId
from app.crypto.identity import DeviceIdentity


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    index: int
    """The entry's position in the log; the change holds from size index + 1 on."""
    time_ms: int
    """The entry's own time, as its signer claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogStarted(_Change):
    """GENESIS."""

    clinic_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEnrolled(_Change):
    """A new person, by an invite of the authority."""

    account_id: AccountId
    account_key: bytes = field(repr=False)
    commitment: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountKeyChanged(_Change):
    """A person has a new account key, and none of the former devices any more."""

    account_id: AccountId
    old_key: bytes = field(repr=False)
    new_key: bytes = field(repr=False)
    ended_devices: tuple[DeviceId, ...]
    by_invite: bool
    """By a new invite of the authority, not by the holder of the old key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAdded(_Change):
    """A person has another device."""

    device: DeviceIdentity


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRevoked(_Change):
    """A device was ended."""

    account_id: AccountId
    device_id: DeviceId
    wipe: bool
    by_authority: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed(_Change):
    """The authority closed an account, and with it every device."""

    account_id: AccountId
    ended_devices: tuple[DeviceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileCommitted(_Change):
    """The authority changed a person's profile."""

    account_id: AccountId
    commitment: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayChanged(_Change):
    """The authority announced other pins, another log key or other witnesses."""

    pins: tuple[bytes, ...] = field(repr=False)
    log_key: bytes = field(repr=False)
    witnesses: tuple[bytes, ...] = field(repr=False)
    pins_changed: bool
    log_key_changed: bool
    witnesses_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRotated(_Change):
    """The clinic's authority has new keys."""

    ca: bytes = field(repr=False)
    by_recovery: bool


Change = (
    LogStarted
    | AccountEnrolled
    | AccountKeyChanged
    | DeviceAdded
    | DeviceRevoked
    | AccountClosed
    | ProfileCommitted
    | RelayChanged
    | AuthorityRotated
)
ClinicKeyChange = RelayChanged | AuthorityRotated
"""What concerns the clinic's own keys."""
