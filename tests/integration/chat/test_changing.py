"""Answers, reactions, edits and taking back between two people and their devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.bus import MessagesAdded, MessagesChanged
from app.core.records import DeliveryState
from app.core.store_ports import Transaction
from app.core.transport_types import ExpiredNotice
from app.services import keyless
from app.services.batch_result import BatchResult
from app.services.changing import NotAnEmoji, TooLate
from app.services.context import Context
from app.services.messages import CannotForward
from app.services.receiving import INBOX_POSITION, process_batch
from app.services.recipients import CannotSend, MessageGone, TextNotSendable
from tests.integration.attacks.test_key_change import re_enrol, unreachable
from tests.support.chat import emojis, row_of, settled, shows, texts
from tests.support.clinic import eventually
from tests.support.own_devices import second_device
from tests.support.scenario import Pair, arrived, became, copied, hurry, run


def test_answers_reactions_edits_and_taking_back_reach_the_other_side(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        amira, jonas = pair.amira.open.messages, pair.jonas.open.messages
        conversation = await pair.amira.conversation_with("Jonas")
        question = await row_of(pair.jonas, "Amira", "hello Jonas")
        pair.jonas.events.clear()

        answer = await jonas.send_text(conversation, "an answer", reply_to=question.row_id)
        assert answer.quote is not None
        assert answer.quote.row_id == question.row_id
        answered = await shows(pair.amira, "Jonas", answer, lambda row: True)
        own = await row_of(pair.amira, "Jonas", "hello Jonas")
        assert answered.quote is not None
        assert (answered.quote.row_id, answered.quote.text) == (own.row_id, "hello Jonas")

        await jonas.react(question.row_id, "👍")
        reacted = await shows(pair.amira, "Jonas", own, emojis)
        assert reacted.reactions[0].account_id == pair.jonas.open._context.own.account_id
        await jonas.react(question.row_id, "🎉")
        await shows(pair.amira, "Jonas", own, lambda row: emojis(row) == ["🎉"])
        await amira.react(own.row_id, "👍")
        await shows(pair.jonas, "Amira", own, lambda row: emojis(row) == ["🎉", "👍"])
        await jonas.react(question.row_id, "")
        await shows(pair.amira, "Jonas", own, lambda row: emojis(row) == ["👍"])

        await amira.edit(own.row_id, "good evening Jonas")
        edited = await shows(pair.jonas, "Amira", own, lambda row: row.edited_at_ms)
        assert edited.text == "good evening Jonas"
        assert [v.text for v in await jonas.versions(edited.row_id)] == ["hello Jonas"]
        quote = (await row_of(pair.jonas, "Amira", "an answer")).quote
        assert quote is not None
        assert quote.text == "good evening Jonas"

        await amira.recall(own.row_id)
        gone = await shows(pair.jonas, "Amira", own, lambda row: row.recalled_at_ms)
        assert (gone.text, gone.reactions, await jonas.versions(gone.row_id)) == ("", (), [])
        quote = (await row_of(pair.jonas, "Amira", "an answer")).quote
        assert quote is not None
        assert quote.recalled
        await settled(pair.amira, "Jonas")
        await pair.quiet()

        # None of it is new to anybody, and the window hears which rows to draw anew.
        assert not any(e.incoming_new for e in pair.jonas.events if isinstance(e, MessagesAdded))
        changed = {
            id_ for e in pair.jonas.events if isinstance(e, MessagesChanged) for id_ in e.row_ids
        }
        assert {question.row_id, answer.row_id} <= changed
        # Delivered and read go on counting across what has no row of its own.
        await pair.amira.write("Jonas", "and after that")
        await arrived(pair.jonas, "Amira", "and after that")
        await became(pair.amira, "Jonas", DeliveryState.DELIVERED)
        last = (await pair.jonas.rows("Amira"))[-1]
        await jonas.mark_read(conversation, last.row_id)
        await became(pair.amira, "Jonas", DeliveryState.READ)

    run(tmp_path, scenario)


def test_what_may_not_be_changed_is_refused_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        amira = pair.amira.open.messages
        own = await row_of(pair.amira, "Jonas", "hello Jonas")
        theirs = await row_of(pair.amira, "Jonas", "hello Amira")
        before = await pair.amira.rows("Jonas")
        with pytest.raises(MessageGone):
            await amira.edit(theirs.row_id, "words in your mouth")
        with pytest.raises(MessageGone):
            await amira.recall(theirs.row_id)
        with pytest.raises(TextNotSendable):
            await amira.edit(own.row_id, "")
        with pytest.raises(NotAnEmoji):
            await amira.react(own.row_id, "lol")
        with pytest.raises(MessageGone):
            await amira.react(10**9, "👍")
        with pytest.raises(MessageGone):
            await amira.send_text(own.conversation_id, "answer", reply_to=10**9)
        await amira.edit(own.row_id, own.text)
        await amira.react(own.row_id, "")
        now = Context.now_ms
        monkeypatch.setattr(Context, "now_ms", lambda self: now(self) + 61 * 60_000)
        with pytest.raises(TooLate):
            await amira.edit(own.row_id, "too late")
        with pytest.raises(TooLate):
            await amira.recall(own.row_id)
        monkeypatch.setattr(Context, "now_ms", now)
        assert await pair.amira.rows("Jonas") == before
        await pair.quiet()

    run(tmp_path, scenario)


def test_all_devices_of_both_follow_and_each_may_speak_for_the_person(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await pair.amira.write("Jonas", "from the office", "a second")
        await copied(ward, "Jonas", "from the office", "a second")
        first = await row_of(ward, "Jonas", "from the office")
        second = await row_of(ward, "Jonas", "a second")
        await ward.open.messages.edit(first.row_id, "corrected on the ward")
        await ward.open.messages.recall(second.row_id)
        await ward.open.messages.react(first.row_id, "👍")
        for person, name in ((pair.amira, "Jonas"), (pair.jonas, "Amira")):
            row = await shows(person, name, first, emojis)
            assert (row.text, row.edited_at_ms is not None) == ("corrected on the ward", True)
            assert row.reactions[0].account_id == pair.amira.open._context.own.account_id
            await shows(person, name, second, lambda row: row.recalled_at_ms)
        # The office goes on from there.
        there = await row_of(pair.amira, "Jonas", "corrected on the ward")
        await pair.amira.open.messages.edit(there.row_id, "and in the office")
        for person, name in ((ward, "Jonas"), (pair.jonas, "Amira")):
            row = await shows(person, name, first, lambda row: row.revision == 2)
            assert len(await person.open.messages.versions(row.row_id)) == 2

    run(tmp_path, scenario)


def test_what_is_said_offline_goes_out_later_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        pair.amira_relay["submit"] = unreachable
        conversation = await pair.amira.conversation_with("Jonas")
        messages = pair.amira.open.messages
        rows = [await messages.send_text(conversation, f"text {n}") for n in range(3)]
        await messages.edit(rows[0].row_id, "text 0, corrected")
        await messages.recall(rows[1].row_id)
        assert (await messages.rows([rows[0].row_id]))[0].mark_waits
        # What is not sent survives the night.
        await pair.amira.lock()
        await pair.amira.unlock()
        assert (await pair.amira.open.messages.rows([rows[0].row_id]))[0].mark_waits
        del pair.amira_relay["submit"]
        await shows(pair.jonas, "Amira", rows[0], lambda row: row.revision == 1)
        await arrived(pair.jonas, "Amira", "text 0, corrected", "text 2")
        await settled(pair.amira, "Jonas")
        await pair.quiet()
        assert "text 1" not in [row.text for row in await texts(pair.jonas, "Amira")]

    run(tmp_path, scenario)


def test_words_taken_back_before_they_left_never_leave(tmp_path: Path) -> None:
    """Nobody has keys for Jonas yet, so nothing is encrypted: what waits is changed in place."""

    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        pair.amira_relay["claim_prekeys"] = lambda _real, *_: unreachable(None, None)
        conversation = await pair.amira.conversation_with("Jonas")
        messages = pair.amira.open.messages
        rows = [await messages.send_text(conversation, f"text {n}") for n in range(2)]
        await messages.edit(rows[0].row_id, "text 0, corrected")
        await messages.recall(rows[1].row_id)
        store = pair.amira.open._context.store
        pending = await store.read(lambda tx: tx.outbox.pending(99))
        assert [b"corrected" in record.content for record in pending] == [True]
        changed = (await messages.rows([rows[0].row_id]))[0]
        assert (changed.text, changed.edited_at_ms) == ("text 0, corrected", None)
        del pair.amira_relay["claim_prekeys"]
        await arrived(pair.jonas, "Amira", "text 0, corrected")
        await pair.amira.write("Jonas", "text 2")
        await arrived(pair.jonas, "Amira", "text 0, corrected", "text 2")
        assert [row.edited_at_ms for row in await texts(pair.jonas, "Amira")] == [None, None]

    run(tmp_path, scenario)


def test_a_key_change_while_an_edit_waits_is_shown_and_retry_is_the_persons_own(
    tmp_path: Path,
) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        own = await row_of(pair.amira, "Jonas", "hello Jonas")
        messages = pair.amira.open.messages
        pair.amira_relay["submit"] = unreachable
        await messages.edit(own.row_id, "for the old key")
        await pair.jonas.lock()
        again = await re_enrol(pair, "Jonas")
        failed = await shows(pair.amira, "Jonas", own, lambda row: row.mark_failure)
        assert (failed.mark_failure, failed.text) == ("edit-not-sent", "for the old key")
        assert failed.state is DeliveryState.DELIVERED, "the message itself had arrived"
        for refused in (
            messages.retry(own.row_id),
            messages.edit(own.row_id, "again"),
            messages.recall(own.row_id),
            messages.react(own.row_id, "👍"),
        ):
            with pytest.raises(CannotSend):
                await refused
        account = await pair.amira.account_of("Jonas")
        number = await pair.amira.open.verification.safety_number(account)
        await pair.amira.open.verification.accept_new_key(account, number)
        del pair.amira_relay["submit"]
        await messages.retry(own.row_id)
        row = await shows(pair.amira, "Jonas", own, lambda row: not row.mark_failure)
        assert row.text == "for the old key"
        await settled(pair.amira, "Jonas")
        with pytest.raises(MessageGone):
            await messages.retry(own.row_id)
        # It is about a message that the new computer does not have: nothing is shown there.
        await pair.amira.write("Jonas", "welcome back")
        await arrived(again, "Amira", "welcome back")
        assert len(await texts(again, "Amira")) == 1

    run(tmp_path, scenario)


def test_a_recall_that_fails_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        own = await row_of(pair.amira, "Jonas", "hello Jonas")
        messages = pair.amira.open.messages
        pair.amira_relay["submit"] = unreachable
        await messages.recall(own.row_id)
        account = await pair.amira.account_of("Jonas")
        number = await pair.amira.open.verification.safety_number(account)
        await pair.amira.open.verification.report_mismatch(account, number)
        failed = await shows(pair.amira, "Jonas", own, lambda row: row.mark_failure)
        assert failed.mark_failure == "recall-not-sent"
        assert (await row_of(pair.jonas, "Amira", "hello Jonas")).recalled_at_ms is None
        await pair.amira.open.verification.confirm_match(account, number)
        del pair.amira_relay["submit"]
        await messages.retry(own.row_id)
        await shows(pair.jonas, "Amira", own, lambda row: row.recalled_at_ms)
        row = await shows(pair.amira, "Jonas", own, lambda row: not row.mark_waits)
        assert row.mark_failure is None

    run(tmp_path, scenario)


def test_a_failed_message_goes_out_as_it_was_and_then_as_it_is(tmp_path: Path) -> None:
    """Some device may have it, so what it said first and what was changed both go."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        pair.amira_relay["submit"] = unreachable
        conversation = await pair.amira.conversation_with("Jonas")
        messages = pair.amira.open.messages
        rows = [await messages.send_text(conversation, f"text {n}") for n in range(2)]
        account = await pair.amira.account_of("Jonas")
        verification = pair.amira.open.verification
        number = await verification.safety_number(account)
        await verification.report_mismatch(account, number)
        await became(pair.amira, "Jonas", DeliveryState.FAILED)
        await verification.confirm_match(account, number)
        await messages.edit(rows[0].row_id, "text 0, corrected")
        await messages.recall(rows[1].row_id)
        await messages.retry(rows[0].row_id)
        del pair.amira_relay["submit"]
        row = await shows(pair.jonas, "Amira", rows[0], lambda row: row.edited_at_ms)
        assert row.text == "text 0, corrected"
        assert [v.text for v in await pair.jonas.open.messages.versions(row.row_id)] == ["text 0"]
        await settled(pair.amira, "Jonas")
        await pair.quiet()
        assert "text 1" not in [row.text for row in await texts(pair.jonas, "Amira")]

    run(tmp_path, scenario)


def test_what_the_relay_loses_is_sent_again_as_it_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts under their numbers as they were, marks behind them; never words taken back."""
    hurry(monkeypatch)

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        mail = pair.jonas_relay.take_over_mail()
        await eventually(lambda: pair.jonas_relay.count("inbox") > 1)
        mail.policy = lambda items: []
        conversation = await pair.amira.conversation_with("Jonas")
        messages = pair.amira.open.messages
        rows = [await messages.send_text(conversation, f"text {n}") for n in range(3)]
        await became(pair.amira, "Jonas", DeliveryState.SENT)
        await messages.edit(rows[0].row_id, "text 0, corrected")
        await messages.recall(rows[1].row_id)
        await messages.react(rows[2].row_id, "👍")
        await settled(pair.amira, "Jonas")
        await eventually(lambda: len(mail.captured) >= 6)
        mail.policy = list
        await messages.send_text(conversation, "by which it shows")
        row = await shows(pair.jonas, "Amira", rows[0], lambda row: row.revision == 1)
        assert (row.text, row.edited_at_ms) == (
            "text 0, corrected",
            (await messages.rows([rows[0].row_id]))[0].edited_at_ms,
        )
        assert [v.text for v in await pair.jonas.open.messages.versions(row.row_id)] == ["text 0"]
        await shows(pair.jonas, "Amira", rows[2], lambda row: emojis(row) == ["👍"])
        await pair.quiet()
        assert "text 1" not in [row.text for row in await texts(pair.jonas, "Amira")]

    run(tmp_path, scenario)


def test_a_device_without_keys_gets_it_later_and_never_words_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(keyless, "_LONGEST_S", 0.2)

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.jonas, start=False)
        await pair.amira.open.engine.log_sync.sync()
        conversation = await pair.amira.conversation_with("Jonas")
        messages = pair.amira.open.messages
        rows = [await messages.send_text(conversation, f"text {n}") for n in range(3)]
        await arrived(pair.jonas, "Amira", "text 0", "text 1", "text 2")
        await messages.edit(rows[0].row_id, "text 0, corrected")
        await messages.recall(rows[1].row_id)
        await messages.react(rows[2].row_id, "👍")
        await shows(pair.jonas, "Amira", rows[2], emojis)
        waiting = await pair.amira.open._context.store.read(
            lambda tx: tx.outbox.of_message(rows[1].message_id)
        )
        assert waiting == [], "the words wait for nobody any more"

        await ward.unlock()
        await shows(ward, "Amira", rows[2], emojis)
        row = await shows(ward, "Amira", rows[0], lambda row: row.edited_at_ms)
        assert [v.text for v in await ward.open.messages.versions(row.row_id)] == ["text 0"]
        assert [row.text for row in await texts(ward, "Amira")] == ["text 0, corrected", "text 2"]

    run(tmp_path, scenario)


def test_mail_that_nobody_fetched_fails_the_edit_that_was_in_it(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        own = await row_of(pair.amira, "Jonas", "hello Jonas")
        mail = pair.jonas_relay.take_over_mail()
        await eventually(lambda: pair.jonas_relay.count("inbox") > 1)
        mail.policy = lambda items: []
        await pair.amira.open.messages.edit(own.row_id, "never fetched")
        await settled(pair.amira, "Jonas")
        context = pair.amira.open._context
        device = pair.jonas.open._context.own.device_id

        def expire(tx: Transaction) -> BatchResult:
            (mark,) = tx.marks.sent_about(own.row_id)
            sent = next(d for d in tx.messages.deliveries(mark.mark_id) if d.device_id == device)
            upto = int(tx.settings.get(INBOX_POSITION) or b"0")
            gone = ExpiredNotice(upto + 1, 1, device, sent.submission_id)
            return process_batch(context, [gone], 0, tx)

        result = await context.store.write(expire)
        assert result.changed == {own.conversation_id: [own.row_id]}
        row = (await pair.amira.open.messages.rows([own.row_id]))[0]
        assert (row.mark_failure, row.state) == ("edit-not-sent", DeliveryState.DELIVERED)
        mail.policy = list
        await pair.amira.open.messages.retry(own.row_id)
        await shows(pair.jonas, "Amira", own, lambda row: row.text == "never fetched")

    run(tmp_path, scenario)


def test_forwarding_is_all_or_nothing(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        lena = pair.clinic.invite("Lena")
        await lena.enrol()
        amira = pair.amira.open
        to_jonas = await pair.amira.conversation_with("Jonas")
        to_lena = await pair.amira.conversation_with("Lena")
        await pair.amira.write("Lena", "hello Lena")
        rows = await texts(pair.amira, "Jonas")
        await amira.messages.edit(rows[0].row_id, "as it reads now")
        ids = [row.row_id for row in rows]

        account = await pair.amira.account_of("Jonas")
        number = await amira.verification.safety_number(account)
        await amira.verification.report_mismatch(account, number)
        with pytest.raises(CannotForward) as caught:
            await amira.messages.forward(ids, [to_lena, to_jonas])
        assert set(caught.value.refused) == {to_jonas}
        with pytest.raises(MessageGone):
            await amira.messages.forward([*ids, 10**9], [to_lena])
        assert [row.text for row in await texts(pair.amira, "Lena")] == ["hello Lena"]

        sent = await amira.messages.forward(ids, [to_lena])
        assert [row.text for row in sent] == ["as it reads now", "hello Amira"]
        await arrived(lena, "Amira", "hello Lena", "as it reads now", "hello Amira")
        assert [row.forwarded for row in await texts(lena, "Amira")] == [False, True, True]
        assert all(row.quote is None for row in await texts(lena, "Amira"))

    run(tmp_path, scenario)
