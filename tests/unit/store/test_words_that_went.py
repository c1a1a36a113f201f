"""Words that were taken back, or outlived the clinic's time, are in no page of the database.

Not even of the decrypted one: neither in its tables, nor in the search index, nor in free pages.
What the disk itself, or the write-ahead log until it is reused, still holds is encrypted.
"""

from __future__ import annotations

import pytest

from app.core.ids import MessageId, SubmissionId
from app.core.records import (
    DeliveryRecord,
    MarkKind,
    MarkState,
    MessageRecord,
    SentMarkRecord,
    WaitingMarkRecord,
)
from app.core.store_ports import Transaction
from app.store.connection import open_connection
from tests.unit.store.builders import (
    CONVERSATION,
    KEY,
    PEER,
    PEER_DEVICE,
    hits,
    incoming,
    message_id,
    outgoing,
)
from tests.unit.store.conftest import Database

FIRST, SECOND = "zqxjkv first wording", "zqxjkv second wording"
PIECES = (b"zqx", b"qxj", b"xjk", b"jkv")
"""What the index would keep of the word."""


def pages(database: Database) -> bytes:
    """The whole database, decrypted.

    Without nonce and tag of each page, which are random: any three bytes may be among them.
    """
    database.reopen()
    connection = open_connection(database.path, KEY)
    try:
        data = connection.serialize("main")
    finally:
        connection.close()
    size, reserved = int.from_bytes(data[16:18], "big"), data[20]
    assert reserved, "the cipher keeps them where SQLite's header says that pages end early"
    return b"".join(data[at : at + size - reserved] for at in range(0, len(data), size))


def fill(database: Database, record: MessageRecord) -> int:
    """A message among many, edited once."""

    def work(t: Transaction) -> int:
        row = t.messages.add(record)
        assert row is not None
        t.marks.edit(row.row_id, 1, SECOND, record.sent_at_ms + 1)
        return row.row_id

    for number in range(100, 160):
        database.write(lambda t, n=number: t.messages.add(incoming(n)))  # type: ignore[misc]
    row_id = database.write(work)
    for number in range(200, 260):
        database.write(lambda t, n=number: t.messages.add(incoming(n)))  # type: ignore[misc]
    found = pages(database)
    assert FIRST.encode() in found
    assert all(piece in found for piece in PIECES)
    return row_id


@pytest.mark.parametrize("record", [incoming(1, text=FIRST), outgoing(1, text=FIRST)])
def test_nothing_is_left_of_what_was_taken_back(database: Database, record: MessageRecord) -> None:
    row_id = fill(database, record)
    database.write(lambda t: t.marks.recall(row_id, record.sent_at_ms + 2))
    found = pages(database)
    assert [piece for piece in PIECES if piece in found] == []
    assert database.read(lambda t: hits(t, "zqxjkv")) == []


def test_nothing_is_left_of_what_outlived_the_policy(database: Database) -> None:
    mark = MessageId(b"mark of ours 16b")

    def say(t: Transaction) -> None:
        t.marks.put_sent(SentMarkRecord(mark, row_id, MarkKind.REACTION, 0, 5, MarkState.SENT))
        delivery = DeliveryRecord(mark, PEER, PEER_DEVICE, 9, SubmissionId(b"s" * 16))
        t.messages.put_deliveries([delivery])

    row_id = fill(database, incoming(1, text=FIRST))
    database.write(say)
    top = database.read(lambda t: t.messages.get(row_id))
    assert top is not None
    database.write(lambda t: t.conversations.mark_read(CONVERSATION, row_id))
    database.write(
        lambda t: t.messages.delete_older(top.arrived_at_ms + 10_000, after_row_id=None, limit=500)
    )
    found = pages(database)
    assert [piece for piece in (*PIECES, mark) if piece in found] == []


def test_what_waited_for_its_message_goes_with_its_time(database: Database) -> None:
    content = b'{"type":"edit","text":"zqxjkv"}'
    waiting = WaitingMarkRecord(CONVERSATION, message_id(1), PEER, PEER, PEER_DEVICE, content, 1, 5)
    database.write(lambda t: t.marks.wait(waiting, 10))
    assert content in pages(database)
    database.write(lambda t: t.marks.forget_waiting_before(6))
    assert b"zqx" not in pages(database)
