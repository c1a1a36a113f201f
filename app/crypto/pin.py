"""A PIN closes a key that is held in memory, never one on a disk (DESIGN section 7).

While the profile is open, its database keeps what Argon2id makes of the PIN, not the PIN. With that
the vault key is sealed for the time in which the profile is closed, and the rest is forgotten: in
memory there is then nothing that opens the vault without the PIN. This makes looking at the memory
dear, not impossible: a million PINs are few. So it is not for any disk, and has no written form.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.core import tlv
from app.core.randomness import Randomness
from app.crypto import aead, labels
from app.crypto.errors import AuthenticationError, DamagedPinError, WrongPinError
from app.crypto.stretching import SALT_SIZE, stretch
from app.crypto.vault import MAX_MEMORY_BYTES, MAX_OPERATIONS, MIN_MEMORY_BYTES, VaultCost

_VERSION: Final = 1


class PinSecret(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the encrypted database keeps of a PIN."""

    version: Annotated[int, Meta(ge=_VERSION, le=_VERSION)]
    length: Annotated[int, Meta(ge=1, le=64)]
    """Digits, so that a stricter policy can ask for a longer one."""
    operations: Annotated[int, Meta(ge=1, le=MAX_OPERATIONS)]
    memory_bytes: Annotated[int, Meta(ge=MIN_MEMORY_BYTES, le=MAX_MEMORY_BYTES)]
    salt: str
    key: str

    def __repr__(self) -> str:
        return "PinSecret(redacted)"

    def encode(self) -> bytes:
        """As the database keeps it."""
        return msgspec.json.encode(self)


@dataclass(frozen=True, slots=True, repr=False)
class SealedKey:
    """A vault key that the PIN opens. In memory only."""

    cost: VaultCost
    salt: bytes
    nonce: bytes
    sealed: bytes

    def __repr__(self) -> str:
        return "SealedKey(redacted)"


def make_secret(pin: str, randomness: Randomness, cost: VaultCost) -> PinSecret:
    """What is kept of `pin`. As slow as `cost`."""
    salt = randomness.random_bytes(SALT_SIZE)
    key = stretch(pin, salt, cost.operations, cost.memory_bytes)
    return PinSecret(
        version=_VERSION,
        length=len(pin),
        operations=cost.operations,
        memory_bytes=cost.memory_bytes,
        salt=base64.b64encode(salt).decode("ascii"),
        key=base64.b64encode(key).decode("ascii"),
    )


def decode_secret(data: bytes) -> PinSecret:
    """Read what `encode` wrote. Raises DamagedPinError."""
    try:
        secret = msgspec.json.decode(data, type=PinSecret)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise DamagedPinError from None
    _decode(secret.salt, SALT_SIZE)
    _decode(secret.key, aead.KEY_SIZE)
    return secret


def seal(secret: PinSecret, vault_key: bytes, randomness: Randomness) -> SealedKey:
    """Close the vault key under the PIN."""
    cost = VaultCost(secret.operations, secret.memory_bytes)
    salt, nonce = _decode(secret.salt, SALT_SIZE), randomness.random_bytes(aead.NONCE_SIZE)
    key = _decode(secret.key, aead.KEY_SIZE)
    return SealedKey(cost, salt, nonce, aead.seal(key, nonce, vault_key, _context(cost, salt)))


def unseal(sealed: SealedKey, pin: str) -> bytes:
    """The vault key. As slow as the cost it was made with. Raises WrongPinError."""
    key = stretch(pin, sealed.salt, sealed.cost.operations, sealed.cost.memory_bytes)
    context = _context(sealed.cost, sealed.salt)
    try:
        return aead.unseal(key, sealed.nonce, sealed.sealed, context)
    except AuthenticationError:
        raise WrongPinError from None


def _context(cost: VaultCost, salt: bytes) -> bytes:
    operations, memory = cost.operations.to_bytes(8, "big"), cost.memory_bytes.to_bytes(8, "big")
    return labels.PIN + tlv.encode(bytes([_VERSION]), operations, memory, salt)


def _decode(text: str, size: int) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise DamagedPinError from None
    if len(data) != size:
        raise DamagedPinError
    return data
