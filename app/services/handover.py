"""Passing a just sealed submission to the pump and to the relay, without reading it back first.

Reading the outbox before each request, only to find the one record that was written a moment ago,
was measured to cost a tenth of the way from Send to the other side. It can be left out when the
queue is known to hold nothing else. Orders rise by one and are never given twice, so a record whose
order follows the last one of an empty queue is alone in it; anything else is read as ever.

What is alone in the queue need not wait for the pump either: the store's thread has it handed in
right after the commit, and the pump takes over that request.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from app.core.ids import SubmissionId
from app.core.records import OutboxRecord
from app.core.transport_types import SubmissionOutcome

Outcomes = Future[tuple[SubmissionOutcome, ...]]


@dataclass(slots=True)
class Handover:
    """What is known of the queue without reading it. But for `follows` and `begin`, which the
    store's thread calls after a commit, used on the event loop alone.
    """

    _additions: int = 0
    _last_order: int | None = None
    """The order of the newest record there ever was, while the queue is known to be empty."""
    _record: OutboxRecord | None = None
    _begun: tuple[SubmissionId, Outcomes] | None = None

    def follows(self, record: OutboxRecord) -> bool:
        """Whether it is sealed and the only one in the queue."""
        last = self._last_order
        return record.body != b"" and last is not None and record.order == last + 1

    def begin(self, record: OutboxRecord, outcomes: Outcomes) -> None:
        """It is being handed in."""
        self._begun = record.submission_id, outcomes

    def take_begun(self, batch: Sequence[OutboxRecord]) -> Outcomes | None:
        """The request that hands in this very batch, unless there is none, or it has failed."""
        begun, self._begun = self._begun, None
        if begun is None or [record.submission_id for record in batch] != [begun[0]]:
            return None
        outcomes = begun[1]
        failed = outcomes.done() and (outcomes.cancelled() or outcomes.exception() is not None)
        return None if failed else outcomes

    def added(self, record: OutboxRecord | None = None) -> None:
        """Something was added or let go, and is committed; `record` if it was one sealed record."""
        follows = record is not None and self.follows(record)
        self._additions += 1
        self._last_order = None
        self._record = record if follows else None

    def mark(self) -> int:
        """Name the present moment, before a transaction that may find the queue empty."""
        return self._additions

    def emptied(self, last_order: int, mark: int) -> None:
        """A transaction begun after `mark` removed the record of that order and saw none left."""
        if mark == self._additions:
            self._last_order = last_order

    def take(self) -> list[OutboxRecord] | None:
        """All there is to send, or None: it has to be read."""
        if self._record is not None:
            record, self._record = self._record, None
            return [record]
        return None if self._last_order is None else []
