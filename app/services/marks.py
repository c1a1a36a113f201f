"""Edits, taking back and reactions, said and heard (relay/PROTOCOL.md section 9).

A mark is about a message of the same conversation. Only the author's account edits or takes back,
whichever of its devices says so; a reaction is its giver's. The outcome does not depend on the
order in which marks and their message come: what names a message that is not here waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.core import content as contents
from app.core.content import EditContent, MessageMark, ReactionContent, RecallContent
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId
from app.core.records import (
    DeliveryRecord,
    DeliveryState,
    MarkKind,
    MarkState,
    MessageKind,
    MessageRecord,
    SentMarkRecord,
    WaitingMarkRecord,
)
from app.core.store_ports import Transaction
from app.services.batch_result import BatchResult
from app.services.context import Context, log
from app.services.holding import sendable
from app.services.prekeys import MAIL_RETENTION_MS
from app.services.sealing import queue

MOST_WAITING = 1_000
"""Marks of one person, from all of their devices, that wait for their messages."""
WAITING_MS = MAIL_RETENTION_MS
"""How long they do: as long as mail is kept."""
_LATEST_MS = (24 + 1) * 60 * 60 * 1000
"""How long after a message it can be edited or taken back, whatever its sender's clinic allows,
with an hour for clocks that differ."""


def say(
    context: Context,
    tx: Transaction,
    row: MessageRecord,
    account_id: AccountId | None,
    content: MessageMark,
    at_ms: int,
) -> None:
    """Queue a mark of the person's own, after its message and all marks before it.

    It takes the place of those that were not sent. Raises HeldBack, or an alarm about our account.
    """
    kind = _kind(content)
    for earlier in tx.marks.sent_about(row.row_id):
        if earlier.state is MarkState.FAILED and kind in (earlier.kind, MarkKind.RECALL):
            tx.marks.set_sent_state(earlier.mark_id, MarkState.SENT)
    mark_id = MessageId(context.randomness.random_bytes(16))
    revision = content.revision if isinstance(content, EditContent) else 0
    mark = SentMarkRecord(mark_id, row.row_id, kind, revision, at_ms, MarkState.QUEUED)
    tx.marks.put_sent(mark)
    queue(
        context,
        tx,
        account_id,
        content,
        mark_id,
        conversation_id=row.conversation_id,
        written_at_ms=at_ms,
    )


def take_in(
    context: Context,
    tx: Transaction,
    sender_account: AccountId,
    sender_device: DeviceId,
    conversation_id: ConversationId,
    is_author: Callable[[AccountId], bool],
    content: MessageMark,
    sent_at_ms: int,
    arrived_at_ms: int,
    result: BatchResult,
) -> None:
    """What another device says about a message. `is_author`: who can have written there."""
    author, message = _target(content, sender_account)
    if not is_author(author):
        log.warning("a mark from %s names nobody here", sender_device.hex())
        return
    about_reaction = isinstance(content, ReactionContent)
    if not (about_reaction or _may_change(context, tx, sender_account)):
        log.info("an edit or recall of somebody whose key nobody accepted is refused")
        return
    message_id = MessageId(message)
    row = tx.messages.of_author(conversation_id, message_id, author)
    if row is None:
        encoded = contents.encode(content)
        mark = WaitingMarkRecord(
            conversation_id,
            message_id,
            author,
            sender_account,
            sender_device,
            encoded,
            sent_at_ms,
            arrived_at_ms,
        )
        tx.marks.wait(mark, MOST_WAITING)
        return
    came_ms = max(arrived_at_ms, context.local_ms() - WAITING_MS)  # the relay may date it back
    if not about_reaction and came_ms - row.arrived_at_ms > _LATEST_MS + WAITING_MS:
        log.info("an edit or recall that comes long after its message is refused")
        return
    unread = _unread(tx, conversation_id)
    if not apply(tx, row, content, sender_account, sent_at_ms):
        return
    context.files_due |= isinstance(content, RecallContent) and row.file is not None
    if isinstance(content, RecallContent) and row.outgoing:
        withdraw(context, tx, row, sent_at_ms)
    changed = result.changed.setdefault(conversation_id, [])
    changed.append(row.row_id)
    if not about_reaction:  # which a quote does not show
        changed += tx.marks.answers_to(conversation_id, message_id)
    fresh = result.incoming_new.get(conversation_id, 0)
    if row.row_id in result.added.get(conversation_id, ()) and fresh:
        gone = unread - _unread(tx, conversation_id)
        result.incoming_new[conversation_id] = fresh - gone


def _may_change(context: Context, tx: Transaction, by: AccountId) -> bool:
    """A new account key changes nothing that the old one wrote before somebody looked at it.

    Else whoever can issue one could have every message of that person deleted everywhere.
    """
    return by == context.own.account_id or sendable(context, tx, by)


def apply(
    tx: Transaction, row: MessageRecord, content: MessageMark, by: AccountId, sent_at_ms: int
) -> bool:
    """Do to a row what its author (or, for a reaction, anybody) says; whether anything changed."""
    if row.kind is not MessageKind.TEXT:
        return False
    if isinstance(content, ReactionContent):
        return tx.marks.react(row.row_id, by, content.emoji, sent_at_ms)
    if not _in_time(sent_at_ms, row.sent_at_ms):
        log.info("an edit or recall that comes too late is refused")
        return False
    at_ms = _not_before(sent_at_ms, row.sent_at_ms)
    if isinstance(content, EditContent):
        return tx.marks.edit(row.row_id, content.revision, content.text, at_ms)
    return tx.marks.recall(row.row_id, at_ms)


def add(tx: Transaction, record: MessageRecord) -> MessageRecord | None:
    """Store a message that came, and do what was said about it before; as `MessagesTable.add`.

    The words of one that was taken back are not even written down.
    """
    key = (record.conversation_id, record.message_id, record.sender_account)
    waiting = tx.marks.take_waiting(*key)
    if record.kind is MessageKind.TEXT:
        recalled = _recalled_before(waiting, record.sent_at_ms)
        if recalled is not None:
            record = replace(record, text="", recalled_at_ms=recalled, file=None, mentions=())
    row = tx.messages.add(record)
    if row is not None:
        apply_waiting(tx, row, waiting)
    return row


def _recalled_before(waiting: Sequence[WaitingMarkRecord], sent_at_ms: int) -> int | None:
    times = [
        _not_before(mark.sent_at_ms, sent_at_ms)
        for mark in waiting
        if isinstance(_content(mark), RecallContent) and _in_time(mark.sent_at_ms, sent_at_ms)
    ]
    return min(times, default=None)


def apply_waiting(
    tx: Transaction, row: MessageRecord, waiting: Sequence[WaitingMarkRecord]
) -> None:
    """A message came: do what was said about it before."""
    for mark in waiting:
        content = _content(mark)
        if content is not None:
            apply(tx, row, content, mark.account_id, mark.sent_at_ms)


def never_left(context: Context, tx: Transaction, row: MessageRecord) -> bool:
    """Whether a message of this device's was encrypted for nobody, so that nobody can have it."""
    here = row.sender_device == context.own.device_id
    return here and not tx.messages.deliveries(row.message_id)


def withdraw(context: Context, tx: Transaction, row: MessageRecord, at_ms: int) -> None:
    """Keep the words of a message that was taken back from being sent, if they still wait.

    Where they have a number already, what fills it is the taking back: a gap would be asked for.
    """
    about = tx.marks.sent_about(row.row_id)
    edits = [mark.mark_id for mark in about if mark.kind is MarkKind.EDIT]
    conversation = tx.conversations.get(row.conversation_id)
    gave_up = row.state is DeliveryState.FAILED and not tx.outbox.of_message(row.message_id)
    if gave_up and conversation is not None and not never_left(context, tx, row):
        _fill(context, tx, row, conversation.account_id, row.message_id, None, at_ms)
        return
    for message_id in (row.message_id, *edits):
        numbered = {delivery.device_id for delivery in tx.messages.deliveries(message_id)}
        for record in tx.outbox.of_message(message_id):
            tx.outbox.remove(record.submission_id)
            only = None if record.complete else record.recipients[0].device_id
            if numbered if only is None else only in numbered:
                _fill(context, tx, row, record.account_id, message_id, only, at_ms)


def _fill(
    context: Context,
    tx: Transaction,
    row: MessageRecord,
    account_id: AccountId | None,
    message_id: MessageId,
    only: DeviceId | None,
    at_ms: int,
) -> None:
    content = RecallContent(row.message_id)
    try:
        queue(
            context,
            tx,
            account_id,
            content,
            message_id,
            only,
            conversation_id=row.conversation_id,
            written_at_ms=at_ms,
        )
    except CurbsideError as error:  # nothing may be sent now; the gap is asked for later
        log.info("a number stays open: %s", error.code)


def expired(tx: Transaction, delivery: DeliveryRecord, own: AccountId) -> int | None:
    """The relay gave a mark of ours up that was for this device; the row, if nobody has it now."""
    mark = tx.marks.sent(delivery.message_id)
    if mark is None or mark.state is not MarkState.SENT:
        return None
    copies = tx.messages.deliveries(delivery.message_id)
    if any(c.delivered_at_ms for c in copies if c.account_id != own):
        return None
    return tx.marks.set_sent_state(delivery.message_id, MarkState.FAILED)


def forget_waiting(tx: Transaction, now_ms: int) -> None:
    """Give up what has waited too long for its message."""
    tx.marks.forget_waiting_before(now_ms - WAITING_MS)


def _target(content: MessageMark, by: AccountId) -> tuple[AccountId, bytes]:
    if isinstance(content, ReactionContent):
        return AccountId(content.to.sender), content.to.message
    return by, content.message


def _in_time(mark_sent_at_ms: int, message_sent_at_ms: int) -> bool:
    return mark_sent_at_ms - message_sent_at_ms <= _LATEST_MS


def _not_before(mark_sent_at_ms: int, message_sent_at_ms: int) -> int:
    """When it was changed: not before it was written, whatever a clock or a modified client says,
    and not at 0, which says "never" where rows are carried elsewhere."""
    return max(mark_sent_at_ms, message_sent_at_ms, 1)


def _kind(content: MessageMark) -> MarkKind:
    if isinstance(content, ReactionContent):
        return MarkKind.REACTION
    return MarkKind.EDIT if isinstance(content, EditContent) else MarkKind.RECALL


def _content(mark: WaitingMarkRecord) -> MessageMark | None:
    content = contents.decode(mark.content)
    return content if isinstance(content, MessageMark) else None


def _unread(tx: Transaction, conversation_id: ConversationId) -> int:
    conversation = tx.conversations.get(conversation_id)
    return 0 if conversation is None else conversation.unread
