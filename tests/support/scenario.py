"""What attack scenarios share: two colleagues who have met, and short delays."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.core.bus import AlarmRaised
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.services import outbox, repair, sync
from relay import server
from tests.support.clinic import Clinic, Person, eventually
from tests.support.malicious_relay import Tricks, deceive

Scenario = Callable[["Pair"], Awaitable[None]]


class Pair:
    """Amira, and Jonas whose relay can be made to lie."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.amira = clinic.invite("Amira")
        self.jonas = clinic.invite("Jonas", "Nurse")
        self.amira_relay = deceive(self.amira)
        self.jonas_relay = deceive(self.jonas)

    async def enrol(self) -> None:
        await self.amira.enrol()
        await self.jonas.enrol()

    async def meet(self) -> None:
        """Enrol both, and let each have answered the other, with nothing left to say."""
        await self.enrol()
        await self.amira.write("Jonas", "hello Jonas")
        await arrived(self.jonas, "Amira", "hello Jonas")
        await self.jonas.write("Amira", "hello Amira")
        await arrived(self.amira, "Jonas", "hello Amira")
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until neither owes the other anything."""
        await eventually(lambda: _has_all(self.amira, self.jonas))
        await eventually(lambda: _has_all(self.jonas, self.amira))


async def _has_all(sender: Person, receiver: Person) -> bool:
    """Whether everything that was ever made for a colleague is there, and they said so."""
    store, device = sender.open._context.store, receiver.open._context.own.device_id
    there, other = receiver.open._context.store, sender.open._context.own.device_id
    sent = await store.read(lambda tx: tx.sessions.peer(device))
    got = await there.read(lambda tx: tx.sessions.peer(other))
    waiting = await store.read(lambda tx: tx.outbox.count())
    if sent is None or got is None or waiting:
        return False
    complete = sent.next_send_seq - 1 == got.received_upto and not got.missing
    told: bool = got.delivered_told >= got.received_upto
    return complete and told


def run(tmp_path: Path, scenario: Scenario) -> None:
    """A clinic, the scenario, and everybody locked at the end."""

    async def main(clinic: Clinic) -> None:
        pair = Pair(clinic)
        try:
            await scenario(pair)
        finally:
            for person in clinic.people:
                await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(main(clinic))


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the pauses short that only patience needs."""
    monkeypatch.setattr(sync, "_REPAIR_DELAY_S", 0.1)
    monkeypatch.setattr(sync, "_STUCK_S", 0.1)
    monkeypatch.setattr(sync, "_RETRY_FIRST_S", 0.05)
    monkeypatch.setattr(sync, "_RETRY_LAST_S", 0.4)
    monkeypatch.setattr(outbox, "_DISPUTE_FIRST_S", 0.05)
    monkeypatch.setattr(repair, "_ASK_EVERY_MS", 0)
    monkeypatch.setattr(repair, "_ANSWER_EVERY_MS", 0)
    monkeypatch.setattr(server, "_STOP_S", 0.2)


async def arrived(person: Person, name: str, *texts: str) -> None:
    """Wait until exactly these texts are the last that came from a colleague."""

    async def there() -> bool:
        found = await person.texts(name)
        return found[-len(texts) :] == list(texts)

    await eventually(there)


async def copied(person: Person, name: str, *texts: str) -> None:
    """Wait until these are the last that the person wrote to a colleague, as seen on this device.

    They may have written them on another one.
    """

    async def there() -> bool:
        rows = [r for r in await person.rows(name) if r.outgoing and r.kind is MessageKind.TEXT]
        return [row.text for row in rows][-len(texts) :] == list(texts)

    await eventually(there)


async def notices(person: Person, name: str) -> list[str]:
    return [row.text for row in await person.rows(name) if row.kind is MessageKind.NOTICE]


async def noticed(person: Person, name: str, notice: str) -> None:
    async def there() -> bool:
        return notice in await notices(person, name)

    await eventually(there)


async def last_sent(person: Person, name: str) -> MessageRecord:
    return [row for row in await person.rows(name) if row.outgoing][-1]


async def became(person: Person, name: str, state: DeliveryState) -> MessageRecord:
    """Wait until the last message to a colleague has a state; its row."""

    async def there() -> bool:
        return (await last_sent(person, name)).state is state

    await eventually(there)
    return await last_sent(person, name)


def alarms_of(person: Person) -> list[str]:
    return [event.error.code for event in person.events if isinstance(event, AlarmRaised)]


def refused_with(person: Person, code: str) -> bool:
    """Whether the banner says so."""
    error = person.open.connection_error
    return error is not None and error.code == code


async def log_of(person: Person) -> list[bytes]:
    return await person.open._context.store.read(lambda tx: tx.log.entries())


__all__ = [
    "Pair",
    "Tricks",
    "alarms_of",
    "arrived",
    "became",
    "copied",
    "hurry",
    "last_sent",
    "log_of",
    "noticed",
    "notices",
    "refused_with",
    "run",
]
