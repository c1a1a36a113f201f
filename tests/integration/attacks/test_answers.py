"""Servers that answer with rubbish, or that are not the relay at all: refused, and nothing lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.bus import Connection
from app.core.errors import CurbsideError
from app.core.records import DeliveryState
from app.core.relay_errors import ProtocolViolation
from app.core.transport_types import InboxBatch, InboxEnvelope, LogPage, ProfileOpening, ProfilePage
from relay.config import Config
from relay.server import RunningRelay
from tests.support.clinic import eventually
from tests.support.scenario import Pair, arrived, last_sent, log_of, refused_with, run


def test_a_man_in_the_middle_with_his_own_certificate_gets_nothing(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        port = pair.clinic.relay.port
        pair.clinic.relay.stop()
        impostor = RunningRelay(tmp_path / "impostor", Config(port=port))
        impostor.start()
        try:
            await pair.amira.write("Jonas", "not for the impostor")
            await eventually(lambda: refused_with(pair.amira, "wrong-relay-key"))
            error = pair.amira.open.connection_error
            assert error is not None
            assert "certificate" in error.action
            assert pair.amira.open.connection is Connection.REFUSED
            assert (await last_sent(pair.amira, "Jonas")).state is DeliveryState.QUEUED
        finally:
            impostor.stop()
        pair.clinic.start_relay(port)
        await arrived(pair.jonas, "Amira", "not for the impostor")
        await eventually(lambda: pair.amira.open.connection is Connection.ONLINE)

    run(tmp_path, attack)


RUBBISH: dict[str, Callable[..., object]] = {
    "log_entries": lambda _real, _first, _limit: LogPage(b"\xff" * 300, (b"\x00" * 9000,)),
    "profiles": lambda _real, after: ProfilePage(
        after + 1, (ProfileOpening(bytes(16), bytes(32), b"rubbish"),)
    ),
    "submit": lambda _real, _submissions: (),
    "claim_prekeys": lambda _real, _claim, _ids: (),
    "prekey_counts": lambda _real: _violation(),
    "put_prekeys": lambda _real, _prekeys: _violation(),
}


def _violation() -> None:
    raise ProtocolViolation("rubbish")


@pytest.mark.expects_log("unexpected", "no session with device", "profile opening refused")
def test_rubbish_from_any_endpoint_is_survived(tmp_path: Path) -> None:
    """Each endpoint in turn answers what makes no sense; afterwards everything has arrived."""

    async def attack(pair: Pair) -> None:
        await pair.enrol()
        conversation = await pair.amira.conversation_with("Jonas")
        for name, trick in RUBBISH.items():
            pair.amira_relay[name] = trick
            await pair.amira.open.messages.send_text(conversation, f"during rubbish from {name}")
            with_log_rubbish = name in ("log_entries", "profiles")
            if with_log_rubbish:
                task = asyncio.ensure_future(pair.amira.open.engine.log_sync.sync())
                await asyncio.wait([task], timeout=5)
                assert task.done(), f"{name} keeps the log sync for ever"
                task.exception()
            await asyncio.sleep(0.1)
            del pair.amira_relay[name]
        for row in await pair.amira.rows("Jonas"):
            if row.state is DeliveryState.FAILED:
                await pair.amira.open.messages.retry(row.row_id)
        expected = [f"during rubbish from {name}" for name in RUBBISH]
        await arrived(pair.jonas, "Amira", *expected)

    run(tmp_path, attack)


@pytest.mark.expects_log("envelope from .* refused", "an inbox item met a fault")
def test_rubbish_in_the_inbox_is_put_behind_us(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        await pair.meet()
        true_one = mail.captured[0]
        stranger = bytes(range(16))
        mail.inject = [
            InboxEnvelope(1, 0, stranger, stranger, b"", b""),
            InboxEnvelope(1, 2**60, stranger, stranger, b"\xff" * 8192, b"\x00" * 131_072),
            replace(true_one, envelope=b"\x00\x00\x00\x00" * 3),
            replace(true_one, envelope=true_one.envelope[:40]),
            replace(true_one, envelope=true_one.envelope + b"\x00\x00\x00\x00"),
            replace(true_one, body=b""),
        ]
        await pair.amira.write("Jonas", "behind the rubbish")
        await arrived(pair.jonas, "Amira", "hello Jonas", "behind the rubbish")

    run(tmp_path, attack)


@pytest.mark.expects_log("an inbox item met a fault")
def test_an_item_that_trips_us_up_does_not_come_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of our own in handling one message costs that message, visibly, and no other."""
    from app.services import receiving

    true_receive = receiving._receive

    def tripping(context, tx, item, result, *, unserved):  # type: ignore[no-untyped-def]
        if item.received_ms == 666:
            raise IndexError("a fault of ours")
        true_receive(context, tx, item, result, unserved=unserved)

    monkeypatch.setattr(receiving, "_receive", tripping)

    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        await pair.meet()
        poisoned: list[bool] = []

        def poison(items):  # type: ignore[no-untyped-def]
            if not items or poisoned:
                return items
            poisoned.append(True)
            return [replace(items[0], received_ms=666), *items[1:]]

        mail.policy = poison
        await pair.amira.write("Jonas", "one", "two", "three")
        await arrived(pair.jonas, "Amira", "hello Jonas", "one", "two", "three")

    run(tmp_path, attack)


def test_a_mailbox_that_claims_a_longer_log_than_it_serves_is_not_a_hot_loop(
    tmp_path: Path,
) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()

        def boast(real, ack, wait, limit, log_size):  # type: ignore[no-untyped-def]
            batch: InboxBatch = real(ack, 0, limit, log_size)
            return replace(batch, log_size=2**50)

        pair.jonas_relay["inbox"] = boast
        await pair.amira.write("Jonas", "wakes the long-poll")
        await arrived(pair.jonas, "Amira", "wakes the long-poll")
        before = pair.jonas_relay.count("log_entries")
        await asyncio.sleep(1.0)
        assert pair.jonas_relay.count("log_entries") - before <= 8
        assert pair.jonas.open.alarm is None

    run(tmp_path, attack)


def test_a_refused_log_is_not_stored(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        before = await log_of(pair.jonas)
        pair.jonas_relay["log_entries"] = lambda _r, _f, _l: LogPage(
            pair.jonas.open._context.replica.note, (b"not an entry",)
        )
        with pytest.raises(CurbsideError):
            await pair.jonas.open.engine.log_sync.sync()
        assert await log_of(pair.jonas) == before

    run(tmp_path, attack)
