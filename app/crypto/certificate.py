"""The authority's one-time permission to enrol, as it stands in invites and in the log.

relay/PROTOCOL.md section 4. The invite key it names signs the entry that uses it, so that the
authority need not be online, and a copy of the certificate alone is worth nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, LogId
from app.crypto import ed25519, labels

MAX_TIME_MS = 2**53
"""No time in the protocol is above this."""


class Purpose(IntEnum):
    """What a certificate lets its holder do, once."""

    ENROL = 1
    REKEY = 2
    RECOVER = 3
    """Fetch the sealed account key and add one device with it; never in the log."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A decoded certificate. Its signature has not been verified until `verify` returned True."""

    purpose: Purpose
    log_id: LogId
    account_id: AccountId
    invite_key: bytes
    profile_commitment: bytes
    not_after_ms: int
    signature: bytes

    @classmethod
    def decode(cls, data: bytes) -> Certificate:
        """Read a certificate. Raises DecodeError."""
        purpose, log_id, account_id, invite_key, commitment, not_after, signature = tlv.decode(
            data, 7
        )
        not_after_ms = tlv.unsigned(not_after, 8)
        if not_after_ms > MAX_TIME_MS:
            raise DecodeError
        try:
            known_purpose = Purpose(tlv.unsigned(purpose, 1))
        except ValueError as error:
            raise DecodeError from error
        return cls(
            purpose=known_purpose,
            log_id=LogId(tlv.fixed(log_id, 32)),
            account_id=AccountId(tlv.fixed(account_id, 16)),
            invite_key=tlv.fixed(invite_key, 32),
            profile_commitment=tlv.fixed(commitment, 32),
            not_after_ms=not_after_ms,
            signature=tlv.fixed(signature, 64),
        )

    def encode(self) -> bytes:
        """The bytes that `decode` reads."""
        return tlv.encode(*self._signed_fields(), self.signature)

    @property
    def signed_bytes(self) -> bytes:
        """What the authority signs."""
        return labels.INVITE + tlv.encode(*self._signed_fields())

    def verify(self, authority_key: bytes) -> bool:
        """Did the authority with this key sign it?"""
        return ed25519.verify(authority_key, self.signed_bytes, self.signature)

    def _signed_fields(self) -> tuple[bytes, ...]:
        return (
            self.purpose.to_bytes(1, "big"),
            self.log_id,
            self.account_id,
            self.invite_key,
            self.profile_commitment,
            self.not_after_ms.to_bytes(8, "big"),
        )
