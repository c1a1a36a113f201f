"""The bytes of blobs on disk: one file each, written and read by threads of their own.

Each job opens the file anew, so that a job which outlives its request can never write into a
descriptor that has come to mean something else. Names are random; only the database knows which
blob a file is.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from relay.private_files import sync_directory

PIECE: Final = 256 * 1024
_THREADS: Final = 4
_NAME_BYTES: Final = 16
_HASH_PIECE: Final = 1024 * 1024
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_BINARY: Final = getattr(os, "O_BINARY", 0)
_Result = TypeVar("_Result")


class DamagedBlobError(Exception):
    """A blob's file is not as long as it was."""


class MissingBlobError(DamagedBlobError):
    """A blob's file is gone."""


class Appended(NamedTuple):
    """How far the file reaches now, and whether the disk was full before everything was there."""

    position: int
    full: bool


class RunningDigest:
    """SHA-256 of a file's first bytes, continued as more come.

    Attributes:
        covered: how many bytes it covers. What it missed, for instance because the relay was
            restarted, is read from disk in the end.
    """

    __slots__ = ("_state", "covered")

    def __init__(self) -> None:
        self._state = hashlib.sha256()
        self.covered = 0

    def follow(self, position: int, data: bytes) -> None:
        """Take bytes that were written at `position`, if they continue what is covered."""
        if position == self.covered:
            self._state.update(data)
            self.covered += len(data)

    def covering(self, position: int) -> RunningDigest:
        """Return this one, or a new one when this covers more than `position` bytes."""
        return self if self.covered <= position else RunningDigest()

    def digest(self) -> bytes:
        """Return SHA-256 of what is covered."""
        return self._state.digest()


class BlobFiles:
    """A directory of blobs. Methods but `run` and `close` do I/O: call them by `run`."""

    def __init__(self, root: Path, reserve_bytes: int) -> None:
        """`reserve_bytes` stay free on the disk."""
        self._root = root
        self._reserve = reserve_bytes
        self._threads = ThreadPoolExecutor(_THREADS, "relay-blobs")

    async def run(self, function: Callable[..., _Result], *arguments: object) -> _Result:
        """Call a function on one of the threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, function, *arguments)

    def close(self) -> None:
        """Wait for what is being written, and end the threads."""
        self._threads.shutdown()

    def path(self, name: str) -> Path:
        """Where a blob's bytes are."""
        return self._root / name[:2] / name

    def room(self) -> int:
        """Return how many bytes more may be stored, 0 for none. Raises OSError."""
        self._root.mkdir(mode=0o700, exist_ok=True)
        disk = shutil.disk_usage(self._root)
        return max(0, disk.free - min(self._reserve, disk.total // 10))

    def create(self, name: str) -> None:
        """Make an empty file whose name outlasts a power failure. Raises OSError."""
        path = self.path(name)
        for folder in (self._root, path.parent):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
                sync_directory(folder.parent)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600))
        sync_directory(path.parent)

    def append(
        self, name: str, position: int, pieces: Sequence[bytes], digest: RunningDigest
    ) -> Appended:
        """Write at `position`, over what an interrupted upload may have left behind there.

        Raises DamagedBlobError, OSError.
        """
        with self._open(name, os.O_RDWR) as descriptor:
            if os.fstat(descriptor).st_size < position:
                raise DamagedBlobError
            if self.room() < sum(map(len, pieces)):
                return Appended(position, full=True)
            os.lseek(descriptor, position, os.SEEK_SET)
            for piece in pieces:
                rest = memoryview(piece)
                try:
                    while rest:
                        rest = rest[os.write(descriptor, rest) :]
                except OSError as error:
                    if error.errno not in _FULL:
                        raise
                    written = len(piece) - len(rest)
                    digest.follow(position, piece[:written])
                    return Appended(position + written, full=True)
                digest.follow(position, piece)
                position += len(piece)
        return Appended(position, full=False)

    def sync(self, name: str) -> None:
        """Return when the file's bytes are on disk. Raises DamagedBlobError, OSError."""
        with self._open(name, os.O_RDWR) as descriptor:
            os.fsync(descriptor)

    def finish(self, name: str, length: int, digest: RunningDigest) -> bytes:
        """Sync a file that is complete and return its SHA-256.

        Raises DamagedBlobError when it has another length, OSError.
        """
        with self._open(name, os.O_RDWR) as descriptor:
            os.fsync(descriptor)
            if os.fstat(descriptor).st_size != length:
                raise DamagedBlobError
            os.lseek(descriptor, digest.covered, os.SEEK_SET)
            while digest.covered < length:
                piece = os.read(descriptor, _HASH_PIECE)
                if not piece:
                    raise DamagedBlobError
                digest.follow(digest.covered, piece)
        return digest.digest()

    def read(self, name: str, position: int, length: int) -> bytes:
        """Return up to `length` bytes. Raises DamagedBlobError, OSError."""
        with self._open(name, os.O_RDONLY) as descriptor:
            os.lseek(descriptor, position, os.SEEK_SET)
            return os.read(descriptor, length)

    def size(self, name: str) -> int | None:
        """Return a file's size, None when there is none. Raises OSError."""
        try:
            return self.path(name).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Delete a file; none is fine too. Raises OSError."""
        self.path(name).unlink(missing_ok=True)

    def all(self) -> list[Path]:
        """Return every file. Raises OSError."""
        if not self._root.exists():
            return []
        folders = [folder for folder in self._root.iterdir() if folder.is_dir()]
        return [file for folder in folders for file in folder.iterdir()]

    def open_reader(self, name: str, first: int, length: int, whole: int) -> BlobReader:
        """Open a blob of `whole` bytes for reading a part. Raises DamagedBlobError, OSError."""
        try:
            descriptor = os.open(self.path(name), os.O_RDONLY | _BINARY)
        except FileNotFoundError as error:
            raise MissingBlobError from error
        reader = BlobReader(self, descriptor, first, length)
        if os.fstat(descriptor).st_size != whole:
            reader.close()
            raise DamagedBlobError
        return reader

    @contextlib.contextmanager
    def _open(self, name: str, flags: int) -> Iterator[int]:
        try:
            descriptor = os.open(self.path(name), flags | _BINARY)
        except FileNotFoundError as error:
            raise MissingBlobError from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)


class BlobReader:
    """A part of a blob on its way out; see `relay.streaming.OutgoingBody`.

    It keeps the file open, so a blob that is deleted meanwhile is still read to its end.
    """

    def __init__(self, files: BlobFiles, descriptor: int, first: int, length: int) -> None:
        self._files = files
        self._descriptor: int | None = descriptor
        self._position = first
        self._left = length
        self._lock = threading.Lock()
        self.on_close: Callable[[], None] | None = None

    async def next(self) -> bytes:
        """Return the next piece, empty at the end. Raises OSError."""
        if not self._left:
            return b""
        piece = await self._files.run(self._read, min(self._left, PIECE))
        if not piece:
            raise OSError(errno.EIO, "a blob is shorter than it was")
        self._position += len(piece)
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:  # a thread may still be reading
            descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)
            if self.on_close is not None:
                self.on_close()

    def _read(self, length: int) -> bytes:
        with self._lock:
            if self._descriptor is None:
                return b""
            os.lseek(self._descriptor, self._position, os.SEEK_SET)
            return os.read(self._descriptor, length)


def new_name() -> str:
    """Return a name for a new file."""
    return secrets.token_hex(_NAME_BYTES)


def is_name(text: str) -> bool:
    """Say whether a file may be one of ours."""
    return len(text) == 2 * _NAME_BYTES and set(text) <= set("0123456789abcdef")
