"""Files of the person's outside the profile, to be sent and to be saved (port: OutsideFiles).

What is saved goes to a temporary file in the same folder, readable by its owner alone, and gets its
name only when it is complete and synced. What is sent must be a plain file: a pipe would be waited
for, a device never ends.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path

from app.core.file_errors import FileExists, FileRefused, NoSpaceHere, Refusal, SaveFailed
from app.core.file_ports import Stamp
from app.store.backup_file import rename_to_new
from app.store.files_folder import DiskSource
from app.store.profile_removal import sync_folder


class DiskOutsideFiles:
    """`OutsideFiles` on this computer's disks."""

    def open(self, path: Path) -> DiskOutsideSource:
        """A plain file, to be read. Raises FileRefused."""
        # A pipe is opened without waiting for somebody to write into it, and then refused.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise FileRefused(Refusal.NOT_A_FILE)
            descriptor = os.open(path, flags)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            raise FileRefused(Refusal.UNREADABLE) from error
        try:
            return DiskOutsideSource(descriptor)
        except BaseException:
            os.close(descriptor)
            raise

    def create(self, path: Path, *, overwrite: bool) -> DiskNewFile:
        """Begin a file beside `path`. Raises FileExists, SaveFailed."""
        return DiskNewFile(path, overwrite=overwrite)


class DiskOutsideSource(DiskSource):
    """`OutsideSource`."""

    def __init__(self, descriptor: int) -> None:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileRefused(Refusal.NOT_A_FILE)
        super().__init__(descriptor)

    @property
    def stamp(self) -> Stamp:
        """As it is now."""
        found = os.fstat(self._descriptor)
        return Stamp(found.st_size, found.st_mtime_ns, found.st_dev, found.st_ino)


class DiskNewFile:
    """`NewOutsideFile`."""

    def __init__(self, path: Path, *, overwrite: bool) -> None:
        self._path = path
        self._overwrite = overwrite
        if "\0" in str(path):
            raise SaveFailed
        try:
            if os.path.lexists(path) and not overwrite:
                raise FileExists
            descriptor, name = tempfile.mkstemp(".part", ".curbside-", path.parent)
        except OSError as error:
            raise SaveFailed from error
        self.temporary = Path(name)
        self._file = os.fdopen(descriptor, "wb")

    def write(self, data: bytes) -> None:
        """Append. Raises NoSpaceHere, SaveFailed."""
        try:
            self._file.write(data)
        except OSError as error:
            raise _meaning(error) from error

    def commit(self) -> None:
        """Make it durable and give it its name. Raises FileExists, SaveFailed."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            if self._overwrite:
                os.replace(self.temporary, self._path)
            else:
                rename_to_new(self.temporary, self._path)
            sync_folder(self._path.parent)
        except FileExistsError as error:
            raise FileExists from error
        except OSError as error:
            raise _meaning(error) from error

    def discard(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self.temporary.unlink(missing_ok=True)


def _meaning(error: OSError) -> NoSpaceHere | SaveFailed:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return NoSpaceHere()
    return SaveFailed()
