"""Public keys of small order, with which signatures and agreements mean nothing.

libsodium refuses them when they are used; the log refuses them before anybody uses them, the ones
that never sign there included. The values are the points whose order divides 8 (for X25519 also
those of its twist), canonical or not; the top bit, a sign or nothing, does not matter. Looking them
up costs a thousandth of trying an agreement, and a replica asks for every key of the clinic.
"""

from __future__ import annotations

_P = 2**255 - 19
_BELOW_TOP_BIT = 2**255 - 1
_ALWAYS = {0, 1, _P - 1, _P, _P + 1}

_WEAK_Y = frozenset(
    _ALWAYS
    | {
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    }
)
_WEAK_U = frozenset(
    _ALWAYS
    | {
        0x00B8495F16056286FDB1329CEB8D09DA6AC49FF1FAE35616AEB8413B7C7AEBE0,
        0x57119FD0DD4E22D8868E1C58C45C44045BEF839C55B1D0B1248C50A3BC959C5F,
    }
)


def is_weak_ed25519(key: bytes) -> bool:
    """Is this 32-byte Ed25519 public key of small order?"""
    return int.from_bytes(key, "little") & _BELOW_TOP_BIT in _WEAK_Y


def is_weak_x25519(key: bytes) -> bool:
    """Is this 32-byte X25519 public key of small order, so that every agreement gives zero?"""
    return int.from_bytes(key, "little") & _BELOW_TOP_BIT in _WEAK_U
