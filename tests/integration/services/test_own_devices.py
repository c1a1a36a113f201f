"""One person at several workstations."""

from __future__ import annotations

from pathlib import Path

from app.core.records import DeliveryState
from tests.support.clinic import eventually
from tests.support.own_devices import second_device
from tests.support.scenario import Pair, arrived, became, run


async def _rows(person: object, name: str) -> list[tuple[str, bool]]:
    return [(row.text, row.outgoing) for row in await person.rows(name) if row.kind.value == "text"]


def test_messages_reach_all_of_ones_own_devices(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        assert pair.amira.open.alarm is None
        await pair.amira.write("Jonas", "from the office")
        await arrived(pair.jonas, "Amira", "from the office")
        await became(pair.amira, "Jonas", DeliveryState.DELIVERED)

        async def copied() -> bool:
            return ("from the office", True) in await _rows(ward, "Jonas")

        await eventually(copied)
        await pair.jonas.write("Amira", "to both")
        await arrived(pair.amira, "Jonas", "to both")
        await arrived(ward, "Jonas", "to both")
        await ward.write("Jonas", "from the ward")
        await arrived(pair.jonas, "Amira", "from the ward")

        async def back() -> bool:
            return ("from the ward", True) in await _rows(pair.amira, "Jonas")

        await eventually(back)
        assert ward.open.alarm is None
        assert pair.amira.open.alarm is None

    run(tmp_path, scenario)
