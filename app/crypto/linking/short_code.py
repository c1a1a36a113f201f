"""The six digits that both screens show (relay/PROTOCOL.md section 10).

They cover everything that was said before the account key signs anything. Somebody in between who
knows the secret talks to each side with messages of their own; the new device has committed to N1
before it hears O0, and the old one draws a fresh nonce for O0 after it heard N0, so what would make
the two codes equal cannot be computed, only hoped for: one chance in a million, once.
"""

from __future__ import annotations

from hashlib import sha256

from app.core import tlv
from app.crypto import labels
from app.crypto.linking.messages import Commitment, Greeting, Introduction

DIGITS = 6


def short_code(commitment: Commitment, greeting: Greeting, introduction: Introduction) -> str:
    """Six decimal digits, leading zeros kept."""
    transcript = tlv.encode(commitment.encode(), greeting.encode(), introduction.encode())
    digest = sha256(labels.LINK_CODE + transcript).digest()
    return f"{int.from_bytes(digest[:4], 'big') % 10**DIGITS:0{DIGITS}d}"
