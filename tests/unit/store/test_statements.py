from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable

import apsw
import pytest

from app.store.statements import Statements


def test_a_query_leaves_nothing_in_memory() -> None:
    """A profile is open for weeks, and each message takes dozens of queries."""
    connection = apsw.Connection(":memory:")
    sql = Statements(connection)
    sql.run("CREATE TABLE numbers (number INTEGER)")
    sql.run_many("INSERT INTO numbers VALUES (?)", [(1,), (2,), (3,)])
    work: list[Callable[[], object]] = [
        lambda: sql.row("SELECT number FROM numbers"),
        lambda: sql.row("UPDATE numbers SET number = number RETURNING number"),
        lambda: sql.rows("SELECT number FROM numbers"),
        lambda: sql.run("UPDATE numbers SET number = 1"),
        lambda: sql.insert("INSERT OR REPLACE INTO numbers (rowid, number) VALUES (1, ?)", (1,)),
    ]
    for query in work:
        query()
        gc.collect()
        tracemalloc.start()
        try:
            before = tracemalloc.get_traced_memory()[0]
            for _ in range(2_000):
                query()
            gc.collect()
            grown = tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()
        assert grown < 20_000


def test_a_row_leaves_its_statement_reset() -> None:
    connection = apsw.Connection(":memory:")
    sql = Statements(connection)
    sql.run("CREATE TABLE numbers (number INTEGER)")
    sql.run_many("INSERT INTO numbers VALUES (?)", [(1,), (2,), (3,)])
    assert sql.row("SELECT number FROM numbers ORDER BY number DESC") == (3,)
    sql.run("DROP TABLE numbers")  # refused as locked while a statement is in the middle of it


def test_nothing_runs_after_the_transaction() -> None:
    sql = Statements(apsw.Connection(":memory:"))
    sql.end()
    with pytest.raises(RuntimeError, match="ended"):
        sql.row("SELECT 1")
