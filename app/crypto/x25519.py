"""X25519 (RFC 7748). A result of all zeros, which small-order keys give, is refused."""

from __future__ import annotations

import nacl.bindings
import nacl.exceptions

from app.crypto.errors import BadKeyError

SECRET_SIZE = 32
PUBLIC_KEY_SIZE = 32


def public_key(secret: bytes) -> bytes:
    """Return the 32-byte public key of a 32-byte secret."""
    return nacl.bindings.crypto_scalarmult_base(secret)


def agree(secret: bytes, peer_key: bytes) -> bytes:
    """Return the 32-byte shared secret; BadKeyError when it would be all zeros."""
    if len(peer_key) != PUBLIC_KEY_SIZE:
        raise BadKeyError
    try:
        return nacl.bindings.crypto_scalarmult(secret, peer_key)
    except nacl.exceptions.RuntimeError:
        # libsodium's only failure here: the result is all zeros.
        raise BadKeyError from None
