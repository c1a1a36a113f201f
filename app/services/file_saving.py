"""Saving a file outside Curbside, at the person's word alone.

It is decrypted in a stream to a temporary name in the folder that the person chose, marked as
coming from elsewhere, and gets its name when it is complete and checked. Each time is noted in the
local audit trail; where it cannot be noted it is not done.
"""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from app.core.file_errors import NotAllowed
from app.core.file_ports import FilesFolder, MarkFile, NewOutsideFile, OutsideFiles
from app.core.file_types import FileRecord, SavedFileView
from app.core.ids import ConversationId
from app.core.store_ports import Transaction
from app.services import file_steps, moving
from app.services.context import Context
from app.services.moving import StoppedError
from app.services.recipients import MessageGone
from app.services.transfers import Transfers

MOST_SHOWN = 10_000
"""Lines of the audit trail that are listed."""


class Saving:
    """Saves files, and keeps the audit trail."""

    def __init__(
        self,
        context: Context,
        transfers: Transfers,
        folder: FilesFolder,
        outside: OutsideFiles,
        mark: MarkFile,
    ) -> None:
        self._context = context
        self._transfers = transfers
        self._folder = folder
        self._outside = outside
        self._mark = mark

    async def save_as(self, row_id: int, path: Path, *, overwrite: bool) -> None:
        """Write a file outside. Cancelling leaves none.

        Raises NotAllowed, FileGone, FileDamaged, FileExists, SaveFailed, NoSpaceHere.
        """
        if not self._context.policy.allow_save_files:
            raise NotAllowed
        file = await self._context.store.read(partial(file_steps.here, row_id))
        in_thread = self._transfers.in_thread
        target = await in_thread(partial(self._outside.create, path, overwrite=overwrite))
        stop = threading.Event()
        try:
            await in_thread(partial(self._write, file, target, stop))
            await self._note(row_id, str(path.parent), printed=False)
            await in_thread(target.commit)
        except BaseException:
            stop.set()
            target.discard()
            raise

    async def note_printed(self, row_id: int) -> None:
        """Note that it was printed. Raises NotAllowed, MessageGone."""
        if not self._context.policy.allow_print_files:
            raise NotAllowed
        await self._note(row_id, "", printed=True)

    async def saved(self) -> list[SavedFileView]:
        """The audit trail, newest first."""
        return await self._context.store.read(lambda tx: tx.files.saved(MOST_SHOWN))

    def _write(self, file: FileRecord, target: NewOutsideFile, stop: threading.Event) -> None:
        self._mark(target.temporary)
        for piece in moving.pieces(self._folder, file):
            if stop.is_set():
                raise StoppedError
            target.write(piece)

    async def _note(self, row_id: int, folder: str, *, printed: bool) -> None:
        at_ms = self._context.local_ms()

        def write(tx: Transaction) -> None:
            row = tx.messages.get(row_id)
            if row is None or row.file is None:
                raise MessageGone
            title = _title(tx, row.conversation_id)
            line = SavedFileView(
                at_ms, row.file.name, row.conversation_id, title, folder, row.file.size, printed
            )
            tx.files.note_saved(line)

        await self._context.store.write(write)


def _title(tx: Transaction, conversation_id: ConversationId) -> str:
    """With whom, by the name as it is now."""
    group = tx.groups.get(conversation_id)
    if group is not None:
        return group.title
    conversation = tx.conversations.get(conversation_id)
    account_id = None if conversation is None else conversation.account_id
    names = (p.name for p in tx.people.profiles() if p.account_id == account_id)
    return next(names, "")
