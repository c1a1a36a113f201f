"""The keys that sign this relay's checkpoints: the present one, the next, and the one before.

Which of them is in force is never a matter of files: the log says so (PROTOCOL.md 3.1, RELAY). A
key is made and announced first; the import of the entry that names it is one database commit, and
from then on the same files sign with another key. So a crash between any two steps leaves a relay
that knows what to do. PROTOCOL.md section 3.3.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from nacl.signing import SigningKey

from relay import private_files

NAME: Final = "log.key"
NEXT: Final = "log.key.next"
FORMER: Final = "log.key.former"


class LogKeyError(Exception):
    """A key file cannot be used; the text says which and what to do."""


class LogKeys:
    """The key files of one data directory. Nothing is cached: another process may add one."""

    def __init__(self, folder: Path) -> None:
        self._present = folder / NAME
        self._next = folder / NEXT
        self._former = folder / FORMER

    def present(self) -> SigningKey:
        """Return the key that was in force last. Raises LogKeyError."""
        return _read(self._present)

    def next(self) -> SigningKey | None:
        """Return the key that waits for the log to name it. Raises LogKeyError."""
        return _read(self._next) if self._next.exists() else None

    def announced(self) -> bytes:
        """Return the public key that the log should name from now on. Raises LogKeyError."""
        return bytes((self.next() or self.present()).verify_key)

    def all(self) -> list[SigningKey]:
        """Return every key that is there. Raises LogKeyError."""
        paths = (self._next, self._former)
        return [self.present(), *[_read(path) for path in paths if path.exists()]]

    def find(self, public_key: bytes) -> SigningKey | None:
        """Return the key of that public half, None when it is not here. Raises LogKeyError."""
        for key in self.all():
            if bytes(key.verify_key) == public_key:
                return key
        return None

    def make_next(self) -> bool:
        """Make the next key unless one waits already; say whether one was made. Raises OSError."""
        if self._next.exists():
            return False
        private_files.write(self._next, secrets.token_hex(32).encode("ascii"))
        return True

    def settle(self, public_key: bytes) -> None:
        """Put the next key in the present one's place if the log names it. Raises OSError.

        The present one is copied away first, so at every moment each key is in some file.
        """
        following = self.next()
        if following is None or bytes(following.verify_key) != public_key:
            return
        if bytes(self.present().verify_key) != public_key:
            private_files.write(self._former, self._present.read_bytes())
        self._next.replace(self._present)


def _read(path: Path) -> SigningKey:
    try:
        return SigningKey(private_files.read_secret(path))
    except (OSError, ValueError) as error:
        raise LogKeyError(
            f"{path.name} cannot be read, or is damaged. Restore it from a backup."
        ) from error
