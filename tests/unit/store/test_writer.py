"""app/store/writer.py: works that wait together, each on its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any, TypeVar

import apsw
import pytest

from app.core.store_ports import Transaction
from app.store.store import EncryptedStore
from app.store.writer import MOST_TOGETHER
from tests.unit.store.builders import CONVERSATION, KEY, hits, incoming, message_id, submission
from tests.unit.store.conftest import Database

T = TypeVar("T")


def put(name: str, value: bytes = b"1") -> Callable[[Transaction], str]:
    def work(transaction: Transaction) -> str:
        transaction.settings.put(name, value)
        return name

    return work


class Together:
    """Hands works in while the writing thread is held up, so that they wait together."""

    def __init__(self, store: EncryptedStore) -> None:
        self._store = store
        self._go = threading.Event()
        begun = threading.Event()

        def hold(_: Transaction) -> None:
            begun.set()
            assert self._go.wait(10)

        self._holding = store.submit_write(hold)
        assert begun.wait(10)

    def __enter__(self) -> Together:
        return self

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        return self._store.submit_write(work)

    def __exit__(self, *_: object) -> None:
        self._go.set()
        self._holding.result(10)


def commits(store: EncryptedStore) -> list[int]:
    """Counts from now on, one item a commit: the hook of the write-ahead log is called for each."""
    seen: list[int] = []
    after_commit = store._after_commit

    def hook(connection: apsw.Connection, schema: str, pages: int) -> int:
        seen.append(pages)
        return after_commit(connection, schema, pages)

    store._writer.set_wal_hook(hook)
    return seen


def test_what_waits_together_shares_a_commit_and_keeps_its_order(database: Database) -> None:
    order: list[int] = []
    seen = commits(database.store)
    with Together(database.store) as together:
        calls = [
            together.submit(lambda t, n=n: (order.append(n), t.settings.put("last", b"%d" % n)))
            for n in range(2 * MOST_TOGETHER)
        ]
        assert not any(call.done() for call in calls)
    for call in calls:
        call.result(10)
    assert order == list(range(2 * MOST_TOGETHER))
    assert len(seen) == 2
    assert database.read(lambda t: t.settings.get("last")) == b"%d" % (2 * MOST_TOGETHER - 1)


def test_one_that_raises_is_undone_alone(database: Database) -> None:
    def fail(transaction: Transaction) -> None:
        transaction.settings.put("wrong", b"1")
        transaction.messages.add(incoming(7, text="never to be found"))
        raise KeyError("mine")

    def twice(transaction: Transaction) -> None:
        transaction.settings.put("also wrong", b"1")
        transaction.outbox.add(submission(1))
        transaction.outbox.add(submission(1))

    with Together(database.store) as together:
        first = together.submit(lambda t: t.messages.add(incoming(1, text="before")))
        failing = together.submit(fail)
        mistake = together.submit(twice)
        last = together.submit(lambda t: t.messages.add(incoming(2, text="after")))
    assert first.result(10) is not None
    assert last.result(10) is not None
    with pytest.raises(KeyError, match="mine"):
        failing.result(10)
    with pytest.raises(apsw.ConstraintError):
        mistake.result(10)
    for name in ("wrong", "also wrong"):
        assert database.read(lambda t, n=name: t.settings.get(n)) is None
    database.reopen()
    rows = database.read(lambda t: t.messages.page(CONVERSATION, limit=9))
    assert [row.message_id for row in rows] == [message_id(1), message_id(2)]
    assert database.read(lambda t: hits(t, "never")) == []
    assert len(database.read(lambda t: hits(t, "before"))) == 1
    assert database.read(lambda t: t.outbox.count()) == 0


def test_a_later_one_sees_an_earlier_one_and_nobody_uses_a_transaction_afterwards(
    database: Database,
) -> None:
    kept: list[Transaction] = []
    with Together(database.store) as together:
        together.submit(lambda t: (kept.append(t), t.settings.put("a", b"1")))
        seen = together.submit(lambda t: t.settings.get("a"))
        with_it = together.submit(lambda _: kept[0].settings.get("a"))
    assert seen.result(10) == b"1"
    with pytest.raises(RuntimeError, match="ended"):
        with_it.result(10)


def test_a_cancelled_one_does_nothing(database: Database) -> None:
    with Together(database.store) as together:
        calls = [together.submit(put(name)) for name in "abc"]
        assert calls[1].cancel()
    assert [calls[0].result(10), calls[2].result(10)] == ["a", "c"]
    with pytest.raises(CancelledError):
        calls[1].result(10)
    assert database.read(lambda t: t.settings.get("b")) is None


def test_nobody_is_told_when_the_commit_fails(database: Database) -> None:
    """A deferred foreign key is judged at the commit: it takes all of the transaction with it."""
    missing = b"s" * 16
    with Together(database.store) as together:
        calls: list[Future[Any]] = [
            together.submit(put("a")),
            together.submit(lambda t: t.sessions.set_sending(b"d" * 16, missing)),
            together.submit(put("b")),
        ]
    for call in calls:
        with pytest.raises(apsw.ConstraintError):
            call.result(10)
    assert database.write(put("c")) == "c"
    database.reopen()
    assert [database.read(lambda t, n=name: t.settings.get(n)) for name in "abc"] == [
        None,
        None,
        b"1",
    ]


def test_what_waits_at_closing_is_finished(tmp_path: Path) -> None:
    store = EncryptedStore.open(tmp_path / "profile.db", KEY)
    with Together(store) as together:
        calls = [together.submit(put(str(n))) for n in range(3 * MOST_TOGETHER)]
        closing = threading.Thread(target=store.close_now)
        closing.start()
    closing.join(10)
    assert [call.result(0) for call in calls] == [str(n) for n in range(3 * MOST_TOGETHER)]
    store = EncryptedStore.open(tmp_path / "profile.db", KEY, create=False)
    assert store.submit_read(lambda t: t.settings.get("47")).result(10) == b"1"
    store.close_now()


def _syncs(store: EncryptedStore) -> Callable[[Transaction], object]:
    """2: the commit waits for the disk (FULL); 1: it does not."""

    def work(_: Transaction) -> object:
        return store._writer.pragma("synchronous")

    return work


def test_only_what_would_be_found_out_again_is_spared_the_disk(database: Database) -> None:
    store = database.store
    assert store.submit_write(_syncs(store)).result(10) == 2
    assert store.submit_write(_syncs(store), durable=False).result(10) == 1
    assert store.submit_write(_syncs(store)).result(10) == 2


def test_one_durable_work_makes_all_that_wait_with_it_durable(database: Database) -> None:
    store = database.store
    with Together(store) as together:
        spared = store.submit_write(_syncs(store), durable=False)
        durable = together.submit(_syncs(store))
    assert (spared.result(10), durable.result(10)) == (2, 2)
