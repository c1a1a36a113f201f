"""What the store keeps about files, as the services see it. Part of `Transaction`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.core.file_types import FileRecord, SavedFileView
from app.core.ids import BlobId


class FilesTable(Protocol):
    """The files of messages, and what is left to be deleted of files that went.

    A file is stored with its message (`MessagesTable.add`, `add_history`) and goes with it.
    """

    def get(self, row_id: int) -> FileRecord | None: ...
    def update(self, row_id: int, file: FileRecord) -> None:
        """Replace what changes: state, failure, done, digest, stored, local name."""
        ...

    def moving(self) -> Sequence[tuple[int, bool, FileRecord]]:
        """What is PREPARING, UPLOADING or DOWNLOADING: (row, outgoing, file), the earliest first.

        Without thumbnails.
        """
        ...

    def place(self, row_id: int) -> str:
        """Where at the relay it is being uploaded; empty when that has not begun."""
        ...

    def put_place(self, row_id: int, place: str) -> None: ...
    def local_names(self) -> set[str]:
        """The encrypted files that belong to something."""
        ...

    def drop_blob(self, blob_id: BlobId) -> None:
        """It is to be deleted at the relay."""
        ...

    def dropped(self) -> Sequence[str]:
        """Encrypted files that are to be deleted from this disk."""
        ...

    def forget_dropped(self, local_name: str) -> None:
        """It is deleted."""
        ...

    def dropped_blobs(self) -> Sequence[tuple[BlobId, str]]:
        """Blobs to be deleted at the relay, with the place where they were being uploaded."""
        ...

    def forget_dropped_blob(self, blob_id: BlobId) -> None: ...
    def note_saved(self, saved: SavedFileView) -> None:
        """A line of the audit trail."""
        ...

    def saved(self, limit: int) -> list[SavedFileView]:
        """The audit trail, newest first."""
        ...
