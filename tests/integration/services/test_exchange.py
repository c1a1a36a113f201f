"""Two clinicians write to each other: real relay, real keys, real databases, no Qt."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app.core.records import DeliveryState
from app.core.views import Trust
from tests.support.clinic import Clinic, Person, eventually


def test_messages_go_both_ways_and_are_delivered_and_read(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas", "Nurse")
        await amira.enrol()
        await jonas.enrol()
        await amira.write("Jonas", "Bed 4: potassium is 6.1", "Please repeat it")
        await eventually(lambda: jonas.client and _has(jonas, "Amira", 2))
        assert await jonas.texts("Amira") == ["Bed 4: potassium is 6.1", "Please repeat it"]
        await jonas.write("Amira", "On my way")
        await eventually(lambda: _has(amira, "Jonas", 1))

        async def delivered() -> bool:
            return await amira.states("Jonas") == [DeliveryState.DELIVERED] * 2

        await eventually(delivered)
        rows = await jonas.rows("Amira")
        await jonas.open.messages.mark_read(rows[-1].conversation_id, rows[-1].row_id)

        async def read() -> bool:
            return await amira.states("Jonas") == [DeliveryState.READ] * 2

        await eventually(read)
        contact = await amira.open.contacts.contact(await amira.account_of("Jonas"))
        assert contact.trust is Trust.DIRECTORY_CHECKED
        await amira.lock()
        await jonas.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


async def _has(person: Person, name: str, count: int) -> bool:
    return len(await person.texts(name)) == count
