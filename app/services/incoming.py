"""The row of a message that came, between two people or in a group."""

from __future__ import annotations

from app.core.clock import is_skewed
from app.core.content import TextContent, UnknownContent
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord, QuoteRecord
from app.services.context import Context
from app.services.file_contents import mentions_kept, record_of


def incoming_row(
    context: Context,
    content: TextContent | UnknownContent,
    *,
    conversation_id: ConversationId,
    message_id: MessageId,
    sender_account: AccountId,
    sender_device: DeviceId,
    sender_seq: int,
    sent_at_ms: int,
    received_ms: int,
    devset_hash: bytes,
    log_size: int,
    log_root: bytes,
    quote: QuoteRecord | None,
    roster_epoch: int = 0,
    roster_hash: bytes = b"",
    excluded: tuple[AccountId, ...] = (),
) -> MessageRecord:
    """What is to be stored of it. `received_ms`: when the relay had it, by the relay's word."""
    outgoing = sender_account == context.own.account_id
    said = content if isinstance(content, TextContent) else None
    file = record_of(said.file, fetch_up_to=context.fetch_up_to) if said else None
    context.files_due |= file is not None
    return MessageRecord(
        row_id=0,
        position=0.0,
        conversation_id=conversation_id,
        message_id=message_id,
        sender_account=sender_account,
        sender_device=sender_device,
        sender_seq=sender_seq,
        outgoing=outgoing,
        kind=MessageKind.TEXT if said else MessageKind.UNKNOWN,
        text=content.text if isinstance(content, TextContent) else content.type,
        sent_at_ms=sent_at_ms,
        # A relay that dates mail back would have it deleted for its age (policy).
        arrived_at_ms=max(received_ms, min(sent_at_ms, context.local_ms())),
        state=DeliveryState.SENT if outgoing else DeliveryState.RECEIVED,
        failure=None,
        skewed=is_skewed(sent_at_ms, received_ms),
        devset_hash=devset_hash,
        log_size=log_size,
        log_root=log_root,
        quote=quote,
        forwarded=said.forwarded if said else False,
        file=file,
        mentions=mentions_kept(said.mentions) if said else (),
        roster_epoch=roster_epoch,
        roster_hash=roster_hash,
        excluded=excluded,
    )
