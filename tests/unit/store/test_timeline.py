"""app/store/timeline.py: arrival order, constrained by each device's sequence."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.store_ports import Transaction
from app.store.store import EncryptedStore
from tests.unit.store.builders import (
    CONVERSATION,
    KEY,
    PEER,
    PEER_DEVICE,
    PEER_TABLET,
    incoming,
    message_id,
    notice,
    outgoing,
)
from tests.unit.store.conftest import Database


def timeline(transaction: Transaction) -> list[int]:
    """The numbers of the messages, in the order in which a window shows them."""
    rows = transaction.messages.page(CONVERSATION, limit=10_000)
    assert [row.position for row in rows] == sorted({row.position for row in rows})
    return [int.from_bytes(row.message_id, "big") for row in rows]


def test_rows_stand_in_order_of_arrival(database: Database) -> None:
    for record in (incoming(1), outgoing(2), notice(3), incoming(4)):
        database.write(lambda t, record=record: t.messages.add(record))
    assert database.read(timeline) == [1, 2, 3, 4]


def test_a_late_row_goes_before_the_next_of_its_device(database: Database) -> None:
    for record in (incoming(1, 1), outgoing(9), incoming(5, 5), outgoing(8), incoming(6, 6)):
        database.write(lambda t, record=record: t.messages.add(record))
    database.write(lambda t: t.messages.add(incoming(3, 3)))
    database.write(lambda t: t.messages.add(incoming(4, 4)))
    database.write(lambda t: t.messages.add(incoming(2, 2)))
    assert database.read(timeline) == [1, 9, 2, 3, 4, 5, 8, 6]


def test_a_late_row_can_become_the_first(database: Database) -> None:
    database.write(lambda t: t.messages.add(incoming(3, 3)))
    database.write(lambda t: t.messages.add(incoming(2, 2)))
    database.write(lambda t: t.messages.add(incoming(1, 1)))
    assert database.read(timeline) == [1, 2, 3]


def test_devices_do_not_constrain_each_other(database: Database) -> None:
    arrivals = [
        incoming(10, 5, PEER_DEVICE),
        incoming(20, 2, PEER_TABLET),
        incoming(11, 6, PEER_DEVICE),
        incoming(21, 1, PEER_TABLET),
        incoming(22, 4, PEER_TABLET),
        incoming(9, 4, PEER_DEVICE),
    ]
    for record in arrivals:
        database.write(lambda t, record=record: t.messages.add(record))
    assert database.read(timeline) == [9, 10, 21, 20, 11, 22]


def test_notices_about_a_device_go_to_the_end(database: Database) -> None:
    database.write(lambda t: t.messages.add(incoming(1, 5)))
    database.write(lambda t: t.messages.add(notice(2)))
    assert database.read(timeline) == [1, 2]


def test_rows_after_a_gap_are_renumbered_when_there_is_no_room(database: Database) -> None:
    """Between two rows fit about fifty halvings; both ways of using them up go on."""
    count = 200

    def late(transaction: Transaction) -> None:
        transaction.messages.add(incoming(1, 1))
        transaction.messages.add(incoming(1_000, 1_000))
        transaction.messages.add(outgoing(2_000))
        for number in range(2, count):
            transaction.messages.add(incoming(number, number))
        for number in range(999, 999 - count, -1):
            transaction.messages.add(incoming(number, number))

    database.write(late)
    expected = [*range(1, count), *range(1_000 - count, 1_001), 2_000]
    assert database.read(timeline) == expected
    rows = database.read(lambda t: t.messages.page(CONVERSATION, limit=1_000))
    assert database.read(lambda t: t.messages.page(CONVERSATION, after=rows[-3].position, limit=9))
    summary = database.read(lambda t: t.conversations.get(CONVERSATION))
    assert summary is not None
    assert summary.last_text == "outgoing 2000"


def model_insert(order: list[tuple[bytes, int, int]], row: tuple[bytes, int, int]) -> None:
    """The rule as the port says it, on a plain list."""
    for index, (device, seq, _) in enumerate(order):
        if device == row[0] and seq > row[1]:
            order.insert(index, row)
            return
    order.append(row)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([PEER_DEVICE, PEER_TABLET]), st.integers(1, 30)), max_size=60
    )
)
def test_any_arrivals_give_the_order_of_the_rule(arrivals: list[tuple[bytes, int]]) -> None:
    order: list[tuple[bytes, int, int]] = []
    with tempfile.TemporaryDirectory() as directory:
        store = EncryptedStore.open(Path(directory) / "profile.db", KEY)

        def work(transaction: Transaction) -> list[int]:
            transaction.conversations.ensure(CONVERSATION, PEER)
            for number, (device, seq) in enumerate(arrivals):
                record = incoming(number, seq, device)  # type: ignore[arg-type]  # sampled ids
                assert transaction.messages.add(record)
                model_insert(order, (device, seq, number))
            return timeline(transaction)

        try:
            assert store.submit_write(work).result() == [number for _, _, number in order]
        finally:
            store.close_now()


def test_the_returned_position_is_the_stored_one(database: Database) -> None:
    for number in (1, 5, 3, 2, 4):
        added = database.write(lambda t, n=number: t.messages.add(incoming(n, n)))
        assert added is not None
        assert database.read(lambda t, row=added.row_id: t.messages.get(row)) == added
    assert database.read(
        lambda t: t.messages.by_message_id(CONVERSATION, message_id(3))
    ) == database.read(lambda t: t.messages.get(3))
