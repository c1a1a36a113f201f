"""A loop that is cancelled in the very moment it is woken ends all the same."""

from __future__ import annotations

import asyncio

import pytest

from app.services import sync


def test_a_cancellation_together_with_the_event_is_not_swallowed() -> None:
    async def scenario() -> None:
        for turns in range(6):
            event = asyncio.Event()
            task = asyncio.ensure_future(sync._wait(event, 60))
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
        await sync._wait(event, 0.01)
        event.set()
        await sync._wait(event, 60)

    asyncio.run(scenario())
