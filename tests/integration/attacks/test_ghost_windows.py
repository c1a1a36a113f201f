"""A ghost that appears at any moment while a person writes on two workstations gets nothing.

What goes over the wire is looked at: every envelope that either workstation hands to the relay.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.core.transport_types import OutgoingSubmission
from app.services.alarms import UnexpectedOwnEntry
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.malicious_relay import Tricks, deceive
from tests.support.own_devices import device_entry, second_device
from tests.support.scenario import Pair, arrived, copied, run

ROUNDS = 3
RANDOM = random.Random(20)


class Wire:
    """To whom envelopes went."""

    def __init__(self) -> None:
        self.reached: set[DeviceId] = set()
        self.claimed: set[DeviceId] = set()

    def watch(self, relay: Tricks) -> None:
        relay["submit"] = self._submit
        relay["claim_prekeys"] = self._claim

    def _submit(self, real: Callable[..., Any], submissions: Sequence[OutgoingSubmission]) -> Any:
        self.reached |= {
            recipient.device_id
            for submission in submissions
            for recipient in submission.recipients
            if recipient.envelope
        }
        return real(submissions)

    def _claim(self, real: Callable[..., Any], claim: bytes, devices: list[DeviceId]) -> Any:
        self.claimed |= set(devices)
        return real(claim, devices)


async def keep_writing(person: Person, texts: list[str], stop: asyncio.Event) -> None:
    """Write until nothing may be written; what was taken stands in `texts`."""
    while not stop.is_set():
        text = f"{person.folder.parent.name} {len(texts)}"
        try:
            await person.write("Jonas", text)
        except CurbsideError:
            await asyncio.sleep(0.01)
            continue
        texts.append(text)
        await asyncio.sleep(RANDOM.random() * 0.02)


def alarmed(person: Person) -> bool:
    return isinstance(person.open.alarm, UnexpectedOwnEntry)


def test_a_ghost_gets_nothing_whenever_it_appears(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        wire = Wire()
        wire.watch(pair.amira_relay)
        empty = pair.clinic.computer("ward", "")
        wire.watch(deceive(empty))
        ward = await second_device(pair.clinic, pair.amira, computer=empty)
        await ward.write("Jonas", "from the ward")
        await copied(pair.amira, "Jonas", "hello Jonas", "from the ward")
        main, written = pair.amira.open._context, 1
        for _ in range(ROUNDS):
            stop = asyncio.Event()
            texts: tuple[list[str], list[str]] = ([], [])
            writers = [
                asyncio.ensure_future(keep_writing(person, mine, stop))
                for person, mine in zip((pair.amira, ward), texts, strict=True)
            ]
            await asyncio.sleep(RANDOM.random() * 0.3)
            _, ghost, entry = device_entry(pair.amira)
            await main.call(partial(main.relay.append_entries, [entry]))
            await eventually(lambda: alarmed(pair.amira) and alarmed(ward))
            stop.set()
            await asyncio.gather(*writers)
            assert ghost not in wire.reached
            assert ghost not in wire.claimed, "no session is even begun"
            await pair.amira.open.devices.remove(ghost, PASSPHRASE)
            await eventually(lambda: not pair.amira.open.alarm and not ward.open.alarm)
            await pair.amira.write("Jonas", "after")
            await arrived(pair.jonas, "Amira", "after")
            written += len(texts[0]) + len(texts[1]) + 1

            async def complete(expected: int) -> bool:
                return len(await pair.jonas.texts("Amira")) == expected + 1

            await eventually(partial(complete, written))
            assert ghost not in wire.reached

    run(tmp_path, attack)
