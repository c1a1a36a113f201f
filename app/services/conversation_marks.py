"""Pinned, muted and marked conversations, alike on all of the person's workstations.

relay/PROTOCOL.md section 9, `own-conversations`. Of two changes of one conversation the later one
holds, whole, wherever it was made.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from app.core.bus import ConversationsChanged
from app.core.content import ConversationMarks, OwnConversationsContent
from app.core.content_checks import MAX_SEQUENCE
from app.core.ids import ConversationId
from app.core.records import FOREVER_MS, ConversationRecord
from app.core.store_ports import Transaction
from app.services.context import Context
from app.services.directory import conversation_named, other_account
from app.services.own_announce import kept_as, kept_contents, queue_own
from app.services.recipients import MessageGone

_DUE = "own-conversations-due"


class ConversationKeeping:
    """The person's commands about a conversation as a whole."""

    def __init__(self, context: Context, owe: Callable[[], None]) -> None:
        self._context = context
        self._owe = owe

    async def set_pinned(self, conversation_id: ConversationId, pinned: bool) -> None:
        """Keep it above the others, or no more. Raises MessageGone."""

        def change(record: ConversationRecord, now_ms: int) -> dict[str, int]:
            return {"pinned_at": (record.pinned_at_ms or now_ms) if pinned else 0}

        await self._change(conversation_id, change)

    async def mute(self, conversation_id: ConversationId, until_ms: int) -> None:
        """Announce nothing of it until then; 0 ends that. Raises MessageGone."""
        until = min(max(0, until_ms), FOREVER_MS)
        await self._change(conversation_id, lambda _record, _now_ms: {"muted_until": until})

    async def mark_unread(self, conversation_id: ConversationId, unread: bool) -> None:
        """Mark it by hand. Raises MessageGone."""
        await self._change(conversation_id, lambda _record, _now_ms: {"unread": unread})

    async def _change(
        self,
        conversation_id: ConversationId,
        change: Callable[[ConversationRecord, int], dict[str, int]],
    ) -> None:
        context = self._context

        def write(tx: Transaction) -> bool:
            record = tx.conversations.get(conversation_id)
            if record is None:
                raise MessageGone
            return put(context, tx, record, change(record, context.now_ms()))

        if await context.store.write(write):
            self._owe()
            context.bus.publish(ConversationsChanged((conversation_id,)))


def opened(context: Context, tx: Transaction, conversation_id: ConversationId) -> bool:
    """The person looks at it: a mark by hand ends. Whether there was one."""
    record = tx.conversations.get(conversation_id)
    return record is not None and put(context, tx, record, {"unread": False})


def put(
    context: Context, tx: Transaction, record: ConversationRecord, changes: dict[str, int]
) -> bool:
    """Change how a conversation is kept, as of now; whether that changed anything."""
    before = kept_as(record)
    after = msgspec.convert({**msgspec.structs.asdict(before), **changes}, ConversationMarks)
    if after == before:
        return False
    at_ms = min(max(context.now_ms(), record.changed_at_ms + 1), MAX_SEQUENCE)
    _store(tx, record.conversation_id, msgspec.structs.replace(after, changed_at=at_ms))
    if len(context.replica.live_devices(context.own.account_id)) > 1:
        due = _load(tx) | {record.key}
        tx.settings.put(_DUE, msgspec.msgpack.encode(sorted(due)))
    return True


def queue_due(context: Context, tx: Transaction) -> int:
    """Put what changed since the last time into the outbox, for our other devices; how many."""
    due = _load(tx)
    if not due or context.alarm is not None:
        return 0
    records = [
        record
        for key in sorted(due)
        if (named := conversation_named(context, key)) and (record := tx.conversations.get(named))
    ]
    queued = sum(len(queue_own(context, tx, part)) for part in kept_contents(records))
    tx.settings.delete(_DUE)
    return queued


def apply(
    context: Context, tx: Transaction, content: OwnConversationsContent
) -> list[ConversationId]:
    """Take over what the person changed later on another device; the conversations it changed."""
    changed: list[ConversationId] = []
    for marks in content.marks:
        conversation_id = conversation_named(context, marks.account)
        if conversation_id is None or marks.account == context.own.account_id:
            continue
        tx.conversations.ensure(conversation_id, other_account(marks.account))
        record = tx.conversations.get(conversation_id)
        if record is not None and _order(marks) > _order(kept_as(record)):
            _store(tx, conversation_id, marks)
            changed.append(conversation_id)
    return changed


def _order(marks: ConversationMarks) -> tuple[int, int, int, bool]:
    """Which of two changes holds: the later; of two at one moment, the same one everywhere."""
    return marks.changed_at, marks.pinned_at, marks.muted_until, marks.unread


def _store(tx: Transaction, conversation_id: ConversationId, marks: ConversationMarks) -> None:
    tx.conversations.put_marks(
        conversation_id,
        pinned_at_ms=marks.pinned_at,
        muted_until_ms=marks.muted_until,
        marked_unread=marks.unread,
        changed_at_ms=marks.changed_at,
    )


def _load(tx: Transaction) -> set[bytes]:
    stored = tx.settings.get(_DUE)
    return set() if stored is None else set(msgspec.msgpack.decode(stored, type=list[bytes]))
