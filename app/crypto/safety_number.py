"""The number two people compare to be sure of each other's account keys.

relay/PROTOCOL.md section 9. It is Signal's displayable fingerprint with our keys and account ids.
The iterations make it slow to search for a key whose digits look alike. Each side's 30 digits are
that person's own in every pairing, so that they can be printed on a card.
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
_CARD_PREFIX = "curbside:card:"
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
        return _groups(self.digits)


def safety_number(
    own_account: AccountId, own_key: bytes, peer_account: AccountId, peer_key: bytes
) -> SafetyNumber:
    """Return the number of two accounts and their 32-byte account keys."""
    halves = sorted((_half(own_account, own_key), _half(peer_account, peer_key)))
    return SafetyNumber("".join(halves))


def own_half(account: AccountId, key: bytes) -> tuple[str, ...]:
    """Return the 6 groups that stand for one account in each of its safety numbers."""
    return _groups(_half(account, key))


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
    return _text(_CODE_PREFIX, fields)


def card_payload(log_id: LogId, account: AccountId, key: bytes) -> str:
    """Return the text of the QR code on an account's card, the same for whoever reads it."""
    return _text(_CARD_PREFIX, tlv.encode(_CODE_VERSION, log_id, account, key))


def compare_payload(text: str, pairing: Pairing) -> CodeComparison:
    """Compare the code that the other side shows, or their card, with what we hold.

    A shown code is compared crosswise; a card speaks of its owner alone. A code of another clinic's
    log of the same people is a mismatch, not another person's.
    """
    try:
        compact = "".join(text[:_MAX_CODE_LENGTH].split())
        if compact.startswith(_CARD_PREFIX):
            return _compare_card(compact, pairing)
        log_id, shown_account, shown_key, other_account, other_key = _decode_code(compact)
    except DecodeError:
        return CodeComparison.NOT_A_CODE
    if (shown_account, other_account) != (pairing.peer_account, pairing.own_account):
        return CodeComparison.OTHER_PERSON
    if (log_id, shown_key, other_key) != (pairing.log_id, pairing.peer_key, pairing.own_key):
        return CodeComparison.MISMATCH
    return CodeComparison.MATCH


def _compare_card(compact: str, pairing: Pairing) -> CodeComparison:
    version, log_id, account, key = tlv.decode(_data(compact, _CARD_PREFIX), 4)
    if version != _CODE_VERSION:
        raise DecodeError
    shown = (tlv.fixed(log_id, 32), tlv.fixed(account, 16), tlv.fixed(key, 32))
    if account != pairing.peer_account:
        return CodeComparison.OTHER_PERSON
    if shown != (pairing.log_id, pairing.peer_account, pairing.peer_key):
        return CodeComparison.MISMATCH
    return CodeComparison.MATCH


def _decode_code(compact: str) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    """Return log id, account and key that show the code, account and key it is shown to."""
    data = _data(compact, _CODE_PREFIX)
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


def _text(prefix: str, fields: bytes) -> str:
    return prefix + base64.urlsafe_b64encode(fields).rstrip(b"=").decode("ascii")


def _data(compact: str, prefix: str) -> bytes:
    """The bytes of a code without white space. Raises DecodeError."""
    if not compact.startswith(prefix):
        raise DecodeError
    encoded = compact.removeprefix(prefix)
    try:
        return base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise DecodeError from None


def _groups(digits: str) -> tuple[str, ...]:
    return tuple(
        digits[start : start + _GROUP_DIGITS] for start in range(0, len(digits), _GROUP_DIGITS)
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
