"""Ed25519 as libsodium has it, and which public keys are too weak to accept (PROTOCOL.md 1).

Every replica of the log must reach the same verdict, so there is one verifier and one definition
of a small-order key: a point whose order divides 8, in any encoding.
"""

from __future__ import annotations

from typing import Final

from nacl.bindings import crypto_scalarmult, crypto_sign_open
from nacl.exceptions import CryptoError

_FIELD: Final = 2**255 - 19
_EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER_Y: Final = frozenset({0, 1, _FIELD - 1, _EIGHTH, _FIELD - _EIGHTH})
_SIGN_BIT: Final = 1 << 255
_ANY_SCALAR: Final = b"\x40" + bytes(30) + b"\x40"


def verifies(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether `signature` (64 bytes) over `message` was made by `public_key` (32 bytes)."""
    try:
        crypto_sign_open(signature + message, public_key)
    except CryptoError:
        return False
    return True


def ed25519_small_order(public_key: bytes) -> bool:
    """Say whether an Ed25519 public key is a point of small order, canonically encoded or not."""
    y = (int.from_bytes(public_key, "little") & ~_SIGN_BIT) % _FIELD
    return y in _SMALL_ORDER_Y


def x25519_small_order(public_key: bytes) -> bool:
    """Say whether an X25519 public key makes every shared secret zero."""
    try:
        crypto_scalarmult(_ANY_SCALAR, public_key)
    except CryptoError:
        return True
    return False
