"""Small named values."""

from __future__ import annotations

from app.store.statements import Statements


class Settings:
    """The `settings` table (port: SettingsTable)."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def get(self, name: str) -> bytes | None:
        """The value of a name, or None."""
        row = self._sql.row("SELECT value FROM settings WHERE name = ?", (name,))
        return None if row is None else row[0]

    def put(self, name: str, value: bytes) -> None:
        """Set or replace a value."""
        self._sql.run(
            "INSERT INTO settings (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def delete(self, name: str) -> None:
        """Remove a value, if there."""
        self._sql.run("DELETE FROM settings WHERE name = ?", (name,))
