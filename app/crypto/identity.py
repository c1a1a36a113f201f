"""Who a device is (relay/PROTOCOL.md sections 2 and 7), and the secrets that prove it.

PyNaCl takes keys as immutable bytes, so they cannot be wiped in place; dropping the last reference
is all that a lock can do.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core import tlv
from app.core.ids import AccountId, DeviceId
from app.core.randomness import Randomness
from app.crypto import ed25519, x25519

ID_SIZE = 16


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """The public keys of one device and of the account that added it, as the log has them."""

    account_id: AccountId
    """16 bytes."""
    device_id: DeviceId
    """16 bytes."""
    account_key: bytes
    """AK: Ed25519, 32 bytes."""
    signing_key: bytes
    """DSK: Ed25519, 32 bytes."""
    agreement_key: bytes
    """IK: X25519, 32 bytes."""

    def encode(self) -> bytes:
        """Return `ID(x)` of section 7."""
        return tlv.encode(
            self.account_id,
            self.device_id,
            self.account_key,
            self.signing_key,
            self.agreement_key,
        )

    @classmethod
    def decode(cls, data: bytes) -> DeviceIdentity:
        """Read what `encode` made. Raises DecodeError."""
        account_id, device_id, account_key, signing_key, agreement_key = tlv.decode(data, 5)
        return cls(
            AccountId(tlv.fixed(account_id, ID_SIZE)),
            DeviceId(tlv.fixed(device_id, ID_SIZE)),
            tlv.fixed(account_key, ed25519.PUBLIC_KEY_SIZE),
            tlv.fixed(signing_key, ed25519.PUBLIC_KEY_SIZE),
            tlv.fixed(agreement_key, x25519.PUBLIC_KEY_SIZE),
        )


@dataclass(frozen=True, slots=True, repr=False)
class DeviceSecrets:
    """The private halves of a device's two keys. They never leave the device that made them."""

    signing_seed: bytes
    """Of DSK, 32 bytes."""
    agreement_secret: bytes
    """Of IK, 32 bytes."""

    @classmethod
    def generate(cls, randomness: Randomness) -> DeviceSecrets:
        """Make the keys of a new device."""
        return cls(
            randomness.random_bytes(ed25519.SEED_SIZE), randomness.random_bytes(x25519.SECRET_SIZE)
        )

    @property
    def signing_key(self) -> bytes:
        """DSK, 32 bytes."""
        return ed25519.public_key(self.signing_seed)

    @property
    def agreement_key(self) -> bytes:
        """IK, 32 bytes."""
        return x25519.public_key(self.agreement_secret)

    def __repr__(self) -> str:
        return "DeviceSecrets(redacted)"


@dataclass(frozen=True, slots=True, repr=False)
class AccountSecret:
    """The private half of an account key: on the person's first device and in the recovery kit."""

    seed: bytes
    """Of AK, 32 bytes."""

    @classmethod
    def generate(cls, randomness: Randomness) -> AccountSecret:
        """Make the key of a new account."""
        return cls(randomness.random_bytes(ed25519.SEED_SIZE))

    @property
    def account_key(self) -> bytes:
        """AK, 32 bytes."""
        return ed25519.public_key(self.seed)

    def __repr__(self) -> str:
        return "AccountSecret(redacted)"
