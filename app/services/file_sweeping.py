"""Deleting the encrypted bytes of files that went, here and at the relay.

What is to be deleted is written down with what makes it so (a row that goes, a message that is
taken back); here it is done, again and again until it is.
"""

from __future__ import annotations

import asyncio
from functools import partial

from app.core.errors import CurbsideError, describe
from app.core.file_errors import FileNotPrepared
from app.core.file_ports import FilesFolder
from app.core.file_types import FileState
from app.core.ids import BlobId
from app.core.records import MessageRecord
from app.core.relay_errors import RelayConnectionClosed, RelayError
from app.core.store_ports import Transaction
from app.services import file_steps, pauses
from app.services.context import Context, log
from app.services.file_sources import Sources
from app.services.moving import problem_of
from app.services.transfers import Transfers

_RETRY_S = 60.0
_FOR_GOOD = frozenset({"not-found", "malformed", "relay-refused", "entry-refused"})


class Sweeping:
    """Runs while the profile is open."""

    def __init__(
        self, context: Context, transfers: Transfers, folder: FilesFolder, sources: Sources
    ) -> None:
        self._context = context
        self._transfers = transfers
        self._folder = folder
        self._sources = sources
        self._wakes = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look at what a former run left, then wait for more."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    def wake(self) -> None:
        """Something is to be deleted, or can be."""
        self._wakes.set()

    async def stop(self) -> None:
        """What is left is done next time."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        begun = False
        while True:
            self._wakes.clear()
            try:
                if not begun:
                    await self._begin()
                    begun = True
                done = await self._sweep()
            except RelayConnectionClosed:
                done = True
            except CurbsideError as error:
                log.info("deleting files goes on later: %s", error.code)
                done = False
            except Exception as fault:
                log.error("deleting files met a fault\n%s", describe(fault))
                done = False
            if done:
                await self._wakes.wait()
            else:
                await pauses.wait(self._wakes, _RETRY_S)

    async def _begin(self) -> None:
        """Encrypted files of no row, and rows whose plaintext was in memory alone."""
        found = await self._transfers.in_thread(self._folder.names)
        known = await self._context.store.read(lambda tx: tx.files.local_names())
        # Rows that began meanwhile wrote nothing under a name that was found before.
        for name in found - known:
            await self._transfers.in_thread(partial(self._folder.delete, name))
        for row in await self._context.store.write(partial(_unprepared, self._sources)):
            self._transfers.tell(row)

    async def _sweep(self) -> bool:
        """Whether nothing is left."""
        context, complete = self._context, True
        for name in await context.store.read(lambda tx: tx.files.dropped()):
            try:
                await self._transfers.in_thread(partial(self._folder.delete, name))
            except OSError:  # still open, where open files cannot be deleted
                complete = False
                continue
            await context.store.write(partial(_forget, name))
        for blob_id, place in await context.store.read(lambda tx: tx.files.dropped_blobs()):
            complete &= await self._delete_blob(blob_id, place)
        return complete

    async def _delete_blob(self, blob_id: BlobId, place: str) -> bool:
        relay = self._context.relay
        calls = [partial(relay.delete_blob, blob_id)]
        if place.startswith("/"):
            calls.insert(0, partial(relay.cancel_upload, place))
        for call in calls:
            try:
                await self._transfers.in_thread(call)
            except RelayConnectionClosed:
                raise
            except RelayError as error:
                if problem_of(error) not in _FOR_GOOD:
                    log.info("a blob is deleted later: %s", error.code)
                    return False
        await self._context.store.write(partial(_forget_blob, blob_id))
        return True


def _unprepared(sources: Sources, tx: Transaction) -> list[MessageRecord]:
    rows = []
    for row_id, _, file in tx.files.moving():
        preparing = file.state is FileState.PREPARING and row_id not in sources.held
        if preparing and not tx.files.place(row_id):
            rows.append(file_steps.failed(row_id, FileNotPrepared.code, True, tx))
    return [row for row in rows if row is not None]


def _forget(name: str, tx: Transaction) -> None:
    tx.files.forget_dropped(name)


def _forget_blob(blob_id: BlobId, tx: Transaction) -> None:
    tx.files.forget_dropped_blob(blob_id)
