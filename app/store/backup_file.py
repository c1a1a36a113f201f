"""Backup files on disk: complete under their name, or not there.

What is written goes to a temporary file in the same folder, readable by its owner alone, and gets
its name only after it was synced. An existing file is replaced only when that was asked for.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from app.core.backup_errors import (
    BackupError,
    BackupExists,
    BackupNoSpace,
    BackupNotReadable,
    BackupNotWritten,
)
from app.store.profile_removal import sync_folder


class DiskBackupFiles:
    """`BackupFiles` on this computer's disks."""

    def create(self, path: Path, *, overwrite: bool) -> NewFile:
        """Begin a file beside `path`. Raises BackupExists, BackupNotWritten, BackupNoSpace."""
        return NewFile(path, overwrite=overwrite)

    def open(self, path: Path) -> OpenFile:
        """Open a file to read. Raises BackupNotReadable."""
        return OpenFile(path)


class NewFile:
    """`NewBackupFile`."""

    def __init__(self, path: Path, *, overwrite: bool) -> None:
        self._path = path
        self._overwrite = overwrite
        self._named = False
        if path.exists() and not overwrite:
            raise BackupExists
        try:
            descriptor, name = tempfile.mkstemp(".part", f".{path.name[:40]}-", path.parent)
        except OSError as error:
            raise _meaning(error) from error
        self._temporary = Path(name)  # 0600, and nobody else's
        self._file = os.fdopen(descriptor, "wb")

    def write(self, data: bytes) -> None:
        """Append. Raises BackupNoSpace, BackupNotWritten."""
        try:
            self._file.write(data)
        except OSError as error:
            raise _meaning(error) from error

    def commit(self) -> None:
        """Make it durable and give it its name. Raises BackupExists, BackupNoSpace."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            if self._overwrite:
                os.replace(self._temporary, self._path)
            else:
                rename_to_new(self._temporary, self._path)
                self._named = True
            sync_folder(self._path.parent)
        except FileExistsError as error:
            raise BackupExists from error
        except OSError as error:
            raise _meaning(error) from error

    def discard(self) -> None:
        """Leave nothing behind; after `commit`, nothing that was not there before."""
        with contextlib.suppress(OSError):
            self._file.close()
        if self._named:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._temporary.unlink(missing_ok=True)


class OpenFile:
    """`BackupSource`."""

    def __init__(self, path: Path) -> None:
        try:
            self._file: BinaryIO = path.open("rb")
            self._size = os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise BackupNotReadable from error

    @property
    def size(self) -> int:
        """In bytes, when it was opened."""
        return self._size

    @property
    def position(self) -> int:
        """How far it was read."""
        return self._file.tell()

    def read(self, size: int) -> bytes:
        """So many bytes, fewer at the end only. Raises BackupNotReadable."""
        try:
            return self._file.read(size)
        except OSError as error:
            raise BackupNotReadable from error

    def seek(self, position: int) -> None:
        """Read on from there."""
        self._file.seek(position)

    def close(self) -> None:
        """Let go of it."""
        self._file.close()


def rename_to_new(temporary: Path, path: Path) -> None:
    """Give it a name that nothing has. Raises FileExistsError."""
    if os.name != "posix":
        os.rename(temporary, path)  # refuses by itself
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on a memory stick
        if path.exists():
            raise FileExistsError from None
        os.rename(temporary, path)
        return
    temporary.unlink()


def _meaning(error: OSError) -> BackupError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return BackupNoSpace()
    return BackupNotWritten()
