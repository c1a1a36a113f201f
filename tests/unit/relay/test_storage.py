"""A database of before gets the tables of now, and keeps what it had."""

from __future__ import annotations

import sqlite3
from importlib import resources
from pathlib import Path

from relay.storage.base import NoteSeen, PutRecovery
from relay.storage.sqlite import SCHEMA_VERSION, SqliteStorage
from relay.wire import Recovery


def test_a_database_of_version_1_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    first = resources.files("relay.storage").joinpath("schema/001.sql").read_text("utf-8")
    with sqlite3.connect(path) as old:
        old.executescript(first)
        old.execute("INSERT INTO log_entry (position, entry) VALUES (0, x'aa')")
        old.execute("INSERT INTO mailbox (device) VALUES (?)", (b"d" * 16,))
        old.execute("PRAGMA user_version = 1")
    old.close()
    for _ in range(2):  # and a second start finds nothing to do
        storage = SqliteStorage(path)
        try:
            assert storage.log_entries(0, 10) == [b"\xaa"]
            ((_, mailbox),) = storage.mailboxes()
            recovery = PutRecovery(mailbox, b"a" * 16, 1, b"sealed")
            storage.commit([recovery, NoteSeen([(mailbox, 5), (mailbox, 3)])], 0)
            assert storage.recovery(b"a" * 16) == Recovery(1, b"sealed")
            assert storage.last_seen(mailbox) == 5
            assert storage.last_seen(mailbox + 1) == 0
            assert not storage.is_recovery_invite_used(b"k" * 32)
        finally:
            storage.close()
    with sqlite3.connect(path) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    new.close()
