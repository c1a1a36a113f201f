"""A key that a PIN closes in memory."""

from __future__ import annotations

import base64
from dataclasses import replace

import msgspec
import pytest

from app.crypto import pin
from app.crypto.errors import DamagedPinError, WrongPinError
from app.crypto.system_random import SystemRandom
from app.crypto.vault import QUICK, VaultCost

KEY = bytes(range(32))
RANDOM = SystemRandom()


def test_the_pin_opens_it_and_no_other_does() -> None:
    secret = pin.make_secret("481516", RANDOM, QUICK)
    sealed = pin.seal(pin.decode_secret(secret.encode()), KEY, RANDOM)
    assert pin.unseal(sealed, "481516") == KEY
    for wrong in ("481517", "48151", "4815160", ""):
        with pytest.raises(WrongPinError):
            pin.unseal(sealed, wrong)


def test_what_is_held_holds_neither_key_nor_pin() -> None:
    secret = pin.make_secret("481516", RANDOM, QUICK)
    sealed = pin.seal(secret, KEY, RANDOM)
    everything = b"".join((sealed.salt, sealed.nonce, sealed.sealed))
    assert KEY not in everything
    assert base64.b64decode(secret.key) not in everything
    assert b"481516" not in secret.encode() + everything
    assert "redacted" in repr(secret)
    assert "redacted" in repr(sealed)


def test_two_people_with_the_same_pin_share_nothing() -> None:
    one, two = (pin.make_secret("481516", RANDOM, QUICK) for _ in range(2))
    assert (one.salt, one.key) != (two.salt, two.key)
    sealed = pin.seal(one, KEY, RANDOM)
    assert pin.seal(one, KEY, RANDOM).nonce != sealed.nonce


def test_nothing_of_it_can_be_exchanged() -> None:
    secret = pin.make_secret("481516", RANDOM, QUICK)
    sealed = pin.seal(secret, KEY, RANDOM)
    for altered in (
        replace(sealed, cost=VaultCost(2, QUICK.memory_bytes)),
        replace(sealed, salt=bytes(16)),
        replace(sealed, nonce=bytes(24)),
        replace(sealed, sealed=bytes(len(sealed.sealed))),
        replace(sealed, sealed=b""),
    ):
        with pytest.raises(WrongPinError):
            pin.unseal(altered, "481516")


def test_a_damaged_record_is_no_pin() -> None:
    good = msgspec.to_builtins(pin.make_secret("481516", RANDOM, QUICK))
    for change in (
        {"version": 2},
        {"salt": "AAAA"},
        {"key": "!"},
        {"key": base64.b64encode(bytes(31)).decode()},
        {"operations": 0},
        {"memory_bytes": 1 << 40},
        {"more": 1},
    ):
        with pytest.raises(DamagedPinError):
            pin.decode_secret(msgspec.json.encode(good | change))
    for data in (b"", b"{}", b"\xff", b"[]"):
        with pytest.raises(DamagedPinError):
            pin.decode_secret(data)
