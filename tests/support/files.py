"""Files in tests: what a person sees of the file of their newest message with one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from hashlib import shake_256
from pathlib import Path
from typing import Any

from app.core.file_types import FileRecord, FileState
from app.core.records import MessageRecord
from tests.support.clinic import Person, eventually

MIB = 1 << 20


def content(size: int, seed: str = "file") -> bytes:
    """Bytes that no compression makes smaller."""
    return shake_256(seed.encode()).digest(size)


async def choose_and_send(
    person: Person, name: str, path: Path, *, text: str = "", **more: Any
) -> MessageRecord:
    """Send a file to somebody, as the windows do."""
    conversation_id = await person.conversation_with(name)
    draft = await person.open.files.choose(path)
    rows = await person.open.files.send([conversation_id], draft, text=text, **more)
    return rows[0]


async def file_rows(person: Person, name: str) -> list[MessageRecord]:
    """The messages with files, in their order."""
    return [row for row in await person.rows(name) if row.file is not None]


async def until(person: Person, name: str, state: FileState, *, called: str = "") -> MessageRecord:
    """Wait for the newest file (or the one `called` so) to be in a state; its row."""
    found: list[MessageRecord] = []

    async def look() -> bool:
        rows = await file_rows(person, name)
        found[:] = [row for row in rows if not called or file_of(row).name == called][-1:]
        return bool(found) and file_of(found[0]).state is state

    await eventually(look)
    return found[0]


def file_of(row: MessageRecord) -> FileRecord:
    """The file of a row that has one."""
    assert row.file is not None
    return row.file


async def read_back(person: Person, row: MessageRecord) -> bytes:
    """All of a file that is here, as a viewer reads it."""
    source = await person.open.files.open(row.row_id)
    try:
        return source.read(0, source.size)
    finally:
        source.close()


def local_files(person: Person) -> set[str]:
    """The encrypted files in the profile's folder."""
    folder = person.folder / "files"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


class Gate:
    """Lets so many calls of a relay's method through, then holds the next until it is opened."""

    def __init__(self, person: Person, method: str, passes: int) -> None:
        self._relay = person.open._context.relay
        self._method = method
        self._inner: Callable[..., Any] = getattr(self._relay, method)
        self._passes = passes
        self._open = threading.Event()
        self.reached = threading.Event()
        """Somebody waits."""
        self.calls = 0
        setattr(self._relay, method, self._call)

    def _call(self, *arguments: Any) -> Any:
        self.calls += 1
        if self.calls > self._passes:
            self.reached.set()
            assert self._open.wait(120)
        return self._inner(*arguments)

    def open(self) -> None:
        """Let everything through from now on."""
        self._open.set()
        setattr(self._relay, self._method, self._inner)
