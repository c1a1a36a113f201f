"""Cosignatures of checkpoints: C2SP tlog-cosignature `cosignature/v1` (PROTOCOL.md section 13).

The note framing and the verifier keys that a witness and whoever believes it have in common. A
cosignature says that at a time the log had this size and root, and had only grown since the last
one; it is over the note's text, whoever else signed it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from relay.transparency.errors import NoteError
from relay.transparency.signatures import ed25519_small_order, verifies

LOG: Final = b"\x01"
WITNESS: Final = b"\x04"
_NAME: Final = re.compile(r"[!-*,-~]{1,128}")
_SIGNATURE: Final = re.compile(r"— ([!-*,-~]{1,128}) ([A-Za-z0-9+/]{8,}={0,2})")
_ID_SIZE: Final = 4
_TIME_SIZE: Final = 8
_SIGNATURE_SIZE: Final = 64
_MAX_TIME: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A named Ed25519 key and what it signs: `LOG` checkpoints or `WITNESS` cosignatures."""

    name: str
    public_key: bytes
    kind: bytes

    @property
    def key_id(self) -> bytes:
        """The 4 bytes that tell a note's signers apart (C2SP signed-note)."""
        named = self.name.encode("utf-8") + b"\n" + self.kind + self.public_key
        return hashlib.sha256(named).digest()[:_ID_SIZE]

    def encode(self) -> str:
        """Return the C2SP text, `name+hash+base64(kind | key)`."""
        encoded = base64.b64encode(self.kind + self.public_key).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    @classmethod
    def decode(cls, text: str, kind: bytes) -> VerifierKey:
        """Read the C2SP text of a key of that kind. Raises NoteError."""
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise NoteError("a verifier key looks like name+hash+key")
        name, key_id, encoded = parts
        raw = decode_base64(encoded)
        if raw[:1] != kind or len(raw) != 33:
            raise NoteError("this is a verifier key of another kind")
        check_name(name)
        key = cls(name, raw[1:], kind)
        if key.key_id.hex() != key_id:
            raise NoteError("the verifier key's hash does not fit its name and key")
        if ed25519_small_order(key.public_key):
            raise NoteError("the verifier key has small order")
        return key


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature line of a note, of whomever."""

    name: str
    key_id: bytes
    signature: bytes

    def by(self, key: VerifierKey) -> bool:
        """Whether it claims to be that key's."""
        return self.name == key.name and self.key_id == key.key_id

    def encode(self) -> str:
        """Return the line, its end included."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.signature).decode('ascii')}\n"


def check_name(name: str) -> None:
    """Raises NoteError for a name that cannot stand in a signature line."""
    if _NAME.fullmatch(name) is None:
        raise NoteError("a name is 1 to 128 visible ASCII characters without + and spaces")


def read_line(line: str) -> SignatureLine:
    """Read a signature line without its end. Raises NoteError."""
    match = _SIGNATURE.fullmatch(line)
    if match is None:
        raise NoteError("a signature line is malformed")
    raw = decode_base64(match[2])
    if len(raw) <= _ID_SIZE:
        raise NoteError("a signature is too short")
    return SignatureLine(match[1], raw[:_ID_SIZE], raw[_ID_SIZE:])


def cosign(
    text: bytes, key: VerifierKey, time_s: int, signer: Callable[[bytes], bytes]
) -> SignatureLine:
    """Sign a note's text (through the newline before its blank line) at a time in seconds."""
    signature = signer(_signed(text, time_s))
    return SignatureLine(key.name, key.key_id, time_s.to_bytes(_TIME_SIZE, "big") + signature)


def verify(text: bytes, line: SignatureLine, key: VerifierKey) -> int | None:
    """Return the time in seconds at which `key` cosigned `text`, None when it did not."""
    if not line.by(key) or len(line.signature) != _TIME_SIZE + _SIGNATURE_SIZE:
        return None
    time_s = int.from_bytes(line.signature[:_TIME_SIZE], "big")
    if time_s > _MAX_TIME:
        return None
    good = verifies(key.public_key, _signed(text, time_s), line.signature[_TIME_SIZE:])
    return time_s if good else None


def decode_base64(text: str) -> bytes:
    """Read base64 with padding, in its one canonical spelling. Raises NoteError."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("not base64") from None
    if base64.b64encode(raw).decode("ascii") != text:
        raise NoteError("not canonical base64")
    return raw


def _signed(text: bytes, time_s: int) -> bytes:
    return b"cosignature/v1\ntime %d\n%b" % (time_s, text)
