"""What IT may meet while working with the authority, each with what to do next."""

from __future__ import annotations


class AuthorityError(Exception):
    """The root. `message` says what happened, `action` what to do; both are shown as they are."""

    code = "authority"

    def __init__(self, message: str, action: str = "") -> None:
        super().__init__(self.code)
        self.message = message
        self.action = action

    def __str__(self) -> str:
        return f"{self.message} {self.action}".strip()


class WrongPassphraseError(AuthorityError):
    """The passphrase does not open the file, or the file was changed: no way to tell which."""

    code = "wrong-passphrase"


class BadFileError(AuthorityError):
    """A file that is not what it should be."""

    code = "bad-file"


class FileExistsAlreadyError(AuthorityError):
    """An output file that is there already; it is never overwritten."""

    code = "file-exists"


class StorageError(AuthorityError):
    """The disk did not take what had to be written."""

    code = "storage"


class BadInputError(AuthorityError):
    """A value that a person typed, or a line of a CSV file, that cannot be used."""

    code = "bad-input"


class UnknownPersonError(AuthorityError):
    """Nobody, or more than one person, in the register answers to that description."""

    code = "unknown-person"
