from __future__ import annotations

from collections.abc import Callable

from app.core.records import DeliveryState
from app.core.store_ports import Transaction
from tests.unit.store.builders import (
    CONVERSATION,
    OTHER_CONVERSATION,
    PEER_DEVICE,
    delivery,
    hits,
    incoming,
    message_id,
    outgoing,
    submission,
)
from tests.unit.store.conftest import Database

OLD, NEW, BEFORE = 1_000, 9_000, 5_000


def in_one_transaction(body: Callable[[Transaction], None]) -> Callable[[Database], None]:
    """Run a test's body in a transaction of a real database."""

    def test(database: Database) -> None:
        database.write(body)

    test.__name__ = body.__name__
    return test


def numbers(transaction: Transaction) -> list[int]:
    page = transaction.messages.page(CONVERSATION, limit=100)
    return [int.from_bytes(record.message_id, "big") for record in page]


@in_one_transaction
def test_what_is_older_goes_also_from_deliveries_and_search(
    transaction: Transaction,
) -> None:
    conversations, messages = transaction.conversations, transaction.messages
    messages.add(incoming(1, arrived_at_ms=OLD, text="ramipril"))
    messages.add(outgoing(2, arrived_at_ms=OLD, state=DeliveryState.READ))
    messages.put_deliveries([delivery(2, PEER_DEVICE, 1)])
    messages.add(incoming(3, arrived_at_ms=NEW, text="ramipril too"))
    conversations.mark_read(CONVERSATION, 3)
    last, gone = messages.delete_older(BEFORE, after_row_id=None, limit=100)
    assert gone == {CONVERSATION: 2}
    assert numbers(transaction) == [3]
    assert messages.deliveries(message_id(2)) == []
    assert [record.row_id for record in hits(transaction, "ramipril")] == [3]
    assert messages.delete_older(BEFORE, after_row_id=last, limit=100) == (None, {})


@in_one_transaction
def test_unread_and_unsent_messages_stay(transaction: Transaction) -> None:
    messages = transaction.messages
    messages.add(incoming(1, arrived_at_ms=OLD))
    messages.add(outgoing(2, arrived_at_ms=OLD))
    transaction.outbox.add(submission(2))
    waiting = transaction.outbox.pending(1)[0].message_id
    assert waiting == message_id(2)
    _last, gone = messages.delete_older(BEFORE, after_row_id=None, limit=100)
    assert gone == {}
    assert numbers(transaction) == [1, 2]


@in_one_transaction
def test_the_list_shows_what_is_left(transaction: Transaction) -> None:
    conversations, messages = transaction.conversations, transaction.messages
    other = OTHER_CONVERSATION
    messages.add(outgoing(1, arrived_at_ms=OLD, state=DeliveryState.READ))
    messages.add(outgoing(2, arrived_at_ms=NEW, state=DeliveryState.READ, conversation_id=other))
    messages.delete_older(BEFORE, after_row_id=None, limit=100)
    assert [record.conversation_id for record in conversations.all()] == [other]
    conversations.put_draft(CONVERSATION, "still being written")
    assert {record.conversation_id for record in conversations.all()} == {CONVERSATION, other}


@in_one_transaction
def test_it_goes_in_stretches_and_history_of_before_first(transaction: Transaction) -> None:
    messages = transaction.messages
    messages.add(incoming(10, arrived_at_ms=NEW))
    messages.add_history([incoming(n, arrived_at_ms=OLD + n) for n in range(1, 8)])
    transaction.conversations.mark_read(CONVERSATION, 1)
    after: int | None = None
    counts = []
    while True:
        after, gone = messages.delete_older(BEFORE, after_row_id=after, limit=3)
        counts.append(sum(gone.values()))
        if after is None:
            break
    assert counts[:3] == [3, 3, 1]
    assert numbers(transaction) == [10]
