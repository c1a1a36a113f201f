"""A log that asks a witness, with the relay's own prover and notes."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from nacl.signing import SigningKey

from relay.transparency import note
from relay.transparency.cosignature import LOG, VerifierKey
from relay.transparency.merkle import Tree
from relay.transparency.note import Checkpoint

LOG_ID = hashlib.sha256(b"a clinic").digest()
ORIGIN = note.origin(LOG_ID)


class GrowingLog:
    """Entries, and requests about them."""

    def __init__(self, seed: bytes = b"k" * 32, log_id: bytes = LOG_ID) -> None:
        self.key = SigningKey(seed)
        self.log_id = log_id
        self.tree = Tree()

    @property
    def verifier_key(self) -> VerifierKey:
        return VerifierKey(note.origin(self.log_id), bytes(self.key.verify_key), LOG)

    def grow(self, count: int, word: bytes = b"entry") -> GrowingLog:
        for _ in range(count):
            self.tree.append(b"%b %d" % (word, self.tree.size))
        return self

    def note(self, size: int | None = None, key: SigningKey | None = None) -> bytes:
        size = self.tree.size if size is None else size
        key = key or self.key
        checkpoint = Checkpoint(size, self.tree.root(size))
        public = bytes(key.verify_key)
        return note.sign(checkpoint, self.log_id, public, lambda text: key.sign(text).signature)

    def request(self, old: int, size: int | None = None, *, key: SigningKey | None = None) -> bytes:
        size = self.tree.size if size is None else size
        proof = self.tree.consistency_proof(old, size) if 0 < old <= size else []
        return body(old, proof, self.note(size, key))


def body(old: int, proof: list[bytes], signed: bytes) -> bytes:
    lines = [f"old {old}", *[b64encode(node).decode() for node in proof]]
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + signed
