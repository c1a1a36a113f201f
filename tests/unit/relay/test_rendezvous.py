"""How much memory strangers can make the relay hold for linking, and for how long."""

from __future__ import annotations

import asyncio
import functools
import itertools
import os
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from relay.problems import RefusalError
from relay.rendezvous import MAX_BYTES, MAX_BYTES_OF_ADDRESS, MAX_RENDEZVOUS, Rendezvous
from relay.wire import (
    MAX_LINK_MESSAGE,
    MAX_LINK_MESSAGES,
    Code,
    LinkRequest,
    WireError,
    decode_link_messages,
)


def on_a_loop(
    test: Callable[[], Coroutine[Any, Any, None]],
) -> Callable[[], None]:
    @functools.wraps(test)
    def run() -> None:
        asyncio.run(test())

    return run


class Answered:
    """What a connection would have sent."""

    def __init__(self, remote: bytes = b"\x7f\0\0\x01") -> None:
        self.remote = remote
        self.bodies: list[bytes] = []
        self.gone: Callable[[], None] | None = None

    def binary(self, body: bytes) -> None:
        self.bodies.append(body)

    def when_gone(self, callback: Callable[[], None]) -> None:
        self.gone = callback

    @property
    def messages(self) -> tuple[bytes, ...]:
        assert len(self.bodies) == 1
        return decode_link_messages(self.bodies[0])


def put(
    meetings: Rendezvous, name: bytes, index: int, message: bytes, remote: bytes = b"a"
) -> None:
    meetings.exchange(name, LinkRequest(0, index, message, 0, 0), Answered(remote))


def fill(meetings: Rendezvous, addresses: Iterator[bytes]) -> None:
    """Leave as much as a rendezvous takes, in one after the other, until refused."""
    message = os.urandom(MAX_LINK_MESSAGE)
    for number, address in enumerate(addresses):
        for index in range(MAX_LINK_MESSAGES):
            put(meetings, number.to_bytes(4, "big"), index, message, address)


@on_a_loop
async def test_nothing_stays_longer_than_its_lifetime() -> None:
    meetings = Rendezvous(lifetime_s=0.05)
    put(meetings, b"one", 0, b"x" * 1000)
    waiting = Answered()
    meetings.exchange(b"one", LinkRequest(0, 1, b"", 0, 60_000), waiting)
    assert (len(meetings), meetings.stored) == (1, 1000)
    await asyncio.sleep(0.15)
    assert waiting.messages == ()
    assert (len(meetings), meetings.stored) == (0, 0)
    meetings.release()


@on_a_loop
async def test_one_address_fills_its_share_and_no_more() -> None:
    meetings = Rendezvous()
    with pytest.raises(RefusalError) as refused:
        fill(meetings, itertools.repeat(b"a"))
    assert refused.value.code is Code.RATE_LIMITED
    assert meetings.stored == MAX_BYTES_OF_ADDRESS
    message = os.urandom(MAX_LINK_MESSAGE)
    put(meetings, b"neighbour", 0, message, b"b")
    meetings.release()
    assert (len(meetings), meetings.stored) == (0, 0)
    put(meetings, b"again", 0, message)
    meetings.release()


@on_a_loop
async def test_all_addresses_together_are_bounded() -> None:
    meetings = Rendezvous()
    with pytest.raises(RefusalError) as refused:
        fill(meetings, (number.to_bytes(4, "big") for number in itertools.count()))
    assert refused.value.code is Code.UNAVAILABLE
    assert meetings.stored <= MAX_BYTES
    meetings.release()
    assert meetings.stored == 0


@on_a_loop
async def test_the_number_of_rendezvous_is_bounded() -> None:
    meetings = Rendezvous()
    for number in range(MAX_RENDEZVOUS):
        put(meetings, number.to_bytes(4, "big"), 0, b"x", number.to_bytes(4, "big"))
    with pytest.raises(RefusalError) as refused:
        put(meetings, b"one more", 0, b"x")
    assert refused.value.code is Code.UNAVAILABLE
    put(meetings, bytes(4), 1, b"y")  # those that exist go on
    meetings.release()


@on_a_loop
async def test_a_message_below_what_is_waited_for_wakes_nobody() -> None:
    meetings, waiting = Rendezvous(), Answered()
    meetings.exchange(b"one", LinkRequest(1, 0, b"", 1, 60_000), waiting)
    put(meetings, b"one", 0, b"first")
    assert not waiting.bodies
    put(meetings, b"one", 1, b"second")
    assert waiting.messages == (b"second",)
    meetings.release()


@on_a_loop
async def test_who_went_away_is_not_answered() -> None:
    meetings, waiting = Rendezvous(), Answered()
    meetings.exchange(b"one", LinkRequest(1, 0, b"", 0, 60_000), waiting)
    assert waiting.gone is not None
    waiting.gone()
    put(meetings, b"one", 0, b"first")
    assert not waiting.bodies
    meetings.release()
    assert not waiting.bodies


@pytest.mark.parametrize(
    "request_",
    [
        LinkRequest(2, 0, b"", 0, 0),
        LinkRequest(0, 9, b"", 0, 0),
        LinkRequest(0, 0, b"", 9, 0),
        LinkRequest(0, 0, b"", 0, 60_001),
        LinkRequest(0, 0, bytes(MAX_LINK_MESSAGE + 1), 0, 0),
    ],
)
def test_requests_out_of_bounds_are_malformed(request_: LinkRequest) -> None:
    with pytest.raises(WireError):
        LinkRequest.decode(request_.encode())
