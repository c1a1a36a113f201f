"""Writing files so that a power cut leaves the old one or the new one, readable by IT alone."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from relay import private_files
from relay.authority.errors import BadFileError, FileExistsAlreadyError, StorageError

_PRIVATE = 0o600


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text. Raises BadFileError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadFileError(f"There is no file {path}.", "Check the path.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadFileError(f"{path} cannot be read.", "Check that it is the right file.") from error


def require_absent(path: Path) -> None:
    """Raise FileExistsAlreadyError when something is at `path`."""
    if os.path.lexists(path):
        raise FileExistsAlreadyError(
            f"{path} exists already and was left as it is.", "Choose another name or move it away."
        )


def require_writable_directory(path: Path) -> None:
    """Raise StorageError when no file can be made in the directory `path`."""
    if not path.is_dir() or not os.access(path, os.W_OK | os.X_OK):
        raise StorageError(f"Nothing can be written in {path}.", "Check the path and its rights.")


def make_private_directory(path: Path) -> None:
    """Make `path` and its parents; only the owner may enter. Raises StorageError."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{path} cannot be made.", "Check the path and its rights.") from error


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet, mode 0600, and wait for the disk.

    Raises FileExistsAlreadyError, StorageError; a partial file is removed.
    """
    require_absent(path)
    _write_exclusive(path, text)
    private_files.sync_directory(path.parent)


def replace(path: Path, text: str) -> None:
    """Put a new content in place of an old one in one step, mode 0600. Raises StorageError."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _write_exclusive(temporary, text)
    try:
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise StorageError(f"{path} cannot be replaced.", "Check its rights.") from error
    private_files.sync_directory(path.parent)


def _write_exclusive(path: Path, text: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    except FileExistsError:
        require_absent(path)
        raise
    except OSError as error:
        raise StorageError(f"{path} cannot be made.", "Check the path and its rights.") from error
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink()
        raise StorageError(f"{path} cannot be written.", "Is the disk full?") from error
