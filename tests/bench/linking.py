"""A second workstation: from its first click until it can be used, and the messages of before."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.bus import HistoryProgress
from app.core.ids import MessageId
from app.core.records import DeliveryState, MessageRecord
from tests.bench.report import Report
from tests.support.clinic import Clinic, Person, eventually


def measure(report: Report, folder: Path, messages: int) -> None:
    """`messages`: how many of before are copied."""
    report.section("Linking a workstation, both sides and the relay in one process")
    with Clinic(folder) as clinic:
        asyncio.run(_measure(report, clinic, messages))


async def _measure(report: Report, clinic: Clinic, messages: int) -> None:
    amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas")
    ward = clinic.workstation()
    try:
        await amira.enrol()
        await jonas.enrol()
        await _fill(amira, messages)
        linked = await _timed(ward.link(amira))
        report.add("link to usable, people and passphrases aside", 1000 * linked, "ms")
        first = await _timed(_first_message(jonas, ward))
        report.add("first message from a colleague after that", 1000 * first, "ms")
        copied = await _timed(_copy(amira, ward, messages))
        report.add(
            f"history of {messages:,} messages, until all are there", messages / copied, "/s"
        )
    finally:
        for person in (amira, jonas, ward):
            await person.lock()


async def _timed(work: Coroutine[Any, Any, object]) -> float:
    begun = time.perf_counter()
    await work
    return time.perf_counter() - begun


async def _fill(person: Person, count: int) -> None:
    await person.write("Jonas", "a message of usual length, about a patient in bed four")
    (sample,) = await person.rows("Jonas")
    rows = [_older(sample, number) for number in range(1, count)]
    await person.open._context.store.write(lambda tx: tx.messages.add_history(rows))


def _older(sample: MessageRecord, number: int) -> MessageRecord:
    return replace(
        sample,
        message_id=MessageId(number.to_bytes(16, "big")),
        arrived_at_ms=sample.arrived_at_ms - 100_000_000 + number,
        state=DeliveryState.READ,
    )


async def _first_message(sender: Person, receiver: Person) -> None:
    await sender.write("Amira", "hello to both")

    async def there() -> bool:
        return "hello to both" in await receiver.texts("Jonas")

    await eventually(there, every=0.005)


async def _copy(old: Person, new: Person, messages: int) -> None:
    device_id = (await new.open.settings.own()).device_id
    await old.open.devices.send_history(device_id)
    await eventually(
        lambda: any(
            isinstance(event, HistoryProgress) and event.incoming and event.done == event.total
            for event in new.events
        ),
        600,
    )
    assert len(await new.rows("Jonas")) >= messages
