"""The real windows over a large clinic: 2,000 people, 500 conversations, one of them very long.

Painted offscreen unless there is a display; a frame is one scroll step, laid out and painted. The
passphrase is hashed at the tests' low cost: the real cost, half a second, is chosen, not owed.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from app.core.ids import ConversationId, MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.store_ports import Transaction
from app.core.views import ContactView
from app.services import signature_checks
from tests.bench.client_process import TEXT
from tests.bench.log_client import grow
from tests.bench.report import Report
from tests.support.clinic import PASSPHRASE, Clinic, Person
from tests.support.processes import ROOT

_PEOPLE = 2_000
_CONVERSATIONS = 500
_EACH = 20
_BATCH = 500
_GROWING = {
    "usable": "from the passphrase to the list",
    "open_long": "open the long conversation",
    "open_p50": "open others, p50",
    "frame_p50": "scroll step painted, p50",
    "frame_p99": "scroll step painted, p99",
    "memory_list": "memory, list shown",
    "memory_scrolled": "memory, after scrolling through",
}
"""What should hardly grow with the conversation, by what the process calls it."""
_WORDS = ("bed", "potassium", "ECG", "ward", "call", "repeat", "confirmed", "please", "tomorrow")


def measure(report: Report, folder: Path, sizes: Sequence[int], people: int = _PEOPLE) -> None:
    """With as many messages in the longest conversation as `sizes` says, ascending."""
    with Clinic(folder) as clinic:
        grow(clinic, 2 * people)
        asyncio.run(_measure(report, clinic, sizes))


async def _measure(report: Report, clinic: Clinic, sizes: Sequence[int]) -> None:
    person = clinic.invite("Measured")
    person.client = await person.access.enrol(
        person.invite, PASSPHRASE, remember=False, progress=lambda _: None
    )
    await person.open.engine.log_sync.sync()
    await signature_checks.verify_all(person.open._context)
    contacts = await person.open.contacts.contacts()
    longest, others = contacts[0], contacts[1:_CONVERSATIONS]
    for contact in others:
        await _fill(person, contact, 0, _EACH)
    filled = 0
    told: dict[int, dict[str, float]] = {}
    for size in sizes:
        await _fill(person, longest, filled, size - filled)
        filled = size
        await person.lock()
        told[size] = _run(report, person.folder, longest.name, size, len(contacts))
        person.client = await person.access.unlock(PASSPHRASE)
    await person.lock()
    for fewer, more in pairwise(sizes):
        report.section(f"Windows: growth from {fewer:,} to {more:,} messages")
        for key, name in _GROWING.items():
            report.add(name, told[more][key] / told[fewer][key], "×")


async def _fill(person: Person, contact: ContactView, first: int, count: int) -> None:
    """Store messages as if they had been exchanged and read."""
    context = person.open._context
    (device,) = context.replica.live_devices(contact.account_id)
    conversation_id = contact.conversation_id
    now, own = context.now_ms(), context.own
    await person.open.contacts.conversation(contact.account_id)

    def record(number: int) -> MessageRecord:
        outgoing = number % 3 == 0
        chance = random.Random(number)
        words = " ".join(chance.choices(_WORDS, k=chance.randint(1, 30)))
        return MessageRecord(
            row_id=0,
            position=0.0,
            conversation_id=ConversationId(conversation_id),
            message_id=MessageId(context.randomness.random_bytes(16)),
            sender_account=own.account_id if outgoing else contact.account_id,
            sender_device=own.device_id if outgoing else device.device_id,
            sender_seq=0 if outgoing else number + 1,
            outgoing=outgoing,
            kind=MessageKind.TEXT,
            text=f"{TEXT}{number} {words}",
            sent_at_ms=now,
            arrived_at_ms=now,
            state=DeliveryState.READ if outgoing else DeliveryState.RECEIVED,
            failure=None,
            skewed=False,
            devset_hash=bytes(32),
            log_size=1,
            log_root=bytes(32),
        )

    def write(numbers: range, tx: Transaction) -> None:
        for number in numbers:
            row = tx.messages.add(record(number))
        assert row is not None
        tx.conversations.mark_read(conversation_id, row.row_id)

    for start in range(first, first + count, _BATCH):
        await context.store.write(partial(write, range(start, min(start + _BATCH, first + count))))


def _run(report: Report, profile: Path, name: str, size: int, people: int) -> dict[str, float]:
    """Measure one size in a process of its own; what it told."""
    environment = {**os.environ, "QT_API": "pyside6"}
    if not environment.get("DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", "tests.bench.scrolling_process", str(profile), PASSPHRASE]
    output = subprocess.run(
        [*command, name],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=600,
    ).stdout
    told: dict[str, float] = json.loads(output)
    report.section(f"Windows: {size:,} messages in one conversation, {people:,} people")
    report.add("from the passphrase to the list", told["usable"], "ms", target="< 1,000")
    report.add("open the long conversation", told["open_long"], "ms", target="< 100")
    report.add("open others, p50", told["open_p50"], "ms", target="< 100")
    report.add("open others, worst of 20", told["open_max"], "ms", target="< 100")
    report.add("scroll step painted, p50", told["frame_p50"], "ms", target="< 16")
    report.add("scroll step painted, p99", told["frame_p99"], "ms", target="< 16")
    report.add("scroll step painted, worst", told["frame_max"], "ms")
    report.add("switch to the list of people and filter", told["people"], "ms", target="< 100")
    report.add("memory, list shown", told["memory_list"], "MB")
    report.add("memory, after scrolling through", told["memory_scrolled"], "MB")
    report.add(f"rows scrolled through, of {size:,}", told["rows"], "rows")
    return told
