"""What comes in about groups: rosters and leaves, questions about them, a longer log (section 14).

`app.services.receiving` calls this in the transaction that takes in the mail. It is of no account
who brings a roster or a leave; what it says is judged by `group_rosters`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from app.core.bus import ConversationsChanged, Event, GroupsChanged, MessagesAdded
from app.core.group_content import RosterContent, RosterWantedContent
from app.core.groups import GroupChange, GroupNotice, GroupRole
from app.core.ids import AccountId, ConversationId
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency import changes
from app.services import (
    group_changes,
    group_notices,
    group_rosters,
    group_sending,
    group_views,
)
from app.services.batch_result import BatchResult
from app.services.context import Context
from app.services.group_rosters import Settled


def take_in(
    context: Context,
    tx: Transaction,
    sender: DeviceIdentity,
    conversation_id: ConversationId,
    content: RosterContent,
    result: BatchResult,
) -> frozenset[bytes]:
    """Take in rosters and leaves that came in a group's conversation.

    Returns the rosters that are known from now on: mail that waited for them can be taken in
    (`tx.groups.take_mail`). The rest waits, for the log or for rosters that were asked for.
    """
    group_rosters.stage(
        context,
        tx,
        conversation_id,
        sender.account_id,
        content.rosters,
        content.leaves,
        content.picture,
    )
    settled = group_rosters.settle(context, tx, conversation_id)
    _note(result, settled)
    group_sending.pass_on(context, tx, conversation_id, settled.leaves)
    if settled.lacks:
        result.outbox_grew |= group_sending.ask(context, tx, conversation_id, sender)
    return frozenset(settled.known)


def answer_wanted(
    context: Context,
    tx: Transaction,
    sender: DeviceIdentity,
    content: RosterWantedContent,
    result: BatchResult,
) -> None:
    """Somebody asks for the rosters of a group."""
    result.outbox_grew |= group_sending.answer(context, tx, sender, content)


def refused(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    sender: DeviceIdentity,
    result: BatchResult,
) -> None:
    """Somebody who is not a member wrote to a group of ours; it was not taken in: a line says so.

    One line until something else happens there, however much they send.
    """
    if not tx.groups.is_group(conversation_id):
        return
    notice = GroupNotice(GroupChange.REFUSED, sender.account_id)
    if group_notices.is_last(tx, conversation_id, notice):
        return
    rows = group_notices.add(context, tx, conversation_id, [notice])
    result.added.setdefault(conversation_id, []).extend(rows)


def excluded(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    sender: AccountId,
    people: Iterable[AccountId],
    result: BatchResult,
) -> None:
    """A message was not encrypted to some members: its sender left them out. A line says so."""
    notice = GroupNotice(GroupChange.EXCLUDED, sender, tuple(sorted(people)))
    if notice.people and not group_notices.is_last(tx, conversation_id, notice):
        rows = group_notices.add(context, tx, conversation_id, [notice])
        result.added.setdefault(conversation_id, []).extend(rows)


def log_changed(
    context: Context, tx: Transaction, happened: Iterable[changes.Change]
) -> list[Event]:
    """The log grew: rosters that waited for it are judged, and members' new keys are shown."""
    events: list[Event] = []
    for conversation_id in tx.groups.waiting_groups():
        settled = group_rosters.settle(context, tx, conversation_id)
        group_sending.pass_on(context, tx, conversation_id, settled.leaves)
        if settled.changed:
            events += _events(conversation_id, settled.rows)
    for change in happened:
        match change:
            case changes.AccountKeyChanged(account_id=account_id):
                kind = GroupChange.MEMBER_KEY_CHANGED
            case changes.AccountClosed(account_id=account_id):
                kind = GroupChange.ACCOUNT_CLOSED
            case _:
                continue
        for conversation_id in tx.groups.with_member(account_id):
            notices = [GroupNotice(kind, account_id)]
            if _was_last_admin(context, tx, conversation_id, account_id):
                notices.append(GroupNotice(GroupChange.NO_ADMIN, account_id))
            rows = group_notices.add(context, tx, conversation_id, notices)
            events += _events(conversation_id, rows)
    return events


def _was_last_admin(
    context: Context, tx: Transaction, conversation_id: ConversationId, account_id: AccountId
) -> bool:
    """Whether with this account the last one is gone who could change the group."""
    group = tx.groups.get(conversation_id)
    if group is None:
        return False
    was_admin = any(m.account_id == account_id and m.role is GroupRole.ADMIN for m in group.members)
    key_of = partial(group_views.current_key, context)
    return was_admin and not any(group_changes.can_act(key_of, m) for m in group.members)


def _note(result: BatchResult, settled: Settled) -> None:
    if settled.changed:
        result.groups.add(settled.conversation_id)
        result.touched.add(settled.conversation_id)
        result.outbox_grew = True  # what waits for it can go, or is to be encrypted anew
    if settled.rows:
        result.added.setdefault(settled.conversation_id, []).extend(settled.rows)
    if settled.failed:
        result.changed.setdefault(settled.conversation_id, []).extend(settled.failed)


def _events(conversation_id: ConversationId, rows: list[int]) -> list[Event]:
    events: list[Event] = [
        GroupsChanged((conversation_id,)),
        ConversationsChanged((conversation_id,)),
    ]
    if rows:
        events.insert(0, MessagesAdded(conversation_id, tuple(rows)))
    return events
