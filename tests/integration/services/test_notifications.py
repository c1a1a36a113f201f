"""What a person wants to be told is kept in their own encrypted profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.core.bus import NotificationChoicesChanged
from app.core.notifications import WITHOUT_END, NotificationChoices, Origin, Quiet
from app.core.policy import NotificationDetail, Policy
from tests.support.clinic import Person, eventually
from tests.support.scenario import Pair, arrived, run

NAMED = Policy(notification_detail=NotificationDetail.SENDER)


def test_choices_and_quiet_outlive_a_restart_and_lie_open_nowhere(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        jonas = pair.jonas
        await jonas.enrol()
        service = jonas.open.notifications
        assert await service.choices() == NotificationChoices()
        await service.choose(NotificationChoices(sender=True, message_sound=False))
        await service.be_quiet(Quiet.ALWAYS)
        chosen = NotificationChoices(sender=True, message_sound=False, quiet_until_ms=WITHOUT_END)
        told = [each for each in jonas.events if isinstance(each, NotificationChoicesChanged)]
        assert told[-1].choices == chosen
        await jonas.lock()
        await jonas.unlock()
        assert await jonas.open.notifications.choices() == chosen
        await jonas.open.notifications.be_quiet(Quiet.OFF)
        assert await jonas.open.notifications.choices() == replace(chosen, quiet_until_ms=0)
        for path in jonas.folder.rglob("*"):
            assert path.is_dir() or b"quiet_until" not in path.read_bytes()

    run(tmp_path, scenario)


def test_a_name_is_read_only_where_policy_and_person_both_want_it(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        amira = pair.amira
        invite = pair.clinic.invite("Elif").invite
        elif_ = pair.clinic.computer("elif", invite, NAMED)
        await amira.enrol()
        await pair.jonas.enrol()
        await elif_.enrol()
        for person, wants, name in (
            (pair.jonas, True, ""),
            (elif_, False, ""),
            (elif_, True, "Amira"),
        ):
            await person.open.notifications.choose(NotificationChoices(sender=wants))
            origin = await origin_of_amira(person, amira)
            assert origin.sender == name
            assert "Amira" not in repr(origin)
        assert await elif_.open.notifications.origin(b"\0" * 32) is None

    run(tmp_path, scenario)


async def origin_of_amira(person: Person, amira: Person) -> Origin:
    conversation_id = await person.conversation_with("Amira")
    await eventually(lambda: knows(person))
    origin = await person.open.notifications.origin(conversation_id)
    assert origin is not None
    assert origin.account_id == (await amira.open.settings.own()).account_id
    return origin


async def knows(person: Person) -> bool:
    return any(each.name == "Amira" for each in await person.open.contacts.contacts())


def test_unread_counts_fall_when_they_are_read(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        await pair.amira.write("Jonas", "one", "two")
        await arrived(pair.jonas, "Amira", "one", "two")
        service = pair.jonas.open.notifications
        conversation_id = await pair.jonas.conversation_with("Amira")
        assert await service.unread([conversation_id]) == {conversation_id: 2}
        rows = [row for row in await pair.jonas.rows("Amira") if row.text == "two"]
        await pair.jonas.open.messages.mark_read(conversation_id, rows[0].row_id)
        assert await service.unread([conversation_id]) == {conversation_id: 0}

    run(tmp_path, scenario)
