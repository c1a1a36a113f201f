"""What a message or a mark says when it is sent again.

A message is sent again as it was first, because a device that has it drops the repetition; what
was said about it afterwards follows under numbers of its own. The words of a message that was taken
back are never sent again: its number is filled with the taking back.
"""

from __future__ import annotations

from app.core.content import (
    EditContent,
    MessageMark,
    MessageReference,
    ReactionContent,
    RecallContent,
    ReceiptContent,
    TextContent,
)
from app.core.ids import AccountId
from app.core.records import MarkKind, MessageRecord, PeerRecord, SentMarkRecord
from app.core.sequence import joined
from app.core.store_ports import Transaction
from app.services import untaken
from app.services.file_contents import content_of, mentions_of


def reference_to(row: MessageRecord) -> MessageReference:
    """How others know the message."""
    return MessageReference(row.sender_account, row.message_id)


def message_again(tx: Transaction, row: MessageRecord) -> tuple[TextContent | RecallContent, int]:
    """A text of this person's; and when that was said."""
    if row.recalled_at_ms is not None:
        return RecallContent(row.message_id), row.recalled_at_ms
    text = row.text
    if row.revision:
        text = next((v.text for v in tx.marks.versions(row.row_id) if v.revision == 0), text)
    quote = row.quote
    reply_to = MessageReference(quote.sender_account, quote.message_id) if quote else None
    file = content_of(row.file) if row.file else None
    return TextContent(text, reply_to, row.forwarded, file, mentions_of(row)), row.sent_at_ms


def receipt_again(tx: Transaction, peer: PeerRecord) -> ReceiptContent:
    """What this device last told another of what it has and what was read."""
    not_here = joined(peer.missing, untaken.of(tx, peer.device_id))
    told = peer.delivered_told
    missing = tuple((first, min(last, told)) for first, last in not_here if first <= told)
    return ReceiptContent(peer.delivered_told, peer.read_told, missing, peer.unread_told)


def mark_again(
    tx: Transaction, own: AccountId, row: MessageRecord, mark: SentMarkRecord
) -> tuple[MessageMark, int]:
    """A mark of this device's about the message, as it stands now; and when that was said."""
    if mark.kind is MarkKind.REACTION:
        emoji, at_ms = "", mark.at_ms
        if row.recalled_at_ms is None:
            emoji, at_ms = tx.marks.reaction(row.row_id, own) or (emoji, at_ms)
        return ReactionContent(reference_to(row), emoji), at_ms
    if row.recalled_at_ms is not None:
        return RecallContent(row.message_id), row.recalled_at_ms
    for version in tx.marks.versions(row.row_id):
        if version.revision == mark.revision > 0:
            return EditContent(row.message_id, version.text, mark.revision), version.at_ms
    at_ms = row.edited_at_ms or mark.at_ms
    return EditContent(row.message_id, row.text, max(1, row.revision)), at_ms
