"""Searching as one types, over more and more messages; what its index costs to keep.

The messages are made of words as frequent as words are (Zipf), some numbers, URLs and other
scripts. Queries run from one letter that is everywhere to words that are nowhere, each with the
filters that make an index work hardest. A time is that of a whole first page, snippets included;
of three tries the best counts, so that what else runs on the computer does not.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path

from app.core.ids import AccountId, ConversationId, DeviceId, MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.search_text import Needle, snippet
from app.core.search_types import SearchQuery
from app.core.store_ports import Transaction
from app.store.store import EncryptedStore
from tests.bench.report import Report, percentile

KEY = bytes(32)
PAGE = 30
CONVERSATIONS = 500
_TRIES = 3
BEGAN_MS = 1_700_000_000_000
EACH_MS = 300_000
_SYLLABLES = (
    "ra", "mi", "pril", "me", "to", "pro", "lol", "in", "su", "lin", "kal", "ium", "den",
    "sta", "tion", "bett", "ver", "ord", "nung", "er", "ge", "be", "ant", "wort", "lab", "or",
    "blut", "druck", "pat", "ient", "heu", "te", "mor", "gen", "ab", "end",
)  # fmt: skip
_COMMON = (
    "der", "die", "und", "in", "den", "von", "zu", "das", "mit", "ist", "im", "nicht", "ein",
    "auch", "es", "an", "aus", "bei", "heute", "bitte", "danke", "bed", "the", "of", "and",
    "to", "a", "is", "for", "patient", "Ramipril", "7,5", "mg", "120/80", "Straße", "Größe",
    "lab", "Zimmer",
)  # fmt: skip
_RARE = "zqx癌nadel"
KINDS: dict[str, tuple[str, ...]] = {
    "1 character, common": ("e", "r", "7", "東"),
    "1 character, rare": ("癌", "q"),
    "2 characters": ("ra", "zu", "7,", "京都", "zq"),
    "common word": ("der", "patient", "und", "ramipril"),
    "part of a word": ("pril", "tation", "erge", "ramip"),
    "several words": ("ramipril 7,5", "der die und", "lab bed zimmer"),
    "phrase": ('"der die"', '"in der lab"', '"nicht ein danke"'),
    "number, URL": ("120/80", "12345", "klinik.example/akte/7", "https://"),
    "rare word": ("nadel", "zqx", "nadel der"),
    "nothing": ("qqqq", "wxyz der", "terter xyz", "x y z q"),
}


def measure(report: Report, folder: Path, sizes: list[int]) -> None:
    """Search stores of so many messages, ascending."""
    folder.mkdir(parents=True, exist_ok=True)
    words = _Words()
    worst: dict[int, float] = {}
    for size in sizes:
        report.section(f"Search in {size:,} messages: a first page of {PAGE}")
        path = folder / f"search-{size}.db"
        store = EncryptedStore.open(path, KEY)
        try:
            _fill(store, words, size)
            worst[size] = _measure_queries(report, store, size)
            _measure_costs(report, store, words, size)
        finally:
            store.close_now()
        path.unlink()
    for fewer, more in pairwise(sizes):
        report.add(
            f"p95 of all searches, {more:,} to {fewer:,} messages", worst[more] / worst[fewer], "×"
        )


def _measure_queries(report: Report, store: EncryptedStore, size: int) -> float:
    end = BEGAN_MS + size * EACH_MS
    middle = (BEGAN_MS + end) // 2
    filters = (
        SearchQuery(""),
        SearchQuery("", conversation_id=_conversation(0)),
        SearchQuery("", conversation_id=_conversation(7)),
        SearchQuery("", outgoing=True),
        SearchQuery("", to_ms=BEGAN_MS + size // 100 * EACH_MS),
        SearchQuery("", from_ms=middle, to_ms=middle + 86_400_000),
        SearchQuery("", unread=True),
    )
    everything: list[float] = []
    for kind, queries in KINDS.items():
        asked = [replace(chosen, text=text) for text in queries for chosen in filters]
        taken = [
            min(_seconds(partial(_page, store, query)) for _ in range(_TRIES)) for query in asked
        ]
        everything += taken
        report.add(f"{size:,}: {kind}, p50", 1000 * percentile(taken, 0.5), "ms")
        report.add(f"{size:,}: {kind}, p95", 1000 * percentile(taken, 0.95), "ms", target="< 50")
    report.add(f"{size:,}: all kinds and filters, p95", 1000 * percentile(everything, 0.95), "ms")
    report.add(f"{size:,}: the slowest of all", 1000 * max(everything), "ms", target="< 50")
    return percentile(everything, 0.95)


def _measure_costs(report: Report, store: EncryptedStore, words: _Words, size: int) -> None:
    """What the index takes on the disk, and of the time in which a message is stored."""

    def sizes(_transaction: Transaction) -> list[int]:
        row = store._reader.execute(
            "SELECT (SELECT sum(length(block)) FROM message_search_data),"
            " (SELECT sum(length(CAST(text AS BLOB))) FROM messages)"
        ).fetchone()
        return [int(value or 0) for value in row or ()]

    index, text = store.submit_read(sizes).result()
    report.add(f"{size:,}: index", index / 1e6, "MB")
    report.add(f"{size:,}: index for each byte of text", index / max(text, 1), "×")
    with_index = _insert_seconds(store, words, size, MessageKind.TEXT)
    without = _insert_seconds(store, words, 2 * size, MessageKind.UNKNOWN)
    report.add(f"{size:,}: storing one message durably, p50", 1000 * with_index, "ms")
    report.add(f"{size:,}:     of that for the index", 1000 * max(with_index - without, 1e-6), "ms")


def _insert_seconds(store: EncryptedStore, words: _Words, first: int, kind: MessageKind) -> float:
    count = 20 if first < 1_000 else 300
    taken = []
    for number in range(first, first + count):
        row = _message(words, number, kind)
        taken.append(_seconds(partial(_add, store, row)))
    return percentile(taken, 0.5)


def _add(store: EncryptedStore, row: MessageRecord) -> None:
    store.submit_write(lambda transaction: transaction.messages.add(row)).result()


def _page(store: EncryptedStore, query: SearchQuery) -> int:
    """What the first page of results takes, as the services make it."""

    def read(transaction: Transaction) -> int:
        needle = Needle.parse(query.text)
        rows = transaction.messages.search(query, PAGE).rows
        return sum(len(needle.ranges(snippet(row.text, needle))) for row in rows)

    return store.submit_read(read).result()


def _fill(store: EncryptedStore, words: _Words, size: int) -> None:
    def begin(transaction: Transaction) -> None:
        for number in range(CONVERSATIONS):
            account = AccountId(_digest("account", number)[:16])
            transaction.conversations.ensure(_conversation(number), account)

    store.submit_write(begin).result()
    for first in range(0, size, 1_000):

        def add(transaction: Transaction, first: int = first) -> None:
            for number in range(first, min(first + 1_000, size)):
                transaction.messages.add(_message(words, number))

        store.submit_write(add).result()
    unread_from = size - size // 100

    def read(transaction: Transaction) -> None:
        for number in range(CONVERSATIONS):
            rows = transaction.messages.page(_conversation(number), limit=size)
            before = [row.row_id for row in rows if row.row_id <= unread_from]
            if before:
                transaction.conversations.mark_read(_conversation(number), before[-1])

    store.submit_write(read).result()


def _message(words: _Words, number: int, kind: MessageKind = MessageKind.TEXT) -> MessageRecord:
    outgoing = number % 3 == 0
    at_ms = BEGAN_MS + number * EACH_MS
    return MessageRecord(
        row_id=0,
        position=0.0,
        conversation_id=_conversation(0 if number % 2 else words.random.randrange(CONVERSATIONS)),
        message_id=MessageId(_digest("message", number)[:16]),
        sender_account=AccountId(bytes(16)),
        sender_device=DeviceId(bytes(16)),
        sender_seq=0,
        outgoing=outgoing,
        kind=kind,
        text=words.message(number),
        sent_at_ms=at_ms,
        arrived_at_ms=at_ms,
        state=DeliveryState.READ if outgoing else DeliveryState.RECEIVED,
        failure=None,
        skewed=False,
        devset_hash=bytes(32),
        log_size=1,
        log_root=bytes(32),
    )


class _Words:
    """Texts that are the same in every run."""

    def __init__(self) -> None:
        self.random = random.Random(4)
        made = {
            "".join(self.random.choices(_SYLLABLES, k=self.random.randint(1, 4)))
            for _ in range(8_000)
        }
        self._words = [*_COMMON, *sorted(made)]
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(len(self._words))))

    def message(self, number: int) -> str:
        """Some 16 words."""
        count = max(2, round(self.random.gauss(16, 8)))
        text = " ".join(self.random.choices(self._words, cum_weights=self._weights, k=count))
        if number == 5:
            text += " " + _RARE
        if number % 7 == 0:
            text += f" {self.random.randrange(100_000)}"
        if number % 100 == 7:
            text += f" https://intranet.klinik.example/akte/{number}"
        if number % 100 == 3:
            text = f"東京都の病院で会議があります {text}"
        if number % 100 == 4:
            text = f"المريضُ في الغرفة {text}"
        return text


def _conversation(number: int) -> ConversationId:
    return ConversationId(_digest("conversation", number))


def _digest(what: str, number: int) -> bytes:
    return hashlib.sha256(f"{what} {number}".encode()).digest()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
