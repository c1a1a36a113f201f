"""The witness's data directory: its key, its name, its records. For its own user alone (0700)."""

from __future__ import annotations

from pathlib import Path

from nacl.signing import SigningKey
from nacl.utils import random

from relay import private_files
from relay.private_files import DirectoryLock
from relay.transparency.cosignature import WITNESS, VerifierKey, check_name
from relay.transparency.errors import NoteError
from relay.witness.records import Records, RecordsError


class WitnessError(Exception):
    """A witness cannot be made, or cannot run; the text says why and what to do."""


class WitnessFolder:
    """The paths, and the making and reading of what lies there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._key = path / "witness.key"
        self._name = path / "name"
        self._lock = DirectoryLock(path / "lock")

    def make(self, name: str) -> VerifierKey:
        """Make a witness of that name. Raises WitnessError, also where one is already."""
        try:
            check_name(name)
        except NoteError as error:
            raise WitnessError(f"The name cannot be used: {error}.") from error
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.chmod(0o700)
            if self._key.exists():
                raise WitnessError("There is a witness here already.")
            (self.path / "witness.db").touch(mode=0o600)  # SQLite's other files have its mode
            private_files.write(self._name, name.encode("ascii"))
            private_files.write(self._key, random(32).hex().encode("ascii"))
        except OSError as error:
            raise WitnessError(
                f"The witness's directory cannot be made: {error.strerror}."
            ) from error
        return self.verifier_key()

    def key(self) -> SigningKey:
        """Read the key. Raises WitnessError."""
        try:
            return SigningKey(private_files.read_secret(self._key))
        except (OSError, ValueError) as error:
            raise WitnessError(
                "witness.key cannot be read. Make a witness with `curbside-relay witness init`."
            ) from error

    def name(self) -> str:
        """Read the name. Raises WitnessError."""
        try:
            name = self._name.read_text("ascii")
            check_name(name)
        except (OSError, UnicodeDecodeError, NoteError) as error:
            raise WitnessError("The witness's name cannot be read.") from error
        return name

    def verifier_key(self) -> VerifierKey:
        """Return what others verify cosignatures with. Raises WitnessError."""
        return VerifierKey(self.name(), bytes(self.key().verify_key), WITNESS)

    def records(self) -> Records:
        """Open the records. Raises WitnessError."""
        self.key()  # a directory without one is not a witness's
        try:
            return Records(self.path / "witness.db")
        except RecordsError as error:
            raise WitnessError(
                f"The witness's records cannot be used ({error}). Do not put them back from an "
                "older backup: make a new witness instead."
            ) from error

    def lock(self) -> None:
        """Take the directory for this process. Raises WitnessError."""
        try:
            self._lock.take()
        except BlockingIOError as error:
            raise WitnessError("Another process serves this witness.") from error
        except OSError as error:
            raise WitnessError("The witness's directory is missing or not ours.") from error

    def unlock(self) -> None:
        """Give it up."""
        self._lock.release()
