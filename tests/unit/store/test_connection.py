"""app/store/connection.py and failures.py: keys, damage, and files that are left alone."""

from __future__ import annotations

import os
import random
import shutil
import stat
from pathlib import Path

import apsw
import pytest

from app.core.errors import CurbsideError
from app.core.store_errors import (
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreInUse,
    StoreKeyMismatch,
    StoreMissing,
    StoreTooNew,
    StoreUnavailable,
)
from app.store.connection import open_connection
from app.store.failures import translate, translate_system
from app.store.store import EncryptedStore
from tests.unit.store.builders import CONVERSATION, KEY, PEER, incoming


def fill(path: Path, rows: int = 300) -> None:
    store = EncryptedStore.open(path, KEY)
    store.submit_write(lambda t: t.conversations.ensure(CONVERSATION, PEER)).result()
    store.submit_write(
        lambda t: [t.messages.add(incoming(n, text=f"{n} " * 40)) for n in range(1, rows)]
    ).result()
    store.close_now()


def contents(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "profile.db"


def test_a_wrong_key_opens_nothing_and_changes_nothing(path: Path) -> None:
    fill(path)
    before = contents(path.parent)
    with pytest.raises(StoreKeyMismatch) as caught:
        EncryptedStore.open(path, bytes(32))
    assert contents(path.parent) == before
    assert caught.value.path == path
    assert isinstance(caught.value, StoreDamaged)
    EncryptedStore.open(path, KEY).close_now()


def test_a_key_of_the_wrong_size_is_a_mistake(path: Path) -> None:
    with pytest.raises(ValueError, match="size"):
        EncryptedStore.open(path, b"short")


@pytest.mark.parametrize("where", ["salt", "first page", "middle", "end", "cut", "zeros"])
def test_a_damaged_file_says_so_and_stays_as_it_is(path: Path, where: str) -> None:
    fill(path)
    data = bytearray(path.read_bytes())
    match where:
        case "salt":
            data[3] ^= 1
        case "first page":
            data[2_000] ^= 1
        case "middle":
            data[len(data) // 2] ^= 0x80
        case "end":
            data[-1] ^= 1
        case "cut":
            del data[-5_000:]
        case _:
            data[8_192:12_288] = bytes(4_096)
    path.write_bytes(data)
    with pytest.raises(StoreDamaged):
        EncryptedStore.open(path, KEY)
    assert path.read_bytes() == bytes(data)
    assert not contents(path.parent).get("profile.db-wal")


def test_any_flipped_bit_is_noticed(path: Path) -> None:
    fill(path, 60)
    whole = path.read_bytes()
    chance = random.Random(5)
    for _ in range(60):
        data = bytearray(whole)
        # Bytes 16 to 23 of the file hold the page size in the clear; SQLite checks those itself.
        data[chance.randrange(24, len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        with pytest.raises(StoreDamaged):
            EncryptedStore.open(path, KEY)
        assert path.read_bytes() == bytes(data)


def test_damage_beside_a_write_ahead_log_leaves_both(path: Path, tmp_path: Path) -> None:
    """As after a power cut: the log holds transactions, and the file's pages do not fit."""
    fill(path)
    store = EncryptedStore.open(path, KEY)
    store.submit_write(lambda t: t.settings.put("kept", b"1")).result()
    copy = tmp_path / "copy"
    shutil.copytree(path.parent, copy)
    store.close_now()
    (copy / "profile.db-shm").unlink()
    data = bytearray((copy / "profile.db").read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "profile.db").write_bytes(data)
    before = contents(copy)
    assert before["profile.db-wal"]
    with pytest.raises(StoreDamaged):
        EncryptedStore.open(copy / "profile.db", KEY)
    after = contents(copy)
    assert {name: after[name] for name in before} == before


def test_damage_that_appears_while_open_is_reported(path: Path) -> None:
    fill(path, 3_000)
    store = EncryptedStore.open(path, KEY)
    with path.open("r+b") as file:
        for offset in range(20_000, path.stat().st_size, 4_096):
            file.seek(offset)
            file.write(os.urandom(16))
    with pytest.raises(StoreDamaged):
        store.submit_read(lambda t: t.messages.page(CONVERSATION, limit=3_000)).result()
    store.close_now()


def test_a_missing_or_empty_file_is_not_replaced(path: Path) -> None:
    with pytest.raises(StoreMissing):
        EncryptedStore.open(path, KEY, create=False)
    assert not path.parent.exists()
    path.parent.mkdir()
    path.touch()
    with pytest.raises(StoreMissing):
        EncryptedStore.open(path, KEY, create=False)
    assert contents(path.parent) == {"profile.db": b""}


def test_only_the_owner_can_read_the_files(path: Path) -> None:
    store = EncryptedStore.open(path, KEY)
    store.submit_write(lambda t: t.settings.put("x", b"1")).result()
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    store.close_now()


def test_a_place_that_cannot_be_written_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreUnavailable):
        EncryptedStore.open(tmp_path / "file" / "profile.db", KEY)
    (tmp_path / "profile.db").mkdir()
    with pytest.raises(StoreUnavailable):
        EncryptedStore.open(tmp_path / "profile.db", KEY, create=False)


def test_two_programs_do_not_write_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.connection.BUSY_TIMEOUT_MS", 50)
    fill(path, 2)
    store = EncryptedStore.open(path, KEY)
    other = open_connection(path, KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreInUse):
        store.submit_write(lambda t: t.settings.put("x", b"1")).result()
    other.execute("ROLLBACK")
    other.close()
    store.submit_write(lambda t: t.settings.put("x", b"1")).result()
    store.close_now()


def test_the_safety_settings_are_in_force(path: Path) -> None:
    store = EncryptedStore.open(path, KEY)
    connection = store._writer
    try:
        assert connection.pragma("journal_mode") == "wal"
        assert connection.pragma("synchronous") == 2
        assert connection.pragma("secure_delete") == 1
        assert connection.pragma("temp_store") == 2
        assert connection.pragma("foreign_keys") == 1
        assert connection.pragma("cipher") == "chacha20"
        assert store._reader.readonly("main")
    finally:
        store.close_now()


def test_errors_tell_the_person_and_not_the_log(path: Path) -> None:
    kinds = (
        StoreDamaged,
        StoreFull,
        StoreInUse,
        StoreKeyMismatch,
        StoreMissing,
        StoreTooNew,
        StoreUnavailable,
    )
    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        error = kind(path)
        assert isinstance(error, CurbsideError)
        assert error.message
        assert error.action
        for text in (str(error), repr(error), error.message, error.action):
            assert str(path) not in text
            assert path.name not in text


def test_failures_are_translated_and_mistakes_are_not(path: Path) -> None:
    expected: dict[type[apsw.Error], type[StoreError]] = {
        apsw.FullError: StoreFull,
        apsw.CorruptError: StoreDamaged,
        apsw.BusyError: StoreInUse,
        apsw.IOError: StoreUnavailable,
        apsw.CantOpenError: StoreUnavailable,
    }
    for failure, meaning in expected.items():
        assert type(translate(failure("x"), path, None)) is meaning
    assert translate(apsw.ConstraintError("x"), path, None) is None
    assert translate(apsw.SQLError("x"), path, None) is None
    assert type(translate_system(OSError(28, "full"), path)) is StoreFull
    assert type(translate_system(PermissionError(13, "no"), path)) is StoreUnavailable
