"""Rows of the timeline as another workstation or a backup file gets them, and back again.

relay/PROTOCOL.md sections 9 (`history`) and 12. A row comes back as it looked: with its state and
its times, read, and without anything that only the device that received it could know. A row that
contradicts itself, or the clinic's log, is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from app.core.content import HistoryRow, MessageReference
from app.core.errors import CurbsideError, DecodeError
from app.core.file_content import FileContent
from app.core.file_types import FileState
from app.core.group_records import decode_notice
from app.core.ids import AccountId, ConversationId, DeviceId, LogId, MessageId
from app.core.records import (
    DeliveryState,
    MessageKind,
    MessageRecord,
    Notice,
    QuoteRecord,
    VersionRecord,
)
from app.core.store_ports import Transaction
from app.crypto.envelope import conversation_id
from app.crypto.transparency.replica import Replica
from app.services import marks
from app.services.context import Context
from app.services.directory import other_account
from app.services.file_contents import (
    content_of,
    goes_up,
    mentions_kept,
    mentions_of,
    record_of,
)

_OUTGOING = frozenset(
    {DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ, DeliveryState.FAILED}
)
_VERSIONS_BYTES = 16 * 1024
"""Of what a message said before, so that a row fits into a part whatever happened to it."""
_TEXT_WITH_PICTURE = 32 * 1024
"""Bytes of a text beside which a file's small picture has room."""
_NOTICES = frozenset(notice.value for notice in Notice)


class NotSentElsewhere(CurbsideError):  # noqa: N818 - named for what happened
    """What stands beside a row that another workstation of the person could not send."""

    code = "not-sent-elsewhere"
    message = "It could not be sent from another of your workstations."
    action = "Choose Retry to send it from here."


def to_history(
    record: MessageRecord, key: bytes, versions: Sequence[VersionRecord] = ()
) -> HistoryRow | None:
    """A row of a conversation (`ConversationRecord.key`); None for one that is not finished.

    `versions` is what it said before; what would make the row too long for a part is left out. What
    still waits to be sent reaches the other workstations by itself when it goes out.
    """
    if record.state is DeliveryState.QUEUED or _is_half_sent(record):
        return None
    return HistoryRow(
        conversation=key,
        message=record.message_id,
        sender=record.sender_account,
        device=record.sender_device,
        outgoing=record.outgoing,
        kind=record.kind.value,
        text=record.text,
        sent_at=record.sent_at_ms,
        arrived_at=record.arrived_at_ms,
        state=record.state.value,
        skewed=record.skewed,
        reply_to=_reference(record.quote),
        forwarded=record.forwarded,
        recalled_at=record.recalled_at_ms or 0,
        versions=_that_fit(versions),
        revision=record.revision,
        edited_at=record.edited_at_ms or 0,
        reactions=tuple((r.account_id, r.emoji, r.at_ms) for r in record.reactions),
        file=_file(record),
        mentions=mentions_of(record),
    )


def _is_half_sent(record: MessageRecord) -> bool:
    """Its file never got to the relay, so nobody could fetch it from there."""
    file = record.file
    return file is not None and goes_up(record) and file.state is not FileState.HERE


def _file(record: MessageRecord) -> FileContent | None:
    """The file as a message carries it; without its picture beside a very long text."""
    if record.file is None:
        return None
    content = content_of(record.file)
    if len(record.text.encode("utf-8", "replace")) > _TEXT_WITH_PICTURE:
        return msgspec.structs.replace(content, thumbnail=None)
    return content


def store(
    context: Context,
    tx: Transaction,
    rows: Sequence[HistoryRow],
    behind: MessageRecord | None = None,
) -> tuple[dict[ConversationId, list[int]], list[MessageRecord]]:
    """Store what is not here yet: the ids of the new rows, and the records that were understood.

    `behind` is a row that is here, and stands right behind the last of `rows`.
    """
    own = context.own
    known: list[tuple[HistoryRow, MessageRecord]] = []
    for row in rows:
        record = from_history(row, own.account_id, own.log_id, context.replica)
        if record is not None:
            # A group that is not known here yet is kept, and shown once its rosters are.
            tx.conversations.ensure(record.conversation_id, other_account(row.conversation))
            known.append((row, record))
    records = [record for _, record in known]
    if behind is not None and records and behind.conversation_id == records[-1].conversation_id:
        added = tx.messages.add_history([*records, behind])
    else:
        added = tx.messages.add_history(records)
    new = {row_id for row_ids in added.values() for row_id in row_ids}
    for row, record in known:
        _store_marks(tx, own.account_id, row, record, new)
    return added, records


def _store_marks(
    tx: Transaction,
    own_account: AccountId,
    row: HistoryRow,
    record: MessageRecord,
    new: Collection[int],
) -> None:
    """What belongs to a new row, and what was said about it before it came."""
    key = (record.conversation_id, record.message_id, record.sender_account)
    waiting = tx.marks.take_waiting(*key)
    if not (waiting or row.versions or row.reactions):
        return
    stored = tx.messages.of_author(*key)
    if stored is None or stored.row_id not in new:
        return
    versions = (VersionRecord(*version) for version in row.versions)
    tx.marks.put_versions(stored.row_id, versions)
    for account, emoji, at_ms in row.reactions:
        if other_account(row.conversation) is None or account in (row.conversation, own_account):
            tx.marks.react(stored.row_id, AccountId(account), emoji, at_ms)
    marks.apply_waiting(tx, stored, waiting)


def from_history(
    row: HistoryRow, own_account: AccountId, log_id: LogId, replica: Replica
) -> MessageRecord | None:
    """The row to store, without what belongs to it elsewhere; None for one that cannot be."""
    other, sender = other_account(row.conversation), AccountId(row.sender)
    kind = MessageKind(row.kind)
    try:
        state = DeliveryState(row.state)
    except ValueError:
        return None
    possible = (
        _is_whose(row, other, own_account, replica)
        and (state in _OUTGOING if row.outgoing else state is DeliveryState.RECEIVED)
        and (kind is not MessageKind.NOTICE or (not row.outgoing and row.text in _NOTICES))
        and (kind is not MessageKind.GROUP or (other is None and _is_group_line(row)))
        and _is_plausible(row, kind)
    )
    if not possible:
        return None
    return MessageRecord(
        row_id=0,
        position=0.0,
        conversation_id=ConversationId(row.conversation)
        if other is None
        else conversation_id(log_id, own_account, other),
        message_id=MessageId(row.message),
        sender_account=sender,
        sender_device=DeviceId(row.device),
        sender_seq=0,
        outgoing=row.outgoing,
        kind=kind,
        text=row.text,
        sent_at_ms=row.sent_at,
        arrived_at_ms=row.arrived_at,
        state=state,
        failure=NotSentElsewhere.code if state is DeliveryState.FAILED else None,
        skewed=row.skewed,
        devset_hash=b"",
        log_size=0,
        log_root=b"",
        quote=_quote(row, own_account),
        forwarded=row.forwarded,
        file=record_of(row.file),
        mentions=mentions_kept(row.mentions),
        revision=row.revision,
        edited_at_ms=row.edited_at or None,
        recalled_at_ms=row.recalled_at or None,
    )


def _is_whose(
    row: HistoryRow, other: AccountId | None, own_account: AccountId, replica: Replica
) -> bool:
    """Whether its sender can have written it there."""
    people = replica.directory.accounts
    if other is None:
        own_line = row.kind == MessageKind.GROUP.value  # about whoever did something
        by_own = row.sender == own_account
        return row.sender in people and (own_line or row.outgoing == by_own)
    author = own_account if row.outgoing else other
    return other != own_account and other in people and row.sender == author


def _is_group_line(row: HistoryRow) -> bool:
    try:
        decode_notice(row.text)
    except DecodeError:
        return False
    return not row.outgoing


def _is_plausible(row: HistoryRow, kind: MessageKind) -> bool:
    """Whether what was done to a message later fits together: only texts are edited or recalled."""
    plain = not (
        row.reply_to or row.forwarded or row.revision or row.recalled_at or row.file or row.mentions
    )
    if kind is not MessageKind.TEXT:
        return row.text != "" and plain and not row.reactions
    if row.recalled_at:
        left = row.revision or row.edited_at or row.reactions or row.file or row.mentions
        return row.text == "" and not left
    return (row.text != "" or row.file is not None) and bool(row.edited_at) == bool(row.revision)


def _that_fit(versions: Sequence[VersionRecord]) -> tuple[tuple[int, str, int], ...]:
    """The first wording, and of the others the latest ones."""
    room = _VERSIONS_BYTES
    kept: list[VersionRecord] = []
    for version in (*versions[:1], *reversed(versions[1:])):
        size = len(msgspec.json.encode(version.text)) + 64
        if size <= room:
            room -= size
            kept.append(version)
    kept.sort(key=lambda version: version.revision)
    return tuple((version.revision, version.text, version.at_ms) for version in kept)


def _reference(quote: QuoteRecord | None) -> MessageReference | None:
    return None if quote is None else MessageReference(quote.sender_account, quote.message_id)


def _quote(row: HistoryRow, own_account: AccountId) -> QuoteRecord | None:
    reference = row.reply_to
    if reference is None:
        return None
    if other_account(row.conversation) and reference.sender not in (own_account, row.conversation):
        return None
    return QuoteRecord(AccountId(reference.sender), MessageId(reference.message))
