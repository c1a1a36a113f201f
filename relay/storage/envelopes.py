"""Envelopes in SQLite: sequence numbers, shared bodies, acknowledgement and expiry.

All methods run inside the caller's transaction, on the writing connection. The next sequence
number of each mailbox is remembered between commits; `forget` drops that after a failed one.

Numbers follow the clock at each start of the relay, so that a database that was restored from a
backup never gives a number again which a client has acknowledged (PROTOCOL.md section 5.3).
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from relay.storage.base import Deliver, Expire, MoveMailbox
from relay.wire import ItemKind

_COLUMNS: Final = (
    "mailbox, seq, kind, wake, received_ms, sender, submission, body_id, size, envelope, body"
)
_ROW: Final = "(?,?,?,?,?,?,?,?,?,?,?)"
_MAX_ROWS: Final = 64
_NUMBERS_A_MS: Final = 2**10
_Row = tuple[int, int, int, int, int, bytes, bytes, int | None, int, bytes, bytes | None]
_WIDTH: Final = 11


class Envelopes:
    """The `envelope` and `body` tables.

    Attributes:
        unsettled_bytes: about how much was written since the write-ahead log was last settled.
    """

    def __init__(self, writer: sqlite3.Connection, *, fresh: bool) -> None:
        """`fresh`: the database was made just now, so that no number was ever given."""
        self._writer = writer
        self._next_seq: dict[int, int] = {}
        self._base: int | None = 0 if fresh else None
        self.unsettled_bytes = 0

    def begin(self, now_ms: int) -> None:
        """Begin a commit. The first one since the start decides where new numbers begin."""
        if self._base is None:
            self._base = now_ms * _NUMBERS_A_MS

    def forget(self) -> None:
        """Read the next sequence numbers again: a transaction was rolled back."""
        self._next_seq.clear()

    def deliver(self, jobs: Sequence[Deliver], now_ms: int) -> None:
        """Store every copy of every submission, in the order given, and number them."""
        if not jobs:
            return
        values: list[int | bytes | None] = []  # of all rows: the statement takes them so
        next_seq = self._next_seq
        volume = 0
        for job in jobs:
            job.time_ms = now_ms
            body_id: int | None = None
            inline: bytes | None = job.body
            if len(job.copies) > 1:
                cursor = self._writer.execute("INSERT INTO body (data) VALUES (?)", (job.body,))
                body_id, inline = cursor.lastrowid, None
            body_size = len(job.body)
            for copy in job.copies:
                mailbox = copy.mailbox
                seq = next_seq.get(mailbox) or self.load_next_seq(mailbox)
                next_seq[mailbox] = seq + 1
                copy.seq = seq
                size = len(copy.envelope) + body_size
                volume += size
                row: _Row = (
                    mailbox,
                    seq,
                    0,
                    copy.wake,
                    now_ms,
                    job.sender_device,
                    job.submission_id,
                    body_id,
                    size,
                    copy.envelope,
                    inline,
                )
                values += row
        self._insert(values)
        self._writer.execute(
            "INSERT INTO submission_batch (time_ms, ids) VALUES (?, ?)",
            (now_ms, b"".join([job.key for job in jobs])),
        )
        self.unsettled_bytes += volume + 8192 + 256 * len(values) // _WIDTH

    def _insert(self, values: Sequence[int | bytes | None]) -> None:
        most = _MAX_ROWS * _WIDTH
        for start in range(0, len(values), most):
            chunk = values[start : start + most]
            self._writer.execute(_insert_statement(len(chunk) // _WIDTH), chunk)

    def load_next_seq(self, mailbox: int) -> int:
        """Return the number that the mailbox's next item gets."""
        (floor,) = self._writer.execute(
            "SELECT floor FROM mailbox WHERE id = ?", (mailbox,)
        ).fetchone()
        (last,) = self._writer.execute(
            "SELECT max(seq) FROM envelope WHERE mailbox = ?", (mailbox,)
        ).fetchone()
        return int(max(floor, last or 0, self._base or 0)) + 1

    def move(self, job: MoveMailbox) -> None:
        """Number a mailbox's items anew, above what its device says it has had."""
        self.delete_upto(job.mailbox, job.floor)
        lowest, highest = self._writer.execute(
            "SELECT min(seq), max(seq) FROM envelope WHERE mailbox = ?", (job.mailbox,)
        ).fetchone()
        job.last = job.above
        if lowest is not None:
            shift = job.above + 1 - lowest
            job.last = highest + shift
            self._writer.execute(  # by way of numbers below zero: no two are ever the same
                "UPDATE envelope SET seq = -(seq + ?) WHERE mailbox = ?", (shift, job.mailbox)
            )
            self._writer.execute("UPDATE envelope SET seq = -seq WHERE mailbox = ?", (job.mailbox,))
            self.unsettled_bytes += 512 * (highest - lowest + 1)
        self._writer.execute(
            "UPDATE mailbox SET floor = max(floor, ?) WHERE id = ?", (job.above, job.mailbox)
        )
        self._next_seq.pop(job.mailbox, None)

    def delete_upto(self, mailbox: int, upto: int) -> None:
        """Delete a mailbox's items up to a number, and shared bodies nobody needs any more."""
        bodies = self._writer.execute(
            "DELETE FROM envelope WHERE mailbox = ? AND seq <= ? RETURNING body_id", (mailbox, upto)
        ).fetchall()
        self._writer.execute(
            "UPDATE mailbox SET floor = ? WHERE id = ? AND floor < ?", (upto, mailbox, upto)
        )
        self._drop_bodies({body_id for (body_id,) in bodies if body_id is not None})
        self.unsettled_bytes += 4096 + 512 * len(bodies)

    def _drop_bodies(self, body_ids: Iterable[int]) -> None:
        self._writer.executemany(
            "DELETE FROM body WHERE id = ?1"
            " AND NOT EXISTS (SELECT 1 FROM envelope WHERE body_id = ?1)",
            [(body_id,) for body_id in sorted(body_ids)],
        )

    def expire(self, job: Expire) -> None:
        """Delete the oldest mail that is too old, and leave its senders a notice.

        Oldest means lowest row id. Rows are only ever added at the end and numbered in that
        order, and `move` keeps it, so within a mailbox ids rise with `seq`: whatever lies below
        the item that goes has gone before it, and raising `floor` to it skips nothing. Times of
        arrival follow the clock: while the oldest mail bears a time from a clock that was ahead,
        younger mail is kept longer, never shorter.
        """
        old = self._writer.execute(
            "SELECT id, mailbox, seq, kind, sender, submission, body_id, received_ms FROM envelope"
            " ORDER BY id LIMIT ?",
            (job.limit,),
        ).fetchall()
        notices: list[int | bytes | None] = []
        bodies: set[int] = set()
        for row_id, mailbox, seq, kind, sender, submission, body_id, received_ms in old:
            if received_ms >= job.before_ms:
                break
            self._writer.execute("DELETE FROM envelope WHERE id = ?", (row_id,))
            self._writer.execute(
                "UPDATE mailbox SET floor = ? WHERE id = ? AND floor < ?", (seq, mailbox, seq)
            )
            job.expired += 1
            job.touched.add(mailbox)
            if body_id is not None:
                bodies.add(body_id)
            if kind == ItemKind.ENVELOPE:
                for row in self._notice(job, mailbox, sender, submission):
                    notices += row
        self._drop_bodies(bodies)
        self._insert(notices)
        self.unsettled_bytes += 4096 * job.expired

    def _notice(
        self, job: Expire, mailbox: int, sender: bytes, submission: bytes
    ) -> Iterator[_Row]:
        found = self._writer.execute(
            "SELECT id FROM mailbox WHERE device = ? AND closed = 0", (sender,)
        ).fetchone()
        if found is None:
            return
        (device,) = self._writer.execute(
            "SELECT device FROM mailbox WHERE id = ?", (mailbox,)
        ).fetchone()
        to: int = found[0]
        seq = self._next_seq.get(to) or self.load_next_seq(to)
        self._next_seq[to] = seq + 1
        job.touched.add(to)
        kind = int(ItemKind.EXPIRED)
        yield (to, seq, kind, 0, job.now_ms, device, submission, None, 0, b"", b"")


@functools.cache
def _insert_statement(rows: int) -> str:
    places = ",".join([_ROW] * rows)
    return f"INSERT INTO envelope ({_COLUMNS}) VALUES {places}"  # noqa: S608 - constants only
