"""Records to store, with everything that a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.core.file_types import FileRecord, FileState
from app.core.ids import (
    AccountId,
    BlobId,
    ConversationId,
    DeviceId,
    FileId,
    MessageId,
    SessionId,
    SubmissionId,
)
from app.core.records import (
    DeliveryRecord,
    DeliveryState,
    MessageKind,
    MessageRecord,
    OutboxRecipient,
    OutboxRecord,
    SessionRecord,
)
from app.core.search_types import SearchQuery
from app.core.store_ports import Transaction

KEY = bytes(range(32))
OWN = AccountId(b"o" * 16)
OWN_DEVICE = DeviceId(b"O" * 16)
PEER = AccountId(b"p" * 16)
PEER_DEVICE = DeviceId(b"P" * 16)
PEER_TABLET = DeviceId(b"T" * 16)
CONVERSATION = ConversationId(b"c" * 32)
OTHER_CONVERSATION = ConversationId(b"d" * 32)


def hits(transaction: Transaction, text: str, **filters: Any) -> list[MessageRecord]:
    """All that a search finds, however often it has to be gone on with."""
    rows: list[MessageRecord] = []
    before: int | None = None
    while True:
        page = transaction.messages.search(SearchQuery(text, **filters), 50, before)
        rows += page.rows
        before = page.more_before
        if before is None:
            return rows


def message_id(number: int) -> MessageId:
    return MessageId(number.to_bytes(16, "big"))


def incoming(
    number: int, seq: int = 0, device: DeviceId = PEER_DEVICE, **more: Any
) -> MessageRecord:
    record = MessageRecord(
        row_id=0,
        position=0.0,
        conversation_id=CONVERSATION,
        message_id=message_id(number),
        sender_account=PEER,
        sender_device=device,
        sender_seq=seq or number,
        outgoing=False,
        kind=MessageKind.TEXT,
        text=f"incoming {number}",
        sent_at_ms=1_000 + number,
        arrived_at_ms=2_000 + number,
        state=DeliveryState.RECEIVED,
        failure=None,
        skewed=False,
        devset_hash=b"h" * 32,
        log_size=7,
        log_root=b"r" * 32,
    )
    return replace(record, **more)


def outgoing(number: int, **more: Any) -> MessageRecord:
    return replace(
        incoming(number),
        **{
            "sender_account": OWN,
            "sender_device": OWN_DEVICE,
            "sender_seq": 0,
            "outgoing": True,
            "text": f"outgoing {number}",
            "state": DeliveryState.QUEUED,
            **more,
        },
    )


def notice(number: int, **more: Any) -> MessageRecord:
    fields = {"kind": MessageKind.NOTICE, "text": "hole", "sender_seq": 0, **more}
    return incoming(number, **fields)


def delivery(number: int, device: DeviceId, seq: int, **more: Any) -> DeliveryRecord:
    submission = SubmissionId(b"S" * 8 + number.to_bytes(8, "big"))
    return replace(DeliveryRecord(message_id(number), PEER, device, seq, submission), **more)


def session(number: int, **more: Any) -> SessionRecord:
    record = SessionRecord(
        session_id=SessionId(b"s" * 8 + number.to_bytes(8, "big")),
        device_id=PEER_DEVICE,
        transcript_hash=b"t" * 32,
        state=b"state" * 200,
        initiated_by_us=True,
        answered=False,
        created_at_ms=number,
    )
    return replace(record, **more)


def submission(number: int, **more: Any) -> OutboxRecord:
    record = OutboxRecord(
        order=0,
        submission_id=SubmissionId(b"S" * 8 + number.to_bytes(8, "big")),
        conversation_id=CONVERSATION,
        message_id=message_id(number),
        account_id=PEER,
        complete=True,
        log_size=7,
        body=b"body",
        recipients=(
            OutboxRecipient(PEER_DEVICE, True, b"envelope"),
            OutboxRecipient(OWN_DEVICE, False, b""),
        ),
        content=b"content",
    )
    return replace(record, **more)


def file(number: int = 1, **more: Any) -> FileRecord:
    """A file that waits to be fetched."""
    record = FileRecord(
        file_id=FileId(number.to_bytes(16, "big")),
        blob_id=BlobId(number.to_bytes(32, "big")),
        key=b"k" * 32,
        digest=b"d" * 32,
        stored=1_000,
        size=900,
        name=f"file {number}.pdf",
        media_type="application/pdf",
        state=FileState.REMOTE,
    )
    return replace(record, **more)
