"""Where this system keeps the profile, and with which permissions."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import platformdirs

from app.core.errors import CurbsideError

APP_NAME = "Curbside"
_PRIVATE = 0o700
_LOOKS = "looks.ini"


class ProfileUnusable(CurbsideError):  # noqa: N818 - named for what happened
    """The profile's directory cannot be made or is open to others. `path` is for display."""

    code: ClassVar[str] = "profile-unusable"
    message = "The folder for this computer's Curbside data cannot be used."
    action = "Ask your clinic's IT to check that the folder is yours, and that there is room."

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


@dataclass(frozen=True, slots=True)
class ProfilePaths:
    """The files of one profile. Everything of the person's lies below `directory`."""

    directory: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.directory / "curbside.db"

    @property
    def vault(self) -> Path:
        """The wrapped vault key."""
        return self.directory / "vault"

    @property
    def looks(self) -> Path:
        """Theme and text size: nothing about people or messages."""
        return self.directory / _LOOKS

    @property
    def lock(self) -> Path:
        """Held by the running app."""
        return self.directory / "running.lock"


def profiles_root() -> Path:
    """The directory that holds the profiles; another one for each account of the system."""
    return Path(platformdirs.user_data_path(APP_NAME, appauthor=False)) / "profiles"


def open_profile(chosen: Path | None = None, name: str = "default") -> ProfilePaths:
    """Make the profile's directory, private to this account of the system, and name its files.

    `chosen` (from the command line, never from the environment) replaces the usual place. Raises
    ProfileUnusable, also when the directory belongs to somebody else or is a symbolic link.
    """
    directory = Path(os.path.abspath(chosen)) if chosen is not None else profiles_root() / name
    try:
        directory.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        directory.mkdir(exist_ok=True, mode=_PRIVATE)
        _make_private(directory)
    except OSError as error:
        raise ProfileUnusable(directory) from error
    return ProfilePaths(directory)


def open_home(chosen: Path | None = None) -> ProfilePaths:
    """Where the lock, the log and the looks of this computer are kept, private to this account.

    That is the folder of all profiles, each in one of its own; or `chosen`, the folder of a single
    one. Raises ProfileUnusable.
    """
    if chosen is not None:
        return open_profile(chosen)
    root = profiles_root()
    try:
        root.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        _make_private(root)
        _take_looks_over(root)
    except OSError as error:
        raise ProfileUnusable(root) from error
    return ProfilePaths(root)


def _take_looks_over(root: Path) -> None:
    """They lay in the first person's folder while there was no other."""
    former, looks = root / "default" / _LOOKS, root / _LOOKS
    if former.is_file() and not former.is_symlink() and not looks.exists():
        os.replace(former, looks)


def _make_private(directory: Path) -> None:
    info = directory.lstat()
    if not stat.S_ISDIR(info.st_mode):
        raise NotADirectoryError
    if os.name != "posix":
        return  # below the user's own data directory, whose access list is inherited
    if info.st_uid != os.geteuid():
        raise PermissionError
    if stat.S_IMODE(info.st_mode) & 0o077:
        directory.chmod(_PRIVATE)
