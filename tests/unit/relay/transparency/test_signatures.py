"""Which public keys are too weak: every encoding of every point whose order divides 8."""

from __future__ import annotations

from nacl.bindings import crypto_core_ed25519_add, crypto_core_ed25519_is_valid_point

from relay.transparency.signatures import ed25519_small_order, verifies, x25519_small_order
from tests.vectors.log_builder import dh_pub, key, pub
from tests.vectors.refused_tools import IDENTITY, ORDER_EIGHT, X_ORDER_EIGHT

FIELD = 2**255 - 19
SIGN = 2**255


def test_all_eight_points_reached_from_a_generator_of_the_small_subgroup() -> None:
    point, seen = ORDER_EIGHT, set()
    for _ in range(8):
        seen.add(point)
        assert ed25519_small_order(point)
        assert not crypto_core_ed25519_is_valid_point(point)
        point = crypto_core_ed25519_add(point, ORDER_EIGHT)
    assert len(seen) == 8
    assert IDENTITY in seen


def test_encodings_that_are_not_canonical_count_too() -> None:
    for y in (0, 1, FIELD - 1, FIELD, FIELD + 1):
        for sign in (0, SIGN):
            assert ed25519_small_order((y | sign).to_bytes(32, "little"))


def test_ordinary_keys_are_strong() -> None:
    for name in ("a", "b", "c"):
        assert not ed25519_small_order(pub(name))
        assert not x25519_small_order(dh_pub(name))
    assert not ed25519_small_order((2).to_bytes(32, "little"))


def test_weak_agreement_keys() -> None:
    for u in (0, 1, FIELD - 1, FIELD, FIELD + 1, SIGN):
        assert x25519_small_order(u.to_bytes(32, "little"))
    assert x25519_small_order(X_ORDER_EIGHT)


def test_a_signature_under_a_small_order_key_never_verifies() -> None:
    signature = IDENTITY + bytes(32)  # fulfils the equation for the identity as key
    assert not verifies(IDENTITY, b"anything", signature)
    good = key("a").sign(b"anything").signature
    assert verifies(pub("a"), b"anything", good)
    assert not verifies(pub("a"), b"anything else", good)
