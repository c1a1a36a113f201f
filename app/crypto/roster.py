"""Rosters and leaves: who is in a group, signed by members (relay/PROTOCOL.md section 14).

Bytes in, values out, strictly: of what one reader takes in, no other may refuse a byte. Whether
the one who signed might do so is for `roster_rules`, which of several holds for `roster_chain`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from app.core import tlv
from app.core.errors import DecodeError
from app.core.file_content import Bitmap
from app.core.group_content import (
    MAX_GROUP_MEMBERS,
    MAX_GROUP_TITLE,
    MAX_LEAVE_SIZE,
    MAX_ROSTER_SIZE,
)
from app.core.groups import GroupMember, GroupRole
from app.core.ids import AccountId, ConversationId, DeviceId, LogId
from app.crypto import ed25519, labels

MAX_EPOCH = 2_000
"""Rosters in a chain: what a new member must be given, and every reader keep."""
_VERSION = b"\x01"
_ID = 16
_HASH = 32
_MEMBER = _ID + ed25519.PUBLIC_KEY_SIZE + 1
_MAX_TIME = 2**53
_PASSES_HISTORY = 1
_FORBIDDEN = frozenset({"Cc", "Zl", "Zp", "Cs"})
"""Control characters, and those that break a line."""


def valid_title(title: str) -> bool:
    """1 to 100 characters, none of them a control character."""
    return 1 <= len(title) <= MAX_GROUP_TITLE and not any(
        unicodedata.category(character) in _FORBIDDEN for character in title
    )


def picture_hash(picture: Bitmap) -> bytes:
    """What a roster names of the picture that travels beside it."""
    size = picture.width.to_bytes(2, "big") + picture.height.to_bytes(2, "big")
    return sha256(size + picture.pixels).digest()


@dataclass(frozen=True)
class Roster:
    """A roster, signed or about to be. Its values have been checked, its signature has not."""

    log_id: LogId
    prev: bytes
    """The hash of the roster before; of a first one, 32 random bytes."""
    epoch: int
    log_size: int
    time_ms: int
    title: str = field(repr=False)
    picture: bytes = field(repr=False)
    """`picture_hash`, or empty."""
    passes_history: bool
    packed_members: bytes = field(repr=False)
    signer: AccountId
    signer_device: DeviceId
    signature: bytes = field(default=b"", repr=False)

    @cached_property
    def encoded(self) -> bytes:
        """The bytes that travel."""
        return tlv.encode(*self._fields, self.signature)

    @cached_property
    def roster_hash(self) -> bytes:
        """What the next one names as the one before it."""
        return sha256(self.encoded).digest()

    @property
    def group_id(self) -> ConversationId:
        """The group's id, if this is its first roster."""
        return ConversationId(sha256(labels.GROUP + self.encoded).digest())

    @property
    def signed_bytes(self) -> bytes:
        """What the signer's DSK signs."""
        return labels.ROSTER + tlv.encode(*self._fields)

    @property
    def members(self) -> tuple[GroupMember, ...]:
        """Who is in it, ascending by account."""
        packed = self.packed_members
        return tuple(
            GroupMember(
                AccountId(packed[at : at + _ID]),
                packed[at + _ID : at + _MEMBER - 1],
                GroupRole(packed[at + _MEMBER - 1]),
            )
            for at in range(0, len(packed), _MEMBER)
        )

    @cached_property
    def accounts(self) -> frozenset[AccountId]:
        """Who is in it."""
        packed = self.packed_members
        return frozenset(AccountId(packed[at : at + _ID]) for at in range(0, len(packed), _MEMBER))

    @cached_property
    def admins(self) -> frozenset[AccountId]:
        """Who may sign the next one."""
        packed = self.packed_members
        return frozenset(
            AccountId(packed[at : at + _ID])
            for at in range(0, len(packed), _MEMBER)
            if packed[at + _MEMBER - 1] == GroupRole.ADMIN.value
        )

    def member(self, account_id: AccountId) -> GroupMember | None:
        """Somebody's entry."""
        if account_id not in self.accounts:
            return None
        return next(member for member in self.members if member.account_id == account_id)

    def signed_with(self, signing_seed: bytes) -> Roster:
        """This roster with the signature of the signer device's DSK."""
        signature = ed25519.sign(signing_seed, self.signed_bytes)
        return decode(tlv.encode(*self._fields, signature), self.log_id)

    def is_signed_by(self, signing_key: bytes) -> bool:
        """Whether that DSK made the signature."""
        return ed25519.verify(signing_key, self.signed_bytes, self.signature)

    @property
    def _fields(self) -> tuple[bytes, ...]:
        return (
            _VERSION,
            self.log_id,
            self.prev,
            self.epoch.to_bytes(8, "big"),
            self.log_size.to_bytes(8, "big"),
            self.time_ms.to_bytes(8, "big"),
            self.title.encode(),
            self.picture,
            bytes([_PASSES_HISTORY if self.passes_history else 0]),
            self.packed_members,
            self.signer,
            self.signer_device,
        )


def pack_members(members: Iterable[GroupMember]) -> bytes:
    """`members` of a roster, whatever the order they are given in."""
    ordered = sorted(members, key=lambda member: member.account_id)
    return b"".join(m.account_id + m.account_key + bytes([m.role.value]) for m in ordered)


def decode(data: bytes, log_id: LogId) -> Roster:
    """Read a roster of this clinic. Raises DecodeError for the least that is not as it must be."""
    if len(data) > MAX_ROSTER_SIZE:
        raise DecodeError
    version, log, prev, epoch, size, time, title, picture, settings, *rest = tlv.decode(data, 13)
    members, signer, device, signature = rest
    if version != _VERSION or log != log_id or len(picture) not in (0, _HASH):
        raise DecodeError
    roster = Roster(
        log_id=log_id,
        prev=tlv.fixed(prev, _HASH),
        epoch=tlv.unsigned(epoch, 8),
        log_size=tlv.unsigned(size, 8),
        time_ms=tlv.unsigned(time, 8),
        title=_text(title),
        picture=picture,
        passes_history=_settings(settings),
        packed_members=_members(members),
        signer=AccountId(tlv.fixed(signer, _ID)),
        signer_device=DeviceId(tlv.fixed(device, _ID)),
        signature=tlv.fixed(signature, ed25519.SIGNATURE_SIZE),
    )
    if not (1 <= roster.epoch <= MAX_EPOCH and roster.log_size >= 1):
        raise DecodeError
    if roster.time_ms > _MAX_TIME or not valid_title(roster.title) or not roster.admins:
        raise DecodeError
    return roster


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise DecodeError from error


def _settings(data: bytes) -> bool:
    value = tlv.unsigned(data, 1)
    if value not in (0, _PASSES_HISTORY):
        raise DecodeError
    return value == _PASSES_HISTORY


def _members(packed: bytes) -> bytes:
    count, rest = divmod(len(packed), _MEMBER)
    if rest or not 1 <= count <= MAX_GROUP_MEMBERS:
        raise DecodeError
    before = b""
    for at in range(0, len(packed), _MEMBER):
        account = packed[at : at + _ID]
        if account <= before or packed[at + _MEMBER - 1] > GroupRole.ADMIN.value:
            raise DecodeError
        before = account
    return packed


@dataclass(frozen=True)
class Leave:
    """A member's word that they leave. Its values have been checked, its signature has not."""

    log_id: LogId
    group_id: ConversationId
    roster_hash: bytes
    """The roster from which on they are out."""
    account_id: AccountId
    device_id: DeviceId
    time_ms: int
    signature: bytes = field(default=b"", repr=False)

    @cached_property
    def encoded(self) -> bytes:
        """The bytes that travel."""
        return tlv.encode(*self._fields, self.signature)

    def signed_with(self, signing_seed: bytes) -> Leave:
        """This leave with the signature of the device's DSK."""
        signature = ed25519.sign(signing_seed, self._signed_bytes)
        return decode_leave(tlv.encode(*self._fields, signature), self.log_id)

    def is_signed_by(self, signing_key: bytes) -> bool:
        """Whether that DSK made the signature."""
        return ed25519.verify(signing_key, self._signed_bytes, self.signature)

    @property
    def _signed_bytes(self) -> bytes:
        return labels.LEAVE + tlv.encode(*self._fields)

    @property
    def _fields(self) -> tuple[bytes, ...]:
        return (
            _VERSION,
            self.log_id,
            self.group_id,
            self.roster_hash,
            self.account_id,
            self.device_id,
            self.time_ms.to_bytes(8, "big"),
        )


def decode_leave(data: bytes, log_id: LogId) -> Leave:
    """Read a leave of this clinic. Raises DecodeError."""
    if len(data) > MAX_LEAVE_SIZE:
        raise DecodeError
    version, log, group, roster_hash, account, device, time, signature = tlv.decode(data, 8)
    if version != _VERSION or log != log_id:
        raise DecodeError
    leave = Leave(
        log_id=log_id,
        group_id=ConversationId(tlv.fixed(group, _HASH)),
        roster_hash=tlv.fixed(roster_hash, _HASH),
        account_id=AccountId(tlv.fixed(account, _ID)),
        device_id=DeviceId(tlv.fixed(device, _ID)),
        time_ms=tlv.unsigned(time, 8),
        signature=tlv.fixed(signature, ed25519.SIGNATURE_SIZE),
    )
    if leave.time_ms > _MAX_TIME:
        raise DecodeError
    return leave
