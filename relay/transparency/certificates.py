"""The authority's signature in an invite (PROTOCOL.md section 4).

It lets whoever holds the invite key introduce an account key for one account, or recover the one it
has, once, without the authority being online.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from relay import labels
from relay.transparency.signatures import verifies
from relay.wire import MAX_TIME, WireError, fixed, number, split, tlv, u8, u64


class Purpose(IntEnum):
    """What an invite is for."""

    ENROL = 1
    REKEY = 2
    RECOVER = 3
    """Fetch the sealed account key and add one device with it; never in the log."""


@dataclass(frozen=True, slots=True, repr=False)
class Certificate:
    """Permission to introduce or recover one account key, signed by the authority."""

    purpose: Purpose
    log_id: bytes
    account_id: bytes
    invite_key: bytes
    profile_commitment: bytes
    not_after: int
    signature: bytes = b""

    def encode(self) -> bytes:
        """Return the certificate's bytes."""
        return tlv(*self._fields(), self.signature)

    def to_be_signed(self) -> bytes:
        """Return what the authority signs: everything but the signature."""
        return labels.INVITE + tlv(*self._fields())

    def signed_by(self, authority_key: bytes) -> bool:
        """Say whether the authority key `authority_key` signed this."""
        return verifies(authority_key, self.to_be_signed(), self.signature)

    def _fields(self) -> tuple[bytes, ...]:
        return (
            u8(self.purpose),
            self.log_id,
            self.account_id,
            self.invite_key,
            self.profile_commitment,
            u64(self.not_after),
        )


def issue(unsigned: Certificate, sign: Callable[[bytes], bytes]) -> Certificate:
    """Return `unsigned` with a signature; `sign` is the authority's Ed25519 signature function."""
    return replace(unsigned, signature=sign(unsigned.to_be_signed()))


def decode(data: bytes) -> Certificate:
    """Read a certificate's structure (not its signature), or raise WireError."""
    fields = split(data, 7)
    try:
        purpose = Purpose(number(fields[0], 1))
    except ValueError:
        raise WireError("an unknown purpose") from None
    not_after = number(fields[5], 8)
    if not_after > MAX_TIME:
        raise WireError("a time out of range")
    return Certificate(
        purpose,
        fixed(fields[1], 32),
        fixed(fields[2], 16),
        fixed(fields[3], 32),
        fixed(fields[4], 32),
        not_after,
        fixed(fields[6], 64),
    )
