"""The ML-KEM-768 step of the ratchet (relay/PROTOCOL.md section 8).

A sending chain may *offer* an encapsulation key (EK). The chain that answers it carries the
*answer*, a ciphertext (CT), if and only if there was an offer; the shared secret then joins the
X25519 agreement in the root step. So whoever recorded everything, and one day computes discrete
logarithms, is still shut out after one round trip.

| chain being received          | its answer (CT)          | its offer (EK) |
|-------------------------------|--------------------------|----------------|
| first message of a new chain, | required, 1,088 bytes;   | optional; must |
| our chain had an offer        | missing: refused         | be a valid key |
| first message of a new chain, | must be empty;           | optional; must |
| our chain had no offer        | unsolicited: refused     | be a valid key |
| any later message of a chain  | the very same bytes      | the very same  |
|                               | or refused               | or refused     |
"""

from __future__ import annotations

from hashlib import sha256

from app.core import tlv
from app.core.randomness import Randomness
from app.crypto import kem, x25519
from app.crypto.errors import BadKeyError, PostQuantumError
from app.crypto.ratchet.state import EncapsulationKey, KemSeed, Key, SecretState

OFFER_AFTER_MESSAGES = 50
"""Where not every chain offers: offer again after this many messages sent,"""
OFFER_AFTER_MS = 24 * 3600 * 1000
"""or after this long."""


class RatchetKey(SecretState, frozen=True):
    """Our own half of the newest ratchet step, kept until the peer has answered it."""

    secret: Key
    public: Key
    kem_seed: KemSeed | None
    offer: EncapsulationKey | None
    """The public half of `kem_seed`; kept because deriving it costs more than a message."""

    @classmethod
    def generate(cls, randomness: Randomness, *, with_offer: bool) -> RatchetKey:
        """Make a fresh ratchet key, with an encapsulation key if asked for."""
        secret = randomness.random_bytes(x25519.SECRET_SIZE)
        if not with_offer:
            return cls(secret, x25519.public_key(secret), None, None)
        seed = randomness.random_bytes(kem.SEED_SIZE)
        return cls(secret, x25519.public_key(secret), seed, kem.encapsulation_key(seed))

    def open_answer(self, answer: bytes) -> bytes:
        """Return the shared secret of the peer's answer, empty when there was no offer.

        Raises PostQuantumError when the answer is missing or was not asked for.
        """
        if bool(answer) != (self.kem_seed is not None):
            raise PostQuantumError
        return kem.decapsulate(self.kem_seed, answer) if self.kem_seed else b""


def answer_offer(offer: bytes | None, randomness: Randomness) -> tuple[bytes, bytes]:
    """Return (CT, shared secret) for the peer's offer, both empty when it made none."""
    return randomness.encapsulate(offer) if offer else (b"", b"")


def offer_is_due(messages_since: int, offered_at_ms: int, now_ms: int) -> bool:
    """Is it time to offer again, where policy does not ask for it on every chain?"""
    return messages_since >= OFFER_AFTER_MESSAGES or now_ms - offered_at_ms >= OFFER_AFTER_MS


def check_offer(offer: bytes) -> None:
    """Raise PostQuantumError for an offer that could not be answered."""
    if offer:
        try:
            kem.check_encapsulation_key(offer)
        except BadKeyError:
            raise PostQuantumError from None


def binding(offer: bytes, answer: bytes) -> bytes:
    """Return a 32-byte digest that all messages of one chain share."""
    return sha256(tlv.encode(offer, answer)).digest()
