"""The chain key: one step a message, forward only (relay/PROTOCOL.md section 8, chain step)."""

from __future__ import annotations

from app.crypto.key_derivation import hmac_sha256

_MESSAGE = b"\x01"
_ADVANCE = b"\x02"


def chain_step(chain_key: bytes) -> tuple[bytes, bytes]:
    """Return (message secret `mk`, next chain key), 32 bytes each."""
    return hmac_sha256(chain_key, _MESSAGE), hmac_sha256(chain_key, _ADVANCE)
