"""Reading and writing the file of a message, as part of its row.

A page takes one statement for the files of all its rows, and none when no row has one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.core.file_content import Bitmap, VoiceNote
from app.core.file_types import FileLabel, FileRecord, FileState
from app.core.records import MessageRecord
from app.store.statements import Row, Statements

COLUMNS = (
    "file_id, blob_id, key, digest, stored, size, name, media_type, state, done, failure, width,"
    " height, duration_ms, local_name, waveform, transcript, thumb_width, thumb_height,"
    " thumb_pixels"
)
WITHOUT_THUMBNAIL = COLUMNS.replace("thumb_width, thumb_height, thumb_pixels", "NULL, NULL, NULL")
_SELECT = f"SELECT row_id, {COLUMNS} FROM files"  # noqa: S608 - a constant
_OF_ROWS = f"{_SELECT} WHERE row_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - likewise


def words_of(file: FileRecord | None) -> str:
    """What a file is searched by: its name, and what was typed of a voice note."""
    if file is None:
        return ""
    transcript = file.voice.transcript if file.voice else ""
    return f"{file.name}\n{transcript}" if transcript else file.name


def insert(sql: Statements, row_id: int, record: MessageRecord) -> None:
    """Store the file of a row that was just stored, if it has one."""
    file = record.file
    if file is None:
        return
    thumbnail, voice = file.thumbnail, file.voice
    sql.run(
        f"INSERT INTO files (row_id, {COLUMNS})"  # noqa: S608 - a constant
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row_id,
            file.file_id,
            file.blob_id,
            file.key,
            file.digest,
            file.stored,
            file.size,
            file.name,
            file.media_type,
            file.state.value,
            file.done,
            file.failure,
            file.width,
            file.height,
            file.duration_ms,
            file.local_name,
            voice.waveform if voice else None,
            voice.transcript if voice else None,
            thumbnail.width if thumbnail else None,
            thumbnail.height if thumbnail else None,
            thumbnail.pixels if thumbnail else None,
        ),
    )


def one(sql: Statements, row_id: int) -> FileRecord | None:
    """The file of a row."""
    row = sql.row(_SELECT + " WHERE row_id = ?", (row_id,))
    return None if row is None else record_of(row[1:])


def of_rows(sql: Statements, row_ids: Iterable[int]) -> dict[int, FileRecord]:
    """The files of these rows, as far as they have any."""
    rows = sql.rows(_OF_ROWS, (json.dumps(list(row_ids)),))
    return {row[0]: record_of(row[1:]) for row in rows}


def record_of(row: Row) -> FileRecord:
    """The record of `COLUMNS`."""
    (file_id, blob_id, key, digest, stored, size, name, media_type, state, *rest) = row
    (done, failure, width, height, duration, local_name, waveform, transcript, *thumbnail) = rest
    return FileRecord(
        file_id=file_id,
        blob_id=blob_id,
        key=key,
        digest=digest,
        stored=stored,
        size=size,
        name=name,
        media_type=media_type,
        state=FileState(state),
        done=done,
        failure=failure,
        width=width,
        height=height,
        duration_ms=duration,
        thumbnail=Bitmap(*thumbnail) if thumbnail[2] is not None else None,
        voice=VoiceNote(waveform, transcript or "") if waveform is not None else None,
        local_name=local_name,
    )


def label_of(file: FileRecord) -> FileLabel:
    """A file in a word."""
    return FileLabel(file.name, file.media_type, file.voice is not None, file.thumbnail)
