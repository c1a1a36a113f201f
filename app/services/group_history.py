"""Messages of before for who joins a group, from the admin who added them (section 14).

Only where the roster says that new members are given some. Nothing proves such a message but the
word of that admin, so each is stored, and shown, as passed on by them; anybody else's are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from app.core import tlv
from app.core.content import GroupHistoryContent, HistoryRow
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord, QuoteRecord
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.crypto.roster import Roster, decode
from app.services import file_contents, history_rows
from app.services.batch_result import BatchResult
from app.services.context import Context, log
from app.services.sealing import queue

MOST_ROWS = 500
OLDEST_MS = 30 * 24 * 60 * 60 * 1000
ACCEPTED_MS = 24 * 60 * 60 * 1000
"""So long after joining, by this device's own time."""
_PART_BYTES = 80 * 1024
_PAGE = 100


def send(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    people: Sequence[AccountId],
) -> None:
    """Queue what was said before for the devices of people whom this device just added."""
    parts = _parts(context, tx, conversation_id)
    for account_id in people:
        for device in context.replica.live_devices(account_id):
            for part in parts:
                _queue(context, tx, conversation_id, device, part)


def note_joined(
    context: Context, tx: Transaction, conversation_id: ConversationId, path: Sequence[Roster]
) -> None:
    """This person has just come into a group: for a day, history by who added them is taken."""
    own = context.own.account_id
    for before, after in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
        if own in after.accounts and own not in before.accounts:
            if after.passes_history:
                value = tlv.encode(after.signer, context.now_ms().to_bytes(8, "big"))
                tx.settings.put(_name(conversation_id), value)
            return


def take_in(
    context: Context,
    tx: Transaction,
    sender: AccountId,
    conversation_id: ConversationId,
    content: GroupHistoryContent,
    result: BatchResult,
) -> None:
    """Store what an admin passes on, before all that came since. Of anybody else it is refused."""
    if not _is_expected(context, tx, sender, conversation_id):
        log.warning("history of a group refused: not from who added us, or too late")
        return
    people = frozenset(
        account
        for record in tx.groups.rosters(conversation_id)
        if record.holds
        for account in decode(record.roster, context.own.log_id).accounts
    )
    rows = [row for row in content.rows if _is_possible(context, row, conversation_id, people)]
    if len(rows) < len(content.rows):
        log.warning("group history rows left out: %d", len(content.rows) - len(rows))
    rows.reverse()
    tx.conversations.ensure(conversation_id, None)
    added = tx.messages.add_history(_record(context, row, conversation_id, sender) for row in rows)
    for group_id, row_ids in added.items():
        result.added.setdefault(group_id, []).extend(row_ids)


def _parts(
    context: Context, tx: Transaction, conversation_id: ConversationId
) -> list[GroupHistoryContent]:
    """The newest first, in contents of their own."""
    oldest = context.now_ms() - OLDEST_MS
    parts: list[list[HistoryRow]] = [[]]
    size, taken, before = 0, 0, None
    while taken < MOST_ROWS:
        page = tx.messages.page(conversation_id, before=before, limit=_PAGE)
        if not page:
            break
        before = page[0].position
        for record in reversed(page):
            row = _said(record, conversation_id, oldest)
            if row is None or taken >= MOST_ROWS:
                continue
            length = len(msgspec.json.encode(row))
            if parts[-1] and size + length > _PART_BYTES:
                parts.append([])
                size = 0
            parts[-1].append(row)
            size += length
            taken += 1
        if page[0].arrived_at_ms < oldest:
            break
    return [GroupHistoryContent(tuple(part)) for part in parts if part]


def _said(record: MessageRecord, conversation_id: ConversationId, oldest: int) -> HistoryRow | None:
    """A text that went to the group, without what only this device knows of it."""
    if record.kind is not MessageKind.TEXT or record.recalled_at_ms is not None:
        return None
    if record.arrived_at_ms < oldest or record.passed_on_by is not None:
        return None
    if record.state in (DeliveryState.QUEUED, DeliveryState.FAILED):
        return None
    plain = replace(record, outgoing=False, state=DeliveryState.RECEIVED, skewed=False)
    return history_rows.to_history(plain, AccountId(conversation_id))


def _record(
    context: Context, row: HistoryRow, conversation_id: ConversationId, admin: AccountId
) -> MessageRecord:
    """The row to store: read, and vouched for by nobody but the admin."""
    quote = row.reply_to
    return MessageRecord(
        row_id=0,
        position=0.0,
        conversation_id=conversation_id,
        message_id=MessageId(row.message),
        sender_account=AccountId(row.sender),
        sender_device=DeviceId(row.device),
        sender_seq=0,
        outgoing=False,
        kind=MessageKind.TEXT,
        text=row.text,
        sent_at_ms=row.sent_at,
        arrived_at_ms=min(row.arrived_at, context.now_ms()),
        state=DeliveryState.RECEIVED,
        failure=None,
        skewed=False,
        devset_hash=b"",
        log_size=0,
        log_root=b"",
        quote=None
        if quote is None
        else QuoteRecord(AccountId(quote.sender), MessageId(quote.message)),
        forwarded=row.forwarded,
        edited_at_ms=row.edited_at or None,
        revision=row.revision,
        file=file_contents.record_of(row.file),
        mentions=file_contents.mentions_kept(row.mentions),
        passed_on_by=admin,
    )


def _queue(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    device: DeviceIdentity,
    part: GroupHistoryContent,
) -> None:
    try:
        queue(
            context,
            tx,
            device.account_id,
            part,
            only_device=device.device_id,
            conversation_id=conversation_id,
        )
    except CurbsideError as error:  # they can go without
        log.info("history of a group is not passed on: %s", error.code)


def _is_expected(
    context: Context, tx: Transaction, sender: AccountId, conversation_id: ConversationId
) -> bool:
    stored = tx.settings.get(_name(conversation_id))
    if stored is None:
        return False
    admin, since = tlv.decode(stored, 2)
    age = context.now_ms() - int.from_bytes(since, "big")
    if not 0 <= age <= ACCEPTED_MS:
        tx.settings.delete(_name(conversation_id))
        return False
    return sender == admin


def _is_possible(
    context: Context, row: HistoryRow, conversation_id: ConversationId, people: frozenset[AccountId]
) -> bool:
    """A text of the group by somebody who was in it. Nobody tells this person what they said."""
    return (
        row.conversation == conversation_id
        and row.kind == MessageKind.TEXT.value
        and row.sender in people
        and row.sender != context.own.account_id
        and not row.outgoing
        and not row.recalled_at
    )


def _name(conversation_id: ConversationId) -> str:
    return f"group-joined:{conversation_id.hex()}"
