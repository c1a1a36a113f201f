"""Receipts, end-to-end encrypted like everything else (DESIGN section 5).

A receipt is a pair of watermarks over the sender's count for this device, so that losing one costs
nothing: the next says the same and more.
"""

from __future__ import annotations

from dataclasses import replace

from app.core.content import Content, ReceiptContent, TypingContent, UnknownContent
from app.core.ids import ConversationId, MessageId
from app.core.records import DeliveryRecord, DeliveryState, PeerRecord
from app.core.sequence import Arrival, is_missing
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency.errors import ForkDetected
from app.services.context import Context
from app.services.holding import sendable
from app.services.sealing import queue

_ORDER = {
    DeliveryState.FAILED: 0,
    DeliveryState.QUEUED: 0,
    DeliveryState.SENT: 1,
    DeliveryState.DELIVERED: 2,
    DeliveryState.READ: 3,
}


def queue_due(context: Context, tx: Transaction, *, read_receipts: bool) -> int:
    """Put a receipt into the outbox for every device that is owed one; how many.

    Nobody under review gets one, and while an alarm stands nobody does: they are owed it still.
    A fork is the exception: the checkpoint that comes with a receipt is how others learn of it.
    """
    if context.alarm is not None and not isinstance(context.alarm, ForkDetected):
        return 0
    queued = 0
    for peer in tx.sessions.peers():
        identity = context.replica.identity(peer.device_id)
        if identity is None or identity.account_id == context.own.account_id:
            continue
        read = peer.read_upto if read_receipts else peer.read_told
        if peer.delivered_told >= peer.received_upto and peer.read_told >= read:
            continue
        if not sendable(context, tx, identity.account_id):
            continue
        told = replace(peer, delivered_told=peer.received_upto, read_told=max(peer.read_told, read))
        tx.sessions.put_peer(told)
        receipt = ReceiptContent(told.delivered_told, told.read_told, told.missing)
        queue(context, tx, peer.account_id, receipt, only_device=peer.device_id)
        queued += 1
    return queued


def note_owed(
    peer: PeerRecord, seq: int, arrival: Arrival, content: Content | UnknownContent | None
) -> PeerRecord:
    """The counters with what is owed for message `seq`: for what is not kept, nothing is."""
    if isinstance(content, ReceiptContent | TypingContent):
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
        row_id = raise_state(tx, conversation_id, delivery.message_id, state)
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
    """The deliveries that a receipt newly speaks of, those that came late among them."""
    newly_read = tx.messages.deliveries_to(peer.device_id, peer.they_read_upto + 1, read)
    arrived = tx.messages.undelivered_to(peer.device_id, delivered)
    return list({delivery.message_id: delivery for delivery in (*arrived, *newly_read)}.values())


def raise_state(
    tx: Transaction,
    conversation_id: ConversationId,
    message_id: MessageId,
    state: DeliveryState,
) -> int | None:
    """The row, if its state rose: a receipt that overtook another takes nothing back."""
    row = tx.messages.by_message_id(conversation_id, message_id)
    if row is None or not row.outgoing or _ORDER.get(row.state, 0) >= _ORDER[state]:
        return None
    return tx.messages.set_state(conversation_id, message_id, state)
