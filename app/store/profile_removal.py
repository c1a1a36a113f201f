"""Destroying a profile's files, so that a crash in the middle only makes it finish later.

The vault file goes first, overwritten: without the wrapped key the database is noise, whatever a
disk keeps of it. A mark, written before, says that it has begun; it names nobody.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_MARK = "removed.json"


def mark_file(folder: Path) -> Path:
    """Where the mark is kept."""
    return folder / _MARK


def destroy(folder: Path, keys: tuple[str, ...], others: tuple[str, ...]) -> None:
    """Destroy the files that match `keys` for good, then delete those that match `others`.

    Both are glob patterns below `folder`. What cannot be deleted keeps nothing else from it; the
    first such OSError is raised at the end. Repeatable.
    """
    failure: OSError | None = None
    for patterns, end in ((keys, _overwrite_and_delete), (others, _delete)):
        for path in [path for pattern in patterns for path in folder.glob(pattern)]:
            try:
                end(path)
            except OSError as error:
                failure = failure or error
        sync_folder(folder)
    if failure is not None:
        raise failure


def delete_what_can_be(folder: Path, patterns: tuple[str, ...]) -> None:
    """Delete files that hold nothing about anybody; one that is in use stays."""
    for path in [path for pattern in patterns for path in folder.glob(pattern)]:
        with contextlib.suppress(OSError):
            _delete(path)


def sync_folder(folder: Path) -> None:
    """Make names that were added or taken away durable."""
    if os.name != "posix" or not folder.is_dir():
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _overwrite_and_delete(path: Path) -> None:
    if path.is_symlink():
        path.unlink(missing_ok=True)
        return
    with contextlib.suppress(FileNotFoundError), path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)
