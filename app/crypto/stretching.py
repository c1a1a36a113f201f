"""Argon2id: making each guess of a passphrase expensive (RFC 9106).

The passphrase is taken as UTF-8 of its Unicode NFKC form, so that the same keys pressed on another
computer, or an accent typed in two strokes, give the same bytes; nothing is trimmed or folded.
"""

from __future__ import annotations

import unicodedata

import nacl.bindings
import nacl.exceptions

from app.crypto.errors import NotEnoughMemoryError

SALT_SIZE = 16
KEY_SIZE = 32


def stretch(passphrase: str, salt: bytes, operations: int, memory_bytes: int) -> bytes:
    """A 32-byte key of a passphrase and a 16-byte salt. Raises NotEnoughMemoryError.

    The caller has checked that the parameters are in a range that it accepts.
    """
    normalised = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return nacl.bindings.crypto_pwhash_alg(
            KEY_SIZE,
            normalised,
            salt,
            operations,
            memory_bytes,
            nacl.bindings.crypto_pwhash_ALG_ARGON2ID13,
        )
    except nacl.exceptions.RuntimeError:
        # With parameters in range, libsodium fails only when it is refused the memory.
        raise NotEnoughMemoryError from None
