"""app/store/search.py and the index behind it"""

from __future__ import annotations

import pytest

from app.core.records import MessageKind
from app.store.search import match_expression
from tests.unit.store.builders import incoming, notice, outgoing
from tests.unit.store.conftest import Database

TEXTS = [
    "The potassium of bed 7 is 6.1",
    "Café at the ÉCOLE, then rounds",
    "O'Brien asked about potash",
    'She said "call me" AND hung up',
    "东京 meeting",
]


@pytest.fixture
def filled(database: Database) -> Database:
    for number, text in enumerate(TEXTS, 1):
        make = outgoing if number % 2 else incoming
        database.write(lambda t, n=number, m=make, x=text: t.messages.add(m(n, text=x)))
    database.write(lambda t: t.messages.add(notice(90, text="potassium")))
    unknown = incoming(91, kind=MessageKind.UNKNOWN, text="potassium")
    database.write(lambda t: t.messages.add(unknown))
    return database


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("potassium", [1]),
        ("pota", [3, 1]),
        ("POTA Bed", [1]),
        ("bed potassium", [1]),
        ("cafe ecole", [2]),
        ("CAFÉ", [2]),
        ("o'brien", [3]),
        ('"call', [4]),
        ("AND", [4]),
        ("hung -up", [4]),
        ("text:potassium", []),
        ("NEAR(bed 7)", []),
        ("6.1", [1]),
        ("东京", [5]),
        ("otassium", []),
        ("", []),
        ("  --- * \" ' ", []),
        ("asked\0potash", [3]),
    ],
)
def test_what_a_query_finds(filled: Database, query: str, expected: list[int]) -> None:
    found = filled.read(lambda t: t.messages.search(query, 10))
    assert [int.from_bytes(row.message_id, "big") for row in found] == expected


def test_the_newest_come_first_and_are_limited(database: Database) -> None:
    for number in range(1, 30):
        database.write(lambda t, n=number: t.messages.add(incoming(n, text="same words")))
    found = database.read(lambda t: t.messages.search("same", 3))
    assert [row.row_id for row in found] == [29, 28, 27]


def test_a_rolled_back_message_is_not_found(database: Database) -> None:
    def work(transaction: object) -> None:
        transaction.messages.add(incoming(1, text="vanished"))  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.write(work)
    assert database.read(lambda t: t.messages.search("vanished", 3)) == []


def test_a_pasted_page_stays_a_bounded_query() -> None:
    expression = match_expression("word " * 10_000)
    assert expression is not None
    assert len(expression) < 200
