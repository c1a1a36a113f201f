"""Receipts and repairs, end-to-end encrypted like everything else (DESIGN section 5).

A receipt is a pair of watermarks over the sender's count for this device, so that losing one costs
nothing: the next says the same and more.
"""

from __future__ import annotations

from dataclasses import replace

from app.core.content import Content, ReceiptContent, RepairContent, TextContent, UnknownContent
from app.core.ids import AccountId, ConversationId, DeviceId
from app.core.records import DeliveryRecord, DeliveryState, PeerRecord
from app.core.sequence import Arrival, is_missing
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.services.context import Context
from app.services.sealing import queue

_REPAIR_EVERY_MS = 60 * 60 * 1000
_RESEND_LIMIT = 1000
_ORDER = {
    DeliveryState.FAILED: 0,
    DeliveryState.QUEUED: 0,
    DeliveryState.SENT: 1,
    DeliveryState.DELIVERED: 2,
    DeliveryState.READ: 3,
}


def queue_due(context: Context, tx: Transaction, *, read_receipts: bool) -> int:
    """Put a receipt into the outbox for every device that is owed one; how many."""
    queued = 0
    for peer in tx.sessions.peers():
        identity = context.replica.identity(peer.device_id)
        if identity is None or identity.account_id == context.own.account_id:
            continue
        read = peer.read_upto if read_receipts else peer.read_told
        if peer.delivered_told >= peer.received_upto and peer.read_told >= read:
            continue
        told = replace(peer, delivered_told=peer.received_upto, read_told=max(peer.read_told, read))
        tx.sessions.put_peer(told)
        receipt = ReceiptContent(told.delivered_told, told.read_told, told.missing)
        queue(context, tx, peer.account_id, receipt, only_device=peer.device_id)
        queued += 1
    return queued


def note_owed(
    peer: PeerRecord, seq: int, arrival: Arrival, content: Content | UnknownContent
) -> PeerRecord:
    """The counters with what is owed for message `seq`: a receipt is not answered by another."""
    if isinstance(content, ReceiptContent):
        nothing_else = arrival is Arrival.NEXT and peer.delivered_told == seq - 1
        return replace(peer, delivered_told=seq) if nothing_else else peer
    if arrival is Arrival.LATE:
        return replace(peer, delivered_told=min(peer.delivered_told, seq - 1))
    return peer


def apply_receipt(
    context: Context, tx: Transaction, sender: DeviceIdentity, receipt: ReceiptContent
) -> dict[ConversationId, list[int]]:
    """Note what a device has and what was read there; the rows that changed."""
    peer = tx.sessions.peer(sender.device_id) or PeerRecord(sender.device_id, sender.account_id)
    delivered = min(receipt.delivered, peer.next_send_seq - 1)
    read = min(receipt.read, delivered)
    now = context.now_ms()
    changed: dict[ConversationId, list[int]] = {}
    updated: list[DeliveryRecord] = []
    for delivery in _concerned(tx, peer, delivered, read):
        if is_missing(receipt.missing, delivery.sender_seq):
            continue
        is_read = delivery.sender_seq <= read
        new = replace(
            delivery,
            delivered_at_ms=delivery.delivered_at_ms or now,
            read_at_ms=delivery.read_at_ms or (now if is_read else None),
        )
        if new == delivery:
            continue
        updated.append(new)
        conversation_id = tx.messages.conversation_of(delivery.message_id)
        if conversation_id is None or delivery.account_id == context.own.account_id:
            continue
        state = DeliveryState.READ if is_read else DeliveryState.DELIVERED
        row_id = _raise_state(tx, conversation_id, delivery, state)
        if row_id is not None:
            changed.setdefault(conversation_id, []).append(row_id)
    tx.messages.put_deliveries(updated)
    tx.sessions.put_peer(
        replace(
            peer,
            they_have_upto=max(peer.they_have_upto, delivered),
            they_read_upto=max(peer.they_read_upto, read),
        )
    )
    return changed


def _concerned(
    tx: Transaction, peer: PeerRecord, delivered: int, read: int
) -> list[DeliveryRecord]:
    """The deliveries that a receipt newly speaks of.

    One that raises neither watermark tells of messages that came late: look back further then.
    """
    if delivered <= peer.they_have_upto and read <= peer.they_read_upto:
        return tx.messages.deliveries_to(
            peer.device_id, max(1, delivered - _RESEND_LIMIT), delivered
        )
    found = {
        delivery.message_id: delivery
        for first, last in ((peer.they_have_upto + 1, delivered), (peer.they_read_upto + 1, read))
        for delivery in tx.messages.deliveries_to(peer.device_id, first, last)
    }
    return list(found.values())


def _raise_state(
    tx: Transaction,
    conversation_id: ConversationId,
    delivery: DeliveryRecord,
    state: DeliveryState,
) -> int | None:
    """States only rise: a receipt that overtook another takes nothing back."""
    row = tx.messages.by_message_id(conversation_id, delivery.message_id)
    if row is None or not row.outgoing or _ORDER.get(row.state, 0) >= _ORDER[state]:
        return None
    return tx.messages.set_state(conversation_id, delivery.message_id, state)


def may_ask_repair(context: Context, tx: Transaction, device: DeviceIdentity) -> bool:
    """At most one new session a device and hour, and only one that it did not just get."""
    peer = tx.sessions.peer(device.device_id) or PeerRecord(device.device_id, device.account_id)
    now = context.now_ms()
    if peer.repair_asked_ms and abs(now - peer.repair_asked_ms) < _REPAIR_EVERY_MS:
        return False
    tx.sessions.put_peer(replace(peer, repair_asked_ms=now))
    return True


def ask_repair(
    context: Context, tx: Transaction, device_id: DeviceId, account_id: AccountId
) -> None:
    """Ask a device, in a fresh session, for everything that did not arrive."""
    peer = tx.sessions.peer(device_id) or PeerRecord(device_id, account_id)
    unknown_end = peer.received_upto + _RESEND_LIMIT
    missing = (*peer.missing[-255:], (peer.received_upto + 1, unknown_end))
    queue(context, tx, account_id, RepairContent(missing), only_device=device_id)


def answer_repair(
    context: Context, tx: Transaction, sender: DeviceIdentity, repair: RepairContent
) -> None:
    """Send again what is still held, to the very device it was for, under fresh keys.

    The device is of the original set and live under the unchanged account key: its session would
    not have opened otherwise. Receipts need no repeating; the next one says it all.
    """
    left = _RESEND_LIMIT
    seen: set[bytes] = set()
    for first, last in repair.missing:
        for delivery in tx.messages.deliveries_to(sender.device_id, first, last):
            conversation_id = tx.messages.conversation_of(delivery.message_id)
            if conversation_id is None or delivery.message_id in seen or left == 0:
                continue
            row = tx.messages.by_message_id(conversation_id, delivery.message_id)
            if row is None or not row.outgoing or delivery.sent_at_ms is None:
                continue
            seen.add(delivery.message_id)
            left -= 1
            queue(
                context,
                tx,
                sender.account_id,
                TextContent(row.text),
                message_id=delivery.message_id,
                only_device=sender.device_id,
            )
