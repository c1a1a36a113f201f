"""Deleting rows that are older than the clinic keeps messages."""

from __future__ import annotations

from collections import Counter

from app.core.ids import ConversationId
from app.store.statements import Statements

_FIRST = -(2**62)


def delete_older(
    sql: Statements, before_ms: int, after_row_id: int | None, limit: int
) -> tuple[int | None, dict[ConversationId, int]]:
    """Look at up to `limit` rows behind `after_row_id` and delete those from before `before_ms`.

    Returns the last row looked at, or None when no older one can follow, and how many went from
    each conversation. Unread rows stay, and those that are not sent yet (their file is on its way),
    or of which, or about which, something waits in the outbox. Row ids rise with the time of
    arrival, so the walk ends at the first stretch without an old row.
    """
    rows = sql.rows(
        "SELECT row_id, conversation_id, message_id, outgoing, unread, arrived_at_ms,"
        " outgoing = 1 AND state = 'queued' FROM messages"
        " WHERE row_id > ? ORDER BY row_id LIMIT ?",
        (_FIRST if after_row_id is None else after_row_id, limit),
    )
    gone: Counter[ConversationId] = Counter()
    old = False
    for row_id, conversation_id, message_id, outgoing, unread, arrived_at_ms, queued in rows:
        if arrived_at_ms >= before_ms:
            continue
        old = True
        about = sql.rows("SELECT mark_id FROM sent_marks WHERE row_id = ?", (row_id,))
        ours = [mark_id for (mark_id,) in about]
        if outgoing:
            ours.append(message_id)
        if unread or queued or any(_waits(sql, each) for each in ours):
            continue
        for each in ours:
            sql.run("DELETE FROM deliveries WHERE message_id = ?", (each,))
        sql.run("DELETE FROM messages WHERE row_id = ?", (row_id,))
        gone[conversation_id] += 1
    for conversation_id in gone:
        sql.run(
            "UPDATE conversations SET last_row_id ="
            " (SELECT row_id FROM messages WHERE conversation_id = ?1"
            " ORDER BY position DESC LIMIT 1) WHERE conversation_id = ?1",
            (conversation_id,),
        )
    return (rows[-1][0] if old else None), dict(gone)


def _waits(sql: Statements, message_id: bytes) -> bool:
    return sql.row("SELECT 1 FROM outbox WHERE message_id = ?", (message_id,)) is not None
