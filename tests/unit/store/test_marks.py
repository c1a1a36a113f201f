"""app/store/marks.py: edits, taking back, reactions, and what waits for its message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from app.core.ids import AccountId, MessageId
from app.core.records import (
    FOREVER_MS,
    MarkKind,
    MarkState,
    MessageKind,
    MessageRecord,
    QuoteRecord,
    SentMarkRecord,
    VersionRecord,
    WaitingMarkRecord,
)
from app.core.store_ports import Transaction
from app.store import migrations
from app.store.connection import open_connection
from app.store.store import EncryptedStore
from tests.unit.store.builders import (
    CONVERSATION,
    KEY,
    OTHER_CONVERSATION,
    OWN,
    OWN_DEVICE,
    PEER,
    PEER_DEVICE,
    PEER_TABLET,
    incoming,
    message_id,
    outgoing,
)
from tests.unit.store.conftest import Database


def add(t: Transaction, record: MessageRecord) -> MessageRecord:
    t.conversations.ensure(record.conversation_id, PEER)
    row = t.messages.add(record)
    assert row is not None
    return row


def get(t: Transaction, row_id: int) -> MessageRecord:
    row = t.messages.get(row_id)
    assert row is not None
    return row


def unread(t: Transaction) -> int:
    conversation = t.conversations.get(CONVERSATION)
    assert conversation is not None
    return conversation.unread


def test_the_highest_revision_is_what_it_says_and_the_others_stay_to_be_seen(
    database: Database,
) -> None:
    def work(t: Transaction) -> None:
        row = add(t, incoming(1, text="first", sent_at_ms=10))
        edits = [(1, "second", 20), (2, "third", 30), (4, "fifth", 50)]
        for order in permutations(edits):
            number = order[0][0] * 100 + order[1][0] * 10 + order[2][0]
            row = add(t, incoming(number, text="first", sent_at_ms=10))
            for revision, text, at_ms in order:
                assert t.marks.edit(row.row_id, revision, text, at_ms)
            now = get(t, row.row_id)
            assert (now.text, now.revision, now.edited_at_ms) == ("fifth", 4, 50)
            assert t.marks.versions(row.row_id) == [
                VersionRecord(0, "first", 10),
                VersionRecord(1, "second", 20),
                VersionRecord(2, "third", 30),
            ]
            for revision, text, at_ms in order:
                assert not t.marks.edit(row.row_id, revision, text, at_ms), "a repetition"

    database.write(work)


def test_of_two_wordings_with_one_number_the_later_holds(database: Database) -> None:
    def work(t: Transaction) -> None:
        rivals = [(1, "from the ward", 20), (1, "from the office", 25), (2, "last", 40)]
        for number, order in enumerate(permutations(rivals), start=1):
            row = add(t, incoming(number, text="first"))
            for revision, text, at_ms in order:
                t.marks.edit(row.row_id, revision, text, at_ms)
            assert [v.text for v in t.marks.versions(row.row_id)] == ["first", "from the office"]

    database.write(work)


def test_a_reaction_takes_the_place_of_the_one_before_and_an_older_one_comes_too_late(
    database: Database,
) -> None:
    def work(t: Transaction) -> None:
        row_id = add(t, incoming(1)).row_id
        assert t.marks.react(row_id, PEER, "👍", 20)
        assert t.marks.react(row_id, OWN, "🎉", 10)
        assert not t.marks.react(row_id, PEER, "😢", 15)
        assert [(r.account_id, r.emoji) for r in get(t, row_id).reactions] == [
            (OWN, "🎉"),
            (PEER, "👍"),
        ]
        assert t.marks.react(row_id, PEER, "", 30)
        assert not t.marks.react(row_id, PEER, "👍", 25)
        assert [r.emoji for r in get(t, row_id).reactions] == ["🎉"]
        assert t.marks.reaction(row_id, PEER) == ("", 30)

    database.write(work)


def test_what_is_taken_back_has_no_words_left_and_stays_so(database: Database) -> None:
    def work(t: Transaction) -> None:
        row_id = add(t, incoming(1, text="first words")).row_id
        t.marks.edit(row_id, 1, "second words", 20)
        t.marks.react(row_id, OWN, "👍", 20)
        assert t.marks.recall(row_id, 40)
        row = get(t, row_id)
        assert (row.text, row.recalled_at_ms, row.revision, row.edited_at_ms) == ("", 40, 0, None)
        assert (row.reactions, t.marks.versions(row_id)) == ((), [])
        assert not t.marks.edit(row_id, 2, "third words", 50)
        assert not t.marks.react(row_id, PEER, "👍", 50)
        assert not t.marks.recall(row_id, 41)
        assert t.marks.recall(row_id, 39), "said twice, the first time counts"
        conversation = t.conversations.get(CONVERSATION)
        assert conversation is not None
        assert conversation.last_text == ""

    database.write(work)


def test_what_nobody_has_read_is_unread_no_longer_once_it_is_taken_back(
    database: Database,
) -> None:
    def work(t: Transaction) -> None:
        rows = [add(t, incoming(number)) for number in (1, 2, 3)]
        assert unread(t) == 3
        t.marks.recall(rows[0].row_id, 9)
        t.marks.recall(rows[0].row_id, 8)
        conversation = t.conversations.get(CONVERSATION)
        assert conversation is not None
        assert (conversation.unread, conversation.first_unread_row_id) == (2, rows[1].row_id)
        assert t.conversations.mark_read(CONVERSATION, rows[2].row_id) == 2
        t.marks.recall(rows[1].row_id, 9)
        assert unread(t) == 0
        add(t, incoming(4, text="", recalled_at_ms=5))
        assert unread(t) == 0

    database.write(work)


def test_a_quote_says_what_the_message_says_now(database: Database) -> None:
    def work(t: Transaction) -> None:
        quoted = add(t, incoming(1, text="x" * 400))
        same_id = outgoing(1, text="somebody used the same id")
        add(t, same_id)
        reference = QuoteRecord(PEER, quoted.message_id)
        answer = add(t, outgoing(2, quote=reference))
        quote = get(t, answer.row_id).quote
        assert quote == QuoteRecord(PEER, quoted.message_id, quoted.row_id, "x" * 300)
        t.marks.edit(quoted.row_id, 1, "shorter", 9)
        quote = t.messages.page(CONVERSATION, limit=1)[0].quote
        assert quote is not None
        assert quote.text == "shorter"
        t.marks.recall(quoted.row_id, 9)
        assert get(t, answer.row_id).quote == replace(quote, text="", recalled=True)
        assert t.marks.answers_to(CONVERSATION, quoted.message_id) == [answer.row_id]

    database.write(work)


@pytest.mark.parametrize(
    "other",
    [
        incoming(1, conversation_id=OTHER_CONVERSATION),
        incoming(1, kind=MessageKind.NOTICE, text="hole"),
        incoming(1, kind=MessageKind.UNKNOWN, text="hologram"),
    ],
)
def test_a_quote_shows_nothing_but_texts_of_its_own_conversation(
    database: Database, other: MessageRecord
) -> None:
    def work(t: Transaction) -> None:
        add(t, other)
        reference = QuoteRecord(PEER, other.message_id)
        answer = add(t, incoming(2, quote=reference))
        assert get(t, answer.row_id).quote == reference

    database.write(work)


def test_a_mark_of_ours_shows_how_far_it_got(database: Database) -> None:
    def work(t: Transaction) -> None:
        row_id = add(t, outgoing(1)).row_id

        def shown() -> tuple[bool, str | None]:
            row = t.messages.rows([row_id])[0]
            return row.mark_waits, row.mark_failure

        def mark(number: int, kind: MarkKind) -> MessageId:
            id_ = message_id(number)
            t.marks.put_sent(SentMarkRecord(id_, row_id, kind, 0, number, MarkState.QUEUED))
            return id_

        assert shown() == (False, None)
        reaction = mark(11, MarkKind.REACTION)
        edit = mark(12, MarkKind.EDIT)
        assert shown() == (True, None)
        assert t.marks.set_sent_state(reaction, MarkState.FAILED) == row_id
        assert t.marks.set_sent_state(reaction, MarkState.FAILED) is None
        assert shown() == (True, "reaction-not-sent")
        t.marks.set_sent_state(edit, MarkState.FAILED)
        assert shown() == (False, "edit-not-sent")
        recall = mark(13, MarkKind.RECALL)
        t.marks.recall(row_id, 13)
        assert shown() == (True, None), "what was said before does not matter any more"
        t.marks.set_sent_state(recall, MarkState.FAILED)
        assert shown() == (False, "recall-not-sent")
        assert [m.mark_id for m in t.marks.sent_about(row_id)] == [reaction, edit, recall]
        assert t.marks.set_sent_state(message_id(99), MarkState.SENT) is None

    database.write(work)


def waiting(
    number: int, device: bytes = PEER_DEVICE, arrived_ms: int = 5, by: AccountId = PEER
) -> WaitingMarkRecord:
    return WaitingMarkRecord(
        CONVERSATION, message_id(1), PEER, by, device, str(number).encode(), 1, arrived_ms
    )  # type: ignore[arg-type]  # a device id


def test_so_many_of_one_person_wait_and_the_oldest_goes_first(database: Database) -> None:
    def work(t: Transaction) -> None:
        t.marks.wait(waiting(0, OWN_DEVICE, by=OWN), most=3)
        for number in range(1, 6):
            t.marks.wait(waiting(number, PEER_TABLET if number % 2 else PEER_DEVICE), most=3)
        assert t.marks.waiting_count(PEER) == 3
        found = t.marks.take_waiting(CONVERSATION, message_id(1), PEER)
        assert [mark.content for mark in found] == [b"0", b"3", b"4", b"5"]
        assert t.marks.take_waiting(CONVERSATION, message_id(1), PEER) == []

    database.write(work)


def test_what_waited_too_long_is_given_up(database: Database) -> None:
    def work(t: Transaction) -> None:
        t.marks.wait(waiting(1, arrived_ms=5), most=9)
        t.marks.wait(waiting(2, arrived_ms=6), most=9)
        assert t.marks.forget_waiting_before(6) == 1
        found = t.marks.take_waiting(CONVERSATION, message_id(1), PEER)
        assert [mark.content for mark in found] == [b"2"]
        assert t.marks.take_waiting(CONVERSATION, message_id(1), AccountId(OWN)) == []

    database.write(work)


def test_the_first_row_of_a_day_is_found(database: Database) -> None:
    def work(t: Transaction) -> None:
        assert t.messages.row_at(CONVERSATION, 0) is None
        rows = [add(t, incoming(number, arrived_at_ms=number * 100)) for number in (1, 2, 3)]
        assert t.messages.row_at(CONVERSATION, 0) == rows[0].row_id
        assert t.messages.row_at(CONVERSATION, 200) == rows[1].row_id
        assert t.messages.row_at(CONVERSATION, 201) == rows[2].row_id
        assert t.messages.row_at(CONVERSATION, 999) == rows[2].row_id

    database.write(work)


def test_pinned_conversations_come_first_in_the_order_of_pinning(database: Database) -> None:
    def work(t: Transaction) -> None:
        ids = [bytes([number]) * 32 for number in range(4)]
        for number, id_ in enumerate(ids):
            row = incoming(number + 1, conversation_id=id_)
            t.conversations.ensure(row.conversation_id, PEER)
            if number < 3:
                t.messages.add(row)
        for number, at_ms in ((0, 20), (3, 10)):
            t.conversations.put_marks(
                ids[number],  # type: ignore[arg-type]  # a conversation id
                pinned_at_ms=at_ms,
                muted_until_ms=FOREVER_MS,
                marked_unread=True,
                changed_at_ms=at_ms,
            )
        listed = t.conversations.all()
        assert [record.conversation_id for record in listed] == [ids[3], ids[0], ids[2], ids[1]]
        assert (listed[0].is_muted(10**12), listed[0].marked_unread) == (True, True)
        assert len(t.conversations.marked()) == 2

    database.write(work)


def plain_pages(path: Path) -> bytes:
    """Everything that the file holds, deciphered, free pages and all."""
    connection = open_connection(path, KEY, read_only=True)
    try:
        return connection.serialize("main")
    finally:
        connection.close()


CANARY = "zyxcanary"


def fill(t: Transaction) -> int:
    for number in range(2, 40):
        add(t, incoming(number, text=f"other words {number} " * 20))
    row_id = add(t, incoming(1, text=f"{CANARY} one " * 900)).row_id
    t.marks.edit(row_id, 1, f"{CANARY} two", 20)
    t.marks.edit(row_id, 2, f"{CANARY} three " * 700, 30)
    add(t, outgoing(41, quote=QuoteRecord(PEER, message_id(1))))
    return row_id


@pytest.mark.parametrize(
    ("take_back", "left"), [(lambda t, row_id: t.marks.recall(row_id, 40), False), (None, True)]
)
def test_no_byte_of_what_was_taken_back_is_left(
    tmp_path: Path, take_back: Callable[[Transaction, int], bool] | None, left: bool
) -> None:
    """The second case shows that the search would find it."""
    path = tmp_path / "profile.db"
    store = EncryptedStore.open(path, KEY)
    row_id = store.submit_write(fill).result()
    if take_back is not None:
        store.submit_write(lambda t: take_back(t, row_id)).result()
    store.close_now()
    pages = plain_pages(path)
    assert b"other words" in pages
    assert (CANARY.encode() in pages) is left


def test_a_profile_of_before_keeps_everything(tmp_path: Path) -> None:
    path = tmp_path / "profile.db"
    path.touch(mode=0o600)
    connection = open_connection(path, KEY)
    before = [step for step in migrations.load() if step.number < 4]
    migrations.apply(connection, path, before)
    connection.execute(
        "INSERT INTO conversations (conversation_id, account_id) VALUES (?, ?)",
        (CONVERSATION, PEER),
    )
    connection.execute(
        "INSERT INTO messages (position, conversation_id, message_id, sender_account,"
        " sender_device, sender_seq, outgoing, unread, kind, text, sent_at_ms, arrived_at_ms,"
        " state, skewed, devset_hash, log_size, log_root)"
        " VALUES (1, ?, ?, ?, ?, 1, 0, 1, 'text', 'of before', 1, 2, 'received', 0, x'', 0, x'')",
        (CONVERSATION, message_id(1), PEER, PEER_DEVICE),
    )
    connection.execute(
        "INSERT INTO outbox (queue_order, submission_id, conversation_id,"
        " message_id, account_id, complete, log_size, body, recipients, content, held)"
        " VALUES (1, x'01', ?, x'02', ?, 1, 0, x'', x'', x'7b7d', 0)",
        (CONVERSATION, PEER),
    )
    connection.close()
    store = EncryptedStore.open(path, KEY)

    def look(t: Transaction) -> None:
        row = t.messages.page(CONVERSATION, limit=9)[0]
        assert (row.text, row.quote, row.revision, row.reactions) == ("of before", None, 0, ())
        assert t.outbox.pending(9)[0].written_at_ms == 0
        conversation = t.conversations.get(CONVERSATION)
        assert conversation is not None
        assert (conversation.pinned_at_ms, conversation.is_muted(1)) == (0, False)

    store.submit_read(look).result()
    store.close_now()


def test_what_belongs_to_a_row_goes_with_it(database: Database) -> None:
    def work(t: Transaction) -> None:
        row_id = add(t, incoming(1)).row_id
        t.marks.edit(row_id, 1, "other", 9)
        t.marks.react(row_id, OWN, "👍", 9)
        t.marks.put_sent(SentMarkRecord(message_id(7), row_id, MarkKind.EDIT, 1, 9, MarkState.SENT))

    database.write(work)
    connection = database.store._writer
    connection.execute("DELETE FROM messages")
    for table in ("message_versions", "reactions", "sent_marks"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
