"""app/store/messages.py and deliveries.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.ids import SubmissionId
from app.core.records import DeliveryState, MessageKind
from app.core.store_ports import Transaction
from tests.unit.store.builders import (
    CONVERSATION,
    OTHER_CONVERSATION,
    OWN,
    OWN_DEVICE,
    PEER_DEVICE,
    PEER_TABLET,
    delivery,
    incoming,
    message_id,
    notice,
    outgoing,
    submission,
)
from tests.unit.store.conftest import Database


def test_every_field_survives(database: Database) -> None:
    record = outgoing(
        1,
        kind=MessageKind.UNKNOWN,
        text="<b>é\u202e\u0000\U0001f9d1\u200d⚕️</b>",
        state=DeliveryState.FAILED,
        failure="relay",
        skewed=True,
    )
    added = database.write(lambda t: t.messages.add(record))
    assert added is not None
    assert replace(added, row_id=0, position=0.0) == record
    database.reopen()
    assert database.read(lambda t: t.messages.get(added.row_id)) == added


def test_the_same_message_is_stored_once(database: Database) -> None:
    assert database.write(lambda t: t.messages.add(incoming(1)))
    assert database.write(lambda t: t.messages.add(incoming(1, 9, text="again"))) is None
    other = incoming(1, conversation_id=OTHER_CONVERSATION)
    assert database.write(lambda t: t.messages.add(other))
    assert database.write(lambda t: t.messages.add(incoming(1, sender_account=OWN)))
    summary = database.read(lambda t: t.conversations.get(OTHER_CONVERSATION))
    assert summary is not None
    assert summary.unread == 1


def test_our_own_row_is_found_when_a_peer_copies_its_id(database: Database) -> None:
    database.write(lambda t: t.messages.add(incoming(1)))
    own = database.write(lambda t: t.messages.add(outgoing(1)))
    assert database.read(lambda t: t.messages.by_message_id(CONVERSATION, message_id(1))) == own
    assert own is not None

    def sent(transaction: Transaction) -> int | None:
        return transaction.messages.set_state(CONVERSATION, message_id(1), DeliveryState.SENT)

    assert database.write(sent) == own.row_id


def test_a_message_without_a_conversation_is_a_mistake(database: Database) -> None:
    with pytest.raises(LookupError):
        database.write(lambda t: t.messages.add(incoming(1, conversation_id=b"?" * 32)))


def test_pages_go_both_ways(database: Database) -> None:
    rows = database.write(lambda t: [t.messages.add(incoming(n)) for n in range(1, 31)])
    database.write(lambda t: t.messages.add(incoming(99, conversation_id=OTHER_CONVERSATION)))
    at = rows[14]
    assert at is not None

    def numbers(**where: float) -> list[int]:
        page = database.read(lambda t: t.messages.page(CONVERSATION, limit=4, **where))
        return [int.from_bytes(row.message_id, "big") for row in page]

    assert numbers() == [27, 28, 29, 30]
    assert numbers(before=at.position) == [11, 12, 13, 14]
    assert numbers(after=at.position) == [16, 17, 18, 19]
    assert numbers(after=at.position, before=at.position + 3) == [16, 17]
    assert numbers(before=-5.0) == []


def test_state_changes_touch_outgoing_rows_alone(database: Database) -> None:
    database.write(lambda t: t.messages.add(incoming(1)))
    row = database.write(lambda t: t.messages.add(outgoing(2)))
    assert row is not None

    def change(number: int, state: DeliveryState, failure: str | None = None) -> int | None:
        return database.write(
            lambda t: t.messages.set_state(CONVERSATION, message_id(number), state, failure)
        )

    assert change(1, DeliveryState.READ) is None
    assert change(3, DeliveryState.READ) is None
    assert change(2, DeliveryState.FAILED, "expired") == row.row_id
    failed = replace(row, state=DeliveryState.FAILED, failure="expired")
    assert database.read(lambda t: t.messages.get(row.row_id)) == failed
    assert change(2, DeliveryState.QUEUED, "stale reason") == row.row_id
    assert database.read(lambda t: t.messages.get(row.row_id)) == row


def test_for_whom_it_was_sealed_is_noted(database: Database) -> None:
    row = database.write(lambda t: t.messages.add(outgoing(1)))
    assert row is not None
    database.write(
        lambda t: t.messages.set_sealed(CONVERSATION, message_id(1), b"D" * 32, 99, b"R" * 32)
    )
    sealed = replace(row, devset_hash=b"D" * 32, log_size=99, log_root=b"R" * 32)
    assert database.read(lambda t: t.messages.get(row.row_id)) == sealed


def test_the_highest_incoming_sequence_follows_positions(database: Database) -> None:
    rows = database.write(
        lambda t: [
            t.messages.add(record)
            for record in (
                incoming(1, 3),
                outgoing(2),
                incoming(3, 7),
                incoming(4, 2, PEER_TABLET),
                incoming(5, 5),
            )
        ]
    )

    def highest(index: int, device: bytes = PEER_DEVICE) -> int:
        row = rows[index]
        assert row is not None
        return database.read(
            lambda t: t.messages.highest_incoming_seq(CONVERSATION, device, row.row_id)
        )

    assert [highest(0), highest(1), highest(2), highest(4)] == [3, 3, 7, 5]
    assert highest(0, PEER_TABLET) == 0
    assert highest(3, PEER_TABLET) == 2
    assert (
        database.read(lambda t: t.messages.highest_incoming_seq(CONVERSATION, PEER_DEVICE, 99)) == 0
    )


def test_incoming_devices_are_those_that_wrote(database: Database) -> None:
    assert database.read(lambda t: t.messages.incoming_devices(CONVERSATION)) == []
    for record in (
        incoming(1),
        incoming(2, 1, PEER_TABLET),
        incoming(3),
        outgoing(4),
        notice(5, sender_device=b"N" * 16),
    ):
        database.write(lambda t, record=record: t.messages.add(record))
    assert database.read(lambda t: t.messages.incoming_devices(CONVERSATION)) == [
        PEER_DEVICE,
        PEER_TABLET,
    ]


def test_the_conversation_of_an_outgoing_message(database: Database) -> None:
    database.write(lambda t: t.messages.add(incoming(1)))
    database.write(lambda t: t.messages.add(outgoing(2)))
    assert database.read(lambda t: t.messages.conversation_of(message_id(1))) is None
    assert database.read(lambda t: t.messages.conversation_of(message_id(2))) == CONVERSATION


def test_deliveries_are_found_by_message_device_range_and_submission(database: Database) -> None:
    records = [delivery(n, PEER_DEVICE, n) for n in range(1, 6)]
    tablet = delivery(2, PEER_TABLET, 1)
    database.write(lambda t: t.messages.put_deliveries([*records, tablet]))
    told = replace(records[1], sent_at_ms=5, delivered_at_ms=6, read_at_ms=7, sender_seq=40)
    database.write(lambda t: t.messages.put_deliveries([told]))
    assert database.read(lambda t: t.messages.deliveries(message_id(2))) == [told, tablet]
    found = database.read(lambda t: t.messages.deliveries_to(PEER_DEVICE, 3, 40))
    assert found == [*records[2:], told]
    of = database.read(lambda t: t.messages.of_submission(submission(2).submission_id))
    assert of == [told, tablet]
    assert database.read(lambda t: t.messages.of_submission(SubmissionId(b"?" * 16))) == []
    assert database.read(lambda t: t.messages.deliveries_to(OWN_DEVICE, 0, 99)) == []


def test_what_the_relay_has_is_sent_unless_it_came_further(database: Database) -> None:
    database.write(lambda t: t.messages.add(replace(outgoing(1), failure="x")))
    records = [
        delivery(1, PEER_DEVICE, 1),
        delivery(1, PEER_TABLET, 1),
        delivery(2, PEER_DEVICE, 2),
    ]
    database.write(lambda t: t.messages.put_deliveries(records))
    sent = submission(1).submission_id

    def mark(t: Transaction) -> int | None:
        return t.messages.mark_sent(CONVERSATION, message_id(1), sent, 77)

    row_id = database.write(mark)
    assert row_id is not None
    row = database.read(lambda t: t.messages.get(row_id))
    assert row is not None
    assert (row.state, row.failure) == (DeliveryState.SENT, None)
    times = {d.message_id: d.sent_at_ms for d in records}
    for found in times:
        for record in database.read(lambda t, m=found: t.messages.deliveries(m)):
            assert record.sent_at_ms == (77 if found == message_id(1) else None)
    for further in (DeliveryState.DELIVERED, DeliveryState.READ):
        database.write(lambda t, to=further: t.messages.set_state(CONVERSATION, message_id(1), to))
        assert database.write(mark) is None
        row = database.read(lambda t: t.messages.get(row_id))
        assert row is not None
        assert row.state is further
    other = SubmissionId(b"?" * 16)
    assert (
        database.write(lambda t: t.messages.mark_sent(CONVERSATION, message_id(9), other, 1))
        is None
    )
