"""A real relay with a real authority, and people who enrol with real invites."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
import pytest
from nacl.pwhash import argon2id

from app.core.ids import AccountId, DeviceId
from app.core.transport_types import AppendedEntries
from app.crypto import ed25519
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.invite import Invite
from app.crypto.profile import seal_profile
from app.crypto.system_random import SystemRandom
from app.crypto.transparency import signing
from app.net.client import RelayClient
from app.net.relay_session import DeviceCredential, DeviceScope, InviteCredential
from app.net.signed_calls import system_clock_ms
from relay.authority import cards
from relay.authority.authority import Authority
from relay.authority.keys import Cost
from relay.authority.profiles import Profile
from relay.config import Config
from relay.server import RunningRelay

QUICK = Cost(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)


@dataclass
class Clinic:
    relay: RunningRelay
    authority: Authority

    def invite(self, name: str, valid_days: int = 7) -> Invite:
        made = self.authority.invite(
            Profile(name=name, role="", department="", staff_id=""), valid_days=valid_days
        )
        return Invite.parse(made.text)

    def as_invited(self, invite: Invite, clock: Callable[[], int] = system_clock_ms) -> RelayClient:
        credential = InviteCredential(
            invite.certificate.invite_key,
            invite.certificate.encode(),
            partial(ed25519.sign, invite.invite_seed),
        )
        return RelayClient(self.relay.url, invite.pins, credential, clock=clock)


@dataclass
class Person:
    clinic: Clinic
    account_id: AccountId
    device_id: DeviceId
    account: AccountSecret
    device: DeviceSecrets
    entries: tuple[bytes, bytes]
    opening: bytes
    enrolled: AppendedEntries

    def client(
        self, clock: Callable[[], int] = system_clock_ms, *, scope: DeviceScope = "device"
    ) -> RelayClient:
        sign = partial(ed25519.sign, self.device.signing_seed)
        credential = DeviceCredential(self.device_id, sign, scope)
        relay = self.clinic.relay
        return RelayClient(relay.url, [relay.pin], credential, clock=clock)


def enrol(clinic: Clinic, name: str) -> Person:
    """Redeem a fresh invite."""
    return redeem(clinic, clinic.invite(name))


def redeem(clinic: Clinic, invite: Invite) -> Person:
    """Make the keys of a new person and enrol them."""
    random = SystemRandom()
    account, device = AccountSecret.generate(random), DeviceSecrets.generate(random)
    device_id = DeviceId(random.random_bytes(16))
    certificate = invite.certificate
    client = clinic.as_invited(invite)
    now = client.now_ms()
    key_entry = signing.enrol_entry(
        account, invite.invite_seed, certificate, log_id=certificate.log_id, time_ms=now
    )
    device_entry = signing.device_add_entry(
        account,
        device,
        certificate.account_id,
        device_id,
        head=signing.head_after(key_entry),
        log_id=certificate.log_id,
        time_ms=now,
    )
    opening = seal_profile(
        invite.profile_json,
        invite.salt,
        invite.directory_key,
        certificate.log_id,
        certificate.account_id,
        randomness=random,
    )
    try:
        enrolled = client.enrol(key_entry, device_entry, opening)
    finally:
        client.close()
    return Person(
        clinic,
        certificate.account_id,
        device_id,
        account,
        device,
        (key_entry, device_entry),
        opening,
        enrolled,
    )


@contextlib.contextmanager
def clinic_on(tmp_path: Path, config: Config) -> Iterator[Clinic]:
    with RunningRelay(tmp_path / "relay", config) as relay:
        card = msgspec.json.encode(relay.card).decode()
        authority = Authority.create(
            tmp_path / "authority",
            clinic_name="Test Clinic",
            relay=cards.parse(card),
            passphrase="authority passphrase",
            recovery_file=tmp_path / "recovery",
            recovery_passphrase="recovery passphrase",
            cost=QUICK,
        )
        result = relay.import_statements(authority.statements())
        assert not result.error
        yield Clinic(relay, authority)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    with clinic_on(tmp_path, Config(port=0)) as clinic:
        yield clinic
