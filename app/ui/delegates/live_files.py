"""How far files are and how they look, between what is read from the store and what is painted."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.core.file_types import FileRecord, FileState


class NothingMoves:
    """For lists that stand by themselves: what the rows say is all there is."""

    offline = False

    def done(self, row_id: int, file: FileRecord) -> int:
        """As it was when the row was read."""
        del row_id
        return file.done

    def preview(self, row_id: int, file: FileRecord, width: int, height: int) -> QImage | None:
        """The sender's thumbnail has to do."""
        del row_id, file, width, height
        return None


class MovingFiles(NothingMoves):
    """What the bus tells of files, for the conversation that is open."""

    def __init__(self) -> None:
        self.offline = False
        self._done: dict[int, tuple[FileState, int]] = {}

    def note(self, row_id: int, state: FileState, done: int) -> None:
        """More of a file was moved."""
        self._done[row_id] = (state, done)

    def done(self, row_id: int, file: FileRecord) -> int:
        """What was told last, as long as the row says the same of what it does."""
        state, done = self._done.get(row_id, (file.state, file.done))
        return max(done, file.done) if state is file.state else file.done
