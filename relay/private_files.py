"""Files for their owner alone, replaced whole and durably, and a directory one process has."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO, Final

SECRET_SIZE: Final = 32


def write(path: Path, data: bytes) -> None:
    """Replace a file whole (0600) and make it durable. Raises OSError.

    What is there already is left alone: a program whose disk is full can start again.
    """
    if path.exists() and path.read_bytes() == data:
        return
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_directory(path.parent)


def read_secret(path: Path) -> bytes:
    """Read 32 bytes that are written in hexadecimal. Raises OSError, ValueError."""
    secret = bytes.fromhex(path.read_text("ascii"))
    if len(secret) != SECRET_SIZE:
        raise ValueError("a secret of another length")
    return secret


class DirectoryLock:
    """A lock file. The operating system gives it up when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: IO[bytes] | None = None

    def take(self) -> None:
        """Raises BlockingIOError when another has it, OSError when there is no place for it."""
        self._path.touch(mode=0o600)
        handle = self._path.open("a+b")
        try:
            _lock_exclusive(handle)
        except OSError as error:
            handle.close()
            raise BlockingIOError(error.errno, "another process has it") from error
        self._handle = handle

    def release(self) -> None:
        """Give it up."""
        if self._handle is not None:
            self._handle.close()
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def sync_directory(_path: Path) -> None:
        """Windows has no such thing."""

    def _lock_exclusive(handle: IO[bytes]) -> None:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def sync_directory(path: Path) -> None:
        """Make a name in a directory outlast a power failure."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _lock_exclusive(handle: IO[bytes]) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
