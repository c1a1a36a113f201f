"""Counting how long the relay has been asked in vain for something that it owes us.

Only time between two answers counts: a computer that slept, a network that was down or a relay that
could not be reached gave it no chance. What was counted goes to the database, or every lock would
begin the waiting anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

CHECK_S = 30.0
"""Between two times of asking."""


class Asking:
    """Asks now and then while something is owed. One loop of the engine runs `round_` for ever."""

    def __init__(
        self,
        owed: Callable[[], Awaitable[bool]],
        ask: Callable[[], Awaitable[None]],
        count: Callable[[int], Awaitable[None]],
    ) -> None:
        """`ask` raises when it got no answer; `count` takes milliseconds."""
        self._owed = owed
        self._ask = ask
        self._count = count
        self._asked_at: float | None = None
        self._due = asyncio.Event()

    def look(self) -> None:
        """Something may be owed."""
        self._due.set()

    async def round_(self) -> None:
        """Wait until something may be owed, then ask until it is not. Raises what `ask` does."""
        await self._due.wait()
        self._due.clear()
        loop = asyncio.get_running_loop()
        while await self._owed():
            await self._ask()
            now = loop.time()
            waited = 0.0 if self._asked_at is None else now - self._asked_at
            self._asked_at = now
            if await self._owed():
                await self._count(round(min(waited, 2 * CHECK_S) * 1000))
            await asyncio.sleep(CHECK_S)
        self._asked_at = None
