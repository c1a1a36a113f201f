"""Rows of before take their places among those that are there, as read and as old as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.ids import ConversationId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.store_ports import Transaction
from tests.unit.store.builders import (
    CONVERSATION,
    OTHER_CONVERSATION,
    PEER,
    hits,
    incoming,
    notice,
    outgoing,
)
from tests.unit.store.conftest import Database


def numbers(records: Sequence[MessageRecord]) -> list[int]:
    return [int.from_bytes(record.message_id, "big") for record in records]


def timeline(database: Database) -> list[int]:
    return numbers(database.read(lambda tx: tx.messages.page(CONVERSATION, limit=100_000)))


def begin(database: Database, *present: MessageRecord) -> None:
    def write(tx: Transaction) -> None:
        for record in present:
            tx.messages.add(record)

    database.write(write)


def add(database: Database, rows: Sequence[MessageRecord]) -> dict[ConversationId, list[int]]:
    return database.write(lambda tx: tx.messages.add_history(rows))


def old(*which: int) -> list[MessageRecord]:
    return [outgoing(n, state=DeliveryState.READ) for n in which]


def test_they_go_before_what_is_there(database: Database) -> None:
    begin(database, incoming(50), incoming(51))
    added = add(database, old(1, 2, 3))
    assert len(added[CONVERSATION]) == 3
    assert timeline(database) == [1, 2, 3, 50, 51]


def test_a_second_time_nothing_happens(database: Database) -> None:
    begin(database, incoming(50))
    add(database, old(1, 2, 3))
    assert add(database, old(1, 2, 3)) == {}
    assert add(database, [*old(4), *old(4)])
    assert timeline(database) == [4, 1, 2, 3, 50]


def test_parts_may_come_newest_first_or_oldest_first(database: Database) -> None:
    begin(database, incoming(50))
    for part in ((7, 8, 9), (4, 5, 6, 7), (1, 2, 3, 4)):  # each ends with the first of the last
        add(database, old(*part))
    assert timeline(database) == [*range(1, 10), 50]
    for more in ((20, 21), (21, 22, 23), (23, 24)):  # each begins with the last of the last
        add(database, old(*more))
    assert timeline(database) == [*range(20, 25), *range(1, 10), 50]


def test_a_part_that_comes_late_still_finds_its_place(database: Database) -> None:
    begin(database, incoming(50))
    for part in ((7, 8, 9), (1, 2, 3, 4), (4, 5, 6, 7)):
        add(database, old(*part))
    assert timeline(database) == [*range(1, 10), 50]


def test_they_fit_around_rows_that_are_there(database: Database) -> None:
    begin(database, *(incoming(n, seq=n) for n in (10, 20, 30)))
    rows = [*old(5), incoming(10), *old(11, 12), incoming(20), *old(25)]
    add(database, rows)
    assert timeline(database) == [5, 10, 11, 12, 20, 25, 30]


def test_room_is_made_where_there_is_none(database: Database) -> None:
    begin(database, incoming(10), incoming(20))
    for number in range(100, 220):  # halves the same gap again and again
        rows = [incoming(10), *old(number)]
        add(database, rows)
    assert timeline(database) == [10, *range(219, 99, -1), 20]
    many = [incoming(10), *old(*range(1000, 1500))]
    add(database, many)
    assert timeline(database) == [10, *range(1000, 1500), *range(219, 99, -1), 20]


def test_nothing_becomes_unread(database: Database) -> None:
    begin(database, incoming(50))
    add(database, [incoming(n, seq=0) for n in (1, 2)])
    conversation = database.read(lambda tx: tx.conversations.get(CONVERSATION))
    assert conversation is not None
    assert conversation.unread == 1
    assert conversation.last_text == "incoming 50"


def test_a_row_is_kept_as_it_was(database: Database) -> None:
    begin(database)
    row = replace(old(1)[0], skewed=True, arrived_at_ms=5_000_000)
    (row_id,) = add(database, [row])[CONVERSATION]
    stored = database.read(lambda tx: tx.messages.get(row_id))
    assert stored is not None
    assert stored == replace(row, row_id=row_id, position=stored.position)
    assert row_id < 0


def test_it_is_not_counted_as_a_message_to_receipt(database: Database) -> None:
    begin(database)
    history = incoming(1, seq=77)
    (row_id,) = add(database, [history])[CONVERSATION]
    stored = database.read(lambda tx: tx.messages.get(row_id))
    assert stored is not None
    assert stored.sender_seq == 0
    devices = database.read(lambda tx: tx.messages.incoming_devices(CONVERSATION))
    assert devices == []


def test_search_and_the_list_go_by_age(database: Database) -> None:
    begin(database, incoming(50, text="word live"))
    late = [outgoing(1, text="word late", arrived_at_ms=9_000)]
    early = [
        outgoing(2, text="word early", arrived_at_ms=8_000, conversation_id=OTHER_CONVERSATION)
    ]
    same = [
        outgoing(3, text="word earliest", arrived_at_ms=8_000, conversation_id=OTHER_CONVERSATION)
    ]
    for rows in (late, early, same):
        add(database, rows)
    found = database.read(lambda tx: hits(tx, "word"))
    assert numbers(found)[:2] == [50, 1]
    assert set(numbers(found)[2:]) == {2, 3}
    listed = database.read(lambda tx: tx.conversations.all())
    assert [c.conversation_id for c in listed] == [CONVERSATION, OTHER_CONVERSATION]
    assert listed[1].last_text == "word early"


def test_a_new_row_goes_to_the_end_and_gets_an_id_of_its_own(database: Database) -> None:
    begin(database)
    add(database, old(1, 2))
    row = database.write(lambda tx: tx.messages.add(incoming(60)))
    assert row is not None
    assert row.row_id > 0
    assert timeline(database) == [1, 2, 60]


def test_a_thousand_rows_of_one_moment(database: Database) -> None:
    begin(database)
    rows = [outgoing(n, arrived_at_ms=7) for n in range(1, 2100)]
    added = add(database, rows)
    assert len(set(added[CONVERSATION])) == 2099
    assert timeline(database) == list(range(1, 2100))


def test_notices_are_rows_like_others(database: Database) -> None:
    begin(database)
    add(database, [notice(1), incoming(2)])
    page = database.read(lambda tx: tx.messages.page(CONVERSATION, limit=5))
    assert [row.kind for row in page] == [MessageKind.NOTICE, MessageKind.TEXT]
    assert database.read(lambda tx: tx.messages.count(CONVERSATION)) == 2


def test_a_conversation_must_be_there(database: Database) -> None:
    nowhere = ConversationId(b"n" * 32)
    with pytest.raises(LookupError):
        add(database, [outgoing(1, conversation_id=nowhere)])


def as_there(part: Sequence[int]) -> list[MessageRecord]:
    return [incoming(n, seq=n) for n in part]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_split_of_a_history_gives_its_order(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever is there already and however it is cut, as long as neighbours share a row."""
    whole = list(range(1, 40))
    present = sorted(data.draw(st.sets(st.sampled_from(whole))))
    if present and data.draw(st.booleans()):
        present = sorted({1, 39, *present})
    cuts = sorted({0, len(whole) - 1, *data.draw(st.sets(st.integers(1, 37), max_size=6))})
    parts = [whole[a : b + 1] for a, b in pairwise(cuts)]
    if data.draw(st.booleans()):
        parts.reverse()
    database = Database(tmp_path_factory.mktemp("history") / "profile.db")
    try:
        database.write(lambda tx: tx.conversations.ensure(CONVERSATION, PEER))
        begin(database, *as_there(present))
        for part in parts:
            add(database, as_there(part))
        assert sorted(timeline(database)) == whole
        if not present or {1, 39} <= set(present):
            assert timeline(database) == whole
    finally:
        database.store.close_now()
