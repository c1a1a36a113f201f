"""Which devices each message of ours was encrypted to, and how far it got with each."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.ids import DeviceId, MessageId, SubmissionId
from app.core.records import DeliveryRecord
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
