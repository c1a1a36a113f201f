"""The messages of linking: strict decoding, the short code, and secrets that do not show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.core.errors import CurbsideError, DecodeError
from app.core.ids import AccountId, DeviceId
from app.crypto.linking import errors, new_device, old_device
from app.crypto.linking.messages import (
    Added,
    Commitment,
    Consent,
    Grant,
    Greeting,
    Introduction,
    clean_device_name,
)
from app.crypto.linking.short_code import short_code
from tests.unit.crypto.linking.pair import LOG_ID, Old, pair

OTHER_ACCOUNT = AccountId(b"\xbb" * 16)


def introduce(new: new_device.NewDevice, old: Old) -> old_device.Introduced:
    met = new.met(old.machine.greet(new.start()))
    return old.machine.introduced(met.message)


@pytest.mark.parametrize(
    ("decode", "payload"),
    [
        (Commitment.decode, Commitment(bytes(32)).encode()),
        (Greeting.decode, Greeting(bytes(16), LOG_ID, OTHER_ACCOUNT, bytes(32), "C").encode()),
        (
            Introduction.decode,
            Introduction(bytes(16), bytes(16), bytes(32), b"a" * 32, "").encode(),
        ),
        (Consent.decode, Consent(bytes(64)).encode()),
        (Added.decode, Added(3, b"note").encode()),
    ],
)
def test_decoding_is_strict(decode: Callable[[bytes], object], payload: bytes) -> None:
    decode(payload)
    for broken in (payload + b"\0", payload[:-1], b"", payload[1:]):
        with pytest.raises(DecodeError):
            decode(broken)


def test_a_later_version_is_refused() -> None:
    commitment = bytearray(Commitment(bytes(32)).encode())
    commitment[4] = 2
    with pytest.raises(DecodeError):
        Commitment.decode(bytes(commitment))


def test_names_are_made_fit_to_send() -> None:
    assert clean_device_name("  Ward\t3 \n ") == "Ward 3"
    assert len(clean_device_name("ä" * 100)) == 64
    assert clean_device_name("a\ud800b") == "a?b"


def test_the_code_changes_with_every_message() -> None:
    introduction = Introduction(bytes(16), DeviceId(bytes(16)), bytes(32), bytes(32), "")
    greeting = Greeting(bytes(16), LOG_ID, OTHER_ACCOUNT, bytes(32), "C")
    base = short_code(Commitment(bytes(32)), greeting, introduction)
    others = {
        short_code(Commitment(b"\x01" * 32), greeting, introduction),
        short_code(Commitment(bytes(32)), replace(greeting, clinic_name="D"), introduction),
        short_code(Commitment(bytes(32)), greeting, replace(introduction, device_name="x")),
    }
    assert len(others | {base}) == 4


def test_holders_of_secrets_show_none() -> None:
    new, old = pair()
    introduced = introduce(new, old)
    grant = old.grant_for(introduced)
    shown = f"{old.keys}{new!r}{old.machine!r}{new._channel!r}{grant}"
    secrets = [old.keys.seed, *old.keys.keys, grant.directory_key, new._introduction.nonce]
    for secret in secrets:
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown
    assert repr(old.keys) == "LinkKeys(redacted)"
    assert "Ward 3" not in repr(introduced)


def test_errors_have_words() -> None:
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, CurbsideError):
            raised = error(5) if error.__name__ == "LinkCodeLength" else error()
            assert str(raised) == error.code
            assert raised.message.endswith(".")
            assert raised.action.endswith(".")


def test_a_grant_survives_its_encoding() -> None:
    new, old = pair()
    grant = old.grant_for(introduce(new, old))
    assert Grant.decode(grant.encode()) == grant
