"""The profile's vault key, wrapped by the passphrase (DESIGN section 3).

The file is JSON, so that IT can see what it is:

    {"version": 1, "kdf": "argon2id", "operations": …, "memory_bytes": …,
     "salt": b64u(16), "nonce": b64u(24), "wrapped": b64u(48), "check": b64u(32)}

`wrapped` is XChaCha20-Poly1305 of the vault key under Argon2id(passphrase); the parameters are its
associated data. `check` is SHA-256 over everything else and tells a damaged file from a wrong
passphrase; it says nothing about either.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from app.core import tlv
from app.core.randomness import Randomness
from app.crypto import aead, labels
from app.crypto.errors import (
    AuthenticationError,
    DamagedVaultError,
    WrongPassphraseError,
)
from app.crypto.stretching import SALT_SIZE, stretch

VAULT_KEY_SIZE = 32
_MEBIBYTE = 1024 * 1024
MAX_OPERATIONS = 16
MAX_MEMORY_BYTES = 1024 * _MEBIBYTE
"""A file that asks for more is refused, not obeyed."""
MIN_MEMORY_BYTES = 8 * 1024
_MAX_FILE_SIZE = 4096
_WRAPPED_SIZE = VAULT_KEY_SIZE + aead.TAG_SIZE


@dataclass(frozen=True, slots=True)
class VaultCost:
    """How much work each guess of the passphrase is."""

    operations: int
    memory_bytes: int


INTERACTIVE: Final = VaultCost(2, 64 * _MEBIBYTE)
MODERATE: Final = VaultCost(3, 256 * _MEBIBYTE)
"""What profiles use: about half a second on a clinic's PC."""
SENSITIVE: Final = VaultCost(4, 1024 * _MEBIBYTE)
QUICK: Final = VaultCost(1, MIN_MEMORY_BYTES)
"""No protection at all: for tests."""


class _VaultFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: Literal[1]
    kdf: Literal["argon2id"]
    operations: Annotated[int, Meta(ge=1, le=MAX_OPERATIONS)]
    memory_bytes: Annotated[int, Meta(ge=MIN_MEMORY_BYTES, le=MAX_MEMORY_BYTES)]
    salt: str
    nonce: str
    wrapped: str
    check: str


def wrap_vault_key(
    vault_key: bytes, passphrase: str, randomness: Randomness, cost: VaultCost = MODERATE
) -> bytes:
    """Return the contents of the vault file for a 32-byte key."""
    salt = randomness.random_bytes(SALT_SIZE)
    nonce = randomness.random_bytes(aead.NONCE_SIZE)
    parameters = _parameters(cost, salt)
    wrapped = aead.seal(_stretch(passphrase, salt, cost), nonce, vault_key, parameters)
    return msgspec.json.format(
        msgspec.json.encode(
            _VaultFile(
                version=1,
                kdf="argon2id",
                operations=cost.operations,
                memory_bytes=cost.memory_bytes,
                salt=_encode(salt),
                nonce=_encode(nonce),
                wrapped=_encode(wrapped),
                check=_encode(_check(parameters, nonce, wrapped)),
            )
        )
    )


def unwrap_vault_key(blob: bytes, passphrase: str) -> bytes:
    """Return the 32-byte key from the contents of the vault file.

    Takes as long as the file's cost asks for. Raises DamagedVaultError before any such work,
    WrongPassphraseError after it, and NotEnoughMemoryError when the system refuses the memory.
    """
    if len(blob) > _MAX_FILE_SIZE:
        raise DamagedVaultError
    try:
        file = msgspec.json.decode(blob, type=_VaultFile)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise DamagedVaultError from None
    cost = VaultCost(file.operations, file.memory_bytes)
    salt, nonce = _decode(file.salt, SALT_SIZE), _decode(file.nonce, aead.NONCE_SIZE)
    wrapped, check = _decode(file.wrapped, _WRAPPED_SIZE), _decode(file.check, 32)
    parameters = _parameters(cost, salt)
    if not hmac.compare_digest(check, _check(parameters, nonce, wrapped)):
        raise DamagedVaultError
    try:
        return aead.unseal(_stretch(passphrase, salt, cost), nonce, wrapped, parameters)
    except AuthenticationError:
        raise WrongPassphraseError from None


def change_passphrase(
    blob: bytes, old: str, new: str, randomness: Randomness, cost: VaultCost = MODERATE
) -> bytes:
    """Return new file contents for the same key. Raises what `unwrap_vault_key` raises."""
    return wrap_vault_key(unwrap_vault_key(blob, old), new, randomness, cost)


def _stretch(passphrase: str, salt: bytes, cost: VaultCost) -> bytes:
    return stretch(passphrase, salt, cost.operations, cost.memory_bytes)


def _parameters(cost: VaultCost, salt: bytes) -> bytes:
    fields = tlv.encode(
        b"\x01", cost.operations.to_bytes(8, "big"), cost.memory_bytes.to_bytes(8, "big"), salt
    )
    return labels.VAULT + fields


def _check(parameters: bytes, nonce: bytes, wrapped: bytes) -> bytes:
    return sha256(tlv.encode(parameters, nonce, wrapped)).digest()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _decode(text: str, size: int) -> bytes:
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise DamagedVaultError from None
    if len(data) != size:
        raise DamagedVaultError
    return data
