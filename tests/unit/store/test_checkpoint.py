"""app/store/checkpoint.py: folded back when nobody writes, and in time when somebody does."""

from __future__ import annotations

import time

import pytest

from app.core.store_ports import Transaction
from app.store import checkpoint
from app.store.checkpoint import BUSY_PAGES, CHECKPOINT_PAGES
from tests.unit.store.conftest import Database

PAGE = 4096


def grow(database: Database, pages: int) -> None:
    """Let the write-ahead log grow by about so many pages in one transaction."""

    def put(tx: Transaction) -> None:
        for number in range(pages // 100 + 1):
            tx.settings.put(str(number), bytes(100 * PAGE))

    database.write(put)


def is_folded_back(database: Database, seconds: float) -> bool:
    """Whether what was written comes to be in the file itself within a time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if database.path.stat().st_size > CHECKPOINT_PAGES * PAGE:
            return True
        time.sleep(0.02)
    return False


def test_a_long_log_is_folded_back_once_nobody_writes(database: Database) -> None:
    grow(database, CHECKPOINT_PAGES)
    assert is_folded_back(database, 30)


def test_its_moment_is_waited_for(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoint, "IDLE_S", 3600.0)
    grow(database, CHECKPOINT_PAGES)
    assert not is_folded_back(database, 0.2)
    database.reopen()  # closing waits for nothing


def test_a_very_long_log_waits_for_no_moment(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "IDLE_S", 3600.0)
    grow(database, BUSY_PAGES)
    assert is_folded_back(database, 30)
