"""Checkpoints: the relay's signed statement of the log's size and root.

C2SP signed notes with the tlog-checkpoint body (relay/PROTOCOL.md section 3.3). Parsing and
verifying are apart, because the key that must have signed depends on the size (a RELAY entry may
have changed it), so a checkpoint is read first and believed later.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, field, replace
from hashlib import sha256

from app.core.errors import DecodeError
from app.core.ids import LogId
from app.crypto import ed25519

MAX_NOTE_SIZE = 4096
MAX_LOG_SIZE = 2**53
_MAX_SIGNATURES = 32
_KEY_HASH_SIZE = 4
_SIGNATURE_SIZE = 64
_ED25519_NOTE = b"\x01"
_ORIGIN = re.compile(r"curbside/1/([0-9a-f]{64})")
_SIZE = re.compile(r"[1-9][0-9]{0,15}")
_SIGNATURE_LINE = re.compile(r"— (\S+) (\S+)")
_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line, of whomever."""

    name: str
    key_hash: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a note says. Nothing has been verified until `verify` returned True."""

    log_id: LogId
    size: int
    root: bytes
    note: bytes = field(repr=False)
    signatures: tuple[NoteSignature, ...] = field(repr=False)

    @property
    def origin(self) -> str:
        """The note's first line and the log key's name."""
        return f"curbside/1/{self.log_id.hex()}"

    @property
    def signed_text(self) -> bytes:
        """What the signatures cover: through the newline before the blank line."""
        return self.note[: self.note.rindex(b"\n\n") + 1]

    def bare(self) -> Checkpoint:
        """The same with the log's own signature lines alone: what messages carry.

        Cosignatures tell what this device was shown. Two checkpoints contradict each other by the
        log key's signatures, so that in a message they would be weight without use.
        """
        own = tuple(each for each in self.signatures if each.name == self.origin)
        if own == self.signatures:
            return self
        text, blank, lines = self.note.rpartition(b"\n\n")
        kept = [
            line + b"\n"
            for line, each in zip(lines[:-1].split(b"\n"), self.signatures, strict=True)
            if each.name == self.origin
        ]
        return replace(self, note=text + blank + b"".join(kept), signatures=own)

    def verify(self, log_key: bytes) -> bool:
        """Did `log_key` sign it? Signatures of unknown keys are ignored.

        Every signature line under the log's name and key hash must be good: one that is not means
        that somebody altered the note.
        """
        wanted = key_hash(self.origin, log_key)
        text = self.signed_text
        verdicts = [
            ed25519.verify(log_key, text, signature.signature)
            for signature in self.signatures
            if signature.name == self.origin and signature.key_hash == wanted
        ]
        return bool(verdicts) and all(verdicts)


def key_hash(name: str, public_key: bytes) -> bytes:
    """The C2SP key id of an Ed25519 key: SHA-256(name | newline | 0x01 | key), 4 bytes."""
    digest = sha256(name.encode() + b"\n" + _ED25519_NOTE + public_key).digest()
    return digest[:_KEY_HASH_SIZE]


def parse(note: bytes) -> Checkpoint:
    """Read a note. Raises DecodeError for anything but the exact form."""
    if len(note) > MAX_NOTE_SIZE:
        raise DecodeError
    try:
        text = note.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DecodeError from error
    if _UNWANTED.search(text) or "\n\n" not in text or not text.endswith("\n"):
        raise DecodeError
    body, _, signature_part = text.rpartition("\n\n")
    lines = body.split("\n")
    if len(lines) != 3:  # origin, size, root; extension lines are not used
        raise DecodeError
    origin = _ORIGIN.fullmatch(lines[0])
    size_line = _SIZE.fullmatch(lines[1])
    if origin is None or size_line is None or int(lines[1]) > MAX_LOG_SIZE:
        raise DecodeError
    root = _base64(lines[2])
    if len(root) != 32:
        raise DecodeError
    signature_lines = signature_part[:-1].split("\n")
    if len(signature_lines) > _MAX_SIGNATURES:
        raise DecodeError
    return Checkpoint(
        log_id=LogId(bytes.fromhex(origin[1])),
        size=int(lines[1]),
        root=root,
        note=note,
        signatures=tuple(_signature(line) for line in signature_lines),
    )


def _signature(line: str) -> NoteSignature:
    match = _SIGNATURE_LINE.fullmatch(line)
    if match is None:
        raise DecodeError
    raw = _base64(match[2])
    if len(raw) <= _KEY_HASH_SIZE:
        raise DecodeError
    return NoteSignature(match[1], raw[:_KEY_HASH_SIZE], raw[_KEY_HASH_SIZE:])


def _base64(text: str) -> bytes:
    """Standard base64 with padding, in its one canonical spelling."""
    try:
        raw = b64decode(text, validate=True)
    except (Base64Error, ValueError) as error:
        raise DecodeError from error
    if b64encode(raw).decode("ascii") != text:
        raise DecodeError
    return raw
