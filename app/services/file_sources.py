"""Where the plaintext of a file that is to be sent comes from, until it is encrypted.

What the person chose is read where it lies, and only if it is still the file that they chose; what
is forwarded comes from its own encrypted bytes; what was pasted, recorded or made anew (a picture
without hidden details) is held in memory and ends with the app. Which one it is is kept with the
row, so that preparing goes on after a restart.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from app.core.file_errors import FileChangedMeanwhile, FileError, FileNotPrepared
from app.core.file_ports import FilesFolder, OutsideFiles, Stamp
from app.core.file_types import FileRecord
from app.core.media_ports import ByteSource
from app.crypto.attachment_reader import SealedFileReader
from app.services.file_contents import sealed_file


class Origin(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where it comes from, as it is kept with a row that is being prepared."""

    path: bytes = b""
    stamp: tuple[int, int, int, int] | None = None
    row: int = 0
    """Of the message that is forwarded; 0: none."""

    def __repr__(self) -> str:
        return "Origin(redacted)"

    def encode(self) -> str:
        """As text; empty: held in memory."""
        if self == Origin():
            return ""
        return msgspec.json.encode(self).decode()

    @classmethod
    def decode(cls, text: str) -> Origin:
        """From text; empty: held in memory."""
        return msgspec.json.decode(text, type=cls) if text else cls()

    @classmethod
    def of(cls, path: Path, stamp: Stamp) -> Origin:
        """A file of the person's."""
        found = (stamp.size, stamp.modified_ns, stamp.device, stamp.number)
        return cls(path=os.fsencode(path), stamp=found)


class HeldBytes:
    """A `ByteSource` in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __repr__(self) -> str:
        return "HeldBytes(redacted)"

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self._data)

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes; fewer only at the end."""
        return self._data[offset : offset + length]

    def close(self) -> None:
        """Nothing to let go of."""


class Sources:
    """Opens them. `held`: what is in memory, by row."""

    def __init__(self, folder: FilesFolder, outside: OutsideFiles) -> None:
        self._folder = folder
        self._outside = outside
        self.held: dict[int, bytes] = {}

    def open(
        self, row_id: int, origin: Origin, forwarded: FileRecord | None
    ) -> tuple[ByteSource, Callable[[], bool]]:
        """The bytes, and what tells whether they are still the same. Blocks.

        Raises FileChangedMeanwhile, FileNotPrepared.
        """
        if origin.row:
            if forwarded is None:
                raise FileChangedMeanwhile
            return self._sealed(forwarded), lambda: True
        if origin.stamp is not None:
            return self._chosen(origin)
        data = self.held.get(row_id)
        if data is None:
            raise FileNotPrepared
        return HeldBytes(data), lambda: True

    def _sealed(self, file: FileRecord) -> ByteSource:
        try:
            return SealedFileReader(sealed_file(file), self._folder.open(file.local_name))
        except FileError as error:
            raise FileChangedMeanwhile from error

    def _chosen(self, origin: Origin) -> tuple[ByteSource, Callable[[], bool]]:
        try:
            source = self._outside.open(Path(os.fsdecode(origin.path)))
        except FileError as error:
            raise FileChangedMeanwhile from error

        def same() -> bool:
            return source.stamp == Stamp(*(origin.stamp or ()))

        if not same():
            source.close()
            raise FileChangedMeanwhile
        return source, same


def reading(source: ByteSource) -> Callable[[int], bytes]:
    """Read a source from its beginning, so many bytes at a time."""
    at = 0

    def read(length: int) -> bytes:
        nonlocal at
        data = source.read(at, length)
        at += len(data)
        return data

    return read
