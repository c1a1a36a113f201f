"""Group commit: one thread that writes, so that concurrent requests share an fsync.

While a commit is on its way to the disk, further jobs gather in the queue and become the next
commit. Nothing is called back, and so nothing is answered, before the commit that holds it has
returned. Acknowledgements wait for company: losing one only means that the mail it covers is sent
again.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Final

from relay.storage.base import Acknowledge, Flush, Job, Storage, StorageError, StorageFullError

_log = logging.getLogger("relay.writer")
MAX_BATCH: Final = 512
_IDLE_S: Final = 0.1
_DEFER_S: Final = 0.1

Finished = Callable[[Sequence[Job], StorageError | None], None]


class Writer:
    """Owns the thread. `finished` runs on the event loop after every commit, good or failed.

    After a failure whose outcome is unknown (any StorageError but a full disk) the thread waits
    for `resume`, which the loop calls once it has reopened the storage.
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
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._deferred: SimpleQueue[Acknowledge] = SimpleQueue()
        self._pending_acks: dict[int, Acknowledge] = {}
        self._last_deferred = 0.0
        self._resumed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay-writer", daemon=True)
        self.submit = self._queue.put
        """Commit a job soon; its `on_done` is called on the event loop."""
        self.defer = self._deferred.put
        """Commit an acknowledgement together with later jobs, or within a moment."""

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def resume(self) -> None:
        """Go on after the storage was reopened."""
        self._resumed.set()

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

    def stop(self) -> None:
        """Commit what is queued, deferred acknowledgements included, and end the thread."""
        self._queue.put(None)
        self._resumed.set()
        self._thread.join()

    def _run(self) -> None:
        running = True
        while running:
            jobs: list[Job] = []
            try:
                item = self._queue.get(timeout=_IDLE_S)
                while item is not None:
                    jobs.append(item)
                    if len(jobs) >= MAX_BATCH:
                        break
                    item = self._queue.get_nowait()
                running = item is not None
            except Empty:
                pass
            self._gather_deferred(final=not running)
            if jobs or self._pending_acks:
                self._commit(jobs)
            else:
                self._upkeep()

    def _gather_deferred(self, *, final: bool) -> None:
        now = time.monotonic()
        if not final and now - self._last_deferred < _DEFER_S:
            return
        self._last_deferred = now
        try:
            while True:
                job = self._deferred.get_nowait()
                known = self._pending_acks.get(job.mailbox)
                if known is None or known.upto < job.upto:
                    self._pending_acks[job.mailbox] = job
        except Empty:
            pass

    def _commit(self, jobs: list[Job]) -> None:
        batch = jobs + list(self._pending_acks.values())
        error: StorageError | None = None
        try:
            self._storage.commit(batch, self._clock())
            self._pending_acks.clear()
        except StorageError as caught:
            error = caught
            _log.error("commit failed jobs=%d outcome=%s", len(batch), caught)
        except Exception as caught:
            error = StorageError(type(caught).__name__)
            _log.exception("commit failed jobs=%d", len(batch))
        unknown = error is not None and not isinstance(error, StorageFullError)
        if unknown:
            self._resumed.clear()
        self._call(jobs or [Flush()], error)
        if unknown:
            self._resumed.wait()
        elif error is not None and not jobs:
            time.sleep(_IDLE_S)  # only acknowledgements, and no room for them yet

    def _upkeep(self) -> None:
        try:
            self._storage.idle()
        except StorageError as caught:
            _log.error("upkeep failed outcome=%s", caught)

    def _call(self, jobs: Sequence[Job], error: StorageError | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._finished, jobs, error)
        except RuntimeError:  # the loop has closed: nobody is left to be told
            _log.warning("commit finished after the end jobs=%d", len(jobs))
