"""A clinic of a few people with fixed keys, and rosters signed by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from app.core.groups import GroupMember, GroupRole
from app.core.ids import AccountId, DeviceId, LogId
from app.crypto import ed25519
from app.crypto.identity import DeviceIdentity
from app.crypto.roster import Leave, Roster, pack_members

LOG_ID = LogId(bytes(range(32)))


@dataclass(frozen=True)
class Someone:
    """An account with one device; everything follows from a number."""

    number: int

    @property
    def account_id(self) -> AccountId:
        return AccountId(bytes([self.number]) * 16)

    @property
    def device_id(self) -> DeviceId:
        return DeviceId(bytes([self.number, 1] * 8))

    @property
    def account_key(self) -> bytes:
        return ed25519.public_key(bytes([self.number, 2] * 16))

    @property
    def signing_seed(self) -> bytes:
        return bytes([self.number, 3] * 16)

    @property
    def identity(self) -> DeviceIdentity:
        return DeviceIdentity(
            self.account_id,
            self.device_id,
            self.account_key,
            ed25519.public_key(self.signing_seed),
            bytes([self.number, 4] * 16),
        )

    def member(self, role: GroupRole = GroupRole.MEMBER) -> GroupMember:
        return GroupMember(self.account_id, self.account_key, role)


AMIRA, BEN, CARLA, DEV, EVE = (Someone(number) for number in (10, 20, 30, 40, 50))
EVERYBODY = (AMIRA, BEN, CARLA, DEV, EVE)


@dataclass
class Keys:
    """What the log says: who is there from which size on, and until when."""

    size: int = 100
    ended: dict[DeviceId, int] = field(default_factory=dict)
    """By device: the first size at which it is not live any more."""
    added: dict[DeviceId, int] = field(default_factory=dict)
    keys: dict[AccountId, bytes] = field(default_factory=dict)

    def identity(self, device_id: DeviceId, size: int | None = None) -> DeviceIdentity | None:
        at = self.size if size is None else size
        for person in EVERYBODY:
            if person.device_id != device_id or at < self.added.get(device_id, 1):
                continue
            return None if at >= self.ended.get(device_id, self.size + 1) else person.identity
        return None

    def account_key(self, account_id: AccountId, size: int | None = None) -> bytes | None:
        for person in EVERYBODY:
            if person.account_id == account_id:
                return self.keys.get(account_id, person.account_key)
        return None


def members(admins: Iterable[Someone], others: Iterable[Someone] = ()) -> tuple[GroupMember, ...]:
    return (
        *(person.member(GroupRole.ADMIN) for person in admins),
        *(person.member() for person in others),
    )


def first(
    signer: Someone = AMIRA,
    people: Iterable[GroupMember] | None = None,
    **changes: Any,
) -> Roster:
    """The first roster of a group: Amira and Ben are admins, Carla and Dev members."""
    roster = Roster(
        log_id=LOG_ID,
        prev=b"\x07" * 32,
        epoch=1,
        log_size=10,
        time_ms=1_800_000_000_000,
        title="Ward 7",
        picture=b"",
        passes_history=False,
        packed_members=pack_members(
            members([AMIRA, BEN], [CARLA, DEV]) if people is None else people
        ),
        signer=signer.account_id,
        signer_device=signer.device_id,
    )
    return replace(roster, **changes).signed_with(signer.signing_seed)


def after(
    before: Roster,
    signer: Someone,
    people: Iterable[GroupMember] | None = None,
    **changes: Any,
) -> Roster:
    """The next roster, with other members or anything else different."""
    roster = replace(
        before,
        prev=before.roster_hash,
        epoch=before.epoch + 1,
        packed_members=before.packed_members if people is None else pack_members(people),
        signer=signer.account_id,
        signer_device=signer.device_id,
        signature=b"",
    )
    return replace(roster, **changes).signed_with(signer.signing_seed)


def leave(person: Someone, of: Roster, group: Roster, **changes: Any) -> Leave:
    """Somebody's leave; `group` is its first roster."""
    unsigned = Leave(
        log_id=LOG_ID,
        group_id=group.group_id,
        roster_hash=of.roster_hash,
        account_id=person.account_id,
        device_id=person.device_id,
        time_ms=1_800_000_000_001,
    )
    return replace(unsigned, **changes).signed_with(person.signing_seed)
