"""Locked, and yet "3 new messages": what the key that stays can do, and when it is gone."""

from __future__ import annotations

import asyncio
import gc
import threading
from pathlib import Path

import pytest

from app.core.bus import Connection
from app.core.policy import Policy
from app.core.relay_errors import RelayConnectionClosed, RelayRefused
from app.net.count_waiter import CountWaiter
from app.net.signed_calls import SignedCalls, post
from app.services.locked_waiting import LockedWaiting
from app.services.own_device import OwnDevice
from relay import wire
from tests.support.clinic import Person, eventually
from tests.support.scenario import Pair, arrived, run

DAY_MS = 24 * 3600 * 1000


async def lock(person: Person) -> LockedWaiting:
    await eventually(lambda: person.open.connection is Connection.ONLINE)
    waiting = await person.open.wait_locked()
    await person.lock()
    assert waiting is not None
    return waiting


def calls_of(waiting: LockedWaiting) -> SignedCalls:
    assert isinstance(waiting._counter, CountWaiter)
    return waiting._counter._calls


def test_counts_messages_and_nothing_else_while_locked(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        amira, jonas = pair.amira, pair.jonas
        await pair.meet()
        await jonas.write("Amira", "that she owes a receipt for")
        waiting = await lock(jonas)
        told: list[int] = []
        running = asyncio.ensure_future(waiting.run(told.append))
        await arrived(amira, "Jonas", "that she owes a receipt for")
        await amira.write("Jonas", "one", "two")
        await eventually(lambda: told and told[-1] == 2)
        await amira.write("Jonas", "three")
        await eventually(lambda: told and told[-1] == 3)
        assert told == sorted(told)
        waiting.close()
        await running
        await jonas.unlock()
        await arrived(jonas, "Amira", "one", "two", "three")

    run(tmp_path, scenario)


def test_the_key_that_stays_can_do_nothing_else_and_nothing_renews_it(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        jonas = pair.jonas
        await jonas.enrol()
        device_id = (await jonas.open.settings.own()).device_id
        waiting = await lock(jonas)

        def keys_are_gone() -> bool:
            gc.collect()
            devices = [each for each in gc.get_objects() if isinstance(each, OwnDevice)]
            return all(each.device_id != device_id for each in devices)

        await eventually(keys_are_gone)
        calls = calls_of(waiting)
        assert calls._credential is None
        for path in (wire.PATH_MESSAGES, wire.PATH_PREKEYS_CLAIM):
            with pytest.raises(RelayRefused) as refused:
                await asyncio.to_thread(calls.signed, post(path, b""))
            assert refused.value.problem == "scope"
        calls._sessions.clear()  # as when its day is over, or the relay has forgotten it
        with pytest.raises(RelayConnectionClosed):
            await asyncio.to_thread(waiting._counter.wait, 0, 0)
        await waiting.run(lambda _count: None)
        assert waiting.closed

    run(tmp_path, scenario)


def test_it_ends_with_its_day(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.jonas.enrol()
        waiting = await lock(pair.jonas)
        clock = calls_of(waiting).clock
        ends = calls_of(waiting)._sessions.get().renew_at_ms
        assert 0 < ends - clock.now_ms() <= DAY_MS
        assert not waiting._counter.ended
        clock._offset_ms += DAY_MS
        assert waiting._counter.ended
        await waiting.run(lambda _count: None)
        assert waiting.closed
        assert calls_of(waiting)._sessions._session is None

    run(tmp_path, scenario)


def test_it_outlives_a_relay_that_is_away_for_a_while(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        await pair.amira.account_of("Jonas")
        waiting = await lock(pair.jonas)
        running = asyncio.ensure_future(waiting.run(lambda _count: None))
        await asyncio.to_thread(pair.clinic.restart_relay)
        waiting.woke()
        await pair.amira.write("Jonas", "after the pause")
        await eventually(lambda: waiting.count == 1, 30)
        waiting.close()
        await running

    run(tmp_path, scenario)


def test_it_ends_quietly_when_closed_just_as_it_asks_again(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        waiting = await lock(pair.jonas)
        busy = threading.Event()
        waiting._executor.submit(busy.wait, 60)  # the one thread: what is asked for queues up
        running = asyncio.ensure_future(waiting.run(lambda _count: None))
        await asyncio.sleep(0)
        waiting.close()
        busy.set()
        await running

    run(tmp_path, scenario)


def test_a_relay_that_is_away_holds_up_no_lock_and_policy_may_forbid_it(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        port = pair.clinic.relay.port
        policies = (Policy(notify_while_locked=False), Policy(notifications=False), Policy())
        for number, policy in enumerate(policies):
            invite = pair.clinic.invite(f"Person {number}").invite
            person = pair.clinic.computer(f"computer{number}", invite, policy)
            await person.enrol()
            await eventually(lambda: person.open.connection is Connection.ONLINE)  # noqa: B023
            if policy == Policy():
                await asyncio.to_thread(pair.clinic.relay.stop)
            assert await person.open.wait_locked() is None
        await asyncio.to_thread(pair.clinic.start_relay, port)

    run(tmp_path, scenario)
