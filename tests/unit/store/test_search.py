"""app/store/search.py and the index behind it"""

from __future__ import annotations

import random
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.records import MessageKind, MessageRecord
from app.core.search_text import Needle, fold
from app.core.search_types import SearchQuery
from app.core.store_ports import Transaction
from app.store import search
from tests.unit.store.builders import (
    CONVERSATION,
    OTHER_CONVERSATION,
    hits,
    incoming,
    notice,
    outgoing,
)
from tests.unit.store.conftest import Database

TEXTS = [
    "The potassium of bed 7 is 6.1",
    "Café at the ÉCOLE, then rounds",
    "O'Brien asked about potash",
    'She said "call me" AND hung up',
    "東京都の病院 meeting",
    "Ramipril 7,5 mg, RR 120/80, Straße 12",
    "https://intranet.example/akte/4711?x=1",
    "المَرِيضُ في الغُرْفَةِ ٧",
    "ผู้ป่วยมีไข้สูง",
    "Ο ΟΔΥΣΣΕΥΣ ήρθε; Пётр тоже; שָׁלוֹם",
    "x\x1dc0000\x1e y",
]


def numbers(rows: list[MessageRecord]) -> list[int]:
    return [int.from_bytes(row.message_id, "big") for row in rows]


def raw(database: Database, sql: str) -> list[tuple[Any, ...]]:
    """Run a statement on the writing connection."""

    def work(_transaction: Transaction) -> list[tuple[Any, ...]]:
        return database.store._writer.execute(sql).fetchall()

    return database.write(work)


def sound(database: Database) -> None:
    """The index holds what a new one of the same messages would hold, or this raises."""
    raw(database, "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)")


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
        ("POTA", [3, 1]),
        ("otassi", [1]),
        ("um of", [1]),
        ("pril", [6]),
        ("Bed POTA", [1]),
        ("cafe ecole", [2]),
        ("o’brien", [3]),
        ('"call me"', [4]),
        ('"me call"', []),
        ('"call m', [4]),
        ("AND", [4]),
        ("text:potassium", []),
        ("words:potassium", []),
        ("NEAR(bed 7)", []),
        ("pota*", []),
        ("6.1", [1]),
        ("7,5", [6]),
        ("120/80", [6]),
        ("20/8", [6]),
        ("strasse", [6]),
        ("example/akte/4711?x=1", [7]),
        ("://", [7]),
        ("東", [5]),
        ("京都", [5]),
        ("の病院", [5]),
        ("المريض", [8]),
        ("الغرفة ٧", [8]),
        ("7", [8, 7, 6, 1]),
        ("ไข้", [9]),
        ("ไข้สู", [9]),
        ("οδυσσευς", [10]),
        ("петр", [10]),
        ("שלום", [10]),
        ("z", []),
        ("c0", [11]),
        ("mine", []),
        ("theirs", []),
        ("c6363", []),
        ("\x1dmine", []),
        ("", []),
        ("  \" ' ", [3]),
        ("asked\0potash", []),
        ("ask\0ed", [3]),
    ],
)
def test_what_a_query_finds(filled: Database, query: str, expected: list[int]) -> None:
    assert numbers(filled.read(lambda t: hits(t, query))) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"outgoing": True}, [3, 1]),
        ({"outgoing": False}, [14, 4, 2]),
        ({"conversation_id": OTHER_CONVERSATION}, [14]),
        ({"conversation_id": CONVERSATION, "outgoing": False}, [4, 2]),
        ({"from_ms": 2_003}, [14, 4, 3]),
        ({"to_ms": 2_003}, [2, 1]),
        ({"from_ms": 2_002, "to_ms": 2_004}, [3, 2]),
        ({"from_ms": 9_000}, []),
        ({"unread": True}, [14, 4]),
        ({"unread": True, "outgoing": True}, []),
        ({"unread": True, "conversation_id": CONVERSATION}, [4]),
    ],
)
@pytest.mark.parametrize("text", ["word", "wo", "WORD or", "w"])
@pytest.mark.parametrize("few", [0, 2_000])
def test_filters(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    filters: dict[str, Any],
    expected: list[int],
    text: str,
    few: int,
) -> None:
    monkeypatch.setattr(search, "FEW_UNREAD", few)
    for number in range(1, 5):
        make = outgoing if number % 2 else incoming
        database.write(lambda t, n=number, m=make: t.messages.add(m(n, text="word or two")))
    elsewhere = incoming(14, text="a word or two", conversation_id=OTHER_CONVERSATION)
    database.write(lambda t: t.messages.add(elsewhere))
    database.write(lambda t: t.conversations.mark_read(CONVERSATION, 2))
    assert numbers(database.read(lambda t: hits(t, text, **filters))) == expected


@pytest.mark.parametrize("unread", [False, True])
def test_dates_hold_where_messages_did_not_come_in_order(database: Database, unread: bool) -> None:
    """As those of another device, or of a backup."""
    for number, arrived_at_ms in ((1, 1_000), (2, 9_000), (3, 2_000)):
        record = incoming(number, text="a word", arrived_at_ms=arrived_at_ms)
        database.write(lambda t, record=record: t.messages.add(record))  # type: ignore[misc]
    found = database.read(lambda t: hits(t, "word", to_ms=3_000, unread=unread))
    assert numbers(found) == [3, 1]


def test_what_is_unread_can_be_listed_without_a_word(filled: Database) -> None:
    found = numbers(filled.read(lambda t: hits(t, "", unread=True)))
    assert found == [10, 8, 6, 4, 2]
    everything = filled.read(lambda t: hits(t, "", outgoing=True))
    assert everything == []


def test_the_newest_come_first_a_page_at_a_time(database: Database) -> None:
    for number in range(1, 30):
        database.write(lambda t, n=number: t.messages.add(incoming(n, text="same words")))
    query = SearchQuery("same")
    rows: list[int] = []
    before = None
    calls = 0
    while before is not None or not calls:
        calls += 1
        page = database.read(lambda t, b=before: t.messages.search(query, 4, b))
        assert len(page.rows) <= 4
        rows += [row.row_id for row in page.rows]
        before = page.more_before
    assert rows == list(range(29, 0, -1))
    assert calls >= 8


def test_a_long_search_says_how_far_it_came() -> None:
    clock = count()  # a second passes with each look at it
    rows = iter([(number, number, "needle") for number in range(9, 0, -1)])
    found, before = search._take(rows, Needle.parse("needle"), 50, lambda: float(next(clock)))
    assert (found, before) == ([(9,)], 9)
    found, before = search._take(iter([(1, 1, "x")]), Needle.parse("y"), 50, lambda: 0.0)
    assert (found, before) == ([], None)


def test_a_rolled_back_message_is_not_found(database: Database) -> None:
    def work(transaction: object) -> None:
        transaction.messages.add(incoming(1, text="vanished"))  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.write(work)
    assert database.read(lambda t: hits(t, "vanished")) == []


def test_edits_and_what_is_taken_back_are_followed(filled: Database) -> None:
    raw(filled, "UPDATE messages SET text = 'Bisoprolol' WHERE row_id = 6")
    assert numbers(filled.read(lambda t: hits(t, "ramipril"))) == []
    assert numbers(filled.read(lambda t: hits(t, "soprol"))) == [6]
    raw(filled, "UPDATE messages SET text = '' WHERE row_id = 6")
    assert numbers(filled.read(lambda t: hits(t, "soprol"))) == []
    raw(filled, "UPDATE messages SET kind = 'unknown' WHERE row_id = 1")
    assert numbers(filled.read(lambda t: hits(t, "potassium"))) == []
    raw(filled, "UPDATE messages SET kind = 'text' WHERE row_id = 1")
    assert numbers(filled.read(lambda t: hits(t, "potassium"))) == [1]
    raw(filled, "DELETE FROM messages WHERE row_id = 1")
    assert numbers(filled.read(lambda t: hits(t, "potassium"))) == []
    sound(filled)


def test_a_deleted_text_leaves_no_term_in_the_index(database: Database) -> None:
    for number in range(1, 40):
        database.write(lambda t, n=number: t.messages.add(incoming(n, text=f"text {n}")))
    database.write(lambda t: t.messages.add(incoming(50, text="xyzzyqwv")))
    raw(database, "CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, message_search, row)")
    looked = "SELECT count(*) FROM temp.terms WHERE term IN ('xyz', 'yzz', 'qwv')"
    assert raw(database, looked) == [(3,)]
    raw(database, "DELETE FROM messages WHERE text = 'xyzzyqwv'")
    assert raw(database, looked) == [(0,)]
    raw(database, "DROP TABLE temp.terms")
    sound(database)


def test_random_changes_leave_the_index_of_a_new_one(database: Database) -> None:
    random_source = random.Random(7)
    letters = "abcß é東\u0301'\"1.مَ\n"
    for number in range(1, 150):
        text = "".join(random_source.choices(letters, k=random_source.randrange(1, 40)))
        database.write(lambda t, n=number, x=text: t.messages.add(incoming(n, text=x)))
        other = random_source.randrange(1, number + 1)
        if number % 3 == 0:
            raw(database, f"UPDATE messages SET text = text || 'ab{number}' WHERE row_id = {other}")
        if number % 5 == 0:
            raw(database, f"DELETE FROM messages WHERE row_id = {other}")
    sound(database)
    for query in ("a", "ab", "ß", "ab9", '"a b"', "東 1", "'"):
        needle = Needle.parse(query)
        expected = [
            row_id
            for row_id, text in raw(database, "SELECT row_id, text FROM messages ORDER BY 1 DESC")
            if needle.matches(fold(text))
        ]
        assert [row.row_id for row in database.read(lambda t, q=query: hits(t, q))] == expected


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from("aß é東مَก1\"' -"), max_size=60
    ),
    data=st.data(),
)
def test_any_part_of_a_message_finds_it(database: Database, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    query = text[start : start + data.draw(st.integers(1, 12))].replace('"', " ")
    raw(database, "DELETE FROM messages")
    database.write(lambda t: t.messages.add(incoming(1, text=text)))
    expected = 1 if Needle.parse(query) else 0
    assert len(database.read(lambda t: hits(t, query))) == expected


def test_a_pasted_page_stays_a_bounded_query() -> None:
    needle = Needle.parse(" ".join(f"paracetamol{number}" for number in range(10_000)))
    assert len(search.expression(needle, SearchQuery(""))) < 500


def test_the_index_is_filled_anew_when_the_rules_of_comparing_changed(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sideways(text: str) -> str:
        return text[::-1].casefold()

    with monkeypatch.context() as patch:
        patch.setattr(search, "fold", sideways)
        patch.setattr(search, "VERSION", "2/sideways")
        filled.reopen()
        stored = filled.read(lambda t: t.settings.get("search-index"))
        assert stored == b"2/sideways"
        sound(filled)
    filled.reopen()
    assert numbers(filled.read(lambda t: hits(t, "otassi"))) == [1]
    sound(filled)


def test_an_index_that_is_current_is_left_alone(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> list[str]:
        raise AssertionError

    monkeypatch.setattr(search, "_tokenize", never)
    filled.reopen()
    monkeypatch.undo()
    assert numbers(filled.read(lambda t: hits(t, "otassi"))) == [1]
