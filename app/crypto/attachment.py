"""The encryption of files: one stream of chunks under a key of its own.

relay/PROTOCOL.md section 15. libsodium's secretstream gives every chunk its place; the file's id
and the chunk's index, which each chunk is bound to, keep chunks of different files apart even under
one key. The size is padded, so the relay learns little of it. Nobody holds more than a chunk: what
encrypts, what checks a whole blob, and what reads anywhere in it (`app.crypto.attachment_reader`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

import nacl.bindings
import nacl.exceptions

from app.core import tlv
from app.core.file_errors import FileChangedMeanwhile, FileDamaged
from app.core.ids import FileId
from app.core.randomness import Randomness
from app.crypto import labels
from app.crypto.padding import padded_size

CHUNK: Final = 65_536
"""Bytes of a file in one chunk; the last one may be shorter."""
OVERHEAD: Final = nacl.bindings.crypto_secretstream_xchacha20poly1305_ABYTES
"""By so many bytes an encrypted chunk is longer."""
SEALED_CHUNK: Final = CHUNK + OVERHEAD
HEADER_SIZE: Final = nacl.bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
KEY_SIZE: Final = nacl.bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES
TAG_MESSAGE: Final = nacl.bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
TAG_FINAL: Final = nacl.bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL

State = nacl.bindings.crypto_secretstream_xchacha20poly1305_state
Read = Callable[[int], bytes]
"""Returns so many bytes from where it stands, fewer only at the end."""


def chunk_count(size: int) -> int:
    """How many chunks a file of `size` bytes has."""
    return -(-padded_size(size) // CHUNK)


def stored_size(size: int) -> int:
    """How many bytes the encrypted form of a file of `size` bytes has."""
    return HEADER_SIZE + padded_size(size) + chunk_count(size) * OVERHEAD


def associated_data(file_id: FileId, index: int) -> bytes:
    """What a chunk is bound to."""
    return labels.FILE + tlv.encode(file_id, index.to_bytes(8, "big"))


def initial_state(key: bytes, header: bytes) -> State:
    """The state of a stream at its first chunk, for writing and for reading."""
    state = State()
    nacl.bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    return state


def open_chunk(state: State, sealed: bytes, file_id: FileId, index: int, *, last: bool) -> bytes:
    """The chunk that the stream has next; the state moves on. Raises FileDamaged."""
    try:
        chunk, tag = nacl.bindings.crypto_secretstream_xchacha20poly1305_pull(
            state, sealed, associated_data(file_id, index)
        )
    except (nacl.exceptions.CryptoError, nacl.exceptions.ValueError):
        raise FileDamaged from None
    if tag != (TAG_FINAL if last else TAG_MESSAGE):
        raise FileDamaged
    return chunk


class FileSealer:
    """Encrypts one file, chunk by chunk, and hashes what comes of it."""

    def __init__(self, key: bytes, file_id: FileId, size: int, randomness: Randomness) -> None:
        """`size` is that of the file; `header` is the first thing to be written."""
        self.header: Final = randomness.random_bytes(HEADER_SIZE)
        # Both ends of a stream begin in the same state, which key and header determine; so `pull`
        # makes the state for writing too, from a header that came through the randomness port.
        self._state = initial_state(key, self.header)
        self._file_id = file_id
        self._padded = padded_size(size)
        self._last = chunk_count(size) - 1
        self._index = 0
        self._hash = sha256(self.header)

    def seal(self, chunk: bytes) -> bytes:
        """Encrypt the next `CHUNK` bytes of the file, what is left of it, or nothing of it.

        What a chunk lacks of its place is padding. Raises ValueError after the last one.
        """
        length = min(CHUNK, self._padded - self._index * CHUNK)
        if self._index > self._last or len(chunk) > length:
            raise ValueError("more than the file was said to have")
        sealed = nacl.bindings.crypto_secretstream_xchacha20poly1305_push(
            self._state,
            chunk.ljust(length, b"\0"),
            associated_data(self._file_id, self._index),
            TAG_FINAL if self._index == self._last else TAG_MESSAGE,
        )
        self._index += 1
        self._hash.update(sealed)
        return sealed

    @property
    def done(self) -> bool:
        """Whether the last chunk is sealed."""
        return self._index > self._last

    def digest(self) -> bytes:
        """SHA-256 of everything, once it is `done`."""
        if not self.done:
            raise ValueError("the last chunk is missing")
        return self._hash.digest()


def encrypt(
    read: Read,
    size: int,
    outputs: list[tuple[FileSealer, Callable[[bytes], None]]],
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Read a file of `size` bytes once and write it, encrypted, to each output.

    `progress` is told how many bytes were read, and may raise to stop. Raises FileChangedMeanwhile
    when there is less or more to read than `size`.
    """
    for sealer, write in outputs:
        write(sealer.header)
    left = size
    for _ in range(chunk_count(size)):
        wanted = min(CHUNK, left)
        chunk = read(wanted) if wanted else b""
        if len(chunk) != wanted:
            raise FileChangedMeanwhile
        left -= wanted
        for sealer, write in outputs:
            write(sealer.seal(chunk))
        progress(size - left)
    if read(1):
        raise FileChangedMeanwhile


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What a message says about an encrypted file, as far as reading it goes."""

    key: bytes = field(repr=False)
    file_id: FileId
    size: int
    digest: bytes

    @property
    def stored(self) -> int:
        """How many encrypted bytes there are."""
        return stored_size(self.size)


def decrypt(sealed: SealedFile, read: Read) -> Iterator[bytes]:
    """The file, piece by piece, each once it is known to be genuine and in its place.

    That all of it is there, and is what the message named, is known only when the iterator has
    ended by itself: use nothing for good before. Raises FileDamaged.
    """
    header = read(HEADER_SIZE)
    if len(header) != HEADER_SIZE:
        raise FileDamaged
    state = initial_state(sealed.key, header)
    hashed = sha256(header)
    padded, left = padded_size(sealed.size), sealed.size
    count = chunk_count(sealed.size)
    for index in range(count):
        length = min(CHUNK, padded - index * CHUNK)
        data = read(length + OVERHEAD)
        if len(data) != length + OVERHEAD:
            raise FileDamaged
        hashed.update(data)
        chunk = open_chunk(state, data, sealed.file_id, index, last=index == count - 1)
        if left:
            yield chunk[:left]
        left -= min(left, length)
    if read(1) or hashed.digest() != sealed.digest:
        raise FileDamaged
