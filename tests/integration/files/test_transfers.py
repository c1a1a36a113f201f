"""Files between two people, over the real relay: up, down, interrupted, tampered with."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app.core.file_types import FileState
from app.core.records import DeliveryState, MessageRecord
from tests.support.clinic import Clinic, Person, eventually

MIB = 1 << 20


async def file_row(person: Person, name: str) -> MessageRecord | None:
    rows = [row for row in await person.rows(name) if row.file is not None]
    return rows[-1] if rows else None


async def in_state(person: Person, name: str, state: FileState) -> MessageRecord:
    found: list[MessageRecord] = []

    async def look() -> bool:
        row = await file_row(person, name)
        found[:] = [row] if row is not None else []
        return row is not None and row.file is not None and row.file.state is state

    await eventually(look)
    return found[0]


def test_a_file_goes_up_and_down(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        ann, ben = clinic.invite("Ann Arbor"), clinic.invite("Ben Baker")
        await ann.enrol()
        await ben.enrol()
        path = tmp_path / "report.bin"
        data = bytes(range(256)) * 4096 * 5
        path.write_bytes(data)
        to_ben = await ann.conversation_with("Ben Baker")
        draft = await ann.open.files.choose(path)
        await ann.open.files.send([to_ben], draft, text="the report")
        sent = await in_state(ann, "Ben Baker", FileState.HERE)
        got = await in_state(ben, "Ann Arbor", FileState.HERE)
        assert got.text == "the report"
        source = await ben.open.files.open(got.row_id)
        assert source.read(0, len(data) + 5) == data
        source.close()
        await eventually(lambda: ann.states("Ben Baker"))
        assert sent.state is not DeliveryState.FAILED
        await ann.lock()
        await ben.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))
