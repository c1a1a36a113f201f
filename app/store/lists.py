"""Broadcast lists (port: ListsTable). A deleted one stays as its id and the time of that."""

from __future__ import annotations

from app.core.group_records import BroadcastListRecord
from app.core.ids import AccountId
from app.store.statements import Row, Statements

_SELECT = "SELECT list_id, title, people, changed_at_ms FROM broadcast_lists"
_ID = 16


class Lists:
    """The table `broadcast_lists`."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def all(self) -> list[BroadcastListRecord]:
        """Every list, the deleted ones included."""
        return [_record(row) for row in self._sql.rows(_SELECT)]

    def get(self, list_id: bytes) -> BroadcastListRecord | None:
        """One of them, or None."""
        row = self._sql.row(_SELECT + " WHERE list_id = ?", (list_id,))
        return None if row is None else _record(row)

    def put(self, record: BroadcastListRecord) -> bool:
        """Take in a list if it is newer than what is there; whether it was.

        Of two of one time the same one stays on every device.
        """
        changed = self._sql.run(
            "INSERT INTO broadcast_lists (list_id, title, people, changed_at_ms)"
            " VALUES (?, ?, ?, ?) ON CONFLICT (list_id) DO UPDATE SET title = excluded.title,"
            " people = excluded.people, changed_at_ms = excluded.changed_at_ms"
            " WHERE (excluded.changed_at_ms, excluded.title, excluded.people)"
            " > (changed_at_ms, title, people)",
            (record.list_id, record.title, b"".join(record.people), record.changed_at_ms),
        )
        return changed > 0


def _record(row: Row) -> BroadcastListRecord:
    list_id, title, joined, changed_at_ms = row
    people = tuple(AccountId(joined[at : at + _ID]) for at in range(0, len(joined), _ID))
    return BroadcastListRecord(list_id, title, people, changed_at_ms)
