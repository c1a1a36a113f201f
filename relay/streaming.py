"""Bodies too large to be held: one that comes in pieces, and what gives one out in pieces.

Between the connection, which may not wait, and the disk, which may take its time, stands a bounded
number of bytes: whoever is ahead pauses.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from relay.problems import RefusalError

HELD_BYTES: Final = 512 * 1024
"""More of one body is not held in memory, but for what came in one read of the connection."""


class IncomingBody:
    """A request's body on its way to whoever takes it. Used on the event loop alone.

    Attributes:
        missing: how many bytes have not come yet.
    """

    __slots__ = ("_ended", "_held", "_on_room", "_pieces", "_unwanted", "_waiter", "missing")

    def __init__(self, length: int, on_room: Callable[[], None]) -> None:
        """`on_room` is called when bytes were taken, so that more can be read."""
        self.missing = length
        self._on_room = on_room
        self._pieces: list[bytes] = []
        self._held = 0
        self._unwanted = False
        self._ended: RefusalError | None = None
        self._waiter: asyncio.Future[None] | None = None

    @property
    def full(self) -> bool:
        """Whether the connection should stop reading."""
        return self._held >= HELD_BYTES

    @property
    def unwanted(self) -> bool:
        """Whether the rest is thrown away as it comes."""
        return self._unwanted

    def feed(self, pieces: Sequence[bytes]) -> None:
        """Take what has come."""
        size = sum(map(len, pieces))
        self.missing -= size
        if self._unwanted or self._ended is not None:
            return
        self._pieces += pieces
        self._held += size
        self._wake()

    def end(self, error: RefusalError) -> None:
        """Let `take` raise this once it has given what had come. The first error stays."""
        if self._ended is None:
            self._ended = error
            self._wake()

    def discard(self) -> None:
        """Throw away what is held, and all that still comes."""
        self._unwanted = True
        self._pieces.clear()
        self._held = 0

    async def take(self) -> list[bytes]:
        """Wait for bytes and return all there are; none once the body is complete.

        Raises RefusalError: the connection broke, or somebody ended it.
        """
        while not self._pieces:
            if not self.missing:
                return []
            if self._ended is not None:
                raise self._ended
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        pieces, self._pieces = self._pieces, []
        self._held = 0
        self._on_room()
        return pieces

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class OutgoingBody(Protocol):
    """An answer's body that is fetched as fast as it leaves."""

    async def next(self) -> bytes:
        """Return the next piece, empty at the end. Raises OSError: then the answer is cut off."""

    def close(self) -> None:
        """Let go of what it is read from; also before its end."""
