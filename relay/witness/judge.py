"""Whether to cosign: the whole of C2SP tlog-witness `add-checkpoint`, without I/O of its own.

The order of the checks is that page's. A cosignature leaves only after `Records.advance` has put
the new size on disk, so a crash can never make the witness sign two histories.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from nacl.signing import SigningKey

from relay.transparency.cosignature import WITNESS, VerifierKey, cosign
from relay.transparency.errors import NoteError
from relay.transparency.signatures import verifies
from relay.witness import request as requests
from relay.witness.consistency import is_consistent
from relay.witness.records import Record, Records, RecordsError, log_key
from relay.witness.request import AddCheckpoint, Checkpoint

_log = logging.getLogger("relay.witness")
TEXT: Final = "text/plain; charset=utf-8"
SIZE: Final = "text/x.tlog.size"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer: HTTP status, media type, body."""

    status: int
    content_type: str
    body: bytes


class Judge:
    """The witness's key and its memory. Used by one thread, one request after the other."""

    def __init__(
        self, name: str, key: SigningKey, records: Records, clock_s: Callable[[], int]
    ) -> None:
        self._key = key
        self.verifier_key = VerifierKey(name, bytes(key.verify_key), WITNESS)
        self._records = records
        self._clock_s = clock_s

    def add_checkpoint(self, body: bytes) -> Verdict:
        """Answer a request with this body."""
        try:
            asked = requests.parse(body)
        except NoteError as error:
            return _refused(400, str(error))
        try:
            verdict = self._judge(asked)
        except RecordsError as error:
            _log.error("records failed outcome=%s", error)
            return _refused(503, "the witness cannot write its records")
        _log.info("checkpoint size=%d status=%d", asked.checkpoint.size, verdict.status)
        return verdict

    def _judge(self, asked: AddCheckpoint) -> Verdict:  # noqa: PLR0911 - one a check, in C2SP order
        checkpoint = asked.checkpoint
        record = self._records.find(checkpoint.origin)
        if record is None:
            return _refused(404, "an unknown log")
        if not _is_signed(checkpoint, record):
            return _refused(403, "none of the log's keys has signed this")
        if asked.old_size > checkpoint.size:
            return _refused(400, "the old size is the larger one")
        if asked.old_size != record.size:
            return _size(record)
        if checkpoint.size == record.size and record.size and checkpoint.root != record.root:
            _log.error("THE LOG HAS FORKED: two roots of one size size=%d", record.size)
            self._records.keep_fork(record, checkpoint, self._clock_s())
            return _size(record)
        if not _extends(asked, record):
            _log.warning("a signed checkpoint without proof size=%d", checkpoint.size)
            return _refused(422, "the consistency proof does not verify")
        time_s = self._clock_s()
        if checkpoint.size != record.size and not self._records.advance(
            record.size, checkpoint, time_s
        ):
            return _size(self._records.find(checkpoint.origin) or record)
        signed = cosign(checkpoint.text, self.verifier_key, time_s, self._sign)
        return Verdict(200, TEXT, signed.encode().encode("utf-8"))

    def _sign(self, message: bytes) -> bytes:
        return self._key.sign(message).signature


def _is_signed(checkpoint: Checkpoint, record: Record) -> bool:
    """By any of the log's keys; a wrong signature that claims to be one of theirs spoils all."""
    keys = [log_key(record.origin, key) for key in record.keys]
    verdicts = [
        verifies(key.public_key, checkpoint.text, line.signature)
        for line in checkpoint.signatures
        for key in keys
        if line.by(key) and len(line.signature) == 64
    ]
    return bool(verdicts) and all(verdicts)


def _extends(asked: AddCheckpoint, record: Record) -> bool:
    checkpoint = asked.checkpoint
    if checkpoint.size == 0:
        return False  # an empty log is never signed
    if record.size == 0:
        return not asked.proof
    return is_consistent(record.size, checkpoint.size, record.root, checkpoint.root, asked.proof)


def _size(record: Record) -> Verdict:
    return Verdict(409, SIZE, b"%d\n" % record.size)


def _refused(status: int, reason: str) -> Verdict:
    return Verdict(status, TEXT, reason.encode("utf-8") + b"\n")
