"""The authority's own register: its key, its chain, and who the clinic's people are.

One encrypted file holds all of it, so that a change is either wholly there or not at all: a chain
position that was used but not recorded would break the chain for good. Every signed statement is
kept, so that a statement file can be written again whenever one gets lost.
"""

from __future__ import annotations

from typing import Final

import msgspec

from relay.authority.errors import BadFileError
from relay.authority.profiles import Profile
from relay.wire import ProfileOpening

FILE_NAME: Final = "authority.curbside-register"
VERSION: Final = 1


class _Redacted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class IssuedInvite(_Redacted, frozen=True, forbid_unknown_fields=True):
    """That an invite was made; never its secret."""

    invite_key: bytes
    purpose: int
    not_after: int
    issued_ms: int


class Person(_Redacted, frozen=True, forbid_unknown_fields=True):
    """One account, as the authority last stated it."""

    account_id: bytes
    profile: Profile
    salt: bytes
    closed: bool = False
    invites: tuple[IssuedInvite, ...] = ()


class RelayInfo(_Redacted, frozen=True, forbid_unknown_fields=True):
    """Where the relay is, and by which keys it is known."""

    url: str
    pins: tuple[bytes, ...]
    log_key: bytes
    witnesses: tuple[bytes, ...] = ()


class Signed(_Redacted, frozen=True, forbid_unknown_fields=True):
    """One entry of the authority's chain, and what it replaced here, in case it is withdrawn."""

    entry: bytes
    opening: ProfileOpening | None = None
    person_before: Person | None = None
    relay_before: RelayInfo | None = None


class Register(_Redacted, frozen=True, forbid_unknown_fields=True):
    """Everything the authority knows. Immutable: a change makes a new one, which is then saved."""

    version: int
    clinic_name: str
    log_id: bytes
    ca_seed: bytes
    ca_recovery: bytes
    directory_key: bytes
    relay: RelayInfo
    chain: tuple[Signed, ...]
    people: dict[str, Person] = {}

    def encode(self) -> bytes:
        """Return the register as JSON, to be encrypted."""
        return msgspec.json.encode(self)


def decode(content: bytes) -> Register:
    """Read what `encode` made. Raises BadFileError."""
    try:
        register = msgspec.json.decode(content, type=Register)
    except msgspec.DecodeError as error:
        raise _unreadable() from error
    if register.version != VERSION or not register.chain:
        raise _unreadable()
    return register


def _unreadable() -> BadFileError:
    return BadFileError(
        "The authority's register was written by another version.",
        "Use the version of curbside-relay that wrote it, or a newer one.",
    )
