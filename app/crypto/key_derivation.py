"""HKDF-SHA-256 (RFC 5869) and HMAC-SHA-256 (RFC 2104)."""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ZERO_SALT = bytes(32)


def hkdf(salt: bytes, input_key: bytes, info: bytes, size: int) -> bytes:
    """Extract and expand `input_key` to `size` bytes, at most 8,160."""
    return HKDF(algorithm=hashes.SHA256(), length=size, salt=salt, info=info).derive(input_key)


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """Return the 32-byte authenticator."""
    return hmac.digest(key, message, "sha256")
