"""The root key: each new chain mixes a fresh agreement, and mostly a KEM secret, into it.

relay/PROTOCOL.md section 8, root step.
"""

from __future__ import annotations

from hashlib import sha256

from app.crypto import labels
from app.crypto.key_derivation import hkdf

KEY_SIZE = 32


def root_step(
    root_key: bytes, agreement: bytes, shared_secret: bytes, offer: bytes, answer: bytes
) -> tuple[bytes, bytes]:
    """Return (next root key, chain key), 32 bytes each.

    `agreement` is the X25519 result. `shared_secret` is the KEM's, `offer` the encapsulation key
    (EK) and `answer` the ciphertext (CT) it came from; all three empty when the chain carries none.
    """
    info = labels.ROOT + sha256(offer + answer).digest()
    derived = hkdf(root_key, agreement + shared_secret, info, 2 * KEY_SIZE)
    return derived[:KEY_SIZE], derived[KEY_SIZE:]
