"""The app's own lines in a group: what a roster or a leave changed, and who did it."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.group_records import encode_notice
from app.core.groups import GroupChange, GroupNotice
from app.core.ids import AccountId, ConversationId
from app.core.records import MessageKind
from app.core.store_ports import Transaction
from app.crypto.roster import Roster
from app.services.context import Context
from app.services.own_rows import line_row

MOST_AT_ONCE = 50
"""Lines that one arrival of rosters may write: an admin cannot bury a conversation."""


def between(before: Roster, after: Roster) -> list[GroupNotice]:
    """What a roster changed in the one before it (pure)."""
    actor = after.signer
    added = after.accounts - before.accounts
    removed = before.accounts - after.accounts
    keys = {member.account_id: member.account_key for member in before.members}
    renewed = {
        member.account_id
        for member in after.members
        if member.account_id in keys and keys[member.account_id] != member.account_key
    }
    promoted = (after.admins - before.admins) - added
    demoted = (before.admins - after.admins) - removed
    found = [
        GroupNotice(GroupChange.RENAMED, actor, title=after.title)
        if after.title != before.title
        else None,
        GroupNotice(GroupChange.PICTURE, actor) if after.picture != before.picture else None,
        _people(GroupChange.ADDED, actor, added | renewed),
        _people(GroupChange.REMOVED, actor, removed),
        _people(GroupChange.ADMIN, actor, promoted),
        _people(GroupChange.NOT_ADMIN, actor, demoted),
    ]
    if after.passes_history != before.passes_history:
        change = GroupChange.HISTORY_ON if after.passes_history else GroupChange.HISTORY_OFF
        found.append(GroupNotice(change, actor))
    return [notice for notice in found if notice is not None]


def arrival(path: Sequence[Roster], own: AccountId) -> GroupNotice:
    """How this person came into a group whose rosters hold in this order (pure)."""
    for before, after in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
        if own in after.accounts and own not in before.accounts:
            return GroupNotice(GroupChange.ADDED, after.signer, (own,), after.title)
    return GroupNotice(GroupChange.CREATED, path[0].signer, title=path[0].title)


def add(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    notices: Sequence[GroupNotice],
) -> list[int]:
    """Write lines into a group; their rows."""
    return [_add(context, tx, conversation_id, notice) for notice in notices[-MOST_AT_ONCE:]]


def is_last(tx: Transaction, conversation_id: ConversationId, notice: GroupNotice) -> bool:
    """Whether that very line is the last thing in a group."""
    last = tx.messages.page(conversation_id, limit=1)
    return (
        bool(last) and last[-1].kind is MessageKind.GROUP and last[-1].text == encode_notice(notice)
    )


def _add(
    context: Context, tx: Transaction, conversation_id: ConversationId, notice: GroupNotice
) -> int:
    tx.conversations.ensure(conversation_id, None)
    text = encode_notice(notice)
    row = tx.messages.add(line_row(context, conversation_id, notice.actor, MessageKind.GROUP, text))
    assert row is not None  # noqa: S101 - a fresh random id cannot be there already
    return row.row_id


def _people(
    change: GroupChange, actor: AccountId, people: frozenset[AccountId] | set[AccountId]
) -> GroupNotice | None:
    return GroupNotice(change, actor, tuple(sorted(people))) if people else None
