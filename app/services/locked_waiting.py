"""Counting new messages while the profile is locked (DESIGN section 7).

Locked means: the database is closed and the keys are dropped. What policy lets stay is a session
of scope `notify`, opened at the lock while the device's key is there: the relay tells it a number
and would tell it nothing else. It ends at the unlock, at the end of the program, and after a day.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from app.core.errors import CurbsideError
from app.core.profile_ports import RelayAddress, RelayFactory
from app.core.relay_errors import DeviceRevoked, DeviceUnknown, RelayConnectionClosed
from app.core.relay_port import CountPort
from app.services.context import Context, log
from app.services.log_sync import relay_pins

_OPEN_S = 2.0
"""Longer than this nobody waits for a lock."""
_WAIT_MS = 60_000
_RETRY_FIRST_S, _RETRY_LAST_S = 1.0, 60.0

T = TypeVar("T")


class LockedWaiting:
    """Waits for a count. It holds no key of the device, and knows no name and no conversation."""

    def __init__(self, counter: CountPort) -> None:
        self._counter = counter
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="locked")
        self._closed = False
        self.count = 0
        """How many new messages have come since the lock."""

    @property
    def closed(self) -> bool:
        """Whether it is over, and its key gone."""
        return self._closed

    async def open(self) -> None:
        """Make the session. Raises RelayError, TimeoutError; then it is closed."""
        try:
            async with asyncio.timeout(_OPEN_S):
                await self._call(self._counter.open)
        except BaseException:
            self.close()
            raise

    async def run(self, tell: Callable[[int], None]) -> None:
        """Call `tell` with every new count, until closed or the day is over."""
        pause = _RETRY_FIRST_S
        try:
            while not self._closed and not self._counter.ended:
                try:
                    count = await self._call(partial(self._counter.wait, self.count, _WAIT_MS))
                except (RelayConnectionClosed, DeviceRevoked, DeviceUnknown):
                    return
                except CurbsideError as error:
                    log.info("locked: %s", error.code)
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _RETRY_LAST_S)
                    continue
                pause = _RETRY_FIRST_S
                if count != self.count and not self._closed:
                    self.count = count
                    tell(count)
        finally:
            self.close()

    def woke(self) -> None:
        """The computer slept: ask anew instead of waiting on a dead connection."""
        if not self._closed:
            self._counter.interrupt_waiting()

    def close(self) -> None:
        """End it, and drop its key."""
        self._closed = True
        self._counter.close()  # what waits, or is about to, ends with RelayConnectionClosed
        self._executor.shutdown(wait=False)

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


async def prepare(context: Context, relays: RelayFactory) -> LockedWaiting | None:
    """What goes on counting when this profile is locked, None where it cannot or must not."""
    policy = context.policy
    if not (policy.notifications and policy.notify_while_locked):
        return None
    pins = await context.store.read(relay_pins)
    address = RelayAddress(context.own.relay_url, pins, policy.relay_trust)
    waiting = LockedWaiting(relays.as_counter(address, context.own.device_id, context.own.sign))
    try:
        await waiting.open()
    except (CurbsideError, TimeoutError) as error:
        log.info("locked: %s", error.code if isinstance(error, CurbsideError) else "too slow")
        return None
    return waiting
