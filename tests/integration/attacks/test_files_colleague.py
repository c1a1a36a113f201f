"""A colleague, or the relay, against the files that others send."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.content import TextContent, encode
from app.core.file_errors import FileDamaged, NoSpaceHere
from app.core.file_types import FileRecord, FileState
from app.core.ids import BlobId
from app.core.relay_errors import ProtocolViolation
from app.services.file_contents import content_of
from app.store import files_folder
from tests.support.clinic import Clinic, Person, eventually
from tests.support.files import (
    MIB,
    choose_and_send,
    content,
    file_of,
    file_rows,
    local_files,
    until,
)
from tests.support.insider import say_anything

ANN, BEN = "Ann Arbor", "Ben Baker"
Scene = Callable[[Person, Person], Awaitable[None]]


def play(tmp_path: Path, scene: Scene) -> None:
    """Ann attacks; Ben fetches files of up to a MiB by himself."""

    async def scenario(clinic: Clinic) -> None:
        ann, ben = clinic.invite(ANN), clinic.invite(BEN)
        await ann.enrol()
        await ben.enrol()
        await ann.conversation_with(BEN)
        await ben.conversation_with(ANN)
        await ben.open.files.set_automatic_limit(MIB)
        await scene(ann, ben)
        await ann.lock()
        await ben.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def written(tmp_path: Path, size: int, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(content(size, name))
    return path


async def claim(person: Person, file: FileRecord, **changes: Any) -> None:
    """Say that there is such a file."""
    said = content_of(replace(file, **changes))
    await say_anything(person, BEN, encode(TextContent("", file=said)))


def put(person: Person, blob_id: BlobId, data: bytes) -> None:
    relay = person.open._context.relay
    place = relay.begin_upload(blob_id, len(data), hashlib.sha256(data).digest())
    relay.upload(place.place, 0, data)


@pytest.mark.expects_log("a file failed: file-damaged")
def test_another_blob_under_an_id_that_was_fetched_holds_up_no_other_file(tmp_path: Path) -> None:
    async def scene(ann: Person, ben: Person) -> None:
        row = await choose_and_send(ann, BEN, written(tmp_path, 10_000, "first"))
        await until(ben, ANN, FileState.HERE)
        file = file_of(row)
        await asyncio.to_thread(ann.open._context.relay.delete_blob, file.blob_id)
        other = await until(ann, BEN, FileState.HERE)
        await asyncio.to_thread(put, ann, file.blob_id, os.urandom(file_of(other).stored))
        await claim(ann, file_of(other), name="trap")
        await until(ben, ANN, FileState.FAILED, called="trap")
        await choose_and_send(ann, BEN, written(tmp_path, 10_000, "honest"))
        await until(ben, ANN, FileState.HERE, called="honest")

    play(tmp_path, scene)


@pytest.mark.parametrize("stored", [1, 30_000])
@pytest.mark.expects_log("a file failed: file-damaged")
def test_a_blob_of_another_length_is_never_shown_and_leaves_nothing(
    tmp_path: Path, stored: int
) -> None:
    async def scene(ann: Person, ben: Person) -> None:
        await ben.open.files.set_automatic_limit(0)
        await choose_and_send(ann, BEN, written(tmp_path, 10_000, "real"))
        file = file_of(await until(ann, BEN, FileState.HERE))
        await until(ben, ANN, FileState.REMOTE)
        await ben.open.files.set_automatic_limit(MIB)
        blob_id = BlobId(os.urandom(32))
        await asyncio.to_thread(put, ann, blob_id, os.urandom(stored))
        await claim(ann, file, blob_id=blob_id, name="trap")
        row = await until(ben, ANN, FileState.FAILED, called="trap")
        assert file_of(row).failure == FileDamaged.code
        await eventually(lambda: local_files(ben) == set())

    play(tmp_path, scene)


def test_a_file_that_the_relay_keeps_failing_at_holds_up_no_other(tmp_path: Path) -> None:
    async def scene(ann: Person, ben: Person) -> None:
        relay = ben.open._context.relay
        real, asked = relay.download, []

        def failing(blob_id: BlobId, offset: int, length: int) -> bytes:
            asked.append(blob_id)
            if blob_id == asked[0]:
                raise ProtocolViolation("entity tag")
            return real(blob_id, offset, length)

        relay.download = failing  # type: ignore[method-assign]
        await choose_and_send(ann, BEN, written(tmp_path, 1_000, "first"))
        await eventually(lambda: bool(asked))
        await choose_and_send(ann, BEN, written(tmp_path, 1_000, "second"))
        await until(ben, ANN, FileState.HERE, called="second")
        relay.download = real  # type: ignore[method-assign]
        await until(ben, ANN, FileState.HERE, called="first")

    play(tmp_path, scene)


@pytest.mark.expects_log("a file failed: ")
def test_files_that_come_unasked_leave_room_for_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, written(tmp_path, 1_000, "first"))
        await until(ben, ANN, FileState.HERE)
        await ben.open.files.set_automatic_limit(0)
        await choose_and_send(ann, BEN, written(tmp_path, 2_000, "second"))
        row = await until(ben, ANN, FileState.REMOTE)
        await eventually(lambda: sent(ann))
        monkeypatch.setattr(files_folder, "_room", lambda _: 1_000)
        await ben.open.files.fetch(row.row_id)
        row = await until(ben, ANN, FileState.FAILED)
        assert file_of(row).failure == NoSpaceHere.code
        monkeypatch.undo()
        await ben.open.files.fetch(row.row_id)
        await until(ben, ANN, FileState.HERE)

    async def sent(ann: Person) -> bool:
        return all(file_of(row).state is FileState.HERE for row in await file_rows(ann, BEN))

    play(tmp_path, scene)
