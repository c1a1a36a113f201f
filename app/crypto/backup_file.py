"""The encryption of backup files: a stream of chunks under a passphrase.

relay/PROTOCOL.md section 12. libsodium's secretstream gives every chunk its place: one that was
altered, left out, repeated, moved or taken from another file does not open. What it cannot notice
by itself is the end, so the last chunk alone carries TAG_FINAL, and `BackupReader` refuses a file
that stops before it or goes on after it. Neither side holds more than one chunk in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import nacl.bindings
import nacl.exceptions

from app.core import tlv
from app.core.backup_errors import (
    BackupDamaged,
    BackupPassphraseWrong,
    BackupTooNew,
    NotABackup,
)
from app.core.errors import DecodeError
from app.core.randomness import Randomness
from app.crypto import labels
from app.crypto.key_derivation import ZERO_SALT, hkdf
from app.crypto.stretching import SALT_SIZE, stretch

MAGIC: Final = b"curbside-backup\n"
MAX_FRAME: Final = 128 * 1024
"""Bytes of one encrypted chunk."""
MAX_CHUNK: Final = MAX_FRAME - nacl.bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_MEBIBYTE = 1024 * 1024
_VERSION = b"\x01"
_STREAM_HEADER = nacl.bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_LENGTH_SIZE = 4
_PREAMBLE_SIZES = (1, SALT_SIZE, 4, 4, _STREAM_HEADER)
HEADER_SIZE: Final = len(MAGIC) + sum(_LENGTH_SIZE + size for size in _PREAMBLE_SIZES)


@dataclass(frozen=True, slots=True)
class StretchCost:
    """How much work each guess of the passphrase is."""

    operations: int
    memory_bytes: int

    def allowed(self) -> bool:
        """Whether a reader does so much work for a file, and is content with so little."""
        return 3 <= self.operations <= 10 and (
            64 * _MEBIBYTE <= self.memory_bytes <= 1024 * _MEBIBYTE
        )


STRONG: Final = StretchCost(4, 256 * _MEBIBYTE)
"""What files are made with: a file can be guessed at for years, by whoever finds it."""
LEAST: Final = StretchCost(3, 64 * _MEBIBYTE)


class BackupWriter:
    """Encrypts chunks. `header` comes first, then what `frame` returns, the final one last."""

    def __init__(self, passphrase: str, randomness: Randomness, cost: StretchCost = STRONG) -> None:
        """Takes as long as `cost` asks for. Raises NotEnoughMemoryError."""
        if not cost.allowed():
            raise ValueError("no reader accepts these parameters")
        salt = randomness.random_bytes(SALT_SIZE)
        stream_header = randomness.random_bytes(_STREAM_HEADER)
        self.header: Final = MAGIC + tlv.encode(
            _VERSION,
            salt,
            cost.operations.to_bytes(4, "big"),
            cost.memory_bytes.to_bytes(4, "big"),
            stream_header,
        )
        self._associated = sha256(self.header).digest()
        # Both ends of a stream begin in the same state, which key and header determine; so `pull`
        # makes the state for writing too, from a header that came through the randomness port.
        self._state = _initial_state(_key(passphrase, salt, cost), stream_header)
        self._finished = False

    def frame(self, chunk: bytes, *, final: bool = False) -> bytes:
        """Encrypt the next chunk, at most `MAX_CHUNK` bytes."""
        if self._finished or len(chunk) > MAX_CHUNK:
            raise ValueError("a chunk after the last one, or one that is too long")
        self._finished = final
        sealed = nacl.bindings.crypto_secretstream_xchacha20poly1305_push(
            self._state, chunk, self._associated, _FINAL if final else _MESSAGE
        )
        return len(sealed).to_bytes(_LENGTH_SIZE, "big") + sealed


class BackupReader:
    """Opens the chunks of one file, any number of times, for one stretching of the passphrase."""

    def __init__(self, header: bytes, passphrase: str) -> None:
        """`header` are the file's first `HEADER_SIZE` bytes. Takes as long as it asks for.

        Raises NotABackup, BackupTooNew, BackupDamaged, NotEnoughMemoryError.
        """
        salt, cost, self._stream_header = _read_header(header)
        self._associated = sha256(header).digest()
        self._key = _key(passphrase, salt, cost)

    def chunks(self, read: Callable[[int], bytes]) -> Iterator[bytes]:
        """The chunks, each once it is known to be genuine and in its place.

        `read` returns so many bytes from behind the header on, fewer only at the end. That the
        file is whole is known only when the iterator has ended by itself: use nothing for good
        before. Raises BackupPassphraseWrong, BackupDamaged.
        """
        state = _initial_state(self._key, self._stream_header)
        refusal: type[BackupPassphraseWrong | BackupDamaged] = BackupPassphraseWrong
        while True:
            sealed = _read_frame(read)
            try:
                chunk, tag = nacl.bindings.crypto_secretstream_xchacha20poly1305_pull(
                    state, sealed, self._associated
                )
            except nacl.exceptions.CryptoError:
                raise refusal from None
            refusal = BackupDamaged
            if tag not in (_MESSAGE, _FINAL) or (tag == _FINAL and read(1)):
                raise BackupDamaged
            yield chunk
            if tag == _FINAL:
                return


_MESSAGE: Final = nacl.bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL: Final = nacl.bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_State = nacl.bindings.crypto_secretstream_xchacha20poly1305_state


def _initial_state(key: bytes, stream_header: bytes) -> _State:
    state = _State()
    nacl.bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, stream_header, key)
    return state


def _key(passphrase: str, salt: bytes, cost: StretchCost) -> bytes:
    stretched = stretch(passphrase, salt, cost.operations, cost.memory_bytes)
    return hkdf(ZERO_SALT, stretched, labels.BACKUP, 32)


def _read_header(header: bytes) -> tuple[bytes, StretchCost, bytes]:
    if not header.startswith(MAGIC):
        raise NotABackup
    if header[len(MAGIC) : len(MAGIC) + _LENGTH_SIZE + 1] != tlv.encode(_VERSION):
        if len(header) < HEADER_SIZE:
            raise BackupDamaged
        raise BackupTooNew
    try:
        _, salt, operations, memory, stream_header = tlv.decode(header[len(MAGIC) :], 5)
        cost = StretchCost(tlv.unsigned(operations, 4), tlv.unsigned(memory, 4))
        tlv.fixed(salt, SALT_SIZE)
        tlv.fixed(stream_header, _STREAM_HEADER)
    except DecodeError:
        raise BackupDamaged from None
    if not cost.allowed():
        raise BackupDamaged
    return salt, cost, stream_header


def _read_frame(read: Callable[[int], bytes]) -> bytes:
    prefix = read(_LENGTH_SIZE)
    size = int.from_bytes(prefix, "big")
    least = nacl.bindings.crypto_secretstream_xchacha20poly1305_ABYTES
    if len(prefix) != _LENGTH_SIZE or not least <= size <= MAX_FRAME:
        raise BackupDamaged
    sealed = read(size)
    if len(sealed) != size:
        raise BackupDamaged
    return sealed
