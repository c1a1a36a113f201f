"""Prekeys: only the device's own, current and in their places are accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import LogId
from app.crypto.errors import NoPrekeysError, PrekeyRefusedError
from app.crypto.prekeys import PrekeyBundle, PrekeyKind, PublicPrekey
from tests.unit.crypto.people import LOG_ID, NOT_AFTER, NOW_MS, Device


@pytest.mark.parametrize("kind", list(PrekeyKind))
def test_a_prekey_survives_the_wire_and_verifies(kind: PrekeyKind) -> None:
    device = Device.make()
    prekey = device.prekey(kind)
    assert PublicPrekey.decode(prekey.encode()) == prekey
    prekey.verify(LOG_ID, device.identity)
    assert device.prekeys[prekey.key_id].public_key == prekey.key
    assert len(prekey.key) == (1184 if kind.is_kem else 32)


@pytest.mark.parametrize("kind", list(PrekeyKind))
def test_every_signed_field_counts(kind: PrekeyKind) -> None:
    device, other = Device.make(), Device.make()
    prekey = device.prekey(kind)
    partner = {1: 2, 2: 1, 3: 4, 4: 3}[kind]
    changed = [
        replace(prekey, kind=PrekeyKind(partner)),
        replace(prekey, key_id=prekey.key_id + 1),
        replace(prekey, key=prekey.key[:-1] + bytes((prekey.key[-1] ^ 1,))),
        replace(prekey, not_after=prekey.not_after + 1),
        replace(prekey, signature=bytes(64)),
    ]
    for wrong in changed:
        with pytest.raises(PrekeyRefusedError):
            wrong.verify(LOG_ID, device.identity)
    with pytest.raises(PrekeyRefusedError):
        prekey.verify(LogId(bytes(32)), device.identity)
    for identity in (
        replace(device.identity, account_id=other.identity.account_id),
        replace(device.identity, device_id=other.identity.device_id),
        replace(device.identity, signing_key=other.identity.signing_key),
    ):
        with pytest.raises(PrekeyRefusedError):
            prekey.verify(LOG_ID, identity)


def test_a_prekey_of_the_wrong_shape_is_not_decoded() -> None:
    prekey = Device.make().prekey(PrekeyKind.SIGNED_X25519)
    fields = tlv.decode(prekey.encode(), 5)
    shapes = [
        [b"\x05", *fields[1:]],
        [b"\x03", *fields[1:]],  # an X25519 key that says it is an ML-KEM key
        [fields[0], b"\x00", *fields[2:]],
        [*fields[:3], (2**53 + 1).to_bytes(8, "big"), fields[4]],
        [*fields[:4], fields[4] + b"\x00"],
        fields[:4],
    ]
    for shape in shapes:
        with pytest.raises(DecodeError):
            PublicPrekey.decode(tlv.encode(*shape))
    with pytest.raises(DecodeError):
        PublicPrekey.decode(prekey.encode() + b"\x00")


@pytest.mark.parametrize("one_time", [True, False])
def test_a_bundle_survives_the_wire_and_verifies(one_time: bool) -> None:
    device = Device.make()
    bundle = device.bundle(one_time=one_time)
    again = PrekeyBundle.decode(bundle.encode())
    assert again == bundle
    again.verify(LOG_ID, device.identity, NOW_MS)
    again.verify(LOG_ID, device.identity, NOT_AFTER)


def test_a_bundle_after_its_time_is_refused() -> None:
    device = Device.make()
    with pytest.raises(PrekeyRefusedError):
        device.bundle().verify(LOG_ID, device.identity, NOT_AFTER + 1)


def test_kinds_in_the_wrong_places_are_refused() -> None:
    device = Device.make()
    signed = device.prekey(PrekeyKind.SIGNED_X25519)
    one_time = device.prekey(PrekeyKind.ONE_TIME_X25519)
    kem = device.prekey(PrekeyKind.ONE_TIME_MLKEM768)
    device_id = device.identity.device_id
    PrekeyBundle(device_id, signed, kem, one_time).verify(LOG_ID, device.identity, NOW_MS)
    for wrong in (
        PrekeyBundle(device_id, one_time, kem, None),
        PrekeyBundle(device_id, signed, kem, signed),
        PrekeyBundle(device_id, kem, kem, None),
        PrekeyBundle(device_id, signed, signed, None),
        PrekeyBundle(device_id, signed, kem, kem),
    ):
        with pytest.raises(PrekeyRefusedError):
            wrong.verify(LOG_ID, device.identity, NOW_MS)


def test_another_devices_bundle_is_refused() -> None:
    device, other = Device.make(), Device.make()
    mixed = replace(device.bundle(), signed=other.prekey(PrekeyKind.SIGNED_X25519))
    for bundle in (
        mixed,
        other.bundle(),
        replace(other.bundle(), device_id=device.identity.device_id),
        replace(device.bundle(), device_id=other.identity.device_id),
    ):
        with pytest.raises(PrekeyRefusedError):
            bundle.verify(LOG_ID, device.identity, NOW_MS)


def test_a_device_without_prekeys_is_told_apart_from_a_broken_answer() -> None:
    device_id = Device.make().identity.device_id
    with pytest.raises(NoPrekeysError):
        PrekeyBundle.decode(tlv.encode(device_id, b"", b"", b""))
    bundle = Device.make().bundle()
    with pytest.raises(DecodeError):
        PrekeyBundle.decode(tlv.encode(device_id, bundle.signed.encode(), b"", b""))
    with pytest.raises(DecodeError):
        PrekeyBundle.decode(tlv.encode(device_id[:15], b"", b"", b""))
