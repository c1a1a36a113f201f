"""The number two people compare to be sure of each other's account keys.

relay/PROTOCOL.md section 9. It is Signal's displayable fingerprint with our keys and account ids.
The iterations make it slow to search for a key whose digits look alike.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha512

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, LogId
from app.core.views import CodeComparison

ITERATIONS = 5200
_FINGERPRINT_VERSION = b"\0\0"
_CODE_PREFIX = "curbside:verify:"
_CODE_VERSION = b"\x01"
_MAX_CODE_LENGTH = 1024
_GROUPS_EACH = 6
_GROUP_BYTES = 5
_GROUP_DIGITS = 5


@dataclass(frozen=True, slots=True)
class SafetyNumber:
    """60 digits, the same on both sides."""

    digits: str

    @property
    def groups(self) -> tuple[str, ...]:
        """12 groups of 5 digits, in the order to read them aloud."""
        return tuple(
            self.digits[start : start + _GROUP_DIGITS]
            for start in range(0, len(self.digits), _GROUP_DIGITS)
        )


def safety_number(
    own_account: AccountId, own_key: bytes, peer_account: AccountId, peer_key: bytes
) -> SafetyNumber:
    """Return the number of two accounts and their 32-byte account keys."""
    halves = sorted((_half(own_account, own_key), _half(peer_account, peer_key)))
    return SafetyNumber("".join(halves))


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two people as one of them sees it: what a verification code is about."""

    log_id: LogId
    own_account: AccountId
    own_key: bytes
    peer_account: AccountId
    peer_key: bytes


def verification_payload(pairing: Pairing) -> str:
    """Return the text of the QR code that `pairing`'s own side shows."""
    fields = tlv.encode(
        _CODE_VERSION,
        pairing.log_id,
        pairing.own_account,
        pairing.own_key,
        pairing.peer_account,
        pairing.peer_key,
    )
    return _CODE_PREFIX + base64.urlsafe_b64encode(fields).rstrip(b"=").decode("ascii")


def compare_payload(text: str, pairing: Pairing) -> CodeComparison:
    """Compare the code that the other side shows with what we hold, crosswise.

    A code of another clinic's log between the same two people is a mismatch, not another person's.
    """
    try:
        log_id, shown_account, shown_key, other_account, other_key = _decode_code(text)
    except DecodeError:
        return CodeComparison.NOT_A_CODE
    if (shown_account, other_account) != (pairing.peer_account, pairing.own_account):
        return CodeComparison.OTHER_PERSON
    if (log_id, shown_key, other_key) != (pairing.log_id, pairing.peer_key, pairing.own_key):
        return CodeComparison.MISMATCH
    return CodeComparison.MATCH


def _decode_code(text: str) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    """Return log id, account and key that show the code, account and key it is shown to."""
    compact = "".join(text[:_MAX_CODE_LENGTH].split())
    if not compact.startswith(_CODE_PREFIX):
        raise DecodeError
    encoded = compact.removeprefix(_CODE_PREFIX)
    try:
        data = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise DecodeError from None
    version, log_id, shown_account, shown_key, other_account, other_key = tlv.decode(data, 6)
    if version != _CODE_VERSION:
        raise DecodeError
    return (
        tlv.fixed(log_id, 32),
        tlv.fixed(shown_account, 16),
        tlv.fixed(shown_key, 32),
        tlv.fixed(other_account, 16),
        tlv.fixed(other_key, 32),
    )


@lru_cache(maxsize=256)
def _half(account_id: AccountId, account_key: bytes) -> str:
    """One side's 30 digits. Public values only, so that caching them is harmless."""
    digest = sha512(_FINGERPRINT_VERSION + account_key + account_id + account_key).digest()
    for _ in range(ITERATIONS - 1):
        digest = sha512(digest + account_key).digest()
    return "".join(
        f"{int.from_bytes(digest[start : start + _GROUP_BYTES], 'big') % 100_000:05d}"
        for start in range(0, _GROUPS_EACH * _GROUP_BYTES, _GROUP_BYTES)
    )
