"""Checkpoint notes: the exact text, and every way a note can be wrong."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.transparency import note
from relay.transparency.errors import NoteError
from relay.transparency.note import Checkpoint
from tests.vectors.log_builder import key, pub, secret, signer

LOG_ID = secret("log id")
NAME = f"curbside/1/{LOG_ID.hex()}"
HEAD = Checkpoint(34, secret("root"))
NOTE = note.sign(HEAD, LOG_ID, pub("log"), signer("log"))


def line(name: str, hint: bytes, signature: bytes) -> bytes:
    return f"— {name} {base64.b64encode(hint + signature).decode()}\n".encode()


def signed(text: str) -> bytes:
    signature = key("log").sign(text.encode()).signature
    return text.encode() + b"\n" + line(NAME, note.key_hash(NAME, pub("log")), signature)


def test_the_text_follows_the_signed_note_format() -> None:
    body = f"{NAME}\n34\n{base64.b64encode(HEAD.root).decode()}\n"
    hint = hashlib.sha256(NAME.encode() + b"\n\x01" + pub("log")).digest()[:4]
    signature = key("log").sign(body.encode()).signature
    assert body.encode() + b"\n" + line(NAME, hint, signature) == NOTE
    assert signed(body) == NOTE
    assert note.verify(NOTE, LOG_ID, pub("log")) == HEAD


def test_other_peoples_signatures_are_ignored() -> None:
    other = line("witness.example/w", b"abcd", bytes(72)) + line(NAME, b"abcd", bytes(64))
    assert note.verify(NOTE + other, LOG_ID, pub("log")) == HEAD


def test_nothing_is_signed_for_an_empty_log() -> None:
    with pytest.raises(NoteError):
        note.sign(Checkpoint(0, bytes(32)), LOG_ID, pub("log"), signer("log"))


ROOT = base64.b64encode(HEAD.root).decode()
BAD_BODIES = {
    "another log": f"curbside/1/{bytes(32).hex()}\n34\n{ROOT}\n",
    "size zero": f"{NAME}\n0\n{ROOT}\n",
    "leading zero": f"{NAME}\n034\n{ROOT}\n",
    "sign": f"{NAME}\n+34\n{ROOT}\n",
    "not ASCII digits": f"{NAME}\n٣٤\n{ROOT}\n",
    "size above 2^53": f"{NAME}\n{2**53 + 1}\n{ROOT}\n",
    "endless size": f"{NAME}\n{'9' * 400}\n{ROOT}\n",
    "short root": f"{NAME}\n34\n{base64.b64encode(bytes(31)).decode()}\n",
    "root without padding": f"{NAME}\n34\n{ROOT.rstrip('=')}\n",
    "root with stray bits": f"{NAME}\n34\n{ROOT[:-2]}{chr(ord(ROOT[-2]) + 1)}=\n",
    "extension line": f"{NAME}\n34\n{ROOT}\nmore\n",
    "two lines": f"{NAME}\n34\n",
    "carriage return": f"{NAME}\r\n34\n{ROOT}\n",
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_bodies_that_are_refused_though_signed(body: str) -> None:
    with pytest.raises(NoteError):
        note.verify(signed(body), LOG_ID, pub("log"))


BAD_NOTES = {
    "empty": b"",
    "no signature": NOTE[: NOTE.index(b"\n\n") + 2],
    "no final newline": NOTE[:-1],
    "trailing blank line": NOTE + b"\n",
    "not UTF-8": NOTE + b"\xff",
    "hyphen for the dash": NOTE.replace("— ".encode(), b"- "),
    "key signed twice": NOTE + NOTE[NOTE.index(b"\n\n") + 2 :],
    "signature too short": NOTE + line("w", b"ab", b""),
    "line without a name": NOTE + "—  AAAAAAAAAA==\n".encode(),
    "not base64": NOTE + "— w ????\n".encode(),
    "too long": NOTE + line("w" * 4000, b"abcd", bytes(64)),
    "another size": NOTE.replace(b"\n34\n", b"\n35\n"),
    "signature of no length": NOTE + "— w\n".encode(),
}


@pytest.mark.parametrize("text", BAD_NOTES.values(), ids=BAD_NOTES.keys())
def test_notes_that_are_refused(text: bytes) -> None:
    with pytest.raises(NoteError):
        note.verify(text, LOG_ID, pub("log"))


def test_another_key_or_another_log_does_not_verify() -> None:
    with pytest.raises(NoteError):
        note.verify(NOTE, LOG_ID, pub("log 2"))
    with pytest.raises(NoteError):
        note.verify(NOTE, bytes(32), pub("log"))


@given(st.integers(0, len(NOTE) - 1), st.integers(1, 255))
def test_one_changed_byte(place: int, change: int) -> None:
    damaged = bytearray(NOTE)
    damaged[place] ^= change
    with pytest.raises(NoteError):
        note.verify(bytes(damaged), LOG_ID, pub("log"))
