"""A colleague's name and role: committed to in the log, readable only under the directory key.

relay/PROTOCOL.md section 4. The relay keeps the encrypted openings and never holds the key, so its
disk names no one; the commitment in the log keeps it from swapping one person's name for another's.
"""

from __future__ import annotations

from hashlib import sha256

import msgspec

from app.core import tlv
from app.core.errors import DecodeError, ProtocolError
from app.core.ids import AccountId, LogId
from app.core.randomness import Randomness
from app.crypto import aead, labels
from app.crypto.errors import AuthenticationError

MAX_FIELD_LENGTH = 120
"""Characters in each of the four fields."""
SALT_SIZE = 32


class ProfileMismatch(ProtocolError):  # noqa: N818 - named for what happened
    """An opening that does not decrypt, or is not what the log commits to."""

    code = "profile-mismatch"
    message = "A colleague's name, as the relay sent it, is not the one the clinic certified."
    action = "It was refused. If it keeps happening, tell your clinic's IT."


class Profile(msgspec.Struct, frozen=True):
    """Who somebody is, as the clinic says. The strings are shown as plain text, always."""

    name: str
    role: str
    department: str
    staff_id: str

    def __post_init__(self) -> None:
        fields = (self.name, self.role, self.department, self.staff_id)
        if not self.name or any(len(field) > MAX_FIELD_LENGTH for field in fields):
            raise ValueError("a profile field has a length that is not allowed")

    def __repr__(self) -> str:
        return "Profile(redacted)"

    def encode(self) -> bytes:
        """The JSON that is committed to."""
        return msgspec.json.encode(self)

    @classmethod
    def decode(cls, data: bytes) -> Profile:
        """Read the JSON. Unknown fields are ignored. Raises DecodeError."""
        try:
            return _DECODER.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise DecodeError from error


_DECODER: msgspec.json.Decoder[Profile] = msgspec.json.Decoder(Profile)


def commitment(salt: bytes, profile: bytes) -> bytes:
    """What the log holds of a profile: SHA-256 over a 32-byte salt and its exact JSON bytes."""
    return sha256(labels.PROFILE + tlv.encode(salt, profile)).digest()


def seal_profile(
    profile: bytes,
    salt: bytes,
    directory_key: bytes,
    log_id: LogId,
    account_id: AccountId,
    *,
    randomness: Randomness,
) -> bytes:
    """Encrypt `profile` (its exact JSON bytes) and its salt: the opening that the relay keeps."""
    nonce = randomness.random_bytes(aead.NONCE_SIZE)
    associated = _associated(log_id, account_id, commitment(salt, profile))
    return nonce + aead.seal(directory_key, nonce, tlv.encode(salt, profile), associated)


def open_profile(
    opening: bytes,
    directory_key: bytes,
    log_id: LogId,
    account_id: AccountId,
    committed: bytes,
) -> Profile:
    """Decrypt an opening and check it against the log's commitment. Raises ProfileMismatch."""
    nonce, ciphertext = opening[: aead.NONCE_SIZE], opening[aead.NONCE_SIZE :]
    try:
        plain = aead.unseal(
            directory_key, nonce, ciphertext, _associated(log_id, account_id, committed)
        )
        salt, profile = tlv.decode(plain, 2)
        if commitment(tlv.fixed(salt, SALT_SIZE), profile) != committed:
            raise ProfileMismatch
        return Profile.decode(profile)
    except (AuthenticationError, DecodeError) as error:
        raise ProfileMismatch from error


def _associated(log_id: LogId, account_id: AccountId, committed: bytes) -> bytes:
    return labels.PROFILE_OPENING + tlv.encode(log_id, account_id, committed)
