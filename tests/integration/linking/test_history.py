"""The messages of before, copied to a workstation that was linked later."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.bus import Connection, HistoryProgress, MessagesAdded
from app.core.errors import CurbsideError
from app.core.ids import MessageId
from app.core.records import DeliveryState, MessageRecord
from app.core.transport_types import InboxEnvelope, InboxItem
from app.services import history_sending
from tests.support.clinic import PASSPHRASE, Clinic, Person, eventually
from tests.support.malicious_relay import Policy, deceive


async def shown(person: Person, name: str) -> list[tuple[str, bool, str]]:
    return [(row.text, row.outgoing, row.state.value) for row in await person.rows(name)]


def finished(person: Person, *, incoming: bool) -> bool:
    return any(
        isinstance(event, HistoryProgress)
        and event.incoming is incoming
        and event.done == event.total
        for event in person.events
    )


def test_everything_arrives_as_it_was_and_before_what_came_since(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas, lena = (clinic.invite(name) for name in ("Amira", "Jonas", "Lena"))
        for person in (amira, jonas, lena):
            await person.enrol()
        await amira.write("Jonas", *(f"to Jonas {n}" for n in range(3)))
        await jonas.write("Amira", *(f"from Jonas {n}" for n in range(3)))
        await lena.write("Amira", "from Lena")

        async def all_there() -> bool:
            rows = await amira.rows("Jonas")
            mine = [row for row in rows if row.outgoing]
            return (
                len(rows) == 6
                and len(await amira.rows("Lena")) == 1
                and all(row.state is DeliveryState.DELIVERED for row in mine)
            )

        await eventually(all_there)
        rows = await amira.rows("Jonas")
        await amira.open.messages.mark_read(rows[-1].conversation_id, rows[-1].row_id)
        ward = clinic.workstation()
        await ward.link(amira)
        await jonas.write("Amira", "since")

        async def live() -> bool:
            return [row.text for row in await ward.rows("Jonas")] == ["since"]

        await eventually(live)
        before = await shown(amira, "Jonas")
        devices = await amira.open.devices.devices()
        new = next(device for device in devices.devices if not device.is_this)
        assert await amira.open.devices.send_history(new.device_id) == 8
        await eventually(lambda: finished(amira, incoming=False))
        await eventually(lambda: finished(ward, incoming=True))
        assert await shown(ward, "Jonas") == before
        assert [row.text for row in await ward.rows("Lena")] == ["from Lena"]
        conversations = {view.title: view for view in await ward.open.contacts.conversations()}
        assert conversations["Jonas"].record.unread == 1
        assert conversations["Lena"].record.unread == 0
        assert list(conversations) == ["Jonas", "Lena"]
        announced = [e for e in ward.events if isinstance(e, MessagesAdded) and e.incoming_new]
        assert len(announced) == 1
        # Once more changes nothing.
        ward.events.clear()
        assert await amira.open.devices.send_history(new.device_id) == 8
        await eventually(lambda: finished(ward, incoming=True))
        assert await shown(ward, "Jonas") == before
        for person in (amira, jonas, lena, ward):
            await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


async def fill(person: Person, name: str, count: int) -> list[MessageRecord]:
    """So many rows of before, without writing each."""
    contact = await person.open.contacts.contact(await person.account_of(name))
    (sample,) = await person.rows(name)
    rows = [_row(sample, number) for number in range(count)]
    await person.open._context.store.write(lambda tx: tx.messages.add_history(rows))
    assert contact.name == name
    return rows


def _row(sample: MessageRecord, number: int) -> MessageRecord:
    return replace(
        sample,
        row_id=0,
        message_id=MessageId(number.to_bytes(16, "big")),
        text=f"message number {number} of a long and busy history",
        sent_at_ms=sample.sent_at_ms - 10_000_000 + number,
        arrived_at_ms=sample.arrived_at_ms - 10_000_000 + number,
        state=DeliveryState.READ,
    )


def test_a_long_history_survives_locks_and_restarts_on_both_sides(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas")
        await amira.enrol()
        await jonas.enrol()
        await amira.write("Jonas", "newest")
        await fill(amira, "Jonas", 4000)
        ward = clinic.workstation()
        await ward.link(amira)
        devices = await amira.open.devices.devices()
        new = next(device for device in devices.devices if not device.is_this)
        assert await amira.open.devices.send_history(new.device_id) == 4001
        await eventually(lambda: any(isinstance(e, HistoryProgress) for e in ward.events))
        await ward.lock()
        await amira.lock()
        clinic.restart_relay()
        await ward.unlock()
        await amira.unlock()
        await eventually(
            lambda: any(isinstance(e, HistoryProgress) and e.done > 2000 for e in ward.events), 60
        )
        await amira.lock()
        await amira.unlock()
        await eventually(lambda: finished(ward, incoming=True), 60)
        await eventually(lambda: finished(amira, incoming=False), 60)
        theirs, ours = await ward.rows("Jonas"), await amira.rows("Jonas")
        assert [row.text for row in theirs] == [row.text for row in ours]
        for person in (amira, jonas, ward):
            await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def test_parts_and_confirmations_that_the_relay_loses_are_made_up_for(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas, ward = clinic.invite("Amira"), clinic.invite("Jonas"), clinic.workstation()
        tricks = deceive(amira)
        mail = tricks.take_over_mail()
        await amira.enrol()
        await jonas.enrol()
        await amira.write("Jonas", "newest")
        await fill(amira, "Jonas", 3000)
        ward_mail = deceive(ward).take_over_mail()
        await ward.link(amira)
        await eventually(lambda: ward.open.connection is Connection.ONLINE)
        lost: list[int] = []

        def lose(every: int, least: int) -> Policy:
            seen = 0

            def policy(items: list[InboxItem]) -> list[InboxItem]:
                nonlocal seen
                kept: list[InboxItem] = []
                for item in items:
                    if isinstance(item, InboxEnvelope) and len(item.body) >= least:
                        seen += 1
                        if seen % every == 0 and len(lost) < 6:
                            lost.append(seen)
                            continue
                    kept.append(item)
                return kept

            return policy

        ward_mail.policy = lose(3, 50_000)
        mail.policy = lose(4, 0)
        devices = await amira.open.devices.devices()
        new = next(device for device in devices.devices if not device.is_this)
        await amira.open.devices.send_history(new.device_id)

        async def whole() -> bool:
            ours, theirs = await amira.rows("Jonas"), await ward.rows("Jonas")
            return [row.text for row in ours] == [row.text for row in theirs]

        await eventually(whole, 60)
        assert len(lost) >= 3
        for person in (amira, jonas, ward):
            await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def test_a_device_that_is_removed_meanwhile_gets_nothing_more(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas, ward = clinic.invite("Amira"), clinic.invite("Jonas"), clinic.workstation()
        await amira.enrol()
        await jonas.enrol()
        await amira.write("Jonas", "newest")
        await fill(amira, "Jonas", 3000)
        await ward.link(amira)
        await ward.lock()
        devices = await amira.open.devices.devices()
        new = next(device for device in devices.devices if not device.is_this)
        await amira.open.devices.send_history(new.device_id)
        await amira.open.devices.remove(new.device_id, PASSPHRASE)
        await amira.lock()
        await amira.unlock()
        store = amira.open._context.store

        async def dropped() -> bool:
            return not await store.read(history_sending.is_due)

        await eventually(dropped)
        with pytest.raises(CurbsideError, match="device-not-there"):
            await amira.open.devices.send_history(new.device_id)
        own = (await amira.open.settings.own()).device_id
        with pytest.raises(CurbsideError, match="device-not-there"):
            await amira.open.devices.send_history(own)
        for person in (amira, jonas):
            await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))
