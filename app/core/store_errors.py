"""What can go wrong with the encrypted profile database, in words for the person.

They live in `core`, so that services and windows can name them without knowing the store. The
database's path is an attribute for the window that shows it; it is in no text and no log, because
a profile's path often names the person.
"""

from __future__ import annotations

from pathlib import Path

from app.core.errors import CurbsideError


class StoreError(CurbsideError):
    """Anything about the profile database; nothing of the present transaction was kept."""

    code = "store"
    message = "The message database could not be used."
    action = "Nothing was changed. Try again; if it keeps happening, tell your clinic's IT."

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self.path = path
        """The database file, for showing to the person; not for logs."""


class StoreDamaged(StoreError):  # noqa: N818 - reads as what happened
    """The file is not what was written: its pages do not authenticate or do not fit together."""

    code = "store-damaged"
    message = "The message database on this computer is damaged and cannot be read."
    action = (
        "The file was kept exactly as it is. Tell your clinic's IT before doing anything else: "
        "they can look for the cause, often a failing disk, keep a copy, and give you a new invite "
        "if it cannot be repaired."
    )


class StoreKeyMismatch(StoreDamaged):
    """Not even the first page opens: it is damaged, or the file belongs to another profile."""

    code = "store-key-mismatch"
    message = (
        "The message database does not open with this profile's key. Either it is damaged, or it "
        "was replaced by another profile's."
    )


class StoreMissing(StoreDamaged):
    """The profile is here and its database is not."""

    code = "store-missing"
    message = "The message database of this profile is missing."
    action = (
        "Nothing was changed, and no new one was made. Tell your clinic's IT: they may find it in "
        "a backup or among moved files, or give you a new invite."
    )


class VaultMissing(StoreDamaged):
    """The database is here, and the file that holds its locked key is not."""

    code = "vault-missing"
    message = "The file that holds this profile's locked key is missing."
    action = (
        "Nothing was changed or deleted, and your messages are still in the database. Ask your "
        "clinic's IT to restore the file from a backup."
    )


class StoreFull(StoreError):  # noqa: N818
    """No space left for the transaction."""

    code = "store-full"
    message = "The disk is full, so this could not be saved."
    action = (
        "Nothing that was saved before is lost. Free some space on this computer, then try again."
    )


class StoreTooNew(StoreError):  # noqa: N818
    """A newer version of the app wrote the file."""

    code = "store-too-new"
    message = "The message database was last used by a newer version of Curbside."
    action = "Nothing was changed. Install the newer version again, or ask your clinic's IT for it."


class StoreUnavailable(StoreError):  # noqa: N818
    """The operating system refused: permissions, a disk that went away, a failing device."""

    code = "store-unavailable"
    message = "The computer could not read or write the message database."
    action = (
        "What was saved before is still there. Check that the disk is connected and that you may "
        "write to the profile's folder, then start Curbside again. If it keeps happening, the disk "
        "may be failing: tell your clinic's IT."
    )


class StoreInUse(StoreError):  # noqa: N818
    """Another process holds the database."""

    code = "store-in-use"
    message = "The message database is in use by another program."
    action = "Nothing was changed. Close any other Curbside window of this profile and try again."


class StoreClosed(StoreError):  # noqa: N818
    """The profile was locked meanwhile."""

    code = "store-closed"
    message = "The profile is locked."
    action = "Nothing was changed. Unlock it and try again."
