"""app/store/store.py and transaction.py: threads, snapshots, rollback, closing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from app.core.store_errors import StoreClosed
from app.core.store_ports import Store, Transaction
from app.store.checkpoint import LONGEST_PAGES
from app.store.store import EncryptedStore
from tests.unit.store.builders import CONVERSATION, KEY, PEER, incoming
from tests.unit.store.conftest import Database


def run(tmp_path: Path, scenario: Callable[[EncryptedStore], Awaitable[None]]) -> None:
    async def main() -> None:
        store = await EncryptedStore.open_async(tmp_path / "profile.db", KEY)
        try:
            await scenario(store)
        finally:
            await store.close()

    asyncio.run(main())


def put(name: str, value: bytes = b"1") -> Callable[[Transaction], None]:
    return lambda transaction: transaction.settings.put(name, value)


def get(name: str) -> Callable[[Transaction], bytes | None]:
    return lambda transaction: transaction.settings.get(name)


def test_it_is_a_store() -> None:
    def accepts(store: type[Store]) -> None:
        """The type checker compares the class with the port here."""

    accepts(EncryptedStore)


def test_results_and_reads_after_writes(tmp_path: Path) -> None:
    async def scenario(store: EncryptedStore) -> None:
        assert await store.write(lambda t: t.log.count()) == 0
        for number in range(50):
            await store.write(put("n", str(number).encode()))
            assert await store.read(get("n")) == str(number).encode()

    run(tmp_path, scenario)


def test_whatever_is_raised_undoes_the_transaction(tmp_path: Path) -> None:
    class Surprise(BaseException):
        pass

    def half(error: BaseException) -> Callable[[Transaction], None]:
        def work(transaction: Transaction) -> None:
            transaction.settings.put("half", b"1")
            transaction.conversations.ensure(CONVERSATION, PEER)
            transaction.messages.add(incoming(1))
            raise error

        return work

    async def scenario(store: EncryptedStore) -> None:
        for error in (ValueError("no"), Surprise()):
            with pytest.raises(type(error)):
                await store.write(half(error))
            assert await store.read(get("half")) is None
            assert await store.read(lambda t: t.conversations.get(CONVERSATION)) is None
        with pytest.raises(ValueError, match="read"):
            await store.read(lambda t: (_ for _ in ()).throw(ValueError("read")))
        await store.write(put("after"))
        assert await store.read(get("after")) == b"1"

    run(tmp_path, scenario)


def test_a_read_cannot_change_anything(tmp_path: Path) -> None:
    async def scenario(store: EncryptedStore) -> None:
        with pytest.raises(Exception, match="readonly"):
            await store.read(put("sneaky"))
        assert await store.read(get("sneaky")) is None

    run(tmp_path, scenario)


def test_a_long_read_delays_no_write_and_sees_its_snapshot(tmp_path: Path) -> None:
    async def scenario(store: EncryptedStore) -> None:
        begun, go_on = threading.Event(), threading.Event()

        def slow(transaction: Transaction) -> tuple[bytes | None, bytes | None]:
            before = transaction.settings.get("x")
            begun.set()
            assert go_on.wait(10)
            return before, transaction.settings.get("x")

        await store.write(put("x", b"old"))
        reading = asyncio.ensure_future(store.read(slow))
        assert await asyncio.to_thread(begun.wait, 10)
        await asyncio.wait_for(store.write(put("x", b"new")), 5)
        go_on.set()
        assert await reading == (b"old", b"old")
        assert await store.read(get("x")) == b"new"

    run(tmp_path, scenario)


def test_writes_happen_in_the_order_of_the_calls(tmp_path: Path) -> None:
    async def scenario(store: EncryptedStore) -> None:
        def append(number: int) -> Callable[[Transaction], None]:
            return lambda t: t.log.append(number, [str(number).encode()])

        await asyncio.gather(*[store.write(append(number)) for number in range(100)])
        entries = await store.read(lambda t: t.log.entries())
        assert entries == [str(number).encode() for number in range(100)]

    run(tmp_path, scenario)


def test_cancelling_undoes_what_had_not_begun_and_finishes_what_had(tmp_path: Path) -> None:
    async def scenario(store: EncryptedStore) -> None:
        begun, go_on = threading.Event(), threading.Event()

        def slow(transaction: Transaction) -> None:
            begun.set()
            assert go_on.wait(10)
            transaction.settings.put("first", b"1")

        first = asyncio.ensure_future(store.write(slow))
        second = asyncio.ensure_future(store.write(put("second")))
        assert await asyncio.to_thread(begun.wait, 10)
        first.cancel()
        second.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        go_on.set()
        await store.write(put("third"))
        assert await store.read(get("first")) == b"1"
        assert await store.read(get("second")) is None

    run(tmp_path, scenario)


def test_a_table_is_of_no_use_after_its_transaction(tmp_path: Path) -> None:
    async def scenario(store: EncryptedStore) -> None:
        for call in (store.write, store.read):
            kept: Any = await call(lambda t: t)
            with pytest.raises(RuntimeError, match="ended"):
                kept.settings.get("x")
            tables: Any = await call(lambda t: t.messages)
            with pytest.raises(RuntimeError, match="ended"):
                tables.get(1)

    run(tmp_path, scenario)


def test_closing_finishes_queued_work_and_refuses_more(tmp_path: Path) -> None:
    async def scenario(store: EncryptedStore) -> None:
        writes = [asyncio.ensure_future(store.write(put(str(n)))) for n in range(50)]
        reads = [asyncio.ensure_future(store.read(get("0"))) for _ in range(5)]
        await asyncio.sleep(0)
        await asyncio.gather(store.close(), store.close())
        await asyncio.gather(*writes, *reads)
        for call in (store.write, store.read):
            with pytest.raises(StoreClosed):
                await call(get("0"))
        await store.close()

    run(tmp_path, scenario)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["profile.db"]
    for thread in threading.enumerate():
        if thread.name.startswith("store-"):
            thread.join(10)
            assert not thread.is_alive()
    store = EncryptedStore.open(tmp_path / "profile.db", KEY, create=False)
    assert store.submit_read(get("49")).result() == b"1"
    store.close_now()


def test_the_write_ahead_log_is_folded_back_while_open(database: Database) -> None:
    """Also under a writer that never pauses, which the checkpoints alone could not overtake."""
    longest = LONGEST_PAGES * 4096
    for number in range(3 * longest // 200_000):
        database.write(put(str(number), bytes(200_000)))
    database.write(put("last"))
    log = database.path.with_name("profile.db-wal")
    assert database.path.stat().st_size > 1.5 * longest
    assert log.stat().st_size < 1.2 * longest


def test_it_works_on_qts_loop(tmp_path: Path, qapp: QCoreApplication) -> None:
    from qasync import QEventLoop

    loop = QEventLoop(qapp, set_running_loop=False)

    async def scenario() -> list[bytes | None]:
        store = await EncryptedStore.open_async(tmp_path / "profile.db", KEY)
        await asyncio.gather(*[store.write(put(str(n))) for n in range(20)])
        found = await asyncio.gather(*[store.read(get(str(n))) for n in range(20)])
        await store.close()
        return list(found)

    try:
        assert loop.run_until_complete(scenario()) == [b"1"] * 20
    finally:
        loop.close()
