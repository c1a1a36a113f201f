"""A sync that is cancelled while the database takes in the log leaves both sides alike."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.bus import Event
from app.core.store_ports import Transaction
from tests.support.clinic import Clinic, eventually


def test_cancelling_while_the_log_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas", "Nurse")
        await amira.enrol()
        context, log_sync = amira.open.engine._context, amira.open.engine.log_sync
        before = context.replica.size
        begun, go_on = threading.Event(), threading.Event()
        extend = log_sync._extend

        def slow(
            tx: Transaction, note: bytes, entries: list[bytes], progress: Callable[[int], None]
        ) -> list[Event]:
            events = extend(tx, note, entries, progress)
            if entries:
                begun.set()
                assert go_on.wait(20)
            return events

        monkeypatch.setattr(log_sync, "_extend", slow)
        enrolling = asyncio.ensure_future(jonas.enrol())
        await eventually(begun.is_set)
        for task in amira.open.engine._tasks:
            task.cancel()
        await asyncio.gather(*amira.open.engine._tasks, return_exceptions=True)
        go_on.set()
        await context.store.write(lambda tx: None)
        assert await context.store.read(lambda tx: tx.log.count()) > before
        assert context.replica.size == await context.store.read(lambda tx: tx.log.count())
        await enrolling
        await amira.lock()
        await jonas.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))
