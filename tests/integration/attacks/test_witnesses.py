"""A clinic that requires a witness: a relay can hide, strip, forge and replay, and gets nowhere."""

from __future__ import annotations

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from app.core.bus import AlarmEnded
from app.core.policy import Policy
from app.core.transport_types import LogPage
from app.crypto.transparency import cosignature
from app.services import asking, witnesses
from app.services.witnesses import WitnessMissing
from relay import cosigning
from relay.config import Config
from relay.server import RunningRelay
from tests.support.clinic import Clinic, eventually
from tests.support.malicious_relay import FalseLog, Tricks, deceive
from tests.support.scenario import arrived
from tests.support.witness import RunningWitness

pytestmark = pytest.mark.expects_log("not cosigned|is shorter than ours|longer log|taken back")


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "CHECK_S", 0.1)
    monkeypatch.setattr(witnesses, "PATIENCE_MS", 500)
    monkeypatch.setattr(cosigning, "RETRY_FIRST_S", 0.02)
    monkeypatch.setattr(cosigning, "RETRY_LAST_S", 0.2)


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[RunningWitness]:
    with RunningWitness(tmp_path / "witness", "hospital.example/w1") as running:
        yield running


@dataclass
class Watched:
    """Two people whose clinic requires the witness; Jonas's relay can be made to lie."""

    clinic: Clinic
    witness: RunningWitness

    def __post_init__(self) -> None:
        policy = Policy(witnesses_required=1, witness_keys=(self.witness.key.public_key.hex(),))
        self.amira = self.clinic.invite("Amira")
        self.jonas = self.clinic.invite("Jonas", "Nurse")
        deceive(self.amira, policy)
        self.relay: Tricks = deceive(self.jonas, policy)

    def restart_relay(self) -> None:
        port = self.clinic.relay.port
        self.clinic.relay.stop()
        config = Config(port=port, witness=(self.witness.config(),))
        self.clinic.relay = RunningRelay(self.clinic.folder / "relay", config)
        self.clinic.relay.start()

    async def meet(self) -> None:
        await self.amira.enrol()
        await self.jonas.enrol()
        await self.jonas.write("Amira", "hello")
        await arrived(self.amira, "Jonas", "hello")
        await self.amira.write("Jonas", "hello to you")
        await arrived(self.jonas, "Amira", "hello to you")
        await eventually(self.is_cosigned)

    async def is_cosigned(self) -> bool:
        (view,) = (await self.jonas.open.settings.directory_status()).witnesses
        await self.jonas.open.engine.log_sync.sync()
        return view.cosigned_size == self.jonas.open._context.replica.size

    async def stops(self) -> None:
        await eventually(lambda: isinstance(self.jonas.open.alarm, WitnessMissing))
        with pytest.raises(WitnessMissing):
            await self.jonas.write("Amira", "not sent")

    async def goes_on(self, text: str) -> None:
        await eventually(lambda: self.jonas.open.alarm is None)
        await self.jonas.write("Amira", text)
        await arrived(self.amira, "Jonas", text)


def play(
    tmp_path: Path, witness: RunningWitness, act: Callable[[Watched], Awaitable[None]]
) -> None:
    async def main(clinic: Clinic) -> None:
        log_key = bytes.fromhex(clinic.relay.card.log_key)
        witness.watch(clinic.authority.log_id, log_key)
        watched = Watched(clinic, witness)
        watched.restart_relay()
        try:
            await act(watched)
        finally:
            for person in clinic.people:
                await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(main(clinic))


def served(tricks: Tricks, change: Callable[[bytes], bytes]) -> None:
    """Have every note that Jonas is served changed."""

    def log_entries(real: Callable[..., LogPage], *arguments: Any) -> LogPage:
        page = real(*arguments)
        return LogPage(change(page.note), page.entries)

    tricks["log_entries"] = log_entries


def bare(note: bytes) -> bytes:
    return b"".join(note.splitlines(keepends=True)[:5])


def test_without_its_witness_sending_stops_and_goes_on_by_itself(tmp_path: Path) -> None:
    name = "hospital.example/w1"

    async def act(watched: Watched) -> None:
        await watched.meet()
        status = await watched.jonas.open.settings.directory_status()
        assert status.witnesses_required == 1
        assert status.witnesses[0].name == name
        assert status.witnesses[0].cosigned_at_ms is not None
        port = watched.witness.server.port
        running.close()
        dan = watched.clinic.invite("Dan")
        await dan.enrol()
        await watched.jonas.account_of("Dan")
        await watched.stops()
        await watched.jonas.lock()
        await watched.jonas.unlock()
        assert isinstance(watched.jonas.open.alarm, WitnessMissing), "not after another ten minutes"
        running.enter_context(RunningWitness(tmp_path / "witness", name, port=port))
        await watched.goes_on("watched again")
        assert any(isinstance(event, AlarmEnded) for event in watched.jonas.events)

    with ExitStack() as running:
        witness = running.enter_context(RunningWitness(tmp_path / "witness", name))
        play(tmp_path, witness, act)


def test_a_relay_that_shows_one_person_another_log_lacks_the_witness_for_it(
    tmp_path: Path, witness: RunningWitness
) -> None:
    """The fork itself is valid in every entry: alone with this relay, only the witness tells."""

    async def act(watched: Watched) -> None:
        await watched.meet()
        store = watched.jonas.open._context.store
        before = await store.read(lambda tx: tx.log.entries())
        watched.relay["log_entries"] = FalseLog(watched.clinic, before).log_entries
        carol, dan = watched.clinic.invite("Carol"), watched.clinic.invite("Dan")
        await carol.enrol()
        await dan.enrol()
        whole = await dan.open._context.store.read(lambda tx: tx.log.entries())
        without_carol = FalseLog(watched.clinic, [*before, *whole[-2:]])
        watched.relay["log_entries"] = without_carol.log_entries
        await watched.jonas.account_of("Dan")
        assert watched.jonas.open._context.replica.size == len(before) + 2
        await watched.stops()

    play(tmp_path, witness, act)


@pytest.mark.parametrize("trick", ["stripped", "forged", "of an older size", "another's name"])
def test_what_is_no_cosignature_of_this_very_state_counts_as_none(
    tmp_path: Path, witness: RunningWitness, trick: str
) -> None:
    async def act(watched: Watched) -> None:
        await watched.meet()
        line = watched.clinic.relay.server.directory.note.splitlines(keepends=True)[-1]
        mallory = SigningKey.generate()

        def change(note: bytes) -> bytes:
            name, blob = line.decode().strip().split(" ")[1:]
            raw = b64decode(blob)
            match trick:
                case "stripped":
                    return bare(note)
                case "forged":
                    text = note[: note.index(b"\n\n") + 1]
                    seconds = int.from_bytes(raw[4:12], "big") + 5
                    message = cosignature.signed_message(seconds, text)
                    forged = raw[:4] + seconds.to_bytes(8, "big") + mallory.sign(message).signature
                    return bare(note) + f"— {name} {b64encode(forged).decode()}\n".encode()
                case "of an older size":
                    return bare(note) + line
                case _:
                    return bare(note) + f"— someone.example {blob}\n".encode()

        served(watched.relay, change)
        dan = watched.clinic.invite("Dan")
        await dan.enrol()
        await watched.jonas.account_of("Dan")
        await watched.stops()
        del watched.relay["log_entries"]
        await watched.goes_on("honest again")

    play(tmp_path, witness, act)


def test_a_log_that_stands_still_for_everybody_alike_is_noticed_by_its_age(
    tmp_path: Path, witness: RunningWitness, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(watched: Watched) -> None:
        await watched.meet()
        frozen = watched.clinic.relay.server.directory.note
        served(watched.relay, lambda _note: frozen)
        monkeypatch.setattr(witnesses, "FRESH_MS", 0)
        await watched.jonas.open.engine.log_sync.sync()
        await watched.stops()
        monkeypatch.setattr(witnesses, "FRESH_MS", 60_000)
        del watched.relay["log_entries"]
        await watched.goes_on("thawed")

    play(tmp_path, witness, act)
