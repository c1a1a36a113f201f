"""Pinned, muted and marked conversations, alike on all of a person's workstations."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from app.core.bus import ConversationsChanged
from app.core.records import FOREVER_MS, ConversationRecord
from tests.support.clinic import Clinic, Person, eventually
from tests.support.own_devices import second_device
from tests.support.scenario import Pair, arrived, run


async def kept(person: Person, name: str) -> ConversationRecord:
    account_id = await person.account_of(name)
    return (await person.open.contacts.conversation(account_id)).record


async def keeps(person: Person, name: str, so: Callable[[ConversationRecord], object]) -> None:
    async def there() -> bool:
        return bool(so(await kept(person, name)))

    await eventually(there, seconds=30)


async def listed(person: Person) -> list[str]:
    return [view.title for view in await person.open.contacts.conversations()]


def test_each_device_hears_of_it_and_the_later_change_holds(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        office, there = pair.amira.open.contacts, ward.open.contacts
        conversation = await pair.amira.conversation_with("Jonas")
        await pair.amira.write("Jonas", "so that the ward has the conversation")
        await eventually(lambda: ward.open.alarm is None)
        pair.amira.events.clear()

        await office.set_pinned(conversation, True)
        pinned_at = (await kept(pair.amira, "Jonas")).pinned_at_ms
        await keeps(ward, "Jonas", lambda record: record.pinned_at_ms == pinned_at > 0)
        assert ConversationsChanged((conversation,)) in pair.amira.events
        await office.set_pinned(conversation, True)
        assert (await kept(pair.amira, "Jonas")).pinned_at_ms == pinned_at

        await there.mute(conversation, FOREVER_MS)
        await keeps(pair.amira, "Jonas", lambda record: record.is_muted(FOREVER_MS - 1))
        await there.mute(conversation, 0)
        await keeps(pair.amira, "Jonas", lambda record: record.muted_until_ms == 0)
        await office.mark_unread(conversation, True)
        await keeps(ward, "Jonas", lambda record: record.marked_unread)

        # Opening it ends the mark, on all of them.
        last = (await ward.rows("Jonas"))[-1]
        await ward.open.messages.mark_read(conversation, last.row_id)
        await keeps(pair.amira, "Jonas", lambda record: not record.marked_unread)
        assert (await kept(pair.amira, "Jonas")).pinned_at_ms == pinned_at
        # Nobody else hears of any of it.
        jonas = await kept(pair.jonas, "Amira")
        assert (jonas.pinned_at_ms, jonas.muted_until_ms, jonas.changed_at_ms) == (0, 0, 0)

    run(tmp_path, scenario)


def test_a_new_workstation_has_them_from_the_start(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas, lena = (clinic.invite(name) for name in ("Amira", "Jonas", "Lena"))
        for person in (amira, jonas, lena):
            await person.enrol()
        await amira.write("Jonas", "first")
        await amira.write("Lena", "second")
        assert await listed(amira) == ["Lena", "Jonas"]
        await amira.open.contacts.set_pinned(await amira.conversation_with("Jonas"), True)
        await amira.open.contacts.mute(await amira.conversation_with("Lena"), FOREVER_MS)
        assert await listed(amira) == ["Jonas", "Lena"]
        ward = clinic.workstation()
        await ward.link(amira)
        await keeps(ward, "Jonas", lambda record: record.pinned_at_ms)
        await keeps(ward, "Lena", lambda record: record.muted_until_ms == FOREVER_MS)
        assert await listed(ward) == ["Jonas"], "what is pinned is there before its messages"
        for person in clinic.people:
            await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def test_a_muted_conversation_counts_and_tells_as_ever(tmp_path: Path) -> None:
    """Who announces asks `is_muted`; the count of unread messages stays what it is."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        conversation = await pair.jonas.conversation_with("Amira")
        await pair.jonas.open.contacts.mute(conversation, FOREVER_MS)
        before = (await kept(pair.jonas, "Amira")).unread
        await pair.amira.write("Jonas", "quietly")
        await arrived(pair.jonas, "Amira", "quietly")
        assert (await kept(pair.jonas, "Amira")).unread == before + 1

    run(tmp_path, scenario)
