"""What goes wrong with files, and what a lock, a full disk or a crash leaves behind."""

from __future__ import annotations

import asyncio
import errno
import threading
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from app.core.file_errors import (
    FileChangedMeanwhile,
    FileNotPrepared,
    NoSpaceHere,
    RelayQuotaUsedUp,
)
from app.core.file_types import FileState
from app.core.records import DeliveryState
from app.core.relay_errors import TransferQuota
from app.core.transport_types import UploadPlace
from app.services import moving
from tests.integration.files.scene import ANN, BEN, play, written
from tests.support.clinic import Clinic, Person, eventually
from tests.support.files import (
    MIB,
    Gate,
    choose_and_send,
    file_of,
    file_rows,
    local_files,
    read_back,
    until,
)

LARGE = 128 * MIB


@pytest.mark.expects_log("a file failed: file-(changed|not-prepared)")
def test_what_cannot_be_prepared_fails_in_clear_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = written(tmp_path, 5_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        real = ann.open.files._sources.open

        def moved(*arguments: object) -> object:
            path.unlink(missing_ok=True)
            return real(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(ann.open.files._sources, "open", moved)
        row = await choose_and_send(ann, BEN, path)
        got = await until(ann, BEN, FileState.FAILED)
        assert file_of(got).failure == got.failure == FileChangedMeanwhile.code
        assert got.state is DeliveryState.FAILED
        with pytest.raises(FileChangedMeanwhile):
            await ann.open.messages.retry(row.row_id)
        monkeypatch.setattr(ann.open.files._sources, "open", lambda *_: _never())
        draft = await ann.open.files.choose_data(b"pasted", "pasted.txt")
        await ann.open.files.send([await ann.conversation_with(BEN)], draft)
        got = await until(ann, BEN, FileState.FAILED, called="pasted.txt")
        assert file_of(got).failure == FileNotPrepared.code
        await ann.open.files.cancel(got.row_id)
        assert await file_rows(ben, ANN) == []

    play(tmp_path, scene)


def on_disk(person: Person) -> list[tuple[str, int]]:
    folder = person.folder / "files"
    return [(path.name, path.stat().st_size) for path in folder.iterdir()]


def _never() -> None:
    raise FileNotPrepared


def test_a_lock_closes_what_viewers_read_from(tmp_path: Path) -> None:
    path, data = written(tmp_path, 70_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, path)
        row = await until(ann, BEN, FileState.HERE)
        source = await ann.open.files.open(row.row_id)
        assert source.read(60_000, 50) == data[60_000:60_050]
        await ann.lock()
        with pytest.raises(ValueError, match="closed"):
            source.read(0, 1)
        assert source.size == len(data)
        source.close()

    play(tmp_path, scene)


def test_preparing_goes_on_after_a_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, data = written(tmp_path, 3 * MIB)
    reached, may = threading.Event(), threading.Event()
    real = moving.prepare

    def slow(*arguments: Any) -> bytes:
        reached.set()
        assert may.wait(60)
        return real(*arguments)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        monkeypatch.setattr(moving, "prepare", slow)
        await choose_and_send(ann, BEN, path)
        await eventually(reached.is_set)
        locking = asyncio.ensure_future(ann.lock())
        await asyncio.sleep(0)
        may.set()
        await locking
        monkeypatch.setattr(moving, "prepare", real)
        await ann.unlock()
        assert await read_back(ben, await until(ben, ANN, FileState.HERE)) == data
        assert len(local_files(ann)) == 1

    play(tmp_path, scene)


@pytest.mark.expects_log("a file failed: store-full")
def test_a_full_disk_is_told_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, data = written(tmp_path, 200_000)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await ben.open.files.set_automatic_limit(0)
        await choose_and_send(ann, BEN, path)
        row = await until(ben, ANN, FileState.REMOTE)
        with monkeypatch.context() as patch:
            patch.setattr("app.store.files_folder.os.write", full)
            await ben.open.files.fetch(row.row_id)
            row = await until(ben, ANN, FileState.FAILED)
        assert file_of(row).failure == NoSpaceHere.code
        await ben.open.files.fetch(row.row_id)
        assert await read_back(ben, await until(ben, ANN, FileState.HERE)) == data

    play(tmp_path, scene)


@pytest.mark.expects_log("a file failed: file-quota")
def test_what_the_relay_does_not_take_fails_its_message_and_can_be_tried_again(
    tmp_path: Path,
) -> None:
    path, data = written(tmp_path, 30_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        relay = ann.open._context.relay
        real = relay.begin_upload

        def refusing(*_: object) -> UploadPlace:
            raise TransferQuota

        relay.begin_upload = refusing  # type: ignore[method-assign, assignment]
        await choose_and_send(ann, BEN, path)
        row = await until(ann, BEN, FileState.FAILED)
        assert row.state is DeliveryState.FAILED
        assert row.failure == file_of(row).failure == RelayQuotaUsedUp.code
        relay.begin_upload = real  # type: ignore[method-assign]
        await ann.open.messages.retry(row.row_id)
        assert await read_back(ben, await until(ben, ANN, FileState.HERE)) == data

    play(tmp_path, scene)


def test_orphans_are_swept_and_a_wipe_takes_everything(tmp_path: Path) -> None:
    path, _ = written(tmp_path, 1_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, path)
        await until(ann, BEN, FileState.HERE)
        await ann.lock()
        (kept,) = local_files(ann)
        (ann.folder / "files" / ("f" * 32)).write_bytes(b"left by a crash")
        await ann.unlock()
        await eventually(lambda: local_files(ann) == {kept})
        await ann.lock()
        ann.access._ports.files.destroy()
        assert not (ann.folder / "files").exists()

    play(tmp_path, scene)


def test_memory_stays_flat(tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    with path.open("wb") as sparse:
        sparse.truncate(LARGE)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        # Preparing and checking look at every byte; the relay's part goes piece by piece.
        gate = Gate(ann, "begin_upload", 0)
        tracemalloc.start()
        row = await choose_and_send(ann, BEN, path)
        await eventually(gate.reached.is_set)
        files = await ann.open.messages.rows([row.row_id])
        folder = ann.open.files._folder
        await asyncio.to_thread(moving.check, folder, file_of(files[0]), lambda: False)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 24 * MIB
        assert sum(size for _, size in on_disk(ann)) > LARGE
        await ann.open.files.cancel(row.row_id)
        gate.open()
        await eventually(lambda: local_files(ann) == set())

    play(tmp_path, scene)
