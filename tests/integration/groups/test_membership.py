"""Making, changing and leaving a group, as each member sees it (relay/PROTOCOL.md section 14)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.file_content import Bitmap
from app.core.groups import GroupChange, GroupRole, GroupState
from app.core.transport_types import InboxItem
from app.services.group_errors import GroupGone, GroupRefused, LastAdmin, NotAnAdmin
from tests.support.care_team import Team, run
from tests.support.clinic import eventually

PICTURE = Bitmap(2, 2, b"abcdefgh")


def test_a_group_appears_at_its_members(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        record = await team.agree("Amira", "Jonas", "Grace")
        assert record.epoch == 1
        assert record.state is GroupState.MEMBER
        for name in ("Amira", "Jonas", "Grace"):
            notice = await team.noticed(name, GroupChange.CREATED, "Amira")
            assert notice.title == "Ward 7"
        view = await team["Jonas"].open.groups.group(team.group_id)
        assert [member.name for member in view.members] == ["Jonas", "Amira", "Grace"]
        assert [member.role for member in view.members] == [
            GroupRole.MEMBER,
            GroupRole.ADMIN,
            GroupRole.MEMBER,
        ]
        assert view.device_count == 2
        assert not view.is_admin
        assert (await team["Amira"].open.groups.groups())[0].is_admin
        await team.say("Jonas", "good morning")
        await team.hears("Amira", "good morning")
        await team.hears("Grace", "good morning")

    run(tmp_path, scenario)


def test_changes_reach_everybody_with_who_made_them(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team.change(title="Ward  8 ", promote=["Jonas"])
        await team.noticed("Grace", GroupChange.RENAMED, "Amira")
        notice = await team.noticed("Grace", GroupChange.ADMIN, "Amira")
        assert notice.people == await team.ids("Jonas")
        await team.sees("Jonas", title="Ward 8")
        await team.change("Jonas", picture=PICTURE, passes_history=True)
        await team.noticed("Grace", GroupChange.PICTURE, "Jonas")
        record = await team.agree("Amira", "Jonas", "Grace")
        assert record.picture == PICTURE
        assert record.passes_history
        assert record.epoch == 3
        with pytest.raises(NotAnAdmin):
            await team.change("Grace", title="Mine")
        await team.change("Jonas", demote=["Amira"], remove_picture=True)
        record = await team.agree("Amira", "Jonas", "Grace")
        assert record.picture is None
        with pytest.raises(NotAnAdmin):
            await team.change("Amira", title="Mine again")

    run(tmp_path, scenario)


def test_who_joins_sees_nothing_from_before_and_who_goes_nothing_after(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas")
        await team.say("Amira", "before")
        await team.hears("Jonas", "before")
        await team["Amira"].account_of("Grace")
        await team.change(add=["Grace"])
        await team.sees("Grace", members=["Amira", "Jonas", "Grace"])
        added = await team.noticed("Grace", GroupChange.ADDED, "Amira")
        assert added.people == await team.ids("Grace")
        await team.noticed("Jonas", GroupChange.ADDED, "Amira")
        await team.say("Jonas", "welcome")
        await team.hears("Grace", "welcome")
        await team.change(remove=["Jonas"])
        removed = await team.noticed("Jonas", GroupChange.REMOVED, "Amira")
        assert removed.people == await team.ids("Jonas")
        record = await team.record("Jonas")
        assert record is not None
        assert record.state is GroupState.REMOVED
        await team.say("Amira", "without Jonas")
        await team.hears("Grace", "welcome", "without Jonas")
        assert await team.texts("Jonas") == ["before", "welcome"]

    run(tmp_path, scenario)


def test_leaving_and_coming_back(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        with pytest.raises(LastAdmin):
            await team["Amira"].open.groups.leave(team.group_id)
        await team["Jonas"].open.groups.leave(team.group_id)
        record = await team.record("Jonas")
        assert record is not None
        assert record.state is GroupState.LEFT
        for name in ("Amira", "Grace"):
            await team.noticed(name, GroupChange.LEFT, "Jonas")
            await team.sees(name, members=["Amira", "Grace"])
        await team.say("Amira", "without Jonas")
        await team.hears("Grace", "without Jonas")
        await team.change(add=["Jonas"])
        assert (await team.sees("Grace", members=["Amira", "Jonas", "Grace"])).epoch == 3
        await team.sees("Jonas", members=["Amira", "Jonas", "Grace"])

        async def is_back() -> bool:
            found = await team.record("Jonas")
            return found is not None and found.state is GroupState.MEMBER

        await eventually(is_back)
        await team.say("Amira", "with Jonas")
        await team.hears("Jonas", "with Jonas")

    run(tmp_path, scenario)


def test_who_leaves_without_knowing_the_newest_members_has_left_for_them_too(
    tmp_path: Path,
) -> None:
    async def scenario(team: Team) -> None:
        mail = team.relays["Jonas"].take_over_mail()
        await team.create("Amira", "Jonas")
        mail.policy = _nothing
        await team["Amira"].account_of("Grace")
        await team.change(add=["Grace"])
        await team.sees("Grace", members=("Amira", "Jonas", "Grace"))
        await team["Jonas"].open.groups.leave(team.group_id)
        await team.sees("Grace", members=("Amira", "Grace"))

    run(tmp_path, scenario)


def test_words_for_what_cannot_be(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        groups = team["Amira"].open.groups
        await team["Amira"].account_of("Jonas")
        jonas = await team.ids("Jonas")
        for title in ("", " \n", "x" * 101, "bell\x07"):
            with pytest.raises(GroupRefused):
                await groups.create(title, jonas)
        with pytest.raises(GroupRefused):
            await groups.create("Alone", await team.ids("Amira"))
        with pytest.raises(GroupRefused):
            await groups.create("Nobody knows them", [b"?" * 16])  # type: ignore[list-item]
        with pytest.raises(GroupGone):
            await groups.group(team.group_id)
        assert await groups.groups() == []
        await team.create("Amira", "Jonas")
        with pytest.raises(LastAdmin):
            await team.change(demote=["Amira"])
        with pytest.raises(GroupRefused):
            await team.change(remove=["Amira"])
        assert (await team.change(title="Ward 7")).epoch == 1  # nothing is different

    run(tmp_path, scenario, 2)


def test_history_for_who_joins_if_the_group_says_so(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", passes_history=True)
        await team.say("Amira", "one")
        await team.say("Jonas", "two")
        await team.hears("Amira", "one", "two")
        await team["Amira"].account_of("Grace")
        await team.change(add=["Grace"])
        await team.hears("Grace", "one", "two")
        passed_on = [row for row in await team.rows("Grace") if row.text in ("one", "two")]
        (amira,) = await team.ids("Amira")
        assert {row.passed_on_by for row in passed_on} == {amira}
        assert [row.sender_account for row in passed_on] == list(await team.ids("Amira", "Jonas"))
        assert not any(row.outgoing for row in passed_on)
        await team.say("Jonas", "three")
        await team.hears("Grace", "one", "two", "three")

    run(tmp_path, scenario)


def _nothing(_items: list[InboxItem]) -> list[InboxItem]:
    return []
