"""A clinic for tests: an authority, people and devices with real keys and real log entries."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from nacl.public import PrivateKey
from nacl.signing import SigningKey

from relay import labels
from relay.authority import statements
from relay.authority.statements import EntryStatement
from relay.datadir import RelayCard
from relay.transparency import certificates, entries
from relay.transparency.bodies import (
    AccountClose,
    Body,
    CaRotate,
    DeviceAdd,
    DeviceRevoke,
    Enrol,
    Genesis,
    Rekey,
    Role,
)
from relay.transparency.certificates import Certificate, Purpose
from relay.wire import EnrolRequest, Prekey, PrekeyKind, tlv, u8, u32, u64

DAY_MS = 24 * 3600 * 1000


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def _sign(key: SigningKey) -> Callable[[bytes], bytes]:
    return lambda message: key.sign(message).signature


@dataclass
class Chain:
    seq: int = 0
    prev: bytes = bytes(32)

    def follow(self, raw: bytes) -> bytes:
        self.seq += 1
        self.prev = hashlib.sha256(raw).digest()
        return raw


@dataclass
class Device:
    account_id: bytes
    log_id: bytes
    device_id: bytes = field(default_factory=lambda: os.urandom(16))
    signing: SigningKey = field(default_factory=SigningKey.generate)
    agreement: PrivateKey = field(default_factory=PrivateKey.generate)
    next_key_id: int = 1

    @property
    def keyid(self) -> str:
        return f"device:{self.device_id.hex()}"

    def prekey(self, kind: PrekeyKind, *, not_after: int | None = None) -> Prekey:
        key_id, self.next_key_id = self.next_key_id, self.next_key_id + 1
        key = os.urandom(32 if kind in (1, 2) else 1184)
        expiry = now_ms() + 14 * DAY_MS if not_after is None else not_after
        fields = (u8(kind), u32(key_id), key, u64(expiry))
        signed = labels.PREKEY + tlv(self.log_id, self.account_id, self.device_id, *fields)
        return Prekey(kind, key_id, key, expiry, self.signing.sign(signed).signature)


@dataclass
class Person:
    log_id: bytes
    account_id: bytes = field(default_factory=lambda: os.urandom(16))
    account_key: SigningKey = field(default_factory=SigningKey.generate)
    invite_key: SigningKey = field(default_factory=SigningKey.generate)
    certificate: bytes = b""
    chain: Chain = field(default_factory=Chain)
    devices: list[Device] = field(default_factory=list)

    @property
    def invite_keyid(self) -> str:
        return f"invite:{bytes(self.invite_key.verify_key).hex()}"

    def entry(self, body: Body, signers: dict[Role, SigningKey]) -> bytes:
        raw = entries.make(
            body,
            account_id=self.account_id,
            seq=self.chain.seq,
            prev=self.chain.prev,
            time_ms=now_ms(),
            log_id=self.log_id,
            signers={role: _sign(key) for role, key in signers.items()},
        )
        return self.chain.follow(raw)

    def enrol(self) -> EnrolRequest:
        certificate = certificates.decode(self.certificate)
        body = Enrol(bytes(self.account_key.verify_key), certificate)
        enrol = self.entry(body, {Role.ACCOUNT: self.account_key, Role.INVITE: self.invite_key})
        return EnrolRequest(enrol, self.add_device(), os.urandom(96))

    def add_device(self) -> bytes:
        device = Device(self.account_id, self.log_id)
        self.devices.append(device)
        body = DeviceAdd(
            device.device_id,
            bytes(device.signing.verify_key),
            bytes(device.agreement.public_key),
            b"\x01",
        )
        return self.entry(body, {Role.ACCOUNT: self.account_key, Role.DEVICE: device.signing})

    def revoke(self, device: Device) -> bytes:
        body = DeviceRevoke(device.device_id, False)
        return self.entry(body, {Role.ACCOUNT: self.account_key})

    def rekey(self) -> EnrolRequest:
        """A new account key by the invite of now, and a first device under it."""
        self.account_key = SigningKey.generate()
        body = Rekey(bytes(self.account_key.verify_key), certificates.decode(self.certificate))
        signers = {Role.NEW_ACCOUNT: self.account_key, Role.INVITE: self.invite_key}
        entry = self.entry(body, signers)
        return EnrolRequest(entry, self.add_device(), os.urandom(96))


class Clinic:
    """The authority. `genesis` is what the relay imports first."""

    def __init__(self, card: RelayCard) -> None:
        self.ca = SigningKey.generate()
        self.recovery = SigningKey.generate()
        self.chain = Chain()
        self.log_id = b""
        body = Genesis(
            bytes(self.ca.verify_key),
            bytes(self.recovery.verify_key),
            bytes.fromhex(card.log_key),
            tuple(bytes.fromhex(pin) for pin in card.pins),
            "Test clinic",
        )
        self.genesis = self._entry(body, bytes(16))
        self.log_id = hashlib.sha256(self.genesis).digest()
        self.log_key = body.log_key

    def _entry(
        self, body: Body, account_id: bytes, signers: dict[Role, SigningKey] | None = None
    ) -> bytes:
        raw = entries.make(
            body,
            account_id=account_id,
            seq=self.chain.seq,
            prev=self.chain.prev,
            time_ms=now_ms(),
            log_id=self.log_id,
            signers={role: _sign(key) for role, key in (signers or {Role.CA: self.ca}).items()},
        )
        return self.chain.follow(raw)

    def invited(self, *, days: float = 7) -> Person:
        person = Person(self.log_id)
        self.invite_again(person, Purpose.ENROL, days=days)
        return person

    def invite_again(self, person: Person, purpose: Purpose, *, days: float = 7) -> None:
        """Give the person another invite key, with a certificate for `purpose`."""
        person.invite_key = SigningKey.generate()
        unsigned = Certificate(
            purpose,
            self.log_id,
            person.account_id,
            bytes(person.invite_key.verify_key),
            os.urandom(32),
            now_ms() + int(days * DAY_MS),
        )
        person.certificate = certificates.issue(unsigned, _sign(self.ca)).encode()

    def statements(self, *raw: bytes) -> str:
        return statements.encode([EntryStatement(entry) for entry in raw])

    def revoke(self, person: Person, device: Device, *, wipe: bool = False) -> bytes:
        return self._entry(DeviceRevoke(device.device_id, wipe), person.account_id)

    def rotate(self) -> bytes:
        """The authority takes another key."""
        new = SigningKey.generate()
        body = CaRotate(bytes(new.verify_key), bytes(self.recovery.verify_key))
        raw = self._entry(body, bytes(16), {Role.CA: self.ca, Role.NEW_CA: new})
        self.ca = new
        return raw

    def close(self, person: Person) -> bytes:
        return self._entry(AccountClose(), person.account_id)
