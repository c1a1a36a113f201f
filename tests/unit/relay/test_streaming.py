"""Between a connection that may not wait and a disk that may take its time."""

from __future__ import annotations

import asyncio

import pytest

from relay.problems import RefusalError
from relay.streaming import HELD_BYTES, IncomingBody
from relay.wire import Code


def body(length: int) -> tuple[IncomingBody, list[int]]:
    room: list[int] = []
    return IncomingBody(length, lambda: room.append(1)), room


def test_what_comes_is_given_and_then_the_end() -> None:
    async def check() -> None:
        incoming, room = body(5)
        waiting = asyncio.create_task(incoming.take())
        await asyncio.sleep(0)
        incoming.feed([b"ab"])
        incoming.feed([b"c"])
        assert await waiting == [b"ab", b"c"]
        incoming.feed([b"de"])
        incoming.end(RefusalError(Code.UNAVAILABLE))  # too late: all of it is there
        assert await incoming.take() == [b"de"]
        assert await incoming.take() == []
        assert len(room) == 2

    asyncio.run(check())


def test_who_is_ahead_pauses() -> None:
    async def check() -> None:
        incoming, room = body(10 * HELD_BYTES)
        incoming.feed([bytes(HELD_BYTES - 1)])
        assert not incoming.full
        incoming.feed([b"x"])
        assert incoming.full
        await incoming.take()
        assert (incoming.full, room) == (False, [1])
        incoming.feed([bytes(HELD_BYTES)])
        incoming.discard()
        assert not incoming.full
        incoming.feed([bytes(HELD_BYTES)])
        assert (incoming.full, incoming.missing) == (False, 7 * HELD_BYTES)

    asyncio.run(check())


def test_what_came_before_the_end_is_not_lost() -> None:
    async def check() -> None:
        incoming, _ = body(10)
        incoming.feed([b"abc"])
        incoming.end(RefusalError(Code.TIMEOUT))
        incoming.end(RefusalError(Code.INTERNAL))
        incoming.feed([b"never"])
        assert await incoming.take() == [b"abc"]
        with pytest.raises(RefusalError) as caught:
            await incoming.take()
        assert caught.value.code is Code.TIMEOUT

    asyncio.run(check())
