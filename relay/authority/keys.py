"""Files that a passphrase opens: the authority's register with its key, and the recovery key.

    curbside:authority: | b64u(TLV(version u8, kind, opslimit u32, memlimit u64, salt 16, nonce 24,
                               XChaCha20-Poly1305(key, nonce, content, AD)))
    key = Argon2id(passphrase, salt, opslimit, memlimit)
    AD  = L("authority file") | TLV(version u8, kind, opslimit u32, memlimit u64, salt)

Text, so that the recovery key can be printed. The format never leaves IT's machine, hence it is
not in PROTOCOL.md. PyNaCl cannot wipe memory; a key lives as long as the process that opened it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Final

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.utils import random

from relay import labels
from relay.authority.errors import BadFileError, BadInputError, WrongPassphraseError
from relay.wire import WireError, b64u, fixed, number, split, tlv, u8, u32, u64, unb64u

PREFIX: Final = "curbside:authority:"
MIN_PASSPHRASE: Final = 12
_VERSION: Final = 1
_MAX_OPS: Final = 32
_MAX_MEMORY: Final = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Cost:
    """What guessing a passphrase costs: Argon2id passes, and bytes of memory."""

    ops: int
    memory: int


MODERATE: Final = Cost(argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
"""The default: about half a second and 256 MiB."""
INTERACTIVE: Final = Cost(argon2id.OPSLIMIT_INTERACTIVE, argon2id.MEMLIMIT_INTERACTIVE)
"""For demonstrations and tests: about a tenth of a second and 64 MiB."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A key made from a passphrase, with which one kind of file is written again and again."""

    kind: bytes
    cost: Cost
    salt: bytes = field(repr=False)
    key: bytes = field(repr=False)

    def close(self, content: bytes) -> str:
        """Return the file's text for `content`, under a fresh nonce."""
        nonce = random(24)
        sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(
            content, self._context(), nonce, self.key
        )
        return PREFIX + b64u(tlv(*self._header(), nonce, sealed)) + "\n"

    def _header(self) -> tuple[bytes, ...]:
        return u8(_VERSION), self.kind, u32(self.cost.ops), u64(self.cost.memory), self.salt

    def _context(self) -> bytes:
        return labels.AUTHORITY_FILE + tlv(*self._header())


def new_seal(kind: bytes, passphrase: str, cost: Cost = MODERATE) -> Seal:
    """Make a seal for a new passphrase. Raises BadInputError when it is too short."""
    require_long(passphrase)
    salt = random(argon2id.SALTBYTES)
    return Seal(kind, cost, salt, _derive(passphrase, salt, cost))


def require_long(passphrase: str) -> None:
    """Raise BadInputError when a new passphrase is too short."""
    if len(passphrase) < MIN_PASSPHRASE:
        raise BadInputError(
            f"The passphrase has fewer than {MIN_PASSPHRASE} characters.",
            "Choose a longer one, for instance four words; nothing was changed.",
        )


def unseal(kind: bytes, text: str, passphrase: str) -> tuple[Seal, bytes]:
    """Open a file's text; return its seal and its content.

    Raises BadFileError when it is another kind of file, WrongPassphraseError when the passphrase
    does not open it.
    """
    try:
        joined = "".join(text.split())
        if not joined.startswith(PREFIX):
            raise WireError("prefix")
        fields = split(unb64u(joined.removeprefix(PREFIX)), 7)
        cost = Cost(number(fields[2], 4), number(fields[3], 8))
        salt, nonce = fixed(fields[4], argon2id.SALTBYTES), fixed(fields[5], 24)
        if fields[0] != u8(_VERSION) or fields[1] != kind:
            raise WireError("version or kind")
        if not (0 < cost.ops <= _MAX_OPS and argon2id.MEMLIMIT_MIN <= cost.memory <= _MAX_MEMORY):
            raise WireError("cost")
    except WireError as error:
        raise BadFileError(
            f"This is not a file with {_WHAT[kind]}, or it is damaged.",
            "Check the path; use a backup copy if it is damaged.",
        ) from error
    seal = Seal(kind, cost, salt, _derive(passphrase, salt, cost))
    try:
        content = crypto_aead_xchacha20poly1305_ietf_decrypt(
            fields[6], seal._context(), nonce, seal.key
        )
    except CryptoError:
        raise WrongPassphraseError(
            "The passphrase does not open the file.",
            "Type it again; mind Caps Lock and the keyboard layout. Nothing was changed.",
        ) from None
    return seal, content


REGISTER: Final = b"authority register"
RECOVERY_KEY: Final = b"authority recovery key"
_WHAT: Final = {REGISTER: "the clinic's authority", RECOVERY_KEY: "a recovery key"}


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    password = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    return argon2id.kdf(32, password, salt, opslimit=cost.ops, memlimit=cost.memory)
