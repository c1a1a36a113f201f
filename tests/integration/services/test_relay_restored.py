"""A relay put back to an older state: clients give it back what it lost, and go on by themselves.

The data directory is really copied and put back, as a backup would be; nobody is locked out.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.core.bus import Connection
from app.crypto.transparency.errors import ForkDetected
from app.services import lost_entries
from relay import admin
from tests.support import scenario
from tests.support.clinic import Clinic, Person, eventually
from tests.support.scenario import alarms_of, arrived

EXPECTED = (
    "shorter than ours|lost entries taken back|restored from an older backup|numbered anew"
    "|a client claims a longer log|no session with device|the log has moved on|devices changed"
)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario.hurry(monkeypatch)
    monkeypatch.setattr(lost_entries, "AGAIN_S", 0.2)


class Restorable:
    """A clinic whose relay can be put back to how it was."""

    def __init__(self, clinic: Clinic, folder: Path) -> None:
        self.clinic = clinic
        self._backup = folder / "backup"

    def back_up(self) -> None:
        port = self.clinic.relay.port
        self.clinic.relay.stop()
        shutil.copytree(self.clinic.relay.data.path, self._backup)
        self.clinic.start_relay(port)

    def put_back(self) -> None:
        port = self.clinic.relay.port
        self.clinic.relay.stop()
        shutil.rmtree(self.clinic.relay.data.path)
        shutil.copytree(self._backup, self.clinic.relay.data.path)
        self.clinic.start_relay(port)

    async def enrol(self, *names: str) -> list[Person]:
        people = [self.clinic.invite(name) for name in names]
        for person in people:
            await person.enrol()
        return people

    async def knowing(self, one: Person, name: str) -> Person:
        """Somebody new, whose entries one of the others has."""
        (new,) = await self.enrol(name)
        await one.account_of(name)
        return new

    async def grown_to(self, size: int) -> None:
        """Wait until the relay has so much again."""
        await eventually(lambda: self.size == size, seconds=30)

    @property
    def size(self) -> int:
        return self.clinic.relay.server.directory.size


def play(tmp_path: Path, act: Callable[[Restorable], Awaitable[None]]) -> None:
    async def main(clinic: Clinic) -> None:
        try:
            await act(Restorable(clinic, tmp_path))
        finally:
            for person in clinic.people:
                await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(main(clinic))


async def talk(first: Person, first_name: str, second: Person, second_name: str, word: str) -> None:
    """One message each way."""
    await first.write(second_name, f"{word} there")
    await arrived(second, first_name, f"{word} there")
    await second.write(first_name, f"{word} back")
    await arrived(first, second_name, f"{word} back")


async def lock(*people: Person) -> None:
    for person in people:
        await person.lock()


async def online(*people: Person) -> None:
    for person in people:
        await eventually(lambda p=person: p.open.connection is Connection.ONLINE)  # type: ignore[misc]


@pytest.mark.expects_log(EXPECTED)
def test_people_go_on_talking_also_with_one_who_enrolled_after_the_backup(tmp_path: Path) -> None:
    async def act(restorable: Restorable) -> None:
        clinic = restorable.clinic
        amira, jonas = await restorable.enrol("Amira", "Jonas")
        await talk(amira, "Amira", jonas, "Jonas", "before")
        restorable.back_up()
        (carol,) = await restorable.enrol("Carol")
        await talk(amira, "Amira", carol, "Carol", "meanwhile")
        full = restorable.size
        restorable.put_back()
        await restorable.grown_to(full)
        await online(amira, jonas, carol)
        await talk(amira, "Amira", jonas, "Jonas", "after")
        await talk(amira, "Amira", carol, "Carol", "after")
        await talk(jonas, "Jonas", carol, "Carol", "never before")
        assert all(person.open.alarm is None for person in clinic.people)
        assert admin.report(clinic.relay.data).lost_entries == 0
        # Names and keys are with the relay again for whoever comes next.
        (dan,) = await restorable.enrol("Dan")
        await talk(dan, "Dan", carol, "Carol", "new here")

    play(tmp_path, act)


@pytest.mark.expects_log(EXPECTED)
def test_one_whom_only_the_lost_entries_name_gives_them_back_alone(tmp_path: Path) -> None:
    """Everybody else is away; the relay refuses even to talk to this device."""

    async def act(restorable: Restorable) -> None:
        (amira,) = await restorable.enrol("Amira")
        restorable.back_up()
        bo, carol = await restorable.enrol("Bo", "Carol")
        await talk(bo, "Bo", carol, "Carol", "before")
        full = restorable.size
        await lock(amira, bo, carol)
        restorable.put_back()
        assert restorable.size < full
        await carol.unlock()  # her entries do not even begin where the relay's log ends
        await restorable.grown_to(full)
        await online(carol)
        await bo.unlock()
        await online(bo)
        await talk(bo, "Bo", carol, "Carol", "after")
        await amira.unlock()
        await talk(amira, "Amira", carol, "Carol", "first words")

    play(tmp_path, act)


@pytest.mark.expects_log(EXPECTED)
def test_a_client_that_holds_more_than_another_completes_what_was_begun(tmp_path: Path) -> None:
    async def act(restorable: Restorable) -> None:
        clinic = restorable.clinic
        amira, jonas = await restorable.enrol("Amira", "Jonas")
        await jonas.account_of("Amira")
        restorable.back_up()
        carol = await restorable.knowing(jonas, "Carol")
        some = restorable.size
        await jonas.lock()
        dan = await restorable.knowing(amira, "Dan")
        full = restorable.size
        await lock(amira, carol, dan)
        restorable.put_back()
        await jonas.unlock()
        await restorable.grown_to(some)
        await amira.unlock()
        await restorable.grown_to(full)
        await carol.unlock()
        await dan.unlock()
        await online(amira, jonas, carol, dan)
        await talk(jonas, "Jonas", dan, "Dan", "all here")
        assert all(person.open.alarm is None for person in clinic.people)

    play(tmp_path, act)


@pytest.mark.expects_log(EXPECTED)
@pytest.mark.parametrize("grown", ["to the same size", "further"])
def test_a_log_that_grew_again_differently_raises_the_fork_alarm(
    tmp_path: Path, grown: str
) -> None:
    """IT enrols somebody else before any client with more could speak up: proof, and no sending."""

    async def act(restorable: Restorable) -> None:
        amira, jonas = await restorable.enrol("Amira", "Jonas")
        await talk(amira, "Amira", jonas, "Jonas", "before")
        await jonas.lock()
        restorable.back_up()
        carol = await restorable.knowing(amira, "Carol")
        await lock(amira, carol)
        restorable.put_back()
        (dan,) = await restorable.enrol("Dan")
        if grown == "further":
            await restorable.enrol("Eve")
        await amira.unlock()
        await eventually(lambda: ForkDetected.code in alarms_of(amira), seconds=30)  # proof kept
        proof = await amira.open.settings.fork_proof()
        assert proof is not None
        (tmp_path / "proof.txt").write_bytes(proof)
        await jonas.unlock()
        await dan.account_of("Jonas")
        await talk(jonas, "Jonas", dan, "Dan", "knows of no other log")

    play(tmp_path, act)


@pytest.mark.expects_log(EXPECTED + "|lost more than can be given back")
def test_a_loss_too_large_for_one_request_is_left_to_a_newer_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost_entries, "MOST_BYTES", 100)

    async def act(restorable: Restorable) -> None:
        clinic = restorable.clinic
        amira, jonas = await restorable.enrol("Amira", "Jonas")
        await talk(amira, "Amira", jonas, "Jonas", "before")
        restorable.back_up()
        carol = await restorable.knowing(amira, "Carol")
        await carol.lock()
        full = restorable.size
        restorable.put_back()
        await eventually(lambda: admin.report(clinic.relay.data).lost_entries == 2, seconds=30)
        assert restorable.size == full - 2
        await talk(amira, "Amira", jonas, "Jonas", "mail goes on")

    play(tmp_path, act)
