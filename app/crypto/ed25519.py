"""Ed25519 (RFC 8032) as libsodium does it, the one verifier everywhere.

Libraries disagree about small-order keys and non-canonical encodings; replicas of one log must not
(relay/PROTOCOL.md section 1), so nothing else in the app verifies a signature.
"""

from __future__ import annotations

import nacl.bindings
import nacl.exceptions

from app.crypto.errors import BadSignatureError

SEED_SIZE = 32
PUBLIC_KEY_SIZE = 32
SIGNATURE_SIZE = 64


def public_key(seed: bytes) -> bytes:
    """Return the 32-byte public key of a 32-byte seed."""
    return nacl.bindings.crypto_sign_seed_keypair(seed)[0]


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the 64-byte signature of `message` by the key with this 32-byte seed."""
    secret_key = nacl.bindings.crypto_sign_seed_keypair(seed)[1]
    return nacl.bindings.crypto_sign(message, secret_key)[:SIGNATURE_SIZE]


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Is `signature` the key's over `message`? No for small-order keys and odd encodings."""
    if len(signature) != SIGNATURE_SIZE or len(key) != PUBLIC_KEY_SIZE:
        return False
    try:
        nacl.bindings.crypto_sign_open(signature + message, key)
    except nacl.exceptions.BadSignatureError:
        return False
    return True


def require(key: bytes, message: bytes, signature: bytes) -> None:
    """Raise BadSignatureError unless `verify`."""
    if not verify(key, message, signature):
        raise BadSignatureError
