"""Which devices each message of ours was encrypted to, and how far it got with each."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.ids import AccountId, DeviceId, MessageId, SubmissionId
from app.core.records import DeliveryRecord, ReachRecord
from app.store.statements import Statements

_SELECT = (
    "SELECT message_id, account_id, device_id, sender_seq, submission_id, sent_at_ms,"
    " delivered_at_ms, read_at_ms FROM deliveries"
)


def put(sql: Statements, records: Iterable[DeliveryRecord]) -> None:
    """Insert, or replace those of the same (message, device)."""
    sql.run_many(
        "INSERT INTO deliveries (message_id, account_id, device_id, sender_seq, submission_id,"
        " sent_at_ms, delivered_at_ms, read_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (message_id, device_id) DO UPDATE SET account_id = excluded.account_id,"
        " sender_seq = excluded.sender_seq, submission_id = excluded.submission_id,"
        " sent_at_ms = excluded.sent_at_ms, delivered_at_ms = excluded.delivered_at_ms,"
        " read_at_ms = excluded.read_at_ms",
        [
            (
                record.message_id,
                record.account_id,
                record.device_id,
                record.sender_seq,
                record.submission_id,
                record.sent_at_ms,
                record.delivered_at_ms,
                record.read_at_ms,
            )
            for record in records
        ],
    )


def mark_sent(
    sql: Statements, submission_id: SubmissionId, message_id: MessageId, sent_at_ms: int
) -> None:
    """Note when the relay took a submission."""
    sql.run(
        "UPDATE deliveries SET sent_at_ms = ? WHERE submission_id = ? AND message_id = ?",
        (sent_at_ms, submission_id, message_id),
    )


def of_message(sql: Statements, message_id: MessageId) -> list[DeliveryRecord]:
    """Every device of a message, by device id."""
    rows = sql.rows(_SELECT + " WHERE message_id = ? ORDER BY device_id", (message_id,))
    return [DeliveryRecord(*row) for row in rows]


def reach(sql: Statements, message_id: MessageId, own_account: AccountId) -> ReachRecord:
    """To how many other people a message was encrypted, and how many of them have, have read it."""
    row = sql.row(
        "SELECT count(*), coalesce(sum(has), 0), coalesce(sum(knows), 0) FROM ("
        " SELECT max(delivered_at_ms IS NOT NULL) AS has, max(read_at_ms IS NOT NULL) AS knows"
        " FROM deliveries WHERE message_id = ? AND account_id <> ? GROUP BY account_id)",
        (message_id, own_account),
    )
    return ReachRecord(0, 0, 0) if row is None else ReachRecord(*row)


def renumber(
    sql: Statements, message_id: MessageId, device_id: DeviceId, filler: MessageId
) -> None:
    """Let another message have the number that one has for a device."""
    sql.run(
        "UPDATE deliveries SET message_id = ? WHERE message_id = ? AND device_id = ?",
        (filler, message_id, device_id),
    )


def of_submission(sql: Statements, submission_id: SubmissionId) -> list[DeliveryRecord]:
    """Every device that a submission carried a message to, by device id."""
    rows = sql.rows(_SELECT + " WHERE submission_id = ? ORDER BY device_id", (submission_id,))
    return [DeliveryRecord(*row) for row in rows]


def undelivered(sql: Statements, device_id: DeviceId, last_seq: int) -> list[DeliveryRecord]:
    """What went to a device up to a sequence number and was not reported as delivered."""
    rows = sql.rows(
        _SELECT + " WHERE device_id = ? AND delivered_at_ms IS NULL AND sender_seq <= ?"
        " ORDER BY sender_seq",
        (device_id, last_seq),
    )
    return [DeliveryRecord(*row) for row in rows]


def to_device(
    sql: Statements, device_id: DeviceId, first_seq: int, last_seq: int
) -> list[DeliveryRecord]:
    """What went to a device within a range of sequence numbers, in their order."""
    rows = sql.rows(
        _SELECT + " WHERE device_id = ? AND sender_seq BETWEEN ? AND ? ORDER BY sender_seq",
        (device_id, first_seq, last_seq),
    )
    return [DeliveryRecord(*row) for row in rows]
