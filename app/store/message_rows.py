"""Reading rows of the timeline with everything that is shown with them.

A quote is looked up when it is read, so that it always says what the message it quotes says now.
Reactions, and marks of ours that are not sent, take one statement each for all rows of a page, and
none when no row has any.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from app.core.file_types import FileRecord
from app.core.ids import AccountId
from app.core.records import (
    QUOTE_LENGTH,
    DeliveryState,
    MarkKind,
    MarkState,
    MessageKind,
    MessageRecord,
    QuoteRecord,
    ReachRecord,
    ReactionRecord,
)
from app.store import file_rows
from app.store.statements import Row, Statements

SELECT = f"""
    SELECT m.row_id, m.position, m.conversation_id, m.message_id, m.sender_account,
        m.sender_device, m.sender_seq, m.outgoing, m.kind, m.text, m.sent_at_ms, m.arrived_at_ms,
        m.state, m.failure, m.skewed, m.devset_hash, m.log_size, m.log_root, m.marked,
        m.forwarded, m.revision, m.edited_at_ms, m.recalled_at_ms, m.reply_sender, m.reply_message,
        q.row_id, substr(q.text, 1, {QUOTE_LENGTH}), q.recalled_at_ms,
        m.roster_epoch, m.roster_hash, m.excluded, m.reach_people, m.reach_delivered, m.reach_read,
        m.passed_on_by, m.mentions, m.file_words <> '', q.file_words <> ''
    FROM messages AS m LEFT JOIN messages AS q
        ON q.conversation_id = m.conversation_id AND q.message_id = m.reply_message
        AND q.sender_account = m.reply_sender AND q.kind = 'text'
"""  # noqa: S608 - a constant
"""The rows are `m`."""
_BY_IDS = f"{SELECT} WHERE m.row_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - a constant

_MARKED = 18
"""Where `marked` stands in a row."""
_QUOTED = 25
"""Where the row that it quotes stands."""
_FAILURES = {
    MarkKind.RECALL: "recall-not-sent",
    MarkKind.EDIT: "edit-not-sent",
    MarkKind.REACTION: "reaction-not-sent",
}
"""The codes of `app.services.holding.MarkNotSent`, the one that matters most first."""


def one(sql: Statements, row: Row | None) -> MessageRecord | None:
    """The record of a row that was selected with `SELECT`."""
    return None if row is None else many(sql, [row])[0]


def many(sql: Statements, rows: Iterable[Row]) -> list[MessageRecord]:
    """The records of rows that were selected with `SELECT`, in their order."""
    found = list(rows)
    records = [_record(row) for row in found]
    with_files = [row[0] for row in found if row[-2]] + [row[_QUOTED] for row in found if row[-1]]
    if with_files:
        records = _with_files(records, file_rows.of_rows(sql, with_files))
    marked = [row[0] for row in found if row[_MARKED]]
    if not marked:
        return records
    reactions = _reactions(sql, marked)
    unsent = _unsent(sql, marked)
    return [
        replace(
            record,
            reactions=tuple(reactions.get(record.row_id, ())),
            mark_waits=MarkState.QUEUED.value in unsent.get(record.row_id, {}).values(),
            mark_failure=_failure(unsent.get(record.row_id, {})),
        )
        for record in records
    ]


def by_ids(sql: Statements, row_ids: Iterable[int]) -> list[MessageRecord]:
    """The records of these rows, as far as they exist, in any order."""
    return many(sql, sql.rows(_BY_IDS, (json.dumps(list(row_ids)),)))


def _reactions(sql: Statements, row_ids: list[int]) -> dict[int, list[ReactionRecord]]:
    found: dict[int, list[ReactionRecord]] = {}
    for row_id, account_id, emoji, at_ms in sql.rows(
        "SELECT row_id, account_id, emoji, at_ms FROM reactions"
        " WHERE row_id IN (SELECT value FROM json_each(?)) AND emoji <> ''",
        (json.dumps(row_ids),),
    ):
        found.setdefault(row_id, []).append(ReactionRecord(account_id, emoji, at_ms))
    for reactions in found.values():
        reactions.sort(key=lambda reaction: (reaction.at_ms, reaction.account_id))
    return found


def _unsent(sql: Statements, row_ids: list[int]) -> dict[int, dict[str, str]]:
    """By row: the kinds of marks that are not sent, and how the worst of each stands."""
    found: dict[int, dict[str, str]] = {}
    for row_id, kind, state in sql.rows(
        "SELECT row_id, kind, state FROM sent_marks"
        " WHERE row_id IN (SELECT value FROM json_each(?)) AND state <> 'sent'",
        (json.dumps(row_ids),),
    ):
        kinds = found.setdefault(row_id, {})
        if kinds.get(kind) != MarkState.FAILED.value:
            kinds[kind] = state
    return found


def _failure(unsent: dict[str, str]) -> str | None:
    failed = MarkState.FAILED.value
    return next((c for kind, c in _FAILURES.items() if unsent.get(kind.value) == failed), None)


def _record(row: Row) -> MessageRecord:
    (row_id, position, conversation, message, account, device, seq, *rest) = row
    (outgoing, kind, text, sent, arrived, state, failure, skewed, devset, size, root, *rest) = rest
    (_, forwarded, revision, edited, recalled, *rest) = rest
    quoted, (epoch, roster, excluded, people, delivered, read, *rest) = rest[:5], rest[5:]
    passed_on_by, mentions, _, _ = rest
    return MessageRecord(
        row_id=row_id,
        position=position,
        conversation_id=conversation,
        message_id=message,
        sender_account=account,
        sender_device=device,
        sender_seq=seq,
        outgoing=bool(outgoing),
        kind=MessageKind(kind),
        text=text,
        sent_at_ms=sent,
        arrived_at_ms=arrived,
        state=DeliveryState(state),
        failure=failure,
        skewed=bool(skewed),
        devset_hash=devset,
        log_size=size,
        log_root=root,
        quote=_quote(*quoted) if quoted[1] is not None else None,
        forwarded=bool(forwarded),
        edited_at_ms=edited,
        recalled_at_ms=recalled,
        revision=revision,
        mentions=_mentions(mentions) if mentions else (),
        roster_epoch=epoch,
        roster_hash=roster,
        excluded=_accounts(excluded) if excluded else (),
        reach=None if people is None else ReachRecord(people, delivered, read),
        passed_on_by=passed_on_by,
    )


def _accounts(joined: bytes) -> tuple[AccountId, ...]:
    return tuple(AccountId(joined[at : at + 16]) for at in range(0, len(joined), 16))


def _mentions(stored: str) -> tuple[tuple[int, int, AccountId], ...]:
    found: list[tuple[int, int, str]] = json.loads(stored)
    return tuple((start, length, AccountId(bytes.fromhex(who))) for start, length, who in found)


def _with_files(records: list[MessageRecord], files: dict[int, FileRecord]) -> list[MessageRecord]:
    """The same with their files, and the files of what they quote."""
    filled: list[MessageRecord] = []
    for record in records:
        quote = record.quote
        quoted = None if quote is None or quote.row_id is None else files.get(quote.row_id)
        if quote is not None and quoted is not None:
            quote = replace(quote, file=file_rows.label_of(quoted))
        filled.append(replace(record, file=files.get(record.row_id), quote=quote))
    return filled


def _quote(*columns: object) -> QuoteRecord:
    sender, message, row_id, text, recalled = columns
    return QuoteRecord(sender, message, row_id, text or "", recalled is not None)  # type: ignore[arg-type]  # STRICT columns
