"""Statement files from the authority, into the log (PROTOCOL.md section 4).

`curbside-relay import` hands a file to a running relay through a folder in the data directory,
which only the relay's user can write; the relay answers with a result file beside it. No network
request, and so no one on the network, can import.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from relay.authority import statements
from relay.authority.statements import EntryStatement, OpeningStatement
from relay.datadir import DataDir, LockedError
from relay.devices import Device
from relay.directory import Directory
from relay.problems import RefusalError
from relay.storage.base import Job, StorageError
from relay.storage.sqlite import SqliteStorage
from relay.wire import Code, WireError
from relay.writer import Writer

_log = logging.getLogger("relay.imports")
_SUFFIX: Final = ".statements"
_RESULT: Final = ".result"
_MAX_BYTES: Final = 64 * 1024 * 1024
_WAIT_S: Final = 60.0
_POLL_S: Final = 0.05


class ImportResult(msgspec.Struct, frozen=True):
    """How an import ended: how many entries were new and profiles stored, or why not."""

    entries: int = 0
    profiles: int = 0
    log_size: int = 0
    error: str = ""


class ImportFolder:
    """Imports into a directory that this process serves."""

    def __init__(self, folder: Path, directory: Directory, writer: Writer) -> None:
        self._folder = folder
        self._directory = directory
        self._writer = writer

    async def take(self, text: str) -> ImportResult:
        """Import a statement file's text; what the log has already is skipped.

        The new entries are appended all or none. Raises RefusalError, StorageError.
        """
        try:
            found = statements.decode(text)
        except WireError as error:
            raise RefusalError(Code.MALFORMED, f"Not a statement file: {error}.") from error
        entries = [item.entry for item in found if isinstance(item, EntryStatement)]
        new = [entry for entry in entries if self._directory.find(entry) is None]
        if new:
            await self._directory.append(new, self._writer)
        profiles = [item.opening for item in found if isinstance(item, OpeningStatement)]
        current = [profile for profile in profiles if self._directory.has_commitment(profile)]
        if current:
            await self._directory.put_profiles(current, self._writer)
        _log.info("imported entries=%d profiles=%d", len(new), len(current))
        return ImportResult(len(new), len(current), self._directory.size)

    async def take_all(self) -> None:
        """Import every file that waits in the folder, oldest first, and leave results."""
        for path in sorted(self._folder.glob("*" + _SUFFIX)):
            try:
                result = await self.take(_read(path))
            except RefusalError as error:
                result = ImportResult(error=error.detail or error.code)
            except StorageError as error:
                _log.error("import failed outcome=%s", error)
                result = ImportResult(error=f"Nothing was imported: {error}.")
            _write(path.with_suffix(_RESULT), msgspec.json.encode(result))
            path.unlink(missing_ok=True)


def import_file(data: DataDir, text: str) -> ImportResult:
    """Import from the command line: through the running relay, or directly when none runs.

    Raises RefusalError, StorageError, DataDirError, TimeoutError.
    """
    try:
        data.lock()
    except LockedError:
        return _hand_over(data, text)
    try:
        return asyncio.run(_import_here(data, text))
    finally:
        data.unlock()


async def _import_here(data: DataDir, text: str) -> ImportResult:
    storage = SqliteStorage(data.database)
    try:
        directory = Directory(
            storage, data.log_keys(), _clock, data.log_loss(), _ignore, lambda: None
        )
        loop = asyncio.get_running_loop()
        writer = Writer(storage, loop, _clock, _finish)
        writer.start()
        try:
            return await ImportFolder(data.imports, directory, writer).take(text)
        finally:
            await writer.stop()
    finally:
        storage.close()


def _ignore(_device: Device) -> None:
    """Nobody waits here."""


def _finish(jobs: Sequence[Job], error: StorageError | None) -> None:
    for job in jobs:
        job.on_done(job, error)


def _hand_over(data: DataDir, text: str) -> ImportResult:
    path = data.imports / (f"{_clock():015}-{secrets.token_hex(4)}" + _SUFFIX)
    result_path = path.with_suffix(_RESULT)
    _write(path, text.encode("utf-8"))
    deadline = time.monotonic() + _WAIT_S
    while time.monotonic() < deadline:
        with contextlib.suppress(FileNotFoundError):
            result = msgspec.json.decode(result_path.read_bytes(), type=ImportResult)
            result_path.unlink()
            if result.error:
                raise RefusalError(Code.ENTRY_REFUSED, result.error)
            return result
        time.sleep(_POLL_S)
    path.unlink(missing_ok=True)
    raise TimeoutError("the running relay did not take the file")


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise RefusalError(Code.TOO_LARGE, "The statement file is too large.")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusalError(Code.MALFORMED, "The statement file cannot be read.") from error


def _write(path: Path, data: bytes) -> None:
    new = path.with_name(path.name + ".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    new.replace(path)


def _clock() -> int:
    return time.time_ns() // 1_000_000
