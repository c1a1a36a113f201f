"""Where a row belongs in its conversation (DESIGN section 5, "Timeline order").

Order is arrival, constrained by each sender device's sequence: a row that arrives late goes before
the first row of its device with a higher number, and nothing else moves. Positions are numbers
with room between them; when the room is used up, the rows after the gap are numbered afresh.

Invariant: within a conversation, the rows of one device stand in the order of their sequence. So
the row "with the next higher number" is also the first one with any higher number, and an index
finds it.
"""

from __future__ import annotations

import json

from app.core.ids import ConversationId, DeviceId
from app.core.records import MessageRecord
from app.store import file_rows
from app.store.statements import Statements

_PLACES = ", ".join(["?"] * 31)


def insert(
    sql: Statements,
    record: MessageRecord,
    position: float,
    *,
    unread: bool,
    row_id: int | None = None,
) -> int:
    """Store a row at `position`; its id, which is the next one unless `row_id` is given."""
    inserted = sql.insert(
        "INSERT INTO messages (row_id, position, conversation_id, message_id, sender_account,"  # noqa: S608 - a constant
        " sender_device, sender_seq, outgoing, unread, kind, text, sent_at_ms, arrived_at_ms,"
        " state, failure, skewed, devset_hash, log_size, log_root, reply_sender, reply_message,"
        " forwarded, revision, edited_at_ms, recalled_at_ms, file_words, mentions,"
        " roster_epoch, roster_hash, excluded, passed_on_by)"
        f" VALUES ({_PLACES})",
        (
            row_id,
            position,
            record.conversation_id,
            record.message_id,
            record.sender_account,
            record.sender_device,
            record.sender_seq,
            record.outgoing,
            unread,
            record.kind.value,
            record.text,
            record.sent_at_ms,
            record.arrived_at_ms,
            record.state.value,
            record.failure,
            record.skewed,
            record.devset_hash,
            record.log_size,
            record.log_root,
            record.quote.sender_account if record.quote else None,
            record.quote.message_id if record.quote else None,
            record.forwarded,
            record.revision,
            record.edited_at_ms,
            record.recalled_at_ms,
            file_rows.words_of(record.file),
            _mentions(record),
            record.roster_epoch,
            record.roster_hash,
            b"".join(record.excluded),
            record.passed_on_by,
        ),
    )
    file_rows.insert(sql, inserted, record)
    return inserted


def end_of(sql: Statements, conversation_id: ConversationId) -> float:
    """The position after every row."""
    row = sql.row(
        "SELECT position FROM messages WHERE conversation_id = ? ORDER BY position DESC LIMIT 1",
        (conversation_id,),
    )
    return 1.0 if row is None else float(row[0] // 1 + 1)


def place_incoming(
    sql: Statements, conversation_id: ConversationId, sender_device: DeviceId, sender_seq: int
) -> float:
    """The position for a row of `sender_device`; may renumber the rows after it."""
    following = sql.row(
        "SELECT position FROM messages WHERE conversation_id = ? AND sender_device = ?"
        " AND sender_seq > ? AND sender_seq > 0 ORDER BY sender_seq, position LIMIT 1",
        (conversation_id, sender_device, sender_seq),
    )
    if following is None:
        return end_of(sql, conversation_id)
    upper: float = following[0]
    preceding = sql.row(
        "SELECT position FROM messages WHERE conversation_id = ? AND position < ?"
        " ORDER BY position DESC LIMIT 1",
        (conversation_id, upper),
    )
    if preceding is None:
        return float(upper // 1 - 1)
    lower: float = preceding[0]
    middle = lower + (upper - lower) / 2
    if lower < middle < upper:
        return middle
    return make_room(sql, conversation_id, lower, upper, 1)


def make_room(
    sql: Statements, conversation_id: ConversationId, lower: float, upper: float, wanted: int
) -> float:
    """Number the rows from `upper` on afresh in whole numbers, with `wanted` places before them.

    Returns the first of these places; the others follow it by one each.

    Rows before stay, so what a window shows further up keeps its positions. Two steps, through
    negative numbers, because a position may be taken by one row only at any moment. Every fresh
    number lies above all positions before the gap, and no position is ever that far below zero.
    """
    free = lower // 1 + 1
    sql.run(
        "UPDATE messages SET position = -1e15 - (? + fresh.ordinal)"
        " FROM (SELECT row_id, row_number() OVER (ORDER BY position) AS ordinal"
        " FROM messages WHERE conversation_id = ? AND position >= ?) AS fresh"
        " WHERE messages.row_id = fresh.row_id",
        (free + wanted - 1, conversation_id, upper),
    )
    sql.run(
        "UPDATE messages SET position = -1e15 - position"
        " WHERE conversation_id = ? AND position < -5e14",
        (conversation_id,),
    )
    return free


def _mentions(record: MessageRecord) -> str | None:
    found = [(start, length, account.hex()) for start, length, account in record.mentions]
    return json.dumps(found) if found else None
