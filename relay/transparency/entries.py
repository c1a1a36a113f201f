"""The framing and the signatures of log entries (PROTOCOL.md section 3.1).

Decoding is strict: one entry has one encoding, so that every replica hashes the same bytes and
reaches the same verdict. What an entry may say at a given place in the log is `rules`' business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from relay import labels
from relay.transparency import bodies
from relay.transparency.bodies import Body, EntryType, Role
from relay.transparency.signatures import verifies
from relay.wire import MAX_ENTRY, MAX_TIME, WireError, tlv

VERSION = 1
NO_ACCOUNT = bytes(16)
NO_PREV = bytes(32)
_HEAD_SIZE = 1 + 1 + 16 + 8 + 32 + 8 + 2
_SIGNATURE_SIZE = 1 + 64

_ACCOUNT: Final = frozenset({Role.ACCOUNT})
_CA: Final = frozenset({Role.CA})
ALLOWED_ROLES: Final[dict[EntryType, tuple[frozenset[Role], ...]]] = {
    EntryType.GENESIS: (_CA,),
    EntryType.ENROL: (frozenset({Role.ACCOUNT, Role.INVITE}),),
    EntryType.PROFILE: (_CA,),
    EntryType.DEVICE_ADD: (frozenset({Role.ACCOUNT, Role.DEVICE}),),
    EntryType.DEVICE_REVOKE: (_ACCOUNT, _CA),
    EntryType.REKEY: (
        frozenset({Role.ACCOUNT, Role.NEW_ACCOUNT}),
        frozenset({Role.NEW_ACCOUNT, Role.INVITE}),
    ),
    EntryType.ACCOUNT_CLOSE: (_CA,),
    EntryType.RELAY: (_CA,),
    EntryType.CA_ROTATE: (
        frozenset({Role.CA, Role.NEW_CA}),
        frozenset({Role.CA_RECOVERY, Role.NEW_CA}),
    ),
}
"""Exactly which sets of signers each kind of entry may have."""

_CLINIC_TYPES: Final = frozenset({EntryType.GENESIS, EntryType.RELAY, EntryType.CA_ROTATE})
_AUTHORITY_TYPES: Final = _CLINIC_TYPES | {EntryType.PROFILE, EntryType.ACCOUNT_CLOSE}


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One entry of the log, its structure checked.

    Attributes:
        signed: the bytes from ver through body, which the signatures cover.
        signatures: by role, in ascending order.
        raw: the whole entry.
    """

    account_id: bytes
    seq: int
    prev: bytes
    time_ms: int
    body: Body
    signatures: Mapping[Role, bytes] = field(hash=False)
    signed: bytes
    raw: bytes

    @property
    def type(self) -> EntryType:
        """The entry's kind."""
        return bodies.type_of(self.body)

    @property
    def in_authority_chain(self) -> bool:
        """Whether the entry belongs to the authority's chain rather than to an account's."""
        return self.type in _AUTHORITY_TYPES or (
            self.type is EntryType.DEVICE_REVOKE and Role.CA in self.signatures
        )

    def hash(self) -> bytes:
        """Return SHA-256 of the whole entry: the next entry's `prev`, and GENESIS's log id."""
        return hashlib.sha256(self.raw).digest()

    def signed_by(self, role: Role, public_key: bytes, log_id: bytes) -> bool:
        """Say whether the signature in `role` is there and was made by `public_key`.

        `log_id` is empty for GENESIS.
        """
        signature = self.signatures.get(role)
        return signature is not None and verifies(
            public_key, to_be_signed(role, log_id, self.signed), signature
        )

    def __repr__(self) -> str:
        return f"<Entry {self.type.name} seq={self.seq} {len(self.raw)} bytes>"


def to_be_signed(role: Role, log_id: bytes, signed: bytes) -> bytes:
    """Return what a signer in `role` signs."""
    return labels.LOG_ENTRY + tlv(role.to_bytes(1, "big"), log_id, signed)


def make(
    body: Body,
    *,
    account_id: bytes = NO_ACCOUNT,
    seq: int,
    prev: bytes,
    time_ms: int,
    log_id: bytes,
    signers: Mapping[Role, Callable[[bytes], bytes]],
) -> bytes:
    """Encode and sign an entry.

    `signers` maps each role to an Ed25519 signature function (message to 64 bytes).
    """
    content = body.encode()
    signed = b"".join(
        (
            bytes((VERSION, bodies.type_of(body))),
            account_id,
            seq.to_bytes(8, "big"),
            prev,
            time_ms.to_bytes(8, "big"),
            len(content).to_bytes(2, "big"),
            content,
        )
    )
    parts = [signed, bytes([len(signers)])]
    for role in sorted(signers):
        parts += [bytes([role]), signers[role](to_be_signed(role, log_id, signed))]
    return b"".join(parts)


def decode(raw: bytes) -> Entry:
    """Read one entry, or raise WireError. Signatures are not verified here."""
    if not _HEAD_SIZE < len(raw) <= MAX_ENTRY:
        raise WireError("an entry is cut short or above 8,192 bytes")
    if raw[0] != VERSION:
        raise WireError("an unknown version")
    try:
        entry_type = EntryType(raw[1])
    except ValueError:
        raise WireError("an unknown entry type") from None
    account_id = raw[2:18]
    seq = int.from_bytes(raw[18:26], "big")
    prev = raw[26:58]
    time_ms = int.from_bytes(raw[58:66], "big")
    body_end = _HEAD_SIZE + int.from_bytes(raw[66:68], "big")
    signatures = _decode_signatures(raw[body_end:])
    if frozenset(signatures) not in ALLOWED_ROLES[entry_type]:
        raise WireError("the signers are not those this entry needs")
    if time_ms > MAX_TIME:
        raise WireError("a time out of range")
    if (account_id == NO_ACCOUNT) != (entry_type in _CLINIC_TYPES):
        raise WireError("an account id where none belongs, or none where one does")
    body = bodies.decode(entry_type, raw[_HEAD_SIZE:body_end])
    return Entry(account_id, seq, prev, time_ms, body, signatures, raw[:body_end], raw)


def _decode_signatures(data: bytes) -> dict[Role, bytes]:
    if not data or len(data) != 1 + data[0] * _SIGNATURE_SIZE:
        raise WireError("the signatures are cut short or followed by something")
    signatures: dict[Role, bytes] = {}
    last = 0
    for start in range(1, len(data), _SIGNATURE_SIZE):
        number = data[start]
        if number <= last:
            raise WireError("the signer roles are not ascending")
        last = number
        try:
            role = Role(number)
        except ValueError:
            raise WireError("an unknown signer role") from None
        signatures[role] = data[start + 1 : start + _SIGNATURE_SIZE]
    return signatures
