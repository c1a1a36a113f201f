"""One side's presence at the rendezvous: put a message, wait for the other's, say a last word.

relay/PROTOCOL.md section 5.5. The relay may drop, repeat, reorder or change what passes; the state
machines of `app.crypto.linking` judge it. Here it is only waited for, within a time that ends.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from app.core.errors import CurbsideError
from app.core.relay_errors import RelayConnectionClosed, RelayError
from app.core.relay_port import RendezvousPort
from app.crypto.linking.sealing import Role
from app.services.context import log
from app.services.linking_errors import LinkTimedOut

T = TypeVar("T")

_WAIT_MS = 20_000
_RETRY_S = 1.0
_LAST_WORD_S = 3.0


class Meeting:
    """Use as a context manager: leaving it ends every call that still waits."""

    def __init__(self, port: RendezvousPort, role: Role) -> None:
        self._port = port
        self._role = role
        self._executor = ThreadPoolExecutor(3, thread_name_prefix="link")
        self._unsure: tuple[int, bytes] | None = None
        """A message that may not have arrived."""

    def __enter__(self) -> Meeting:
        return self

    def __exit__(self, *_: object) -> None:
        self._port.close()
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def put(self, index: int, message: bytes) -> None:
        """Put our message `index`. Raises RelayError; RelayRefused when another one is there."""
        self._unsure = (index, message)
        await self._exchange(index, message, 0, 0)
        self._unsure = None

    async def wait_for(self, number: int, deadline: float) -> bytes:
        """The other side's message `number`. `deadline` is of the event loop's clock.

        Raises LinkTimedOut then, RelayError when the relay refuses.
        """
        loop = asyncio.get_running_loop()
        while (left := deadline - loop.time()) > 0:
            wait_ms = min(_WAIT_MS, max(1, int(left * 1000)))
            began = loop.time()
            try:
                messages = await self._exchange(0, b"", number, wait_ms)
            except RelayConnectionClosed:
                raise
            except RelayError as error:
                if not error.transient:
                    raise
                log.info("rendezvous: %s", error.code)
                messages = ()
            if messages:
                return messages[0]
            if loop.time() - began < _RETRY_S:  # an answer that came too soon, or none
                await asyncio.sleep(min(_RETRY_S, max(0.0, deadline - loop.time())))
        raise LinkTimedOut

    async def last_word(self, index: int, message: bytes) -> None:
        """Tell the other side that it is over, if that can be done quickly."""
        words = [(index, message)] if self._unsure is None else [self._unsure, (index, message)]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORD_S):
                for word in words:
                    with contextlib.suppress(CurbsideError):
                        await self._exchange(*word, 0, 0)

    async def _exchange(
        self, index: int, message: bytes, after: int, wait_ms: int
    ) -> tuple[bytes, ...]:
        call = partial(self._port.exchange, int(self._role), index, message, after, wait_ms)
        return await self._call(call)

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)
