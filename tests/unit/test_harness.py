"""The harness itself: a check that lets things pass unseen would be worse than none."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from tests.support.leftovers import Leftovers
from tests.support.log_watch import LogWatch


def test_a_running_thread_is_seen_until_it_ends() -> None:
    before = Leftovers.now()
    release = threading.Event()
    thread = threading.Thread(target=release.wait, name="straggler")
    thread.start()
    assert before.remaining(patience=0.05) == ["thread straggler"]
    release.set()
    thread.join()
    assert before.remaining(patience=0.05) == []


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="children are listed by Linux only"
)
def test_a_running_child_is_seen_until_it_ends() -> None:
    before = Leftovers.now()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        deadline = time.monotonic() + 5  # Linux may overlook a child that has only just begun
        while not (found := before.remaining(patience=0.05)) and time.monotonic() < deadline:
            pass
        assert len(found) == 1
        assert found[0].startswith("process ")
        child.kill()
    assert before.remaining(patience=0.05) == []


@pytest.mark.parametrize(
    ("name", "level", "kept"),
    [
        ("app.services.sync", logging.WARNING, True),
        ("relay", logging.ERROR, True),
        ("app.services.sync", logging.INFO, False),
        ("asyncio", logging.WARNING, False),
        ("asyncio", logging.ERROR, True),
        ("urllib3.connectionpool", logging.ERROR, False),
    ],
)
def test_what_counts_as_an_unexpected_log_line(name: str, level: int, kept: bool) -> None:
    watch = LogWatch([])
    record = logging.LogRecord(name, level, __file__, 1, "inbox %d", (3,), None)
    watch.handle(record)
    assert bool(watch.unexpected) is kept


def test_an_announced_log_line_is_not_unexpected() -> None:
    watch = LogWatch([r"inbox \d"])
    for message in ("inbox 3", "outbox 3"):
        watch.handle(logging.LogRecord("app", logging.ERROR, __file__, 1, message, (), None))
    assert watch.unexpected == ["ERROR app: outbox 3"]


def test_what_a_person_keeps_is_out_of_reach(private_directories: Path) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR"):
        assert Path(os.environ[variable]).is_relative_to(private_directories)


def test_coroutines_run_on_qts_loop(
    run_in_qt: Callable[[Coroutine[Any, Any, str]], str],
) -> None:
    async def answer() -> str:
        inner = asyncio.create_task(asyncio.sleep(0.01, "slept"))
        return await inner

    assert run_in_qt(answer()) == "slept"
