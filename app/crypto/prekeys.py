"""Prekeys: what lets a session be started with a device that is offline.

relay/PROTOCOL.md section 6. Each is signed by the device's signing key together with whose it is,
what kind it is and how long it is good for, so that the relay can neither make one up nor hand out
one kind in place of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, DeviceId, LogId
from app.core.randomness import Randomness
from app.crypto import ed25519, kem, labels, x25519
from app.crypto.errors import NoPrekeysError, PrekeyRefusedError
from app.crypto.identity import ID_SIZE, DeviceIdentity

MAX_TIME_MS = 2**53


class PrekeyKind(IntEnum):
    """What a prekey is for."""

    SIGNED_X25519 = 1
    ONE_TIME_X25519 = 2
    LAST_RESORT_MLKEM768 = 3
    ONE_TIME_MLKEM768 = 4

    @property
    def is_kem(self) -> bool:
        """Is it an ML-KEM-768 key? Otherwise it is an X25519 key."""
        return self in {PrekeyKind.LAST_RESORT_MLKEM768, PrekeyKind.ONE_TIME_MLKEM768}

    @property
    def key_size(self) -> int:
        """Bytes of the public key."""
        return kem.ENCAPSULATION_KEY_SIZE if self.is_kem else x25519.PUBLIC_KEY_SIZE

    @property
    def secret_size(self) -> int:
        """Bytes of the secret: an X25519 scalar, or the ML-KEM seed."""
        return kem.SEED_SIZE if self.is_kem else x25519.SECRET_SIZE


@dataclass(frozen=True, slots=True)
class PublicPrekey:
    """The half that the relay hands out."""

    kind: PrekeyKind
    key_id: int
    """u32, unique within the kind on its device."""
    key: bytes
    not_after: int
    """Milliseconds since 1970."""
    signature: bytes

    def encode(self) -> bytes:
        """Return the bytes on the wire."""
        return tlv.encode(*_key_fields(self), self.signature)

    @classmethod
    def decode(cls, data: bytes) -> PublicPrekey:
        """Read what `encode` made. Raises DecodeError; says nothing about the signature."""
        kind_field, key_id, key, not_after_field, signature = tlv.decode(data, 5)
        try:
            kind = PrekeyKind(tlv.unsigned(kind_field, 1))
        except ValueError:
            raise DecodeError from None
        not_after = tlv.unsigned(not_after_field, 8)
        if not_after > MAX_TIME_MS:
            raise DecodeError
        return cls(
            kind,
            tlv.unsigned(key_id, 4),
            tlv.fixed(key, kind.key_size),
            not_after,
            tlv.fixed(signature, ed25519.SIGNATURE_SIZE),
        )

    def verify(self, log_id: LogId, identity: DeviceIdentity) -> None:
        """Raise PrekeyRefusedError unless the device `identity` signed this prekey."""
        message = _signed_bytes(self, log_id, identity.account_id, identity.device_id)
        if not ed25519.verify(identity.signing_key, message, self.signature):
            raise PrekeyRefusedError


@dataclass(frozen=True, slots=True, repr=False)
class PrekeySecret:
    """The half that stays. One-time secrets are deleted in the transaction that used them."""

    kind: PrekeyKind
    key_id: int
    secret: bytes
    """An X25519 scalar of 32 bytes, or the 64-byte ML-KEM seed."""
    not_after: int

    @property
    def public_key(self) -> bytes:
        """The key that peers see."""
        if self.kind.is_kem:
            return kem.encapsulation_key(self.secret)
        return x25519.public_key(self.secret)

    def __repr__(self) -> str:
        return f"PrekeySecret(kind={self.kind.name}, key_id={self.key_id}, redacted)"


def generate_prekey(
    kind: PrekeyKind,
    key_id: int,
    not_after: int,
    *,
    log_id: LogId,
    account_id: AccountId,
    device_id: DeviceId,
    signing_seed: bytes,
    randomness: Randomness,
) -> tuple[PublicPrekey, PrekeySecret]:
    """Make and sign a prekey. `not_after` is in milliseconds, `signing_seed` that of the DSK."""
    secret = PrekeySecret(kind, key_id, randomness.random_bytes(kind.secret_size), not_after)
    unsigned = PublicPrekey(kind, key_id, secret.public_key, not_after, b"")
    signature = ed25519.sign(signing_seed, _signed_bytes(unsigned, log_id, account_id, device_id))
    return PublicPrekey(kind, key_id, unsigned.key, not_after, signature), secret


@dataclass(frozen=True, slots=True)
class PrekeyBundle:
    """What a claim gives for one device. Nothing is trusted until `verify` returned."""

    device_id: DeviceId
    signed: PublicPrekey
    kem: PublicPrekey
    one_time: PublicPrekey | None

    @classmethod
    def decode(cls, data: bytes) -> PrekeyBundle:
        """Read a bundle. Raises DecodeError, and NoPrekeysError when the relay has none."""
        device_id, signed, kem_prekey, one_time = tlv.decode(data, 4)
        tlv.fixed(device_id, ID_SIZE)
        if not signed and not kem_prekey and not one_time:
            raise NoPrekeysError
        return cls(
            DeviceId(device_id),
            PublicPrekey.decode(signed),
            PublicPrekey.decode(kem_prekey),
            PublicPrekey.decode(one_time) if one_time else None,
        )

    def encode(self) -> bytes:
        """Return the bytes that `decode` reads."""
        one_time = self.one_time.encode() if self.one_time else b""
        return tlv.encode(self.device_id, self.signed.encode(), self.kem.encode(), one_time)

    def verify(self, log_id: LogId, identity: DeviceIdentity, now_ms: int) -> None:
        """Raise PrekeyRefusedError unless every key is the device's own, current and in place.

        `identity` is the device as the log has it; `now_ms` is the relay-corrected time.
        """
        if self.device_id != identity.device_id:
            raise PrekeyRefusedError
        if self.signed.kind is not PrekeyKind.SIGNED_X25519 or not self.kem.kind.is_kem:
            raise PrekeyRefusedError
        if self.one_time and self.one_time.kind is not PrekeyKind.ONE_TIME_X25519:
            raise PrekeyRefusedError
        for prekey in (self.signed, self.kem, self.one_time):
            if prekey is not None:
                if prekey.not_after < now_ms:
                    raise PrekeyRefusedError
                prekey.verify(log_id, identity)


def _key_fields(prekey: PublicPrekey) -> tuple[bytes, bytes, bytes, bytes]:
    return (
        prekey.kind.to_bytes(1, "big"),
        prekey.key_id.to_bytes(4, "big"),
        prekey.key,
        prekey.not_after.to_bytes(8, "big"),
    )


def _signed_bytes(
    prekey: PublicPrekey, log_id: LogId, account_id: AccountId, device_id: DeviceId
) -> bytes:
    return labels.PREKEY + tlv.encode(log_id, account_id, device_id, *_key_fields(prekey))
