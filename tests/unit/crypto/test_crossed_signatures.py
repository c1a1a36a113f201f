"""A signature made for one purpose is worth nothing for any other, even under the same key.

No key of Curbside's signs for two purposes, so this gives every purpose one and the same key, which
is the worst that could happen, and tries each signature wherever another one belongs.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import permutations

import pytest

from app.core.ids import LogId
from app.crypto import ed25519, labels
from app.crypto.certificate import Certificate, Purpose
from app.crypto.errors import PrekeyRefusedError
from app.crypto.identity import DeviceIdentity
from app.crypto.prekeys import PrekeyKind, PublicPrekey, generate_prekey
from app.crypto.transparency import cosignature, note
from app.crypto.transparency.entries import Role
from app.crypto.transparency.state import signed_message
from app.net.signing import Request, RequestSigner
from tests.fakes.randomness import SeededRandomness
from tests.unit.crypto.transparency.clinic import NOW, account_id, device_id, seed

SEED = seed("one key for everything")
KEY = ed25519.public_key(SEED)
LOG_ID = LogId(seed("log"))
SECOND = NOW // 1000


@dataclass(frozen=True)
class Context:
    """One purpose: a genuine signature for it, and who would believe one."""

    starts: bytes
    """How everything that is signed for it begins."""
    signature: bytes
    believes: Callable[[bytes], bool]


def entry(role: Role) -> Context:
    message = signed_message(role, LOG_ID, b"version through body of an entry")
    return Context(
        labels.LOG_ENTRY + bytes((role,)),
        ed25519.sign(SEED, message),
        lambda signature: ed25519.verify(KEY, message, signature),
    )


def invite(purpose: Purpose) -> Context:
    unsigned = Certificate(purpose, LOG_ID, account_id("a"), KEY, seed("profile"), NOW, bytes(64))
    return Context(
        labels.INVITE,
        ed25519.sign(SEED, unsigned.signed_bytes),
        lambda signature: replace(unsigned, signature=signature).verify(KEY),
    )


def prekey(kind: PrekeyKind) -> Context:
    identity = DeviceIdentity(account_id("a"), device_id("a"), KEY, KEY, KEY)
    public, _ = generate_prekey(
        kind,
        7,
        NOW,
        log_id=LOG_ID,
        account_id=identity.account_id,
        device_id=identity.device_id,
        signing_seed=SEED,
        randomness=SeededRandomness("prekey"),
    )

    def believes(signature: bytes) -> bool:
        try:
            replace(public, signature=signature).verify(LOG_ID, identity)
        except PrekeyRefusedError:
            return False
        return True

    assert isinstance(public, PublicPrekey)
    return Context(labels.PREKEY, public.signature, believes)


TEXT = f"curbside/1/{LOG_ID.hex()}\n5\n{b64encode(seed('root')).decode()}\n".encode()


def signed_note(name: str, blob: bytes) -> note.Checkpoint:
    return note.parse(TEXT + f"\n— {name} {b64encode(blob).decode()}\n".encode())


def checkpoint() -> Context:
    name = f"curbside/1/{LOG_ID.hex()}"
    return Context(
        b"curbside/1/",
        ed25519.sign(SEED, TEXT),
        lambda signature: signed_note(name, note.key_hash(name, KEY) + signature).verify(KEY),
    )


def witness() -> Context:
    name = "witness.example"
    start = cosignature.key_hash(name, KEY) + SECOND.to_bytes(8, "big")
    return Context(
        b"cosignature/v1\n",
        ed25519.sign(SEED, cosignature.signed_message(SECOND, TEXT)),
        lambda signature: bool(cosignature.verified(signed_note(name, start + signature), [KEY])),
    )


def request() -> Context:
    bases: list[bytes] = []

    def sign(base: bytes) -> bytes:
        bases.append(base)
        return ed25519.sign(SEED, base)

    signer = RequestSigner.ed25519(f"device:{device_id('a').hex()}", sign)
    signer.headers(Request("POST", "/v1/session", body=b"{}"), "relay.example:8443", SECOND)
    (base,) = bases
    return Context(
        b'"@method": ',
        ed25519.sign(SEED, base),
        lambda signature: ed25519.verify(KEY, base, signature),
    )


CONTEXTS = {
    **{f"entry by {role.name}": entry(role) for role in Role},
    **{f"invite to {purpose.name}": invite(purpose) for purpose in Purpose},
    **{f"prekey {kind.name}": prekey(kind) for kind in PrekeyKind},
    "checkpoint": checkpoint(),
    "cosignature": witness(),
    "request": request(),
}


@pytest.mark.parametrize("name", CONTEXTS)
def test_each_is_believed_where_it_belongs(name: str) -> None:
    assert CONTEXTS[name].believes(CONTEXTS[name].signature)


@pytest.mark.parametrize("name", CONTEXTS)
def test_and_nowhere_else(name: str) -> None:
    believed = [
        other
        for other, context in CONTEXTS.items()
        if other != name and context.believes(CONTEXTS[name].signature)
    ]
    assert believed == []


def test_nothing_signed_for_one_purpose_can_begin_like_another() -> None:
    starts = {context.starts for context in CONTEXTS.values()}
    assert len(starts) == len(Role) + 5
    assert not [1 for one, other in permutations(starts, 2) if one.startswith(other)]
