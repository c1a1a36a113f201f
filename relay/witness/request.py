"""What `add-checkpoint` is sent: an old size, a proof, and a checkpoint of any log (C2SP).

Strict: one meaning, one spelling, bounded in every direction. Nothing is verified here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from relay.transparency.cosignature import SignatureLine, decode_base64, read_line
from relay.transparency.errors import NoteError

MAX_PROOF: Final = 63
MAX_CHECKPOINT: Final = 4096
MAX_BODY: Final = len("old ") + 20 + MAX_PROOF * 45 + 1 + MAX_CHECKPOINT
_MAX_SIGNATURES: Final = 32
_MAX_SIZE: Final = 2**63 - 1
_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,18})")
_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_UNWANTED: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, repr=False)
class Checkpoint:
    """What a note says of a log. `text` is what is signed."""

    origin: str
    size: int
    root: bytes
    text: bytes
    note: bytes
    signatures: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True, repr=False)
class AddCheckpoint:
    """A request's body, read."""

    old_size: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint


def parse(body: bytes) -> AddCheckpoint:
    """Raises NoteError for anything but the exact form."""
    if len(body) > MAX_BODY:
        raise NoteError("the body is too long")
    head, blank, note = body.partition(b"\n\n")
    if not blank:
        raise NoteError("the empty line after the proof is missing")
    lines = _text(head).split("\n")
    old = _OLD.fullmatch(lines[0])
    if old is None or int(old[1]) > _MAX_SIZE:
        raise NoteError("the first line is not an old size")
    if len(lines) - 1 > MAX_PROOF:
        raise NoteError("the proof is too long")
    proof = tuple([decode_base64(line) for line in lines[1:]])
    if any(len(node) != 32 for node in proof):
        raise NoteError("a hash has 32 bytes")
    return AddCheckpoint(int(old[1]), proof, parse_checkpoint(note))


def parse_checkpoint(note: bytes) -> Checkpoint:
    """Read a C2SP checkpoint, extension lines included. Raises NoteError."""
    if len(note) > MAX_CHECKPOINT:
        raise NoteError("the note is too long")
    whole = _text(note)
    text, blank, tail = whole.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise NoteError("the note has no signatures")
    lines = text.split("\n")
    if len(lines) < 3 or not all(lines):
        raise NoteError("the note is not a checkpoint")
    size, root = _SIZE.fullmatch(lines[1]), decode_base64(lines[2])
    if size is None or int(size[0]) > _MAX_SIZE or len(root) != 32:
        raise NoteError("the size or the root is out of range")
    signatures = tail[:-1].split("\n")
    if len(signatures) > _MAX_SIGNATURES:
        raise NoteError("too many signatures")
    return Checkpoint(
        lines[0],
        int(size[0]),
        root,
        (text + "\n").encode("utf-8"),
        note,
        tuple([read_line(line) for line in signatures]),
    )


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteError("not UTF-8") from None
    if _UNWANTED.search(text):
        raise NoteError("control characters")
    return text
