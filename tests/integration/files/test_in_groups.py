"""A file in a group: uploaded once, fetched by every member, taken back from all."""

from __future__ import annotations

from pathlib import Path

from app.core.file_types import FileState
from app.core.records import MessageRecord
from tests.support.care_team import Team, run
from tests.support.clinic import eventually
from tests.support.files import content, file_of, local_files, read_back


def test_every_member_gets_a_file_and_nobody_keeps_what_was_taken_back(tmp_path: Path) -> None:
    data = content(150_000)

    async def rows(team: Team, name: str) -> list[MessageRecord]:
        page = await team[name].open.messages.page(team.group_id)
        return [row for row in page if row.file is not None]

    async def here(team: Team, name: str) -> bool:
        found = await rows(team, name)
        return bool(found) and file_of(found[-1]).state is FileState.HERE

    async def scenario(team: Team) -> None:
        await team.create()
        await team.agree("Amira", "Jonas", "Grace")
        files = team["Amira"].open.files
        draft = await files.choose_data(data, "plan.bin")
        sent = await files.send([team.group_id], draft, text="for all of you")
        for name in ("Amira", "Jonas", "Grace"):
            await eventually(lambda name=name: here(team, name))
            (row,) = await rows(team, name)
            assert row.text == "for all of you"
            assert await read_back(team[name], row) == data
            assert file_of(row).blob_id == file_of(sent[0]).blob_id
        await team["Amira"].open.messages.recall(sent[0].row_id)
        for name in ("Amira", "Jonas", "Grace"):
            await eventually(lambda name=name: local_files(team[name]) == set())
            assert await rows(team, name) == []

    run(tmp_path, scenario)
