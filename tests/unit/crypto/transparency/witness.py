"""Witnesses for tests: real keys, real cosignatures."""

from __future__ import annotations

from base64 import b64decode, b64encode

from app.crypto import ed25519
from app.crypto.transparency import cosignature, note
from tests.unit.crypto.transparency.clinic import NOW, seed

SECOND = NOW // 1000


def witness_key(name: str) -> bytes:
    return ed25519.public_key(seed(name))


def cosign(
    signed_note: bytes,
    witness: str,
    time_s: int,
    *,
    text: bytes = b"",
    seed_name: str = "",
    claimed: bytes = b"",
    signature_of: bytes = b"",
) -> bytes:
    """The note with one more line. The keywords make it a lie: over another note's text, by
    another key than it says, with the signature of another line."""
    over = note.parse(text or signed_note).signed_text
    name = f"{witness}.example"
    key_seed = seed(seed_name or witness)
    signature = ed25519.sign(key_seed, cosignature.signed_message(time_s, over))
    if signature_of:
        line = signature_of.decode().splitlines()[-1]
        signature = b64decode(line.rsplit(" ", 1)[1])[12:]
    key_hash = cosignature.key_hash(name, claimed or ed25519.public_key(key_seed))
    blob = key_hash + time_s.to_bytes(8, "big") + signature
    return signed_note + f"— {name} {b64encode(blob).decode()}\n".encode()
