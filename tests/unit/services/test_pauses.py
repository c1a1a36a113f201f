"""A loop that is cancelled in the very moment it is woken ends all the same."""

from __future__ import annotations

import asyncio

import pytest

from app.services import pauses


def test_a_cancellation_together_with_the_event_is_not_swallowed() -> None:
    async def scenario() -> None:
        for turns in range(6):
            event = asyncio.Event()
            task = asyncio.ensure_future(pauses.wait(event, 60))
            await asyncio.sleep(0)
            event.set()
            for _ in range(turns):
                await asyncio.sleep(0)
            if not task.cancel():
                continue
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(scenario())


def test_waiting_ends_with_the_event_or_the_time() -> None:
    async def scenario() -> None:
        event = asyncio.Event()
        await pauses.wait(event, 0.01)
        event.set()
        await pauses.wait(event, 60)

    asyncio.run(scenario())


def test_a_burst_is_over_once_it_pauses() -> None:
    async def scenario() -> None:
        event, loop = asyncio.Event(), asyncio.get_running_loop()
        event.set()
        over = asyncio.ensure_future(pauses.burst_over(event, 0.2, 3600))
        last = loop.time()
        while loop.time() < last + 0.3:  # set again before each pause is long enough
            await asyncio.sleep(0)
            event.set()
        assert not over.done()
        last = loop.time()
        await over
        assert loop.time() >= last + 0.19
        assert not event.is_set()

    asyncio.run(scenario())


def test_a_burst_without_an_end_is_not_waited_for() -> None:
    async def scenario() -> None:
        event = asyncio.Event()
        over = asyncio.ensure_future(pauses.burst_over(event, 0.001, 0.01))
        while not over.done():
            event.set()
            await asyncio.sleep(0)

    asyncio.run(scenario())
