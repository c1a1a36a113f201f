"""Prekeys and bundles, as they travel (PROTOCOL.md 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from relay.wire.encoding import (
    Value,
    WireError,
    fixed,
    number,
    split,
    split_list,
    tlv,
    tlv_list,
    u8,
    u32,
    u64,
)
from relay.wire.names import (
    ID_SIZE,
    KEM_KEY_SIZE,
    KEY_SIZE,
    MAX_CLAIM_DEVICES,
    MAX_TIME,
    ONE_TIME_PREKEYS,
    SIGNATURE_SIZE,
    PrekeyKind,
)

_PREKEY_SIZES: Final = {1: KEY_SIZE, 2: KEY_SIZE, 3: KEM_KEY_SIZE, 4: KEM_KEY_SIZE}


class Prekey(Value, frozen=True, gc=False):
    """One signed prekey of a device."""

    kind: PrekeyKind
    key_id: int
    key: bytes
    not_after: int
    signature: bytes

    def encode(self) -> bytes:
        """TLV(kind u8, key_id u32, key, not_after u64, sig 64)."""
        return tlv(u8(self.kind), u32(self.key_id), self.key, u64(self.not_after), self.signature)

    @classmethod
    def decode(cls, data: bytes) -> Prekey:
        """Raises WireError. The signature is not checked here."""
        kind, key_id, key, not_after, signature = split(data, 5)
        kind_number = number(kind, 1)
        if _PREKEY_SIZES.get(kind_number) != len(key):
            raise WireError("prekey")
        expiry = number(not_after, 8)
        if expiry > MAX_TIME:
            raise WireError("time")
        return cls(
            PrekeyKind(kind_number),
            number(key_id, 4),
            key,
            expiry,
            fixed(signature, SIGNATURE_SIZE),
        )


class ClaimRequest(Value, frozen=True, gc=False):
    """Ask for one prekey bundle of each device."""

    claim_id: bytes
    device_ids: tuple[bytes, ...]

    def encode(self) -> bytes:
        """TLV(claim_id, LIST(device_id...))."""
        return tlv(self.claim_id, tlv_list(self.device_ids))

    @classmethod
    def decode(cls, data: bytes) -> ClaimRequest:
        """Raises WireError."""
        claim_id, listed = split(data, 2)
        devices = tuple([fixed(item, ID_SIZE) for item in split_list(listed, MAX_CLAIM_DEVICES)])
        if not devices or len(set(devices)) != len(devices):
            raise WireError("devices")
        return cls(fixed(claim_id, ID_SIZE), devices)


class Bundle(Value, frozen=True, gc=False):
    """A device's prekeys for one new session; all None when there are none to be had."""

    device_id: bytes
    signed: Prekey | None
    kem: Prekey | None
    one_time: Prekey | None

    def encode(self) -> bytes:
        """TLV(device_id, signed x25519, ml-kem, one-time x25519 or empty)."""
        keys = [b"" if key is None else key.encode() for key in (self.signed, self.kem)]
        one_time = b"" if self.one_time is None else self.one_time.encode()
        return tlv(self.device_id, *keys, one_time)

    @classmethod
    def decode(cls, data: bytes) -> Bundle:
        """Raises WireError, also for kinds in the wrong places."""
        device_id, *fields = split(data, 4)
        signed, kem, one_time = [Prekey.decode(field) if field else None for field in fields]
        if (signed is None) != (kem is None) or (signed is None and one_time is not None):
            raise WireError("half a bundle")
        if signed is not None and signed.kind is not PrekeyKind.SIGNED_X25519:
            raise WireError("prekey kind")
        if kem is not None and kem.kind not in (
            PrekeyKind.LAST_RESORT_KEM,
            PrekeyKind.ONE_TIME_KEM,
        ):
            raise WireError("prekey kind")
        if one_time is not None and one_time.kind is not PrekeyKind.ONE_TIME_X25519:
            raise WireError("prekey kind")
        return cls(fixed(device_id, ID_SIZE), signed, kem, one_time)


def encode_prekeys(prekeys: Sequence[Prekey]) -> bytes:
    """Body of `PUT /v1/prekeys`."""
    return tlv_list([prekey.encode() for prekey in prekeys])


def decode_prekeys(data: bytes) -> tuple[Prekey, ...]:
    """Body of `PUT /v1/prekeys`. Raises WireError."""
    return tuple([Prekey.decode(item) for item in split_list(data, 4 * ONE_TIME_PREKEYS)])


def encode_bundles(bundles: Sequence[Bundle]) -> bytes:
    """Answer of `POST /v1/prekeys/claim`."""
    return tlv_list([bundle.encode() for bundle in bundles])


def decode_bundles(data: bytes) -> tuple[Bundle, ...]:
    """Answer of `POST /v1/prekeys/claim`. Raises WireError."""
    return tuple([Bundle.decode(item) for item in split_list(data, MAX_CLAIM_DEVICES)])
