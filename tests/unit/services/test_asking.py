"""app/services/asking.py: only time in which the relay answered counts."""

from __future__ import annotations

import asyncio

import pytest

from app.core.relay_errors import RelayUnreachable
from app.services import asking
from app.services.asking import Asking


class Relay:
    """Owes something, and can be away."""

    def __init__(self) -> None:
        self.owes = True
        self.away = False
        self.asked = 0
        self.counted: list[int] = []

    async def owed(self) -> bool:
        return self.owes

    async def ask(self) -> None:
        self.asked += 1
        if self.away:
            raise RelayUnreachable

    async def count(self, milliseconds: int) -> None:
        self.counted.append(milliseconds)


@pytest.fixture
def relay(monkeypatch: pytest.MonkeyPatch) -> Relay:
    monkeypatch.setattr(asking, "CHECK_S", 0.02)
    return Relay()


def test_it_asks_until_nothing_is_owed(relay: Relay) -> None:
    async def run() -> None:
        loop_ = Asking(relay.owed, relay.ask, relay.count)
        loop_.look()
        task = asyncio.create_task(loop_.round_())
        await asyncio.sleep(0.15)
        relay.owes = False
        await asyncio.wait_for(task, 1)

    asyncio.run(run())
    assert relay.asked >= 3
    assert relay.counted[0] == 0, "the first answer waited for nothing"
    assert sum(relay.counted) <= 200


def test_nobody_is_asked_before_there_is_a_reason(relay: Relay) -> None:
    async def run() -> None:
        task = asyncio.create_task(Asking(relay.owed, relay.ask, relay.count).round_())
        await asyncio.sleep(0.05)
        task.cancel()

    asyncio.run(run())
    assert relay.asked == 0


def test_time_without_an_answer_does_not_count(relay: Relay) -> None:
    async def run() -> None:
        loop_ = Asking(relay.owed, relay.ask, relay.count)
        loop_.look()
        relay.away = True
        for _ in range(3):
            with pytest.raises(RelayUnreachable):
                await loop_.round_()
            loop_.look()
            await asyncio.sleep(0.05)
        assert relay.counted == []
        relay.away = False
        task = asyncio.create_task(loop_.round_())
        await asyncio.sleep(0.01)
        relay.away = True
        with pytest.raises(RelayUnreachable):
            await task
        await asyncio.sleep(0.3)  # away for long
        relay.away = False
        loop_.look()
        task = asyncio.create_task(loop_.round_())
        await asyncio.sleep(0.01)
        task.cancel()

    asyncio.run(run())
    assert relay.counted[-1] <= 2 * 20, "at most two pauses, however long the absence"
