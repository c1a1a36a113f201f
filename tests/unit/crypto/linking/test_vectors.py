"""Linking against frozen bytes: what this version says, every version of protocol 1 must say."""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import nacl.bindings
import pytest

from app.crypto.linking.sealing import LinkKeys, Role
from app.crypto.linking.secret import LinkSecret
from tests.vectors import make_linking_vectors

FROZEN: dict[str, Any] = json.loads(Path(make_linking_vectors.FILE).read_text(encoding="utf-8"))


def test_the_whole_link_is_as_frozen() -> None:
    assert make_linking_vectors.make() == FROZEN


def test_the_keys_follow_from_the_characters() -> None:
    secret = LinkSecret.parse(FROZEN["characters"])
    keys = LinkKeys.derive(secret)
    assert secret.secret.hex() == FROZEN["secret"]
    assert keys.seed.hex() == FROZEN["seed"]
    assert [key.hex() for key in keys.keys] == [FROZEN["k0"], FROZEN["k1"]]
    assert keys.link_key.hex() == FROZEN["link_key"]


def test_the_keys_are_hkdf_written_out() -> None:
    # RFC 5869 by hand, so that the vector does not only agree with the code that made it.
    secret = bytes.fromhex(FROZEN["secret"])
    pseudorandom = hmac.digest(bytes(32), secret, "sha256")
    blocks, block = b"", b""
    for number in range(1, 4):
        block = hmac.digest(pseudorandom, block + b"curbside/1 link\0" + bytes([number]), "sha256")
        blocks += block
    assert blocks.hex() == FROZEN["seed"] + FROZEN["k0"] + FROZEN["k1"]


def test_the_short_code_is_the_hash_written_out() -> None:
    n0, o0, n1 = (bytes.fromhex(message["payload"]) for message in FROZEN["messages"][:3])
    transcript = b"".join(len(part).to_bytes(4, "big") + part for part in (n0, o0, n1))
    digest = hashlib.sha256(b"curbside/1 link code\0" + transcript).digest()
    assert FROZEN["short_code"] == f"{int.from_bytes(digest[:4], 'big') % 1_000_000:06d}"
    assert n0[-32:] == hashlib.sha256(b"curbside/1 link offer\0" + n1).digest()


@pytest.mark.parametrize("message", FROZEN["messages"])
def test_each_message_is_sealed_as_written(message: dict[str, Any]) -> None:
    sealed = bytes.fromhex(message["sealed"])
    role, index = message["role"], message["index"]
    context = (
        b"curbside/1 link\0"
        + (1).to_bytes(4, "big")
        + bytes([role])
        + (4).to_bytes(4, "big")
        + index.to_bytes(4, "big")
    )
    opened = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
        sealed[24:], context, sealed[:24], bytes.fromhex(FROZEN[f"k{role}"])
    )
    assert opened.hex() == message["payload"]
    keys = LinkKeys.derive(LinkSecret.parse(FROZEN["code"]))
    assert keys.unseal(Role(role), index, sealed) == opened
