from __future__ import annotations

import os

from relay import wire
from relay.wire import PrekeyKind
from tests.integration.relay.client import Client
from tests.integration.relay.clinic import Device, now_ms
from tests.integration.relay.conftest import Site


def upload(client: Client, *prekeys: wire.Prekey) -> int:
    return client.call("PUT", wire.PATH_PREKEYS, wire.encode_prekeys(prekeys)).status


def claim(client: Client, *devices: Device, claim_id: bytes | None = None) -> list[wire.Bundle]:
    asked = wire.ClaimRequest(claim_id or os.urandom(16), tuple(d.device_id for d in devices))
    answer = client.call("POST", wire.PATH_PREKEYS_CLAIM, asked.encode())
    assert answer.status == 200, answer.body
    return list(wire.decode_bundles(answer.body))


def stock(device: Device, count: int) -> list[wire.Prekey]:
    return [
        device.prekey(PrekeyKind.SIGNED_X25519),
        device.prekey(PrekeyKind.LAST_RESORT_KEM),
        *[device.prekey(PrekeyKind.ONE_TIME_X25519) for _ in range(count)],
        *[device.prekey(PrekeyKind.ONE_TIME_KEM) for _ in range(count)],
    ]


def test_each_one_time_key_is_handed_out_once_then_the_last_resort(site: Site) -> None:
    alice, bob = site.person(), site.person()
    device = bob.devices[0]
    owner, asker = site.device_client(bob), site.device_client(alice)
    assert claim(asker, device) == [wire.Bundle(device.device_id, None, None, None)]
    keys = stock(device, 2)
    assert upload(owner, *keys) == 204
    assert upload(owner, *keys) == 204  # a repeat changes nothing
    assert owner.call("GET", wire.PATH_PREKEYS_COUNT).json() == {"x25519": 2, "mlkem768": 2}
    for number in range(2):
        (bundle,) = claim(asker, device)
        assert (bundle.signed, bundle.one_time) == (keys[0], keys[2 + number])
        assert bundle.kem == keys[4 + number]
    assert owner.call("GET", wire.PATH_PREKEYS_COUNT).json() == {"x25519": 0, "mlkem768": 0}
    assert upload(owner, *keys) == 204  # must not bring back what was handed out
    (bundle,) = claim(asker, device)
    assert (bundle.signed, bundle.kem, bundle.one_time) == (keys[0], keys[1], None)


def test_a_repeated_claim_gets_the_same_bundles(site: Site) -> None:
    alice, bob = site.person(), site.person()
    owner, asker = site.device_client(bob), site.device_client(alice)
    upload(owner, *stock(bob.devices[0], 3))
    claim_id, stranger = os.urandom(16), Device(bytes(16), bytes(32))
    first = claim(asker, bob.devices[0], stranger, claim_id=claim_id)
    assert [bundle.device_id for bundle in first] == [bob.devices[0].device_id, stranger.device_id]
    assert first[1].signed is None
    site.restart()
    asker = site.device_client(alice)
    assert claim(asker, bob.devices[0], stranger, claim_id=claim_id) == first
    count = site.device_client(bob).call("GET", wire.PATH_PREKEYS_COUNT).json()
    assert count == {"x25519": 2, "mlkem768": 2}


def test_nobody_drains_a_device(site: Site) -> None:
    alice, bob, carol = site.person(), site.person(), site.person()
    upload(site.device_client(bob), *stock(bob.devices[0], 30))
    asker = site.device_client(alice)
    kinds = [claim(asker, bob.devices[0])[0] for _ in range(25)]
    assert sum(bundle.one_time is not None for bundle in kinds) == 20
    assert all(b.kem is not None and b.kem.kind == PrekeyKind.LAST_RESORT_KEM for b in kinds[20:])
    assert claim(site.device_client(carol), bob.devices[0])[0].one_time is not None


def test_new_signed_and_last_resort_keys_replace_the_old(site: Site) -> None:
    alice, bob = site.person(), site.person()
    device = bob.devices[0]
    owner, asker = site.device_client(bob), site.device_client(alice)
    old, new = stock(device, 0), stock(device, 0)
    assert upload(owner, *old) == 204
    assert upload(owner, *new) == 204
    assert upload(owner, *old) == 204  # a late repeat
    (bundle,) = claim(asker, device)
    assert (bundle.signed, bundle.kem) == (new[0], new[1])


def test_outlived_keys_are_not_handed_out(site: Site) -> None:
    alice, bob = site.person(), site.person()
    device = bob.devices[0]
    past = now_ms() - 1000
    keys = [*stock(device, 0), device.prekey(PrekeyKind.ONE_TIME_X25519, not_after=past)]
    upload(site.device_client(bob), *keys)
    assert claim(site.device_client(alice), device)[0].one_time is None


def test_too_many_or_malformed_prekeys_are_refused(site: Site) -> None:
    bob = site.person()
    owner, device = site.device_client(bob), bob.devices[0]
    for _ in range(2):
        many = [device.prekey(PrekeyKind.ONE_TIME_X25519) for _ in range(100)]
        assert upload(owner, *many) == 204
    body = wire.encode_prekeys([device.prekey(PrekeyKind.ONE_TIME_X25519)])
    assert owner.call("PUT", wire.PATH_PREKEYS, body).code == "quota"
    assert owner.call("PUT", wire.PATH_PREKEYS, b"\0\0\0\1x").code == "malformed"
    short = wire.tlv(b"\x01", bytes(4), bytes(31), bytes(8), bytes(64))
    assert owner.call("PUT", wire.PATH_PREKEYS, wire.tlv(short)).code == "malformed"
    asked = wire.tlv(bytes(16), wire.tlv_list([bytes(16)] * 2))
    assert owner.call("POST", wire.PATH_PREKEYS_CLAIM, asked).code == "malformed"
