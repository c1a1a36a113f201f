"""Rows of the timeline as another workstation or a backup file gets them, and back again.

relay/PROTOCOL.md sections 9 (`history`) and 12. A row comes back as it looked: with its state and
its times, read, and without anything that only the device that received it could know. A row that
contradicts itself, or the clinic's log, is left out.
"""

from __future__ import annotations

from app.core.content import HistoryRow
from app.core.errors import CurbsideError
from app.core.ids import AccountId, DeviceId, LogId, MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord, Notice
from app.crypto.envelope import conversation_id
from app.crypto.transparency.replica import Replica

_OUTGOING = frozenset(
    {DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ, DeliveryState.FAILED}
)
_NOTICES = frozenset(notice.value for notice in Notice)


class NotSentElsewhere(CurbsideError):  # noqa: N818 - named for what happened
    """What stands beside a row that another workstation of the person could not send."""

    code = "not-sent-elsewhere"
    message = "It could not be sent from another of your workstations."
    action = "Choose Retry to send it from here."


def to_history(record: MessageRecord, other: AccountId) -> HistoryRow | None:
    """A row of the conversation with `other`; None for one that is not finished.

    What still waits to be sent reaches the other workstations by itself when it goes out.
    """
    if record.state is DeliveryState.QUEUED:
        return None
    return HistoryRow(
        conversation=other,
        message=record.message_id,
        sender=record.sender_account,
        device=record.sender_device,
        outgoing=record.outgoing,
        kind=record.kind.value,
        text=record.text,
        sent_at=record.sent_at_ms,
        arrived_at=record.arrived_at_ms,
        state=record.state.value,
        skewed=record.skewed,
    )


def from_history(
    row: HistoryRow, own_account: AccountId, log_id: LogId, replica: Replica
) -> MessageRecord | None:
    """The row to store; None for one that cannot be."""
    other, sender = AccountId(row.conversation), AccountId(row.sender)
    kind = MessageKind(row.kind)
    try:
        state = DeliveryState(row.state)
    except ValueError:
        return None
    possible = (
        other != own_account
        and other in replica.directory.accounts
        and sender == (own_account if row.outgoing else other)
        and (state in _OUTGOING if row.outgoing else state is DeliveryState.RECEIVED)
        and (kind is not MessageKind.NOTICE or (not row.outgoing and row.text in _NOTICES))
        and row.text != ""
    )
    if not possible:
        return None
    return MessageRecord(
        row_id=0,
        position=0.0,
        conversation_id=conversation_id(log_id, own_account, other),
        message_id=MessageId(row.message),
        sender_account=sender,
        sender_device=DeviceId(row.device),
        sender_seq=0,
        outgoing=row.outgoing,
        kind=kind,
        text=row.text,
        sent_at_ms=row.sent_at,
        arrived_at_ms=row.arrived_at,
        state=state,
        failure=NotSentElsewhere.code if state is DeliveryState.FAILED else None,
        skewed=row.skewed,
        devset_hash=b"",
        log_size=0,
        log_root=b"",
    )
