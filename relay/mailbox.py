"""What memory holds of one device's mail, and of who waits for it (PROTOCOL.md section 5.3)."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final, Protocol

from relay.devices import Device
from relay.problems import RefusalError
from relay.storage.base import StoredItem, Totals
from relay.wire import SubmissionResult, encode_results

MAX_BATCH_BYTES: Final = 4 * 1024 * 1024


class Reply(Protocol):
    """Where an answer goes. Sending to a connection that has gone does nothing."""

    def binary(self, body: bytes) -> None:
        """Answer 200 with a binary body."""

    def refuse(self, error: RefusalError) -> None:
        """Answer with a problem."""


class Mailbox:
    """What memory holds of one device's mail.

    Attributes:
        floor: everything up to here was acknowledged; last: the last sequence number on disk.
        count, size: of what is on disk; coming_count, coming_size: of what is on its way there.
        wake: envelopes on disk above the floor that should wake a person.
        handed_out: (seq, size, wake) of what was given and is not acknowledged yet.
        moving: its items are being numbered anew.
    """

    __slots__ = (
        "coming_count",
        "coming_size",
        "count",
        "device",
        "floor",
        "handed_out",
        "id",
        "last",
        "moving",
        "size",
        "waiter",
        "wake",
    )

    def __init__(self, device: Device) -> None:
        self.device = device
        self.id = device.mailbox
        self.floor = self.last = self.count = self.size = self.wake = 0
        self.coming_count = self.coming_size = 0
        self.moving = False
        self.handed_out: deque[tuple[int, int, bool]] = deque()
        self.waiter: Waiter | None = None

    def count_anew(self, totals: Totals) -> None:
        """Believe what storage has summed up."""
        self.floor, self.last = totals.floor, totals.last
        self.count, self.size, self.wake = totals.envelopes, totals.size, totals.wake

    def leave(self, waiter: Waiter) -> None:
        """The one who waits does so no longer."""
        self.waiter = None
        if waiter.timer is not None:
            waiter.timer.cancel()


class Waiter:
    """One waiting inbox request. `known` is the count a notify session already shows."""

    __slots__ = ("arrived", "known", "limit", "log_size", "reply", "timer")

    def __init__(self, reply: Reply, limit: int, known: int | None, log_size: int) -> None:
        self.reply = reply
        self.limit = limit
        self.known = known
        self.log_size = log_size
        self.arrived: list[StoredItem] = []
        self.timer: asyncio.TimerHandle | None = None

    def batch(self) -> list[StoredItem]:
        """What has arrived, as much of it as fits one answer."""
        items, total = self.arrived, 0
        for position, stored in enumerate(items):
            total += stored.size
            if position == self.limit or (position and total > MAX_BATCH_BYTES):
                return items[:position]
        return items


class Pending:
    """One `POST /v1/messages` of which some submissions are on their way to the disk."""

    __slots__ = ("missing", "reply", "results")

    def __init__(self, reply: Reply, results: list[SubmissionResult | None], missing: int) -> None:
        self.reply = reply
        self.results = results
        self.missing = missing

    def settle(self, position: int, result: SubmissionResult) -> None:
        """Fill in one result; the last one sends the answer."""
        self.results[position] = result
        self.missing -= 1
        if not self.missing:
            self.reply.binary(encode_results([item for item in self.results if item is not None]))
