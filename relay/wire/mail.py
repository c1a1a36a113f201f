"""Submissions and inboxes: what carries envelopes (PROTOCOL.md 5.3)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from relay.wire.encoding import (
    BOOLEANS,
    Value,
    WireError,
    ascii_text,
    fixed,
    number,
    split,
    split_list,
    tlv,
    tlv_list,
    u8,
    u16,
    u32,
    u64,
)
from relay.wire.names import (
    ID_SIZE,
    MAX_ENVELOPE,
    MAX_INBOX_ITEMS,
    MAX_RECIPIENTS,
    MAX_SHARED_BODY,
    MAX_SUBMISSIONS,
    MAX_WAIT_MS,
    ItemKind,
)


class Recipient(Value, frozen=True, gc=False):
    """One device's copy: the ratchet envelope, and whether it should wake a person."""

    device_id: bytes
    wake: bool
    envelope: bytes

    def encode(self) -> bytes:
        """TLV(device_id, wake u8, envelope)."""
        return tlv(self.device_id, b"\x01" if self.wake else b"\x00", self.envelope)


class Submission(Value, frozen=True, gc=False):
    """One message to the devices it is for; `body` is shared by all of them."""

    submission_id: bytes
    complete: bool
    log_size: int
    body: bytes
    recipients: tuple[Recipient, ...]

    def encode(self) -> bytes:
        """TLV(submission_id, flags u8, log_size u64, body, LIST(recipient...))."""
        return tlv(
            self.submission_id,
            b"\x01" if self.complete else b"\x00",
            self.log_size.to_bytes(8, "big"),
            self.body,
            tlv_list([recipient.encode() for recipient in self.recipients]),
        )

    @classmethod
    def decode(cls, data: bytes) -> Submission:
        """Raises WireError."""
        return _submission(data, 0, len(data))


_SUBMISSION_START: Final = struct.Struct(">I16sIcIQI")
_RECIPIENT_START: Final = struct.Struct(">II16sIcI")


def _submission(data: bytes, start: int, end: int) -> Submission:
    """Decode data[start:end] without copying what is nested: every message passes here."""
    body_start = start + _SUBMISSION_START.size
    if body_start > end:
        raise WireError("submission is cut short")
    id_size, submission_id, flags_size, flags, log_size_size, log_size, body_size = (
        _SUBMISSION_START.unpack_from(data, start)
    )
    if id_size != ID_SIZE or flags_size != 1 or log_size_size != 8 or flags not in BOOLEANS:
        raise WireError("submission")
    if body_size > MAX_SHARED_BODY:
        raise WireError("body size")
    body_end = body_start + body_size
    offset = body_end + 4
    if offset > end or offset + int.from_bytes(data[body_end:offset], "big") != end:
        raise WireError("recipients")
    recipients: list[Recipient] = []
    while offset < end:
        if offset + _RECIPIENT_START.size > end:
            raise WireError("recipient is cut short")
        size, device_size, device_id, wake_size, wake, envelope_size = _RECIPIENT_START.unpack_from(
            data, offset
        )
        envelope_start = offset + _RECIPIENT_START.size
        offset = envelope_start + envelope_size
        if (
            device_size != ID_SIZE
            or wake_size != 1
            or wake not in BOOLEANS
            or size != _RECIPIENT_START.size - 4 + envelope_size
            or offset > end
        ):
            raise WireError("recipient")
        if not 0 < envelope_size <= MAX_ENVELOPE:
            raise WireError("envelope size")
        envelope = data[envelope_start:offset]
        recipients.append(Recipient(device_id, wake == b"\x01", envelope))
    if not 0 < len(recipients) <= MAX_RECIPIENTS:
        raise WireError("no recipients, or too many")
    if len(recipients) > 1 and len({item.device_id for item in recipients}) != len(recipients):
        raise WireError("recipient named twice")
    body = data[body_start:body_end]
    return Submission(submission_id, flags == b"\x01", log_size, body, tuple(recipients))


class SubmissionResult(Value, frozen=True, gc=False):
    """200: stored and fsynced. Anything else: `detail` is the problem's code."""

    status: int
    time_ms: int
    detail: str

    def encode(self) -> bytes:
        """TLV(status u16, time_ms u64, detail)."""
        return tlv(u16(self.status), u64(self.time_ms), self.detail.encode("ascii"))

    @classmethod
    def decode(cls, data: bytes) -> SubmissionResult:
        """Raises WireError."""
        status, time_ms, detail = split(data, 3)
        return cls(number(status, 2), number(time_ms, 8), ascii_text(detail))


class InboxRequest(Value, frozen=True, gc=False):
    """Acknowledge up to `ack`, then wait up to `wait_ms` for at most `limit` items.

    `log_size` is what the client has of the log: a longer log ends the waiting too. With scope
    notify, `ack` is 0 and `limit` is the count of waiting envelopes already known.
    """

    ack: int
    wait_ms: int
    limit: int
    log_size: int

    def encode(self) -> bytes:
        """TLV(ack u64, wait_ms u32, limit u32, log_size u64)."""
        return tlv(u64(self.ack), u32(self.wait_ms), u32(self.limit), u64(self.log_size))

    @classmethod
    def decode(cls, data: bytes) -> InboxRequest:
        """Raises WireError."""
        ack, wait_ms, limit, log_size = split(data, 4)
        request = cls(number(ack, 8), number(wait_ms, 4), number(limit, 4), number(log_size, 8))
        if request.wait_ms > MAX_WAIT_MS:
            raise WireError("wait too long")
        return request


class InboxItem(Value, frozen=True, gc=False):
    """One envelope, or the notice that one expired unfetched."""

    kind: ItemKind
    seq: int
    received_ms: int
    sender_device: bytes
    submission_id: bytes
    envelope: bytes
    body: bytes

    def encode(self) -> bytes:
        """TLV(kind u8, seq u64, received_ms u64, sender_device, submission_id, envelope, body)."""
        return tlv(
            u8(self.kind),
            u64(self.seq),
            u64(self.received_ms),
            self.sender_device,
            self.submission_id,
            self.envelope,
            self.body,
        )

    @classmethod
    def decode(cls, data: bytes) -> InboxItem:
        """Raises WireError."""
        kind, seq, received_ms, sender, submission_id, envelope, body = split(data, 7)
        try:
            known_kind = ItemKind(number(kind, 1))
        except ValueError as error:
            raise WireError("item kind") from error
        return cls(
            known_kind,
            number(seq, 8),
            number(received_ms, 8),
            fixed(sender, ID_SIZE),
            fixed(submission_id, ID_SIZE),
            envelope,
            body,
        )


class InboxAnswer(Value, frozen=True, gc=False):
    """A batch in sequence order; `waiting` counts wake envelopes that remain after it."""

    time_ms: int
    log_size: int
    waiting: int
    items: tuple[InboxItem, ...]

    def encode(self) -> bytes:
        """TLV(time_ms u64, log_size u64, waiting u32, LIST(item...))."""
        return tlv(
            u64(self.time_ms),
            u64(self.log_size),
            u32(self.waiting),
            tlv_list([item.encode() for item in self.items]),
        )

    @classmethod
    def decode(cls, data: bytes) -> InboxAnswer:
        """Raises WireError."""
        time_ms, log_size, waiting, listed = split(data, 4)
        items = tuple([InboxItem.decode(item) for item in split_list(listed, MAX_INBOX_ITEMS)])
        return cls(number(time_ms, 8), number(log_size, 8), number(waiting, 4), items)


def encode_submissions(submissions: Sequence[Submission]) -> bytes:
    """Body of `POST /v1/messages`."""
    return tlv_list([submission.encode() for submission in submissions])


def decode_submissions(data: bytes) -> tuple[Submission, ...]:
    """Body of `POST /v1/messages`, 1 to MAX_SUBMISSIONS. Raises WireError."""
    submissions: list[Submission] = []
    offset, end = 0, len(data)
    while offset < end:
        start = offset + 4
        offset = start + int.from_bytes(data[offset:start], "big")
        if offset > end:
            raise WireError("field runs past the end")
        submissions.append(_submission(data, start, offset))
    if not 0 < len(submissions) <= MAX_SUBMISSIONS:
        raise WireError("no submissions, or too many")
    return tuple(submissions)


def encode_results(results: Sequence[SubmissionResult]) -> bytes:
    """Answer of `POST /v1/messages`."""
    return tlv_list([result.encode() for result in results])


def decode_results(data: bytes) -> tuple[SubmissionResult, ...]:
    """Answer of `POST /v1/messages`. Raises WireError."""
    return tuple([SubmissionResult.decode(item) for item in split_list(data, MAX_SUBMISSIONS)])
