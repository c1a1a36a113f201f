"""Noticing that the log was put back to an older state, before signing a fork of it.

A relay restored from a backup has forgotten log entries that clients hold, with its own signature
over them. Were it to go on, it would sign another history, which every client would take for an
attack. A client that holds more than the relay proves it with the relay's own signed checkpoint
(`POST /v1/log/checkpoint`, PROTOCOL.md section 5.3); nothing less is believed. The proof is kept
in the data directory until a longer log is there, or until IT decides to go on without.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

import msgspec

from relay import private_files
from relay.problems import RefusalError
from relay.wire import Code

_log = logging.getLogger("relay.restored")
_LOUD_MS: Final = 60_000
EXPLANATION: Final = (
    "The relay's log was restored from a backup that lacks entries which clients hold. Nothing can "
    "be added to it until IT restores a newer backup or accepts the loss."
)


class _Proof(msgspec.Struct, frozen=True):
    size: int
    accepted: bool = False


class LogLoss:
    """What is known of a longer log that this relay once signed.

    Attributes:
        size: the largest proven size, 0 when nothing was proven.
    """

    def __init__(self, path: Path) -> None:
        """Read what earlier runs were shown."""
        self._path = path
        self._loud_ms = 0
        try:
            self._proof = msgspec.json.decode(path.read_bytes(), type=_Proof)
        except (OSError, msgspec.DecodeError):
            self._proof = _Proof(0)

    @property
    def size(self) -> int:
        """The largest proven size."""
        return self._proof.size

    def missing(self, log_size: int) -> int:
        """Return how many entries a log of that size is known to lack, unless accepted."""
        return 0 if self._proof.accepted else max(0, self._proof.size - log_size)

    def prove(self, size: int, log_size: int) -> None:
        """Take note of a verified checkpoint over more entries than there are. Raises OSError."""
        if size <= max(self._proof.size, log_size):
            return
        self._proof = _Proof(size)
        private_files.write(self._path, msgspec.json.encode(self._proof))
        _log.error("log restored from an older backup? size=%d proven=%d", log_size, size)

    def claimed(self, size: int, log_size: int, now_ms: int) -> None:
        """Log, once a minute, that a client says it has more than the relay."""
        if now_ms - self._loud_ms >= _LOUD_MS:
            self._loud_ms = now_ms
            _log.error("a client claims a longer log size=%d claimed=%d", log_size, size)

    def accept(self) -> None:
        """Go on with the shorter log. Raises OSError."""
        if self._proof.size:
            self._proof = _Proof(self._proof.size, accepted=True)
            private_files.write(self._path, msgspec.json.encode(self._proof))

    def check(self, log_size: int) -> None:
        """Raises RefusalError while a longer log is known to exist."""
        if self.missing(log_size):
            raise RefusalError(Code.UNAVAILABLE, EXPLANATION, retry_after=300)
