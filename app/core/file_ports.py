"""Files on this computer's disks, as the services see them. Every call blocks; any thread may call.

Encrypted files lie in the profile's folder under random names; `app.store` implements that, and
the way to files outside of it, which the person chose to send or to save.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.core.media_ports import ByteSource


class GrowingFile(Protocol):
    """An encrypted file that is being written, at its end alone."""

    @property
    def size(self) -> int:
        """How many bytes it has."""
        ...

    def write(self, data: bytes) -> None:
        """Append. Raises NoSpaceHere, OSError."""
        ...

    def finish(self) -> None:
        """Make it durable, and close it. Raises NoSpaceHere, OSError."""
        ...

    def close(self) -> None:
        """Close it as far as it is."""
        ...


class FilesFolder(Protocol):
    """The encrypted files of a profile. Nothing in here is ever plaintext."""

    def extend(self, name: str, *, anew: bool = False) -> GrowingFile:
        """Go on writing a file, or begin it (`anew`: from nothing). Raises OSError."""
        ...

    def open(self, name: str) -> ByteSource:
        """Read a file. Raises FileGone."""
        ...

    def delete(self, name: str) -> None:
        """Delete a file, if it is there. Raises OSError."""
        ...

    def names(self) -> set[str]:
        """Every file there is."""
        ...


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file is still the one that was chosen."""

    size: int
    modified_ns: int
    device: int
    number: int


class OutsideSource(ByteSource, Protocol):
    """A file of the person's, held open to be read."""

    @property
    def stamp(self) -> Stamp:
        """As it is now."""
        ...


class NewOutsideFile(Protocol):
    """A file outside the profile: its name appears with `commit`, complete, or never."""

    @property
    def temporary(self) -> Path:
        """Where it is until then."""
        ...

    def write(self, data: bytes) -> None: ...
    def commit(self) -> None:
        """Make it durable and give it its name. Raises FileExists, SaveFailed."""
        ...

    def discard(self) -> None:
        """Leave nothing behind."""
        ...


class OutsideFiles(Protocol):
    """Files of the person's outside the profile."""

    def open(self, path: Path) -> OutsideSource:
        """A plain file, to be read. Raises FileRefused for everything else."""
        ...

    def create(self, path: Path, *, overwrite: bool) -> NewOutsideFile:
        """Begin a file beside `path`. Raises FileExists, SaveFailed."""
        ...


MarkFile = Callable[[Path], None]
"""Marks a file as coming from elsewhere, as browsers do, where the system knows such marks."""
