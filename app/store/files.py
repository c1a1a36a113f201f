"""Files of messages, what is left to delete of files that went, and the audit trail.

Port: FilesTable. That an encrypted file goes with its row is a trigger's doing (migration 0007),
so nothing that deletes rows can forget it.
"""

from __future__ import annotations

from app.core.file_types import FileRecord, FileState, SavedFileView
from app.core.ids import BlobId
from app.store import file_rows
from app.store.statements import Statements

_MOVING = (
    f"SELECT row_id, {file_rows.WITHOUT_THUMBNAIL} FROM files"  # noqa: S608 - a constant
    " WHERE state IN ('preparing', 'uploading', 'downloading') ORDER BY row_id"
)


class Files:
    """The tables `files`, `dropped_files`, `dropped_blobs` and `saved_files`."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def get(self, row_id: int) -> FileRecord | None:
        """The file of a row, or None."""
        return file_rows.one(self._sql, row_id)

    def update(self, row_id: int, file: FileRecord) -> None:
        """Replace what changes about a file; see the port."""
        self._sql.run(
            "UPDATE files SET state = ?, failure = ?, done = ?, digest = ?, stored = ?,"
            " local_name = ? WHERE row_id = ?",
            (
                file.state.value,
                file.failure if file.state is FileState.FAILED else None,
                file.done,
                file.digest,
                file.stored,
                file.local_name,
                row_id,
            ),
        )

    def moving(self) -> list[tuple[int, bool, FileRecord]]:
        """What is to be moved, the earliest first."""
        rows = [(row[0], file_rows.record_of(row[1:])) for row in self._sql.rows(_MOVING)]
        upwards = (FileState.PREPARING, FileState.UPLOADING)
        return [(row_id, file.state in upwards, file) for row_id, file in rows]

    def place(self, row_id: int) -> str:
        """Where at the relay it is being uploaded."""
        row = self._sql.row("SELECT place FROM files WHERE row_id = ?", (row_id,))
        return "" if row is None else str(row[0])

    def put_place(self, row_id: int, place: str) -> None:
        """Remember that."""
        self._sql.run("UPDATE files SET place = ? WHERE row_id = ?", (place, row_id))

    def local_names(self) -> set[str]:
        """The encrypted files that belong to something."""
        rows = self._sql.rows("SELECT local_name FROM files WHERE local_name <> ''")
        return {row[0] for row in rows}

    def drop_blob(self, blob_id: BlobId) -> None:
        """It is to be deleted at the relay."""
        self._sql.run(
            "INSERT OR IGNORE INTO dropped_blobs (blob_id, place) VALUES (?, '')", (blob_id,)
        )

    def dropped(self) -> list[str]:
        """Encrypted files that are to be deleted from this disk."""
        return [row[0] for row in self._sql.rows("SELECT local_name FROM dropped_files")]

    def forget_dropped(self, local_name: str) -> None:
        """It is deleted."""
        self._sql.run("DELETE FROM dropped_files WHERE local_name = ?", (local_name,))

    def dropped_blobs(self) -> list[tuple[BlobId, str]]:
        """Blobs to be deleted at the relay."""
        rows = self._sql.rows("SELECT blob_id, place FROM dropped_blobs")
        return [(BlobId(row[0]), row[1]) for row in rows]

    def forget_dropped_blob(self, blob_id: BlobId) -> None:
        """It is deleted, or was not there."""
        self._sql.run("DELETE FROM dropped_blobs WHERE blob_id = ?", (blob_id,))

    def note_saved(self, saved: SavedFileView) -> None:
        """A line of the audit trail."""
        self._sql.run(
            "INSERT INTO saved_files (at_ms, name, conversation_id, title, folder, size, printed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                saved.at_ms,
                saved.name,
                saved.conversation_id,
                saved.title,
                saved.folder,
                saved.size,
                saved.printed,
            ),
        )

    def saved(self, limit: int) -> list[SavedFileView]:
        """The audit trail, newest first."""
        rows = self._sql.rows(
            "SELECT at_ms, name, conversation_id, title, folder, size, printed FROM saved_files"
            " ORDER BY number DESC LIMIT ?",
            (limit,),
        )
        return [
            SavedFileView(at_ms, name, conversation_id, title, folder, size, bool(printed))
            for at_ms, name, conversation_id, title, folder, size, printed in rows
        ]
