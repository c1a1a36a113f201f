"""Nothing of a file is readable anywhere: content, name, caption, transcript, small picture.

As `test_canaries` does it for what people type: every byte of both profiles, of the relay's
directory and of all logs is searched while the file is sent, waits, is here, and after locking.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.file_content import VoiceNote
from app.core.file_types import FileKind, FileState
from app.core.media_ports import ByteSource
from app.core.media_types import Glance, PixelFormat, Raster
from app.services.no_media import NoMedia
from tests.integration.test_canaries import found_in
from tests.support.clinic import Clinic, Person
from tests.support.files import file_of, read_back, until

ANN, BEN = "Ann Arbor", "Ben Baker"
NAME, CAPTION, TRANSCRIPT = "CanaryWendehals.ogg", "CanaryNeuntoeter", "CanaryUferschnepfe"
INSIDE = b"CanaryTrauerschnaepper" * 5_000
WRITTEN = (NAME[:-4], CAPTION, TRANSCRIPT, INSIDE[:22])


class WithPicture(NoMedia):
    """Makes a small picture of everything."""

    async def glance(self, source: ByteSource, name: str) -> Glance:
        raster = Raster(60, 40, PixelFormat.RGB888, bytes(range(1, 241)) * 30)
        return Glance(FileKind.SOUND.value, "audio/ogg", thumbnail=raster)


def test_nothing_of_a_file_is_readable_anywhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    clinic_folder = tmp_path / "clinic"

    def search(*more: bytes) -> None:
        assert found_in(clinic_folder, (*WRITTEN, *more)) == []
        (tmp_path / "logs").mkdir(exist_ok=True)
        (tmp_path / "logs" / "all").write_text(caplog.text)
        assert found_in(tmp_path / "logs", (*WRITTEN, *more)) == []

    async def scenario(clinic: Clinic) -> None:
        ann, ben = clinic.invite(ANN), clinic.invite(BEN)
        for person in (ann, ben):
            ports = replace(person.access._ports, media=WithPicture())
            person.access._ports = person.access._opener._ports = ports
            await person.enrol()
        to_ben = await ann.conversation_with(BEN)
        draft = await ann.open.files.choose_data(INSIDE, NAME)
        voice = VoiceNote(b"\x05\x06", TRANSCRIPT)
        await ann.open.files.send([to_ben], draft, text=CAPTION, voice=voice)
        await until(ann, BEN, FileState.HERE)
        got = await until(ben, ANN, FileState.HERE)
        file = file_of(got)
        assert (file.name, got.text, file.voice) == (NAME, CAPTION, voice)
        assert await read_back(ben, got) == INSIDE
        assert file.thumbnail is not None
        secrets = (file.thumbnail.pixels[200:230], file.key)
        search(*secrets)
        # At the relay not even the two ids stand together with anything: only the blob's own.
        assert found_in(clinic_folder / "relay", (bytes(file.file_id),)) == []
        for person in (ann, ben):
            await lock_and_search(person)
        search(*secrets)

    async def lock_and_search(person: Person) -> None:
        await person.lock()
        for path in (person.folder / "files").iterdir():
            assert path.stat().st_mode & 0o777 == 0o600
        search()

    with Clinic(clinic_folder) as clinic:
        asyncio.run(scenario(clinic))
