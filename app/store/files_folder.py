"""The encrypted files of a profile, in a folder of their own (port: FilesFolder).

Their names are random and say nothing; what is in them is encrypted before it comes here. Readable
by their owner alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from app.core.file_errors import FileGone, NoSpaceHere
from app.store.profile_removal import sync_folder

RESERVE = 256 << 20
"""Bytes of the disk that files leave free, or a twentieth of it: messages still have to be stored
when others' files, which may come unasked, have filled the rest."""
_NAME = re.compile(r"[0-9a-f]{32}")


class DiskFilesFolder:
    """`FilesFolder` on this computer's disk; the folder is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def extend(self, name: str, *, anew: bool = False) -> DiskGrowingFile:
        """Go on writing a file, or begin it."""
        with _told():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return DiskGrowingFile(self._path(name), anew=anew)

    def open(self, name: str) -> DiskSource:
        """Read a file. Raises FileGone."""
        try:
            return DiskSource(os.open(self._path(name), os.O_RDONLY | _BINARY))
        except OSError as error:
            raise FileGone from error

    def delete(self, name: str) -> None:
        """Delete a file, if it is there."""
        self._path(name).unlink(missing_ok=True)

    def names(self) -> set[str]:
        """Every file there is."""
        try:
            return {entry.name for entry in self._folder.iterdir() if _NAME.fullmatch(entry.name)}
        except FileNotFoundError:
            return set()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("no name of an encrypted file")
        return self._folder / name


class DiskGrowingFile:
    """`GrowingFile`."""

    def __init__(self, path: Path, *, anew: bool) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY | (os.O_TRUNC if anew else 0)
        self._folder = path.parent
        self._descriptor = os.open(path, flags, 0o600)
        self._size = os.fstat(self._descriptor).st_size
        self._lock = Lock()
        self._open = True

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self._size

    def write(self, data: bytes) -> None:
        """Append. Raises NoSpaceHere."""
        rest = memoryview(data)
        with _told(), self._lock:
            self._require_open()
            if _room(self._folder) < len(rest):
                raise NoSpaceHere
            while rest:
                written = os.write(self._descriptor, rest)
                self._size += written
                rest = rest[written:]

    def finish(self) -> None:
        """Make it durable, and close it. Raises NoSpaceHere."""
        try:
            with _told(), self._lock:
                self._require_open()
                os.fsync(self._descriptor)
        finally:
            self.close()
        sync_folder(self._folder)

    def close(self) -> None:
        """Close it as far as it is."""
        with self._lock:
            if self._open:
                self._open = False
                os.close(self._descriptor)

    def _require_open(self) -> None:
        if not self._open:
            raise ValueError("the file is closed")


class DiskSource:
    """`ByteSource` over a file that is open."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._size = os.fstat(descriptor).st_size
        self._lock = Lock()
        self._open = True

    @property
    def size(self) -> int:
        """When it was opened."""
        return self._size

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes; fewer only at the end."""
        pieces: list[bytes] = []
        with self._lock:
            if not self._open:
                raise ValueError("the file is closed")
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            while length > 0 and (piece := os.read(self._descriptor, length)):
                pieces.append(piece)
                length -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def close(self) -> None:
        """Let go of it."""
        with self._lock:
            if self._open:
                self._open = False
                os.close(self._descriptor)


_BINARY = getattr(os, "O_BINARY", 0)


def _room(folder: Path) -> int:
    """How many bytes files may still take."""
    disk = shutil.disk_usage(folder)
    return disk.free - min(RESERVE, disk.total // 20)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """A full disk has words of its own."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise NoSpaceHere from error
        raise
