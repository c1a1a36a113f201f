"""The key that a PIN opens again: how long, how often, and that it is gone then."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from app.crypto import pin as pins
from app.crypto.pin import SealedKey
from app.crypto.system_random import SystemRandom
from app.crypto.vault import QUICK
from app.services.held_key import TRIES, Clocks, HeldKey, PinOver, WrongPin
from tests.support.clinic import eventually

PIN, KEY = "481516", bytes(range(32))
RANDOM = SystemRandom()
SECRET = pins.make_secret(PIN, RANDOM, QUICK)
HOUR = 3600.0


class Time:
    """Both clocks, each for itself."""

    def __init__(self) -> None:
        self.uptime = 1000.0
        self.wall = 5_000_000.0

    def pass_(self, seconds: float) -> None:
        self.uptime += seconds
        self.wall += seconds

    @property
    def clocks(self) -> Clocks:
        return Clocks(lambda: self.uptime, lambda: round(self.wall * 1000))


def holding(body: Callable[[HeldKey, Time], Coroutine[Any, Any, None]], hours: int = 4) -> HeldKey:
    time = Time()
    held = HeldKey(RANDOM, time.clocks, hours)

    async def run() -> None:
        held.hold(SECRET, KEY)
        await body(held, time)
        held.drop()

    asyncio.run(run())
    return held


def tries_left(held: HeldKey) -> int:
    view = held.view()
    return 0 if view is None else view.tries_left


def sealed_keys() -> int:
    gc.collect()
    return sum(isinstance(each, SealedKey) for each in gc.get_objects())


def test_the_pin_opens_again_and_again() -> None:
    async def body(held: HeldKey, time: Time) -> None:
        for _ in range(20):
            assert await held.open(PIN) == KEY
        assert tries_left(held) == TRIES

    holding(body)


def test_five_wrong_tries_and_the_key_is_gone_from_memory() -> None:
    before = sealed_keys()

    async def body(held: HeldKey, time: Time) -> None:
        for left in (4, 3, 2, 1):
            with pytest.raises(WrongPin) as caught:
                await held.open("000000")
            assert caught.value.left == left == tries_left(held)
            assert str(left) in caught.value.action
        with pytest.raises(PinOver):
            await held.open("000000")
        assert held.view() is None
        assert sealed_keys() == before
        with pytest.raises(PinOver):
            await held.open(PIN)

    holding(body)


def test_guessing_all_at_once_gets_no_more_tries() -> None:
    async def body(held: HeldKey, time: Time) -> None:
        guesses = [f"{number:06}" for number in range(100)] + [PIN]
        answers = await asyncio.gather(*map(held.open, guesses), return_exceptions=True)
        assert sum(isinstance(answer, WrongPin) for answer in answers) == TRIES - 1
        assert KEY not in answers

    holding(body)


def test_giving_up_waiting_takes_no_try_back() -> None:
    async def body(held: HeldKey, time: Time) -> None:
        for _ in range(TRIES + 2):
            guess = asyncio.ensure_future(held.open("000000"))
            await asyncio.sleep(0)
            guess.cancel()
            await asyncio.gather(guess, return_exceptions=True)
        assert held.view() is None
        with pytest.raises(PinOver):
            await held.open(PIN)

    holding(body)


def test_the_right_pin_on_the_last_try() -> None:
    async def body(held: HeldKey, time: Time) -> None:
        for _ in range(TRIES - 1):
            with pytest.raises(WrongPin):
                await held.open("000000")
        assert await held.open(PIN) == KEY
        assert tries_left(held) == TRIES

    holding(body)


@pytest.mark.parametrize("which", ["both", "asleep", "clock set back"])
def test_policys_hours_are_over_whatever_one_clock_says(which: str) -> None:
    async def body(held: HeldKey, time: Time) -> None:
        time.pass_(4 * HOUR - 1)
        assert await held.open(PIN) == KEY, "opening does not begin the hours anew"
        if which != "asleep":
            time.uptime += 2
        if which == "clock set back":
            time.wall -= 10 * HOUR
        else:
            time.wall += 2
        assert held.view() is None
        with pytest.raises(PinOver):
            await held.open(PIN)

    holding(body)


def test_time_that_runs_out_while_the_pin_is_tried_counts() -> None:
    async def body(held: HeldKey, time: Time) -> None:
        opening = asyncio.ensure_future(held.open(PIN))
        await asyncio.sleep(0)
        time.pass_(5 * HOUR)
        with pytest.raises(PinOver):
            await opening

    holding(body)


def test_the_key_goes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sealed_keys()
    monkeypatch.setattr("app.services.held_key._LOOK_EVERY_S", 0.01)

    async def body(held: HeldKey, time: Time) -> None:
        assert sealed_keys() == before + 1
        time.pass_(5 * HOUR)
        await eventually(lambda: sealed_keys() == before)  # nobody asks the object

    holding(body)


def test_where_the_clinic_allows_none_nothing_is_held() -> None:
    async def body(held: HeldKey, time: Time) -> None:
        assert held.view() is None
        with pytest.raises(PinOver):
            await held.open(PIN)

    holding(body, hours=0)


def test_it_shows_nothing_of_the_key() -> None:
    async def body(held: HeldKey, time: Time) -> None:
        assert repr(held) == "HeldKey(held)"

    assert repr(holding(body)) == "HeldKey(empty)"
