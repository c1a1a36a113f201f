"""Who a person is, what the log holds of it, and what the relay keeps (PROTOCOL.md section 4).

The log holds a salted commitment, the relay an opening encrypted under the directory key, which
only invited people have. So neither names anyone to whoever runs the relay.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

import msgspec
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt

from relay import labels
from relay.authority.errors import BadInputError
from relay.wire import tlv

MAX_CHARACTERS: Final = 120
_BIDI_CONTROLS: Final = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
)


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person as colleagues see them. Make one with `profile_of`, which checks the texts."""

    name: str
    role: str
    department: str
    staff_id: str

    def encode(self) -> bytes:
        """Return the JSON that is committed to."""
        return msgspec.json.encode(self)

    def __repr__(self) -> str:
        return "<Profile>"


def profile_of(name: str, role: str = "", department: str = "", staff_id: str = "") -> Profile:
    """Check and tidy what a person typed. Raises BadInputError, naming the field."""
    return Profile(
        tidy_text("name", name, required=True),
        tidy_text("role", role),
        tidy_text("department", department),
        tidy_text("staff id", staff_id),
    )


def commitment(salt: bytes, profile: bytes) -> bytes:
    """Return the 32 bytes that stand for the profile in the log. `salt` is 32 random bytes."""
    return hashlib.sha256(labels.PROFILE + tlv(salt, profile)).digest()


def seal_opening(
    *,
    directory_key: bytes,
    nonce: bytes,
    log_id: bytes,
    account_id: bytes,
    salt: bytes,
    profile: bytes,
) -> bytes:
    """Encrypt what opens the commitment, for those who hold the directory key.

    `nonce` is 24 random bytes; the result is nonce | ciphertext.
    """
    context = labels.PROFILE_OPENING + tlv(log_id, account_id, commitment(salt, profile))
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(
        tlv(salt, profile), context, nonce, directory_key
    )
    return nonce + sealed


def tidy_text(what: str, text: str, *, required: bool = False, most: int = MAX_CHARACTERS) -> str:
    """Trim and normalise a text of at most `most` characters. Raises BadInputError."""
    tidy = unicodedata.normalize("NFC", text).strip()
    if required and not tidy:
        raise BadInputError(f"The {what} is missing.", "Give one and try again.")
    if len(tidy) > most:
        raise BadInputError(f"The {what} is longer than {most} characters.", "Shorten it.")
    if any(unicodedata.category(c) in ("Cc", "Cs") or c in _BIDI_CONTROLS for c in tidy):
        raise BadInputError(
            f"The {what} holds control characters.", "Type it again instead of pasting it."
        )
    return tidy
