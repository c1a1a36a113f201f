"""Times, counts and orders in what is said about messages, chosen to do harm elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core import content as contents
from app.core.bus import MessagesChanged
from app.core.content import (
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
from app.core.store_ports import Transaction
from app.core.transport_types import InboxEnvelope, InboxItem
from app.services import conversation_marks, history_rows, marks
from app.services.batch_result import BatchResult
from app.services.retention import DAY_MS
from app.services.typing import Typing
from relay.transparency.certificates import Purpose
from tests.support.chat import row_of, shows
from tests.support.clinic import Person, eventually
from tests.support.insider import say_anything
from tests.support.own_devices import second_device
from tests.support.scenario import Pair, arrived, noticed, run


def test_an_edit_from_before_all_time_hides_no_message_from_backups(tmp_path: Path) -> None:
    """0 is "never" in a history row: such a message was left out of backups and transfers."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        context = pair.jonas.open._context
        await pair.amira.write("Jonas", "taken back later")
        await arrived(pair.jonas, "Amira", "taken back later")
        edited = await row_of(pair.jonas, "Amira", "hello Jonas")
        recalled = await row_of(pair.jonas, "Amira", "taken back later")
        edit = EditContent(bytes(edited.message_id), "other words", 1)
        recall = RecallContent(bytes(recalled.message_id))
        for content in (edit, recall):
            await say_anything(pair.amira, "Jonas", contents.encode(content), sent_at=0)
        edited = await shows(pair.jonas, "Amira", edited, lambda row: row.text == "other words")
        recalled = await shows(
            pair.jonas, "Amira", recalled, lambda row: row.recalled_at_ms is not None
        )
        for row in (edited, recalled):
            account = row.sender_account
            told = history_rows.to_history(row, account)
            assert told is not None
            back = history_rows.from_history(
                told, context.own.account_id, context.own.log_id, context.replica
            )
            assert back is not None
            assert (back.edited_at_ms is None) == (row.edited_at_ms is None)
            assert (back.recalled_at_ms is None) == (row.recalled_at_ms is None)

    run(tmp_path, attack)


def test_a_reaction_makes_nobody_look_at_every_answer(tmp_path: Path) -> None:
    """Thousands of answers to one message, then reactions to it: each told of all answers."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        target = await row_of(pair.jonas, "Amira", "hello Jonas")
        to = MessageReference(bytes(target.sender_account), bytes(target.message_id))
        for number in range(5):
            content = contents.encode(TextContent(f"answer {number}", to))
            await say_anything(pair.amira, "Jonas", content)
        await arrived(pair.jonas, "Amira", *(f"answer {number}" for number in range(5)))
        pair.jonas.events.clear()
        await say_anything(pair.amira, "Jonas", contents.encode(ReactionContent(to, "👍")))
        await shows(pair.jonas, "Amira", target, lambda row: row.reactions)
        changed = MessagesChanged(target.conversation_id, (target.row_id,))
        await eventually(lambda: changed in pair.jonas.events)

    run(tmp_path, attack)


def test_marks_that_wait_are_bounded_for_all_computers_of_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MOST_WAITING", 5)

    async def attack(pair: Pair) -> None:
        await pair.meet()
        other = await second_device(pair.clinic, pair.amira)
        await other.write("Jonas", "from the other")
        await arrived(pair.jonas, "Amira", "from the other")
        for number in range(4):
            for person in (pair.amira, other):
                recall = RecallContent(bytes([number]) * 16)
                await say_anything(person, "Jonas", contents.encode(recall))
        for person in (pair.amira, other):
            await person.write("Jonas", "that was all")
        await eventually(lambda: _texts_are(pair.jonas, "that was all", 2))
        amira = pair.amira.open._context.own.account_id
        count = await pair.jonas.open._context.store.read(lambda tx: tx.marks.waiting_count(amira))
        assert count == 5

    run(tmp_path, attack)


async def _texts_are(person: Person, text: str, times: int) -> bool:
    return (await person.texts("Amira")).count(text) == times


def test_a_change_at_the_end_of_all_time_does_not_end_changing(tmp_path: Path) -> None:
    """A computer that was stolen says so; opening the conversation failed ever after."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        jonas = pair.jonas.open
        amira = await pair.jonas.account_of("Amira")
        last = ConversationMarks(bytes(amira), 1, MAX_SEQUENCE, True, MAX_SEQUENCE)
        taken = OwnConversationsContent((last,))
        await jonas._context.store.write(
            lambda tx: conversation_marks.apply(jonas._context, tx, taken)
        )
        conversation = await pair.jonas.conversation_with("Amira")
        await jonas.messages.mark_read(conversation, (await pair.jonas.rows("Amira"))[-1].row_id)
        await jonas.contacts.mute(conversation, 0)
        await jonas.contacts.set_pinned(conversation, False)
        record = (await jonas.contacts.conversations())[0].record
        kept = (record.pinned_at_ms, record.muted_until_ms, record.marked_unread)
        assert kept == (0, 0, False)

    run(tmp_path, attack)


def test_a_relay_that_dates_mail_back_deletes_nothing_that_is_new(tmp_path: Path) -> None:
    """Policy `retention_days` counts from when a message came, which is the relay's word."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        mail = pair.jonas_relay.take_over_mail()

        def long_ago(items: list[InboxItem]) -> list[InboxItem]:
            return [
                replace(item, received_ms=1) if isinstance(item, InboxEnvelope) else item
                for item in items
            ]

        mail.policy = long_ago
        await pair.amira.write("Jonas", "ends the wait at the honest relay")
        await arrived(pair.jonas, "Amira", "ends the wait at the honest relay")
        await pair.amira.write("Jonas", "just written")
        await arrived(pair.jonas, "Amira", "just written")
        row = await row_of(pair.jonas, "Amira", "just written")
        jonas = pair.jonas.open
        await jonas.messages.mark_read(row.conversation_id, row.row_id)

        def sweep(tx: Transaction) -> int:
            before_ms = row.sent_at_ms - DAY_MS
            _, gone = tx.messages.delete_older(before_ms, after_row_id=None, limit=500)
            return sum(gone.values())

        assert await jonas._context.store.write(sweep) == 0

    run(tmp_path, attack)


def test_a_new_key_takes_nothing_back_before_somebody_looked_at_it(tmp_path: Path) -> None:
    """The relay knows message ids, IT can issue keys: together they deleted what was written."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        written = await row_of(pair.amira, "Jonas", "hello Amira")
        await pair.jonas.lock()
        authority = pair.clinic.authority
        invite = authority.invite_again(authority.find("Jonas"), Purpose.REKEY).text
        again = pair.clinic.computer("Jonas again", invite)
        await again.enrol()
        await noticed(pair.amira, "Jonas", Notice.KEY_CHANGED.value)
        await again.write("Amira", "it is me")
        await arrived(pair.amira, "Jonas", "it is me")
        message = bytes(written.message_id)
        times = {"sent_at": written.sent_at_ms}
        recall = contents.encode(RecallContent(message))
        await say_anything(again, "Amira", recall, **times)
        edit = contents.encode(EditContent(message, "other words", 1))
        await say_anything(again, "Amira", edit, **times)
        await again.write("Amira", "that was all")
        await arrived(pair.amira, "Jonas", "that was all")
        row = await row_of(pair.amira, "Jonas", "hello Amira")
        assert (row.recalled_at_ms, row.edited_at_ms) == (None, None)

        account = await pair.amira.account_of("Jonas")
        verification = pair.amira.open.verification
        await verification.accept_new_key(account, await verification.safety_number(account))
        await say_anything(again, "Amira", recall, **times)
        await shows(pair.amira, "Jonas", row, lambda row: row.recalled_at_ms)

    run(tmp_path, attack)


def test_months_later_a_date_of_then_changes_nothing(tmp_path: Path) -> None:
    """Whoever has a device of the person could date back, and delete all they ever wrote."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        await pair.amira.write("Jonas", "of last spring")
        await arrived(pair.jonas, "Amira", "of last spring")
        row = await row_of(pair.jonas, "Amira", "of last spring")
        store = pair.jonas.open._context.store
        long_ago = row.arrived_at_ms - 90 * DAY_MS

        def age(tx: Transaction) -> None:
            tx.messages.delete_older(row.arrived_at_ms + 1, after_row_id=None, limit=500)
            tx.messages.add_history([replace(row, sent_at_ms=long_ago, arrived_at_ms=long_ago)])

        conversation = await pair.jonas.conversation_with("Amira")
        await pair.jonas.open.messages.mark_read(conversation, row.row_id)
        await store.write(age)
        recall = contents.encode(RecallContent(bytes(row.message_id)))
        await say_anything(pair.amira, "Jonas", recall, sent_at=long_ago)
        await pair.amira.write("Jonas", "that was all")
        await arrived(pair.jonas, "Amira", "that was all")
        old = await row_of(pair.jonas, "Amira", "of last spring")
        assert (old.sent_at_ms, old.recalled_at_ms) == (long_ago, None)

    run(tmp_path, attack)


def test_mail_that_is_dated_ahead_makes_nobody_present(tmp_path: Path) -> None:
    """Else typing would be told for days to a computer that is off, and the relay would see it."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        context = pair.jonas.open._context
        device = pair.amira.open._context.own.device_id
        heard = Typing(context)
        heard.came(BatchResult(heard={device: context.now_ms() + 365 * DAY_MS}))
        assert heard._heard[device] <= context.now_ms()

    run(tmp_path, attack)
