"""A second workstation: linked through the real relay, then written from and to like the first."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.support.clinic import Clinic, Person, eventually


async def has(person: Person, name: str, *texts: str) -> bool:
    rows = await person.rows(name)
    shown = [row.text for row in rows if row.kind.value == "text"]
    return shown == list(texts)


def test_a_linked_workstation_takes_part_in_everything(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas", "Nurse")
        ward = clinic.workstation()
        await amira.enrol()
        await jonas.enrol()
        await amira.write("Jonas", "before")
        await eventually(lambda: has(jonas, "Amira", "before"))
        await ward.link(amira)
        assert not ward.open.alarm
        own = await ward.open.settings.own()
        assert (own.name, own.clinic_name) == ("Amira", "Lakeside Clinic")
        await jonas.write("Amira", "to both")
        await eventually(lambda: has(ward, "Jonas", "to both"))
        await eventually(lambda: has(amira, "Jonas", "before", "to both"))
        await ward.write("Jonas", "from the ward")
        await eventually(lambda: has(jonas, "Amira", "before", "to both", "from the ward"))
        await eventually(lambda: has(amira, "Jonas", "before", "to both", "from the ward"))
        await amira.write("Jonas", "from the office")
        await eventually(lambda: has(ward, "Jonas", "to both", "from the ward", "from the office"))
        for person in (amira, ward):
            assert person.open.alarm is None
            devices = await person.open.devices.devices()
            assert {d.name for d in devices.devices} == {"", "Ward 3"}
            assert all(device.explained for device in devices.devices)
            assert devices.can_manage is (person is amira)
        for person in (amira, jonas, ward):
            await person.lock()
        await ward.unlock()
        await amira.unlock()
        await amira.write("Jonas", "again")
        await eventually(
            lambda: has(ward, "Jonas", "to both", "from the ward", "from the office", "again")
        )
        await ward.lock()
        await amira.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))
