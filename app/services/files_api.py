"""What the windows may ask for about files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.core.file_content import VoiceNote
from app.core.file_types import FileDraft, PictureChoice, SavedFileView
from app.core.ids import ConversationId
from app.core.media_ports import ByteSource
from app.core.records import MessageRecord


class FileUseCases(Protocol):
    """Sending, fetching and looking at files. `FileChanged` on the bus tells how far they are."""

    async def choose(self, path: Path) -> FileDraft:
        """Look at a file that the person may want to send; nothing is copied.

        Raises FileRefused: no plain file, unreadable, larger than policy allows, empty.
        """
        ...

    async def choose_data(self, data: bytes, name: str) -> FileDraft:
        """The same for what was pasted, or a voice note."""
        ...

    def discard(self, draft: FileDraft) -> None:
        """The person changed their mind."""
        ...

    async def send(
        self,
        conversation_ids: Sequence[ConversationId],
        draft: FileDraft,
        *,
        text: str = "",
        picture: PictureChoice = PictureChoice.STRIPPED,
        voice: VoiceNote | None = None,
        reply_to: int | None = None,
    ) -> list[MessageRecord]:
        """Encrypt a file into this device's folder and queue it; one message a conversation.

        Returns when the rows are there (PREPARING); what happens then comes over the bus. Raises
        CannotSend, FileRefused, StoreFull. The row can be recalled at any time.
        """
        ...

    async def fetch(self, row_id: int) -> None:
        """Fetch a file, or go on with what was paused or failed, in either direction."""
        ...

    async def pause(self, row_id: int) -> None: ...
    async def cancel(self, row_id: int) -> None:
        """Give up: an upload's message is taken back, a download starts anew when asked."""
        ...

    async def open(self, row_id: int) -> ByteSource:
        """The bytes of a file that is here, checked as they are read. Raises FileGone, FileDamaged.

        Close it when done. Nothing is ever written in plaintext.
        """
        ...

    async def save_as(self, row_id: int, path: Path, *, overwrite: bool = False) -> None:
        """Write it outside Curbside, marked as coming from elsewhere, and note that it was.

        Raises NotAllowed (policy), FileExists, SaveFailed. Cancelling leaves no file.
        """
        ...

    async def note_printed(self, row_id: int) -> None:
        """Note in the audit trail that a file was printed. Raises NotAllowed (policy)."""
        ...

    async def saved(self) -> list[SavedFileView]:
        """The local audit trail, newest first."""
        ...

    async def automatic_limit(self) -> int:
        """Up to how many bytes files are fetched by themselves; 0: none."""
        ...

    async def set_automatic_limit(self, limit: int) -> None: ...
