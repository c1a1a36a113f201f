"""Receipts, end-to-end encrypted like everything else (DESIGN section 5).

A receipt is a pair of watermarks over the sender's count for this device, so that losing one costs
nothing: the next says the same and more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import msgspec

from app.core.content import Content, ReceiptContent, TypingContent, UnknownContent
from app.core.ids import ConversationId, DeviceId, MessageId
from app.core.records import DeliveryRecord, DeliveryState, PeerRecord
from app.core.sequence import Arrival, is_missing, unread_below
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency.errors import ForkDetected
from app.services.context import Context
from app.services.group_mail_kept import Mail
from app.services.holding import sendable
from app.services.resending import receipt_again
from app.services.sealing import queue

_ORDER = {
    DeliveryState.FAILED: 0,
    DeliveryState.QUEUED: 0,
    DeliveryState.SENT: 1,
    DeliveryState.DELIVERED: 2,
    DeliveryState.READ: 3,
}


def queue_due(
    context: Context,
    tx: Transaction,
    *,
    read_receipts: bool,
    later: Collection[DeviceId] = (),
) -> int:
    """Put a receipt into the outbox for every device that is owed one; how many.

    `later`: devices whose receipts wait for more to come. Nobody under review gets one, and while
    an alarm stands nobody does: they are owed it still. A fork is the exception: the checkpoint
    that comes with a receipt is how others learn of it.
    """
    if context.alarm is not None and not isinstance(context.alarm, ForkDetected):
        return 0
    queued = 0
    for peer in tx.sessions.peers():
        identity = context.replica.identity(peer.device_id)
        if identity is None or identity.account_id == context.own.account_id:
            continue
        if peer.device_id in later:
            continue
        told = _told_now(tx, peer, read_receipts=read_receipts)
        if told == peer or not sendable(context, tx, identity.account_id):
            continue
        tx.sessions.put_peer(told)
        queue(context, tx, peer.account_id, receipt_again(tx, told), only_device=peer.device_id)
        queued += 1
    return queued


def _told_now(tx: Transaction, peer: PeerRecord, *, read_receipts: bool) -> PeerRecord:
    """What the next receipt to a device says: watermarks, and what lies below them unread."""
    read = max(peer.read_told, peer.read_upto) if read_receipts else peer.read_told
    unread = peer.unread_told
    if read_receipts and read and (read != peer.read_told or unread or _has_news(peer)):
        read, unread = unread_below(read, _unread_from(tx, peer.device_id, read))
    return replace(
        peer,
        delivered_told=max(peer.delivered_told, peer.received_upto),
        read_told=read,
        unread_told=unread,
    )


def _has_news(peer: PeerRecord) -> bool:
    return peer.delivered_told < peer.received_upto


def _unread_from(tx: Transaction, device_id: DeviceId, up_to: int) -> list[int]:
    """The numbers up to one that nobody has read here, rows or not."""
    waiting = (msgspec.msgpack.decode(mail, type=Mail) for mail in tx.groups.mail_from(device_id))
    unseen = {mail.sender_seq for mail in waiting if mail.sender_seq <= up_to}
    return sorted(unseen.union(tx.messages.unread_from(device_id, up_to)))


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
    concerned: dict[ConversationId, dict[MessageId, DeliveryState]] = {}
    updated: list[DeliveryRecord] = []
    for delivery in _concerned(tx, peer, delivered, read):
        seq = delivery.sender_seq
        if is_missing(receipt.missing, seq):
            continue
        is_read = seq <= read and not is_missing(receipt.unread, seq)
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
        concerned.setdefault(conversation_id, {})[delivery.message_id] = state
    tx.messages.put_deliveries(updated)
    unread = receipt.unread
    if read < peer.they_read_upto:  # what lies between is to be looked at again, that is all
        unread = (*unread, (read + 1, peer.they_read_upto))
    tx.sessions.put_peer(
        replace(
            peer,
            they_have_upto=max(peer.they_have_upto, delivered),
            they_read_upto=max(peer.they_read_upto, read),
            they_unread=unread,
        )
    )
    changed: dict[ConversationId, list[int]] = {}
    for conversation_id, states in concerned.items():
        in_group = tx.groups.is_group(conversation_id)
        for message_id, state in states.items():
            if in_group:
                row_id = _reached(tx, conversation_id, message_id)
            else:
                row_id = raise_state(tx, conversation_id, message_id, state)
            if row_id is not None:
                changed.setdefault(conversation_id, []).append(row_id)
    return changed


def _reached(tx: Transaction, conversation_id: ConversationId, message_id: MessageId) -> int | None:
    """Somebody in a group has a message, or has read it; its row, if that changes what it shows.

    Its state rises once everybody has come so far, those among them to whom it still is to be
    encrypted.
    """
    counted = tx.messages.count_reach(conversation_id, message_id)
    if counted is None:
        return None
    row_id, reach = counted
    if reach.delivered == reach.people and not tx.outbox.of_message(message_id):
        everybody = DeliveryState.READ if reach.read == reach.people else DeliveryState.DELIVERED
        raise_state(tx, conversation_id, message_id, everybody)
    return row_id


def _concerned(
    tx: Transaction, peer: PeerRecord, delivered: int, read: int
) -> list[DeliveryRecord]:
    """The deliveries that a receipt newly speaks of: those that came late, or were unread till now,
    among them."""
    newly_read = tx.messages.deliveries_to(peer.device_id, peer.they_read_upto + 1, read)
    for first, last in peer.they_unread:
        newly_read += tx.messages.deliveries_to(peer.device_id, first, min(last, read))
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
