"""In what order the outbox is handed in: each conversation is a queue of its own.

A group's is one like any other. So is each of our own devices, and each device that gets something
by itself that the others got together: a message for which it had no keys to encrypt to, a group's
rosters. None of them holds up anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.core import content as contents
from app.core.content import GroupHistoryContent, MessageMark, ReceiptContent, TextContent
from app.core.group_content import RosterContent
from app.core.ids import AccountId
from app.core.records import OutboxRecord
from app.core.transport_types import OutgoingRecipient, OutgoingSubmission

BATCH = 64
"""Submissions in a request."""
_BATCH_BYTES = 4 * 1024 * 1024


def is_receipt(record: OutboxRecord) -> bool:
    """Whether it says nothing of the person's."""
    return isinstance(contents.decode(record.content), ReceiptContent)


def lane_of(own: AccountId, record: OutboxRecord) -> bytes:
    """What is sent in order."""
    if record.complete or not record.recipients:
        return record.conversation_id
    said = contents.decode(record.content)
    apart = record.account_id == own or isinstance(
        said, TextContent | MessageMark | RosterContent | GroupHistoryContent
    )
    return record.conversation_id + (record.recipients[0].device_id if apart else b"")


def heads(own: AccountId, pending: Iterable[OutboxRecord]) -> list[OutboxRecord]:
    """The first record of each lane."""
    heads: dict[bytes, OutboxRecord] = {}
    for record in pending:
        heads.setdefault(lane_of(own, record), record)
    return list(heads.values())


def batch_of(
    own: AccountId, pending: Iterable[OutboxRecord], waiting: set[bytes]
) -> list[OutboxRecord]:
    """As many sealed records as one request takes, none out of its lane's order."""
    batch: list[OutboxRecord] = []
    blocked = set(waiting)
    size = 0
    for record in pending:
        lane = lane_of(own, record)
        if lane in blocked:
            continue
        if not record.body:
            blocked.add(lane)
            continue
        size += len(record.body) + sum(len(r.envelope) for r in record.recipients)
        if batch and (size > _BATCH_BYTES or len(batch) == BATCH):
            break
        batch.append(record)
    return batch


def submission(record: OutboxRecord) -> OutgoingSubmission:
    """What the relay gets. A device without keys is left out, which the relay must not refuse."""
    recipients = [
        OutgoingRecipient(r.device_id, r.wake, r.envelope) for r in record.recipients if r.envelope
    ]
    complete = record.complete and len(recipients) == len(record.recipients)
    return OutgoingSubmission(
        record.submission_id, complete, record.log_size, record.body, recipients
    )
