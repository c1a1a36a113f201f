"""What was read, and what was decided about keys, on one workstation holds on the others.

relay/PROTOCOL.md section 9, own-read and own-trust. Only the device on which the person reads tells
the sender so; the others merely stop counting it as unread. A decision about a key is taken over
for the key that this device's own log shows as current, and never takes back a stricter one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from app.core.content import MAX_OWN_MARKS, OwnReadContent, OwnTrustContent, PersonTrust
from app.core.ids import AccountId, ConversationId, MessageId
from app.core.records import MessageKind, MessageRecord, Notice, TrustRecord
from app.core.store_ports import Transaction
from app.crypto.transparency.records import AccountRecord
from app.services.context import Context
from app.services.directory import accept_first_key, conversation_named, conversation_with
from app.services.holding import HeldForMismatch, fail_waiting
from app.services.notices import add_notice
from app.services.own_announce import queue_own

_DUE = "own-read-due"
_WAITING = "own-read-waiting"
_LOOK_BACK = 50
_OWN_LINES = (MessageKind.NOTICE, MessageKind.GROUP)

_Marks = dict[bytes, bytes]
"""What names a conversation (`ConversationRecord.key`) to the message read last in it."""


@dataclass(slots=True)
class Taken:
    """What decisions of another device changed here."""

    decided: list[AccountId] = field(default_factory=list)
    added: dict[ConversationId, list[int]] = field(default_factory=dict)
    failed: dict[ConversationId, list[int]] = field(default_factory=dict)


def note_read(context: Context, tx: Transaction, row: MessageRecord) -> None:
    """The person read up to this row here: the other devices are to hear of it."""
    if len(context.replica.live_devices(context.own.account_id)) < 2:
        return
    conversation = tx.conversations.get(row.conversation_id)
    message = _message_at(tx, row)
    if conversation is not None and message is not None:
        due = _load(tx, _DUE)
        _save(tx, _DUE, {**due, conversation.key: message.message_id})


def _message_at(tx: Transaction, row: MessageRecord) -> MessageRecord | None:
    """The row, or the message before it: the app's own lines are not the same on all devices."""
    if row.kind not in _OWN_LINES:
        return row
    before = tx.messages.page(row.conversation_id, before=row.position, limit=_LOOK_BACK)
    return next((r for r in reversed(before) if r.kind not in _OWN_LINES), None)


def queue_reads(context: Context, tx: Transaction) -> int:
    """Put what was read since the last time into the outbox, for our other devices; how many."""
    due = _load(tx, _DUE)
    if not due or context.alarm is not None:
        return 0
    marks = tuple(due.items())
    queued = 0
    for at in range(0, len(marks), MAX_OWN_MARKS):
        queued += len(queue_own(context, tx, OwnReadContent(marks[at : at + MAX_OWN_MARKS])))
    tx.settings.delete(_DUE)
    return queued


def apply_reads(
    context: Context, tx: Transaction, content: OwnReadContent, touched: set[ConversationId]
) -> None:
    """What another device of ours read is not unread here; nobody is told of it a second time."""
    waiting = _load(tx, _WAITING)
    changed = dict(waiting)
    for key, message in content.marks:
        conversation_id = conversation_named(context, key)
        if conversation_id is None:
            continue
        row = tx.messages.by_message_id(conversation_id, MessageId(message))
        if row is None:
            changed[key] = message  # it has not come here yet
            continue
        changed.pop(key, None)
        if tx.conversations.mark_read(conversation_id, row.row_id):
            touched.add(conversation_id)
    if changed != waiting:
        _save(tx, _WAITING, changed)


def apply_waiting_read(context: Context, tx: Transaction, row: MessageRecord) -> bool:
    """A message came that another device of ours had read before; whether it was one."""
    if len(context.replica.live_devices(context.own.account_id)) < 2:
        return False
    waiting = _load(tx, _WAITING)
    conversation = tx.conversations.get(row.conversation_id)
    if conversation is None or waiting.get(conversation.key) != row.message_id:
        return False
    del waiting[conversation.key]
    _save(tx, _WAITING, waiting)
    return tx.conversations.mark_read(row.conversation_id, row.row_id) > 0


def apply_trust(context: Context, tx: Transaction, content: OwnTrustContent) -> Taken:
    """Take over what the person decided on another device."""
    taken = Taken()
    for person in content.people:
        _take_over(context, tx, person, taken)
    return taken


def _take_over(context: Context, tx: Transaction, person: PersonTrust, taken: Taken) -> None:
    account_id = AccountId(person.account)
    account = context.replica.directory.account(account_id)
    if account is None or account.closed or account_id == context.own.account_id:
        return
    stored = tx.people.trust(account_id)
    before = stored or _of_former_key(account, person)
    merged = merge(before, person, account.account_key)
    if merged is None or merged == stored:
        return
    known = before or accept_first_key(context, tx, account_id)
    tx.people.put_trust(merged)
    notice = _notice(known, merged)
    conversation_id = conversation_with(context, account_id)
    taken.decided.append(account_id)
    if notice is Notice.MISMATCH:
        failed = fail_waiting(tx, account_id, HeldForMismatch.code)
        if failed:
            taken.failed.setdefault(conversation_id, []).extend(failed)
    if notice is not None and tx.conversations.get(conversation_id) is not None:
        row = add_notice(context, tx, account_id, notice)
        taken.added.setdefault(conversation_id, []).append(row.row_id)


def _of_former_key(account: AccountRecord, person: PersonTrust) -> TrustRecord | None:
    """What was accepted elsewhere is a key of before: here, too, the present one is a change."""
    former = {period.key for period in account.keys[:-1]}
    if person.accepted not in former:
        return None
    return TrustRecord(AccountId(person.account), person.accepted, None, None, None)


def merge(before: TrustRecord | None, person: PersonTrust, current: bytes) -> TrustRecord | None:
    """The decision that holds from now on, given the account key that our log shows (pure).

    Of the same key, "they do not match" outweighs "verified", which outweighs "accepted". What was
    said of any other key than the current one changes nothing.
    """
    account_id = AccountId(person.account)
    known = before or TrustRecord(account_id, b"", None, None, None)
    if person.mismatch == current:
        return TrustRecord(account_id, known.accepted_key or person.accepted, None, None, current)
    if known.mismatch_key == current:
        return before
    is_accepted = known.accepted_key == current
    if person.verified == current and not (is_accepted and known.verified_key == current):
        at_ms = person.verified_at
        return TrustRecord(account_id, current, current, at_ms, known.mismatch_key)
    if person.accepted == current and not is_accepted:
        return TrustRecord(account_id, current, None, None, known.mismatch_key)
    return before


def _notice(before: TrustRecord, after: TrustRecord) -> Notice | None:
    if after.mismatch_key is not None and after.mismatch_key != before.mismatch_key:
        return Notice.MISMATCH
    if after.verified_key is not None and after.verified_key != before.verified_key:
        return Notice.VERIFIED
    if after.accepted_key != before.accepted_key:
        return Notice.KEY_ACCEPTED
    return None


def _load(tx: Transaction, name: str) -> _Marks:
    stored = tx.settings.get(name)
    return {} if stored is None else msgspec.msgpack.decode(stored, type=_Marks)


def _save(tx: Transaction, name: str, marks: _Marks) -> None:
    tx.settings.put(name, msgspec.msgpack.encode(marks))
