"""Writing to a group: to several devices, while some are off, while the group changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.core.bus import SendingProgress
from app.core.ids import DeviceId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.relay_errors import RelayUnreachable
from app.core.transport_types import InboxBatch, InboxEnvelope
from app.core.views import AttentionReason, LeftOut
from app.services import session_start
from app.services.holding import HeldOutsideGroup
from app.services.recipients import CannotSend
from tests.support.care_team import Team, run
from tests.support.clinic import Person, eventually
from tests.support.own_devices import second_device


def test_every_device_of_every_member_gets_it_once_and_in_order(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        other = await second_device(team.clinic, team["Jonas"])
        await team.create()
        await team["Grace"].lock()
        await team.say("Amira", "one")
        await team.hears("Jonas", "one")
        await team.say("Jonas", "two")
        await team.hears("Amira", "one", "two")
        await team.say("Amira", "three")
        await eventually(lambda: _words_at(team, other, "one", "two", "three"))
        rows = await other.open.messages.page(team.group_id, limit=100)
        written = {r.text: r.outgoing for r in rows if r.kind is MessageKind.TEXT}
        assert written == {"one": False, "two": True, "three": False}
        assert _in_order(rows, "one", "three")
        await team["Grace"].unlock()
        await eventually(lambda: _same_words(team, "Grace", "one", "two", "three"))
        assert _in_order(await team.rows("Grace"), "one", "three")

    run(tmp_path, scenario)


def test_a_new_device_gets_the_group_before_what_was_said_there(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team.say("Amira", "before")
        await team.hears("Jonas", "before")
        other = await second_device(team.clinic, team["Jonas"])
        device_id = other.open._context.own.device_id
        await team["Jonas"].open.engine.log_sync.sync()
        await team["Jonas"].open._history.send(device_id)
        await eventually(lambda: _texts_are(team, other, "before"))
        await team.say("Amira", "after")
        await eventually(lambda: _texts_are(team, other, "before", "after"))
        (view,) = await other.open.contacts.conversations()
        assert view.title == "Ward 7"
        assert view.contact is None
        assert view.record.last_text == "after"

    run(tmp_path, scenario)


def test_what_names_an_unknown_roster_is_kept_and_comes_when_the_roster_does(
    tmp_path: Path,
) -> None:
    async def scenario(team: Team) -> None:
        await team.create("Amira", "Jonas")
        withheld: list[int] = []
        await team["Grace"].lock()
        hold = partial(_without_first_mail_of, team["Amira"], withheld)
        team.relays["Grace"]["inbox"] = hold
        await team["Grace"].unlock()
        await team["Amira"].account_of("Grace")
        await team.change(add=["Grace"])
        await team.say("Amira", "hello Grace")
        await team.say("Amira", "and again")
        await team.hears("Jonas", "hello Grace", "and again")
        await eventually(lambda: _same_words(team, "Grace", "hello Grace", "and again"))
        assert withheld

    run(tmp_path, scenario)


def test_a_lost_answer_of_the_relay_doubles_nothing(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team.say("Amira", "one")
        await team.hears("Grace", "one")
        answers: list[object] = []

        def lose(real: Callable[..., Any], submissions: Sequence[object]) -> object:
            answers.append(real(submissions))
            raise RelayUnreachable

        team.relays["Amira"]["submit"] = lose
        await team.say("Amira", "two")
        await eventually(lambda: answers)
        await team["Amira"].lock()
        del team.relays["Amira"]["submit"]
        await team["Amira"].unlock()
        await team.say("Amira", "three")
        for name in ("Amira", "Jonas", "Grace"):
            await team.hears(name, "one", "two", "three")
        sent = [row for row in await team.rows("Amira") if row.outgoing]
        assert all(row.state is not DeliveryState.QUEUED for row in sent[:2])

    run(tmp_path, scenario)


def test_what_waits_is_encrypted_anew_when_somebody_is_removed(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team.change(promote=["Jonas"])
        await team.agree("Amira", "Jonas", "Grace")
        await team.say("Amira", "to all")
        await team.hears("Grace", "to all")
        await team.hears("Jonas", "to all")
        team.relays["Amira"]["submit"] = _unreachable
        waiting = await team.say("Amira", "not for Grace")
        await team.change("Jonas", remove=["Grace"])
        await team.sees("Amira", members=("Amira", "Jonas"))
        del team.relays["Amira"]["submit"]
        await team.hears("Jonas", "to all", "not for Grace")
        await team.say("Amira", "the end")
        await team.hears("Jonas", "to all", "not for Grace", "the end")
        assert await team.texts("Grace") == ["to all"]
        row = next(r for r in await team.rows("Amira") if r.row_id == waiting.row_id)
        info = await team["Amira"].open.messages.info(row.row_id)
        assert {device.name for device in info.devices} == {"Jonas"}
        # Grace's computer has been given the number all the same, so that it misses nothing.
        grace = team["Grace"].open._context
        amira = team["Amira"].open._context.own.device_id
        await eventually(lambda: _misses_nothing(grace, amira))

    run(tmp_path, scenario)


def test_who_is_no_member_cannot_write_and_is_told_why(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        await team["Grace"].open.groups.leave(team.group_id)
        with pytest.raises(CannotSend) as left:
            await team.say("Grace", "too late")
        assert left.value.reason is AttentionReason.LEFT_GROUP
        await team.sees("Amira", members=("Amira", "Jonas"))
        team.relays["Jonas"]["submit"] = _unreachable
        await team.say("Jonas", "waits")
        await team.change(remove=["Jonas"])

        async def failed() -> bool:
            rows = [row for row in await team.rows("Jonas") if row.outgoing]
            return [r.failure for r in rows] == [HeldOutsideGroup.code]

        await eventually(failed)
        # What it was to be counted as at Amira's computer is filled, so that she misses nothing.
        del team.relays["Jonas"]["submit"]
        await team["Jonas"].write("Amira", "why?")
        jonas = team["Jonas"].open._context.own.device_id
        await eventually(lambda: _has(team["Amira"], "Jonas", "why?"))
        await eventually(lambda: _misses_nothing(team["Amira"].open._context, jonas))
        with pytest.raises(CannotSend) as removed:
            await team.say("Jonas", "too late")
        assert removed.value.reason is AttentionReason.REMOVED_FROM_GROUP
        with pytest.raises(CannotSend) as alone:
            await team.say("Amira", "anybody?")
        assert alone.value.reason is AttentionReason.ALONE_IN_GROUP
        assert await team.texts("Amira") == []

    run(tmp_path, scenario)


def test_a_member_whose_number_did_not_match_is_left_out_and_the_others_are_not(
    tmp_path: Path,
) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        amira = team["Amira"].open
        grace = await team["Amira"].account_of("Grace")
        shown = await amira.verification.safety_number(grace)
        await amira.verification.report_mismatch(grace, shown)
        row = await team.say("Amira", "between us")
        await team.hears("Jonas", "between us")
        info = await amira.messages.info(row.row_id)
        assert [(o.name, o.reason) for o in info.left_out] == [("Grace", LeftOut.HELD_BACK)]
        theirs = next(r for r in await team.rows("Jonas") if r.text == "between us")
        seen = await team["Jonas"].open.messages.info(theirs.row_id)
        assert [(o.name, o.reason) for o in seen.left_out] == [("Grace", LeftOut.HELD_BACK)]
        assert await team.texts("Grace") == []
        assert team["Jonas"].open.alarm is None

    run(tmp_path, scenario)


def test_first_contact_with_many_devices_tells_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_start, "_FEW", 1)
    monkeypatch.setattr(session_start, "_AT_ONCE", 1)

    async def scenario(team: Team) -> None:
        await team.create()
        told = [e for e in team["Amira"].events if isinstance(e, SendingProgress)]
        assert [(e.done, e.total) for e in told] == [(0, 2), (1, 2), (2, 2)]
        assert {e.conversation_id for e in told} == {team.group_id}
        assert team.relays["Amira"].count("claim_prekeys") == 1

    run(tmp_path, scenario)


def _unreachable(_real: object, _submissions: object) -> None:
    raise RelayUnreachable


def _without_first_mail_of(
    sender: Person, withheld: list[int], real: Callable[..., InboxBatch], *arguments: object
) -> InboxBatch:
    """A relay that does not pass on the first thing that somebody sends."""
    batch = real(*arguments)
    device = sender.open._context.own.device_id

    def is_first(item: object) -> bool:
        return (
            isinstance(item, InboxEnvelope)
            and item.sender_device == device
            and (not withheld or item.seq in withheld)
        )

    kept = []
    for item in batch.items:
        if is_first(item):
            withheld.append(item.seq)
        else:
            kept.append(item)
    return InboxBatch(batch.time_ms, batch.log_size, batch.waiting, tuple(kept))


async def _texts_are(team: Team, person: Person, *texts: str) -> bool:
    rows = await person.open.messages.page(team.group_id, limit=100)
    return [row.text for row in rows if row.kind is MessageKind.TEXT] == list(texts)


async def _same_words(team: Team, name: str, *texts: str) -> bool:
    return await _words_at(team, team[name], *texts)


async def _words_at(team: Team, person: Person, *texts: str) -> bool:
    rows = await person.open.messages.page(team.group_id, limit=100)
    return sorted(row.text for row in rows if row.kind is MessageKind.TEXT) == sorted(texts)


def _in_order(rows: Sequence[MessageRecord], first: str, then: str) -> bool:
    texts = [row.text for row in rows]
    return texts.index(first) < texts.index(then)


async def _has(person: Person, name: str, text: str) -> bool:
    return text in await person.texts(name)


async def _misses_nothing(context: Any, device_id: DeviceId) -> bool:
    peer = await context.store.read(lambda tx: tx.sessions.peer(device_id))
    other = peer is not None and not peer.missing
    await asyncio.sleep(0)
    return bool(other and peer.received_upto)


@pytest.mark.expects_log("no session with device")
def test_false_keys_for_one_member_stop_nothing_for_the_others(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        grace = team["Grace"].open._context.own.device_id

        def forge(real: Callable[..., Any], claim: bytes, ids: Sequence[DeviceId]) -> object:
            return tuple(
                replace(bundle, signed_x25519=replace(bundle.signed_x25519, signature=bytes(64)))
                if bundle.device_id == grace
                else bundle
                for bundle in real(claim, ids)
            )

        team.relays["Amira"]["claim_prekeys"] = forge
        for name in ("Jonas", "Grace"):
            await team["Amira"].account_of(name)
        people = await team.ids("Jonas", "Grace")
        view = await team["Amira"].open.groups.create("Ward 7", people)
        team.group_id = view.conversation_id
        await team.say("Amira", "hello")
        await team.sees("Jonas", title="Ward 7")
        await team.hears("Jonas", "hello")
        assert await team.record("Grace") is None
        row = next(r for r in await team.rows("Amira") if r.text == "hello")
        assert row.state is not DeliveryState.FAILED
        del team.relays["Amira"]["claim_prekeys"]
        await team.hears("Grace", "hello")

    run(tmp_path, scenario)
