"""Files beyond going and coming: saved, forwarded, on other workstations, in backups."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.core.content import TextContent
from app.core.file_content import VoiceNote
from app.core.file_errors import (
    FileExists,
    FileNotHere,
    FileRefused,
    NotAllowed,
    PictureNotCleaned,
    Refusal,
)
from app.core.file_types import FileKind, FileState, PictureChoice
from app.core.policy import Policy, Setting
from app.desktop import mark_of_web
from app.services.file_contents import content_of
from app.services.resending import message_again
from tests.integration.files.scene import ANN, BEN, EVA, play, written
from tests.support.clinic import PASSPHRASE, Clinic, Person, eventually
from tests.support.files import (
    MIB,
    choose_and_send,
    content,
    file_of,
    file_rows,
    read_back,
    until,
)


def test_saving_is_marked_noted_and_never_overwrites_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, data = written(tmp_path, 300_000, "Befund.pdf")
    marked: list[tuple[Path, int]] = []

    def mark(file: Path) -> None:
        marked.append((file.parent, file.stat().st_size))

    monkeypatch.setattr(mark_of_web, "mark_file", mark)

    async def scene(clinic: Clinic, ann: Person, ben: Person) -> None:
        await choose_and_send(ann, BEN, path)
        row = await until(ben, ANN, FileState.HERE)
        folder = tmp_path / "desk"
        folder.mkdir()
        target = folder / "Befund.pdf"
        await ben.open.files.save_as(row.row_id, target)
        assert target.read_bytes() == data
        assert marked == [(folder, 0)], "before anything of it is there"
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
