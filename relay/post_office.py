"""Mail: submissions in, inboxes out (PROTOCOL.md section 5.3).

What is known about a mailbox is kept in memory once it was touched (how much it holds, the last
sequence number on disk, who waits), so a submission costs no read, and a waiting device is
answered straight from the commit that brought its mail. Only the commit changes `last`: nothing
that is not on disk is ever shown.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from relay.auth import Session
from relay.devices import Device
from relay.directory import Directory
from relay.limits import Rate, RateLimiter
from relay.mailbox import MAX_BATCH_BYTES, Mailbox, Pending, Reply, Waiter
from relay.metrics import Metrics
from relay.problems import RefusalError
from relay.remembered import RememberedSubmissions
from relay.storage.base import (
    Acknowledge,
    Copy,
    Deliver,
    Job,
    MoveMailbox,
    Storage,
    StorageError,
    StorageFullError,
    StoredItem,
)
from relay.wire import (
    MAX_INBOX_ITEMS,
    MAX_SEQ,
    STATUS_OF,
    Code,
    InboxAnswer,
    InboxItem,
    InboxRequest,
    ItemKind,
    Scope,
    Submission,
    SubmissionResult,
    decode_submissions,
    encode_results,
)
from relay.writer import Writer

_log = logging.getLogger("relay.post_office")
_MOVE_RATE: Final = Rate(per_second=0.1, burst=5)


class PostOffice:
    """All mailboxes."""

    def __init__(
        self,
        storage: Storage,
        directory: Directory,
        clock: Callable[[], int],
        metrics: Metrics,
        writer: Writer,
        *,
        rate: Rate,
        poll_rate: Rate,
        remembered: int,
        max_count: int,
        max_bytes: int,
        has_room: Callable[[], bool],
    ) -> None:
        self._storage = storage
        self._directory = directory
        self._clock = clock
        self._metrics = metrics
        self._writer = writer
        self._limiter = RateLimiter(rate)
        self._polls = RateLimiter(poll_rate)
        self._moves = RateLimiter(_MOVE_RATE)
        self._remembered = remembered
        self._max_count = max_count
        self._max_bytes = max_bytes
        self._has_room = has_room
        self._woken: list[Mailbox] = []
        self._mailboxes: dict[int, Mailbox] = {}
        self._in_flight: dict[bytes, list[tuple[Pending, int]]] = {}
        self._stored_result = SubmissionResult(200, -1, "")
        self._stored_answer = b""
        self.load()

    def load(self) -> None:
        """Read again what memory holds of the disk: at start, or after it was reopened.

        What is on its way to the disk, and who waits, stays.
        """
        self._done = RememberedSubmissions(self._storage.recent_submissions(), self._clock())
        self.refresh(set(self._mailboxes))

    def forget_submissions(self, memory_ms: int) -> int:
        """Age the remembered ids, called now and then; return the time before which none is."""
        return self._done.age(memory_ms, self._clock())

    # --- submissions ---

    def submit(self, session: Session, body: bytes, reply: Reply) -> None:
        """Store every submission and answer when all are on disk. Raises RefusalError, WireError.

        A submission that is refused has its own result; the others are not affected.
        """
        sender = session.device
        if sender is None:
            raise RefusalError(Code.SCOPE, "Only a device sends messages.")
        submissions = decode_submissions(body)
        amount = len(submissions)
        self._take(self._limiter, sender, amount)
        pending = Pending(reply, [None] * amount, amount)
        own = sender.mailbox.to_bytes(4, "big")
        for position, submission in enumerate(submissions):
            self._submit_one(sender, own, submission, pending, position)

    def _take(self, limiter: RateLimiter, device: Device, amount: int) -> None:
        limiter.require(device.device_id, amount, self._clock(), "Too much at once.")

    def _submit_one(
        self,
        sender: Device,
        own: bytes,
        submission: Submission,
        pending: Pending,
        position: int,
    ) -> None:
        key = own + submission.submission_id
        done_ms = self._done.get(key)
        if done_ms is not None:
            pending.settle(position, SubmissionResult(200, done_ms, ""))
            return
        same = self._in_flight.get(key)
        if same is not None:
            same.append((pending, position))
            return
        copies: list[Copy] = []
        code = self._check(sender, own, submission, copies)
        if code is not None:
            self._metrics.refused_submissions += 1
            pending.settle(position, SubmissionResult(STATUS_OF[code], self._clock(), code))
            return
        self._in_flight[key] = [(pending, position)]
        self._writer.submit(
            Deliver(
                key,
                sender.device_id,
                submission.submission_id,
                submission.body,
                copies,
                on_done=self._delivered,
            )
        )

    def _check(
        self, sender: Device, own: bytes, submission: Submission, copies: list[Copy]
    ) -> Code | None:
        """Reserve room and fill `copies`, or return why not and reserve nothing."""
        if self._done.of_sender(own) >= self._remembered:
            return Code.QUOTA
        if not self._has_room():
            return Code.STORAGE_FULL
        devices = self._directory.devices
        body_size = len(submission.body)
        mailboxes: list[Mailbox] = []
        for recipient in submission.recipients:
            device = devices.get(recipient.device_id)
            if device is None or not device.live:
                return Code.DEVICE_SET_CHANGED
            mailbox = self._mailboxes.get(device.mailbox) or self._load_mailbox(device)
            size = len(recipient.envelope) + body_size
            if (
                mailbox.count + mailbox.coming_count >= self._max_count
                or mailbox.size + mailbox.coming_size + size > self._max_bytes
            ):
                return Code.MAILBOX_FULL
            mailboxes.append(mailbox)
            copies.append(Copy(device.mailbox, recipient.wake, recipient.envelope))
        if submission.complete and not self._directory.is_complete(
            sender, [mailbox.device for mailbox in mailboxes]
        ):
            return Code.DEVICE_SET_CHANGED
        for mailbox, copy in zip(mailboxes, copies, strict=True):
            mailbox.coming_count += 1
            mailbox.coming_size += len(copy.envelope) + body_size
        return None

    def _delivered(self, job: Job, error: StorageError | None) -> None:
        assert isinstance(job, Deliver)  # noqa: S101 - a callback's type, for the type checker
        waiting = self._in_flight.pop(job.key, [])
        if error is None:
            self._done.add(job.key, job.time_ms)
            self._publish(job)
            if self._stored_result.time_ms != job.time_ms:
                self._stored_result = SubmissionResult(200, job.time_ms, "")
                self._stored_answer = encode_results([self._stored_result])
            for pending, position in waiting:
                if len(pending.results) == 1:  # the same bytes for everyone in this commit
                    pending.reply.binary(self._stored_answer)
                else:
                    pending.settle(position, self._stored_result)
        else:
            body_size = len(job.body)
            for copy in job.copies:
                mailbox = self._mailboxes.get(copy.mailbox)
                if mailbox is not None:
                    mailbox.coming_count -= 1
                    mailbox.coming_size -= len(copy.envelope) + body_size
            full = isinstance(error, StorageFullError)
            code = Code.STORAGE_FULL if full else Code.UNAVAILABLE
            result = SubmissionResult(STATUS_OF[code], self._clock(), code)
            for pending, position in waiting:
                pending.settle(position, result)

    def _publish(self, job: Deliver) -> None:
        """Count what is on disk now, and put aside copies for whoever waits for them."""
        self._metrics.submissions += 1
        self._metrics.envelopes += len(job.copies)
        body_size = len(job.body)
        for copy in job.copies:
            mailbox = self._mailboxes.get(copy.mailbox)
            if mailbox is None:
                continue
            size = len(copy.envelope) + body_size
            mailbox.coming_count -= 1
            mailbox.coming_size -= size
            mailbox.count += 1
            mailbox.size += size
            mailbox.last = copy.seq
            mailbox.wake += copy.wake
            waiter = mailbox.waiter
            if waiter is None:
                continue
            if not waiter.arrived:
                self._woken.append(mailbox)
            item = InboxItem(
                ItemKind.ENVELOPE,
                copy.seq,
                job.time_ms,
                job.sender_device,
                job.submission_id,
                copy.envelope,
                job.body,
            )
            waiter.arrived.append(StoredItem(item, copy.wake, size))

    def wake(self) -> None:
        """Answer everyone whose mail came with the commit that has just been published."""
        woken, self._woken = self._woken, []
        for mailbox in woken:
            waiter = mailbox.waiter
            if waiter is None:
                continue
            if waiter.known is None:
                self._answer(mailbox, waiter.batch())
            elif mailbox.wake != waiter.known:
                self._answer(mailbox, [])
            else:
                waiter.arrived.clear()

    def log_grew(self) -> None:
        """Answer every device that waits with a shorter log: it learns of the new entries now."""
        size = self._directory.size
        for mailbox in tuple(self._mailboxes.values()):
            waiter = mailbox.waiter
            if waiter is not None and waiter.known is None and waiter.log_size < size:
                self._answer(mailbox, waiter.batch())

    # --- inboxes ---

    def inbox(self, session: Session, body: bytes, reply: Reply) -> Callable[[], None] | None:
        """Acknowledge, then answer now or when mail comes. Raises RefusalError, WireError.

        When the answer waits, returns what to call if the connection goes first.
        """
        device = session.device
        if device is None:
            raise RefusalError(Code.SCOPE, "Only a device has an inbox.")
        request = InboxRequest.decode(body)
        mailbox = self._mailboxes.get(device.mailbox) or self._load_mailbox(device)
        if mailbox.waiter is not None:
            self._answer(mailbox, [])
        device_scope = session.scope is Scope.DEVICE
        if mailbox.moving or (device_scope and request.ack > mailbox.last):
            self._move(mailbox, request.ack, reply)
            return None
        known: int | None = None
        acknowledged = False
        if not device_scope:
            if request.ack:
                raise RefusalError(Code.SCOPE, "Scope notify acknowledges nothing.")
            known = request.limit
        elif request.ack > mailbox.floor:
            self._acknowledge(mailbox, request.ack)
            acknowledged = True
        if not acknowledged:
            self._take(self._polls, device, 1)
        limit = min(request.limit, MAX_INBOX_ITEMS)
        waiter = mailbox.waiter = Waiter(reply, limit, known, request.log_size)
        if known is not None:
            if mailbox.wake != known or not request.wait_ms:
                self._answer(mailbox, [])
        elif limit and mailbox.last > mailbox.floor:
            self._answer(mailbox, self._stored(mailbox, limit))
        elif not (limit and request.wait_ms) or self._log_differs(request.log_size):
            self._answer(mailbox, [])
        if mailbox.waiter is not waiter:
            return None
        waiter.timer = asyncio.get_running_loop().call_later(
            request.wait_ms / 1000, self._time_out, mailbox, waiter
        )

        def abandon() -> None:
            if mailbox.waiter is waiter:
                mailbox.leave(waiter)

        return abandon

    def _log_differs(self, size: int) -> bool:
        """Say whether a device with a replica of that size has something to learn, or to prove."""
        own = self._directory.size
        if MAX_SEQ > size > max(own, self._directory.loss.size):
            self._directory.loss.claimed(size, own, self._clock())
            return True
        return size < own

    def _stored(self, mailbox: Mailbox, limit: int) -> list[StoredItem]:
        return self._storage.inbox(mailbox.id, mailbox.floor, mailbox.last, limit, MAX_BATCH_BYTES)

    def _acknowledge(self, mailbox: Mailbox, ack: int) -> None:
        """Move the floor up to what the device has."""
        upto = ack
        handed_out = mailbox.handed_out
        if handed_out and handed_out[0][0] == mailbox.floor + 1 and handed_out[-1][0] >= upto:
            while handed_out and handed_out[0][0] <= upto:
                _, size, wake = handed_out.popleft()
                mailbox.count -= 1
                mailbox.size -= size
                mailbox.wake -= wake
        else:
            part = self._storage.part(mailbox.id, mailbox.floor, upto)
            mailbox.count -= part.envelopes
            mailbox.size -= part.size
            mailbox.wake -= part.wake
            handed_out.clear()
        mailbox.floor = upto
        self._writer.defer(Acknowledge(mailbox.id, upto))

    def _move(self, mailbox: Mailbox, above: int, reply: Reply) -> None:
        """Number everything anew above what the device has, then answer empty.

        A device that acknowledges what was never given had it from a relay whose data were lost
        since. Nothing that is stored now was shown under that number, so nothing is deleted.
        """
        if mailbox.moving:
            reply.binary(self._empty(mailbox))
            return
        if above > MAX_SEQ:
            raise RefusalError(Code.MALFORMED, "No sequence number is that large.")
        self._take(self._moves, mailbox.device, 1)
        _log.warning("mailbox numbered anew: its device is ahead mailbox=%d", mailbox.id)
        mailbox.moving = True

        def moved(job: Job, error: StorageError | None) -> None:
            assert isinstance(job, MoveMailbox)  # noqa: S101 - a callback's type
            mailbox.moving = False
            if error is not None:
                reply.refuse(RefusalError(Code.UNAVAILABLE, "Nothing was changed.", retry_after=1))
                return
            mailbox.floor = max(mailbox.floor, above)
            mailbox.last = max(mailbox.last, job.last)
            mailbox.handed_out.clear()
            reply.binary(self._empty(mailbox))

        self._writer.submit(MoveMailbox(mailbox.id, mailbox.floor, above, on_done=moved))

    def _empty(self, mailbox: Mailbox) -> bytes:
        return InboxAnswer(self._clock(), self._directory.size, mailbox.wake, ()).encode()

    def _answer(self, mailbox: Mailbox, items: Sequence[StoredItem]) -> None:
        """Answer the mailbox's waiter."""
        waiter = mailbox.waiter
        if waiter is None:
            return
        mailbox.leave(waiter)
        waiting = mailbox.wake - sum([stored.wake for stored in items])
        answer = InboxAnswer(
            self._clock(),
            self._directory.size,
            max(0, waiting),
            tuple([stored.item for stored in items]),
        )
        if items:
            mailbox.handed_out.clear()
            mailbox.handed_out.extend([(s.item.seq, s.size, s.wake) for s in items])
        waiter.reply.binary(answer.encode())

    def _time_out(self, mailbox: Mailbox, waiter: Waiter) -> None:
        if mailbox.waiter is waiter:
            self._answer(mailbox, [])

    def _load_mailbox(self, device: Device) -> Mailbox:
        mailbox = self._mailboxes[device.mailbox] = Mailbox(device)
        mailbox.count_anew(self._storage.totals(device.mailbox))
        return mailbox

    # --- changes from elsewhere ---

    def refresh(self, mailbox_ids: set[int]) -> None:
        """Count again what a retention run has changed, and wake whoever has a notice now."""
        for mailbox_id in mailbox_ids:
            old = self._mailboxes.get(mailbox_id)
            if old is None:
                continue
            totals = self._storage.totals(mailbox_id)
            old.floor, old.last = max(old.floor, totals.floor), max(old.last, totals.last)
            part = self._storage.part(mailbox_id, old.floor, old.last)
            old.count, old.size, old.wake = part
            old.handed_out.clear()
            waiter = old.waiter
            if waiter is not None and waiter.known is None and old.last > old.floor:
                self._answer(old, self._stored(old, waiter.limit))

    def waiting(self) -> Iterator[int]:
        """Give the mailboxes whose device waits now."""
        return (box.id for box in self._mailboxes.values() if box.waiter is not None)

    def end(self, device: Device) -> None:
        """Close a removed device's mailbox; its waiting request is refused."""
        mailbox = self._mailboxes.pop(device.mailbox, None)
        if mailbox is None or mailbox.waiter is None:
            return
        waiter = mailbox.waiter
        mailbox.leave(waiter)
        waiter.reply.refuse(RefusalError(Code.DEVICE_REVOKED, "This device was removed."))

    def release(self) -> None:
        """Answer everyone who waits, because the relay stops."""
        for mailbox in self._mailboxes.values():
            self._answer(mailbox, [])
