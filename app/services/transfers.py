"""Moving files: what waits is in the store; lanes work on it, and go on where they were.

Each kind of work (preparing, up, down) has two lanes, so that a small file does not wait for a
large one; within a lane files go one after the other, in the order of their messages. The lanes
have threads of their own: messages never wait for files.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from app.core.bus import ConversationsChanged, FileChanged, MessagesChanged
from app.core.errors import CurbsideError, describe
from app.core.file_errors import FileDamaged, FileError, FileGone, FileNotMoved
from app.core.file_ports import FilesFolder
from app.core.file_types import FileRecord, FileState
from app.core.records import MessageRecord
from app.core.relay_errors import (
    DigestMismatch,
    EntryRefused,
    FileTooLarge,
    NotFound,
    RelayConnectionClosed,
    RelayError,
    TransferQuota,
    TransferStorageFull,
)
from app.core.store_ports import Transaction
from app.services import file_steps, moving, pauses
from app.services.context import Context, log
from app.services.file_sources import Sources
from app.services.moving import StoppedError, problem_of

T = TypeVar("T")

SMALL = 8 << 20
"""Encrypted bytes up to which a file goes through the lane of small ones."""
_TELL_S = 0.2
_RETRY_FIRST_S = 0.5
_RETRY_LAST_S = 60.0
_MOST_BEGINNINGS = 3
"""How often an upload is begun anew when the relay has lost or refuses what it was given."""
_END_S = 10.0
_FOR_GOOD = frozenset(
    (
        FileTooLarge.code,
        TransferQuota.code,
        TransferStorageFull.code,
        DigestMismatch.code,
        EntryRefused.code,
        "malformed",
    )
)
"""Refusals that another try would only repeat for a long time: the person is told."""
_UPWARDS = (FileState.PREPARING, FileState.UPLOADING)


@dataclass(slots=True)
class _Lane:
    work: FileState
    """What it does: to files in that state."""
    small: bool
    wakes: asyncio.Event = field(default_factory=asyncio.Event)
    pause_s: float = _RETRY_FIRST_S
    passed: set[int] = field(default_factory=set)
    """Downloads to be tried again when all others were: none waits for one that fails."""


class Transfers:
    """The lanes of one open profile."""

    def __init__(self, context: Context, folder: FilesFolder, sources: Sources) -> None:
        self._context = context
        self._folder = folder
        self._sources = sources
        kinds = (*_UPWARDS, FileState.DOWNLOADING)
        self._lanes = [_Lane(work, small) for work in kinds for small in (True, False)]
        self._pool = ThreadPoolExecutor(len(self._lanes) + 1, thread_name_prefix="files")
        self._ended = threading.Event()
        self._running: dict[int, threading.Event] = {}
        """By row: set to stop what is being done to its file."""
        self._futures: set[Future[Any]] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._told: dict[int, float] = {}

    def start(self) -> None:
        """Go on with everything that waits."""
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self._run(lane)) for lane in self._lanes]

    def halt(self) -> None:
        """Begin to end: no new piece is begun. What the relay is being asked ends with it."""
        self._ended.set()
        for stop in self._running.values():
            stop.set()
        for task in self._tasks:
            task.cancel()

    async def finish(self) -> None:
        """End; call it once the relay is closed. What was moved so far is kept."""
        self.halt()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        self._pool.shutdown(wait=False, cancel_futures=True)
        waiting = [asyncio.wrap_future(each) for each in self._futures if not each.done()]
        if waiting:
            done, late = await asyncio.wait(waiting, timeout=_END_S)
            for future in done:
                _ = future.cancelled() or future.exception()
            for future in late:
                future.cancel()

    def wake(self) -> None:
        """Something is to be moved, or can be again."""
        for lane in self._lanes:
            lane.wakes.set()

    def interrupt(self, row_id: int) -> None:
        """Stop what is being done to a row's file; its state says what is wanted instead."""
        stop = self._running.get(row_id)
        if stop is not None:
            stop.set()

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Run disk or relay work in a thread of the files'."""
        future = self._pool.submit(work)
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        return await asyncio.wrap_future(future)

    def tell(self, row: MessageRecord) -> None:
        """The state of a row's file changed."""
        bus, file = self._context.bus, row.file
        if file is not None:
            self._tell_file(row, file)
        bus.publish(MessagesChanged(row.conversation_id, (row.row_id,)))
        bus.publish(ConversationsChanged((row.conversation_id,)))

    async def _run(self, lane: _Lane) -> None:
        while True:
            lane.wakes.clear()
            due: MessageRecord | None = None
            try:
                due = await self._context.store.read(partial(_due, lane))
                if due is None and lane.passed:
                    lane.passed.clear()
                    continue
                if due is None:
                    lane.pause_s = _RETRY_FIRST_S
                    await lane.wakes.wait()
                    continue
                await self._do(lane, due)
                lane.pause_s = _RETRY_FIRST_S
            except RelayConnectionClosed:
                await lane.wakes.wait()
            except CurbsideError as error:
                log.info("a file waits: %s", error.code)
                await self._pause(lane, due)
            except Exception as fault:
                log.error("moving a file met a fault\n%s", describe(fault))
                await self._pause(lane, due)

    async def _pause(self, lane: _Lane, failed: MessageRecord | None) -> None:
        if failed is not None and lane.work is FileState.DOWNLOADING:
            lane.passed.add(failed.row_id)
        await pauses.wait(lane.wakes, lane.pause_s)
        lane.pause_s = min(lane.pause_s * 2, _RETRY_LAST_S)

    async def _do(self, lane: _Lane, row: MessageRecord) -> None:
        file = row.file
        if file is None or row.row_id in self._running:
            return
        stop = self._running[row.row_id] = threading.Event()
        if self._ended.is_set():
            stop.set()
        steps = {
            FileState.PREPARING: self._prepare,
            FileState.UPLOADING: self._upload,
            FileState.DOWNLOADING: self._download,
        }
        try:
            await steps[lane.work](row, file, stop)
        except StoppedError:
            log.info("a file is not moved any further")
        except RelayError as error:
            if problem_of(error) not in _FOR_GOOD:
                raise
            await self._fail(row, problem_of(error))
        except FileError as error:
            await self._fail(row, error.code)
        except (OSError, ValueError) as error:
            if self._ended.is_set():
                return
            log.warning("a file cannot be moved: %s", type(error).__name__)
            await self._fail(row, FileNotMoved.code)
        finally:
            del self._running[row.row_id]
            self._told.pop(row.row_id, None)
        if lane.work is FileState.UPLOADING:
            await self._drop_if_gone(row, file)

    async def _drop_if_gone(self, row: MessageRecord, file: FileRecord) -> None:
        """It was taken back while a piece was on its way: that may have come after the deleting."""
        drop = partial(file_steps.drop_if_gone, row.row_id, file.blob_id)
        if await self._context.store.write(drop):
            self._context.wake_files()

    async def _prepare(self, row: MessageRecord, file: FileRecord, stop: threading.Event) -> None:
        row_id, context = row.row_id, self._context
        origin, forwarded = await context.store.read(partial(file_steps.origin, row_id))
        opened = partial(self._sources.open, row_id, origin, forwarded)
        work = partial(moving.prepare, self._folder, context.randomness, file, opened, stop.is_set)
        digest = await self.in_thread(work)
        await self._settle(partial(file_steps.prepared, row_id, digest))
        self._sources.held.pop(row_id, None)

    async def _upload(self, row: MessageRecord, file: FileRecord, stop: threading.Event) -> None:
        for beginning in range(_MOST_BEGINNINGS):
            try:
                await self._upload_once(row, file, stop)
            except RelayError as error:
                again = isinstance(error, NotFound | DigestMismatch)
                if not again or beginning == _MOST_BEGINNINGS - 1:
                    raise
            else:
                return

    async def _upload_once(
        self, row: MessageRecord, file: FileRecord, stop: threading.Event
    ) -> None:
        context, relay = self._context, self._context.relay
        now = await context.store.read(lambda tx: tx.files.get(row.row_id))
        if stop.is_set() or now is None or now.state is not FileState.UPLOADING:
            raise StoppedError
        begin = partial(relay.begin_upload, file.blob_id, file.stored, file.digest)
        found = await self.in_thread(begin)
        if not found.complete:
            await context.store.write(lambda tx: tx.files.put_place(row.row_id, found.place))
            source = await self.in_thread(partial(self._folder.open, file.local_name))
            try:
                offset = found.offset
                while offset < file.stored:
                    await self._progress(row, FileState.UPLOADING, offset, stop)
                    piece = partial(moving.upload_piece, relay, source, found.place, offset)
                    offset = await self.in_thread(piece)
            finally:
                source.close()
        await self._settle(partial(file_steps.uploaded, context, row.row_id))
        context.wake_outbox()

    async def _download(self, row: MessageRecord, file: FileRecord, stop: threading.Event) -> None:
        named = await self._context.store.write(
            partial(file_steps.name_it, self._context, row.row_id)
        )
        if named is None:
            return
        try:
            if not await self._download_once(row, named, stop, anew=False):
                await self._download_once(row, named, stop, anew=True)
        except NotFound:
            await self._settle(partial(file_steps.expired, row.row_id))
        else:
            await self._settle(partial(file_steps.fetched, row.row_id))

    async def _download_once(
        self, row: MessageRecord, file: FileRecord, stop: threading.Event, *, anew: bool
    ) -> bool:
        """False: what was there is of no use, a power cut may have left a hole in it."""
        target = await self.in_thread(partial(self._folder.extend, file.local_name, anew=anew))
        began = target.size
        try:
            if began > file.stored:
                return False
            while target.size < file.stored:
                await self._progress(row, FileState.DOWNLOADING, target.size, stop)
                piece = partial(moving.download_piece, self._context.relay, target, file)
                await self.in_thread(piece)
            await self.in_thread(target.finish)
        finally:
            target.close()
        try:
            await self.in_thread(partial(moving.check, self._folder, file, stop.is_set))
        except FileDamaged:
            if began:
                return False
            raise
        return True

    async def _progress(
        self, row: MessageRecord, state: FileState, done: int, stop: threading.Event
    ) -> None:
        """Remember how far it is, and tell now and then. Raises StoppedError."""
        if stop.is_set():
            raise StoppedError
        now = asyncio.get_running_loop().time()
        if now - self._told.get(row.row_id, 0.0) < _TELL_S:
            return
        self._told[row.row_id] = now
        note = partial(file_steps.progress, row.row_id, state, done)
        file = await self._context.store.write(note, durable=False)
        if file is None:
            raise StoppedError
        self._tell_file(row, file)

    async def _fail(self, row: MessageRecord, code: str) -> None:
        """The person is told. What was fetched is kept unless it is that which is wrong."""
        log.warning("a file failed: %s", code)
        keep = row.outgoing or code not in (FileDamaged.code, FileGone.code)
        await self._settle(partial(file_steps.failed, row.row_id, code, keep))

    async def _settle(self, step: Callable[[Transaction], MessageRecord | None]) -> None:
        """Write down what became of a file, and tell."""
        row = await self._context.store.write(step)
        if row is not None:
            self.tell(row)
            self._context.wake_files()

    def _tell_file(self, row: MessageRecord, file: FileRecord) -> None:
        event = FileChanged(row.conversation_id, row.row_id, file.state, file.done, file.stored)
        self._context.bus.publish(event)


def _due(lane: _Lane, tx: Transaction) -> MessageRecord | None:
    """What a lane does next: the first of its size, unless one before it is not as far yet."""
    for row_id, upwards, file in tx.files.moving():
        if (file.stored <= SMALL) is not lane.small or upwards is not (lane.work in _UPWARDS):
            continue
        if row_id in lane.passed:
            continue
        if file.state is lane.work:
            return tx.messages.get(row_id)
        if lane.work is FileState.UPLOADING:
            return None
    return None
