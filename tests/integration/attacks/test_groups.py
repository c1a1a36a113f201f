"""Who is in a group, attacked from the relay and from within (relay/PROTOCOL.md section 14)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core import content as contents
from app.core.content import GroupHistoryContent, HistoryRow, ReceiptContent, TextContent
from app.core.group_content import RosterContent
from app.core.groups import GroupChange, GroupMember, GroupRole, GroupState
from app.core.store_ports import Transaction
from app.crypto.roster import Roster, pack_members
from app.services import group_audience, group_mail, group_rosters
from tests.support.care_team import Team, run
from tests.support.clinic import eventually
from tests.support.insider import say_anything
from tests.support.scenario import alarms_of


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever names an unknown roster is asked for it without a pause."""
    monkeypatch.setattr(group_mail, "ASK_AFTER_MS", 0)


REFUSED = pytest.mark.expects_log("roster or leave refused")


async def newest(team: Team, name: str) -> Roster:
    """The roster that holds for somebody."""
    context = team[name].open._context
    return await context.store.read(
        lambda tx: group_rosters.standing_of(context, tx, team.group_id).newest
    )


def sign(team: Team, name: str, roster: Roster, **changes: Any) -> Roster:
    """What somebody's modified client can sign: anything, with their own device's key."""
    own = team[name].open._context.own
    by_them = replace(roster, signer=own.account_id, signer_device=own.device_id, signature=b"")
    return replace(by_them, **changes).signed_with(own.signing_seed)


def following(team: Team, name: str, before: Roster, **changes: Any) -> Roster:
    """A roster after another one, signed by somebody."""
    after = {"prev": before.roster_hash, "epoch": before.epoch + 1}
    return sign(team, name, before, **{**after, **changes})


async def meet(team: Team, name: str, to: str) -> None:
    """Let there be a session in which anything can be said."""
    context, theirs = team[name].open._context, team[to].open._context.own.device_id
    if await context.store.read(lambda tx: tx.sessions.sending(theirs)) is None:
        await settled(team, name, to)


async def say(team: Team, name: str, to: str, content: Any, **changes: Any) -> None:
    """Somebody's modified client says something in the group, to one colleague's devices."""
    context = team[name].open._context
    await meet(team, name, to)
    roster = await newest(team, name)
    hashed = group_audience.device_set(context, roster, context.replica.size, ())
    named = {
        "conv_id": team.group_id,
        "roster_epoch": roster.epoch,
        "roster_hash": roster.roster_hash,
        "devset_hash": hashed,
    }
    await say_anything(team[name], to, contents.encode(content), **{**named, **changes})


async def bring(team: Team, name: str, to: str, *rosters: Roster) -> None:
    """Somebody passes rosters on to a colleague."""
    await say(team, name, to, RosterContent(tuple(roster.encoded for roster in rosters)))


async def settled(team: Team, name: str, to: str) -> None:
    """Wait until a colleague has dealt with everything that somebody sent."""
    before = len(await team[to].texts(name))
    await team[name].write(to, "that was all")

    async def there() -> bool:
        return len(await team[to].texts(name)) > before

    await eventually(there)


def with_members(before: Roster, *people: GroupMember, without: bytes = b"") -> bytes:
    kept = {m.account_id: m for m in before.members if m.account_id != without}
    return pack_members({**kept, **{m.account_id: m for m in people}}.values())


async def entry(team: Team, name: str, role: GroupRole = GroupRole.MEMBER) -> GroupMember:
    own = team[name].open._context.own
    return GroupMember(own.account_id, own.public_account_key, role)


@REFUSED
def test_a_member_who_is_no_admin_changes_nothing(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", "Grace")
        before = await newest(team, "Grace")
        felix = await entry(team, "Felix")
        jonas_as_admin = await entry(team, "Jonas", GroupRole.ADMIN)
        (grace,) = await team.ids("Grace")
        stolen = replace(
            following(team, "Jonas", before, title="Mine"), signer=before.signer, signature=b""
        )
        own = team["Jonas"].open._context.own
        for attempt in (
            following(team, "Jonas", before, title="Mine"),
            following(team, "Jonas", before, packed_members=with_members(before, felix)),
            following(team, "Jonas", before, packed_members=with_members(before, jonas_as_admin)),
            following(team, "Jonas", before, packed_members=with_members(before, without=grace)),
            following(team, "Jonas", before, epoch=9, title="Mine"),
            stolen.signed_with(own.signing_seed),
            replace(following(team, "Jonas", before, signer=before.signer), signature=bytes(64)),
        ):
            await bring(team, "Jonas", "Grace", attempt)
        await settled(team, "Jonas", "Grace")
        assert await newest(team, "Grace") == before
        assert await team.members("Grace") == {"Amira", "Jonas", "Grace"}

    run(tmp_path, scenario, 4)


def test_the_server_brings_nobody_back_by_an_old_roster(tmp_path: Path) -> None:
    """The relay cannot sign. All it has is what was signed once: a roster from before a removal,
    brought again by who was removed."""

    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", "Grace")
        before = await newest(team, "Grace")
        await team.change(remove=["Jonas"])
        await team.noticed("Grace", GroupChange.REMOVED, "Amira")
        await team.noticed("Jonas", GroupChange.REMOVED, "Amira")
        removed = await newest(team, "Grace")
        # Played back, and brought again by who gains from it: the old one holds nobody back.
        await bring(team, "Jonas", "Grace", before)
        await settled(team, "Jonas", "Grace")
        assert await newest(team, "Grace") == removed
        assert await team.members("Grace") == {"Amira", "Grace"}
        assert not (await team.sees("Grace")).forked

    run(tmp_path, scenario)


@pytest.mark.expects_log("roster or leave refused")
def test_a_removed_member_goes_on_sending(tmp_path: Path) -> None:
    """By a modified client: nothing is taken in, and it is shown once."""

    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", "Grace")
        before = await newest(team, "Jonas")
        await team.say("Jonas", "while I am in it")
        await team.hears("Grace", "while I am in it")
        await team.change(remove=["Jonas"])
        await team.noticed("Grace", GroupChange.REMOVED, "Amira")
        await team.noticed("Jonas", GroupChange.REMOVED, "Amira")
        jonas = team["Jonas"].open._context
        hashed = group_audience.device_set(jonas, before, jonas.replica.size, ())
        named = {"roster_epoch": 1, "roster_hash": before.roster_hash, "devset_hash": hashed}
        for text in ("I am back", "and still here"):
            await say(team, "Jonas", "Grace", TextContent(text), **named)
        notice = await team.noticed("Grace", GroupChange.REFUSED, "Jonas")
        assert notice.people == ()
        back = await entry(team, "Jonas", GroupRole.ADMIN)
        await bring(
            team,
            "Jonas",
            "Grace",
            following(team, "Jonas", before, packed_members=with_members(before, back)),
        )
        await settled(team, "Jonas", "Grace")
        assert await team.texts("Grace") == ["while I am in it"]
        refused = [n for n in await team.notices("Grace") if n.change is GroupChange.REFUSED]
        assert len(refused) == 1
        assert await team.members("Grace") == {"Amira", "Grace"}

    run(tmp_path, scenario)


def test_two_rosters_shown_to_two_members(tmp_path: Path) -> None:
    """An admin signs two versions. When those who were shown them meet, both see that there are
    two, and agree on one."""

    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", "Grace")
        before = await newest(team, "Amira")
        for_jonas = following(team, "Amira", before, title="For Jonas")
        for_grace = following(team, "Amira", before, title="For Grace")
        await bring(team, "Amira", "Jonas", for_jonas)
        await bring(team, "Amira", "Grace", for_grace)
        await team.sees("Jonas", title="For Jonas")
        await team.sees("Grace", title="For Grace")
        await team.say("Jonas", "from Jonas")
        await team.say("Grace", "from Grace")
        record = await team.agree("Jonas", "Grace")
        assert record.title in ("For Jonas", "For Grace")

        async def both_know() -> bool:
            return all([(await team.sees(name)).forked for name in ("Jonas", "Grace")])

        await eventually(both_know)
        for name in ("Jonas", "Grace"):
            await team.noticed(name, GroupChange.FORKED, "Amira")
            assert set(await team.texts(name)) == {"from Jonas", "from Grace"}
            assert alarms_of(team[name]) == []
        await team["Jonas"].open.groups.acknowledge_fork(team.group_id)
        assert not (await team.sees("Jonas")).forked

    run(tmp_path, scenario)


def test_a_removed_admin_signs_a_rival_of_an_old_roster(tmp_path: Path) -> None:
    """It is shown that there are two versions, and the removal stands."""

    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", "Grace")
        await team.change(promote=["Jonas"])
        old = (await team.agree("Amira", "Jonas", "Grace")).roster_hash
        before = await newest(team, "Jonas")
        assert before.roster_hash == old
        await team.change(remove=["Jonas"])
        await team.noticed("Jonas", GroupChange.REMOVED, "Amira")
        removal = await newest(team, "Amira")
        (amira,) = await team.ids("Amira")
        for at in range(4):
            rival = following(
                team,
                "Jonas",
                before,
                packed_members=with_members(before, without=amira),
                time_ms=before.time_ms + at,
            )
            await bring(team, "Jonas", "Grace", rival)
        await team.noticed("Grace", GroupChange.FORKED, "Jonas")
        await settled(team, "Jonas", "Grace")
        assert await newest(team, "Grace") == removal
        assert await team.members("Grace") == {"Amira", "Grace"}

    run(tmp_path, scenario)


def test_receipts_of_who_is_not_in_it(tmp_path: Path) -> None:
    """Somebody who never got a message cannot make it look delivered, or read."""

    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", "Grace")
        await team.change(remove=["Jonas"])
        await team.noticed("Jonas", GroupChange.REMOVED, "Amira")
        await team["Grace"].lock()
        row = await team.say("Amira", "for Grace alone")
        forged = contents.encode(ReceiptContent(2**40, 2**40))
        await say_anything(team["Jonas"], "Amira", forged)
        await settled(team, "Jonas", "Amira")
        (found,) = await team["Amira"].open.messages.rows([row.row_id])
        assert found.reach is not None
        assert (found.reach.people, found.reach.delivered, found.reach.read) == (1, 0, 0)

    run(tmp_path, scenario)


@pytest.mark.expects_log("history of a group refused|group history rows left out")
def test_history_from_anybody_but_who_added_them(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", passes_history=True)
        await team["Amira"].account_of("Grace")
        await team.change(add=["Grace"])
        await team.sees("Grace")
        jonas, amira, grace = await team.ids("Jonas", "Amira", "Grace")

        def row(sender: bytes, text: str, at: int) -> HistoryRow:
            return HistoryRow(
                conversation=team.group_id,
                message=bytes([at]) * 16,
                sender=sender,
                device=b"d" * 16,
                outgoing=False,
                kind="text",
                text=text,
                sent_at=at,
                arrived_at=at,
                state="received",
                skewed=False,
            )

        made_up = GroupHistoryContent((row(amira, "Amira never wrote this", 1),))
        await say(team, "Jonas", "Grace", made_up)
        await settled(team, "Jonas", "Grace")
        assert await team.texts("Grace") == []
        # The admin who added her is believed, and named; but not about Grace, or a stranger.
        told = GroupHistoryContent(
            (
                row(jonas, "said Jonas", 2),
                row(grace, "said Grace", 3),
                row(b"?" * 16, "said who", 4),
            )
        )
        await say(team, "Amira", "Grace", told)
        await team.hears("Grace", "said Jonas")
        assert (await team.rows("Grace"))[0].passed_on_by == amira

    run(tmp_path, scenario)


@REFUSED
def test_a_flood_of_rosters(tmp_path: Path) -> None:
    """Hundreds of rosters that lead nowhere: the group and its messages go on."""

    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", "Grace")
        before = await newest(team, "Jonas")
        noise = [following(team, "Jonas", before, time_ms=at).encoded for at in range(200)]
        gaps = [following(team, "Jonas", before, epoch=9, prev=bytes([at]) * 32) for at in range(9)]
        await say(team, "Jonas", "Grace", RosterContent(tuple(noise)))
        await bring(team, "Jonas", "Grace", *gaps)
        await settled(team, "Jonas", "Grace")
        assert await newest(team, "Grace") == before
        await team.say("Amira", "still here")
        await team.hears("Grace", "still here")
        store = team["Grace"].open._context.store

        def waits(tx: Transaction) -> int:
            return len(tx.groups.waiting(team.group_id))

        assert await store.read(waits) == len(gaps)

    run(tmp_path, scenario)


def test_nobody_is_put_into_a_group_as_the_one_who_left_it(tmp_path: Path) -> None:
    """Who left is not brought back by a roster that goes on listing them."""

    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas", "Grace")
        await team["Jonas"].open.groups.leave(team.group_id)
        await team.noticed("Amira", GroupChange.LEFT, "Jonas")
        await team.noticed("Grace", GroupChange.LEFT, "Jonas")
        listed = following(team, "Amira", await newest(team, "Amira"), title="With Jonas")
        for name in ("Jonas", "Grace"):
            await bring(team, "Amira", name, listed)
            await team.sees(name, title="With Jonas")
        record = await team.record("Jonas")
        assert record is not None
        assert record.state is GroupState.LEFT
        assert await team.members("Grace") == {"Amira", "Grace"}

    run(tmp_path, scenario)
