"""Invented files behind the real Protocols, in memory, for the gallery and the tests of windows."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.bus import FileChanged
from app.core.errors import CurbsideError
from app.core.file_content import Bitmap, VoiceNote
from app.core.file_kinds import kind_said
from app.core.file_types import (
    FileDraft,
    FileKind,
    FileRecord,
    FileState,
    PictureChoice,
    SavedFileView,
)
from app.core.ids import BlobId, ConversationId, FileId
from app.core.records import DeliveryState, MessageRecord
from app.ui.gallery_media import SampleSource, picture_bitmap
from app.ui.gallery_use_cases import digest

if TYPE_CHECKING:
    from app.core.views import ContactView
    from app.ui.gallery_services import SampleClient

_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".mp4": "video/mp4",
    ".mp3": "audio/mpeg",
    ".dcm": "application/dicom",
    ".json": "application/fhir+json",
}


class SampleFileRefused(CurbsideError):  # noqa: N818 - named for what happened
    """For files that cannot be sent."""

    code = "sample-file-refused"
    message = "This file is empty."
    action = "Choose another one."


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 2_340_000


def make_file(
    name: str,
    state: FileState = FileState.HERE,
    *,
    size: int = 2_340_000,
    done: int = 0,
    failure: str | None = None,
    thumbnail: Bitmap | None = None,
    width: int = 0,
    height: int = 0,
    duration_ms: int = 0,
    voice: VoiceNote | None = None,
    media_type: str = "",
) -> FileRecord:
    """The file of a row."""
    return FileRecord(
        file_id=FileId(digest("file", name, state)[:16]),
        blob_id=BlobId(digest("blob", name, state)),
        key=digest("key", name),
        digest=digest("digest", name),
        stored=size + 1000,
        size=size,
        name=name,
        media_type=media_type or _TYPES.get(Path(name).suffix.lower(), "application/octet-stream"),
        state=state,
        done=done,
        failure=failure,
        width=width,
        height=height,
        duration_ms=duration_ms,
        thumbnail=thumbnail,
        voice=voice,
        local_name="" if state in (FileState.REMOTE, FileState.EXPIRED) else "a1b2",
    )


class SampleFiles:
    """Sending, fetching and looking at files. Attributes say what was asked for."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client
        self.drafts: dict[str, FileDraft] = {}
        self.discarded: list[str] = []
        self.sent: list[tuple[FileDraft, str, PictureChoice, tuple[ConversationId, ...]]] = []
        self.asked: list[tuple[str, int]] = []
        """("fetch", row id), ("pause", …), ("cancel", …), ("open", …), ("print", …)"""
        self.saves: list[tuple[int, Path]] = []
        self.opened: list[SampleSource] = []
        self.limit = 5 * 1024 * 1024
        self.trail: list[SavedFileView] = []
        self.refuse: dict[str, CurbsideError] = {}
        self.contents: dict[int, bytes] = {}

    async def choose(self, path: Path) -> FileDraft:
        """Look at a file of the test."""
        if path.name in self.refuse:
            raise self.refuse[path.name]
        size = _size_of(path)
        if not size:
            raise SampleFileRefused
        return self._draft(path.name, size)

    async def choose_data(self, data: bytes, name: str) -> FileDraft:
        """Look at what was pasted."""
        if not data:
            raise SampleFileRefused
        return self._draft(name, len(data))

    def discard(self, draft: FileDraft) -> None:
        """Not that one."""
        self.drafts.pop(draft.token, None)
        self.discarded.append(draft.name)

    async def send(
        self,
        conversation_ids: Sequence[ConversationId],
        draft: FileDraft,
        *,
        text: str = "",
        picture: PictureChoice = PictureChoice.STRIPPED,
        voice: VoiceNote | None = None,
        reply_to: int | None = None,
    ) -> list[MessageRecord]:
        """Put a row into each conversation."""
        from app.ui.gallery_chat import quote_of  # noqa: PLC0415 - they know each other

        self._client.raise_planned()
        self.drafts.pop(draft.token, None)
        self.sent.append((draft, text, picture, tuple(conversation_ids)))
        rows = []
        for conversation_id in conversation_ids:
            contact = next(
                each
                for each in self._client.people.values()
                if each.conversation_id == conversation_id
            )
            file = make_file(
                draft.name,
                FileState.PREPARING,
                size=draft.size,
                thumbnail=draft.thumbnail,
                width=draft.width,
                height=draft.height,
                voice=voice,
                media_type=draft.media_type,
            )
            rows.append(
                self._client.put(
                    contact,
                    text,
                    mine=True,
                    state=DeliveryState.QUEUED,
                    publish=True,
                    file=file,
                    quote=None if reply_to is None else quote_of(self._client.row(reply_to)),
                )
            )
        return rows

    async def fetch(self, row_id: int) -> None:
        """Fetch, or go on."""
        self._ask("fetch", row_id)
        row = self._client.row(row_id)
        self.move(row_id, FileState.UPLOADING if row.outgoing else FileState.DOWNLOADING)

    async def pause(self, row_id: int) -> None:
        """Stop for now."""
        self._ask("pause", row_id)
        self.move(row_id, FileState.PAUSED)

    async def cancel(self, row_id: int) -> None:
        """Give up."""
        self._ask("cancel", row_id)
        if self._client.row(row_id).outgoing:
            await self._client.messages.recall(row_id)
        else:
            self.move(row_id, FileState.REMOTE)

    async def open(self, row_id: int) -> SampleSource:
        """Bytes."""
        self._ask("open", row_id)
        source = SampleSource(self.contents.get(row_id, b"sample"))
        self.opened.append(source)
        return source

    async def save_as(self, row_id: int, path: Path, *, overwrite: bool = False) -> None:
        """Remember where."""
        del overwrite
        self._client.raise_planned()
        self.saves.append((row_id, path))

    async def note_printed(self, row_id: int) -> None:
        """Remember that."""
        self._client.raise_planned()
        self._ask("print", row_id)

    async def saved(self) -> list[SavedFileView]:
        """The trail."""
        return list(self.trail)

    async def automatic_limit(self) -> int:
        """The limit."""
        return self.limit

    async def set_automatic_limit(self, limit: int) -> None:
        """Another one."""
        self.limit = limit

    def move(
        self, row_id: int, state: FileState, done: int = 0, failure: str | None = None
    ) -> MessageRecord:
        """Let a file be in another state."""
        row = self._client.row(row_id)
        assert row.file is not None  # noqa: S101 - the caller's own row
        file = dataclasses.replace(row.file, state=state, done=done, failure=failure)
        return self._client.replace(row, file=file)

    def progress(self, row_id: int, done: int) -> None:
        """Let more of a file be there, as is told while it moves."""
        row = self._client.row(row_id)
        assert row.file is not None  # noqa: S101 - the caller's own row
        event = FileChanged(row.conversation_id, row_id, row.file.state, done, row.file.stored)
        self._client.bus.publish(event)

    def _ask(self, what: str, row_id: int) -> None:
        self._client.raise_planned()
        self.asked.append((what, row_id))

    def _draft(self, name: str, size: int) -> FileDraft:
        media_type = _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
        kind = kind_said(media_type, name)
        picture = kind is FileKind.PICTURE
        draft = FileDraft(
            token=f"draft-{len(self.drafts) + len(self.discarded) + len(self.sent)}",
            name=name,
            size=size,
            kind=kind,
            media_type=media_type,
            width=4032 if picture else 0,
            height=3024 if picture else 0,
            thumbnail=picture_bitmap() if picture or kind is FileKind.PDF else None,
            has_place=picture and name.startswith("IMG"),
            has_details=picture,
            scaled_size=310_000 if picture and size > 400_000 else 0,
        )
        self.drafts[draft.token] = draft
        return draft


def file_talk(client: SampleClient, contact: ContactView, now_ms: int) -> None:
    """A conversation with files in every state and direction."""
    wide, high = picture_bitmap(), picture_bitmap(64, 96)
    at = now_ms - 4 * 3_600_000

    def put(
        file: FileRecord,
        text: str = "",
        *,
        mine: bool = False,
        state: DeliveryState = DeliveryState.READ,
    ) -> None:
        nonlocal at
        at += 400_000
        client.put(contact, text, mine=mine, at_ms=at, state=state, file=file)

    put(make_file("IMG_2041.jpg", thumbnail=wide, width=4032, height=3024))
    put(
        make_file("wound-left-heel.jpg", thumbnail=high, width=1200, height=1800),
        "Left heel this morning, after debridement.",
        mine=True,
    )
    put(make_file("Discharge letter Berger.pdf", size=184_000))
    put(
        make_file(
            "Transfusion protocol, revised edition with all annexes and signatures.pdf",
            FileState.REMOTE,
            size=34_200_000,
        ),
        "Please read section 4 before Thursday.",
    )
    put(make_file("MR-2231.dcm", FileState.DOWNLOADING, size=48_000_000, done=17_000_000))
    put(
        make_file(
            "IMG_2042.jpg",
            FileState.REMOTE,
            size=7_900_000,
            thumbnail=wide,
            width=4032,
            height=3024,
        )
    )
    put(make_file("labs.csv", FileState.FAILED, failure="timed-out", size=12_400))
    put(make_file("old-scan.pdf", FileState.EXPIRED, size=900_000))
    waiting = DeliveryState.QUEUED
    put(make_file("gait.mp4", FileState.PREPARING, size=220_000_000), mine=True, state=waiting)
    put(
        make_file(
            "IMG_2050.jpg",
            FileState.UPLOADING,
            size=6_400_000,
            done=2_600_000,
            thumbnail=wide,
            width=4032,
            height=3024,
        ),
        mine=True,
        state=waiting,
    )
    put(
        make_file("rounds.txt", FileState.PAUSED, size=640_000_000, done=80_000_000),
        mine=True,
        state=waiting,
    )
    put(
        make_file("report.pdf", FileState.FAILED, failure="store-full", size=640_000_000),
        mine=True,
        state=waiting,
    )
    put(make_file("תוצאות בדיקה 2231.pdf", size=88_000))
    put(make_file("x" * 180 + ".tar.gz", size=11_000_000_000), mine=True)
