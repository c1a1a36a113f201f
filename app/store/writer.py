"""Writing: one thread, and one fsync for whatever is waiting (group commit).

Works that were handed in while a commit was on its way to the disk become one SQLite transaction,
each inside a savepoint of its own: one that raises is undone alone. Nobody hears of success before
the commit that holds their work has returned, so durability is what it is for one at a time.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import apsw

from app.core.store_ports import Transaction
from app.store.failures import meaning_of
from app.store.transaction import DatabaseTransaction

T = TypeVar("T")

MOST_TOGETHER = 16
"""Works in one transaction: the first waits for the last, a millisecond or two each."""


@dataclass(slots=True, eq=False)
class _Job:
    work: Callable[[Transaction], Any]
    future: Future[Any]
    durable: bool
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Owns the writing thread; the connection is the caller's."""

    def __init__(self, path: Path, connection: apsw.Connection) -> None:
        self._path = path
        self._connection = connection
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._lock = threading.Lock()
        self._waiting: deque[_Job] = deque()
        self._scheduled = False
        self._syncs = True

    def submit(self, work: Callable[[Transaction], T], *, durable: bool = True) -> Future[T]:
        """Run `work` in a transaction, after everything handed in before.

        Not `durable`: it becomes so with the next one that is, and a power cut may undo it before.
        """
        job = _Job(work, Future(), durable)
        with self._lock:
            self._waiting.append(job)
            if not self._scheduled:
                self._thread.submit(self._run)
                self._scheduled = True
        return job.future

    def run_after(self, work: Callable[[], None]) -> None:
        """Run something that is no transaction on the writing thread, as soon as it is free."""
        self._thread.submit(work)

    def finish(self, last: Callable[[], None]) -> None:
        """Run everything handed in, then `last`, and let the thread end. Does not wait."""
        self._thread.submit(self._finish, last)

    def _finish(self, last: Callable[[], None]) -> None:
        while self._waiting:
            self._run()
        try:
            last()
        finally:
            self._thread.shutdown(wait=False)

    def _run(self) -> None:
        with self._lock:
            taken = [self._waiting.popleft() for _ in range(self._how_many())]
            if self._waiting:
                self._thread.submit(self._run)
            else:
                self._scheduled = False
        begun: list[_Job] = []
        try:
            self._transact(taken, begun)
        except BaseException as error:
            left = [job for job in taken if job not in begun]
            begun += [job for job in left if job.future.set_running_or_notify_cancel()]
            self._fail(begun, error)
        for job in begun:
            if job.error is not None:
                job.future.set_exception(job.error)
            else:
                job.future.set_result(job.result)

    def _how_many(self) -> int:
        return min(len(self._waiting), MOST_TOGETHER)

    def _transact(self, jobs: list[_Job], begun: list[_Job]) -> None:
        """Begin, work, commit. Raises what ended the whole transaction.

        A job that was cancelled before its turn never runs; the others are added to `begun`.
        """
        connection = self._connection
        self._sync_commits(any(job.durable for job in jobs))
        connection.execute("BEGIN IMMEDIATE")
        for job in jobs:
            if not job.future.set_running_or_notify_cancel():
                continue
            begun.append(job)
            if len(jobs) == 1:
                self._work(job)
                break
            connection.execute("SAVEPOINT job")
            try:
                self._work(job)
            except BaseException as error:
                if not connection.in_transaction:
                    raise  # a full disk may have undone all of it
                job.error = meaning_of(error, self._path, connection)
                connection.execute("ROLLBACK TO job")
            connection.execute("RELEASE job")
        connection.execute("COMMIT")

    def _sync_commits(self, wanted: bool) -> None:
        if self._syncs is not wanted:
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if wanted else 'NORMAL'}")
            self._syncs = wanted

    def _work(self, job: _Job) -> None:
        transaction = DatabaseTransaction(self._connection)
        try:
            job.result = job.work(transaction)
        finally:
            transaction.end()

    def _fail(self, jobs: list[_Job], error: BaseException) -> None:
        """Nothing of the transaction is kept: everyone in it is told why."""
        for job in jobs:
            if job.error is None:
                job.error = meaning_of(error, self._path, self._connection)
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
