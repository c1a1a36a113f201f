from __future__ import annotations

from hashlib import sha256

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import DecodeError
from app.core.ids import AccountId, LogId
from app.crypto import aead, labels
from app.crypto.profile import (
    Profile,
    ProfileMismatch,
    commitment,
    open_profile,
    seal_profile,
)
from app.crypto.system_random import SystemRandom

KEY, SALT = bytes(range(32)), bytes(range(1, 33))
LOG_ID, ACCOUNT = LogId(b"l" * 32), AccountId(b"a" * 16)
GRACE = Profile("Grace Ødegård", "Physician", "Cardiology", "G-0042")
COMMITTED = commitment(SALT, GRACE.encode())
OPENING = seal_profile(GRACE.encode(), SALT, KEY, LOG_ID, ACCOUNT, randomness=SystemRandom())


def test_seal_and_open() -> None:
    assert open_profile(OPENING, KEY, LOG_ID, ACCOUNT, COMMITTED) == GRACE
    again = seal_profile(GRACE.encode(), SALT, KEY, LOG_ID, ACCOUNT, randomness=SystemRandom())
    assert again != OPENING


def test_the_commitment_is_the_protocols() -> None:
    profile = GRACE.encode()
    framed = (32).to_bytes(4, "big") + SALT + len(profile).to_bytes(4, "big") + profile
    assert sha256(b"curbside/1 profile\0" + framed).digest() == COMMITTED


@given(st.integers(0, len(OPENING) - 1), st.integers(1, 255))
def test_any_altered_byte(at: int, flip: int) -> None:
    altered = bytearray(OPENING)
    altered[at] ^= flip
    with pytest.raises(ProfileMismatch):
        open_profile(bytes(altered), KEY, LOG_ID, ACCOUNT, COMMITTED)


@pytest.mark.parametrize("length", [0, 10, 24, 39, len(OPENING) - 1])
def test_cut_short(length: int) -> None:
    with pytest.raises(ProfileMismatch):
        open_profile(OPENING[:length], KEY, LOG_ID, ACCOUNT, COMMITTED)


def test_one_persons_opening_is_not_anothers() -> None:
    for key, log_id, account, committed in (
        (bytes(32), LOG_ID, ACCOUNT, COMMITTED),
        (KEY, LogId(bytes(32)), ACCOUNT, COMMITTED),
        (KEY, LOG_ID, AccountId(bytes(16)), COMMITTED),
        (KEY, LOG_ID, ACCOUNT, bytes(32)),
    ):
        with pytest.raises(ProfileMismatch):
            open_profile(OPENING, key, log_id, account, committed)


def test_a_colleague_cannot_reseal_another_name_under_the_commitment() -> None:
    """Everybody holds the directory key, so the commitment has to be checked, not only the seal."""
    framed = b"".join(
        len(each).to_bytes(4, "big") + each
        for each in (SALT, Profile("Eve", "Physician", "", "").encode())
    )
    associated = labels.PROFILE_OPENING + b"".join(
        len(each).to_bytes(4, "big") + each for each in (LOG_ID, ACCOUNT, COMMITTED)
    )
    forged = bytes(24) + aead.seal(KEY, bytes(24), framed, associated)
    with pytest.raises(ProfileMismatch):
        open_profile(forged, KEY, LOG_ID, ACCOUNT, COMMITTED)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b'{"name":"","role":"","department":"","staff_id":""}',
        b'{"name":"x","role":"","department":""}',
        b'{"name":"x","role":null,"department":"","staff_id":""}',
        b'{"name":"x","role":1,"department":"","staff_id":""}',
        b'{"name":"\xff","role":"","department":"","staff_id":""}',
        msgspec.json.encode({"name": "x" * 121, "role": "", "department": "", "staff_id": ""}),
        msgspec.json.encode({"name": "x", "role": "x" * 121, "department": "", "staff_id": ""}),
    ],
)
def test_malformed(raw: bytes) -> None:
    with pytest.raises(DecodeError):
        Profile.decode(raw)


def test_the_shortest_and_the_longest() -> None:
    for profile in (Profile("x", "", "", ""), Profile(*["😀" * 120] * 4)):
        assert Profile.decode(profile.encode()) == profile


def test_repr_is_redacted() -> None:
    assert "Grace" not in repr(GRACE)
