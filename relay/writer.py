"""Group commit: one thread that writes, so that concurrent requests share an fsync.

While a commit is on its way to the disk, further jobs gather and become the next commit. Nothing
is called back, and so nothing is answered, before the commit that holds it has returned. Jobs
gather on the event loop and are handed over whole, once a turn, because waking the thread for
each would cost more than storing it. Acknowledgements wait for company: losing one only means
that the mail it covers is sent again.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Final

from relay.storage.base import Acknowledge, Job, Storage, StorageError, StorageFullError

_log = logging.getLogger("relay.writer")
MAX_BATCH: Final = 512
_IDLE_S: Final = 0.1
_DEFER_S: Final = 0.1
_RETRY_S: Final = 1.0

Finished = Callable[[Sequence[Job], StorageError | None], None]


class Writer:
    """Owns the thread. `finished` runs on the event loop after every commit, good or failed.

    After a failure whose outcome is unknown (any StorageError but a full disk) nothing more is
    written until `resume`, which the loop calls once it has reopened the storage.
    """

    def __init__(
        self,
        storage: Storage,
        loop: asyncio.AbstractEventLoop,
        clock: Callable[[], int],
        finished: Finished,
    ) -> None:
        self._storage = storage
        self._loop = loop
        self._clock = clock
        self._finished = finished
        self._thread = threading.Thread(target=self._run, name="relay-writer", daemon=True)
        self._handed: SimpleQueue[list[Job] | None] = SimpleQueue()
        # Only the event loop touches these.
        self._gathered: list[Job] = []
        self._deletions: list[Job] = []
        self._deferred: dict[int, Acknowledge] = {}
        self._scheduled = False
        self._defer_timer: asyncio.TimerHandle | None = None
        self._busy = False
        self._suspended = False
        self._idle = asyncio.Event()

    def start(self) -> None:
        """Start the thread."""
        self._idle.set()
        self._thread.start()

    # --- on the event loop ---

    def submit(self, job: Job) -> None:
        """Commit a job soon; its `on_done` is called on the event loop."""
        self._gathered.append(job)
        if not self._busy and not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._hand_over)

    def defer(self, job: Acknowledge, wait_s: float = _DEFER_S) -> None:
        """Commit an acknowledgement together with others, within a moment."""
        self._deferred[job.mailbox] = job  # they only ever rise
        if self._defer_timer is None:
            self._defer_timer = self._loop.call_later(wait_s, self._submit_deferred)

    def resume(self) -> None:
        """Go on after the storage was reopened."""
        self._suspended = False
        self._hand_over()

    async def run(self, job: Job) -> None:
        """Commit a job and wait until it is on disk. Raises StorageError."""
        future: asyncio.Future[None] = self._loop.create_future()

        def done(_job: Job, error: StorageError | None) -> None:
            if future.done():
                return
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)

        job.on_done = done
        self.submit(job)
        await future

    async def stop(self) -> None:
        """Commit what is gathered, deferred acknowledgements included, and end the thread."""
        self._submit_deferred()
        if not self._suspended:
            await self._idle.wait()
        self._handed.put(None)
        await self._loop.run_in_executor(None, self._thread.join)

    def _submit_deferred(self) -> None:
        if self._defer_timer is not None:
            self._defer_timer.cancel()
            self._defer_timer = None
        deferred, self._deferred = self._deferred, {}
        for job in deferred.values():
            job.on_done = self._deferred_done
            self._deletions.append(job)
        self._hand_over()

    def _deferred_done(self, job: Job, error: StorageError | None) -> None:
        if error is not None and isinstance(job, Acknowledge):
            newer = self._deferred.get(job.mailbox)
            self.defer(newer or job, _RETRY_S)

    def _hand_over(self) -> None:
        self._scheduled = False
        if self._busy or self._suspended or not (self._gathered or self._deletions):
            return
        self._busy = True
        self._idle.clear()
        if self._deletions:  # by themselves: they may fit where nothing else does
            deletions, self._deletions = self._deletions, []
            self._handed.put(deletions)
            return
        jobs = self._gathered
        self._gathered = jobs[MAX_BATCH:]
        self._handed.put(jobs[:MAX_BATCH] if self._gathered else jobs)

    def _committed(self, jobs: list[Job], error: StorageError | None) -> None:
        self._busy = False
        if error is not None and not isinstance(error, StorageFullError):
            self._suspended = True
        self._hand_over()  # first of all: the disk works while the answers are written
        self._finished(jobs, error)
        if not (self._busy or self._gathered or self._deletions):
            self._idle.set()

    # --- on the thread ---

    def _run(self) -> None:
        settled = True
        while True:
            try:
                jobs = self._handed.get(timeout=None if settled else _IDLE_S)
            except Empty:
                self._upkeep()
                settled = True
                continue
            if jobs is None:
                return
            settled = False
            error = self._commit(jobs)
            try:
                self._loop.call_soon_threadsafe(self._committed, jobs, error)
            except RuntimeError:  # the loop has closed: nobody is left to be told
                _log.warning("commit finished after the end jobs=%d", len(jobs))

    def _commit(self, jobs: list[Job]) -> StorageError | None:
        try:
            self._storage.commit(jobs, self._clock())
        except StorageError as error:
            _log.error("commit failed jobs=%d outcome=%s", len(jobs), error)
            return error
        except Exception as error:
            _log.exception("commit failed jobs=%d", len(jobs))
            return StorageError(type(error).__name__)
        return None

    def _upkeep(self) -> None:
        try:
            self._storage.idle()
        except StorageError as error:
            _log.error("upkeep failed outcome=%s", error)
