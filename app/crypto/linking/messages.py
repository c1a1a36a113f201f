"""The six messages of linking, as values with strict decoding (relay/PROTOCOL.md section 10).

new device                              old device
N0  Commitment    "I have chosen N1"
                                        O0  Greeting      whose clinic and account this is
N1  Introduction  its keys and name
        both screens show the short code of N0, O0 and N1
                                        O1  Grant         the clinic, and the entry to sign
N2  Consent       its signature
                                        O2  Added         where the log has it
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from app.core import tlv
from app.core.content import MAX_DEVICE_NAME
from app.core.errors import DecodeError
from app.core.ids import AccountId, DeviceId, LogId
from app.core.randomness import Randomness
from app.crypto import labels
from app.crypto.transparency.note import MAX_NOTE_SIZE

NONCE_SIZE = 16
_VERSION = b"\x01"
_MAX_CLINIC_NAME = 128
_MAX_URL_LENGTH = 512
_MAX_PINS = 4
_MAX_NAMES = 64


@dataclass(frozen=True, slots=True)
class Commitment:
    """N0: the hash of the N1 that will follow, so that it cannot be chosen to fit O0."""

    digest: bytes

    @classmethod
    def to(cls, introduction: Introduction) -> Commitment:
        """To this N1, whose nonce keeps the hash from saying what it holds."""
        return cls(sha256(labels.LINK_OFFER + introduction.encode()).digest())

    def opens_to(self, introduction: Introduction) -> bool:
        """Is this the N1 that it was made from?"""
        return hmac.compare_digest(self.digest, Commitment.to(introduction).digest)

    def encode(self) -> bytes:
        """The payload."""
        return tlv.encode(_VERSION, self.digest)

    @classmethod
    def decode(cls, data: bytes) -> Commitment:
        """Read a payload. Raises DecodeError."""
        version, digest = tlv.decode(data, 2)
        _require_version(version)
        return cls(tlv.fixed(digest, 32))


@dataclass(frozen=True, slots=True)
class Greeting:
    """O0: whose workstation answers. Nothing in it is a secret."""

    nonce: bytes
    log_id: LogId
    account_id: AccountId
    account_key: bytes = field(repr=False)
    clinic_name: str = field(repr=False)

    @classmethod
    def make(
        cls,
        log_id: LogId,
        account_id: AccountId,
        account_key: bytes,
        clinic_name: str,
        randomness: Randomness,
    ) -> Greeting:
        """With a fresh nonce."""
        nonce = randomness.random_bytes(NONCE_SIZE)
        return cls(nonce, log_id, account_id, account_key, clinic_name)

    def encode(self) -> bytes:
        """The payload."""
        return tlv.encode(
            _VERSION,
            self.nonce,
            self.log_id,
            self.account_id,
            self.account_key,
            self.clinic_name.encode(),
        )

    @classmethod
    def decode(cls, data: bytes) -> Greeting:
        """Read a payload. Raises DecodeError."""
        version, nonce, log_id, account_id, account_key, clinic_name = tlv.decode(data, 6)
        _require_version(version)
        return cls(
            tlv.fixed(nonce, NONCE_SIZE),
            LogId(tlv.fixed(log_id, 32)),
            AccountId(tlv.fixed(account_id, 16)),
            tlv.fixed(account_key, 32),
            _text(clinic_name, 1, _MAX_CLINIC_NAME),
        )


@dataclass(frozen=True, slots=True)
class Introduction:
    """N1: the new device's public keys, and what its person calls it."""

    nonce: bytes = field(repr=False)
    """Drawn fresh: it hides the content from who knows the commitment alone."""
    device_id: DeviceId
    signing_key: bytes = field(repr=False)
    agreement_key: bytes = field(repr=False)
    device_name: str = field(repr=False)

    @classmethod
    def make(
        cls,
        device_id: DeviceId,
        signing_key: bytes,
        agreement_key: bytes,
        device_name: str,
        randomness: Randomness,
    ) -> Introduction:
        """With a fresh nonce. A longer name is cut."""
        return cls(
            randomness.random_bytes(NONCE_SIZE),
            device_id,
            signing_key,
            agreement_key,
            clean_device_name(device_name),
        )

    def encode(self) -> bytes:
        """The payload."""
        return tlv.encode(
            self.nonce,
            self.device_id,
            self.signing_key,
            self.agreement_key,
            self.device_name.encode(),
        )

    @classmethod
    def decode(cls, data: bytes) -> Introduction:
        """Read a payload. Raises DecodeError."""
        nonce, device_id, signing_key, agreement_key, device_name = tlv.decode(data, 5)
        return cls(
            tlv.fixed(nonce, NONCE_SIZE),
            DeviceId(tlv.fixed(device_id, 16)),
            tlv.fixed(signing_key, 32),
            tlv.fixed(agreement_key, 32),
            _device_name(device_name),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Grant:
    """O1: all that the new device needs to be one of the person's, and the entry to sign."""

    relay_url: str
    pins: tuple[bytes, ...]
    log_key: bytes
    ca: bytes
    note: bytes
    directory_key: bytes
    entry: bytes
    """DEVICE_ADD with the account key's signature and zeros in place of the device's."""
    own_chain: tuple[bytes, ...]
    """SHA-256 of each entry of the account's chain so far, in order."""
    names: tuple[tuple[DeviceId, str], ...]
    """What the person calls their workstations."""

    def encode(self) -> bytes:
        """The payload."""
        return tlv.encode(
            self.relay_url.encode(),
            b"".join(self.pins),
            self.log_key,
            self.ca,
            self.note,
            self.directory_key,
            self.entry,
            tlv.encode(*self.own_chain),
            tlv.encode(*(tlv.encode(device_id, name.encode()) for device_id, name in self.names)),
        )

    @classmethod
    def decode(cls, data: bytes) -> Grant:
        """Read a payload. Raises DecodeError."""
        url, pins, log_key, ca, note, directory_key, entry, chain, names = tlv.decode(data, 9)
        if len(note) > MAX_NOTE_SIZE or len(pins) % 32 or not 1 <= len(pins) // 32 <= _MAX_PINS:
            raise DecodeError
        return cls(
            _text(url, 1, _MAX_URL_LENGTH),
            tuple(pins[at : at + 32] for at in range(0, len(pins), 32)),
            tlv.fixed(log_key, 32),
            tlv.fixed(ca, 32),
            note,
            tlv.fixed(directory_key, 32),
            entry,
            tuple(tlv.fixed(digest, 32) for digest in tlv.decode_list(chain)),
            _names(names),
        )

    def __repr__(self) -> str:
        return "Grant(redacted)"


@dataclass(frozen=True, slots=True)
class Consent:
    """N2: the new device's signature of the entry."""

    signature: bytes = field(repr=False)

    def encode(self) -> bytes:
        """The payload."""
        return self.signature

    @classmethod
    def decode(cls, data: bytes) -> Consent:
        """Read a payload. Raises DecodeError."""
        return cls(tlv.fixed(data, 64))


@dataclass(frozen=True, slots=True)
class Added:
    """O2: the log has the entry."""

    first_index: int
    note: bytes = field(repr=False)

    def encode(self) -> bytes:
        """The payload."""
        return tlv.encode(self.first_index.to_bytes(8, "big"), self.note)

    @classmethod
    def decode(cls, data: bytes) -> Added:
        """Read a payload. Raises DecodeError."""
        first_index, note = tlv.decode(data, 2)
        if len(note) > MAX_NOTE_SIZE:
            raise DecodeError
        return cls(tlv.unsigned(first_index, 8), note)


def clean_device_name(name: str) -> str:
    """A name as it may be sent: trimmed, without lone surrogates, cut to the longest allowed."""
    return " ".join(name.encode("utf-8", "replace").decode().split())[:MAX_DEVICE_NAME].strip()


def _require_version(version: bytes) -> None:
    if version != _VERSION:
        raise DecodeError


def _text(data: bytes, least: int, most: int) -> str:
    if not least <= len(data) <= most:
        raise DecodeError
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise DecodeError from None


def _device_name(data: bytes) -> str:
    name = _text(data, 0, 4 * MAX_DEVICE_NAME)
    if len(name) > MAX_DEVICE_NAME:
        raise DecodeError
    return name


def _names(data: bytes) -> tuple[tuple[DeviceId, str], ...]:
    pairs: Iterable[list[bytes]] = (tlv.decode(item, 2) for item in tlv.decode_list(data))
    names = tuple((DeviceId(tlv.fixed(device, 16)), _device_name(name)) for device, name in pairs)
    if len(names) > _MAX_NAMES or len({device for device, _ in names}) != len(names):
        raise DecodeError
    return names
