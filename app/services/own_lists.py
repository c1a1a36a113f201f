"""Broadcast lists between the person's own workstations (relay/PROTOCOL.md section 9)."""

from __future__ import annotations

from app.core.group_content import MAX_LISTS, ListEntry, OwnListsContent
from app.core.group_records import BroadcastListRecord
from app.core.ids import AccountId, DeviceId
from app.core.store_ports import Transaction
from app.services.context import Context
from app.services.own_announce import MOST_LISTS, queue_own


def apply(tx: Transaction, content: OwnListsContent) -> bool:
    """Take over what the person changed later on another device; whether anything changed."""
    changed = False
    for entry in content.lists:
        people = tuple(AccountId(account) for account in entry.people)
        record = BroadcastListRecord(entry.id, entry.title, people, entry.changed_at)
        if tx.lists.get(entry.id) is None and len(tx.lists.all()) >= 2 * MAX_LISTS:
            continue
        changed |= tx.lists.put(record)
    return changed


def welcome(context: Context, tx: Transaction, device_id: DeviceId) -> None:
    """Tell a new device of ours. The one that can add devices does it."""
    if context.own.holds_account_key:
        tell_own_device(context, tx, device_id)


def tell_own_device(context: Context, tx: Transaction, device_id: DeviceId) -> None:
    """Give a newly linked device of one's own every list."""
    entries = [entry_of(record) for record in tx.lists.all()]
    for at in range(0, len(entries), MOST_LISTS):
        queue_own(context, tx, OwnListsContent(tuple(entries[at : at + MOST_LISTS])), [device_id])


def entry_of(record: BroadcastListRecord) -> ListEntry:
    """A list as another device of ours gets it."""
    return ListEntry(record.list_id, record.title, record.people, record.changed_at_ms)
