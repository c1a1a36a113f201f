"""Two devices with their keys and prekeys, ready to start a session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.core.ids import AccountId, DeviceId, LogId
from app.core.randomness import Randomness
from app.crypto import handshake
from app.crypto.handshake import InitialFields
from app.crypto.identity import AccountSecret, DeviceIdentity, DeviceSecrets
from app.crypto.prekeys import PrekeyBundle, PrekeyKind, PrekeySecret, PublicPrekey, generate_prekey
from app.crypto.ratchet.session import Session
from app.crypto.system_random import SystemRandom

LOG_ID = LogId(b"\x11" * 32)
LOG_ROOT = b"\x22" * 32
LOG_SIZE = 7
NOW_MS = 1_790_000_000_000
NOT_AFTER = NOW_MS + 14 * 24 * 3600 * 1000
SYSTEM = SystemRandom()


@dataclass
class Device:
    """One device with everything it would keep."""

    identity: DeviceIdentity
    secrets: DeviceSecrets
    prekeys: dict[int, PrekeySecret] = field(default_factory=dict)
    next_key_id: int = 1

    @classmethod
    def make(cls, randomness: Randomness = SYSTEM) -> Device:
        account = AccountSecret.generate(randomness)
        secrets = DeviceSecrets.generate(randomness)
        identity = DeviceIdentity(
            AccountId(randomness.random_bytes(16)),
            DeviceId(randomness.random_bytes(16)),
            account.account_key,
            secrets.signing_key,
            secrets.agreement_key,
        )
        return cls(identity, secrets)

    def prekey(
        self, kind: PrekeyKind, randomness: Randomness = SYSTEM, not_after: int = NOT_AFTER
    ) -> PublicPrekey:
        public, secret = generate_prekey(
            kind,
            self.next_key_id,
            not_after,
            log_id=LOG_ID,
            account_id=self.identity.account_id,
            device_id=self.identity.device_id,
            signing_seed=self.secrets.signing_seed,
            randomness=randomness,
        )
        self.prekeys[self.next_key_id] = secret
        self.next_key_id += 1
        return public

    def bundle(self, randomness: Randomness = SYSTEM, *, one_time: bool = True) -> PrekeyBundle:
        """A bundle as the relay would hand it out: plentiful, or run out of one-time keys."""
        kem_kind = PrekeyKind.ONE_TIME_MLKEM768 if one_time else PrekeyKind.LAST_RESORT_MLKEM768
        return PrekeyBundle(
            self.identity.device_id,
            self.prekey(PrekeyKind.SIGNED_X25519, randomness),
            self.prekey(kem_kind, randomness),
            self.prekey(PrekeyKind.ONE_TIME_X25519, randomness) if one_time else None,
        )

    def initiate(
        self, peer: Device, bundle: PrekeyBundle, randomness: Randomness = SYSTEM
    ) -> Session:
        return handshake.initiate(
            self.identity,
            self.secrets,
            peer.identity,
            bundle,
            log_size=LOG_SIZE,
            log_root=LOG_ROOT,
            randomness=randomness,
        )

    def accept(self, peer: Device, initial: InitialFields) -> Session:
        one_time_id = initial.one_time_prekey_id
        return handshake.accept(
            self.identity,
            self.secrets,
            peer.identity,
            initial,
            signed_secret=self.prekeys[initial.signed_prekey_id],
            one_time_secret=self.prekeys[one_time_id] if one_time_id is not None else None,
            kem_secret=self.prekeys[initial.kem_prekey_id],
        )


def fresh_pair(
    randomness: Randomness = SYSTEM, *, one_time: bool = True, every_chain: bool = True
) -> tuple[Session, Session]:
    """The initiator's session, and the responder's after the first message b"hello"."""
    alice, bob = Device.make(randomness), Device.make(randomness)
    initiator = alice.initiate(bob, bob.bundle(randomness, one_time=one_time), randomness)
    initiator, envelope = initiator.encrypt(
        b"hello", randomness, every_chain=every_chain, now_ms=NOW_MS
    )
    initial = handshake.envelope_initial(envelope)
    assert initial is not None
    responder, plaintext = bob.accept(alice, initial).decrypt(envelope)
    assert plaintext == b"hello"
    return initiator, responder


def sending_session(crossing: Iterable[Session]) -> Session:
    """The one of several sessions with crossing handshakes that the services of both sides send on.

    It is the one with the smallest transcript hash. All of them are kept for receiving.
    """
    return min(crossing, key=lambda session: session.transcript_hash)
