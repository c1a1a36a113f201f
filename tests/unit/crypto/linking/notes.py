"""A checkpoint of an invented log, signed."""

from __future__ import annotations

from base64 import b64encode

from app.core.ids import LogId
from app.crypto import ed25519
from app.crypto.transparency.note import key_hash


def signed_note(log_id: LogId, size: int, seed: bytes) -> tuple[bytes, bytes]:
    """(the note, the log key)."""
    name = f"curbside/1/{log_id.hex()}"
    key = ed25519.public_key(seed)
    text = f"{name}\n{size}\n{b64encode(bytes([size]) * 32).decode()}\n".encode()
    signature = b64encode(key_hash(name, key) + ed25519.sign(seed, text)).decode()
    return text + f"\n— {name} {signature}\n".encode(), key
