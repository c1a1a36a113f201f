"""What holds a secret does not show it: not in repr, str, a format, or an error."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import msgspec
import pytest

from app.core.errors import CurbsideError
from app.core.ids import MessageId
from app.crypto import errors
from app.crypto.envelope import NO_ROSTER, seal_body
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.prekeys import PrekeyKind
from app.crypto.ratchet.state import SecretState
from tests.unit.crypto.people import SYSTEM, Device, fresh_pair
from tests.unit.crypto.test_envelope import CONTEXT, payload_for


def secrets_in(value: object) -> Iterator[bytes]:
    """Every byte string that a value holds, however deep."""
    if isinstance(value, bytes):
        if len(value) >= 16:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from secrets_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from secrets_in(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from secrets_in(getattr(value, name))
    elif hasattr(value, "__slots__"):
        for name in type(value).__slots__:
            yield from secrets_in(getattr(value, name))


def holders() -> list[object]:
    one, two = fresh_pair()
    for number in range(3):
        two, last = two.encrypt(b"%d" % number, SYSTEM)
    one, _ = one.decrypt(last)
    sealed = seal_body(b"content", CONTEXT, SYSTEM)
    device = Device.make()
    device.bundle()
    parts = [two.own_key, two.sending, one.peer_step, one.receiving[0]]
    return [
        one,
        two,
        *parts,
        sealed,
        payload_for(sealed.body_key, sealed.digest),
        AccountSecret.generate(SYSTEM),
        DeviceSecrets.generate(SYSTEM),
        *device.prekeys.values(),
    ]


def test_no_holder_of_secrets_shows_any() -> None:
    checked = 0
    for holder in holders():
        shown = [repr(holder), str(holder), f"{holder}", repr([holder])]
        if isinstance(holder, SecretState):
            shown.append(repr(holder.__rich_repr__()))
        for secret in secrets_in(holder):
            checked += 1
            for text in shown:
                assert secret.hex() not in text
                assert repr(secret)[2:-1] not in text
                assert base64.b64encode(secret).decode() not in text
    assert checked > 40


def test_a_prekey_secret_says_which_it_is() -> None:
    device = Device.make()
    device.prekey(PrekeyKind.ONE_TIME_X25519)
    assert repr(device.prekeys[1]) == "PrekeySecret(kind=ONE_TIME_X25519, key_id=1, redacted)"


def test_a_payload_does_not_show_its_message() -> None:
    payload = payload_for(bytes(32), NO_ROSTER)
    assert MessageId(CONTEXT.msg_id).hex() not in repr(payload)


@pytest.mark.parametrize(
    "error",
    [e for e in vars(errors).values() if isinstance(e, type) and e.__module__ == errors.__name__],
)
def test_every_error_says_what_and_what_next_and_nothing_else(
    error: type[CurbsideError],
) -> None:
    raised = error()
    assert str(raised) == error.code
    assert raised.message.endswith(".")
    assert raised.action.endswith(".")
    assert error.__doc__
    kinds = [e for e in vars(errors).values() if isinstance(e, type)]
    codes = [e.code for e in kinds if issubclass(e, CurbsideError)]
    assert codes.count(error.code) == 1
