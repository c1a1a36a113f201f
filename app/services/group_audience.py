"""Whom a message to a group is encrypted to, and who may have encrypted one.

relay/PROTOCOL.md section 14.

Members are the roster's accounts that the verified log has under the key of the roster. Of these,
whoever left or is held back by this person is named in the message as excluded, and shown; nobody
else's trouble stops a message to all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import sha256

from app.core.content import GroupHistoryContent, MessageMark, TextContent
from app.core.group_content import RosterContent
from app.core.groups import GroupRecord, GroupState
from app.core.ids import AccountId, ConversationId
from app.core.records import OutboxRecord
from app.core.store_ports import Transaction
from app.core.views import AttentionReason
from app.crypto import roster as rosters
from app.crypto.device_set import devset_hash
from app.crypto.identity import DeviceIdentity
from app.crypto.roster import Roster
from app.services import signature_checks
from app.services.audience import Audience, NoLiveDeviceError
from app.services.context import Context
from app.services.directory import conversation_with
from app.services.group_cache import remember
from app.services.holding import HeldOutsideGroup, sendable

FOR_GROUPS = TextContent | MessageMark | RosterContent | GroupHistoryContent
"""What can be said in a group's conversation."""


def is_in_group(context: Context, record: OutboxRecord) -> bool:
    """Whether a record belongs to the conversation of a group, for all members or for some."""
    account_id = record.account_id
    return account_id is None or record.conversation_id != conversation_with(context, account_id)


def why_not(context: Context, tx: Transaction, group: GroupRecord) -> AttentionReason | None:
    """Why this person can say nothing in a group now; None when they can."""
    if group.state is GroupState.LEFT:
        return AttentionReason.LEFT_GROUP
    own = next((m for m in group.members if m.account_id == context.own.account_id), None)
    current = context.replica.account_key(context.own.account_id)
    if group.state is GroupState.REMOVED or own is None or own.account_key != current:
        return AttentionReason.REMOVED_FROM_GROUP
    return AttentionReason.ALONE_IN_GROUP if len(group.members) == 1 else None


def audience(context: Context, tx: Transaction, record: OutboxRecord, content: object) -> Audience:
    """The devices of a group that a record is for, as the log and the rosters here have them.

    Raises HeldOutsideGroup when this person, and NoLiveDeviceError when nobody or not the account
    that it is for, is a member; what says who is one goes out all the same.
    """
    group = tx.groups.get(record.conversation_id)
    about_members = isinstance(content, RosterContent)
    reason = None if group is None or about_members else why_not(context, tx, group)
    if group is None or reason not in (None, AttentionReason.ALONE_IN_GROUP):
        raise HeldOutsideGroup
    named = group.roster_hash
    if isinstance(content, RosterContent) and content.rosters:
        named = sha256(content.rosters[-1]).digest()
    roster = known_roster(context, tx, record.conversation_id, named)
    if roster is None:
        raise HeldOutsideGroup
    own = context.own.account_id
    members = _members(context, roster)
    excluded = {account for account in group.left if account != own}
    for account_id in members:
        if account_id != own and not sendable(context, tx, account_id):
            excluded.add(account_id)
    heard = {own, *(account_id for account_id in members if account_id not in excluded)}
    for account_id in heard:
        signature_checks.require(context, account_id)
    devices = _devices(context, heard)
    recipients = devices
    if record.account_id is not None:
        may_hear = about_members and sendable(context, tx, record.account_id)
        if record.account_id not in heard and not may_hear:
            raise NoLiveDeviceError
        recipients = context.replica.live_devices(record.account_id)
    recipients = [device for device in recipients if device.device_id != context.own.device_id]
    to_others = any(device.account_id != own for device in recipients)
    if not recipients or not (to_others or about_members or record.account_id == own):
        raise NoLiveDeviceError
    return Audience(
        tuple(devices),
        tuple(recipients),
        excluded=tuple(sorted(excluded)),
        roster_epoch=roster.epoch,
        roster_hash=roster.roster_hash,
    )


def known_roster(
    context: Context, tx: Transaction, conversation_id: ConversationId, roster_hash: bytes
) -> Roster | None:
    """A roster of that very group that is here, verified."""
    found = tx.groups.roster(roster_hash)
    if found is None or found.conversation_id != conversation_id:
        return None
    cache = context.group_cache.rosters
    if roster_hash in cache:
        return cache[roster_hash]
    return remember(cache, roster_hash, rosters.decode(found.roster, context.own.log_id))


def device_set(
    context: Context, roster: Roster, log_size: int, excluded: tuple[AccountId, ...]
) -> bytes:
    """The `devset_hash` of a message by that roster at that log size, which our replica covers."""
    key = (roster.roster_hash, log_size, excluded)
    cache = context.group_cache.device_sets
    if key in cache:
        return cache[key]
    members = (account for account in _members(context, roster, log_size))
    heard = [account_id for account_id in members if account_id not in excluded]
    return remember(cache, key, devset_hash(_devices(context, heard, log_size)))


def is_member(
    context: Context, group: GroupRecord, account_id: AccountId, size: int | None = None
) -> bool:
    """Whether an account is one by the newest roster that holds here, and its key (in the log of
    that size) is the one there."""
    current = context.replica.account_key(account_id, size)
    account = context.replica.directory.accounts.get(account_id)
    return (
        account is not None
        and not account.closed
        and any(m.account_id == account_id and m.account_key == current for m in group.members)
    )


def was_member(
    tx: Transaction, context: Context, group: GroupRecord, account_id: AccountId
) -> bool:
    """Whether an account is or ever was in a roster of the group."""
    if any(member.account_id == account_id for member in group.members):
        return True
    return any(
        roster is not None and account_id in roster.accounts
        for record in reversed(tx.groups.rosters(group.conversation_id))
        if (roster := known_roster(context, tx, group.conversation_id, record.roster_hash))
    )


def _members(context: Context, roster: Roster, size: int | None = None) -> list[AccountId]:
    """The roster's accounts that have their key of it in the log (of that size)."""
    key_of = context.replica.account_key
    return [m.account_id for m in roster.members if key_of(m.account_id, size) == m.account_key]


def _devices(
    context: Context, accounts: Iterable[AccountId], size: int | None = None
) -> list[DeviceIdentity]:
    live = context.replica.live_devices
    return [device for account_id in accounts for device in live(account_id, size)]


def left_out_on_purpose(
    group: GroupRecord | None, excluded: Collection[AccountId]
) -> tuple[AccountId, ...]:
    """Of those whom a message excludes: the ones who, as far as known here, did not leave."""
    left = () if group is None else group.left
    return tuple(account_id for account_id in excluded if account_id not in left)
