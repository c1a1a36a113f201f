"""The row of a message with a file, before its file is encrypted and uploaded.

The message itself goes out when the relay has the whole file (`file_steps.uploaded`), in the way in
which any text does. Until then nobody has it, and it can be taken back without a trace.
"""

from __future__ import annotations

from dataclasses import replace

from app.core.content import MAX_CONTENT_SIZE, MessageReference, TextContent, encode
from app.core.file_content import VoiceNote
from app.core.file_errors import FileNotHere
from app.core.file_types import FileRecord, FileState
from app.core.ids import BlobId, ConversationId, FileId
from app.core.records import MessageRecord
from app.core.store_ports import Transaction
from app.crypto.attachment import KEY_SIZE, stored_size
from app.services import file_contents
from app.services.context import Context
from app.services.file_choosing import Outgoing
from app.services.file_sources import Origin
from app.services.file_steps import new_name
from app.services.own_rows import outgoing_row
from app.services.recipients import TextNotSendable, recipient

_DIGEST_SIZE = 32


def file_of(context: Context, outgoing: Outgoing, voice: VoiceNote | None) -> FileRecord:
    """A file to be prepared, under a fresh key."""
    draw = context.randomness.random_bytes
    return FileRecord(
        file_id=FileId(draw(16)),
        blob_id=BlobId(draw(32)),
        key=draw(KEY_SIZE),
        digest=b"",
        stored=stored_size(outgoing.size),
        size=outgoing.size,
        name=outgoing.name,
        media_type=outgoing.media_type,
        state=FileState.PREPARING,
        width=outgoing.width,
        height=outgoing.height,
        duration_ms=outgoing.duration_ms,
        thumbnail=outgoing.thumbnail,
        voice=voice,
        local_name=new_name(context),
    )


def require_short(text: str, file: FileRecord) -> None:
    """What is said of a file fits into a message with its text. Raises TextNotSendable."""
    known = replace(file, digest=bytes(_DIGEST_SIZE))
    reference = MessageReference(bytes(16), bytes(16))
    try:
        content = TextContent(text, reference, True, file_contents.content_of(known))
    except ValueError as error:
        raise TextNotSendable from error
    if len(encode(content)) > MAX_CONTENT_SIZE:
        raise TextNotSendable


def add(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    text: str,
    file: FileRecord,
    origin: Origin,
    *,
    reply_to: MessageReference | None = None,
    forwarded: bool = False,
) -> MessageRecord:
    """Store the row. Raises CannotSend, MessageGone."""
    recipient(context, tx, conversation_id)
    made = outgoing_row(context, conversation_id, text, reply_to, forwarded=forwarded)
    row = tx.messages.add(replace(made, file=file))
    assert row is not None  # noqa: S101 - a fresh random id cannot be there already
    tx.files.put_place(row.row_id, origin.encode())
    return tx.messages.get(row.row_id) or row


def forward(
    context: Context, tx: Transaction, row: MessageRecord, conversation_id: ConversationId
) -> MessageRecord:
    """Send a row's file to another conversation, anew from the bytes that are here.

    Raises FileNotHere, CannotSend, MessageGone.
    """
    file = row.file
    if file is None or file.state is not FileState.HERE or not file.local_name:
        raise FileNotHere
    outgoing = Outgoing(
        file.size,
        file.name,
        file.media_type,
        file.width,
        file.height,
        file.duration_ms,
        file.thumbnail,
        Origin(row=row.row_id),
    )
    fresh = file_of(context, outgoing, file.voice)
    return add(context, tx, conversation_id, row.text, fresh, outgoing.origin, forwarded=True)
