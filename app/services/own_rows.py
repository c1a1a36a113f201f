"""Rows that this device writes into a timeline: what the person sends, and the app's own lines."""

from __future__ import annotations

from app.core.content import MessageReference
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord, QuoteRecord
from app.services.context import Context


def outgoing_row(
    context: Context,
    conversation_id: ConversationId,
    text: str,
    reply_to: MessageReference | None = None,
    *,
    forwarded: bool = False,
) -> MessageRecord:
    """A message of the person's that is queued now, under a fresh id; not stored yet."""
    now = context.now_ms()
    return MessageRecord(
        row_id=0,
        position=0.0,
        conversation_id=conversation_id,
        message_id=MessageId(context.randomness.random_bytes(16)),
        sender_account=context.own.account_id,
        sender_device=context.own.device_id,
        sender_seq=0,
        outgoing=True,
        kind=MessageKind.TEXT,
        text=text,
        sent_at_ms=now,
        arrived_at_ms=now,
        state=DeliveryState.QUEUED,
        failure=None,
        skewed=False,
        devset_hash=b"",
        log_size=0,
        log_root=b"",
        quote=None if reply_to is None else _quote(reply_to),
        forwarded=forwarded,
    )


def line_row(
    context: Context,
    conversation_id: ConversationId,
    account_id: AccountId,
    kind: MessageKind,
    text: str,
) -> MessageRecord:
    """A line of the app's own about what `account_id` did or is; not stored yet."""
    now = context.now_ms()
    return MessageRecord(
        row_id=0,
        position=0.0,
        conversation_id=conversation_id,
        message_id=MessageId(context.randomness.random_bytes(16)),
        sender_account=account_id,
        sender_device=DeviceId(bytes(16)),
        sender_seq=0,
        outgoing=False,
        kind=kind,
        text=text,
        sent_at_ms=now,
        arrived_at_ms=now,
        state=DeliveryState.RECEIVED,
        failure=None,
        skewed=False,
        devset_hash=b"",
        log_size=context.replica.size,
        log_root=context.replica.root,
    )


def _quote(reference: MessageReference) -> QuoteRecord:
    return QuoteRecord(AccountId(reference.sender), MessageId(reference.message))
