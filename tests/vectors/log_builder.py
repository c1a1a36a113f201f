"""Builds logs from names instead of random numbers, so that every run gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nacl.bindings import crypto_scalarmult_base
from nacl.signing import SigningKey

from relay.transparency import certificates, entries
from relay.transparency.bodies import (
    AccountClose,
    Body,
    CaRotate,
    DeviceAdd,
    DeviceRevoke,
    Enrol,
    Genesis,
    Profile,
    Rekey,
    Relay,
    Role,
)
from relay.transparency.certificates import Certificate, Purpose

START_MS = 1_700_000_000_000
YEAR_MS = 365 * 24 * 3600 * 1000
AUTHORITY = entries.NO_ACCOUNT

Signers = Mapping[Role, str | SigningKey]


def secret(name: str) -> bytes:
    return hashlib.sha256(b"curbside log vectors: " + name.encode()).digest()


def key(name: str) -> SigningKey:
    return SigningKey(secret(name))


def pub(name: str) -> bytes:
    return bytes(key(name).verify_key)


def dh_pub(name: str) -> bytes:
    return crypto_scalarmult_base(secret(name))


def ident(name: str) -> bytes:
    return secret(name)[:16]


def signer(name: str | SigningKey) -> Callable[[bytes], bytes]:
    signing_key = key(name) if isinstance(name, str) else name
    return lambda message: signing_key.sign(message).signature


@dataclass
class LogBuilder:
    """Appends entries; each method returns the entry, `add=False` leaves the log as it was.

    Keys are named: "ca", "log", "ak alice", "dsk alice 1", "ik alice 1", "invite alice".
    """

    log: list[bytes] = field(default_factory=list)
    log_id: bytes = b""
    ca: str = "ca"
    ca_recovery: str = "recovery"
    time_ms: int = START_MS
    chains: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    account_keys: dict[str, str] = field(default_factory=dict)

    def copy(self) -> LogBuilder:
        return LogBuilder(
            list(self.log),
            self.log_id,
            self.ca,
            self.ca_recovery,
            self.time_ms,
            dict(self.chains),
            dict(self.account_keys),
        )

    def entry(
        self,
        body: Body,
        signers: Signers,
        *,
        account_id: bytes = AUTHORITY,
        chain: bytes | None = None,
        seq: int | None = None,
        prev: bytes | None = None,
        time_ms: int | None = None,
        log_id: bytes | None = None,
        add: bool = True,
    ) -> bytes:
        chain = account_id if chain is None else chain
        next_seq, head = self.chains.get(chain, (0, bytes(32)))
        raw = entries.make(
            body,
            account_id=account_id,
            seq=next_seq if seq is None else seq,
            prev=head if prev is None else prev,
            time_ms=self.time_ms if time_ms is None else time_ms,
            log_id=self.log_id if log_id is None else log_id,
            signers={role: signer(name) for role, name in signers.items()},
        )
        if add:
            self.log.append(raw)
            self.chains[chain] = (next_seq + 1, hashlib.sha256(raw).digest())
            self.time_ms += 1000
        return raw

    def genesis(self, **changes: Any) -> bytes:
        body = Genesis(
            pub("ca"), pub("recovery"), pub("log"), (secret("pin"),), "Vector Clinic – Nørrebro"
        )
        raw = self.entry(body, {Role.CA: "ca"}, log_id=b"", **changes)
        self.log_id = hashlib.sha256(raw).digest()
        return raw

    def certificate(
        self,
        person: str,
        *,
        purpose: Purpose = Purpose.ENROL,
        invite: str | None = None,
        by: str | None = None,
        not_after: int = START_MS + YEAR_MS,
        log_id: bytes | None = None,
        commitment: bytes | None = None,
    ) -> Certificate:
        return certificates.issue(
            Certificate(
                purpose,
                self.log_id if log_id is None else log_id,
                ident(person),
                pub(invite or f"invite {person}"),
                commitment or secret(f"commitment {person}"),
                not_after,
            ),
            signer(by or self.ca),
        )

    def enrol(
        self,
        person: str,
        certificate: Certificate | None = None,
        *,
        ak: str | None = None,
        invite: str | None = None,
        signers: Signers | None = None,
        **changes: Any,
    ) -> bytes:
        ak = ak or f"ak {person}"
        if changes.get("add", True):
            self.account_keys[person] = ak
        return self.entry(
            Enrol(pub(ak), certificate or self.certificate(person, invite=invite)),
            signers or {Role.ACCOUNT: ak, Role.INVITE: invite or f"invite {person}"},
            account_id=ident(person),
            **changes,
        )

    def device_add(
        self,
        person: str,
        number: int,
        *,
        signers: Signers | None = None,
        dsk: bytes | None = None,
        ik: bytes | None = None,
        device_id: bytes | None = None,
        suites: bytes = b"\x01",
        **changes: Any,
    ) -> bytes:
        name = f"{person} {number}"
        body = DeviceAdd(
            device_id or ident(f"device {name}"),
            dsk or pub(f"dsk {name}"),
            ik or dh_pub(f"ik {name}"),
            suites,
        )
        return self.entry(
            body,
            signers or {Role.ACCOUNT: self.account_keys[person], Role.DEVICE: f"dsk {name}"},
            account_id=ident(person),
            **changes,
        )

    def device_revoke(
        self,
        person: str,
        number: int,
        *,
        by_ca: bool = False,
        wipe: bool = False,
        signers: Signers | None = None,
        **changes: Any,
    ) -> bytes:
        return self.entry(
            DeviceRevoke(ident(f"device {person} {number}"), wipe),
            signers or ({Role.CA: self.ca} if by_ca else {Role.ACCOUNT: self.account_keys[person]}),
            account_id=ident(person),
            chain=AUTHORITY if by_ca else ident(person),
            **changes,
        )

    def rekey(
        self,
        person: str,
        ak: str,
        certificate: Certificate | None = None,
        *,
        invite: str | None = None,
        signers: Signers | None = None,
        **changes: Any,
    ) -> bytes:
        default: Signers = {Role.ACCOUNT: self.account_keys[person], Role.NEW_ACCOUNT: ak}
        if invite:
            default = {Role.NEW_ACCOUNT: ak, Role.INVITE: invite}
            certificate = certificate or self.certificate(
                person, purpose=Purpose.REKEY, invite=invite
            )
        if changes.get("add", True):
            self.account_keys[person] = ak
        return self.entry(
            Rekey(pub(ak), certificate),
            signers or default,
            account_id=ident(person),
            **changes,
        )

    def profile(self, person: str, commitment: bytes, **changes: Any) -> bytes:
        return self._by_authority(Profile(commitment), person, **changes)

    def account_close(self, person: str, **changes: Any) -> bytes:
        return self._by_authority(AccountClose(), person, **changes)

    def relay(
        self,
        pins: tuple[bytes, ...],
        log_key: bytes,
        witnesses: tuple[bytes, ...] = (),
        **changes: Any,
    ) -> bytes:
        body = Relay(pins, log_key, witnesses)
        return self.entry(body, {Role.CA: self.ca}, **changes)

    def ca_rotate(
        self,
        ca: str,
        ca_recovery: str | None = None,
        *,
        by_recovery: bool = False,
        signers: Signers | None = None,
        **changes: Any,
    ) -> bytes:
        recovery = ca_recovery or self.ca_recovery
        old: Signers = {Role.CA_RECOVERY: self.ca_recovery} if by_recovery else {Role.CA: self.ca}
        raw = self.entry(
            CaRotate(pub(ca), pub(recovery)),
            signers or {**old, Role.NEW_CA: ca},
            **changes,
        )
        if changes.get("add", True):
            self.ca, self.ca_recovery = ca, recovery
        return raw

    def _by_authority(
        self, body: Body, person: str, signers: Signers | None = None, **changes: Any
    ) -> bytes:
        return self.entry(
            body,
            signers or {Role.CA: self.ca},
            account_id=ident(person),
            chain=AUTHORITY,
            **changes,
        )


def sample_log() -> dict[str, LogBuilder]:
    """Return builders after named stages of one log that has every kind of entry; last is "end"."""
    stages: dict[str, LogBuilder] = {}
    log = LogBuilder()
    stages["empty"] = log.copy()
    log.genesis()
    stages["genesis"] = log.copy()
    log.enrol("alice")
    stages["alice"] = log.copy()
    log.device_add("alice", 1)
    log.enrol("bob")
    log.device_add("bob", 1, suites=b"\x01\x07")
    log.profile("alice", secret("commitment alice, promoted"))
    stages["two"] = log.copy()
    for number in range(2, 9):
        log.device_add("alice", number)
    stages["full"] = log.copy()
    log.device_revoke("alice", 2, wipe=True)
    log.device_revoke("bob", 1, by_ca=True)
    stages["revoked"] = log.copy()
    log.rekey("alice", "ak alice, second")
    stages["rekeyed"] = log.copy()
    log.device_add("alice", 9)
    log.relay((secret("pin"), secret("pin 2")), pub("log"), (pub("witness"),))
    log.rekey("bob", "ak bob, second", invite="invite bob again")
    log.device_add("bob", 2)
    stages["returned"] = log.copy()
    log.ca_rotate("ca 2")
    stages["rotated"] = log.copy()
    log.enrol("carol")
    log.device_add("carol", 1)
    log.ca_rotate("ca 3", "recovery 2", by_recovery=True)
    stages["recovered"] = log.copy()
    log.relay((secret("pin 3"),), pub("log 2"))
    log.account_close("carol")
    stages["closed"] = log.copy()
    log.profile("carol", secret("commitment carol, left"))
    for person in ("dave", "erin", "frank"):
        log.enrol(person)
        log.device_add(person, 1)
    log.device_revoke("dave", 1)
    stages["end"] = log.copy()
    return stages
