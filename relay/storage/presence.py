"""When devices were last connected, in SQLite."""

from __future__ import annotations

import sqlite3
from typing import Final

from relay.storage.base import NoteSeen

FIND: Final = "SELECT seen_ms FROM device_seen WHERE mailbox = ?"


def note(writer: sqlite3.Connection, job: NoteSeen) -> None:
    """Write the times down; they never fall."""
    writer.executemany(
        "INSERT INTO device_seen (mailbox, seen_ms) VALUES (?1, ?2)"
        " ON CONFLICT (mailbox) DO UPDATE SET seen_ms = max(seen_ms, ?2)",
        job.seen,
    )
