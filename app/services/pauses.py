"""How the engine's loops wait for their events."""

from __future__ import annotations

import asyncio
import contextlib


async def wait(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, so long at most; whether it came.

    Not `asyncio.wait_for`: until Python 3.12 that swallows a cancellation that comes together with
    the event, and locking would wait for a loop that goes on.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()


async def burst_over(event: asyncio.Event, pause: float, longest: float) -> None:
    """Return, with the event cleared, once it was not set again for `pause` seconds.

    While it is set again and again, return after about `longest` seconds all the same.
    """
    loop = asyncio.get_running_loop()
    latest = loop.time() + longest
    again = True
    while again and loop.time() < latest:
        event.clear()
        await asyncio.sleep(pause)
        again = event.is_set()
    event.clear()
