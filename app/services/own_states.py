"""How far a message got, on the workstations of its writer that did not send it.

Receipts go to the device that sent alone (relay/PROTOCOL.md section 9, own-states). It passes on
what they changed, or a message that was read would stay "sent" on the person's other workstations,
and be asked about at three in the morning. States only rise, as with the receipts themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from app.core.content import MAX_OWN_MARKS, OwnStatesContent
from app.core.ids import ConversationId, MessageId
from app.core.records import DeliveryState
from app.core.store_ports import Transaction
from app.services.context import Context
from app.services.directory import conversation_named
from app.services.own_announce import queue_own
from app.services.receipts import raise_state

_DUE = "own-states-due"
_TOLD = (DeliveryState.DELIVERED, DeliveryState.READ)

_Due = dict[bytes, tuple[bytes, bool]]
"""Message id to what names its conversation (`ConversationRecord.key`), and whether it was read."""


def note_changed(
    context: Context, tx: Transaction, changed: Mapping[ConversationId, Sequence[int]]
) -> None:
    """A receipt changed these rows: the other devices are to hear of it."""
    if not changed or len(context.replica.live_devices(context.own.account_id)) < 2:
        return
    due = _load(tx)
    for conversation_id, row_ids in changed.items():
        conversation = tx.conversations.get(conversation_id)
        for row in filter(None, map(tx.messages.get, row_ids)):
            if conversation is not None and row.state in _TOLD:
                due[row.message_id] = (conversation.key, row.state is DeliveryState.READ)
    tx.settings.put(_DUE, msgspec.msgpack.encode(due))


def queue_due(context: Context, tx: Transaction) -> int:
    """Put what changed since the last time into the outbox, for our other devices; how many."""
    if context.alarm is not None:
        return 0
    due = _load(tx)
    if not due:
        return 0
    marks = tuple((key, message, read) for message, (key, read) in due.items())
    queued = 0
    for at in range(0, len(marks), MAX_OWN_MARKS):
        queued += len(queue_own(context, tx, OwnStatesContent(marks[at : at + MAX_OWN_MARKS])))
    tx.settings.delete(_DUE)
    return queued


def apply(
    context: Context, tx: Transaction, content: OwnStatesContent
) -> dict[ConversationId, list[int]]:
    """Take over what another device of ours was told; the rows that changed."""
    changed: dict[ConversationId, list[int]] = {}
    for key, message, read in content.marks:
        conversation_id = conversation_named(context, key)
        if conversation_id is None:
            continue
        state = DeliveryState.READ if read else DeliveryState.DELIVERED
        row_id = raise_state(tx, conversation_id, MessageId(message), state)
        if row_id is not None:
            changed.setdefault(conversation_id, []).append(row_id)
    return changed


def _load(tx: Transaction) -> _Due:
    stored = tx.settings.get(_DUE)
    return {} if stored is None else msgspec.msgpack.decode(stored, type=_Due)
