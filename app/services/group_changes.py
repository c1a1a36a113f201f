"""The rosters that a person's wish makes (relay/PROTOCOL.md section 14); pure.

Who left is out of the next roster. To take in somebody who left, two rosters are needed: a leave
counts until a roster does not list the account.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from app.core.group_content import MAX_GROUP_MEMBERS, MAX_GROUP_TITLE
from app.core.groups import GroupChanges, GroupMember, GroupRole
from app.core.ids import AccountId
from app.crypto.roster import MAX_EPOCH, Roster, pack_members, picture_hash, valid_title
from app.services.group_errors import (
    CannotAdd,
    ChangedTooOften,
    GroupRefused,
    LastAdmin,
    NobodyElse,
    TitleRefused,
    TooManyMembers,
    UseLeave,
)
from app.services.own_device import OwnDevice

KeyOf = Callable[[AccountId], bytes | None]
"""The key that a person can be added with, None for somebody who cannot be."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Who signs, and when."""

    own: OwnDevice
    log_size: int
    now_ms: int
    key_of: KeyOf


def first(
    moment: Moment,
    title: str,
    people: Iterable[AccountId],
    *,
    prev: bytes,
    picture: bytes,
    passes_history: bool,
) -> Roster:
    """The first roster of a group of these people, signed. Raises GroupRefused."""
    own = moment.own
    others = sorted(set(people) - {own.account_id})
    if not others:
        raise NobodyElse
    members = [_member(moment, account_id) for account_id in others]
    members.append(GroupMember(own.account_id, own.public_account_key, GroupRole.ADMIN))
    roster = Roster(
        log_id=own.log_id,
        prev=prev,
        epoch=1,
        log_size=moment.log_size,
        time_ms=moment.now_ms,
        title=_title(title),
        picture=picture,
        passes_history=passes_history,
        packed_members=_packed(members),
        signer=own.account_id,
        signer_device=own.device_id,
    )
    return roster.signed_with(own.signing_seed)


def following(
    moment: Moment, newest: Roster, left: Collection[AccountId], changes: GroupChanges
) -> list[Roster]:
    """The rosters that make these changes, signed: none, one, or two. Raises GroupRefused."""
    own = moment.own.account_id
    if own in changes.remove:
        raise UseLeave
    again = [account_id for account_id in changes.add if account_id in left]
    members = {m.account_id: m for m in newest.members if m.account_id not in left}
    at_once = replace(changes, add=tuple(a for a in changes.add if a not in left))
    rosters = _with(moment, newest, _changed(moment, members, at_once), at_once)
    if again:
        before = rosters[-1] if rosters else newest
        members = {m.account_id: m for m in before.members}
        later = GroupChanges(add=tuple(again), promote=changes.promote)
        rosters += _with(moment, before, _changed(moment, members, later), later)
    return rosters


def _changed(
    moment: Moment, members: dict[AccountId, GroupMember], changes: GroupChanges
) -> list[GroupMember]:
    after = dict(members)
    for account_id in changes.add:
        renewed = _member(moment, account_id)
        known = after.get(account_id)
        after[account_id] = renewed if known is None else replace(renewed, role=known.role)
    for account_id in changes.remove:
        after.pop(account_id, None)
    for people, role in (
        (changes.promote, GroupRole.ADMIN),
        (changes.demote, GroupRole.MEMBER),
    ):
        for account_id in people:
            if account_id in after:
                after[account_id] = replace(after[account_id], role=role)
    require_admin(moment, after.values())
    return list(after.values())


def require_admin(moment: Moment, members: Iterable[GroupMember]) -> None:
    """Raise LastAdmin when none of these is an admin who can act."""
    if not any(can_act(moment.key_of, member) for member in members):
        raise LastAdmin


def can_act(key_of: KeyOf, member: GroupMember) -> bool:
    """Whether this is an admin whose key is still the one in the roster."""
    return member.role is GroupRole.ADMIN and key_of(member.account_id) == member.account_key


def _with(
    moment: Moment, before: Roster, members: Sequence[GroupMember], changes: GroupChanges
) -> list[Roster]:
    """The roster after `before` with these members; none if that changes nothing."""
    picture = before.picture
    if changes.remove_picture:
        picture = b""
    elif changes.picture is not None:
        picture = picture_hash(changes.picture)
    after = replace(
        before,
        prev=before.roster_hash,
        epoch=before.epoch + 1,
        log_size=max(moment.log_size, before.log_size),
        time_ms=moment.now_ms,
        title=before.title if changes.title is None else _title(changes.title),
        picture=picture,
        passes_history=(
            before.passes_history if changes.passes_history is None else changes.passes_history
        ),
        packed_members=_packed(members),
        signer=moment.own.account_id,
        signer_device=moment.own.device_id,
        signature=b"",
    )
    if _says(after) == _says(before):
        return []
    if after.epoch > MAX_EPOCH:
        raise ChangedTooOften
    return [after.signed_with(moment.own.signing_seed)]


def _says(roster: Roster) -> tuple[object, ...]:
    return roster.title, roster.picture, roster.passes_history, roster.packed_members


def _member(moment: Moment, account_id: AccountId) -> GroupMember:
    key = moment.key_of(account_id)
    if key is None:
        raise CannotAdd
    return GroupMember(account_id, key, GroupRole.MEMBER)


def _title(title: str) -> str:
    cleaned = " ".join(title.split())
    if not valid_title(cleaned):
        raise TitleRefused(most=MAX_GROUP_TITLE)
    return cleaned


def _packed(members: Sequence[GroupMember]) -> bytes:
    if len(members) > MAX_GROUP_MEMBERS:
        raise TooManyMembers(most=MAX_GROUP_MEMBERS)
    if not members:
        raise GroupRefused
    return pack_members(members)
