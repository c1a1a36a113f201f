"""app/store/conversations.py: the summary follows the messages by itself."""

from __future__ import annotations

from app.core.ids import AccountId, ConversationId
from app.core.records import ConversationRecord, DeliveryState, MessageKind, MessageRecord
from app.store.conversations import SUMMARY_LENGTH
from tests.unit.store.builders import (
    CONVERSATION,
    OTHER_CONVERSATION,
    PEER,
    incoming,
    message_id,
    notice,
    outgoing,
)
from tests.unit.store.conftest import Database


def add(database: Database, record: MessageRecord) -> MessageRecord:
    added = database.write(lambda t: t.messages.add(record))
    assert added is not None
    return added


def get(database: Database) -> ConversationRecord:
    record = database.read(lambda t: t.conversations.get(CONVERSATION))
    assert record is not None
    return record


def test_an_empty_conversation_is_there_but_not_in_the_list(database: Database) -> None:
    database.write(lambda t: t.conversations.ensure(CONVERSATION, AccountId(b"x" * 16)))
    assert get(database) == ConversationRecord(
        CONVERSATION, PEER, 0, "", None, False, None, 0, 0, None, ""
    )
    assert database.read(lambda t: t.conversations.all()) == []
    unknown = ConversationId(b"?" * 32)
    assert database.read(lambda t: t.conversations.get(unknown)) is None


def test_the_summary_is_the_last_row_of_the_timeline(database: Database) -> None:
    last = add(database, incoming(5, 5))
    add(database, incoming(4, 4))
    record = get(database)
    assert (record.last_row_id, record.last_text) == (last.row_id, "incoming 5")
    assert (record.last_kind, record.last_outgoing) == (MessageKind.TEXT, False)
    assert (record.last_state, record.last_time_ms) == (DeliveryState.RECEIVED, 2_005)
    add(database, notice(6))
    assert get(database).last_kind is MessageKind.NOTICE


def test_the_summary_shows_the_state_of_its_message(database: Database) -> None:
    add(database, outgoing(1))
    assert get(database).last_state is DeliveryState.QUEUED
    database.write(lambda t: t.messages.set_state(CONVERSATION, message_id(1), DeliveryState.READ))
    record = get(database)
    assert record.last_state is DeliveryState.READ
    assert record.last_outgoing
    assert database.read(lambda t: t.conversations.all()) == [record]


def test_a_long_message_is_cut_in_the_summary(database: Database) -> None:
    add(database, incoming(1, text="ä" * 16_384))
    assert get(database).last_text == "ä" * SUMMARY_LENGTH


def test_unread_counts_messages_and_not_notices_or_our_own(database: Database) -> None:
    first = add(database, incoming(2, 2))
    add(database, outgoing(7))
    add(database, notice(8))
    add(database, incoming(3, 3, kind=MessageKind.UNKNOWN, text="poll"))
    assert (get(database).unread, get(database).first_unread_row_id) == (2, first.row_id)
    late = add(database, incoming(1, 1))
    assert (get(database).unread, get(database).first_unread_row_id) == (3, late.row_id)


def test_reading_goes_up_to_a_place_in_the_timeline(database: Database) -> None:
    rows = [add(database, incoming(n, n)) for n in (1, 2, 5)]
    late = add(database, incoming(3, 3))

    def mark(row_id: int, conversation: ConversationId = CONVERSATION) -> int:
        return database.write(lambda t: t.conversations.mark_read(conversation, row_id))

    assert mark(rows[0].row_id, OTHER_CONVERSATION) == 0
    assert mark(999) == 0
    assert mark(late.row_id) == 3
    assert (get(database).unread, get(database).first_unread_row_id) == (1, rows[2].row_id)
    assert mark(late.row_id) == 0
    assert mark(rows[2].row_id) == 1
    assert (get(database).unread, get(database).first_unread_row_id) == (0, None)


def test_newest_activity_comes_first(database: Database) -> None:
    def order() -> list[ConversationId]:
        return [record.conversation_id for record in database.read(lambda t: t.conversations.all())]

    add(database, incoming(1, arrived_at_ms=9_999_999))
    add(database, incoming(2, conversation_id=OTHER_CONVERSATION, arrived_at_ms=5))
    assert order() == [OTHER_CONVERSATION, CONVERSATION]
    add(database, outgoing(3))
    assert order() == [CONVERSATION, OTHER_CONVERSATION]
    third = ConversationId(b"e" * 32)
    database.write(lambda t: t.conversations.ensure(third, PEER))
    assert order() == [CONVERSATION, OTHER_CONVERSATION]
    database.write(lambda t: t.conversations.put_draft(third, "begun"))
    assert order() == [third, CONVERSATION, OTHER_CONVERSATION]
    database.write(lambda t: t.conversations.put_draft(OTHER_CONVERSATION, "also begun"))
    assert order() == [third, CONVERSATION, OTHER_CONVERSATION]
    add(database, incoming(4, conversation_id=OTHER_CONVERSATION))
    assert order() == [OTHER_CONVERSATION, third, CONVERSATION]


def test_a_draft_is_kept_until_emptied(database: Database) -> None:
    database.write(lambda t: t.conversations.put_draft(CONVERSATION, "not sent yet"))
    database.reopen()
    assert get(database).draft == "not sent yet"
    assert len(database.read(lambda t: t.conversations.all())) == 1
    database.write(lambda t: t.conversations.put_draft(CONVERSATION, ""))
    assert database.read(lambda t: t.conversations.all()) == []
