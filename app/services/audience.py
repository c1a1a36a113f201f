"""The devices that a message is encrypted to, and what keeps it from being encrypted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.errors import CurbsideError
from app.core.ids import AccountId
from app.crypto.envelope import NO_ROSTER
from app.crypto.identity import DeviceIdentity


class SessionsMissingError(Exception):
    """There is no session yet with these devices; their prekeys have to be claimed first."""

    def __init__(self, devices: Iterable[DeviceIdentity]) -> None:
        super().__init__()
        self.devices = tuple(devices)


class NoLiveDeviceError(CurbsideError):
    """The recipient is enrolled, but nothing can be encrypted to them."""

    code = "no-device"
    message = "This person has no active device, so nothing can be encrypted to them."
    action = "The message is kept here. It goes out once they have set up Curbside again."


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a message is encrypted to."""

    all_devices: tuple[DeviceIdentity, ...]
    """Live now, both sides or all members, this device included: what `devset_hash` covers."""
    recipients: tuple[DeviceIdentity, ...]
    """Those that get it: all of them but this device, or some."""
    excluded: tuple[AccountId, ...] = ()
    """In a group: who left, and whom this person holds back; ascending."""
    roster_epoch: int = 0
    roster_hash: bytes = NO_ROSTER
