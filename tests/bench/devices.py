"""A message whose first encryption was for other devices than there are: until the relay has it.

The sender has not heard of the change, so the relay refuses, the sender takes in the log, encrypts
for the devices of now and hands it in again. Sender and relay share a process here.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from app.core.bus import Event, MessagesChanged
from app.core.records import DeliveryState
from app.core.relay_errors import RelayUnreachable
from tests.bench.report import Report
from tests.support.clinic import PASSPHRASE, Clinic, Person, eventually
from tests.support.malicious_relay import Tricks, deceive
from tests.support.own_devices import second_device


def measure(report: Report, folder: Path, sizes: list[int], rounds: int) -> None:
    """With so many devices on either side."""
    report.section("A device of the recipient was added, or removed, and the sender does not know")
    with Clinic(folder) as clinic:
        asyncio.run(_measure(report, clinic, sizes, rounds))


async def _measure(report: Report, clinic: Clinic, sizes: list[int], rounds: int) -> None:
    sender, receiver = clinic.invite("Sender"), clinic.invite("Receiver")
    tricks = deceive(sender)
    try:
        await sender.enrol()
        await receiver.enrol()
        for size in sizes:
            for person in (sender, receiver):
                await _grow(clinic, person, size)
            times: dict[str, list[float]] = {"": [], "added, then": [], "removed, then": []}
            await _until_sent(sender)
            for _ in range(rounds):
                times[""].append(await _until_sent(sender))
                _make_deaf(tricks, sender)
                spare = await second_device(clinic, receiver)
                await eventually(lambda device=spare: device.open.connection.value == "online")
                times["added, then"].append(await _until_sent(sender))
                device_id = spare.open._context.own.device_id
                await receiver.open.devices.remove(device_id, PASSPHRASE)
                times["removed, then"].append(await _until_sent(sender))
                del tricks["inbox"]
                await spare.lock()
            for what, taken in times.items():
                median = sorted(taken)[len(taken) // 2]
                name = f"{size}+{size} devices, {what or 'no change:'} until the relay has it"
                report.add(name.replace("then until", "until"), 1000 * median, "ms")
    finally:
        for person in clinic.people:
            await person.lock()


async def _grow(clinic: Clinic, person: Person, size: int) -> None:
    while len((await person.open.devices.devices()).devices) < size:
        await second_device(clinic, person)


def _make_deaf(tricks: Tricks, person: Person) -> None:
    """It hears nothing by itself: no mail, no longer log."""

    def unreachable(*_: object) -> None:
        raise RelayUnreachable

    tricks["inbox"] = unreachable
    person.open._context.relay.interrupt_waiting()


async def _until_sent(person: Person) -> float:
    """Seconds from Send to "Sent"."""
    conversation_id = await person.conversation_with("Receiver")
    messages = person.open.messages
    changed = asyncio.Event()

    def listen(event: Event) -> None:
        if isinstance(event, MessagesChanged):
            changed.set()

    stop = person.open.bus.subscribe(listen)
    started = time.perf_counter()
    try:
        row = await messages.send_text(conversation_id, "Could you look at the ECG in bay 4?")
        while True:
            (now,) = await messages.rows([row.row_id])
            if now.state not in (DeliveryState.QUEUED, DeliveryState.FAILED):
                return time.perf_counter() - started
            async with asyncio.timeout(60):
                await changed.wait()
            changed.clear()
    finally:
        stop()
