"""Log entries: strict decoding of all nine types (relay/PROTOCOL.md section 3.1).

Structure only. Whether an entry is allowed where it stands is decided in `rules`; making the ones a
client makes is in `signing`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from itertools import pairwise

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, DeviceId
from app.crypto.certificate import MAX_TIME_MS, Certificate, Purpose

VERSION = 1
MAX_ENTRY_SIZE = 8192
NO_ACCOUNT = AccountId(bytes(16))
"""Stands in entries that concern no account."""
FIRST_PREV = bytes(32)
"""`prev` of a chain's first entry."""
SUITE_1 = 1

_HEAD_SIZE = 1 + 1 + 16 + 8 + 32 + 8 + 2
_SIGNATURE_SIZE = 1 + 64
_MAX_PINS = 4
_MAX_WITNESSES = 8
_MAX_CLINIC_NAME = 128


class EntryType(IntEnum):
    """What an entry says."""

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
    """In what capacity somebody signs an entry."""

    CA = 1
    CA_RECOVERY = 2
    NEW_CA = 3
    ACCOUNT = 4
    NEW_ACCOUNT = 5
    DEVICE = 6
    INVITE = 7


SIGNERS: dict[EntryType, tuple[tuple[Role, ...], ...]] = {
    EntryType.GENESIS: ((Role.CA,),),
    EntryType.ENROL: ((Role.ACCOUNT, Role.INVITE),),
    EntryType.PROFILE: ((Role.CA,),),
    EntryType.DEVICE_ADD: ((Role.ACCOUNT, Role.DEVICE),),
    EntryType.DEVICE_REVOKE: ((Role.CA,), (Role.ACCOUNT,)),
    EntryType.REKEY: ((Role.ACCOUNT, Role.NEW_ACCOUNT), (Role.NEW_ACCOUNT, Role.INVITE)),
    EntryType.ACCOUNT_CLOSE: ((Role.CA,),),
    EntryType.RELAY: ((Role.CA,),),
    EntryType.CA_ROTATE: ((Role.CA, Role.NEW_CA), (Role.CA_RECOVERY, Role.NEW_CA)),
}
"""The allowed sets of signers of each type, in their order on the wire."""

CONCERNS_NO_ACCOUNT = frozenset({EntryType.GENESIS, EntryType.RELAY, EntryType.CA_ROTATE})


@dataclass(frozen=True, slots=True)
class Genesis:
    """The clinic's beginning. The log's id is the hash of the entry that holds it."""

    ca: bytes
    ca_recovery: bytes
    log_key: bytes
    pins: tuple[bytes, ...]
    clinic_name: str


@dataclass(frozen=True, slots=True)
class Enrol:
    """A new person."""

    account_key: bytes
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """The authority changes a person's profile."""

    commitment: bytes


@dataclass(frozen=True, slots=True)
class DeviceAdd:
    """A person adds a device."""

    device_id: DeviceId
    signing_key: bytes
    agreement_key: bytes
    suites: bytes


@dataclass(frozen=True, slots=True)
class DeviceRevoke:
    """A person or the authority ends a device; `wipe` asks it to erase itself."""

    device_id: DeviceId
    wipe: bool


@dataclass(frozen=True, slots=True)
class Rekey:
    """A person gets a new account key, by the old one or by an invite (`certificate`)."""

    account_key: bytes
    certificate: Certificate | None


@dataclass(frozen=True, slots=True)
class AccountClose:
    """The authority closes an account for good."""


@dataclass(frozen=True, slots=True)
class RelayChange:
    """The authority changes how the relay is recognised."""

    pins: tuple[bytes, ...]
    log_key: bytes
    witnesses: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class AuthorityRotation:
    """New authority keys."""

    ca: bytes
    ca_recovery: bytes


Body = (
    Genesis
    | Enrol
    | ProfileChange
    | DeviceAdd
    | DeviceRevoke
    | Rekey
    | AccountClose
    | RelayChange
    | AuthorityRotation
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A well-formed entry. `signed_part` is what the signatures cover: from ver through body."""

    type: EntryType
    account_id: AccountId
    seq: int
    prev: bytes
    time_ms: int
    body: Body
    roles: tuple[Role, ...]
    """Who signed, in order."""
    in_authority_chain: bool
    """Which of the two chains it sits in: the authority's, or its account's."""
    signatures: tuple[tuple[Role, bytes], ...] = field(repr=False)
    signed_part: bytes = field(repr=False)
    raw: bytes = field(repr=False)

    @property
    def hash(self) -> bytes:
        """What the chain's next entry names as `prev`; of GENESIS, the log's id."""
        return sha256(self.raw).digest()


def decode(raw: bytes) -> Entry:
    """Read an entry. Raises DecodeError for anything but the exact form."""
    if not _HEAD_SIZE < len(raw) <= MAX_ENTRY_SIZE or raw[0] != VERSION:
        raise DecodeError
    body_end = _HEAD_SIZE + int.from_bytes(raw[_HEAD_SIZE - 2 : _HEAD_SIZE], "big")
    if body_end >= len(raw) or len(raw) != body_end + 1 + raw[body_end] * _SIGNATURE_SIZE:
        raise DecodeError
    try:
        kind = EntryType(raw[1])
        signatures = tuple(
            (Role(raw[at]), raw[at + 1 : at + _SIGNATURE_SIZE])
            for at in range(body_end + 1, len(raw), _SIGNATURE_SIZE)
        )
    except ValueError as error:
        raise DecodeError from error
    account_id = AccountId(raw[2:18])
    time_ms = int.from_bytes(raw[58:66], "big")
    roles = tuple(role for role, _ in signatures)
    if (
        roles not in SIGNERS[kind]
        or time_ms > MAX_TIME_MS
        or (account_id == NO_ACCOUNT) != (kind in CONCERNS_NO_ACCOUNT)
    ):
        raise DecodeError
    return Entry(
        type=kind,
        account_id=account_id,
        seq=int.from_bytes(raw[18:26], "big"),
        prev=raw[26:58],
        time_ms=time_ms,
        body=_decode_body(kind, roles, raw[_HEAD_SIZE:body_end]),
        roles=roles,
        in_authority_chain=Role.ACCOUNT not in roles and Role.NEW_ACCOUNT not in roles,
        signatures=signatures,
        signed_part=raw[:body_end],
        raw=raw,
    )


def encode_unsigned(
    kind: EntryType, account_id: AccountId, body: bytes, *, seq: int, prev: bytes, time_ms: int
) -> bytes:
    """The part of an entry that signatures cover: from ver through body."""
    return b"".join(
        (
            bytes((VERSION, kind)),
            tlv.fixed(account_id, 16),
            seq.to_bytes(8, "big"),
            tlv.fixed(prev, 32),
            time_ms.to_bytes(8, "big"),
            len(body).to_bytes(2, "big"),
            body,
        )
    )


def _decode_body(kind: EntryType, roles: tuple[Role, ...], body: bytes) -> Body:  # noqa: PLR0911 - one a type
    match kind:
        case EntryType.GENESIS:
            ca, ca_recovery, log_key, pins, name = tlv.decode(body, 5)
            return Genesis(
                ca=tlv.fixed(ca, 32),
                ca_recovery=tlv.fixed(ca_recovery, 32),
                log_key=tlv.fixed(log_key, 32),
                pins=_hashes(pins, 1, _MAX_PINS),
                clinic_name=_clinic_name(name),
            )
        case EntryType.ENROL:
            account_key, certificate = tlv.decode(body, 2)
            return Enrol(tlv.fixed(account_key, 32), _certificate(certificate, Purpose.ENROL))
        case EntryType.PROFILE:
            (commitment,) = tlv.decode(body, 1)
            return ProfileChange(tlv.fixed(commitment, 32))
        case EntryType.DEVICE_ADD:
            device_id, signing_key, agreement_key, suites = tlv.decode(body, 4)
            return DeviceAdd(
                device_id=DeviceId(tlv.fixed(device_id, 16)),
                signing_key=tlv.fixed(signing_key, 32),
                agreement_key=tlv.fixed(agreement_key, 32),
                suites=_suites(suites),
            )
        case EntryType.DEVICE_REVOKE:
            device_id, wipe = tlv.decode(body, 2)
            if wipe not in (b"\x00", b"\x01"):
                raise DecodeError
            return DeviceRevoke(DeviceId(tlv.fixed(device_id, 16)), wipe == b"\x01")
        case EntryType.REKEY:
            account_key, certificate = tlv.decode(body, 2)
            by_invite = Role.INVITE in roles
            if not by_invite and certificate:
                raise DecodeError
            return Rekey(
                tlv.fixed(account_key, 32),
                _certificate(certificate, Purpose.REKEY) if by_invite else None,
            )
        case EntryType.ACCOUNT_CLOSE:
            tlv.decode(body, 0)
            return AccountClose()
        case EntryType.RELAY:
            pins, log_key, witnesses = tlv.decode(body, 3)
            return RelayChange(
                pins=_hashes(pins, 1, _MAX_PINS),
                log_key=tlv.fixed(log_key, 32),
                witnesses=_hashes(witnesses, 0, _MAX_WITNESSES),
            )
        case EntryType.CA_ROTATE:
            ca, ca_recovery = tlv.decode(body, 2)
            return AuthorityRotation(tlv.fixed(ca, 32), tlv.fixed(ca_recovery, 32))


def _certificate(data: bytes, purpose: Purpose) -> Certificate:
    certificate = Certificate.decode(data)
    if certificate.purpose is not purpose:
        raise DecodeError
    return certificate


def _hashes(data: bytes, least: int, most: int) -> tuple[bytes, ...]:
    if len(data) % 32 or not least <= len(data) // 32 <= most:
        raise DecodeError
    return tuple(data[at : at + 32] for at in range(0, len(data), 32))


def _suites(suites: bytes) -> bytes:
    if SUITE_1 not in suites or any(a >= b for a, b in pairwise(suites)):
        raise DecodeError
    return suites


def _clinic_name(data: bytes) -> str:
    if not 1 <= len(data) <= _MAX_CLINIC_NAME:
        raise DecodeError
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DecodeError from error
