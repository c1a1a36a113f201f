"""The replica of the clinic's log (DESIGN section 4)."""

from __future__ import annotations

from collections.abc import Sequence

from app.store.statements import Statements


class Log:
    """The `log_entries`, `log_note` and `log_state` tables (port: LogTable)."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def count(self) -> int:
        """How many entries are stored; the next index."""
        row = self._sql.row("SELECT max(log_index) FROM log_entries")
        return 0 if row is None or row[0] is None else row[0] + 1

    def append(self, first_index: int, entries: Sequence[bytes]) -> None:
        """Store entries from `first_index` on, which must be `count()`, else ValueError."""
        if first_index != self.count():
            raise ValueError("log entries must be appended without a gap")
        self._sql.run_many(
            "INSERT INTO log_entries (log_index, entry) VALUES (?, ?)",
            enumerate(entries, first_index),
        )

    def entries(self, first_index: int = 0, limit: int | None = None) -> list[bytes]:
        """Up to `limit` entries from an index on."""
        rows = self._sql.rows(
            "SELECT entry FROM log_entries WHERE log_index >= ? ORDER BY log_index LIMIT ?",
            (first_index, -1 if limit is None else limit),
        )
        return [row[0] for row in rows]

    def note(self) -> bytes | None:
        """The newest checkpoint note."""
        row = self._sql.row("SELECT note FROM log_note WHERE only_row = 1")
        return None if row is None else row[0]

    def put_note(self, note: bytes) -> None:
        """Replace the newest checkpoint note."""
        self._sql.run(
            "INSERT INTO log_note (only_row, note) VALUES (1, ?)"
            " ON CONFLICT (only_row) DO UPDATE SET note = excluded.note",
            (note,),
        )

    def state_size(self) -> int:
        """How many entries the kept state covers, 0 for none."""
        row = self._sql.row("SELECT size FROM log_state WHERE only_row = 1")
        return 0 if row is None else row[0]

    def state(self) -> tuple[int, bytes] | None:
        """The kept state and how many entries it covers."""
        row = self._sql.row("SELECT size, state FROM log_state WHERE only_row = 1")
        return None if row is None else (row[0], row[1])

    def put_state(self, size: int, state: bytes) -> None:
        """Replace the kept state."""
        self._sql.run(
            "INSERT INTO log_state (only_row, size, state) VALUES (1, ?, ?)"
            " ON CONFLICT (only_row) DO UPDATE SET size = excluded.size, state = excluded.state",
            (size, state),
        )
