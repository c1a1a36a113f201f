"""Opening a sound device beside the event loop: a system may take a second to hand one out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Device = TypeVar("Device")
_ending: set[asyncio.Task[object]] = set()


async def open_device(opening: Callable[[], Device], close: Callable[[Device], object]) -> Device:
    """The device, opened in a thread. Cancelled meanwhile, it is closed as soon as it is open."""
    future = asyncio.get_running_loop().run_in_executor(None, opening)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:

        def late(done: asyncio.Future[Device]) -> None:
            if not done.cancelled() and done.exception() is None:
                close(done.result())

        future.add_done_callback(late)
        raise


def finish(work: Coroutine[Any, Any, object]) -> None:
    """Run something short to its end even though the screen that began it is gone."""
    task = asyncio.get_running_loop().create_task(work)
    _ending.add(task)
    task.add_done_callback(_ending.discard)
