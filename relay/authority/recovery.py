"""The recovery key's file: kept away from the authority's machine, used when its key is lost."""

from __future__ import annotations

from pathlib import Path

from nacl.signing import SigningKey

from relay.authority import files, keys
from relay.authority.errors import BadFileError
from relay.authority.keys import MODERATE, Cost


def save(key: SigningKey, path: Path, passphrase: str, cost: Cost = MODERATE) -> None:
    """Write a recovery key to a new file. Raises AuthorityError."""
    files.write_new(path, keys.new_seal(keys.RECOVERY_KEY, passphrase, cost).close(bytes(key)))


def load(path: Path, passphrase: str) -> SigningKey:
    """Open a recovery key's file. Raises BadFileError, WrongPassphraseError."""
    _, seed = keys.unseal(keys.RECOVERY_KEY, files.read_text(path), passphrase)
    if len(seed) != 32:
        raise BadFileError("The recovery key is damaged.", "Use another copy of it.")
    return SigningKey(seed)
