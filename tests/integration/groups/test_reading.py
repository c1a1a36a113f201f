"""What is told of having and having read messages, where groups and people mix."""

from __future__ import annotations

from pathlib import Path

from app.core.groups import GroupChange
from app.core.records import DeliveryState, MessageKind, MessageRecord, ReachRecord
from app.core.transport_types import InboxItem
from app.core.views import LeftOut
from tests.support.care_team import Team, run
from tests.support.clinic import Person, eventually


def test_reading_a_group_does_not_claim_to_have_read_the_person(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        amira, jonas = team["Amira"], team["Jonas"]
        await team.create()
        await amira.write("Jonas", "just to you")
        await team.say("Amira", "to everybody")
        await team.hears("Jonas", "to everybody")
        await eventually(lambda: _has(jonas, "Amira", 1))
        await _read_group(team, "Jonas")
        await _reach(team, "to everybody", ReachRecord(2, 2, 1))
        assert await amira.states("Jonas") == [DeliveryState.DELIVERED]
        await _read_person(jonas, "Amira")
        await _states(amira, "Jonas", DeliveryState.READ)

    run(tmp_path, scenario)


def test_reading_a_person_does_not_claim_to_have_read_the_group(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        amira, jonas = team["Amira"], team["Jonas"]
        await team.create()
        await team.say("Amira", "to everybody")
        await amira.write("Jonas", "just to you")
        await team.hears("Jonas", "to everybody")
        await eventually(lambda: _has(jonas, "Amira", 1))
        await _read_person(jonas, "Amira")
        await _states(amira, "Jonas", DeliveryState.READ)
        await _reach(team, "to everybody", ReachRecord(2, 2, 0))
        await _read_group(team, "Jonas")
        await _reach(team, "to everybody", ReachRecord(2, 2, 1))

    run(tmp_path, scenario)


def test_a_message_counts_as_delivered_and_read_when_it_is_at_everybody(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team.say("Amira", "first")  # so that there are sessions both ways
        await team.hears("Grace", "first")
        await _reach(team, "first", ReachRecord(2, 2, 0))
        await team["Grace"].lock()
        await team.say("Amira", "second")
        await _reach(team, "second", ReachRecord(2, 1, 0))
        row = await _row(team, "second")
        assert row.state is DeliveryState.SENT
        await _read_group(team, "Jonas")
        await _reach(team, "second", ReachRecord(2, 1, 1))
        assert (await _row(team, "second")).state is DeliveryState.SENT
        await team["Grace"].unlock()
        await _reach(team, "second", ReachRecord(2, 2, 1))
        assert (await _row(team, "second")).state is DeliveryState.DELIVERED
        await team.hears("Grace", "first", "second")
        await _read_group(team, "Grace")
        await _reach(team, "second", ReachRecord(2, 2, 2))
        assert (await _row(team, "second")).state is DeliveryState.READ
        info = await team["Amira"].open.messages.info(row.row_id)
        assert {device.name for device in info.devices} == {"Jonas", "Grace"}
        assert all(device.read_at_ms for device in info.devices)
        assert info.roster_epoch == 1
        assert info.left_out == ()

    run(tmp_path, scenario)


def test_who_left_is_named_with_the_message_they_did_not_get(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team["Grace"].open.groups.leave(team.group_id)
        await team.sees("Amira", members=("Amira", "Jonas"))
        await team.sees("Jonas", members=("Amira", "Jonas"))
        row = await team.say("Amira", "without Grace")
        await team.hears("Jonas", "without Grace")
        await _reach(team, "without Grace", ReachRecord(1, 1, 0))
        for name in ("Amira", "Jonas"):
            theirs = next(r for r in await team.rows(name) if r.text == "without Grace")
            info = await team[name].open.messages.info(theirs.row_id)
            assert [(who.name, who.reason) for who in info.left_out] == [("Grace", LeftOut.LEFT)]
        assert await team.texts("Grace") == []
        assert row.roster_epoch == 1

    run(tmp_path, scenario)


async def _has(person: Person, name: str, count: int) -> bool:
    return len(await person.texts(name)) == count


async def _row(team: Team, text: str) -> MessageRecord:
    return next(row for row in await team.rows("Amira") if row.text == text)


async def _reach(team: Team, text: str, reach: ReachRecord) -> None:
    async def so_far() -> bool:
        return (await _row(team, text)).reach == reach

    await eventually(so_far)


async def _states(person: Person, name: str, *states: DeliveryState) -> None:
    async def so_far() -> bool:
        return await person.states(name) == list(states)

    await eventually(so_far)


async def _read_group(team: Team, name: str) -> None:
    texts = [row for row in await team.rows(name) if row.kind is MessageKind.TEXT]
    await team[name].open.messages.mark_read(team.group_id, texts[-1].row_id)


async def _read_person(person: Person, name: str) -> None:
    texts = [row for row in await person.rows(name) if row.kind is MessageKind.TEXT]
    await person.open.messages.mark_read(texts[-1].conversation_id, texts[-1].row_id)


def test_what_nobody_took_in_does_not_count_as_delivered(tmp_path: Path) -> None:
    """Grace writes before she hears that she was removed."""

    async def scenario(team: Team) -> None:
        grace = team.relays["Grace"].take_over_mail()
        await team.create()
        grace.policy = _nothing
        await team.change(remove=["Grace"])
        await team.sees("Jonas", members=("Amira", "Jonas"))
        await team.say("Grace", "too late")
        for name in ("Amira", "Jonas"):
            await team.noticed(name, GroupChange.REFUSED, "Grace")
        grace.policy = list
        for name in ("Amira", "Jonas"):
            await team["Grace"].write(name, "why?")
            await _states(team["Grace"], name, DeliveryState.DELIVERED)
        row = next(row for row in await team.rows("Grace") if row.outgoing)
        assert row.state is DeliveryState.SENT

    run(tmp_path, scenario)


def _nothing(_items: list[InboxItem]) -> list[InboxItem]:
    return []
