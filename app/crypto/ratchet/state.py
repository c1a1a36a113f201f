"""Base of every stored part of a session: sizes are checked on reading, and repr tells nothing."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from app.crypto import kem
from app.crypto.ratchet.header import MAX_NUMBER

Key = Annotated[bytes, Meta(min_length=32, max_length=32)]
KemSeed = Annotated[bytes, Meta(min_length=kem.SEED_SIZE, max_length=kem.SEED_SIZE)]
EncapsulationKey = Annotated[
    bytes, Meta(min_length=kem.ENCAPSULATION_KEY_SIZE, max_length=kem.ENCAPSULATION_KEY_SIZE)
]
Ciphertext = Annotated[bytes, Meta(min_length=kem.CIPHERTEXT_SIZE, max_length=kem.CIPHERTEXT_SIZE)]
Number = Annotated[int, Meta(ge=0, le=MAX_NUMBER + 1)]
Time = Annotated[int, Meta(ge=0, le=2**53)]


class SecretState(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """An immutable value that holds keys."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(redacted)"

    def __rich_repr__(self) -> list[tuple[str, str]]:
        return []
