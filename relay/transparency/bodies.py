"""The nine kinds of log entry and what each says (PROTOCOL.md section 3.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias

from relay.transparency import certificates
from relay.transparency.certificates import Certificate
from relay.transparency.fields import many, text
from relay.wire import WireError, fixed, split, tlv

SUITE_1 = 1
"""X25519 + ML-KEM-768: the suite that every device must have."""
MAX_PINS = 4
MAX_WITNESSES = 8
MAX_CLINIC_NAME = 128


class EntryType(IntEnum):
    """The number that names an entry's kind on the wire."""

    GENESIS = 1
    ENROL = 2
    PROFILE = 3
    DEVICE_ADD = 4
    DEVICE_REVOKE = 5
    REKEY = 6
    ACCOUNT_CLOSE = 7
    RELAY = 8
    CA_ROTATE = 9


class Role(IntEnum):
    """In which capacity a signature in an entry was made."""

    CA = 1
    CA_RECOVERY = 2
    NEW_CA = 3
    ACCOUNT = 4
    NEW_ACCOUNT = 5
    DEVICE = 6
    INVITE = 7


@dataclass(frozen=True, slots=True, repr=False)
class Genesis:
    """The clinic's first keys. The hash of this entry is the log's identity."""

    ca: bytes
    ca_recovery: bytes
    log_key: bytes
    pins: tuple[bytes, ...]
    clinic_name: str

    def encode(self) -> bytes:
        """Return the body's bytes."""
        name = self.clinic_name.encode("utf-8")
        return tlv(self.ca, self.ca_recovery, self.log_key, b"".join(self.pins), name)


@dataclass(frozen=True, slots=True, repr=False)
class Enrol:
    """A person's first account key, introduced with an invite."""

    account_key: bytes
    certificate: Certificate

    def encode(self) -> bytes:
        """Return the body's bytes."""
        return tlv(self.account_key, self.certificate.encode())


@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """A commitment to a person's name, role, department and staff id."""

    commitment: bytes

    def encode(self) -> bytes:
        """Return the body's bytes."""
        return tlv(self.commitment)


@dataclass(frozen=True, slots=True, repr=False)
class DeviceAdd:
    """One more workstation of a person."""

    device_id: bytes
    signing_key: bytes
    agreement_key: bytes
    suites: bytes

    def encode(self) -> bytes:
        """Return the body's bytes."""
        return tlv(self.device_id, self.signing_key, self.agreement_key, self.suites)


@dataclass(frozen=True, slots=True, repr=False)
class DeviceRevoke:
    """The end of a workstation; with `wipe`, the order to erase what it holds."""

    device_id: bytes
    wipe: bool

    def encode(self) -> bytes:
        """Return the body's bytes."""
        return tlv(self.device_id, bytes([self.wipe]))


@dataclass(frozen=True, slots=True, repr=False)
class Rekey:
    """A person's new account key; with a certificate when the old one is lost."""

    account_key: bytes
    certificate: Certificate | None

    def encode(self) -> bytes:
        """Return the body's bytes."""
        certificate = self.certificate.encode() if self.certificate else b""
        return tlv(self.account_key, certificate)


@dataclass(frozen=True, slots=True, repr=False)
class AccountClose:
    """The end of a person's account."""

    def encode(self) -> bytes:
        """Return the body's bytes: none."""
        return b""


@dataclass(frozen=True, slots=True, repr=False)
class Relay:
    """Which relay serves the clinic from now on, and which witnesses cosign its checkpoints."""

    pins: tuple[bytes, ...]
    log_key: bytes
    witnesses: tuple[bytes, ...]

    def encode(self) -> bytes:
        """Return the body's bytes."""
        return tlv(b"".join(self.pins), self.log_key, b"".join(self.witnesses))


@dataclass(frozen=True, slots=True, repr=False)
class CaRotate:
    """The authority's new keys."""

    ca: bytes
    ca_recovery: bytes

    def encode(self) -> bytes:
        """Return the body's bytes."""
        return tlv(self.ca, self.ca_recovery)


Body: TypeAlias = (
    Genesis | Enrol | Profile | DeviceAdd | DeviceRevoke | Rekey | AccountClose | Relay | CaRotate
)


def _genesis(data: bytes) -> Genesis:
    ca, recovery, log_key, pins, name = split(data, 5)
    return Genesis(
        fixed(ca, 32),
        fixed(recovery, 32),
        fixed(log_key, 32),
        many(pins, 32, 1, MAX_PINS),
        text(name, MAX_CLINIC_NAME),
    )


def _enrol(data: bytes) -> Enrol:
    account_key, certificate = split(data, 2)
    return Enrol(fixed(account_key, 32), certificates.decode(certificate))


def _profile(data: bytes) -> Profile:
    (commitment,) = split(data, 1)
    return Profile(fixed(commitment, 32))


def _device_add(data: bytes) -> DeviceAdd:
    device_id, signing_key, agreement_key, suites = split(data, 4)
    if SUITE_1 not in suites or list(suites) != sorted(set(suites)):
        raise WireError("the suites are not ascending or lack suite 1")
    return DeviceAdd(fixed(device_id, 16), fixed(signing_key, 32), fixed(agreement_key, 32), suites)


def _device_revoke(data: bytes) -> DeviceRevoke:
    device_id, wipe = split(data, 2)
    if wipe not in (b"\x00", b"\x01"):
        raise WireError("wipe is neither 0 nor 1")
    return DeviceRevoke(fixed(device_id, 16), wipe == b"\x01")


def _rekey(data: bytes) -> Rekey:
    account_key, certificate = split(data, 2)
    return Rekey(fixed(account_key, 32), certificates.decode(certificate) if certificate else None)


def _account_close(data: bytes) -> AccountClose:
    split(data, 0)
    return AccountClose()


def _relay(data: bytes) -> Relay:
    pins, log_key, witnesses = split(data, 3)
    return Relay(
        many(pins, 32, 1, MAX_PINS),
        fixed(log_key, 32),
        many(witnesses, 32, 0, MAX_WITNESSES),
    )


def _ca_rotate(data: bytes) -> CaRotate:
    ca, recovery = split(data, 2)
    return CaRotate(fixed(ca, 32), fixed(recovery, 32))


_DECODERS: Final[dict[EntryType, Callable[[bytes], Body]]] = {
    EntryType.GENESIS: _genesis,
    EntryType.ENROL: _enrol,
    EntryType.PROFILE: _profile,
    EntryType.DEVICE_ADD: _device_add,
    EntryType.DEVICE_REVOKE: _device_revoke,
    EntryType.REKEY: _rekey,
    EntryType.ACCOUNT_CLOSE: _account_close,
    EntryType.RELAY: _relay,
    EntryType.CA_ROTATE: _ca_rotate,
}

_TYPES: Final[dict[type[Body], EntryType]] = {
    Genesis: EntryType.GENESIS,
    Enrol: EntryType.ENROL,
    Profile: EntryType.PROFILE,
    DeviceAdd: EntryType.DEVICE_ADD,
    DeviceRevoke: EntryType.DEVICE_REVOKE,
    Rekey: EntryType.REKEY,
    AccountClose: EntryType.ACCOUNT_CLOSE,
    Relay: EntryType.RELAY,
    CaRotate: EntryType.CA_ROTATE,
}


def decode(entry_type: EntryType, data: bytes) -> Body:
    """Read a body of the given kind, or raise WireError."""
    return _DECODERS[entry_type](data)


def type_of(body: Body) -> EntryType:
    """Return the number that stands for this body's kind."""
    return _TYPES[type(body)]
