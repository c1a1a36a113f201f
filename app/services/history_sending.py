"""Copying the messages of before to another of the person's own workstations.

relay/PROTOCOL.md section 9 (`history`). Newest first, conversation by conversation, in parts that
go through the outbox and the ratchet like any message, to that device alone. A few parts are on
the way at a time; each receipt lets more follow. Where a transfer stands is written in the
transaction that queues a part, so locking, a crash or a lost network only make it pause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from app.core.bus import HistoryProgress
from app.core.content import HistoryContent, HistoryRow
from app.core.errors import CurbsideError
from app.core.ids import ConversationId, DeviceId, MessageId
from app.core.records import MessageRecord
from app.core.store_ports import Transaction
from app.services import history_receiving
from app.services.context import Context, log
from app.services.history_rows import to_history
from app.services.holding import sendable
from app.services.sealing import queue

MOST_ON_THE_WAY = 4
PART_BYTES = 90 * 1024
"""Of encoded rows. A single longer one still fits into a content."""
_OVERLAP_BYTES = 8 * 1024
_PAGE = 200
_NAME = "history-sending"


class _Cursor(msgspec.Struct, frozen=True):
    """Up to where the rows have been taken."""

    conversation: int = 0
    """Index into the transfer's conversations."""
    before_row: int = 0
    """The row taken last in it; 0: none yet."""
    done: int = 0
    """Rows taken in all."""


class _Part(msgspec.Struct, frozen=True):
    """A part that the other device has not confirmed."""

    message_id: bytes
    start: _Cursor


class _Transfer(msgspec.Struct, frozen=True):
    """One device that is being sent everything."""

    transfer: bytes
    total: int
    conversations: tuple[bytes, ...]
    cursor: _Cursor = _Cursor()
    exhausted: bool = False
    on_the_way: tuple[_Part, ...] = ()


def begin(context: Context, tx: Transaction, device_id: DeviceId) -> int:
    """Begin to send everything to a device, or go on with it; how many rows there are."""
    transfers = _load(tx)
    if device_id in transfers:
        _queue_lost(context, tx, device_id, transfers[device_id], sure=False)
        return transfers[device_id].total
    conversations = [record.conversation_id for record in tx.conversations.all()]
    total = sum(tx.messages.count(conversation) for conversation in conversations)
    if total:
        transfer = context.randomness.random_bytes(16)
        transfers[device_id] = _Transfer(transfer, total, tuple(conversations))
        _save(tx, transfers)
        advance(context, tx, device_id)
    return total


def advance(context: Context, tx: Transaction, device_id: DeviceId) -> HistoryProgress | None:
    """Queue what may follow now; how far it is, when such a transfer is going on.

    To be called when the device confirmed something, and when the profile is opened.
    """
    transfers = _load(tx)
    transfer = transfers.get(device_id)
    if transfer is None:
        return None
    if not _is_ours(context, device_id):
        log.info("a history transfer ended with its device")
        _save(tx, {key: value for key, value in transfers.items() if key != device_id})
        return None
    transfer = _without_confirmed(tx, device_id, transfer)
    may_send = _may_send(context, tx)
    while may_send and len(transfer.on_the_way) < MOST_ON_THE_WAY and not transfer.exhausted:
        try:
            transfer = _send_part(context, tx, device_id, transfer)
        except CurbsideError as error:  # an alarm that is about to be raised
            log.info("history goes on later: %s", error.code)
            break
    finished = transfer.exhausted and not transfer.on_the_way
    if finished:
        del transfers[device_id]
    else:
        transfers[device_id] = transfer
    _save(tx, transfers)
    oldest = transfer.on_the_way[0].start.done if transfer.on_the_way else transfer.total
    return HistoryProgress(
        min(oldest, transfer.total), transfer.total, incoming=False, device_id=device_id
    )


def is_due(tx: Transaction) -> bool:
    """Whether there is a transfer to go on with, on either side."""
    return tx.settings.get(_NAME) is not None or history_receiving.is_owed(tx)


def resume(context: Context, tx: Transaction) -> list[HistoryProgress]:
    """Go on with every transfer after the profile was opened; how far each is."""
    progress: list[HistoryProgress] = []
    for device_id, transfer in _load(tx).items():
        _queue_lost(context, tx, device_id, transfer, sure=True)
        at = advance(context, tx, device_id)
        if at is not None:
            progress.append(at)
    return progress


def content_of(
    context: Context, tx: Transaction, device_id: DeviceId, message_id: MessageId
) -> HistoryContent | None:
    """A part again that the device lost; None for anything else."""
    transfer = _load(tx).get(device_id)
    if transfer is None:
        return None
    for part in transfer.on_the_way:
        if part.message_id == message_id:
            content, _ = _content(context, tx, transfer, part.start)
            return content
    return None


def _without_confirmed(tx: Transaction, device_id: DeviceId, transfer: _Transfer) -> _Transfer:
    left = tuple(part for part in transfer.on_the_way if not _is_confirmed(tx, device_id, part))
    return msgspec.structs.replace(transfer, on_the_way=left)


def _is_confirmed(tx: Transaction, device_id: DeviceId, part: _Part) -> bool:
    deliveries = tx.messages.deliveries(MessageId(part.message_id))
    return any(d.device_id == device_id and d.delivered_at_ms is not None for d in deliveries)


def _queue_lost(
    context: Context, tx: Transaction, device_id: DeviceId, transfer: _Transfer, *, sure: bool
) -> None:
    """Queue parts again that are on their way no longer: with `sure` those that never left.

    Without it also those that the relay had and nobody confirmed. A part that did arrive is
    dropped there as a duplicate.
    """
    if not _may_send(context, tx) or not _is_ours(context, device_id):
        return
    for part in transfer.on_the_way:
        message_id = MessageId(part.message_id)
        deliveries = tx.messages.deliveries(message_id)
        left = any(d.device_id == device_id and d.sent_at_ms is not None for d in deliveries)
        if tx.outbox.of_message(message_id) or (sure and left):
            continue
        content, _ = _content(context, tx, transfer, part.start)
        queue(context, tx, context.own.account_id, content, message_id, only_device=device_id)


def _send_part(
    context: Context, tx: Transaction, device_id: DeviceId, transfer: _Transfer
) -> _Transfer:
    start = transfer.cursor
    content, end = _content(context, tx, transfer, start)
    message_id = context.randomness.random_bytes(16)
    own = context.own.account_id
    queue(context, tx, own, content, MessageId(message_id), only_device=device_id)
    return msgspec.structs.replace(
        transfer,
        cursor=end,
        exhausted=end.conversation >= len(transfer.conversations),
        on_the_way=(*transfer.on_the_way, _Part(message_id, start)),
    )


def _content(
    context: Context, tx: Transaction, transfer: _Transfer, start: _Cursor
) -> tuple[HistoryContent, _Cursor]:
    """The part that begins at a cursor, and where the next one does."""
    rows, end = _fill(tx, [ConversationId(c) for c in transfer.conversations], start)
    last = end.conversation >= len(transfer.conversations)
    part = transfer.total if last else max(1, min(end.done, transfer.total))
    return HistoryContent(transfer.transfer, part, transfer.total, tuple(rows)), end


def _fill(
    tx: Transaction, conversations: Sequence[ConversationId], start: _Cursor
) -> tuple[list[HistoryRow], _Cursor]:
    """Rows from a cursor on, backwards in time, as many as one part takes."""
    taken: list[HistoryRow] = []
    size = 0
    cursor = start
    while cursor.conversation < len(conversations):
        conversation_id = conversations[cursor.conversation]
        known = tx.conversations.get(conversation_id)
        newest_first: list[HistoryRow] = []
        full = False
        if known is not None:
            if cursor == start:
                newest_first += _overlap(tx, cursor, known.key)
            for record in _backwards(tx, conversation_id, cursor.before_row):
                row = _said(tx, record, known.key)
                length = 0 if row is None else len(msgspec.json.encode(row)) + 1
                if size and size + length > PART_BYTES:
                    full = True
                    break
                size += length
                cursor = _Cursor(cursor.conversation, record.row_id, cursor.done + 1)
                if row is not None:
                    newest_first.append(row)
        taken += reversed(newest_first)
        if full:
            break
        cursor = _Cursor(cursor.conversation + 1, 0, cursor.done)
    return taken, cursor


def _said(tx: Transaction, record: MessageRecord, key: bytes) -> HistoryRow | None:
    versions = tx.marks.versions(record.row_id) if record.revision else ()
    return to_history(record, key, versions)


def _overlap(tx: Transaction, cursor: _Cursor, key: bytes) -> list[HistoryRow]:
    """The first row of the part before: it says where the others go, should that part come late."""
    record = tx.messages.get(cursor.before_row) if cursor.before_row else None
    row = None if record is None else _said(tx, record, key)
    if row is None or len(msgspec.json.encode(row)) > _OVERLAP_BYTES:
        return []
    return [row]


def _backwards(
    tx: Transaction, conversation_id: ConversationId, before_row: int
) -> Iterator[MessageRecord]:
    """The rows before one, the nearest first. By row id, because positions may be given anew."""
    known = tx.messages.get(before_row) if before_row else None
    before = None if known is None else known.position
    while page := tx.messages.page(conversation_id, before=before, limit=_PAGE):
        yield from reversed(page)
        before = page[0].position


def _may_send(context: Context, tx: Transaction) -> bool:
    """While an alarm stands nothing goes out; it goes on when that ends."""
    return context.alarm is None and sendable(context, tx, context.own.account_id)


def _is_ours(context: Context, device_id: DeviceId) -> bool:
    identity = context.replica.identity(device_id)
    return identity is not None and identity.account_id == context.own.account_id


def _load(tx: Transaction) -> dict[DeviceId, _Transfer]:
    stored = tx.settings.get(_NAME)
    if stored is None:
        return {}
    transfers = msgspec.msgpack.decode(stored, type=dict[bytes, _Transfer])
    return {DeviceId(device): transfer for device, transfer in transfers.items()}


def _save(tx: Transaction, transfers: dict[DeviceId, _Transfer]) -> None:
    if transfers:
        tx.settings.put(_NAME, msgspec.msgpack.encode(transfers))
    else:
        tx.settings.delete(_NAME)
