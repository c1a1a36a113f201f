"""Checkpoints: the log key's signature over a tree's size and root (PROTOCOL.md section 3.3).

C2SP signed-note framing around a C2SP tlog-checkpoint body, so that tools of that family can read
them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from relay.transparency.errors import NoteError
from relay.transparency.signatures import verifies
from relay.wire import MAX_NOTE, MAX_TIME

_SIGNATURE_PREFIX = "— "
_ED25519 = b"\x01"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: how many entries, and the root over them."""

    size: int
    root: bytes


def origin(log_id: bytes) -> str:
    """Return the log's name in checkpoints, also the name of its key."""
    return f"curbside/1/{log_id.hex()}"


def key_hash(name: str, public_key: bytes) -> bytes:
    """Return the 4 bytes that tell a note's signers apart (C2SP signed-note)."""
    return hashlib.sha256(name.encode("utf-8") + b"\n" + _ED25519 + public_key).digest()[:4]


def sign(
    checkpoint: Checkpoint, log_id: bytes, log_key: bytes, signer: Callable[[bytes], bytes]
) -> bytes:
    """Return the signed note. `log_key` is the public key that goes with `signer`.

    Raises NoteError for an empty tree, which is never signed.
    """
    if checkpoint.size < 1:
        raise NoteError("an empty log has no checkpoint")
    name = origin(log_id)
    root = base64.b64encode(checkpoint.root).decode("ascii")
    text = f"{name}\n{checkpoint.size}\n{root}\n"
    signature = signer(text.encode("utf-8"))
    line = base64.b64encode(key_hash(name, log_key) + signature).decode("ascii")
    return f"{text}\n{_SIGNATURE_PREFIX}{name} {line}\n".encode()


def verify(note: bytes, log_id: bytes, log_key: bytes) -> Checkpoint:
    """Return the checkpoint that `log_key` signed in `note`, or raise NoteError.

    Signatures by other keys are ignored; a wrong one by this key is an error.
    """
    text, signatures = _split(note)
    name = origin(log_id)
    expected = key_hash(name, log_key)
    checkpoint = _parse_body(text, name)
    found = [sig for signer, hint, sig in signatures if (signer, hint) == (name, expected)]
    if len(found) != 1:
        raise NoteError("the log key has not signed this note exactly once")
    if not verifies(log_key, text.encode("utf-8"), found[0]):
        raise NoteError("the log key's signature does not verify")
    return checkpoint


def _split(note: bytes) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """Return the signed text and the (name, key hash, signature) of every signature line."""
    if len(note) > MAX_NOTE:
        raise NoteError("the note is too long")
    try:
        whole = note.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteError("the note is not UTF-8") from None
    if any(character < " " and character != "\n" for character in whole):
        raise NoteError("the note holds control characters")
    text, blank, tail = whole.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise NoteError("the note has no signatures")
    return text + "\n", [_signature_line(line) for line in tail[:-1].split("\n")]


def _signature_line(line: str) -> tuple[str, bytes, bytes]:
    name, space, encoded = line.removeprefix(_SIGNATURE_PREFIX).partition(" ")
    if not line.startswith(_SIGNATURE_PREFIX) or not space or not name:
        raise NoteError("a signature line is malformed")
    decoded = _base64(encoded)
    if len(decoded) < 5:
        raise NoteError("a signature is too short")
    return name, decoded[:4], decoded[4:]


def _parse_body(text: str, name: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or lines[0] != name:
        raise NoteError("the note is not a checkpoint of this log")
    digits = lines[1]
    if not (digits.isascii() and digits.isdigit()) or digits.startswith("0") or len(digits) > 16:
        raise NoteError("the size is not a positive decimal number")
    size = int(digits)
    root = _base64(lines[2])
    if size > MAX_TIME or len(root) != 32:
        raise NoteError("the size or the root is out of range")
    return Checkpoint(size, root)


def _base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("not base64") from None
    if base64.b64encode(data).decode("ascii") != text:
        raise NoteError("not canonical base64")
    return data
