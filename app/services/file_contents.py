"""A file as a message carries it, as a row keeps it, and back (relay/PROTOCOL.md section 15)."""

from __future__ import annotations

from app.core.content import Mention
from app.core.file_content import FileContent
from app.core.file_errors import FileDamaged
from app.core.file_types import FileRecord, FileState
from app.core.ids import AccountId, BlobId, FileId
from app.core.records import DeliveryState, MessageRecord
from app.crypto.attachment import SealedFile, stored_size


def content_of(file: FileRecord) -> FileContent:
    """What others get of it. Only of a file whose encryption is finished."""
    return FileContent(
        id=file.file_id,
        blob=file.blob_id,
        key=file.key,
        digest=file.digest,
        stored=file.stored,
        size=file.size,
        name=file.name,
        media_type=file.media_type,
        width=file.width,
        height=file.height,
        duration_ms=file.duration_ms,
        thumbnail=file.thumbnail,
        voice=file.voice,
    )


def record_of(content: FileContent | None, *, fetch_up_to: int = -1) -> FileRecord | None:
    """The row's file; it is to be fetched by itself if it is not larger than that.

    One whose sizes contradict each other is never fetched.
    """
    if content is None:
        return None
    state, failure = FileState.REMOTE, None
    if content.stored != stored_size(content.size):
        state, failure = FileState.FAILED, FileDamaged.code
    elif content.size <= fetch_up_to:
        state = FileState.DOWNLOADING
    return FileRecord(
        file_id=FileId(content.id),
        blob_id=BlobId(content.blob),
        key=content.key,
        digest=content.digest,
        stored=content.stored,
        size=content.size,
        name=content.name,
        media_type=content.media_type,
        state=state,
        failure=failure,
        width=content.width,
        height=content.height,
        duration_ms=content.duration_ms,
        thumbnail=content.thumbnail,
        voice=content.voice,
    )


def sealed_file(file: FileRecord) -> SealedFile:
    """What reading its encrypted bytes takes."""
    return SealedFile(file.key, file.file_id, file.size, file.digest)


def goes_up(row: MessageRecord) -> bool:
    """Whether its file is still to be brought to the relay by this device, before the message."""
    file = row.file
    return (
        row.outgoing
        and file is not None
        and row.state in (DeliveryState.QUEUED, DeliveryState.FAILED)
        and (bool(file.local_name) or not file.digest)
    )


def mentions_of(row: MessageRecord) -> tuple[Mention, ...]:
    """The mentions of a row, as a text carries them."""
    return tuple(Mention(start, length, account) for start, length, account in row.mentions)


def mentions_kept(mentions: tuple[Mention, ...]) -> tuple[tuple[int, int, AccountId], ...]:
    """The mentions of a text, as a row keeps them."""
    return tuple((each.start, each.length, AccountId(each.account)) for each in mentions)
