"""Passing a just sealed submission to the pump, so that it need not be read back first.

Reading the outbox before each request, only to find the one record that was written a moment ago,
was measured to cost a tenth of the way from Send to the other side. It can be left out when the
queue is known to hold nothing else. Orders rise by one and are never given twice, so a record whose
order follows the last one of an empty queue is alone in it; anything else is read as ever.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.records import OutboxRecord


@dataclass(slots=True)
class Handover:
    """What is known of the queue without reading it. Used on the event loop alone."""

    _additions: int = 0
    _last_order: int | None = None
    """The order of the newest record there ever was, while the queue is known to be empty."""
    _record: OutboxRecord | None = None

    def added(self, record: OutboxRecord | None = None) -> None:
        """Something was added or let go, and is committed; `record` if it was one sealed record."""
        follows = (
            record is not None
            and record.body != b""
            and self._last_order is not None
            and record.order == self._last_order + 1
        )
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
