"""Checkpoints in the C2SP form: the exact bytes, and nothing else."""

from __future__ import annotations

from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import DecodeError
from app.crypto import ed25519
from app.crypto.transparency import note
from tests.unit.crypto.transparency.clinic import seed, sign_note

LOG_ID = seed("log id")
ROOT = seed("root")
KEY = ed25519.public_key(seed("log"))
GOOD = sign_note(LOG_ID, 1234, ROOT, seed("log"))
ORIGIN = f"curbside/1/{LOG_ID.hex()}"
WITNESS = "— witness.example/w1 " + b64encode(bytes(76)).decode() + "\n"


def test_a_good_one() -> None:
    checkpoint = note.parse(GOOD)
    assert (checkpoint.log_id, checkpoint.size, checkpoint.root) == (LOG_ID, 1234, ROOT)
    assert checkpoint.origin == ORIGIN
    assert checkpoint.verify(KEY)
    assert not checkpoint.verify(ed25519.public_key(seed("other")))


def test_unknown_signatures_are_ignored() -> None:
    assert note.parse(GOOD + WITNESS.encode()).verify(KEY)
    head, _, signature = GOOD.partition(b"\n\n")
    assert note.parse(head + b"\n\n" + WITNESS.encode() + signature).verify(KEY)
    assert not note.parse(head + b"\n\n" + WITNESS.encode()).verify(KEY)


def test_key_hash_and_signature_as_the_go_implementation_makes_them() -> None:
    # The example of golang.org/x/mod/sumdb/note, which C2SP signed notes specify.
    key = b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:]
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    blob = b64decode(
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    assert note.key_hash("PeterNeumann", key).hex() == "c74f20a3"
    assert blob[:4].hex() == "c74f20a3"
    assert ed25519.verify(key, text.encode(), blob[4:])


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_any_altered_byte(at: int, flip: int) -> None:
    altered = bytearray(GOOD)
    altered[at] ^= flip
    try:
        checkpoint = note.parse(bytes(altered))
    except DecodeError:
        return
    assert not checkpoint.verify(KEY)


def variants() -> dict[str, bytes]:
    text = GOOD.decode()
    root = b64encode(ROOT).decode()
    signature = text.rpartition("\n\n")[2]
    return {
        "empty": b"",
        "no signature": text.partition("\n\n")[0].encode() + b"\n\n",
        "no final newline": GOOD[:-1],
        "two final newlines": GOOD + b"\n",
        "carriage returns": text.replace("\n", "\r\n").encode(),
        "another origin": text.replace("curbside/1/", "curbside/2/").encode(),
        "upper-case log id": text.replace(LOG_ID.hex(), LOG_ID.hex().upper()).encode(),
        "size zero": text.replace("\n1234\n", "\n0\n").encode(),
        "leading zero": text.replace("\n1234\n", "\n01234\n").encode(),
        "signed size": text.replace("\n1234\n", "\n+1234\n").encode(),
        "another script's digits": text.replace("\n1234\n", "\n١٢٣٤\n").encode(),
        "huge size": text.replace("\n1234\n", f"\n{2**53 + 1}\n").encode(),
        "short root": text.replace(root, b64encode(ROOT[:31]).decode()).encode(),
        "unpadded root": text.replace(root, root.rstrip("=")).encode(),
        "sloppy last bits": text.replace(root, f"{root[:-2]}{chr(ord(root[-2]) + 1)}=").encode(),
        "an extension line": text.replace(f"{root}\n", f"{root}\nmore\n").encode(),
        "a hyphen for the dash": text.replace("—", "-").encode(),
        "a signature of nothing": text.replace(signature, f"— {ORIGIN} AAAA\n").encode(),
        "not UTF-8": GOOD + b"\xff\n",
        "a tab": text.replace(" ", "\t").encode(),
        "too long": GOOD + WITNESS.encode() * 60,
        "too many signatures": GOOD + b"\xe2\x80\x94 w AAAAAAAA\n" * 32,
    }  # fmt: skip


@pytest.mark.parametrize("raw", variants().values(), ids=variants().keys())
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(DecodeError):
        note.parse(raw)


@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    with pytest.raises(DecodeError):
        note.parse(raw)
