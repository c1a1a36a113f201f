"""Answers, mentions, reactions, edits and taking back in a group; and when receipts go there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.records import MessageRecord, ReachRecord
from app.services import receipt_timing
from tests.support.care_team import Team, run
from tests.support.clinic import eventually

NAMES = ("Amira", "Jonas", "Grace")


def test_what_is_said_about_a_message_reaches_everybody(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        await team.create()
        (jonas,) = await team.ids("Jonas")
        amira = team["Amira"].open.messages
        await amira.send_text(team.group_id, "@Jonas 5 mg?", mentions=[(0, 6, jonas)])
        for name in NAMES:
            row = await _shows(team, name, lambda row: row.text == "@Jonas 5 mg?")
            assert row.mentions == ((0, 6, jonas),), name

        # The list says whom what is unread means in particular.
        for name in ("Jonas", "Grace"):
            shown = await team[name].open.contacts.conversations()
            (group,) = [each.record for each in shown if each.group is not None]
            assert group.mentioned == {jonas}, name

        asked = await _row(team, "Jonas", "@Jonas 5 mg?")
        messages = team["Jonas"].open.messages
        await messages.send_text(team.group_id, "10 mg", reply_to=asked.row_id)
        await team["Grace"].open.messages.react(
            (await _row(team, "Grace", "@Jonas 5 mg?")).row_id, "👍"
        )
        grace, amiras = (await team.ids("Grace"))[0], asked.message_id
        for name in NAMES:
            row = await _shows(team, name, lambda row: row.text == "10 mg")
            assert row.quote is not None, name
            assert row.quote.message_id == amiras, name
            row = await _shows(team, name, lambda row: bool(row.reactions))
            assert [(r.account_id, r.emoji) for r in row.reactions] == [(grace, "👍")], name

        await messages.edit((await _row(team, "Jonas", "10 mg")).row_id, "7.5 mg")
        for name in NAMES:
            row = await _shows(team, name, lambda row: row.text == "7.5 mg")
            assert row.revision == 1, name
        await messages.recall((await _row(team, "Jonas", "7.5 mg")).row_id)
        for name in NAMES:
            row = await _shows(team, name, lambda row: bool(row.recalled_at_ms))
            assert row.text == "", name
            assert "@Jonas 5 mg?" in await team.texts(name)

    run(tmp_path, scenario)


def test_receipts_of_a_group_wait_for_more_and_go_along_with_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_timing, "GROUP_S", 3_600.0)

    async def scenario(team: Team) -> None:
        await team.create()
        await team["Amira"].write("Grace", "a session")
        await eventually(lambda: _heard(team, "Grace", 1))
        for text in ("one", "two", "three"):
            await team.say("Amira", text)
        await team.hears("Grace", "one", "two", "three")
        assert (await _row(team, "Amira", "three")).reach == ReachRecord(2, 0, 0)
        await team["Amira"].write("Grace", "and you alone")
        for text in ("one", "two", "three"):
            await _shows(
                team, "Amira", lambda row, text=text: row.text == text and _delivered(row) == 1
            )

    run(tmp_path, scenario)


def _delivered(row: MessageRecord) -> int:
    return 0 if row.reach is None else row.reach.delivered


async def _heard(team: Team, name: str, count: int) -> bool:
    return len(await team[name].texts("Amira")) == count


async def _row(team: Team, name: str, text: str) -> MessageRecord:
    return next(row for row in await team.rows(name) if row.text == text)


async def _shows(
    team: Team, name: str, condition: Callable[[MessageRecord], bool]
) -> MessageRecord:
    """Wait for a row like that; it."""
    found: list[MessageRecord] = []

    async def there() -> bool:
        found[:] = [row for row in await team.rows(name) if condition(row)]
        return bool(found)

    await eventually(there)
    return found[0]
