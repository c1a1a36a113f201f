"""app/store/migrations: numbered, all or nothing, with a copy meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import apsw
import pytest

from app.core.records import MessageRecord
from app.core.store_errors import StoreFull, StoreTooNew
from app.core.store_ports import Transaction
from app.store import connection as connection_module
from app.store import migrations, search
from app.store.connection import allow_checkpoint_on_close, open_connection
from app.store.migrations import Migration
from app.store.store import EncryptedStore
from tests.unit.store.builders import CONVERSATION, KEY, PEER, hits, incoming, notice, outgoing

STEPS = migrations.load()
NEWEST = STEPS[-1].number
SECOND = Migration(
    NEWEST + 1, "CREATE TABLE more (x TEXT) STRICT; INSERT INTO more VALUES ('new');"
)
CANARY = b"kept-through-the-migration"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of the newest version with something in it."""
    path = tmp_path / "profile.db"
    store = EncryptedStore.open(path, KEY)
    store.submit_write(lambda t: t.settings.put("canary", CANARY)).result()
    store.close_now()
    return path


def opened(path: Path) -> apsw.Connection:
    connection = open_connection(path, KEY)
    allow_checkpoint_on_close(connection)
    return connection


def put_as_before(store: EncryptedStore, records: Sequence[MessageRecord]) -> None:
    """Store rows as the program of the first four migrations did."""

    def fill(_: Transaction) -> None:
        for number, record in enumerate(records, 1):
            store._writer.execute(
                "INSERT INTO messages (position, conversation_id, message_id, sender_account,"
                " sender_device, sender_seq, outgoing, unread, kind, text, sent_at_ms,"
                " arrived_at_ms, state, skewed, devset_hash, log_size, log_root)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    record.conversation_id,
                    record.message_id,
                    record.sender_account,
                    record.sender_device,
                    record.sender_seq,
                    record.outgoing,
                    not record.outgoing,
                    record.kind.value,
                    record.text,
                    record.sent_at_ms,
                    record.arrived_at_ms,
                    record.state.value,
                    record.skewed,
                    record.devset_hash,
                    record.log_size,
                    record.log_root,
                ),
            )

    store.submit_write(fill).result()


def value(path: Path) -> bytes:
    connection = opened(path)
    try:
        row = connection.execute("SELECT value FROM settings WHERE name = 'canary'").fetchone()
    finally:
        connection.close()
    return row[0] if row else b""


def test_the_numbered_files_count_without_a_gap() -> None:
    found = migrations.load()
    assert [step.number for step in found] == list(range(1, len(found) + 1))


def test_a_new_database_gets_every_step_and_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    EncryptedStore.open(path, KEY).close_now()
    connection = opened(path)
    assert connection.pragma("user_version") == migrations.load()[-1].number
    connection.close()
    assert [file.name for file in tmp_path.iterdir()] == ["new.db"]


def test_an_older_database_is_copied_migrated_and_checked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = migrations.backup_path(path, NEWEST)
    seen: list[tuple[bytes, bool]] = []
    check = connection_module.quick_check

    def observe(connection: apsw.Connection) -> None:
        """The copy is there, opens with the key alone, and has the old version."""
        copy = opened(backup)
        assert copy.pragma("user_version") == NEWEST
        copy.close()
        seen.append((value(backup), CANARY in backup.read_bytes()))
        check(connection)

    monkeypatch.setattr(migrations, "quick_check", observe)
    monkeypatch.setattr(migrations, "load", lambda: (*STEPS, SECOND))
    store = EncryptedStore.open(path, KEY, create=False)
    assert store.submit_read(lambda t: t.settings.get("canary")).result() == CANARY
    assert store._writer.execute("SELECT x FROM more").fetchall() == [("new",)]
    assert store._writer.pragma("user_version") == NEWEST + 1
    store.close_now()
    assert seen == [(CANARY, False)]
    assert [file.name for file in path.parent.iterdir()] == ["profile.db"]


def test_a_failing_step_undoes_all_of_them_and_keeps_the_copy(path: Path) -> None:
    broken = Migration(NEWEST + 2, "CREATE TABLE third (x TEXT); SELECT nonsense FROM nowhere;")
    connection = opened(path)
    with pytest.raises(apsw.SQLError):
        migrations.apply(connection, path, (*migrations.load(), SECOND, broken))
    assert connection.pragma("user_version") == NEWEST
    assert not connection.table_exists(None, "more")
    connection.close()
    assert value(path) == value(migrations.backup_path(path, NEWEST)) == CANARY
    EncryptedStore.open(path, KEY).close_now()


def test_without_room_for_the_copy_nothing_is_migrated(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.store.migrations.shutil.copyfileobj", full)
    monkeypatch.setattr(migrations, "load", lambda: (*STEPS, SECOND))
    with pytest.raises(StoreFull):
        EncryptedStore.open(path, KEY)
    monkeypatch.undo()
    assert value(path) == CANARY
    assert [file.name for file in path.parent.iterdir()] == ["profile.db"]


def test_a_newer_database_is_refused_and_left_alone(path: Path) -> None:
    connection = opened(path)
    connection.pragma("user_version", 99)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew):
        EncryptedStore.open(path, KEY)
    assert path.read_bytes() == before


def test_profiles_of_before_are_fetched_once_more_with_their_openings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "profile.db"
    monkeypatch.setattr(migrations, "load", lambda: STEPS[:1])
    store = EncryptedStore.open(path, KEY)
    store.submit_write(lambda t: t.settings.put("profile-revision", b"17")).result()
    store.close_now()
    monkeypatch.undo()
    store = EncryptedStore.open(path, KEY, create=False)
    assert store.submit_read(lambda t: t.settings.get("profile-revision")).result() is None
    store.close_now()


def test_messages_of_before_are_all_there_and_found_by_any_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "profile.db"
    monkeypatch.setattr(migrations, "load", lambda: STEPS[:4])
    store = EncryptedStore.open(path, KEY)

    store.submit_write(lambda t: t.conversations.ensure(CONVERSATION, PEER)).result()
    old = [incoming(number, text=f"Ramipril {number}, Straße") for number in range(1, 301)]
    put_as_before(store, [*old, outgoing(900, text="of before, Ramipril"), notice(901)])
    columns = "SELECT row_id, position, kind, text, unread, outgoing FROM messages ORDER BY row_id"
    before = store._writer.execute(columns).fetchall()
    store.close_now()
    monkeypatch.undo()
    store = EncryptedStore.open(path, KEY, create=False)
    assert store._writer.execute(columns).fetchall() == before
    assert len(before) == 302
    found = store.submit_read(lambda t: hits(t, "pril")).result()
    assert len(found) == 301
    assert [row.row_id for row in store.submit_read(lambda t: hits(t, "l 299, STRASSE")).result()]
    check = "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)"
    store.submit_write(lambda _: store._writer.execute(check)).result()
    store.close_now()


def test_an_index_that_was_not_finished_is_made_at_the_next_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "load", lambda: STEPS[:4])
    older = path.with_name("older.db")
    store = EncryptedStore.open(older, KEY)
    store.submit_write(lambda t: t.conversations.ensure(CONVERSATION, PEER)).result()
    put_as_before(store, [incoming(1, text="Ramipril")])
    store.close_now()
    monkeypatch.undo()

    def killed(_connection: apsw.Connection) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(search, "keep_current", killed)
        with pytest.raises(KeyboardInterrupt):
            EncryptedStore.open(older, KEY)
    store = EncryptedStore.open(older, KEY)
    assert len(store.submit_read(lambda t: hits(t, "pril")).result()) == 1
    store.close_now()
