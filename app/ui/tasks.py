"""Runs what the windows ask for, and makes sure that no failure is silent.

Tasks are made on the loop that was running when the user interface started: making one from a
widget's constructor has no running loop under qasync. The runner keeps a reference to each task,
so that none is collected half-way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar
from weakref import WeakSet

from app.core.errors import CurbsideError

log = logging.getLogger("curbside.ui")

Result = TypeVar("Result")
ErrorHandler = Callable[[CurbsideError], None]


class TaskRunner:
    """Starts coroutines for slots, and tells their failures to people.

    `on_error` is shown the failures that the program understands, `on_unexpected` is called for
    all others, after type and place were logged without content.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        on_error: ErrorHandler,
        on_unexpected: Callable[[BaseException], None],
    ) -> None:
        self._loop = loop
        self._on_error = on_error
        self._on_unexpected = on_unexpected
        self._tasks: set[asyncio.Task[None]] = set()
        self._children: WeakSet[TaskRunner] = WeakSet()
        self._closed = False

    def start(
        self, work: Coroutine[Any, Any, object], on_error: ErrorHandler | None = None
    ) -> asyncio.Task[None] | None:
        """Run `work`. A CurbsideError goes to `on_error`, or to the runner's own handler."""
        if self._closed:
            work.close()
            return None
        task = self._loop.create_task(self._guard(work, on_error))
        self._tasks.add(task)

        def done(ended: asyncio.Task[None]) -> None:
            self._tasks.discard(ended)
            work.close()  # a task that was cancelled before its first step never ran it

        task.add_done_callback(done)
        return task

    def hold(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Start `work` that must outlive this runner; the caller keeps and awaits the task."""
        return self._loop.create_task(work)

    def child(self, on_error: ErrorHandler | None = None) -> TaskRunner:
        """A runner whose tasks can be ended together, as when the profile is locked."""
        runner = TaskRunner(self._loop, on_error or self._on_error, self._on_unexpected)
        runner._closed = self._closed
        self._children.add(runner)
        return runner

    def close(self) -> None:
        """Cancel what still runs and accept nothing more."""
        self._closed = True
        for child in self._children:
            child.close()
        for task in tuple(self._tasks):
            task.cancel()

    def tell(self, error: CurbsideError) -> None:
        """Show a failure whose own place is gone."""
        if not self._closed:
            self._on_error(error)

    async def finish(self, seconds: float) -> None:
        """Wait until what was cancelled has tidied up, as by telling the other side of a link."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=seconds)

    async def _guard(
        self, work: Coroutine[Any, Any, object], on_error: ErrorHandler | None
    ) -> None:
        try:
            await work
        except asyncio.CancelledError:
            raise
        except CurbsideError as error:
            if not self._closed:
                (on_error or self._on_error)(error)
        except Exception as error:
            report(error)
            if not self._closed:
                self._on_unexpected(error)


def report(error: BaseException) -> None:
    """Log an unexpected failure: its type and where it happened, never its text."""
    places = []
    traceback = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_qualname}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    log.error("unexpected %s in %s", type(error).__name__, " > ".join(places) or "?")
