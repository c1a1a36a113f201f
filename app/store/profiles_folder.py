"""The profiles of everybody who uses this account of the system, each in a folder of its own.

The folders' names are drawn at random, but for the first, and say nothing about anybody.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from app.store.profile_files import DirectoryProfileFiles

FIRST = "default"
"""The first person's folder, which is the only one on most computers."""
_NAME_BYTES = 8


class SharedFolder:
    """`ProfilesFolder` over a folder of profiles."""

    can_add = True

    def __init__(self, root: Path, claim: Callable[[Path], bool] = lambda _folder: True) -> None:
        """`claim` takes a profile's folder for this process; False when another one has it."""
        self._root = root
        self._claim = claim
        self._claimed: dict[str, bool] = {}

    def all(self) -> Sequence[DirectoryProfileFiles]:
        """Finished profiles, and those that were removed from afar, the first one first."""
        found = []
        for folder in self._folders():
            files = DirectoryProfileFiles(folder)
            if self._is_listed(files) and self._is_ours(folder):
                found.append(files)
        return found

    def unfinished(self) -> DirectoryProfileFiles:
        """Where the next person's begins, or the one that was begun and not finished."""
        for folder in self._folders():
            files = DirectoryProfileFiles(folder)
            if files.enrolling() is not None and files.removal() is None and self._is_ours(folder):
                return files
        first = DirectoryProfileFiles(self._root / FIRST)
        folder = self._root / FIRST
        if not first.exists() and first.removal() is None and self._is_free(folder):
            return first
        return DirectoryProfileFiles(self._root / secrets.token_hex(_NAME_BYTES))

    def _is_listed(self, files: DirectoryProfileFiles) -> bool:
        finished = files.exists() and files.enrolling() is None
        return finished or files.removal() is not None

    def _is_free(self, folder: Path) -> bool:
        """Nobody has begun there, in another process either."""
        return not folder.is_dir() or self._is_ours(folder)

    def _is_ours(self, folder: Path) -> bool:
        """Another process may have been started for this one folder."""
        if not self._claimed.get(folder.name):
            self._claimed[folder.name] = self._claim(folder)
        return self._claimed[folder.name]

    def _folders(self) -> list[Path]:
        with contextlib.suppress(OSError):
            found = [each for each in self._root.iterdir() if each.is_dir()]
            return sorted(found, key=lambda folder: (folder.name != FIRST, folder.name))
        return []


class OneFolder:
    """`ProfilesFolder` of one profile, whose folder was given by name."""

    can_add = False

    def __init__(self, folder: Path) -> None:
        self._files = DirectoryProfileFiles(folder)

    def all(self) -> Sequence[DirectoryProfileFiles]:
        """The one profile, if it is there."""
        finished = self._files.exists() and self._files.enrolling() is None
        return [self._files] if finished or self._files.removal() is not None else []

    def unfinished(self) -> DirectoryProfileFiles:
        """The same folder."""
        return self._files
