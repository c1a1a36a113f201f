"""Who writes just now: told by who agreed to it, shown to who agreed to it, kept by nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.bus import Connection, TypingChanged
from app.core.policy import Policy, Setting
from app.services import typing
from tests.support.clinic import Person, eventually
from tests.support.scenario import Pair, arrived, run


def told(person: Person) -> list[bool]:
    return [event.typing for event in person.events if isinstance(event, TypingChanged)]


async def agreed(*people: Person) -> None:
    for person in people:
        await person.open.settings.set_typing_shown(True)


async def outgoing_seq(person: Person, other: Person) -> int:
    """How many envelopes of any kind were made for a device."""
    device = other.open._context.own.device_id
    peer = await person.open._context.store.read(lambda tx: tx.sessions.peer(device))
    return 0 if peer is None else peer.next_send_seq


def test_it_is_told_and_ends_when_the_message_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seconds in ("EVERY_S", "SHOWN_S"):
        monkeypatch.setattr(typing, seconds, 3600.0)  # nothing of this is to happen by time

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await agreed(pair.amira, pair.jonas)
        conversation = await pair.amira.conversation_with("Jonas")
        before = [row.row_id for row in await pair.jonas.rows("Amira")]
        await pair.amira.open.messages.typing(conversation)
        await eventually(lambda: told(pair.jonas) == [True], seconds=30)
        sent = await outgoing_seq(pair.amira, pair.jonas)
        for _ in range(5):
            await pair.amira.open.messages.typing(conversation)
        assert await outgoing_seq(pair.amira, pair.jonas) == sent, "once in a while"
        assert [row.row_id for row in await pair.jonas.rows("Amira")] == before
        # It is no news, and by itself not answered by a receipt.
        own = await pair.jonas.open._context.store.read(
            lambda tx: tx.sessions.peer(pair.amira.open._context.own.device_id)
        )
        assert own is not None
        assert own.delivered_told == own.received_upto
        await pair.amira.write("Jonas", "what I wrote")
        await arrived(pair.jonas, "Amira", "what I wrote")
        await eventually(lambda: told(pair.jonas) == [True, False])
        await pair.quiet()
        # The next thing is told at once, however soon.
        await pair.amira.open.messages.typing(conversation)
        await eventually(lambda: told(pair.jonas) == [True, False, True], seconds=30)
        await pair.jonas.lock()

    run(tmp_path, scenario)


def test_it_ends_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing, "SHOWN_S", 30.0)

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await agreed(pair.amira, pair.jonas)
        conversation = await pair.amira.conversation_with("Jonas")
        shown = pair.jonas.open.engine.typing
        await pair.amira.open.messages.typing(conversation)
        await eventually(lambda: told(pair.jonas) == [True], seconds=30)
        (timer,) = shown._ends.values()
        monkeypatch.setattr(typing, "SHOWN_S", 0.05)
        shown._begin(conversation)
        assert timer.cancelled(), "written on, it is shown on"
        await eventually(lambda: told(pair.jonas) == [True, False])

    run(tmp_path, scenario)


@pytest.mark.parametrize("who", ["neither", "the writer", "the reader"])
def test_nothing_is_told_or_shown_unless_both_agreed(tmp_path: Path, who: str) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        assert not await pair.amira.open.settings.typing_shown()
        await agreed(*{"the writer": [pair.amira], "the reader": [pair.jonas]}.get(who, []))
        conversation = await pair.amira.conversation_with("Jonas")
        before = await outgoing_seq(pair.amira, pair.jonas)
        await pair.amira.open.messages.typing(conversation)
        sent = await outgoing_seq(pair.amira, pair.jonas) - before
        assert sent == (who == "the writer")
        await pair.amira.write("Jonas", "then")
        await arrived(pair.jonas, "Amira", "then")
        assert told(pair.jonas) == []

    run(tmp_path, scenario)


def test_nobody_is_told_who_was_not_heard_of_lately_or_while_offline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await agreed(pair.amira)
        conversation = await pair.amira.conversation_with("Jonas")
        before = await outgoing_seq(pair.amira, pair.jonas)
        engine = pair.amira.open.engine
        await engine.typing.write(conversation, Connection.OFFLINE)
        monkeypatch.setattr(typing, "PRESENT_MS", -1)
        await pair.amira.open.messages.typing(conversation)
        assert await outgoing_seq(pair.amira, pair.jonas) == before
        monkeypatch.setattr(typing, "PRESENT_MS", 10**9)
        await pair.amira.open.messages.typing(conversation)
        assert await outgoing_seq(pair.amira, pair.jonas) == before + 1

    run(tmp_path, scenario)


def test_policy_has_the_last_word(tmp_path: Path) -> None:
    locked = frozenset({Setting.TYPING_INDICATOR})
    for shown in (True, False):
        policy = Policy(typing_indicator=shown, locked=locked)
        assert policy.effective_typing_indicator(not shown) is shown
        open_policy = Policy(typing_indicator=shown)
        assert open_policy.effective_typing_indicator(None) is shown
        assert open_policy.effective_typing_indicator(not shown) is not shown
    assert not Policy().effective_typing_indicator(None)
