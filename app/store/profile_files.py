"""The files of one profile beside its database: the wrapped key and the count of wrong tries.

None of them holds anything readable. The folder is the person's alone (0700).
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Sequence
from pathlib import Path

from app.core.store_errors import StoreError, StoreFull, StoreUnavailable, VaultMissing
from app.store import profile_removal
from app.store.files_folder import DiskFilesFolder
from app.store.profile_removal import sync_folder as _sync_folder

_VAULT = "vault.json"
_ENROLLING = "enrolling"
_TRIES = "tries.json"
_DATABASE = "profile.db"
_LISTING = "listing.json"
FILES_FOLDER = "files"
"""Where the encrypted files of messages lie."""
_SET_ASIDE = "unfinished-"
_KEYS = (f"{_VAULT}*", f"{_SET_ASIDE}*/{_VAULT}*")
_CONTENT = (
    f"{_DATABASE}*",
    f"{_SET_ASIDE}*/*",
    f"{_SET_ASIDE}*",
    f"{_TRIES}*",
    f"{_ENROLLING}*",
    f"{_LISTING}*",
    f"{FILES_FOLDER}/*",
    FILES_FOLDER,
)
"""Everything of the person's, in the order in which a removal deletes it."""
_NOBODYS = ("curbside.log*", "looks.ini", "running.lock")


class DirectoryProfileFiles:
    """`ProfileFiles` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self._folder.name

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self._folder / _DATABASE

    @property
    def encrypted(self) -> DiskFilesFolder:
        """The encrypted files of its messages."""
        return DiskFilesFolder(self._folder / FILES_FOLDER)

    def exists(self) -> bool:
        """Whether a vault is there, or a database whose vault was lost: neither is overwritten."""
        return (self._folder / _VAULT).exists() or self.database.exists()

    def enrolling(self) -> bytes | None:
        """The mark of an unfinished enrolment."""
        try:
            return (self._folder / _ENROLLING).read_bytes()
        except FileNotFoundError:
            return None

    def begin(self, vault: bytes, mark: bytes) -> None:
        """Make the folder and the vault file, marked as enrolling."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        except OSError as error:
            raise _meaning(error, self._folder) from error
        _write(self._folder / _ENROLLING, mark)
        _write(self._folder / _VAULT, vault)

    def finish(self) -> None:
        """Take the mark away; also one of a former profile that was removed from here."""
        profile_removal.mark_file(self._folder).unlink(missing_ok=True)
        (self._folder / _ENROLLING).unlink(missing_ok=True)
        _sync_folder(self._folder)

    def discard(self) -> None:
        """Delete an enrolment that the relay never accepted."""
        if self.enrolling() is None:
            return
        for name in (_VAULT, _TRIES):
            (self._folder / name).unlink(missing_ok=True)
        for name in self._database_files():
            (self._folder / name).unlink(missing_ok=True)
        (self._folder / _ENROLLING).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._folder.rmdir()

    def set_aside(self) -> None:
        """Move an unfinished enrolment into a folder of its own; nothing is deleted."""
        number = 1
        while (target := self._folder / f"{_SET_ASIDE}{number}").exists():
            number += 1
        target.mkdir(mode=0o700)
        # The mark goes last: until then this is still an unfinished enrolment.
        for name in (*self._database_files(), _TRIES, _VAULT, _ENROLLING):
            with contextlib.suppress(FileNotFoundError):
                os.replace(self._folder / name, target / name)
        _sync_folder(self._folder)

    def _database_files(self) -> list[str]:
        return [file.name for file in self._folder.glob(f"{_DATABASE}*")]

    def read_vault(self) -> bytes:
        """The wrapped vault key. Raises VaultMissing, StoreUnavailable."""
        try:
            return (self._folder / _VAULT).read_bytes()
        except FileNotFoundError as error:
            raise VaultMissing(self._folder / _VAULT) from error
        except OSError as error:
            raise _meaning(error, self._folder) from error

    def write_vault(self, vault: bytes) -> None:
        """Replace the vault file, atomically and durably. Raises StoreFull, StoreUnavailable."""
        _write(self._folder / _VAULT, vault)

    def failed_tries(self) -> tuple[int, int]:
        """(count, time of the last in local ms); an unreadable file counts as none."""
        try:
            count, last_ms = json.loads((self._folder / _TRIES).read_bytes())
            return int(count), int(last_ms)
        except (OSError, ValueError, TypeError):
            return 0, 0

    def put_failed_tries(self, count: int, last_ms: int) -> None:
        """Remember wrong passphrases; a disk that is full must not stop the right one."""
        if count == 0 and not (self._folder / _TRIES).exists():
            return
        with contextlib.suppress(StoreError):
            _write(self._folder / _TRIES, json.dumps([count, last_ms]).encode())

    def removal(self) -> bytes | None:
        """The mark of a removal, None when there was none."""
        try:
            return profile_removal.mark_file(self._folder).read_bytes()
        except FileNotFoundError:
            return None

    def mark_removal(self, mark: bytes) -> None:
        """Note, durably, that everything here is to be destroyed, or that it was."""
        _write(profile_removal.mark_file(self._folder), mark)

    def destroy(self) -> None:
        """Destroy the wrapped key, then everything else. Raises StoreUnavailable; repeatable."""
        try:
            profile_removal.destroy(self._folder, _KEYS, _CONTENT)
        except OSError as error:
            raise _meaning(error, self._folder) from error
        finally:
            profile_removal.delete_what_can_be(self._folder, _NOBODYS)

    def forget_removal(self) -> None:
        """Take the mark of a removal away."""
        profile_removal.mark_file(self._folder).unlink(missing_ok=True)

    def listing(self) -> bytes | None:
        """How the person is listed on this computer; None when nothing was chosen."""
        try:
            return (self._folder / _LISTING).read_bytes()
        except OSError:
            return None

    def put_listing(self, listing: bytes) -> None:
        """Replace that. Raises StoreFull, StoreUnavailable."""
        _write(self._folder / _LISTING, listing)

    def delete_folder(self) -> None:
        """Delete the mark of a removal, and the folder if nothing is left in it."""
        self.forget_removal()
        profile_removal.delete_what_can_be(self._folder, _NOBODYS)
        with contextlib.suppress(OSError):
            self._folder.rmdir()

    def others(self) -> Sequence[str]:
        """Names of the other profiles beside this one."""
        try:
            siblings = list(self._folder.parent.iterdir())
        except OSError:
            return ()
        return [
            sibling.name
            for sibling in siblings
            if sibling != self._folder
            and (sibling / _VAULT).exists()
            and not (sibling / _ENROLLING).exists()  # an attempt that was set aside is nobody's
        ]


def _write(path: Path, data: bytes) -> None:
    """Write through a temporary file in the same folder, synced before it takes the name."""
    temporary = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _meaning(error, path) from error
    _sync_folder(path.parent)


def _meaning(error: OSError, path: Path) -> StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreFull(path)
    return StoreUnavailable(path)
