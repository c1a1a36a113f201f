"""Rows of before: what another workstation or a backup file still has, put where it belongs.

relay/PROTOCOL.md sections 9 (`history`) and 12. They come in the order in which they stood there.
Where that order names a row that is here already, the rows around it go next to it; where it names
none, they go before everything. So the parts of a long history may come in any order, as long as
each begins or ends with a row of its neighbour.

Their row ids are below zero and rise with the time of arrival. So they never meet an id that was
given to a new row, and what goes by row id (search, the list of conversations) goes by age.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from app.core.ids import ConversationId
from app.core.records import MessageRecord
from app.store import timeline
from app.store.statements import Statements

_LOWEST_ROW_ID = -(2**62)
_IDS_EACH_MS = 1024
_LATEST_MS = 2**51
"""Keeps every such id below zero."""


def add(sql: Statements, records: Iterable[MessageRecord]) -> dict[ConversationId, list[int]]:
    """Store the rows that are not there yet; the ids of the new ones, by conversation."""
    added: dict[ConversationId, list[int]] = {}
    by_conversation: dict[ConversationId, list[MessageRecord]] = {}
    for record in records:
        by_conversation.setdefault(record.conversation_id, []).append(record)
    for conversation_id, rows in by_conversation.items():
        new = _add_to(sql, conversation_id, rows)
        if new:
            added[conversation_id] = new
            _summarise(sql, conversation_id)
    return added


def count(sql: Statements, conversation_id: ConversationId) -> int:
    """How many rows a conversation has."""
    row = sql.row("SELECT count(*) FROM messages WHERE conversation_id = ?", (conversation_id,))
    return 0 if row is None else int(row[0])


def _add_to(
    sql: Statements, conversation_id: ConversationId, records: Sequence[MessageRecord]
) -> list[int]:
    unique = list({(r.message_id, r.sender_account): r for r in records}.values())
    placed = [(record, _row_id_of(sql, record)) for record in unique]
    added: list[int] = []
    preceding: int | None = None
    runs = [list(run) for _, run in groupby(placed, key=lambda pair: pair[1] is None)]
    for number, run in enumerate(runs):
        if run[0][1] is not None:
            preceding = run[-1][1]
            continue
        following = runs[number + 1][0][1] if number + 1 < len(runs) else None
        positions = _places(sql, conversation_id, preceding, following, len(run))
        for (record, _), position in zip(run, positions, strict=True):
            row_id = _free_row_id(sql, record.arrived_at_ms)
            of_before = replace(record, sender_seq=0)
            added.append(timeline.insert(sql, of_before, position, unread=False, row_id=row_id))
    return added


def _places(
    sql: Statements,
    conversation_id: ConversationId,
    preceding: int | None,
    following: int | None,
    wanted: int,
) -> list[float]:
    """Positions for a run of rows between two that are there, next to the later one if it can."""
    lower: float | None
    upper: float | None
    if following is not None:
        upper = _position(sql, following)
        lower = _neighbour_before(sql, conversation_id, upper)
    elif preceding is not None:
        lower = _position(sql, preceding)
        upper = _neighbour_after(sql, conversation_id, lower)
    else:
        lower = None
        upper = _neighbour_after(sql, conversation_id, float("-inf"))
    if upper is None:
        first = 1.0 if lower is None else lower // 1 + 1
        return [first + number for number in range(wanted)]
    if lower is None:
        first = upper // 1 - wanted
        return [first + number for number in range(wanted)]
    step = (upper - lower) / (wanted + 1)
    places = [lower + step * number for number in range(1, wanted + 1)]
    if all(a < b for a, b in zip([lower, *places], [*places, upper], strict=True)):
        return places
    free = timeline.make_room(sql, conversation_id, lower, upper, wanted)
    return [free + number for number in range(wanted)]


def _free_row_id(sql: Statements, arrived_at_ms: int) -> int:
    """The first id not taken that stands for this moment, or soon after."""
    wanted = _LOWEST_ROW_ID + min(arrived_at_ms, _LATEST_MS) * _IDS_EACH_MS
    while True:
        row = sql.row(
            "SELECT row_id FROM messages WHERE row_id BETWEEN ? AND ? ORDER BY row_id DESC LIMIT 1",
            (wanted, wanted + _IDS_EACH_MS - 1),
        )
        if row is None:
            return wanted
        if row[0] < wanted + _IDS_EACH_MS - 1:
            return int(row[0]) + 1
        wanted += _IDS_EACH_MS


def _summarise(sql: Statements, conversation_id: ConversationId) -> None:
    """The newest row may be one of them; a conversation that had none takes its place by age."""
    row = sql.row(
        "SELECT row_id FROM messages WHERE conversation_id = ? ORDER BY position DESC LIMIT 1",
        (conversation_id,),
    )
    sql.run(
        "UPDATE conversations SET last_row_id = ?1, activity ="
        " CASE WHEN last_row_id IS NULL AND draft = '' THEN ?1 ELSE activity END"
        " WHERE conversation_id = ?2",
        (None if row is None else row[0], conversation_id),
    )


def _row_id_of(sql: Statements, record: MessageRecord) -> int | None:
    row = sql.row(
        "SELECT row_id FROM messages"
        " WHERE conversation_id = ? AND message_id = ? AND sender_account = ?",
        (record.conversation_id, record.message_id, record.sender_account),
    )
    return None if row is None else int(row[0])


def _position(sql: Statements, row_id: int) -> float:
    row = sql.row("SELECT position FROM messages WHERE row_id = ?", (row_id,))
    assert row is not None  # noqa: S101 - found in this very transaction
    return float(row[0])


def _neighbour_before(
    sql: Statements, conversation_id: ConversationId, position: float
) -> float | None:
    row = sql.row(
        "SELECT position FROM messages WHERE conversation_id = ? AND position < ?"
        " ORDER BY position DESC LIMIT 1",
        (conversation_id, position),
    )
    return None if row is None else float(row[0])


def _neighbour_after(
    sql: Statements, conversation_id: ConversationId, position: float
) -> float | None:
    row = sql.row(
        "SELECT position FROM messages WHERE conversation_id = ? AND position > ?"
        " ORDER BY position LIMIT 1",
        (conversation_id, position),
    )
    return None if row is None else float(row[0])
