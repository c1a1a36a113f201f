"""A real client that sends and fetches files, and takes the time (see `files.py`)."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from unittest import mock

from app.core.bus import Event, FileChanged
from app.core.file_types import FileState
from app.services import moving
from tests.bench.client_process import MeasuringCommands
from tests.support.client_process import person_from_arguments, serve
from tests.support.clinic import Person, eventually
from tests.support.files import file_of, file_rows

_LIMIT_S = 900.0
_READ = 1 << 20
_DONE = (FileState.HERE, FileState.FAILED, FileState.EXPIRED)


class FileCommands(MeasuringCommands):
    """`MeasuringCommands` for files."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self._reached: defaultdict[int, dict[FileState, float]] = defaultdict(dict)
        self._moved = asyncio.Event()

    async def time_files(self) -> None:
        """Note from now on what becomes of files; fetch none but those that are asked for."""
        self.person.open.bus.subscribe(self._note_file)
        await self.person.open.files.set_automatic_limit(0)

    def _note_file(self, event: Event) -> None:
        if isinstance(event, FileChanged):
            self._reached[event.row_id].setdefault(event.state, time.monotonic())
            self._moved.set()

    async def send_file(self, name: str, path: str) -> dict[str, float]:
        """Send a file; seconds that choosing, encrypting and uploading it took."""
        files = self.person.open.files
        conversation_id = await self.person.conversation_with(name)
        begun = time.monotonic()
        draft = await files.choose(Path(path))
        chosen = time.monotonic()
        (row,) = await files.send([conversation_id], draft)
        reached = await self._end_of(row.row_id)
        encrypted, uploaded = reached[FileState.UPLOADING], reached[FileState.HERE]
        return {
            "choose": chosen - begun,
            "encrypt": encrypted - chosen,
            "upload": uploaded - encrypted,
        }

    async def await_file(self, name: str, count: int) -> int:
        """Wait until somebody has sent so many files; the newest one's row."""

        async def is_there() -> bool:
            return len(await file_rows(self.person, name)) == count

        await eventually(is_there, _LIMIT_S, 0.01)
        return (await file_rows(self.person, name))[-1].row_id

    async def fetch_file(self, row: int) -> dict[str, float]:
        """Fetch a file; seconds that it took, and that comparing all of it took after that."""
        check, began = moving.check, list[float]()

        def timed(*arguments: Any) -> None:
            began.append(time.monotonic())
            check(*arguments)

        begun = time.monotonic()
        with mock.patch.object(moving, "check", timed):
            await self.person.open.files.fetch(row)
            reached = await self._end_of(row)
        return {"download": began[-1] - begun, "check": reached[FileState.HERE] - began[-1]}

    async def read_file(self, row: int) -> float:
        """Read all of a file as a viewer does; how long that took."""
        source = await self.person.open.files.open(row)

        def read() -> int:
            return sum(len(source.read(at, _READ)) for at in range(0, source.size, _READ))

        try:
            begun = time.monotonic()
            assert await asyncio.to_thread(read) == source.size
            return time.monotonic() - begun
        finally:
            source.close()

    async def _end_of(self, row_id: int) -> dict[FileState, float]:
        """When the states of a file were reached, once it is where it was to go."""
        async with asyncio.timeout(_LIMIT_S):
            while not any(state in self._reached[row_id] for state in _DONE):
                self._moved.clear()
                await self._moved.wait()
        (row,) = await self.person.open.messages.rows([row_id])
        assert file_of(row).state is FileState.HERE, file_of(row).failure
        return self._reached[row_id]


if __name__ == "__main__":
    asyncio.run(serve(FileCommands(person_from_arguments())))
