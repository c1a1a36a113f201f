"""Folding the write-ahead log back into the database, behind everything that somebody waits for.

A thousand pages take a few milliseconds and two more fsyncs. On the writing thread every fortieth
message would wait for that; on a connection and thread of its own it overlaps with writing, which
SQLite allows for a passive checkpoint. They share a disk even so, so it waits for a moment in which
nothing is written. Nothing depends on it for durability: what is committed is in the write-ahead
log already.
"""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apsw

from app.store.failures import translate

_log = logging.getLogger(__name__)

CHECKPOINT_PAGES = 1_000
"""Length of the write-ahead log at which it is folded back, once nothing is written any more."""

IDLE_S = 0.3
"""Without a commit for so long, nobody is waiting for one."""

BUSY_PAGES = 4_000
"""Length at which it is folded back beside the writing."""

LONGEST_PAGES = 8_000
"""Length at which writing waits: the log starts over only when all of it is folded back, and a
writer that never pauses stays ahead for ever."""


class Checkpointer:
    """Owns a connection that does nothing else, and its thread."""

    def __init__(self, path: Path, connection: apsw.Connection) -> None:
        self._path = path
        self._connection = connection
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store-checkpoint")
        self._queued = False
        self._closed = False
        self._hurry = threading.Event()
        self._pages = 0
        self._committed_at = 0.0

    def after_commit(self, pages: int) -> None:
        """The log has grown to that many pages. Called on the writing thread."""
        self._pages, self._committed_at = pages, time.monotonic()
        if pages >= CHECKPOINT_PAGES and not self._queued and not self._closed:
            self._queued = True
            self._thread.submit(self._fold_back_when_idle)

    def catch_up(self) -> None:
        """Fold everything back; called on the writing thread, which so adds nothing meanwhile."""
        if not self._closed:
            self._hurry.set()
            self._thread.submit(self._fold_back).result()
            self._hurry.clear()

    def close(self) -> None:
        """Finish what runs and close the connection; called on the writing thread."""
        self._closed = True
        self._hurry.set()
        self._thread.shutdown(wait=True)
        self._connection.close(True)

    def _fold_back_when_idle(self) -> None:
        while self._pages < BUSY_PAGES and not self._hurry.wait(IDLE_S):
            if time.monotonic() - self._committed_at >= IDLE_S:
                break
        self._fold_back()

    def _fold_back(self) -> None:
        """If it fails the log stays as it is, and the next commit asks again."""
        self._queued = False
        try:
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        except apsw.Error as error:
            meaning = translate(error, self._path, self._connection)
            _log.info("checkpoint put off: %s", meaning.code if meaning else type(error).__name__)
