"""The key of one message, used once (relay/PROTOCOL.md section 8, message key)."""

from __future__ import annotations

from app.core import tlv
from app.crypto import aead, labels
from app.crypto.key_derivation import ZERO_SALT, hkdf


def associated_data(transcript_hash: bytes, direction: int, header: bytes) -> bytes:
    """Return what a message is bound to. `direction` is 0 from the initiator, 1 to it.

    The direction is never sent, so that a message reflected to its sender does not open.
    """
    return tlv.encode(labels.MESSAGE, transcript_hash, direction.to_bytes(1, "big"), header)


def seal(message_secret: bytes, nonce: bytes, plaintext: bytes, bound_to: bytes) -> bytes:
    """Encrypt one message. `message_secret` is `mk`, `bound_to` the associated data."""
    return aead.seal(_key(message_secret), nonce, plaintext, bound_to)


def unseal(message_secret: bytes, nonce: bytes, ciphertext: bytes, bound_to: bytes) -> bytes:
    """Decrypt one message, or raise AuthenticationError."""
    return aead.unseal(_key(message_secret), nonce, ciphertext, bound_to)


def _key(message_secret: bytes) -> bytes:
    return hkdf(ZERO_SALT, message_secret, labels.MESSAGE, aead.KEY_SIZE)
