"""The operating system's randomness: the one real implementation of `Randomness`."""

from __future__ import annotations

import secrets

from app.crypto import kem


class SystemRandom:
    """Bytes from `secrets`, encapsulations from the KEM's own generator (OpenSSL)."""

    def random_bytes(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
        return secrets.token_bytes(count)

    def encapsulate(self, encapsulation_key: bytes) -> tuple[bytes, bytes]:
        """Return (1088-byte ciphertext, 32-byte shared secret); BadKeyError for a bad key."""
        return kem.encapsulate(encapsulation_key)
