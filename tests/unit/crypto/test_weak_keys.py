"""The listed keys against libsodium's own verdict, and against curve arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_core_ed25519_add, crypto_core_ed25519_is_valid_point

from app.crypto import ed25519, x25519
from app.crypto.errors import BadKeyError
from app.crypto.weak_keys import _WEAK_U, _WEAK_Y, is_weak_ed25519, is_weak_x25519

TOP_BIT = 1 << 255
SECRET = bytes(range(32))


@pytest.mark.parametrize("top", [0, TOP_BIT])
@pytest.mark.parametrize("u", sorted(_WEAK_U))
def test_libsodium_refuses_every_listed_agreement_key(u: int, top: int) -> None:
    key = (u | top).to_bytes(32, "little")
    assert is_weak_x25519(key)
    with pytest.raises(BadKeyError):
        x25519.agree(SECRET, key)


@pytest.mark.parametrize("y", sorted(_WEAK_Y))
def test_libsodium_takes_no_listed_signing_key(y: int) -> None:
    key = y.to_bytes(32, "little")
    assert is_weak_ed25519(key)
    assert is_weak_ed25519((y | TOP_BIT).to_bytes(32, "little"))
    assert not crypto_core_ed25519_is_valid_point(key)


def test_points_of_order_8_return_to_the_identity() -> None:
    for y in sorted(_WEAK_Y)[1:-3]:
        point = y.to_bytes(32, "little")
        for _ in range(3):
            point = crypto_core_ed25519_add(point, point)
        assert point == (1).to_bytes(32, "little")


@given(st.binary(min_size=32, max_size=32))
def test_ordinary_keys_are_not_weak(secret: bytes) -> None:
    assert not is_weak_ed25519(ed25519.public_key(secret))
    assert not is_weak_x25519(x25519.public_key(secret))


@given(st.binary(min_size=32, max_size=32))
def test_agreement_and_list_say_the_same(key: bytes) -> None:
    try:
        x25519.agree(SECRET, key)
        refused = False
    except BadKeyError:
        refused = True
    assert is_weak_x25519(key) == refused
