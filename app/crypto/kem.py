"""ML-KEM-768 (FIPS 203), with the private key kept as its 64-byte seed."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import mlkem

from app.crypto.errors import BadKeyError

SEED_SIZE = 64
ENCAPSULATION_KEY_SIZE = 1184
CIPHERTEXT_SIZE = 1088


def encapsulation_key(seed: bytes) -> bytes:
    """Return the 1184-byte public key of a 64-byte seed (d | z)."""
    return mlkem.MLKEM768PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw()


def encapsulate(key: bytes) -> tuple[bytes, bytes]:
    """Return a fresh (1088-byte ciphertext, 32-byte shared secret).

    It draws from the operating system; callers go through `Randomness.encapsulate`.
    Raises BadKeyError when the key fails FIPS 203's input check.
    """
    try:
        shared_secret, ciphertext = mlkem.MLKEM768PublicKey.from_public_bytes(key).encapsulate()
    except ValueError:
        raise BadKeyError from None
    return ciphertext, shared_secret


def check_encapsulation_key(key: bytes) -> None:
    """Raise BadKeyError when the key fails FIPS 203's input check."""
    try:
        mlkem.MLKEM768PublicKey.from_public_bytes(key)
    except ValueError:
        raise BadKeyError from None


def decapsulate(seed: bytes, ciphertext: bytes) -> bytes:
    """Return the shared secret. A forged ciphertext gives an unrelated secret, not an error.

    Raises BadKeyError when the ciphertext has the wrong size.
    """
    if len(ciphertext) != CIPHERTEXT_SIZE:
        raise BadKeyError
    return mlkem.MLKEM768PrivateKey.from_seed_bytes(seed).decapsulate(ciphertext)
