"""The keys that follow from the secret, and the messages sealed under them.

relay/PROTOCOL.md section 10. Each side has a key of its own and numbers its messages, so nothing
can be turned back on its sender, repeated as another or moved to another place. Who knows the
secret can make all of them: against that stands the short code, not the seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from app.core import tlv
from app.core.randomness import Randomness
from app.crypto import aead, ed25519, labels
from app.crypto.key_derivation import ZERO_SALT, hkdf
from app.crypto.linking.secret import LinkSecret

GIVEN_UP = b"\x00"
"""The payload that says so. No other message is one byte long."""


class Role(IntEnum):
    """Which of the two lists at the rendezvous a side writes."""

    NEW = 0
    OLD = 1


@dataclass(frozen=True, slots=True, repr=False)
class LinkKeys:
    """Everything that follows from the secret."""

    seed: bytes
    """Of the rendezvous key, whose public half names the meeting at the relay."""
    keys: tuple[bytes, bytes]
    """Of messages from the new device, and from the old one."""

    @classmethod
    def derive(cls, secret: LinkSecret) -> LinkKeys:
        """`seed | k0 | k1`."""
        material = hkdf(ZERO_SALT, secret.secret, labels.LINK, 96)
        return cls(material[:32], (material[32:64], material[64:]))

    @property
    def link_key(self) -> bytes:
        """The rendezvous key's public half."""
        return ed25519.public_key(self.seed)

    def sign(self, data: bytes) -> bytes:
        """Sign with the rendezvous key: for opening the relay session."""
        return ed25519.sign(self.seed, data)

    def seal(self, role: Role, index: int, payload: bytes, randomness: Randomness) -> bytes:
        """Message `index` of `role`."""
        nonce = randomness.random_bytes(aead.NONCE_SIZE)
        return nonce + aead.seal(self.keys[role], nonce, payload, _context(role, index))

    def unseal(self, role: Role, index: int, sealed: bytes) -> bytes:
        """The payload of message `index` of `role`. Raises AuthenticationError."""
        nonce, ciphertext = sealed[: aead.NONCE_SIZE], sealed[aead.NONCE_SIZE :]
        return aead.unseal(self.keys[role], nonce, ciphertext, _context(role, index))

    def __repr__(self) -> str:
        return "LinkKeys(redacted)"


def _context(role: Role, index: int) -> bytes:
    return labels.LINK + tlv.encode(role.to_bytes(1, "big"), index.to_bytes(4, "big"))
