"""Groups after a recovery: whom a restored device asks (relay/PROTOCOL.md sections 11 and 14).

The kit holds the ids of the person's groups and the accounts of admins, nothing else of them. The
rosters that come as an answer prove themselves, by the log that the restored device has checked.
"""

from __future__ import annotations

import msgspec

from app.core.groups import GroupRole, GroupState
from app.core.ids import AccountId, ConversationId
from app.core.store_ports import Transaction
from app.crypto.recovery_kit import MAX_GROUP_ADMINS, MAX_GROUPS, KitGroup
from app.services import group_sending
from app.services.context import Context
from app.services.directory import accept_first_key

_WANTED = "groups-wanted"


def for_kit(context: Context, tx: Transaction) -> tuple[KitGroup, ...]:
    """The groups this person is in, and who can be asked for each: admins, or else members."""
    own = context.own.account_id
    found: list[KitGroup] = []
    for group in sorted(tx.groups.all(), key=lambda group: group.conversation_id):
        if group.state is not GroupState.MEMBER:
            continue
        others = [member for member in group.members if member.account_id != own]
        others.sort(key=lambda member: (member.role is not GroupRole.ADMIN, member.account_id))
        asked = tuple(member.account_id for member in others[:MAX_GROUP_ADMINS])
        found.append(KitGroup(group.conversation_id, asked))
    return tuple(found[:MAX_GROUPS])


def want(tx: Transaction, groups: tuple[KitGroup, ...]) -> None:
    """Remember what a kit names, until it is here."""
    if groups:
        _save(tx, {group.group_id: list(group.admins) for group in groups})


def is_wanting(tx: Transaction) -> bool:
    """Whether a kit named groups that are not here yet."""
    return bool(_load(tx))


def ask(context: Context, tx: Transaction) -> bool:
    """Ask for what is not here yet; whether anything is queued. How often is bounded."""
    wanted = _load(tx)
    if not wanted or context.alarm is not None:
        return False
    if context.replica.identity(context.own.device_id) is None:
        return False  # the log does not know this device yet, so nobody would answer
    left = {group: whom for group, whom in wanted.items() if not tx.groups.is_group(_id(group))}
    queued = False
    for group, whom in left.items():
        for account in whom:
            account_id = AccountId(account)
            if context.replica.directory.account(account_id) is None:
                continue
            accept_first_key(context, tx, account_id)
            for device in context.replica.live_devices(account_id):
                queued |= group_sending.ask(context, tx, _id(group), device)
    if left != wanted:
        _save(tx, left)
    return queued


def _id(group: bytes) -> ConversationId:
    return ConversationId(group)


def _load(tx: Transaction) -> dict[bytes, list[bytes]]:
    stored = tx.settings.get(_WANTED)
    return {} if stored is None else msgspec.msgpack.decode(stored, type=dict[bytes, list[bytes]])


def _save(
    tx: Transaction, wanted: dict[bytes, list[bytes]] | dict[ConversationId, list[AccountId]]
) -> None:
    if wanted:
        tx.settings.put(_WANTED, msgspec.msgpack.encode(wanted))
    else:
        tx.settings.delete(_WANTED)
