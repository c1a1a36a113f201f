"""XChaCha20-Poly1305: 32-byte key, 24-byte nonce (random, so it may be sent), 16-byte tag."""

from __future__ import annotations

import nacl.bindings
import nacl.exceptions

from app.crypto.errors import AuthenticationError

KEY_SIZE = 32
NONCE_SIZE = 24
TAG_SIZE = 16


def seal(key: bytes, nonce: bytes, plaintext: bytes, associated_data: bytes) -> bytes:
    """Encrypt; the result is 16 bytes longer. A (key, nonce) pair must never be used twice."""
    return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        plaintext, associated_data, nonce, key
    )


def unseal(key: bytes, nonce: bytes, ciphertext: bytes, associated_data: bytes) -> bytes:
    """Decrypt, or raise AuthenticationError."""
    if len(ciphertext) < TAG_SIZE or len(nonce) != NONCE_SIZE:
        raise AuthenticationError
    try:
        return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            ciphertext, associated_data, nonce, key
        )
    except nacl.exceptions.CryptoError:
        raise AuthenticationError from None
