"""Public keys of small order, with which signatures and agreements mean nothing.

libsodium refuses them when they are used; the log refuses them before anybody uses them. The
Ed25519 encodings are those of the eight points whose order divides 8, canonical or not, with either
sign bit; for X25519, libsodium itself says so.
"""

from __future__ import annotations

from app.crypto import x25519
from app.crypto.errors import BadKeyError

_P = 2**255 - 19
_ORDER_8_Y = (
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
)
_WEAK_Y = frozenset({0, 1, _P - 1, _P, _P + 1, *_ORDER_8_Y})
_Y_MASK = 2**255 - 1


def is_weak_ed25519(key: bytes) -> bool:
    """Is this 32-byte Ed25519 public key of small order?"""
    return int.from_bytes(key, "little") & _Y_MASK in _WEAK_Y


def is_weak_x25519(key: bytes) -> bool:
    """Is this 32-byte X25519 public key of small order, so that every agreement gives zero?"""
    try:
        x25519.check_public_key(key)
    except BadKeyError:
        return True
    return False
