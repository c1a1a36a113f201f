"""Backup files, as the services see them. Every call blocks and raises `BackupError`s."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class NewBackupFile(Protocol):
    """A file that is not there yet: its name appears with `commit`, complete, or never."""

    def write(self, data: bytes) -> None: ...
    def commit(self) -> None:
        """Make it durable and give it its name. Raises BackupExists, BackupNoSpace."""
        ...

    def discard(self) -> None:
        """Leave nothing behind; after `commit`, nothing that was not there before."""
        ...


class BackupSource(Protocol):
    """A file to read, held open, so that it stays the same file."""

    @property
    def size(self) -> int:
        """In bytes."""
        ...

    @property
    def position(self) -> int: ...
    def read(self, size: int) -> bytes:
        """So many bytes, fewer at the end only."""
        ...

    def seek(self, position: int) -> None: ...
    def close(self) -> None: ...


class BackupFiles(Protocol):
    """Makes and opens them."""

    def create(self, path: Path, *, overwrite: bool) -> NewBackupFile:
        """Begin a file beside `path`. Raises BackupExists at once unless told to overwrite."""
        ...

    def open(self, path: Path) -> BackupSource: ...
