"""Cosignatures: other machines' statements that they saw this very checkpoint, and when.

C2SP tlog-cosignature, cosignature/v1 (relay/PROTOCOL.md section 13). A witness cosigns a checkpoint
only after a proof that it extends the last one it cosigned, so a relay that shows some people one
log and others another needs every witness's help. A line under a trusted key that does not verify
counts as none: the relay passes these lines on, and a bad one proves nothing against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from app.crypto import ed25519
from app.crypto.transparency.note import Checkpoint, NoteSignature

MAX_TIMESTAMP_S = 2**53 // 1000
"""No time in the protocol is above 2^53 ms."""

_COSIGNATURE_V1 = b"\x04"
_TIMESTAMP_SIZE = 8
_SIGNATURE_SIZE = 64
_KEY_HASH_SIZE = 4


@dataclass(frozen=True, slots=True)
class Cosignature:
    """One verified cosignature of a checkpoint."""

    key: bytes = field(repr=False)
    """The witness's Ed25519 key, one of those that are trusted."""
    name: str
    """As the witness signs itself. From the network: show it as plain text."""
    time_ms: int
    """When, by the witness's own clock (whole seconds)."""


def verified(checkpoint: Checkpoint, trusted_keys: Iterable[bytes]) -> tuple[Cosignature, ...]:
    """The good cosignatures of `checkpoint` by trusted keys, one a key: its newest.

    The note's own signature is not looked at: a cosignature says nothing of the log key.
    """
    found: dict[bytes, Cosignature] = {}
    for key in trusted_keys:
        for line in checkpoint.signatures:
            cosignature = _verify(checkpoint, line, key)
            if cosignature is None:
                continue
            known = found.get(key)
            if known is None or known.time_ms < cosignature.time_ms:
                found[key] = cosignature
    return tuple(found.values())


def key_hash(name: str, public_key: bytes) -> bytes:
    """The C2SP key id of a cosigning key: SHA-256(name | newline | 0x04 | key), 4 bytes."""
    digest = sha256(name.encode() + b"\n" + _COSIGNATURE_V1 + public_key).digest()
    return digest[:_KEY_HASH_SIZE]


def signed_message(time_s: int, note_text: bytes) -> bytes:
    """What a witness signs: the time in seconds, and the note's text through its last newline."""
    return b"cosignature/v1\ntime %d\n" % time_s + note_text


def _verify(checkpoint: Checkpoint, line: NoteSignature, key: bytes) -> Cosignature | None:
    if len(line.signature) != _TIMESTAMP_SIZE + _SIGNATURE_SIZE:
        return None
    if line.key_hash != key_hash(line.name, key):
        return None
    time_s = int.from_bytes(line.signature[:_TIMESTAMP_SIZE], "big")
    if time_s > MAX_TIMESTAMP_S:
        return None
    message = signed_message(time_s, checkpoint.signed_text)
    if not ed25519.verify(key, message, line.signature[_TIMESTAMP_SIZE:]):
        return None
    return Cosignature(key, line.name, time_s * 1000)
