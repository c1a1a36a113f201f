"""Files between two people over the real relay: up, down, interrupted, tampered with, given up."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.core.bus import FileChanged
from app.core.file_errors import FileDamaged, FileGone, FileRefused, Refusal
from app.core.file_types import FileState
from app.core.ids import BlobId
from app.core.records import DeliveryState
from app.services import moving, transfers
from tests.support.clinic import Clinic, Person, eventually
from tests.support.files import (
    MIB,
    Gate,
    choose_and_send,
    content,
    file_of,
    file_rows,
    local_files,
    read_back,
    until,
)

PIECE = MIB // 4
LARGE = 2 * MIB + 100_000
ANN, BEN = "Ann Arbor", "Ben Baker"
Scene = Callable[[Clinic, Person, Person], Awaitable[None]]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many steps for a file of 2 MiB as there are for one of 32."""
    monkeypatch.setattr(moving, "PIECE", PIECE)
    monkeypatch.setattr(transfers, "SMALL", MIB)


def play(tmp_path: Path, scene: Scene) -> None:
    """Two people who can write to each other."""

    async def scenario(clinic: Clinic) -> None:
        ann, ben = clinic.invite(ANN), clinic.invite(BEN)
        await ann.enrol()
        await ben.enrol()
        await ann.conversation_with(BEN)
        await ben.conversation_with(ANN)
        await ben.open.files.set_automatic_limit(MIB)
        await scene(clinic, ann, ben)
        await ann.lock()
        await ben.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def written(tmp_path: Path, size: int, name: str = "report.bin") -> tuple[Path, bytes]:
    path, data = tmp_path / name, content(size, name)
    path.write_bytes(data)
    return path, data


def blobs(clinic: Clinic) -> list[Path]:
    """Every file of blobs at the relay that holds something."""
    folder = clinic.folder / "relay"
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and "blob" in str(path.relative_to(folder)) and path.stat().st_size
    ]


def test_a_file_comes_as_it_was_sent(tmp_path: Path) -> None:
    path, data = written(tmp_path, LARGE)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        row = await choose_and_send(ann, BEN, path, text="the scan of bed 4")
        assert file_of(row).state is FileState.PREPARING
        assert row.state is DeliveryState.QUEUED
        got = await until(ben, ANN, FileState.REMOTE)
        assert got.text == "the scan of bed 4"
        assert (file_of(got).name, file_of(got).size) == ("report.bin", LARGE)
        with pytest.raises(FileGone):
            await ben.open.files.open(got.row_id)
        await ben.open.files.fetch(got.row_id)
        got = await until(ben, ANN, FileState.HERE)
        assert await read_back(ben, got) == data
        assert await read_back(ann, await until(ann, BEN, FileState.HERE)) == data
        for person in (ann, ben):
            told = [event for event in person.events if isinstance(event, FileChanged)]
            assert told[-1].state is FileState.HERE
            assert told[-1].done == told[-1].total
        stored = file_of(got).stored
        assert {blob.stat().st_size for blob in blobs(clinic)} >= {stored}
        for blob in blobs(clinic):
            assert data[:64] not in blob.read_bytes()

    play(tmp_path, scene)


def test_small_files_come_by_themselves_and_in_order(tmp_path: Path) -> None:
    paths = [written(tmp_path, 20_000 + number, f"{number}.bin")[0] for number in range(5)]

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        for path in paths:
            await choose_and_send(ann, BEN, path)
        for path in paths:
            got = await until(ben, ANN, FileState.HERE, called=path.name)
            assert await read_back(ben, got) == path.read_bytes()
        assert [file_of(row).name for row in await file_rows(ben, ANN)] == [p.name for p in paths]

    play(tmp_path, scene)


def test_a_large_file_holds_up_neither_small_ones_nor_messages(tmp_path: Path) -> None:
    large, _ = written(tmp_path, LARGE, "large.bin")
    small, _ = written(tmp_path, 1_000, "small.bin")

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        gate = Gate(ann, "upload", 1)
        await choose_and_send(ann, BEN, large)
        await eventually(gate.reached.is_set)
        gate_passed = gate._inner
        ann.open._context.relay.upload = gate_passed  # type: ignore[method-assign]  # others pass
        await choose_and_send(ann, BEN, small)
        await ann.write(BEN, "meanwhile")
        await until(ben, ANN, FileState.HERE, called="small.bin")
        await eventually(lambda: _said(ben, "meanwhile"))
        assert file_of((await file_rows(ann, BEN))[0]).state is FileState.UPLOADING
        gate.open()
        await until(ben, ANN, FileState.REMOTE, called="large.bin")

    play(tmp_path, scene)


async def _said(person: Person, text: str) -> bool:
    return text in await person.texts(ANN)


def test_both_sides_go_on_after_a_lock_in_the_middle(tmp_path: Path) -> None:
    path, data = written(tmp_path, LARGE)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        up = Gate(ann, "upload", 2)
        await choose_and_send(ann, BEN, path)
        await eventually(up.reached.is_set)
        locking = asyncio.ensure_future(ann.lock())
        await asyncio.sleep(0)
        up.open()
        await locking
        assert len(local_files(ann)) == 1
        await ann.unlock()
        again = Gate(ann, "upload", 100)
        await until(ann, BEN, FileState.HERE)
        assert again.calls <= 8  # of nine or ten pieces, two were there
        again.open()
        row = await until(ben, ANN, FileState.REMOTE)
        down = Gate(ben, "download", 2)
        await ben.open.files.fetch(row.row_id)
        await eventually(down.reached.is_set)
        locking = asyncio.ensure_future(ben.lock())
        await asyncio.sleep(0)
        down.open()
        await locking
        await ben.unlock()
        rest = Gate(ben, "download", 100)
        got = await until(ben, ANN, FileState.HERE)
        assert rest.calls <= 8
        rest.open()
        assert await read_back(ben, got) == data
        assert len(local_files(ben)) == 1

    play(tmp_path, scene)


def test_a_relay_that_restarts_is_gone_on_with(tmp_path: Path) -> None:
    path, data = written(tmp_path, LARGE)
    other, more = written(tmp_path, LARGE, "other.bin")

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, path)
        row = await until(ben, ANN, FileState.REMOTE)
        down, up = Gate(ben, "download", 2), Gate(ann, "upload", 2)
        await ben.open.files.fetch(row.row_id)
        await choose_and_send(ann, BEN, other)
        await eventually(down.reached.is_set)
        await eventually(up.reached.is_set)
        await asyncio.to_thread(clinic.restart_relay)
        down.open()
        up.open()
        got = await until(ben, ANN, FileState.HERE, called=path.name)
        assert await read_back(ben, got) == data
        got = await until(ben, ANN, FileState.REMOTE, called=other.name)
        await ben.open.files.fetch(got.row_id)
        got = await until(ben, ANN, FileState.HERE, called=other.name)
        assert await read_back(ben, got) == more

    play(tmp_path, scene)


def test_a_client_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """What a kill leaves: bytes on the disk beyond what the database says, or a hole in them."""
    path, data = written(tmp_path, LARGE)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, path)
        row = await until(ben, ANN, FileState.REMOTE)
        down = Gate(ben, "download", 3)
        await ben.open.files.fetch(row.row_id)
        await eventually(down.reached.is_set)
        locking = asyncio.ensure_future(ben.lock())
        await asyncio.sleep(0)
        down.open()
        await locking
        (partial,) = (ben.folder / "files").iterdir()
        torn = bytearray(partial.read_bytes())
        torn[PIECE : 2 * PIECE] = bytes(PIECE)  # a power cut: the length is there, the bytes not
        partial.write_bytes(torn)
        await ben.unlock()
        got = await until(ben, ANN, FileState.HERE)
        assert await read_back(ben, got) == data
        assert len(local_files(ben)) == 1

    play(tmp_path, scene)


@pytest.mark.expects_log("a file failed: file-damaged")
def test_a_tampered_blob_is_refused_in_clear_words_and_never_shown(tmp_path: Path) -> None:
    path, data = written(tmp_path, LARGE)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, path)
        row = await until(ben, ANN, FileState.REMOTE)
        real = ben.open._context.relay.download

        def tampering(blob_id: bytes, offset: int, length: int) -> bytes:
            got = bytearray(real(blob_id, offset, length))  # type: ignore[arg-type]
            got[len(got) // 2] ^= 1
            return bytes(got)

        ben.open._context.relay.download = tampering  # type: ignore[method-assign, assignment]
        await ben.open.files.fetch(row.row_id)
        row = await until(ben, ANN, FileState.FAILED)
        assert file_of(row).failure == FileDamaged.code
        with pytest.raises(FileGone):
            await ben.open.files.open(row.row_id)
        await eventually(lambda: local_files(ben) == set())
        ben.open._context.relay.download = real  # type: ignore[method-assign]
        await ben.open.files.fetch(row.row_id)
        assert await read_back(ben, await until(ben, ANN, FileState.HERE)) == data

    play(tmp_path, scene)


def test_a_blob_that_is_gone_has_expired(tmp_path: Path) -> None:
    path, _ = written(tmp_path, 10_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await ben.open.files.set_automatic_limit(0)
        row = await choose_and_send(ann, BEN, path)
        got = await until(ben, ANN, FileState.REMOTE)
        await asyncio.to_thread(ann.open._context.relay.delete_blob, file_of(row).blob_id)
        await ben.open.files.fetch(got.row_id)
        await until(ben, ANN, FileState.EXPIRED)
        await eventually(lambda: local_files(ben) == set())

    play(tmp_path, scene)


def test_pause_and_going_on_in_both_directions(tmp_path: Path) -> None:
    path, data = written(tmp_path, LARGE)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        gate = Gate(ann, "upload", 1)
        row = await choose_and_send(ann, BEN, path)
        await eventually(gate.reached.is_set)
        await ann.open.files.pause(row.row_id)
        gate.open()
        assert file_of((await file_rows(ann, BEN))[0]).state is FileState.PAUSED
        await ann.lock()
        await ann.unlock()
        assert file_of((await file_rows(ann, BEN))[0]).state is FileState.PAUSED
        assert await file_rows(ben, ANN) == []
        await ann.open.files.fetch(row.row_id)
        got = await until(ben, ANN, FileState.REMOTE)
        gate = Gate(ben, "download", 1)
        await ben.open.files.fetch(got.row_id)
        await eventually(gate.reached.is_set)
        await ben.open.files.pause(got.row_id)
        gate.open()
        await until(ben, ANN, FileState.PAUSED)
        assert len(local_files(ben)) == 1
        await ben.open.files.fetch(got.row_id)
        assert await read_back(ben, await until(ben, ANN, FileState.HERE)) == data

    play(tmp_path, scene)


def test_cancelling_an_upload_leaves_nothing_anywhere(tmp_path: Path) -> None:
    path, _ = written(tmp_path, LARGE)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        gate = Gate(ann, "upload", 1)
        row = await choose_and_send(ann, BEN, path)
        await eventually(gate.reached.is_set)
        await ann.open.files.cancel(row.row_id)
        gate.open()
        await eventually(lambda: local_files(ann) == set())
        await eventually(lambda: blobs(clinic) == [])
        rows = await ann.open.messages.rows([row.row_id])
        assert rows[0].recalled_at_ms is not None
        assert rows[0].file is None
        await ann.write(BEN, "after it")
        await eventually(lambda: _said(ben, "after it"))
        assert await ben.texts(ANN) == ["after it"]

    play(tmp_path, scene)


def test_taking_back_while_a_piece_is_on_its_way_leaves_no_blob(tmp_path: Path) -> None:
    path, _ = written(tmp_path, LARGE)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        relay = ann.open._context.relay
        late = relay.upload
        gate = Gate(ann, "upload", 2)
        row = await choose_and_send(ann, BEN, path)
        await eventually(gate.reached.is_set)
        deleted: list[bytes] = []
        real = relay.delete_blob

        def deleting(blob_id: BlobId) -> None:
            deleted.append(blob_id)
            real(blob_id)

        relay.delete_blob = deleting  # type: ignore[method-assign]
        await ann.open.messages.recall(row.row_id)
        await eventually(lambda: len(deleted) == 1)
        gate.open()
        relay.upload = late  # type: ignore[method-assign]
        await eventually(lambda: len(deleted) == 2)  # what came afterwards goes as well
        await eventually(lambda: blobs(clinic) == [])
        assert local_files(ann) == set()

    play(tmp_path, scene)


def test_cancelling_a_download_begins_anew_when_asked(tmp_path: Path) -> None:
    path, data = written(tmp_path, LARGE)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, path)
        got = await until(ben, ANN, FileState.REMOTE)
        gate = Gate(ben, "download", 2)
        await ben.open.files.fetch(got.row_id)
        await eventually(gate.reached.is_set)
        await ben.open.files.cancel(got.row_id)
        gate.open()
        row = await until(ben, ANN, FileState.REMOTE)
        assert file_of(row).done == 0
        await eventually(lambda: local_files(ben) == set())
        await ben.open.files.fetch(got.row_id)
        assert await read_back(ben, await until(ben, ANN, FileState.HERE)) == data

    play(tmp_path, scene)


def test_taking_back_deletes_both_copies_and_the_blob(tmp_path: Path) -> None:
    path, _ = written(tmp_path, 50_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, path, text="wrong patient")
        row = await until(ann, BEN, FileState.HERE)
        got = await until(ben, ANN, FileState.HERE)
        assert local_files(ben)
        await eventually(lambda: _is_sent(ann))
        await ann.open.messages.recall(row.row_id)
        for person in (ann, ben):
            await eventually(lambda person=person: local_files(person) == set())
        await eventually(lambda: blobs(clinic) == [])
        rows = await ben.open.messages.rows([got.row_id])
        assert rows[0].file is None
        with pytest.raises(FileGone):
            await ben.open.files.open(got.row_id)

    play(tmp_path, scene)


async def _is_sent(person: Person) -> bool:
    return (await person.states(BEN))[-1] is DeliveryState.DELIVERED


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    wanted = {
        tmp_path: Refusal.NOT_A_FILE,
        tmp_path / "pipe": Refusal.NOT_A_FILE,
        Path("/dev/zero"): Refusal.NOT_A_FILE,
        tmp_path / "loop": Refusal.UNREADABLE,
        tmp_path / "missing": Refusal.UNREADABLE,
        tmp_path / "empty": Refusal.EMPTY,
    }

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        for path, reason in wanted.items():
            with pytest.raises(FileRefused) as refused:
                await ann.open.files.choose(path)
            assert refused.value.reason is reason, path
        path, _ = written(tmp_path, 1_000)
        draft = await ann.open.files.choose(path)
        path.write_bytes(b"another one")
        with pytest.raises(FileRefused) as refused:
            await ann.open.files.send([await ann.conversation_with(BEN)], draft)
        assert refused.value.reason is Refusal.CHANGED
        assert await file_rows(ann, BEN) == []

    play(tmp_path, scene)
