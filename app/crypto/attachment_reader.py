"""Reading anywhere in an encrypted file, without a plaintext copy of any of it.

relay/PROTOCOL.md section 15. A secretstream can only be read from its beginning, because what opens
a chunk depends on all before it. So the state before every 64th chunk is kept: to read somewhere
else costs at most 4 MiB of decryption, once the way there was gone the first time. Every byte that
is returned was authenticated, in its place.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

from app.core.file_errors import FileDamaged
from app.core.media_ports import ByteSource
from app.crypto.attachment import (
    CHUNK,
    HEADER_SIZE,
    OVERHEAD,
    SEALED_CHUNK,
    SealedFile,
    State,
    chunk_count,
    initial_state,
    open_chunk,
)
from app.crypto.padding import padded_size

CHECKPOINT_EVERY: Final = 64
"""Chunks between two states that are kept: 4 MiB."""
_KEPT_CHUNKS = 8
"""Opened chunks kept, for readers that take small bites: half a MiB."""
_READ_AHEAD = 16
"""Chunks that are read from the disk at a time on the way somewhere."""


class SealedFileReader:
    """A `ByteSource` of the file in `source`, which holds its encrypted bytes."""

    def __init__(self, sealed: SealedFile, source: ByteSource) -> None:
        """Closes `source` when it is closed itself. Raises FileDamaged: of another length."""
        self._sealed = sealed
        self._size = sealed.size
        self._source = source
        self._count = chunk_count(sealed.size)
        self._padded = padded_size(sealed.size)
        if source.size != sealed.stored:
            raise FileDamaged
        header = source.read(0, HEADER_SIZE)
        if len(header) != HEADER_SIZE:
            raise FileDamaged
        self._state = initial_state(sealed.key, header)
        self._next = 0
        """The chunk that `_state` opens."""
        self._states: list[bytes] = [bytes(self._state.statebuf)]
        """Those before chunks 0, 64, 128 …, as far as the way was gone."""
        self._chunks: OrderedDict[int, bytes] = OrderedDict()
        self._lock = Lock()
        self._closed = False

    def __repr__(self) -> str:
        return "SealedFileReader(redacted)"

    @property
    def size(self) -> int:
        """Bytes of the file itself."""
        return self._size

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset` on; fewer only at the end.

        Raises FileDamaged, OSError, ValueError (negative, or closed).
        """
        if offset < 0 or length < 0:
            raise ValueError("no such place in a file")
        end = min(offset + length, self.size)
        if offset >= end:
            return b""
        with self._lock:
            if self._closed:
                raise ValueError("the file is closed")
            first, last = offset // CHUNK, (end - 1) // CHUNK
            data = b"".join(self._chunk(index) for index in range(first, last + 1))
        return data[offset - first * CHUNK : end - first * CHUNK]

    def close(self) -> None:
        """Let go of the file, its key and every state."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._states.clear()
                self._chunks.clear()
                self._state = State()
                self._sealed = SealedFile(b"", self._sealed.file_id, self._size, b"")
                self._source.close()

    def _chunk(self, index: int) -> bytes:
        kept = self._chunks.get(index)
        if kept is not None:
            self._chunks.move_to_end(index)
            return kept
        self._go_near(index)
        while self._next < index:
            self._pass(min(_READ_AHEAD, index - self._next))
        chunk = self._open(self._sealed_chunks(1))
        self._chunks[index] = chunk
        if len(self._chunks) > _KEPT_CHUNKS:
            self._chunks.popitem(last=False)
        return chunk

    def _go_near(self, index: int) -> None:
        """Take up the kept state that is nearest before a chunk, if the present one is not."""
        kept = min(index // CHECKPOINT_EVERY, len(self._states) - 1)
        if not kept * CHECKPOINT_EVERY <= self._next <= index:
            self._restore(kept)

    def _restore(self, kept: int) -> None:
        saved = self._states[kept]
        self._state.statebuf[0 : len(saved)] = saved  # type: ignore[index]  # a buffer of libsodium's
        self._next = kept * CHECKPOINT_EVERY

    def _pass(self, count: int) -> None:
        """Go over chunks on the way to another."""
        data = self._sealed_chunks(count)
        for start in range(0, len(data), SEALED_CHUNK):
            self._open(data[start : start + SEALED_CHUNK])

    def _sealed_chunks(self, count: int) -> bytes:
        """The encrypted bytes of the next chunks. Raises FileDamaged when there are fewer."""
        end = min((self._next + count) * CHUNK, self._padded)
        length = end - self._next * CHUNK + min(count, self._count - self._next) * OVERHEAD
        data = self._source.read(HEADER_SIZE + self._next * SEALED_CHUNK, length)
        if len(data) != length:
            raise FileDamaged
        return data

    def _open(self, data: bytes) -> bytes:
        """Open the chunk that is next. What fails leaves the state as it was."""
        index = self._next
        try:
            last = index == self._count - 1
            chunk = open_chunk(self._state, data, self._sealed.file_id, index, last=last)
        except FileDamaged:
            self._restore(min(index // CHECKPOINT_EVERY, len(self._states) - 1))
            raise
        self._next = index + 1
        number, rest = divmod(self._next, CHECKPOINT_EVERY)
        if not rest and number == len(self._states):
            self._states.append(bytes(self._state.statebuf))
        return chunk
