"""Groups and broadcast lists on several workstations of one person, and after a recovery."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.groups import GroupChange, GroupState
from app.services import recovery
from app.services.lists import ListGone, ListRefused
from relay.transparency.certificates import Purpose
from tests.support.care_team import Team, run
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.recovering import hurry_kits


@pytest.fixture(autouse=True)
def kits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry_kits(monkeypatch)


async def lists_of(person: Person) -> list[tuple[str, int]]:
    return [(found.title, len(found.people)) for found in await person.open.groups.lists()]


def test_a_linked_device_gets_the_groups_and_the_lists(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team.say("Grace", "before")
        await team.hears("Amira", "before")
        await team["Amira"].open.groups.save_list(None, "Night shift", await team.ids("Jonas"))
        second = team.clinic.workstation()
        await second.link(team["Amira"])
        team.people["Second"] = second
        record = await team.agree("Amira", "Second")
        assert record.state is GroupState.MEMBER

        async def has_list() -> bool:
            return await lists_of(second) == [("Night shift", 1)]

        await eventually(has_list)
        # It is one of the person's devices: it hears, speaks and changes the group.
        await team.say("Grace", "to both")
        await team.hears("Second", "to both")
        await team.say("Second", "from the second")
        await team.hears("Grace", "before", "to both", "from the second")
        view = await team.change("Second", title="Ward 8")
        assert view.is_admin
        await team.noticed("Jonas", GroupChange.RENAMED, "Amira")
        await team.sees("Amira", title="Ward 8")

    run(tmp_path, scenario)


def test_lists_follow_the_person(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        amira = team["Amira"]
        second = team.clinic.workstation()
        await amira.account_of("Jonas")
        await second.link(amira)
        for title, people in (("", await team.ids("Jonas")), ("Empty", ())):
            with pytest.raises(ListRefused):
                await amira.open.groups.save_list(None, title, people)
        made = await amira.open.groups.save_list(None, " Night  shift", await team.ids("Jonas"))
        assert made.title == "Night shift"

        async def second_has(expected: list[tuple[str, int]]) -> None:
            async def there() -> bool:
                return await lists_of(second) == expected

            await eventually(there)

        await second_has([("Night shift", 1)])
        await second.open.groups.save_list(
            made.list_id, "Day shift", await team.ids("Jonas", "Grace")
        )

        async def renamed() -> bool:
            return await lists_of(amira) == [("Day shift", 2)]

        await eventually(renamed)
        await amira.open.groups.delete_list(made.list_id)
        await second_has([])
        with pytest.raises(ListGone):
            await amira.open.groups.save_list(made.list_id, "Again", await team.ids("Jonas"))

    run(tmp_path, scenario)


def test_a_broadcast_is_many_private_messages(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        for name in ("Jonas", "Grace"):
            await team["Amira"].account_of(name)
        people = await team.ids("Jonas", "Grace", "Jonas")
        conversations = await team["Amira"].open.groups.broadcast(people, "Fire drill at noon")
        assert len(conversations) == len(set(conversations)) == 2
        for name in ("Jonas", "Grace"):

            async def arrived(person: Person = team[name]) -> bool:
                return await person.texts("Amira") == ["Fire drill at noon"]

            await eventually(arrived)
            assert await team[name].open.groups.groups() == []

    run(tmp_path, scenario)


def test_a_restored_device_asks_for_the_groups(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        jonas = team["Jonas"]
        kit = await jonas.open.recovery.make_kit(PASSPHRASE)
        await team.create()

        async def kept() -> bool:
            """Whether the relay has a kit that names the group."""
            context = jonas.open._context
            stored = await context.store.read(recovery._load)
            contents = await context.store.read(lambda tx: recovery._contents(context, tx))
            return bool(contents.groups) and stored.contents == recovery._digest(contents)

        await eventually(kept)
        await jonas.lock()
        authority = team.clinic.authority
        invite = authority.invite_again(authority.find("Jonas"), Purpose.RECOVER)
        again = team.clinic.computer("Jonas again", invite.text)
        again.client = await again.access.enrol(
            again.invite,
            PASSPHRASE,
            remember=False,
            progress=lambda _: None,
            recovery_words=" ".join(kit.words),
        )
        await again._started()
        team.people["Jonas"] = again
        record = await team.sees("Jonas", title="Ward 7", members=["Amira", "Jonas", "Grace"])
        assert record.state is GroupState.MEMBER
        await team.say("Grace", "welcome back")
        await team.hears("Jonas", "welcome back")

    run(tmp_path, scenario)


def test_a_new_account_key_ends_membership_until_an_admin_takes_it_in(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team["Jonas"].lock()
        authority = team.clinic.authority
        invite = authority.invite_again(authority.find("Jonas"), Purpose.REKEY).text
        again = team.clinic.computer("Jonas again", invite)
        await again.enrol()
        await team.noticed("Grace", GroupChange.MEMBER_KEY_CHANGED, "Jonas")
        await team.noticed("Amira", GroupChange.MEMBER_KEY_CHANGED, "Jonas")
        view = await team["Amira"].open.groups.group(team.group_id)
        assert {m.name: m.receives for m in view.members} == {
            "Amira": True,
            "Grace": True,
            "Jonas": False,
        }
        assert view.device_count == 1
        await team.say("Amira", "without Jonas")
        await team.hears("Grace", "without Jonas")
        assert await again.open.groups.groups() == []
        amira = team["Amira"].open
        account = await team["Amira"].account_of("Jonas")
        await amira.verification.accept_new_key(
            account, await amira.verification.safety_number(account)
        )
        team.people["Jonas"] = again
        await team.change(add=["Jonas"])
        await team.sees("Jonas", members=["Amira", "Jonas", "Grace"])
        await team.noticed("Grace", GroupChange.ADDED, "Amira")
        await team.say("Amira", "with Jonas")
        await team.hears("Jonas", "with Jonas")

    run(tmp_path, scenario)


def test_a_group_whose_admins_are_gone_says_so(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team["Amira"].lock()
        authority = team.clinic.authority
        again = team.clinic.computer(
            "Amira again",
            authority.invite_again(authority.find("Amira"), Purpose.REKEY).text,
        )
        await again.enrol()
        await team.noticed("Grace", GroupChange.NO_ADMIN, "Amira")
        view = await team["Grace"].open.groups.group(team.group_id)
        assert not view.has_admin
        await team.say("Grace", "still talking")
        await team.hears("Jonas", "still talking")

    run(tmp_path, scenario)
