"""Files beyond going and coming: saved, forwarded, on other workstations, in backups."""

from __future__ import annotations

import asyncio
import errno
import threading
import tracemalloc
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.content import TextContent
from app.core.file_content import VoiceNote
from app.core.file_errors import (
    FileChangedMeanwhile,
    FileExists,
    FileNotHere,
    FileNotPrepared,
    FileRefused,
    NoSpaceHere,
    NotAllowed,
    PictureNotCleaned,
    Refusal,
    RelayQuotaUsedUp,
)
from app.core.file_types import FileKind, FileState, PictureChoice
from app.core.media_ports import ByteSource, FileNotDisplayable
from app.core.media_types import Glance, PixelFormat, PreparedPicture, Raster
from app.core.policy import Policy, Setting
from app.core.records import DeliveryState
from app.core.relay_errors import TransferQuota
from app.core.transport_types import UploadPlace
from app.services import moving
from app.services.file_contents import content_of
from app.services.no_media import NoMedia
from app.services.resending import message_again
from tests.support.clinic import PASSPHRASE, Clinic, Person, eventually
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

ANN, BEN, EVA = "Ann Arbor", "Ben Baker", "Eva Ester"
LARGE = 128 * MIB
Scene = Callable[[Clinic, Person, Person], Awaitable[None]]


class Pictures(NoMedia):
    """Knows names that end in .jpg; makes them anew, unless they are broken."""

    async def glance(self, source: ByteSource, name: str) -> Glance:
        if not name.endswith(".jpg"):
            return await super().glance(source, name)
        raster = Raster(128, 100, PixelFormat.RGB888, bytes(range(256)) * 150)
        return Glance(
            FileKind.PICTURE.value, "image/jpeg", 4_000, 3_000, has_place=True, thumbnail=raster
        )

    async def prepare_picture(self, source: ByteSource, *, longest: int | None) -> PreparedPicture:
        if source.read(0, 6) == b"broken":
            raise FileNotDisplayable
        return PreparedPicture(f"clean {longest}".encode(), "image/png", 1_600, 1_200)


def play(tmp_path: Path, scene: Scene, policy: Policy | None = None) -> None:
    async def scenario(clinic: Clinic) -> None:
        ann, ben = clinic.invite(ANN), clinic.invite(BEN)
        for person in (ann, ben):
            person.access._ports = replace(person.access._ports, media=Pictures())
            person.access._opener._ports = person.access._ports
            if policy is not None:
                person.access._policy = policy
                person.access._opener._policy = policy
            await person.enrol()
        await ann.conversation_with(BEN)
        await ben.conversation_with(ANN)
        await scene(clinic, ann, ben)
        for person in clinic.people:
            await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def written(tmp_path: Path, size: int, name: str = "report.bin") -> tuple[Path, bytes]:
    path, data = tmp_path / name, content(size, name)
    path.write_bytes(data)
    return path, data


def test_saving_is_marked_noted_and_never_overwrites_by_itself(tmp_path: Path) -> None:
    path, data = written(tmp_path, 300_000, "Befund.pdf")

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, path)
        row = await until(ben, ANN, FileState.HERE)
        folder = tmp_path / "desk"
        folder.mkdir()
        target = folder / "Befund.pdf"
        await ben.open.files.save_as(row.row_id, target)
        assert target.read_bytes() == data
        assert target.stat().st_mode & 0o777 == 0o600
        with pytest.raises(FileExists):
            await ben.open.files.save_as(row.row_id, target)
        target.write_bytes(b"older")
        await ben.open.files.save_as(row.row_id, target, overwrite=True)
        assert target.read_bytes() == data
        await ben.open.files.note_printed(row.row_id)
        trail = await ben.open.files.saved()
        assert [(line.name, line.title, line.printed) for line in trail] == [
            ("Befund.pdf", ANN, True),
            ("Befund.pdf", ANN, False),
            ("Befund.pdf", ANN, False),
        ]
        assert trail[1].folder == str(folder)
        assert [each.name for each in folder.iterdir()] == ["Befund.pdf"]
        # The encrypted bytes are altered on the disk: nothing is left of what was saved of them.
        encrypted = ben.folder / "files" / file_of(row).local_name
        altered = bytearray(encrypted.read_bytes())
        altered[-1] ^= 1
        encrypted.write_bytes(altered)
        with pytest.raises(Exception, match="file-damaged"):
            await ben.open.files.save_as(row.row_id, folder / "other.pdf")
        assert [each.name for each in folder.iterdir()] == ["Befund.pdf"]

    play(tmp_path, scene)


def test_policy_has_the_last_word(tmp_path: Path) -> None:
    path, _ = written(tmp_path, 2 * MIB)
    photo, _ = written(tmp_path, 1_000, "photo.jpg")
    policy = Policy(
        max_file_mib=3,
        fetch_files_mib=2,
        allow_save_files=False,
        allow_print_files=False,
        allow_original_pictures=False,
        locked=frozenset({Setting.FETCH_FILES}),
    )

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await ben.open.files.set_automatic_limit(0)
        assert await ben.open.files.automatic_limit() == 2 * MIB
        await choose_and_send(ann, BEN, path)
        row = await until(ben, ANN, FileState.HERE)
        with pytest.raises(NotAllowed):
            await ben.open.files.save_as(row.row_id, tmp_path / "x")
        with pytest.raises(NotAllowed):
            await ben.open.files.note_printed(row.row_id)
        with pytest.raises(NotAllowed):
            await choose_and_send(ann, BEN, photo, picture=PictureChoice.ORIGINAL)
        large, _ = written(tmp_path, 3 * MIB + 1, "large.bin")
        with pytest.raises(FileRefused) as refused:
            await ann.open.files.choose(large)
        assert refused.value.reason is Refusal.TOO_LARGE
        assert await ben.open.files.saved() == []

    play(tmp_path, scene, policy)


def test_pictures_lose_their_details_or_are_not_sent(tmp_path: Path) -> None:
    photo, data = written(tmp_path, 20_000, "photo.jpg")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"broken picture")
    camera = tmp_path / "camera.heic"
    camera.write_bytes(b"broken, or of a kind that nobody here knows")
    raw = tmp_path / "camera.CR3"
    raw.write_bytes(b"broken likewise")

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        draft = await ann.open.files.choose(photo)
        assert draft.kind is FileKind.PICTURE
        assert draft.has_place
        assert draft.thumbnail is not None
        assert 0 < draft.scaled_size < draft.size
        ann.open.files.discard(draft)
        wanted = {
            PictureChoice.STRIPPED: b"clean None",
            PictureChoice.SMALLER: b"clean 1600",
            PictureChoice.ORIGINAL: data,
        }
        for choice, expected in wanted.items():
            before = len(await file_rows(ben, ANN))
            await choose_and_send(ann, BEN, photo, picture=choice)
            await eventually(lambda before=before: _more(ben, before))
            got = await until(ben, ANN, FileState.HERE)
            assert await read_back(ben, got) == expected
            kept = choice is PictureChoice.ORIGINAL
            assert file_of(got).name == ("photo.jpg" if kept else "photo.png")
            assert file_of(got).width == (4_000 if kept else 1_600)
            assert file_of(got).thumbnail == draft.thumbnail
        for path in (broken, camera, raw):
            with pytest.raises(PictureNotCleaned):
                await choose_and_send(ann, BEN, path)
        assert len(await file_rows(ann, BEN)) == 3

    play(tmp_path, scene)


async def _more(person: Person, before: int) -> bool:
    return len(await file_rows(person, ANN)) > before


def test_forwarding_sends_anew_what_is_here(tmp_path: Path) -> None:
    path, data = written(tmp_path, 400_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        eva = clinic.invite(EVA)
        await eva.enrol()
        await ben.open.files.set_automatic_limit(0)
        sent = await choose_and_send(ann, BEN, path, text="look")
        row = await until(ben, ANN, FileState.REMOTE)
        to_eva = await ben.conversation_with(EVA)
        with pytest.raises(FileNotHere):
            await ben.open.messages.forward([row.row_id], [to_eva])
        await ben.open.files.fetch(row.row_id)
        row = await until(ben, ANN, FileState.HERE)
        await ben.open.messages.forward([row.row_id], [to_eva])
        got = await until(eva, BEN, FileState.HERE)
        assert got.forwarded
        assert got.text == "look"
        assert await read_back(eva, got) == data
        first, second = file_of(sent), file_of(got)
        assert first.key != second.key
        assert first.blob_id != second.blob_id

    play(tmp_path, scene)


def test_a_voice_note_brings_its_picture_and_transcript(tmp_path: Path) -> None:
    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        draft = await ann.open.files.choose_data(content(9_000), "note.ogg")
        voice = VoiceNote(b"\x01\x80\xff", "Kalium ist 6.1")
        to_ben = await ann.conversation_with(BEN)
        await ann.open.files.send([to_ben], draft, voice=voice)
        got = await until(ben, ANN, FileState.HERE)
        assert file_of(got).voice == voice
        assert await read_back(ben, got) == content(9_000)

    play(tmp_path, scene)


def test_the_own_other_workstation_and_a_later_one_can_fetch_it(tmp_path: Path) -> None:
    path, data = written(tmp_path, 200_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        ward = clinic.workstation()
        await ward.link(ann)
        await ben.account_of(ANN)
        await choose_and_send(ann, BEN, path, text="to both")
        await until(ben, ANN, FileState.HERE)
        mine = await until(ward, BEN, FileState.HERE)
        assert mine.outgoing
        assert await read_back(ward, mine) == data
        later = clinic.workstation()
        device = await later.link(ann, device_name="Ward 4")
        await ann.open.devices.send_history((await device.settings.own()).device_id)
        row = await until(later, BEN, FileState.REMOTE)
        assert row.text == "to both"
        await later.open.files.fetch(row.row_id)
        assert await read_back(later, await until(later, BEN, FileState.HERE)) == data
        # Gone at the relay: who gets it from a backup sees that.
        backup = tmp_path / "all.curbside-backup"
        await ann.open.backup.export(backup, PASSPHRASE, lambda *_: None)
        relay = ann.open._context.relay
        await asyncio.to_thread(relay.delete_blob, file_of(row).blob_id)
        last = clinic.workstation()
        await last.link(ann, device_name="Ward 5")
        await last.open.backup.restore(backup, PASSPHRASE, lambda *_: None)
        row = await until(last, BEN, FileState.REMOTE)
        await last.open.files.fetch(row.row_id)
        await until(last, BEN, FileState.EXPIRED)

    play(tmp_path, scene)


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


def test_a_lost_message_is_sent_again_with_its_file(tmp_path: Path) -> None:
    path, _ = written(tmp_path, 50_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await ben.open.files.set_automatic_limit(0)
        await choose_and_send(ann, BEN, path, text="again")
        row = await until(ben, ANN, FileState.REMOTE)
        rows = await file_rows(ann, BEN)

        said, _ = await ann.open._context.store.read(lambda tx: message_again(tx, rows[0]))
        assert isinstance(said, TextContent)
        assert said.file == content_of(file_of(row))
        assert said.text == "again"

    play(tmp_path, scene)


def test_files_in_several_conversations_have_keys_of_their_own(tmp_path: Path) -> None:
    path, data = written(tmp_path, 10_000)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        eva = clinic.invite(EVA)
        await eva.enrol()
        both = [await ann.conversation_with(BEN), await ann.conversation_with(EVA)]
        draft = await ann.open.files.choose(path)
        rows = await ann.open.files.send(both, draft, text="for both")
        assert [row.conversation_id for row in rows] == both
        for person in (ben, eva):
            got = await until(person, ANN, FileState.HERE)
            assert await read_back(person, got) == data
        keys = {file_of(row).key for row in await ann.open.messages.rows([r.row_id for r in rows])}
        assert len(keys) == 2
        with pytest.raises(FileRefused):  # a draft is sent once
            await ann.open.files.send(both, draft)

    play(tmp_path, scene)


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
