"""The recovery kit: 128 bits on paper that open a sealed account key.

relay/PROTOCOL.md section 11. What is on paper is BIP-39's way to write 128 bits: 12 words of a list
in which the first four letters tell every word, the last word carrying a 4-bit checksum. What they
open lies at the relay, which gives it out only to a holder of a recovery invite: neither a page nor
the relay's disk is of any use alone. No error here carries a word, or says which word was meant.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache
from typing import Final

from mnemonic import Mnemonic

from app.core import tlv
from app.core.errors import CurbsideError, DecodeError
from app.core.ids import AccountId, ConversationId, LogId
from app.core.randomness import Randomness
from app.crypto import aead, ed25519, labels
from app.crypto.certificate import MAX_TIME_MS
from app.crypto.errors import AuthenticationError, BodyRefusedError
from app.crypto.key_derivation import ZERO_SALT, hkdf
from app.crypto.padding import pad, unpad

SECRET_SIZE: Final = 16
KEY_SIZE: Final = aead.KEY_SIZE
WORD_COUNT: Final = 12
MAX_MARKS: Final = 5_000
"""People whose marks a kit keeps, so that the sealed blob stays below the relay's limit."""
MAX_GROUPS: Final = 1_000
MAX_GROUP_ADMINS: Final = 4
CODE_PREFIX: Final = "curbside:recovery:"
_TELLING_LETTERS = 4
"""No two words of the list begin with the same four letters."""
_MAX_INPUT = 4096
_VERSION = b"\x01"
_AROUND_A_WORD = re.compile(r"^[^a-z]+|[^a-z]+$")


class RecoveryWordsError(CurbsideError):
    """What was typed is not the text of a recovery kit."""

    code = "recovery-words"
    message = "These are not the words of a recovery kit."
    action = "Type the 12 words from the page, in their order. Capital letters do not matter."


class WordUnknown(RecoveryWordsError):  # noqa: N818 - named for what happened
    """One word is not in the list. `number` counts from 1."""

    code = "recovery-word-unknown"
    message = "Word {number} is not one that a recovery kit has."
    action = "Compare word {number} with the page, letter by letter."

    def __init__(self, number: int) -> None:
        super().__init__(number=number)
        self.number = number


class WordsMissing(RecoveryWordsError):  # noqa: N818 - as above
    """Fewer or more than 12 words."""

    code = "recovery-words-count"
    message = "A recovery kit has {needed} words, and here are {count}."

    def __init__(self, count: int) -> None:
        super().__init__(needed=WORD_COUNT, count=count)
        self.count = count


class WordsDisagree(RecoveryWordsError):  # noqa: N818 - as above
    """The checksum: a word is another word of the list, or two changed places."""

    code = "recovery-words-disagree"
    message = "The 12 words do not fit together: one is wrong, or two have changed places."
    action = "Compare each word and its number with the page."


class KitDoesNotOpen(CurbsideError):  # noqa: N818 - as above
    """The secret is well formed, and not the one that this person's key is sealed with."""

    code = "recovery-kit-does-not-open"
    message = "This recovery kit does not belong to what the relay keeps for this person."
    action = (
        "It may be an older kit: making a new one ends those before. Look for the newest page. "
        "Without it, ask your clinic's IT for an invite that gives you a new account key."
    )


class KitTooNew(CurbsideError):  # noqa: N818 - as above
    """Sealed by a later version of the app."""

    code = "recovery-kit-too-new"
    message = "Your recovery kit was last updated by a newer version of Curbside."
    action = "Ask your clinic's IT to install that version here. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Mark:
    """What the person had decided about one colleague's account key."""

    account_id: AccountId
    accepted_key: bytes
    verified_key: bytes | None = None
    verified_at_ms: int = 0
    mismatch_key: bytes | None = None


@dataclass(frozen=True, slots=True)
class KitGroup:
    """A group, and whom a restored device asks for its rosters."""

    group_id: ConversationId
    admins: tuple[AccountId, ...]


@dataclass(frozen=True, slots=True)
class KitContents:
    """What the sealed blob holds."""

    account_seed: bytes
    """The private half of AK, 32 bytes."""
    marks: tuple[Mark, ...]
    groups: tuple[KitGroup, ...] = ()

    def __repr__(self) -> str:
        return "KitContents(redacted)"


def words_of(secret: bytes) -> tuple[str, ...]:
    """The 12 words of a 16-byte secret."""
    return tuple(_bip39().to_mnemonic(tlv.fixed(secret, SECRET_SIZE)).split(" "))


def code_of(secret: bytes) -> str:
    """The text of the QR code of a 16-byte secret."""
    return CODE_PREFIX + urlsafe_b64encode(secret).rstrip(b"=").decode("ascii")


def read_secret(text: str) -> bytes:
    """The 16-byte secret of typed words, or of a scanned code.

    Case, spaces, line breaks, commas and numbering do not matter, and a word may end after its
    fourth letter. Raises RecoveryWordsError.
    """
    if len(text) > _MAX_INPUT:
        raise RecoveryWordsError
    if (compact := "".join(text.split())).startswith(CODE_PREFIX):
        return _read_code(compact.removeprefix(CODE_PREFIX))
    plain = unicodedata.normalize("NFKC", text).lower()
    tokens = [_AROUND_A_WORD.sub("", token) for token in re.split(r"[\s,;]+", _unnumbered(plain))]
    typed = [token for token in tokens if token]
    words = [_word(token, number) for number, token in enumerate(typed, 1)]
    if len(words) != WORD_COUNT:
        raise WordsMissing(len(words))
    try:
        return bytes(_bip39().to_entropy(words))
    except ValueError:
        raise WordsDisagree from None


def derive_key(secret: bytes, log_id: LogId, account_id: AccountId) -> bytes:
    """The key that seals; it says nothing of the secret, so the main device may keep it."""
    info = labels.RECOVERY + tlv.encode(log_id, account_id)
    return hkdf(ZERO_SALT, tlv.fixed(secret, SECRET_SIZE), info, KEY_SIZE)


def seal(
    contents: KitContents,
    key: bytes,
    log_id: LogId,
    account_id: AccountId,
    version: int,
    randomness: Randomness,
) -> bytes:
    """What the relay keeps under `version`.

    At most `MAX_MARKS` marks and `MAX_GROUPS` groups, else ValueError.
    """
    if len(contents.marks) > MAX_MARKS or len(contents.groups) > MAX_GROUPS:
        raise ValueError("more than a kit keeps")
    plain = tlv.encode(
        _VERSION,
        tlv.fixed(contents.account_seed, ed25519.SEED_SIZE),
        tlv.encode(*map(_encode_mark, contents.marks)),
        tlv.encode(*map(_encode_group, contents.groups)),
    )
    nonce = randomness.random_bytes(aead.NONCE_SIZE)
    return nonce + aead.seal(key, nonce, pad(plain), _associated(log_id, account_id, version))


def open_sealed(
    sealed: bytes, key: bytes, log_id: LogId, account_id: AccountId, version: int
) -> KitContents:
    """Open what `seal` made for this very account, log and version.

    Raises KitDoesNotOpen for a wrong key or altered bytes, KitTooNew for contents of a later
    version, DecodeError for contents that no version makes.
    """
    nonce, ciphertext = sealed[: aead.NONCE_SIZE], sealed[aead.NONCE_SIZE :]
    try:
        padded = aead.unseal(key, nonce, ciphertext, _associated(log_id, account_id, version))
    except AuthenticationError:
        raise KitDoesNotOpen from None
    try:
        return _decode(unpad(padded))
    except BodyRefusedError:
        raise DecodeError from None


def _associated(log_id: LogId, account_id: AccountId, version: int) -> bytes:
    return labels.RECOVERY + tlv.encode(log_id, account_id, version.to_bytes(8, "big"))


def _encode_mark(mark: Mark) -> bytes:
    return tlv.encode(
        mark.account_id,
        mark.accepted_key,
        mark.verified_key or b"",
        mark.verified_at_ms.to_bytes(8, "big"),
        mark.mismatch_key or b"",
    )


def _decode(plain: bytes) -> KitContents:
    fields = tlv.decode_list(plain)
    if fields and fields[0] != _VERSION:
        raise KitTooNew
    _, seed, encoded_marks, groups = tlv.decode(plain, 4)
    marks = tuple(map(_decode_mark, tlv.decode_list(encoded_marks)))
    if len(marks) > MAX_MARKS or len({mark.account_id for mark in marks}) != len(marks):
        raise DecodeError
    found = tuple(map(_decode_group, tlv.decode_list(groups)))
    if len(found) > MAX_GROUPS or len({group.group_id for group in found}) != len(found):
        raise DecodeError
    return KitContents(tlv.fixed(seed, ed25519.SEED_SIZE), marks, found)


def _encode_group(group: KitGroup) -> bytes:
    return tlv.encode(group.group_id, tlv.encode(*group.admins))


def _decode_group(data: bytes) -> KitGroup:
    group_id, encoded = tlv.decode(data, 2)
    admins = tuple(AccountId(tlv.fixed(admin, 16)) for admin in tlv.decode_list(encoded))
    if len(admins) > MAX_GROUP_ADMINS:
        raise DecodeError
    return KitGroup(ConversationId(tlv.fixed(group_id, 32)), admins)


def _decode_mark(data: bytes) -> Mark:
    account_id, accepted, verified, verified_at, mismatch = tlv.decode(data, 5)
    verified_at_ms = tlv.unsigned(verified_at, 8)
    if (verified_at_ms and not verified) or verified_at_ms > MAX_TIME_MS:
        raise DecodeError
    return Mark(
        AccountId(tlv.fixed(account_id, 16)),
        tlv.fixed(accepted, ed25519.PUBLIC_KEY_SIZE),
        tlv.fixed(verified, ed25519.PUBLIC_KEY_SIZE) if verified else None,
        verified_at_ms,
        tlv.fixed(mismatch, ed25519.PUBLIC_KEY_SIZE) if mismatch else None,
    )


def _read_code(payload: str) -> bytes:
    try:
        secret = urlsafe_b64decode(payload.encode("ascii") + b"=" * (-len(payload) % 4))
    except (binascii.Error, UnicodeEncodeError):
        raise RecoveryWordsError from None
    if len(secret) != SECRET_SIZE or code_of(secret) != CODE_PREFIX + payload:
        raise RecoveryWordsError
    return secret


def _unnumbered(text: str) -> str:
    """Numbering such as "1. apple 2. lake" becomes white space, also where no space follows it."""
    return re.sub(r"(?:(?<=\s)|^)\d{1,2}\s*[.):]?", " ", text)


def _word(token: str, number: int) -> str:
    """The word of the list that was meant. Raises WordUnknown."""
    words = _by_first_letters()
    word = words.get(token[:_TELLING_LETTERS])
    if word is None or not (word == token or _is_abbreviation(token, word)):
        raise WordUnknown(number)
    return word


def _is_abbreviation(token: str, word: str) -> bool:
    return len(token) >= _TELLING_LETTERS and word.startswith(token)


@cache
def _bip39() -> Mnemonic:
    return Mnemonic("english")


@cache
def _by_first_letters() -> dict[str, str]:
    words = _bip39().wordlist
    by_letters = {word[:_TELLING_LETTERS]: word for word in words}
    assert len(by_letters) == len(words)  # noqa: S101 - what BIP-39 promises of its list
    return by_letters
