"""The file being decoded, as its decoder reads it: asked for in blocks, and as a Python file."""

from __future__ import annotations

import io
from collections import OrderedDict
from typing import BinaryIO

import msgspec

from app.media.decoder import Source
from app.media.messages import DATA, MAX_READ, NO_DATA, READ, ReadRange, read_frame, write_frame

_BLOCK = 256 << 10
_BLOCKS_KEPT = 64


class SourceUnreadable(Exception):  # noqa: N818 - not an error of the program
    """The app could not read its own copy of the file."""


class RemoteSource:
    """`Source`: ranges of the file, asked for over the pipe, the latest of them kept."""

    def __init__(self, size: int, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self.size = size
        self._incoming = incoming
        self._outgoing = outgoing
        self._blocks: OrderedDict[int, bytes] = OrderedDict()

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset` on; fewer only at the end. Raises SourceUnreadable."""
        end = min(self.size, offset + length)
        if offset < 0 or offset >= end:
            return b""
        if end - offset > _BLOCK * _BLOCKS_KEPT // 4:
            return self._read_through(offset, end)
        first = offset // _BLOCK
        blocks = [self._block(number) for number in range(first, (end - 1) // _BLOCK + 1)]
        joined = blocks[0] if len(blocks) == 1 else b"".join(blocks)
        return joined[offset - first * _BLOCK : end - first * _BLOCK]

    def _block(self, number: int) -> bytes:
        block = self._blocks.get(number)
        if block is None:
            block = self._fetch(number * _BLOCK, min(_BLOCK, self.size - number * _BLOCK))
            self._blocks[number] = block
            if len(self._blocks) > _BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return block

    def _read_through(self, offset: int, end: int) -> bytes:
        whole = bytearray()
        while offset < end:
            part = self._fetch(offset, min(MAX_READ, end - offset))
            whole += part
            offset += len(part)
        return bytes(whole)

    def _fetch(self, offset: int, length: int) -> bytes:
        write_frame(self._outgoing, READ, msgspec.msgpack.encode(ReadRange(offset, length)))
        kind, body = read_frame(self._incoming, {DATA: MAX_READ, NO_DATA: 0})
        if kind != DATA or len(body) != length:
            raise SourceUnreadable
        return body


class SourceFile(io.RawIOBase):
    """A `Source` as a Python file, for libraries that want one."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._at = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go there. Raises ValueError before the beginning."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._source.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self._at = start + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all that are left when negative."""
        left = max(0, self._source.size - self._at)
        data = self._source.read(self._at, left if size is None or size < 0 else min(size, left))
        self._at += len(data)
        return data

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer
        """As `read`, into `buffer`."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
