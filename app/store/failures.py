"""SQLite's failures as the errors of `app.core.store_errors`.

Only what a person can meet is translated. A broken constraint or bad SQL is a mistake in this
program and passes through as it is.
"""

from __future__ import annotations

import errno
from pathlib import Path

import apsw

from app.core.store_errors import (
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreInUse,
    StoreKeyMismatch,
    StoreUnavailable,
)

_NO_SPACE = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


_MEANINGS: tuple[tuple[type[apsw.Error], type[StoreError]], ...] = (
    (apsw.FullError, StoreFull),
    (apsw.NotADBError, StoreKeyMismatch),
    (apsw.CorruptError, StoreDamaged),
    (apsw.BusyError, StoreInUse),
    (apsw.LockedError, StoreInUse),
    (apsw.IOError, StoreUnavailable),
    (apsw.CantOpenError, StoreUnavailable),
    (apsw.PermissionsError, StoreUnavailable),
)


def translate(
    error: apsw.Error, path: Path, connection: apsw.Connection | None
) -> StoreError | None:
    """Return what `error` means to a person, or None when it is a mistake of ours.

    Some system calls (growing the shared-memory file) report a full disk as an input/output error,
    so the system's own error number decides there.
    """
    for failure, meaning in _MEANINGS:
        if isinstance(error, failure):
            if failure is apsw.IOError and _disk_full(connection):
                return StoreFull(path)
            return meaning(path)
    return None


def meaning_of(
    error: BaseException, path: Path, connection: apsw.Connection | None
) -> BaseException:
    """Return the error to raise for `error`: a StoreError where it means one to a person."""
    if not isinstance(error, apsw.Error):
        return error
    meaning = translate(error, path, connection)
    if meaning is None:
        return error
    meaning.__cause__ = error
    return meaning


def translate_system(error: OSError, path: Path) -> StoreError:
    """The same for what the operating system itself raised."""
    return StoreFull(path) if error.errno in _NO_SPACE else StoreUnavailable(path)


def _disk_full(connection: apsw.Connection | None) -> bool:
    return connection is not None and connection.system_errno in _NO_SPACE
