"""The handshake: both sides reach one secret, and only with everything in its place."""

from __future__ import annotations

from dataclasses import fields, replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, DeviceId
from app.crypto import handshake
from app.crypto.errors import BadKeyError, PrekeyRefusedError, UndecryptableError
from app.crypto.handshake import InitialFields
from app.crypto.prekeys import PrekeyKind
from app.crypto.ratchet.header import Envelope, encode_envelope
from app.crypto.ratchet.session import RatchetState, Role
from tests.unit.crypto.people import LOG_ROOT, LOG_SIZE, SYSTEM, Device, sending_session
from tests.unit.crypto.test_public_vectors import SMALL_ORDER_X25519


def initial_of(envelope: bytes) -> InitialFields:
    initial = handshake.envelope_initial(envelope)
    assert initial is not None
    return initial


@pytest.mark.parametrize("one_time", [True, False])
def test_first_messages_both_ways(one_time: bool) -> None:
    alice, bob = Device.make(), Device.make()
    at_alice = alice.initiate(bob, bob.bundle(one_time=one_time))
    at_alice, envelope = at_alice.encrypt(b"first", SYSTEM)
    initial = initial_of(envelope)
    assert (initial.account_id, initial.device_id) == (
        alice.identity.account_id,
        alice.identity.device_id,
    )
    assert (initial.one_time_prekey_id is not None) == one_time
    at_bob, plaintext = bob.accept(alice, initial).decrypt(envelope)
    assert plaintext == b"first"
    assert at_bob.transcript_hash == at_alice.transcript_hash
    assert at_bob.session_id == at_alice.session_id == at_alice.transcript_hash[:16]
    assert handshake.envelope_session_id(envelope) == at_alice.session_id
    assert (at_alice.role, at_bob.role) == (Role.INITIATOR, Role.RESPONDER)
    assert (at_alice.peer, at_bob.peer) == (bob.identity, alice.identity)
    assert (at_bob.log_size, at_bob.log_root) == (LOG_SIZE, LOG_ROOT)
    assert not at_alice.answered

    at_bob, reply = at_bob.encrypt(b"second", SYSTEM)
    assert handshake.envelope_initial(reply) is None
    at_alice, plaintext = at_alice.decrypt(reply)
    assert plaintext == b"second"
    assert at_alice.answered
    _, envelope = at_alice.encrypt(b"third", SYSTEM)
    assert handshake.envelope_initial(envelope) is None


def test_the_prefix_is_repeated_until_answered_and_any_of_its_messages_may_be_first() -> None:
    alice, bob = Device.make(), Device.make()
    at_alice = alice.initiate(bob, bob.bundle())
    envelopes = []
    for number in range(3):
        at_alice, envelope = at_alice.encrypt(b"%d" % number, SYSTEM)
        envelopes.append(envelope)
    assert len({initial_of(envelope) for envelope in envelopes}) == 1
    at_bob = bob.accept(alice, initial_of(envelopes[2]))
    assert at_bob.state is RatchetState.LISTENING
    for number in (2, 0, 1):
        at_bob, plaintext = at_bob.decrypt(envelopes[number])
        assert plaintext == b"%d" % number


def test_the_prefix_alone_can_be_refused_but_not_swapped() -> None:
    alice, bob = Device.make(), Device.make()
    at_alice, first = alice.initiate(bob, bob.bundle()).encrypt(b"1", SYSTEM)
    at_alice, second = at_alice.encrypt(b"2", SYSTEM)
    at_bob, _ = bob.accept(alice, initial_of(first)).decrypt(first)
    _, other = alice.initiate(bob, bob.bundle()).encrypt(b"x", SYSTEM)
    parts = Envelope.decode(second)
    swapped = encode_envelope(Envelope.decode(other).initial, parts.header_bytes, parts.ciphertext)
    with pytest.raises(UndecryptableError):
        at_bob.decrypt(swapped)
    at_bob, reply = at_bob.encrypt(b"reply", SYSTEM)
    reply_parts = Envelope.decode(reply)
    with pytest.raises(UndecryptableError):
        at_alice.decrypt(
            encode_envelope(parts.initial, reply_parts.header_bytes, reply_parts.ciphertext)
        )


def test_the_transcript_hash_is_the_specified_one() -> None:
    """Written out a second time, from relay/PROTOCOL.md section 7."""
    alice, bob = Device.make(), Device.make()
    bundle = bob.bundle()
    assert bundle.one_time is not None
    session = alice.initiate(bob, bundle)
    initial = InitialFields.decode(session.initial)

    def identity(device: Device) -> bytes:
        return tlv.encode(
            device.identity.account_id,
            device.identity.device_id,
            device.identity.account_key,
            device.identity.signing_key,
            device.identity.agreement_key,
        )

    transcript = tlv.encode(
        b"\x01",
        identity(alice),
        identity(bob),
        initial.ephemeral_key,
        bundle.signed.key_id.to_bytes(4, "big"),
        bundle.signed.key,
        bundle.one_time.key_id.to_bytes(4, "big"),
        bundle.one_time.key,
        bundle.kem.key_id.to_bytes(4, "big"),
        bundle.kem.key,
        initial.ciphertext,
        LOG_SIZE.to_bytes(8, "big"),
        LOG_ROOT,
    )
    assert session.transcript_hash == sha256(b"curbside/1 handshake\0" + transcript).digest()


def test_any_changed_field_of_the_prefix_gives_another_session() -> None:
    """So the first message, which names the true one in its header, does not decrypt."""
    alice, bob = Device.make(), Device.make()
    _, envelope = alice.initiate(bob, bob.bundle()).encrypt(b"first", SYSTEM)
    initial = initial_of(envelope)
    spare = {kind: bob.prekey(kind).key_id for kind in PrekeyKind}
    changes = [
        replace(initial, ephemeral_key=alice.identity.agreement_key),
        replace(initial, signed_prekey_id=spare[PrekeyKind.SIGNED_X25519]),
        replace(initial, one_time_prekey_id=spare[PrekeyKind.ONE_TIME_X25519]),
        replace(initial, one_time_prekey_id=None),
        replace(initial, kem_prekey_id=spare[PrekeyKind.LAST_RESORT_MLKEM768]),
        replace(initial, kem_prekey_id=spare[PrekeyKind.ONE_TIME_MLKEM768]),
        replace(initial, ciphertext=initial.ciphertext[:-1] + b"\x00"),
        replace(initial, log_size=LOG_SIZE + 1),
        replace(initial, log_root=bytes(32)),
    ]
    assert len(changes) >= len(fields(initial)) - 2  # the ids of the sender are checked below
    for changed in changes:
        session = bob.accept(alice, changed)
        with pytest.raises(UndecryptableError):
            session.decrypt(envelope)


def test_a_changed_identity_on_either_side_gives_another_session() -> None:
    alice, bob = Device.make(), Device.make()
    mallory = Device.make()
    _, envelope = alice.initiate(bob, bob.bundle()).encrypt(b"first", SYSTEM)
    initial = initial_of(envelope)
    for name in ("account_key", "signing_key", "agreement_key"):
        wrong = replace(alice.identity, **{name: getattr(mallory.identity, name)})
        session = bob.accept(Device(wrong, alice.secrets), initial)
        with pytest.raises(UndecryptableError):
            session.decrypt(envelope)
        changed_bob = replace(bob, identity=replace(bob.identity, **{name: bytes(32)}))
        with pytest.raises(UndecryptableError):
            changed_bob.accept(alice, initial).decrypt(envelope)


def test_an_initiator_who_is_not_the_one_named_is_refused() -> None:
    alice, bob, mallory = Device.make(), Device.make(), Device.make()
    _, envelope = alice.initiate(bob, bob.bundle()).encrypt(b"first", SYSTEM)
    with pytest.raises(UndecryptableError):
        bob.accept(mallory, initial_of(envelope))
    reflected = replace(
        initial_of(envelope),
        account_id=AccountId(bob.identity.account_id),
        device_id=DeviceId(bob.identity.device_id),
    )
    with pytest.raises(UndecryptableError):
        bob.accept(bob, reflected)


def test_secrets_that_are_not_the_named_ones_are_refused() -> None:
    alice, bob = Device.make(), Device.make()
    bundle = bob.bundle()
    assert bundle.one_time is not None
    _, envelope = alice.initiate(bob, bundle).encrypt(b"first", SYSTEM)
    signed = bob.prekeys[bundle.signed.key_id]
    kem = bob.prekeys[bundle.kem.key_id]
    one_time = bob.prekeys[bundle.one_time.key_id]
    for chosen in (
        (replace(signed, key_id=99), one_time, kem),
        (replace(one_time, key_id=signed.key_id), one_time, kem),
        (signed, None, kem),
        (signed, replace(one_time, key_id=99), kem),
        (signed, replace(signed, key_id=one_time.key_id), kem),
        (signed, one_time, replace(kem, key_id=99)),
        (signed, one_time, replace(signed, key_id=kem.key_id)),
    ):
        with pytest.raises(UndecryptableError):
            handshake.accept(
                bob.identity,
                bob.secrets,
                alice.identity,
                initial_of(envelope),
                signed_secret=chosen[0],
                one_time_secret=chosen[1],
                kem_secret=chosen[2],
            )


def test_a_bundle_of_another_device_is_not_used() -> None:
    alice, bob, carol = Device.make(), Device.make(), Device.make()
    with pytest.raises(PrekeyRefusedError):
        alice.initiate(bob, carol.bundle())
    with pytest.raises(PrekeyRefusedError):
        bob.initiate(bob, bob.bundle())


@pytest.mark.parametrize("key", SMALL_ORDER_X25519)
@pytest.mark.parametrize("slot", ["signed", "one_time", "identity"])
def test_the_initiator_refuses_small_order_in_every_slot(slot: str, key: str) -> None:
    alice, bob = Device.make(), Device.make()
    bundle = bob.bundle()
    assert bundle.one_time is not None
    bad = bytes.fromhex(key)
    if slot == "signed":
        bundle = replace(bundle, signed=replace(bundle.signed, key=bad))
    elif slot == "one_time":
        assert bundle.one_time is not None
        bundle = replace(bundle, one_time=replace(bundle.one_time, key=bad))
    else:
        bob = replace(bob, identity=replace(bob.identity, agreement_key=bad))
    with pytest.raises(BadKeyError):
        alice.initiate(bob, bundle)


@pytest.mark.parametrize("key", SMALL_ORDER_X25519)
@pytest.mark.parametrize("slot", ["ephemeral", "identity"])
def test_the_responder_refuses_small_order_in_every_slot(slot: str, key: str) -> None:
    alice, bob = Device.make(), Device.make()
    _, envelope = alice.initiate(bob, bob.bundle()).encrypt(b"first", SYSTEM)
    initial, bad = initial_of(envelope), bytes.fromhex(key)
    if slot == "ephemeral":
        initial = replace(initial, ephemeral_key=bad)
    else:
        alice = replace(alice, identity=replace(alice.identity, agreement_key=bad))
    with pytest.raises(BadKeyError):
        bob.accept(alice, initial)


def test_a_malformed_kem_key_is_refused() -> None:
    alice, bob = Device.make(), Device.make()
    bundle = bob.bundle()
    with pytest.raises(BadKeyError):
        alice.initiate(bob, replace(bundle, kem=replace(bundle.kem, key=b"\xff" * 1184)))


def test_crossing_handshakes_send_on_the_same_session_and_receive_on_both() -> None:
    alice, bob = Device.make(), Device.make()
    from_alice, first = alice.initiate(bob, bob.bundle()).encrypt(b"from alice", SYSTEM)
    from_bob, second = bob.initiate(alice, alice.bundle()).encrypt(b"from bob", SYSTEM)
    at_bob, plaintext = bob.accept(alice, initial_of(first)).decrypt(first)
    assert plaintext == b"from alice"
    at_alice, plaintext = alice.accept(bob, initial_of(second)).decrypt(second)
    assert plaintext == b"from bob"
    chosen_by_alice = sending_session([from_alice, at_alice])
    chosen_by_bob = sending_session([from_bob, at_bob])
    assert chosen_by_alice.session_id == chosen_by_bob.session_id
    _, envelope = chosen_by_alice.encrypt(b"on the chosen one", SYSTEM)
    assert chosen_by_bob.decrypt(envelope)[1] == b"on the chosen one"
    for sender, receiver in ((from_alice, at_bob), (from_bob, at_alice)):
        _, envelope = sender.encrypt(b"late", SYSTEM)
        assert receiver.decrypt(envelope)[1] == b"late"


def test_the_prefix_is_decoded_strictly() -> None:
    alice, bob = Device.make(), Device.make()
    raw = alice.initiate(bob, bob.bundle()).initial
    parts = tlv.decode(raw, 10)
    assert InitialFields.decode(raw).encode() == raw
    for index, wrong in (
        (0, b"\x02"),
        (1, bytes(15)),
        (3, bytes(31)),
        (4, b""),
        (5, bytes(3)),
        (7, bytes(1087)),
        (8, bytes(8)),
        (8, b"\xff" * 8),
        (9, b""),
    ):
        with pytest.raises(DecodeError):
            InitialFields.decode(tlv.encode(*parts[:index], wrong, *parts[index + 1 :]))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=4000))
def test_arbitrary_bytes_are_refused_cleanly(data: bytes) -> None:
    for read in (handshake.envelope_initial, handshake.envelope_session_id, InitialFields.decode):
        with pytest.raises(DecodeError):
            read(data)
