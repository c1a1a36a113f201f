"""A colleague with a modified client says things about messages that are not theirs to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core import content as contents
from app.core.content import (
    Content,
    ConversationMarks,
    EditContent,
    MessageReference,
    OwnConversationsContent,
    ReactionContent,
    RecallContent,
    TextContent,
)
from app.core.content_checks import MAX_SEQUENCE
from app.core.records import Notice
from app.services import marks
from tests.support.chat import emojis, row_of, shows, texts
from tests.support.clinic import Person, eventually
from tests.support.insider import say_anything
from tests.support.scenario import Pair, arrived, noticed, run

HOUR = 60 * 60 * 1000


async def say(person: Person, name: str, content: Content, **changes: object) -> None:
    await say_anything(person, name, contents.encode(content), **changes)


async def all_said(pair: Pair) -> None:
    """Jonas has taken in what Amira said before: a text that follows is there."""
    await pair.amira.write("Jonas", "that was all")
    await arrived(pair.jonas, "Amira", "that was all")


@pytest.mark.expects_log("names nobody here")
def test_nobody_changes_or_takes_back_what_another_wrote(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        theirs = await row_of(pair.jonas, "Amira", "hello Amira")
        message, author = bytes(theirs.message_id), bytes(theirs.sender_account)
        await say(pair.amira, "Jonas", EditContent(message, "I never wrote that", 1))
        await say(pair.amira, "Jonas", RecallContent(message))
        stranger = MessageReference(b"s" * 16, message)
        await say(pair.amira, "Jonas", ReactionContent(stranger, "👍"))
        await all_said(pair)
        row = await row_of(pair.jonas, "Amira", "hello Amira")
        assert (row.recalled_at_ms, row.edited_at_ms, row.reactions) == (None, None, ())

        # A reaction is its sender's, whatever it is about, and there is one.
        target = MessageReference(author, message)
        for emoji in ("👍", "🎉", "😢"):
            await say(pair.amira, "Jonas", ReactionContent(target, emoji))
        row = await shows(pair.jonas, "Amira", theirs, lambda row: emojis(row) == ["😢"])
        assert row.reactions[0].account_id == pair.amira.open._context.own.account_id

    run(tmp_path, attack)


def test_a_day_later_nothing_is_changed_any_more(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        own = await row_of(pair.jonas, "Amira", "hello Jonas")
        late = own.sent_at_ms + 25 * HOUR + 1
        message = bytes(own.message_id)
        await say(pair.amira, "Jonas", EditContent(message, "in the morning", 1), sent_at=late)
        await say(pair.amira, "Jonas", RecallContent(message), sent_at=late)
        await all_said(pair)
        row = await row_of(pair.jonas, "Amira", "hello Jonas")
        assert (row.recalled_at_ms, row.edited_at_ms) == (None, None)
        await say(pair.amira, "Jonas", RecallContent(message), sent_at=late - 1)
        await shows(pair.jonas, "Amira", own, lambda row: row.recalled_at_ms)

    run(tmp_path, attack)


def test_revisions_without_end_and_marks_about_nothing_stay_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MOST_WAITING", 5)

    async def attack(pair: Pair) -> None:
        await pair.meet()
        own = await row_of(pair.jonas, "Amira", "hello Jonas")
        message = bytes(own.message_id)
        for turn in range(4):
            for revision in (1_000, 1, 2):
                edit = EditContent(message, f"{turn} {revision}", revision)
                await say(pair.amira, "Jonas", edit, sent_at=own.sent_at_ms + turn)
        for number in range(12):
            await say(pair.amira, "Jonas", RecallContent(bytes([number]) * 16))
        await all_said(pair)
        row = await row_of(pair.jonas, "Amira", "3 1000")
        versions = await pair.jonas.open.messages.versions(row.row_id)
        assert [v.text for v in versions] == ["hello Jonas", "3 1", "3 2"]
        amira = pair.amira.open._context.own.account_id
        count = await pair.jonas.open._context.store.read(lambda tx: tx.marks.waiting_count(amira))
        assert count == 5

    run(tmp_path, attack)


def test_what_is_said_in_one_conversation_does_nothing_in_another(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        lena = pair.clinic.invite("Lena")
        await lena.enrol()
        await lena.write("Jonas", "between Lena and Jonas")
        await arrived(pair.jonas, "Lena", "between Lena and Jonas")
        secret = await row_of(pair.jonas, "Lena", "between Lena and Jonas")
        message, author = bytes(secret.message_id), bytes(secret.sender_account)
        await say(pair.amira, "Jonas", RecallContent(message))
        await say(pair.amira, "Jonas", EditContent(message, "other words", 1))
        # An answer cannot fetch the words of another conversation into this one.
        own = bytes(pair.amira.open._context.own.account_id)
        theirs = bytes(pair.jonas.open._context.own.account_id)
        for sender in (author, own, theirs):
            await say(pair.amira, "Jonas", TextContent("look", MessageReference(sender, message)))
        await all_said(pair)
        assert (await row_of(pair.jonas, "Lena", "between Lena and Jonas")).recalled_at_ms is None
        quotes = [row.quote for row in await texts(pair.jonas, "Amira") if row.text == "look"]
        assert quotes[0] is None, "of somebody who is not in this conversation"
        assert [quote and (quote.row_id, quote.text) for quote in quotes[1:]] == [(None, "")] * 2

    run(tmp_path, attack)


def test_the_apps_own_lines_cannot_be_changed(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        account = await pair.jonas.account_of("Amira")
        number = await pair.jonas.open.verification.safety_number(account)
        await pair.jonas.open.verification.confirm_match(account, number)
        await noticed(pair.jonas, "Amira", Notice.VERIFIED.value)
        line = next(r for r in await pair.jonas.rows("Amira") if r.text == Notice.VERIFIED.value)
        message = bytes(line.message_id)
        await say(pair.amira, "Jonas", EditContent(message, "mismatch", 1))
        await say(pair.amira, "Jonas", RecallContent(message))
        await all_said(pair)
        assert line in await pair.jonas.rows("Amira")

    run(tmp_path, attack)


@pytest.mark.expects_log("does not belong there")
def test_nobody_else_says_how_a_person_keeps_conversations(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        own = bytes(pair.amira.open._context.own.account_id)
        mark = ConversationMarks(own, 1, MAX_SEQUENCE, True, MAX_SEQUENCE)
        await say(pair.amira, "Jonas", OwnConversationsContent((mark,)))
        await all_said(pair)
        record = (await pair.jonas.open.contacts.conversations())[0].record
        assert (record.pinned_at_ms, record.muted_until_ms, record.marked_unread) == (0, 0, False)

    run(tmp_path, attack)


def test_an_unread_message_that_is_taken_back_is_unread_no_longer(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()

        async def unread() -> int:
            return (await pair.jonas.open.contacts.conversations())[0].record.unread

        conversation = await pair.jonas.conversation_with("Amira")
        rows = await pair.jonas.rows("Amira")
        await pair.jonas.open.messages.mark_read(conversation, rows[-1].row_id)
        sent = await pair.amira.open.messages.send_text(conversation, "wrong person")
        await arrived(pair.jonas, "Amira", "wrong person")
        assert await unread() == 1
        await pair.amira.open.messages.recall(sent.row_id)
        await shows(pair.jonas, "Amira", sent, lambda row: row.recalled_at_ms)
        assert await unread() == 0
        await eventually(lambda: not pair.amira.open.alarm)

    run(tmp_path, scenario)
