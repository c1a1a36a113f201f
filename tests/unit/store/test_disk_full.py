"""A full disk refuses the transaction, keeps the database, and is over when space is freed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.core.store_errors import StoreFull
from app.store.store import EncryptedStore
from tests.unit.store.builders import CONVERSATION, KEY, PEER, incoming


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 2 MB."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root on Linux")
    directory = tmp_path / "disk"
    directory.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(directory)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("this system does not allow mounting")
    yield directory
    subprocess.run(["umount", str(directory)], check=True)


def test_a_full_disk_loses_nothing_and_ends(small_disk: Path) -> None:
    ballast = small_disk / "other-files"
    ballast.write_bytes(bytes(400_000))
    store = EncryptedStore.open(small_disk / "profile.db", KEY)
    store.submit_write(lambda t: t.conversations.ensure(CONVERSATION, PEER)).result()

    def add(number: int) -> None:
        store.submit_write(
            lambda t: t.messages.add(incoming(number, text=f"{number} " + "x" * 5_000))
        ).result()

    def add_until_full() -> int:
        for number in range(1, 10_000):
            try:
                add(number)
            except StoreFull:
                return number - 1
        pytest.fail("2 MB took 50 MB")

    stored = add_until_full()
    assert stored > 10

    def numbers() -> list[int]:
        rows = store.submit_read(lambda t: t.messages.page(CONVERSATION, limit=10_000)).result()
        return [int.from_bytes(row.message_id, "big") for row in rows]

    assert numbers() == list(range(1, stored + 1))
    with pytest.raises(StoreFull):
        add(stored + 1)
    ballast.unlink()
    add(stored + 1)
    assert numbers() == list(range(1, stored + 2))
    assert store._writer.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store.close_now()
    store = EncryptedStore.open(small_disk / "profile.db", KEY, create=False)
    assert numbers() == list(range(1, stored + 2))
    store.close_now()


def test_works_that_wait_together_tell_the_truth_on_a_full_disk(small_disk: Path) -> None:
    """Whoever was told of success is there, whoever was told of a full disk is not."""
    store = EncryptedStore.open(small_disk / "profile.db", KEY)
    store.submit_write(lambda t: t.conversations.ensure(CONVERSATION, PEER)).result()
    calls = [
        store.submit_write(
            lambda t, n=number: t.messages.add(incoming(n, text=f"{n} " + "x" * 5_000))
        )
        for number in range(1, 400)
    ]
    told = {number: call.exception(60) for number, call in enumerate(calls, 1)}
    assert {type(error) for error in told.values()} == {type(None), StoreFull}
    stored = [number for number, error in told.items() if error is None]
    store.close_now()
    store = EncryptedStore.open(small_disk / "profile.db", KEY, create=False)
    rows = store.submit_read(lambda t: t.messages.page(CONVERSATION, limit=10_000)).result()
    assert [int.from_bytes(row.message_id, "big") for row in rows] == stored
    store.close_now()


def test_no_room_for_a_new_profile(small_disk: Path) -> None:
    descriptor = os.open(small_disk / "other-files", os.O_CREAT | os.O_WRONLY)
    with suppress(OSError):
        while os.write(descriptor, bytes(65_536)):
            pass
    os.close(descriptor)
    with pytest.raises(StoreFull):
        EncryptedStore.open(small_disk / "profile.db", KEY)
