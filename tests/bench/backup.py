"""All messages into an encrypted file, and from it into an empty profile: rows a second, memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from app.core.ids import MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.store_ports import Transaction
from app.crypto.system_random import SystemRandom
from app.services.client import Client
from relay.transparency.certificates import Purpose
from tests.bench.report import Report
from tests.support.clinic import PASSPHRASE, Clinic, Person

_WORDS = "a passphrase for the file"
_TEXT = "Bed 12: potassium 3.1, please repeat at six and call me. " * 2
_BATCH = 2_000


def measure(report: Report, folder: Path, rows: int) -> None:
    """Save and restore a conversation of so many rows, over the real database."""
    report.section(f"Backup, {rows:,} messages")
    folder.mkdir()
    with Clinic(folder) as clinic:
        asyncio.run(_measure(report, clinic, folder / "all.curbside-backup", rows))


async def _measure(report: Report, clinic: Clinic, file: Path, rows: int) -> None:
    amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas")
    try:
        await amira.enrol()
        await jonas.enrol()
        await _fill(jonas, "Amira", rows)
        kit = await jonas.open.recovery.make_kit(PASSPHRASE)
        work = jonas.open.backup.export
        await _timed(report, "saved", rows, lambda tell: work(file, _WORDS, tell))
        report.add("size of the file", _size_of(file) / rows, "bytes a message")
        await jonas.lock()
        again = await _restored(clinic, "Jonas", kit.code)
        back = again.backup.restore
        await _timed(report, "restored", rows, lambda tell: back(file, _WORDS, tell))
        await again.lock()
    finally:
        for person in clinic.people:
            await person.lock()


async def _timed(
    report: Report, name: str, rows: int, work: Callable[[Callable[[int, int], None]], object]
) -> None:
    """Rows a second without the passphrase's stretching, and the most memory on the way."""
    before, highest, began = _resident(), 0.0, 0.0

    def tell(_done: int, total: int) -> None:
        nonlocal highest, began
        highest = max(highest, _resident())
        if total and not began:
            began = time.perf_counter()

    started = time.perf_counter()
    running = work(tell)
    assert asyncio.iscoroutine(running)
    await running
    ended = time.perf_counter()
    report.add(f"rows {name}, once begun", rows / (ended - (began or started)), "/s")
    report.add(f"rows {name}, until done", ended - started, "s")
    report.add(f"memory while rows are {name}", max(0.0, highest - before), "MB more")


async def _restored(clinic: Clinic, name: str, words: str) -> Client:
    authority = clinic.authority
    invite = authority.invite_again(authority.find(name), Purpose.RECOVER)
    person = clinic.computer("again", invite.text)
    client = await person.access.enrol(
        person.invite, PASSPHRASE, remember=False, progress=lambda _: None, recovery_words=words
    )
    await client.start()
    return client


async def _fill(person: Person, name: str, rows: int) -> None:
    conversation_id = await person.conversation_with(name)
    account = await person.account_of(name)
    context, random = person.open._context, SystemRandom()

    def add(first: int, last: int, tx: Transaction) -> None:
        for number in range(first, last):
            outgoing = number % 2 == 0
            tx.messages.add(
                MessageRecord(
                    row_id=0,
                    position=0.0,
                    conversation_id=conversation_id,
                    message_id=MessageId(random.random_bytes(16)),
                    sender_account=context.own.account_id if outgoing else account,
                    sender_device=context.own.device_id,
                    sender_seq=0,
                    outgoing=outgoing,
                    kind=MessageKind.TEXT,
                    text=f"{number} {_TEXT}",
                    sent_at_ms=1_700_000_000_000 + number * 60_000,
                    arrived_at_ms=1_700_000_000_000 + number * 60_000,
                    state=DeliveryState.READ if outgoing else DeliveryState.RECEIVED,
                    failure=None,
                    skewed=False,
                    devset_hash=b"",
                    log_size=0,
                    log_root=b"",
                )
            )

    for first in range(0, rows, _BATCH):
        last = min(rows, first + _BATCH)
        await context.store.write(lambda tx, first=first, last=last: add(first, last, tx))


def _resident() -> float:
    """This process's memory in MB; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * 4096 / 2**20


def _size_of(file: Path) -> int:
    return file.stat().st_size
