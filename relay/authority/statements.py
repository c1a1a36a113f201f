"""Statement files: how signed entries travel from the authority to the relay (PROTOCOL.md 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from relay.wire import (
    MAX_ENTRY,
    ProfileOpening,
    WireError,
    b64u,
    number,
    split,
    split_list,
    tlv,
    tlv_list,
    u8,
    unb64u,
)

PREFIX: Final = "curbside:statements:"
FILE_SUFFIX: Final = ".curbside-statements"
_LOG_ENTRY: Final = 1
_PROFILE_OPENING: Final = 2


@dataclass(frozen=True, slots=True, repr=False)
class EntryStatement:
    """A signed log entry, to be appended."""

    entry: bytes


@dataclass(frozen=True, slots=True, repr=False)
class OpeningStatement:
    """An encrypted profile, to be kept for the commitment it opens."""

    opening: ProfileOpening


Statement: TypeAlias = EntryStatement | OpeningStatement


def encode(statements: Iterable[Statement]) -> str:
    """Return the `curbside:statements:` text."""
    return PREFIX + b64u(tlv_list([_encode_item(statement) for statement in statements]))


def decode(text: str) -> list[Statement]:
    """Read a statement file's text; white space is ignored. Raises WireError."""
    joined = "".join(text.split())
    if not joined.startswith(PREFIX):
        raise WireError("not a statement file")
    return [_decode_item(item) for item in split_list(unb64u(joined.removeprefix(PREFIX)))]


def _encode_item(statement: Statement) -> bytes:
    if isinstance(statement, EntryStatement):
        return tlv(u8(_LOG_ENTRY), statement.entry)
    return tlv(u8(_PROFILE_OPENING), statement.opening.encode())


def _decode_item(item: bytes) -> Statement:
    kind, content = split(item, 2)
    match number(kind, 1):
        case 1:
            if not 0 < len(content) <= MAX_ENTRY:
                raise WireError("entry size")
            return EntryStatement(content)
        case 2:
            return OpeningStatement(ProfileOpening.decode(content))
        case _:
            raise WireError("an unknown kind of statement")
