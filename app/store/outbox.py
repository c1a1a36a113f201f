"""Finished ciphertexts that the relay has not acknowledged, in sending order."""

from __future__ import annotations

from dataclasses import replace

from app.core import tlv
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId, SubmissionId
from app.core.records import OutboxRecipient, OutboxRecord
from app.store.statements import Row, Statements

_SELECT = (
    "SELECT queue_order, submission_id, conversation_id, message_id, account_id, complete,"
    " log_size, body, recipients, content, held, written_at_ms FROM outbox"
)
_BODY, _RECIPIENTS = 7, 8
_IN_ORDER = " ORDER BY queue_order, row"
_GROUP = b""
"""Stands for the recipient's account in what goes to a whole group."""
_TO_GROUP = " WHERE account_id = x'' AND conversation_id = ?"
_PENDING_BYTES = 32 * 1024 * 1024
"""Of ciphertext read at once: a message to a large group is as long as hundreds of others."""


class Outbox:
    """The `outbox` table (port: OutboxTable)."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def add(self, record: OutboxRecord) -> OutboxRecord:
        """Store at the end, or at `record.order` when it is not 0 (after one that is there).

        Returns the record with its order. A submission id that is there already is a mistake.
        """
        # AUTOINCREMENT gives the next number of this sequence; setting the order afterwards instead
        # would write three index entries twice.
        row = self._sql.insert(
            "INSERT INTO outbox (queue_order, submission_id, conversation_id, message_id,"
            " account_id, complete, log_size, body, recipients, content, held, written_at_ms)"
            " VALUES (coalesce(?,"
            " (SELECT seq FROM sqlite_sequence WHERE name = 'outbox') + 1, 1),"
            " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.order or None,
                record.submission_id,
                record.conversation_id,
                record.message_id,
                record.account_id or _GROUP,
                record.complete,
                record.log_size,
                record.body,
                _encode_recipients(record.recipients),
                record.content,
                record.held,
                record.written_at_ms,
            ),
        )
        return record if record.order else replace(record, order=row)

    def pending(self, limit: int) -> list[OutboxRecord]:
        """The first that are not held."""
        found: list[OutboxRecord] = []
        size = 0
        for row in self._sql.each(_SELECT + " WHERE held = 0" + _IN_ORDER + " LIMIT ?", (limit,)):
            found.append(_record(row))
            size += len(row[_BODY]) + len(row[_RECIPIENTS])
            if size > _PENDING_BYTES:
                break
        return found

    def get(self, submission_id: SubmissionId) -> OutboxRecord | None:
        """One submission, or None."""
        row = self._sql.row(_SELECT + " WHERE submission_id = ?", (submission_id,))
        return None if row is None else _record(row)

    def of_account(self, account_id: AccountId) -> list[OutboxRecord]:
        """Everything to one person, in order."""
        rows = self._sql.rows(_SELECT + " WHERE account_id = ?" + _IN_ORDER, (account_id,))
        return [_record(row) for row in rows]

    def to_group(self, conversation_id: ConversationId) -> list[OutboxRecord]:
        """Everything to all members of a group, in order."""
        rows = self._sql.rows(_SELECT + _TO_GROUP + _IN_ORDER, (conversation_id,))
        return [_record(row) for row in rows]

    def of_message(self, message_id: MessageId) -> list[OutboxRecord]:
        """Every submission of one message, in order."""
        rows = self._sql.rows(_SELECT + " WHERE message_id = ?" + _IN_ORDER, (message_id,))
        return [_record(row) for row in rows]

    def is_empty_for(self, account_id: AccountId) -> bool:
        """Whether nothing at all waits for this person."""
        return (
            self._sql.row("SELECT 1 FROM outbox WHERE account_id = ? LIMIT 1", (account_id,))
            is None
        )

    def has_unsealed(self, account_id: AccountId) -> bool:
        """Whether something to this person still waits to be encrypted."""
        row = self._sql.row(
            "SELECT 1 FROM outbox WHERE account_id = ? AND body = x'' AND held = 0 LIMIT 1",
            (account_id,),
        )
        return row is not None

    def has_unsealed_to_group(self, conversation_id: ConversationId) -> bool:
        """Whether something to all members of a group still waits to be encrypted."""
        row = self._sql.row(
            "SELECT 1 FROM outbox" + _TO_GROUP + " AND body = x'' AND held = 0 LIMIT 1",  # noqa: S608 - constant
            (conversation_id,),
        )
        return row is not None

    def remove(self, submission_id: SubmissionId) -> None:
        """Remove one, if there."""
        self._sql.run("DELETE FROM outbox WHERE submission_id = ?", (submission_id,))

    def set_held(self, submission_id: SubmissionId, held: bool) -> None:
        """Hold one back, or let it go, at its place in the queue."""
        self._sql.run("UPDATE outbox SET held = ? WHERE submission_id = ?", (held, submission_id))

    def count(self) -> int:
        """How many there are, held ones included."""
        row = self._sql.row("SELECT count(*) FROM outbox")
        return 0 if row is None else row[0]


def _encode_recipients(recipients: tuple[OutboxRecipient, ...]) -> bytes:
    return tlv.encode(
        *[
            field
            for recipient in recipients
            for field in (
                recipient.device_id,
                b"\x01" if recipient.wake else b"\x00",
                recipient.envelope,
            )
        ]
    )


def _decode_recipients(data: bytes) -> tuple[OutboxRecipient, ...]:
    fields = tlv.decode_list(data)
    return tuple(
        OutboxRecipient(DeviceId(device), wake == b"\x01", envelope)
        for device, wake, envelope in zip(fields[::3], fields[1::3], fields[2::3], strict=True)
    )


def _record(row: Row) -> OutboxRecord:
    (order, submission, conversation, message, account, complete, size, *rest) = row
    (body, to, content, held, written) = rest
    return OutboxRecord(
        order=order,
        submission_id=submission,
        conversation_id=conversation,
        message_id=message,
        account_id=account or None,
        complete=bool(complete),
        log_size=size,
        body=body,
        recipients=_decode_recipients(to),
        content=content,
        held=bool(held),
        written_at_ms=written,
    )
