"""asyncio on Qt's event loop inside a test that pytest-qt drives.

qasync counts as running only inside `run_forever`, which would block the test. The fixture enters
that state by hand and lets pytest-qt's waiting process the events. It uses two private methods of
qasync, which is why pyproject pins its release.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

Result = TypeVar("Result")
DRAIN_SECONDS = 5.0


@pytest.fixture
def qt_event_loop(qapp: QApplication) -> Iterator[QEventLoop]:
    """A qasync loop that counts as running: `asyncio.create_task` works, and Qt events drive it.

    At the end every task is cancelled and must finish within five seconds.
    """
    from qasync import QEventLoop

    loop = QEventLoop(qapp)
    loop._before_run_forever()
    asyncio.events._set_running_loop(loop)
    try:
        yield loop
        pending = asyncio.all_tasks(loop)
        for task in pending:
            task.cancel()
        deadline = time.monotonic() + DRAIN_SECONDS
        while not all(task.done() for task in pending):
            if time.monotonic() > deadline:
                pytest.fail("tasks ignored their cancellation", pytrace=False)
            qapp.processEvents()
            time.sleep(0.001)
    finally:
        asyncio.events._set_running_loop(None)
        loop._after_run_forever()
        loop.close()


@pytest.fixture
def run_in_qt(
    qt_event_loop: QEventLoop, qapp: QApplication
) -> Callable[[Coroutine[Any, Any, Result]], Result]:
    """Run a coroutine to its end while Qt's events are processed, and return its result."""

    def run(coroutine: Coroutine[Any, Any, Result], timeout: float = 10.0) -> Result:
        task = qt_event_loop.create_task(coroutine)
        deadline = time.monotonic() + timeout
        while not task.done():
            if time.monotonic() > deadline:
                task.cancel()
                pytest.fail(f"not finished within {timeout} s", pytrace=False)
            qapp.processEvents()
            time.sleep(0.0005)
        result: Result = task.result()
        return result

    return run
