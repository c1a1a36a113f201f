"""The app's own lines in a conversation: what happened to it, beside what was said in it."""

from __future__ import annotations

from app.core.ids import AccountId, DeviceId, MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord, Notice
from app.core.store_ports import Transaction
from app.services.context import Context
from app.services.directory import conversation_with


def add_notice(
    context: Context, tx: Transaction, account_id: AccountId, notice: Notice
) -> MessageRecord:
    """Write one of the app's own lines into the conversation with a person."""
    conversation_id = conversation_with(context, account_id)
    tx.conversations.ensure(conversation_id, account_id)
    now = context.now_ms()
    row = tx.messages.add(
        MessageRecord(
            row_id=0,
            position=0.0,
            conversation_id=conversation_id,
            message_id=MessageId(context.randomness.random_bytes(16)),
            sender_account=account_id,
            sender_device=DeviceId(bytes(16)),
            sender_seq=0,
            outgoing=False,
            kind=MessageKind.NOTICE,
            text=notice.value,
            sent_at_ms=now,
            arrived_at_ms=now,
            state=DeliveryState.RECEIVED,
            failure=None,
            skewed=False,
            devset_hash=b"",
            log_size=context.replica.size,
            log_root=context.replica.root,
        )
    )
    assert row is not None  # noqa: S101 - a fresh random id cannot be there already
    return row
