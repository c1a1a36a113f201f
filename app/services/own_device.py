"""This device's identity and secrets, as one value in the encrypted database."""

from __future__ import annotations

from functools import cached_property

import msgspec

from app.core.ids import AccountId, DeviceId, LogId
from app.core.store_ports import Transaction
from app.crypto import ed25519
from app.crypto.identity import AccountSecret, DeviceIdentity, DeviceSecrets

_NAME = "own-device"


class OwnDevice(msgspec.Struct, frozen=True, dict=True, repr_omit_defaults=True):
    """Everything this device needs to be itself. The seeds never leave it.

    Public keys are derived once: it takes as long as encrypting a message.
    """

    account_id: AccountId
    device_id: DeviceId
    account_seed: bytes
    """Empty on a device that was linked by another."""
    signing_seed: bytes
    agreement_secret: bytes
    log_id: LogId
    directory_key: bytes
    relay_url: str
    clinic_name: str
    account_key: bytes = b""
    """The account's public key, where the private one is on another device of the person."""

    def __repr__(self) -> str:
        return f"OwnDevice({self.device_id.hex()})"

    @property
    def holds_account_key(self) -> bool:
        """Whether this device can add and remove others."""
        return bool(self.account_seed)

    @property
    def account_secret(self) -> AccountSecret:
        """The account key's private half. Only where `holds_account_key`."""
        return AccountSecret(self.account_seed)

    @cached_property
    def public_account_key(self) -> bytes:
        """The account key as the log has it."""
        return self.account_secret.account_key if self.holds_account_key else self.account_key

    @property
    def secrets(self) -> DeviceSecrets:
        """The device keys' private halves."""
        return DeviceSecrets(self.signing_seed, self.agreement_secret)

    @cached_property
    def identity(self) -> DeviceIdentity:
        """The public side, as the log will have it."""
        secrets = self.secrets
        return DeviceIdentity(
            self.account_id,
            self.device_id,
            self.public_account_key,
            secrets.signing_key,
            secrets.agreement_key,
        )

    def sign(self, data: bytes) -> bytes:
        """Sign with the device key: for opening relay sessions."""
        return ed25519.sign(self.signing_seed, data)


def save(transaction: Transaction, own: OwnDevice) -> None:
    """Store the device's identity."""
    transaction.settings.put(_NAME, msgspec.msgpack.encode(own))


def load(transaction: Transaction) -> OwnDevice | None:
    """The identity, or None when enrolment never got that far."""
    data = transaction.settings.get(_NAME)
    return None if data is None else msgspec.msgpack.decode(data, type=OwnDevice)
