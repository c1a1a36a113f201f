"""Running SQL inside one transaction, and only there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import apsw

Value: TypeAlias = int | float | bytes | str | None
Row: TypeAlias = tuple[Any, ...]
"""A result row. STRICT tables hold what they declare, so its columns need no checks."""


class Statements:
    """What the table classes run their SQL through; of no use once its transaction has ended."""

    __slots__ = ("_connection",)

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection: apsw.Connection | None = connection

    def end(self) -> None:
        """Cut the tables off from the database."""
        self._connection = None

    def run(self, sql: str, bindings: Sequence[Value] = ()) -> int:
        """Run a statement that changes rows; return how many (not counting triggers)."""
        connection = self._live()
        connection.execute(sql, bindings)
        return connection.changes()

    def run_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run a statement that changes rows once for each of `rows`."""
        self._live().executemany(sql, rows)

    def insert(self, sql: str, bindings: Sequence[Value]) -> int:
        """Run an INSERT; return the new rowid."""
        connection = self._live()
        connection.execute(sql, bindings)
        return connection.last_insert_rowid()

    def rows(self, sql: str, bindings: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        return self._live().execute(sql, bindings).fetchall()

    def each(self, sql: str, bindings: Sequence[Value] = ()) -> Iterator[Row]:
        """The rows of a query one by one, read no further than they are asked for."""
        return iter(self._live().execute(sql, bindings))

    def row(self, sql: str, bindings: Sequence[Value] = ()) -> Row | None:
        """The first row of a query, or None.

        The cursor ends with its last reference, which resets the statement at once. Closing it by
        hand would leave its entry in the connection's list of cursors for good: 200 bytes a query.
        """
        row: Row | None = self._live().execute(sql, bindings).fetchone()
        return row

    def _live(self) -> apsw.Connection:
        if self._connection is None:
            raise RuntimeError("the transaction has ended")
        return self._connection
