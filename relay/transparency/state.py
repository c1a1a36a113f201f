"""What the log amounts to at one size: immutable values, replaced whole (PROTOCOL.md 3.1)."""

from __future__ import annotations

from dataclasses import dataclass

MAX_LIVE_DEVICES = 8


@dataclass(frozen=True, slots=True, repr=False)
class Chain:
    """The end of a chain: what its next entry must follow."""

    next_seq: int
    head: bytes
    time_ms: int


@dataclass(frozen=True, slots=True, repr=False)
class Device:
    """A workstation: DSK signs, IK agrees. `index` is its DEVICE_ADD's place in the log."""

    device_id: bytes
    signing_key: bytes
    agreement_key: bytes
    suites: bytes
    index: int


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """A person. `devices` are the live ones, in the order they were added."""

    account_id: bytes
    account_key: bytes
    profile_commitment: bytes
    chain: Chain
    devices: tuple[Device, ...] = ()
    closed: bool = False

    def device(self, device_id: bytes) -> Device | None:
        """Return the live device of that id, else None."""
        for device in self.devices:
            if device.device_id == device_id:
                return device
        return None


@dataclass(frozen=True, slots=True, repr=False)
class Clinic:
    """The authority's and the relay's public keys, and the authority's chain."""

    log_id: bytes
    clinic_name: str
    ca: bytes
    ca_recovery: bytes
    log_key: bytes
    pins: tuple[bytes, ...]
    witnesses: tuple[bytes, ...]
    chain: Chain
