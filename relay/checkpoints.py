"""Signing the log's checkpoints with the key that the log itself names (PROTOCOL.md 3.3)."""

from __future__ import annotations

import logging

from nacl.signing import SigningKey

from relay.log_keys import LogKeyError, LogKeys
from relay.problems import RefusalError
from relay.storage.base import StorageDamagedError
from relay.transparency import note as notes
from relay.transparency.errors import EntryRefused, NoteError
from relay.transparency.note import Checkpoint
from relay.wire import Code

_log = logging.getLogger("relay.checkpoints")


class CheckpointSigner:
    """The relay's log keys, of which the log says which one signs."""

    def __init__(self, log_keys: LogKeys) -> None:
        self._log_keys = log_keys
        self._key: SigningKey | None = None

    def find(self, public_key: bytes) -> SigningKey | None:
        """Return our key of that public half. Raises StorageDamagedError for unreadable files."""
        if self._key is not None and bytes(self._key.verify_key) == public_key:
            return self._key
        try:
            return self._log_keys.find(public_key)
        except LogKeyError as error:
            raise StorageDamagedError(str(error)) from error

    def settle(self, public_key: bytes) -> None:
        """Sign with the key that the log names, and tidy the files; it works without, too."""
        key = self.find(public_key)
        if key is None or self._key is key:
            return
        self._key = key
        try:
            self._log_keys.settle(public_key)
        except (OSError, LogKeyError) as error:
            _log.warning("log key not moved outcome=%s", type(error).__name__)

    def sign(self, checkpoint: Checkpoint, log_id: bytes, public_key: bytes) -> bytes:
        """Return the note, signed by the key of that public half.

        Raises EntryRefused when it is not ours, StorageDamagedError.
        """
        key = self.find(public_key)
        if key is None:
            raise EntryRefused(
                EntryRefused.GENESIS,
                "The entry names another log key than this relay has. State what its relay card "
                "says.",
            )
        return notes.sign(checkpoint, log_id, public_key, lambda text: key.sign(text).signature)

    def read_own(self, note: bytes, log_id: bytes) -> Checkpoint:
        """Read a note that one of our keys signed. Raises RefusalError for any other.

        Also by the next key: the log of a relay that was put back does not name it yet.
        """
        failure: NoteError | None = None
        try:
            keys = self._log_keys.all()
        except LogKeyError as error:
            raise StorageDamagedError(str(error)) from error
        for key in keys:
            try:
                return notes.verify(note, log_id, bytes(key.verify_key))
            except NoteError as error:
                failure = failure or error
        raise RefusalError(Code.MALFORMED, f"Not this log's checkpoint: {failure}.") from failure
