"""What workstations meet every day: wrong clocks, full disks, no network, text of every kind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.bus import Connection
from app.core.content_checks import MAX_TEXT_LENGTH
from app.core.errors import CurbsideError
from app.core.records import DeliveryState, MessageKind
from app.core.store_errors import StoreFull
from app.core.transport_types import InboxItem
from app.net import client as net_client
from app.services.recipients import TextNotSendable
from tests.support.clinic import Person, eventually
from tests.support.malicious_relay import deceive
from tests.support.scenario import Pair, arrived, became, last_sent, run

THREE_DAYS_MS = 3 * 24 * 3600 * 1000


@pytest.mark.parametrize("wrong_by", [-THREE_DAYS_MS, THREE_DAYS_MS], ids=["behind", "ahead"])
def test_a_clock_that_is_wrong_by_days_stops_nothing(
    tmp_path: Path, wrong_by: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The relay says what time it is; requests, invites and prekeys go by that."""
    true_init = net_client.RelayClient.__init__

    def with_wrong_clock(self, *arguments, **options):  # type: ignore[no-untyped-def]
        options["clock"] = lambda: time.time_ns() // 1_000_000 + wrong_by
        true_init(self, *arguments, **options)

    monkeypatch.setattr(net_client.RelayClient, "__init__", with_wrong_clock)

    async def scenario(pair: Pair) -> None:
        await pair.amira.enrol()
        monkeypatch.setattr(net_client.RelayClient, "__init__", true_init)
        await pair.jonas.enrol()
        await pair.amira.write("Jonas", "from the wrong day")
        await arrived(pair.jonas, "Amira", "from the wrong day")
        await pair.jonas.write("Amira", "from the right one")
        await arrived(pair.amira, "Jonas", "from the right one")
        row = (await pair.jonas.rows("Amira"))[0]
        assert abs(row.sent_at_ms - time.time_ns() // 1_000_000) < 60_000
        assert not row.skewed
        assert pair.amira.open.connection is Connection.ONLINE

    run(tmp_path, scenario)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a small file system can only be mounted by root")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("this computer does not let tests mount a file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill_up(filler: Path) -> None:
    """Write until there is not a page left."""
    descriptor = os.open(filler, os.O_CREAT | os.O_WRONLY)
    with contextlib.suppress(OSError):
        while True:
            os.write(descriptor, bytes(4096))
    os.close(descriptor)


def test_a_full_disk_loses_nothing_and_says_so(tmp_path: Path, small_disk: Path) -> None:
    async def scenario(pair: Pair) -> None:
        pair.amira.folder = small_disk / "profile"
        deceive(pair.amira)
        await pair.meet()
        conversation = await pair.amira.conversation_with("Jonas")
        await pair.amira.open.messages.save_draft(conversation, "the draft is kept")
        filler = small_disk / "filler"
        fill_up(filler)

        async def write_until_full() -> None:
            for _ in range(400):
                await pair.amira.open.messages.send_text(conversation, "x" * 4000)

        with pytest.raises(StoreFull) as caught:
            await write_until_full()
        assert "disk is full" in caught.value.message
        written = [r for r in await pair.amira.rows("Jonas") if r.outgoing]
        await pair.amira.open.messages.page(conversation, limit=10)
        filler.unlink()
        await pair.amira.open.messages.save_draft(conversation, "the draft is kept")
        await pair.amira.open.messages.send_text(conversation, "there is room again")
        await arrived(pair.jonas, "Amira", "there is room again")
        assert len(await pair.jonas.texts("Amira")) == len(written) + 1
        await pair.jonas.write("Amira", "all here")
        await arrived(pair.amira, "Jonas", "all here")

    run(tmp_path, scenario)


HOSTILE = [
    "\x00",
    "before\x00after",
    "\u202eright to left\u202c",
    "\u2066isolate without end",
    "<b>bold</b><img src='/etc/passwd'>",
    "👩🏽‍⚕️" * 200,
    "Z̷̛͎̒a̵͐l̴g̶o" * 50,
    "\ufeff\ufffe\uffff",
    "line\r\nline\rline\n\n\u2028end",
    "x" * MAX_TEXT_LENGTH,
    "\U0010ffff" * MAX_TEXT_LENGTH,
    "   ",
    "'; DROP TABLE messages; --",
    "%s %n {0} ${HOME}",
]


def test_hostile_text_round_trips_to_the_character(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await pair.amira.write("Jonas", *HOSTILE)
        await arrived(pair.jonas, "Amira", "hello Jonas", *HOSTILE)
        conversation = await pair.amira.conversation_with("Jonas")
        messages = pair.amira.open.messages
        await messages.send_text(conversation, "half \ud83d of a pair")
        await arrived(pair.jonas, "Amira", "half ? of a pair")
        for text in ("", "x" * (MAX_TEXT_LENGTH + 1)):
            await messages.save_draft(conversation, text)
            with pytest.raises(TextNotSendable) as caught:
                await messages.send_text(conversation, text)
            assert "16,384" in caught.value.message
        kept = await pair.amira.open.contacts.conversation(await pair.amira.account_of("Jonas"))
        assert kept.record.draft == "x" * (MAX_TEXT_LENGTH + 1)
        await messages.save_draft(conversation, "half a pair \udc00")
        for text in ("\x00", "\u202e", "100 kB " * 15_000):
            await messages.save_draft(conversation, text)
            kept = await pair.amira.open.contacts.conversation(await pair.amira.account_of("Jonas"))
            assert kept.record.draft == text

    run(tmp_path, scenario)


def test_a_first_message_written_offline_survives_a_restart_and_goes_out_in_order(
    tmp_path: Path,
) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        await pair.amira.account_of("Jonas")
        port = pair.clinic.relay.port
        pair.clinic.relay.stop()
        try:
            await pair.amira.write("Jonas", "one", "two")
            await eventually(lambda: pair.amira.open.connection is Connection.OFFLINE)
            await pair.amira.lock()
            await pair.amira.unlock()
            conversation = await pair.amira.conversation_with("Jonas")
            await pair.amira.open.messages.send_text(conversation, "three")
            states = await pair.amira.states("Jonas")
            assert states == [DeliveryState.QUEUED] * 3
        finally:
            pair.clinic.start_relay(port)
        await arrived(pair.jonas, "Amira", "one", "two", "three")
        assert len(await pair.jonas.texts("Amira")) == 3
        await became(pair.amira, "Jonas", DeliveryState.DELIVERED)

    run(tmp_path, scenario)


def test_restarting_the_relay_during_everything_loses_nothing(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        here, there = await asyncio.gather(
            pair.amira.conversation_with("Jonas"), pair.jonas.conversation_with("Amira")
        )

        async def talk(person: Person, conversation: bytes, name: str) -> list[str]:
            texts = [f"{name} {n}" for n in range(30)]
            for text in texts:
                await person.open.messages.send_text(conversation, text)
                await asyncio.sleep(0.02)
            return texts

        async def restart() -> None:
            for _ in range(3):
                await asyncio.sleep(0.15)
                await asyncio.to_thread(pair.clinic.restart_relay)

        said, heard, _ = await asyncio.gather(
            talk(pair.amira, here, "amira"), talk(pair.jonas, there, "jonas"), restart()
        )
        await arrived(pair.jonas, "Amira", *said)
        await arrived(pair.amira, "Jonas", *heard)
        assert len(await pair.jonas.texts("Amira")) == len(said)
        assert len(await pair.amira.texts("Jonas")) == len(heard)

    run(tmp_path, scenario)


def test_locking_in_the_middle_of_everything_loses_nothing(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        conversation = await pair.amira.conversation_with("Jonas")
        accepted: list[str] = []
        chance = random.Random(7)
        for round_ in range(6):

            async def burst(number: int = round_) -> None:
                for n in range(20):
                    text = f"{number}.{n}"
                    try:
                        await pair.amira.open.messages.send_text(conversation, text)
                    except (CurbsideError, AssertionError):
                        return  # locked
                    accepted.append(text)

            writing = asyncio.ensure_future(burst())
            await asyncio.sleep(chance.random() * 0.05)
            victim = chance.choice([pair.amira, pair.jonas])
            await victim.lock()
            await victim.unlock()
            await writing
        await arrived(pair.jonas, "Amira", *accepted)
        assert len(await pair.jonas.texts("Amira")) == len(accepted)
        rows = await pair.amira.rows("Jonas")
        assert [r.text for r in rows if r.kind is MessageKind.TEXT] == accepted

    run(tmp_path, scenario)


async def sending_to(person: Person, other: Person) -> bytes | None:
    """The session that a person sends to another with."""
    device = other.open._context.own.device_id
    return await person.open._context.store.read(lambda tx: tx.sessions.sending(device))


@pytest.mark.parametrize("attempts", [range(20)], ids=["20 times"])
def test_two_people_who_write_to_each_other_at_once_end_up_in_one_session(
    tmp_path: Path, attempts: range
) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        await pair.jonas.lock()
        chance = random.Random(20261122)
        for n in attempts:
            other = pair.clinic.invite(f"Other {n}")
            await other.enrol()
            await pair.amira.account_of(f"Other {n}")
            await other.account_of("Amira")

            async def later(person: Person, name: str, text: str) -> None:
                await asyncio.sleep(chance.random() * 0.03)
                await person.write(name, text)

            await asyncio.gather(
                later(pair.amira, f"Other {n}", f"to you {n}"),
                later(other, "Amira", f"to you too {n}"),
            )
            await arrived(other, "Amira", f"to you {n}")
            await arrived(pair.amira, f"Other {n}", f"to you too {n}")
            await pair.amira.write(f"Other {n}", "and on")
            await arrived(other, "Amira", f"to you {n}", "and on")
            await other.write("Amira", "and back")
            await arrived(pair.amira, f"Other {n}", f"to you too {n}", "and back")
            mine, theirs = other.open._context.own.device_id, pair.amira.open._context.own.device_id
            one = await pair.amira.open._context.store.read(
                lambda tx, d=mine: tx.sessions.sending(d)
            )
            two = await other.open._context.store.read(lambda tx, d=theirs: tx.sessions.sending(d))
            assert one == two, f"attempt {n}: two sessions"
            await other.lock()

    run(tmp_path, scenario)


def test_a_session_that_is_delivered_late_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    """The relay holds one of two crossing first messages back, to keep the two sides apart."""

    async def attack(pair: Pair) -> None:
        mail = pair.amira_relay.take_over_mail()
        await pair.enrol()
        held: list[InboxItem] = []

        def hold_first(items):  # type: ignore[no-untyped-def]
            if not held and items:
                held.append(items[0])
                return items[1:]
            return items

        mail.policy = hold_first
        await asyncio.gather(
            pair.amira.write("Jonas", "crossing"), pair.jonas.write("Amira", "crossing too")
        )
        await arrived(pair.jonas, "Amira", "crossing")
        await eventually(lambda: held)
        await pair.jonas.write("Amira", "a later one")
        await arrived(pair.amira, "Jonas", "a later one")
        mail.inject, mail.policy = list(held), list
        await arrived(pair.amira, "Jonas", "crossing too", "a later one")
        await pair.amira.write("Jonas", "one more")
        await arrived(pair.jonas, "Amira", "one more")

        async def converged() -> bool:
            mine = await sending_to(pair.amira, pair.jonas)
            return mine == await sending_to(pair.jonas, pair.amira)

        await eventually(converged)
        assert (await last_sent(pair.amira, "Jonas")).state is not DeliveryState.FAILED

    run(tmp_path, attack)
