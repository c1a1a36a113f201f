"""Bodies and payloads: bound to their place, committed to their key, strict to decode."""

from __future__ import annotations

from dataclasses import fields, replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, ConversationId, DeviceId, LogId, MessageId
from app.crypto import aead
from app.crypto.device_set import devset_hash
from app.crypto.envelope import (
    NO_ROSTER,
    BodyContext,
    Payload,
    conversation_id,
    open_body,
    seal_body,
)
from app.crypto.errors import BodyRefusedError
from app.crypto.padding import FLOOR, pad, padded_size, unpad
from tests.unit.crypto.people import NOW_MS, SYSTEM, Device

CONTEXT = BodyContext(
    ConversationId(b"\x01" * 32),
    MessageId(b"\x02" * 16),
    AccountId(b"\x03" * 16),
    DeviceId(b"\x04" * 16),
    0,
    NO_ROSTER,
    b"\x05" * 32,
)


def payload_for(body_key: bytes, digest: bytes) -> Payload:
    return Payload(
        body_key=body_key,
        body_digest=digest,
        conv_id=CONTEXT.conv_id,
        msg_id=CONTEXT.msg_id,
        roster_epoch=0,
        roster_hash=NO_ROSTER,
        devset_hash=CONTEXT.devset_hash,
        excluded=(AccountId(b"\x06" * 16), AccountId(b"\x07" * 16)),
        sender_seq=9,
        checkpoint=b"a signed note",
        sent_at=NOW_MS,
    )


def test_a_body_opens_to_what_was_sealed() -> None:
    sealed = seal_body(b"content", CONTEXT, SYSTEM)
    assert open_body(sealed.body, sealed.body_key, CONTEXT) == b"content"
    assert sealed.digest == sha256(sealed.body).digest()
    assert sealed.body.startswith(CONTEXT.msg_id)
    assert len(sealed.body) == 16 + 24 + 32 + 256 + 16


def test_sealing_again_makes_a_new_key_nonce_and_body() -> None:
    first, second = seal_body(b"x", CONTEXT, SYSTEM), seal_body(b"x", CONTEXT, SYSTEM)
    assert first.body_key != second.body_key
    assert first.body[16:40] != second.body[16:40]
    assert first.digest != second.digest


def test_every_part_of_the_context_binds() -> None:
    sealed = seal_body(b"content", CONTEXT, SYSTEM)
    for each in fields(BodyContext):
        value = getattr(CONTEXT, each.name)
        other = value + 1 if isinstance(value, int) else bytes(len(value))
        if other == value:
            other = b"\xff" * len(value)
        with pytest.raises(BodyRefusedError):
            open_body(sealed.body, sealed.body_key, replace(CONTEXT, **{each.name: other}))


def test_every_byte_of_a_body_counts() -> None:
    sealed = seal_body(b"content", CONTEXT, SYSTEM)
    for position in range(len(sealed.body)):
        changed = bytearray(sealed.body)
        changed[position] ^= 1
        with pytest.raises(BodyRefusedError):
            open_body(bytes(changed), sealed.body_key, CONTEXT)
    for length in (0, 15, 71, 87, len(sealed.body) - 1):
        with pytest.raises(BodyRefusedError):
            open_body(sealed.body[:length], sealed.body_key, CONTEXT)
    with pytest.raises(BodyRefusedError):
        open_body(sealed.body, bytes(32), CONTEXT)


def test_a_ciphertext_that_opens_under_a_second_key_is_still_refused() -> None:
    """The commitment, not the cipher, names the key: here the cipher alone would accept."""
    other_key, nonce = b"\x42" * 32, bytes(24)
    honest = seal_body(b"content", CONTEXT, SYSTEM)
    ciphertext = aead.seal(other_key, nonce, pad(b"another text"), CONTEXT.associated_data())
    forged = CONTEXT.msg_id + nonce + honest.body[40:72] + ciphertext
    with pytest.raises(BodyRefusedError):
        open_body(forged, other_key, CONTEXT)


def test_a_body_with_wrong_padding_is_refused() -> None:
    honest = seal_body(b"content", CONTEXT, SYSTEM)
    key, nonce, commitment = honest.body_key, honest.body[16:40], honest.body[40:72]
    for padded in (b"", bytes(256), b"content\x80", pad(b"content") + bytes(1), b"x" * 256):
        ciphertext = aead.seal(key, nonce, padded, CONTEXT.associated_data())
        with pytest.raises(BodyRefusedError):
            open_body(CONTEXT.msg_id + nonce + commitment + ciphertext, key, CONTEXT)


def test_a_payload_opens_only_its_own_body_from_its_own_sender() -> None:
    sealed = seal_body(b"content", CONTEXT, SYSTEM)
    payload = Payload.decode(payload_for(sealed.body_key, sealed.digest).encode())
    account, device = CONTEXT.sender_account, CONTEXT.sender_device
    assert payload.context(account, device) == CONTEXT
    assert payload.open(sealed.body, account, device) == b"content"
    with pytest.raises(BodyRefusedError):
        payload.open(sealed.body, AccountId(bytes(16)), device)
    with pytest.raises(BodyRefusedError):
        payload.open(sealed.body, account, DeviceId(bytes(16)))
    with pytest.raises(BodyRefusedError):
        replace(payload, body_digest=bytes(32)).open(sealed.body, account, device)


def test_a_payload_survives_the_wire() -> None:
    payload = payload_for(b"\x08" * 32, b"\x09" * 32)
    assert Payload.decode(payload.encode()) == payload
    alone = replace(payload, excluded=(), checkpoint=b"")
    assert Payload.decode(alone.encode()) == alone


def test_a_payload_is_decoded_strictly() -> None:
    payload = payload_for(b"\x08" * 32, b"\x09" * 32)
    parts = tlv.decode(payload.encode(), 12)
    account = b"\x06" * 16
    for index, wrong in (
        (0, b"\x02"),
        (1, bytes(31)),
        (2, bytes(33)),
        (3, b""),
        (4, bytes(17)),
        (5, bytes(7)),
        (5, b"\xff" * 8),
        (6, bytes(31)),
        (7, bytes(31)),
        (8, tlv.encode(account, account)),
        (8, tlv.encode(b"\x07" * 16, account)),
        (8, tlv.encode(bytes(15))),
        (8, b"\x00"),
        (9, bytes(8)),
        (9, b"\xff" * 8),
        (10, bytes(4097)),
        (11, (2**53 + 1).to_bytes(8, "big")),
    ):
        with pytest.raises(DecodeError):
            Payload.decode(tlv.encode(*parts[:index], wrong, *parts[index + 1 :]))
    for data in (b"", payload.encode() + b"\x00", payload.encode()[:-1], tlv.encode(*parts, b"")):
        with pytest.raises(DecodeError):
            Payload.decode(data)


def test_both_sides_name_the_conversation_alike() -> None:
    one, two = AccountId(b"\x01" * 16), AccountId(b"\x02" * 16)
    log_id = LogId(b"\x03" * 32)
    assert conversation_id(log_id, one, two) == conversation_id(log_id, two, one)
    expected = sha256(b"curbside/1 conversation\0" + tlv.encode(log_id, one, two)).digest()
    assert conversation_id(log_id, two, one) == expected
    assert conversation_id(LogId(bytes(32)), one, two) != expected


def test_the_device_set_hash_covers_every_key_and_no_order() -> None:
    devices = [Device.make().identity for _ in range(3)]
    reference = devset_hash(devices)
    assert devset_hash(reversed(devices)) == reference
    assert devset_hash(devices[:2]) != reference
    for name in ("account_id", "device_id", "signing_key", "agreement_key"):
        changed = replace(devices[1], **{name: bytes(len(getattr(devices[1], name)))})
        assert devset_hash([devices[0], changed, devices[2]]) != reference
    ordered = sorted(devices, key=lambda d: d.account_id + d.device_id)
    joined = b"".join(
        tlv.encode(d.account_id, d.device_id, d.signing_key, d.agreement_key) for d in ordered
    )
    assert reference == sha256(b"curbside/1 device set\0" + joined).digest()
    with pytest.raises(ValueError, match="twice"):
        devset_hash([devices[0], devices[0]])


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=3000))
def test_padding_is_undone(content: bytes) -> None:
    padded = pad(content)
    assert unpad(padded) == content
    assert len(padded) >= FLOOR
    assert len(padded) == padded_size(len(content) + 1)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 10**7))
def test_padding_follows_padme(size: int) -> None:
    padded = padded_size(size)
    assert padded >= max(size, FLOOR)
    assert padded_size(padded) == padded
    if size > FLOOR:
        assert padded <= size * 1.12
        # As in the paper: exponent E, mantissa of floor(log2 E) + 1 bits.
        exponent = size.bit_length() - 1
        zeros = exponent - (exponent.bit_length() - 1 + 1)
        assert padded == (size + (1 << zeros) - 1) & ~((1 << zeros) - 1)


def test_padding_hides_the_length_of_short_texts() -> None:
    lengths = {len(pad(b"x" * size)) for size in range(256)}
    assert lengths == {256}
    assert len(pad(b"x" * 256)) == padded_size(257) == 272
