"""Where a message is decrypted: one transaction for each inbox batch.

Ratchet state, one-time-key deletion and the message itself become durable together, before the
relay is told that it may delete anything and before a receipt is sent (DESIGN section 5). An
envelope that cannot be used is acknowledged all the same, or it would block the mailbox for ever;
what is lost that way is asked for again and shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core import content as contents
from app.core.clock import is_skewed
from app.core.content import ReceiptContent, RepairContent, TextContent, UnknownContent
from app.core.errors import CurbsideError, ProtocolError
from app.core.ids import AccountId, ConversationId, DeviceId
from app.core.records import (
    DeliveryState,
    MessageKind,
    MessageRecord,
    Notice,
    PeerRecord,
    TrustRecord,
)
from app.core.sequence import Arrival, note_arrival
from app.core.store_ports import Transaction
from app.core.transport_types import ExpiredNotice, InboxEnvelope, InboxItem
from app.crypto.device_set import devset_hash
from app.crypto.envelope import Payload
from app.crypto.errors import AlreadyReceivedError
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency.errors import ForkDetected
from app.crypto.transparency.replica import Gossip, GossipVerdict
from app.services import receipts, session_accept
from app.services.context import Context, log
from app.services.directory import accept_first_key, conversation_with
from app.services.log_sync import add_notice
from app.services.session_accept import LogNeededError

INBOX_POSITION = "inbox-position"


class UnexplainedDeviceSet(CurbsideError):  # noqa: N818 - named for what happened
    """A message was encrypted to devices other than those in the log."""

    code = "device-set-unexplained"
    message = (
        "A message was encrypted to a set of devices that the clinic's directory does not explain. "
        "Somebody may be reading along."
    )
    action = (
        "Sending to this person has stopped. Compare numbers with them (Verify), and tell your "
        "clinic's IT."
    )


@dataclass(slots=True)
class BatchResult:
    """What one batch did."""

    processed_upto: int = 0
    """Sequence of the last item that is dealt with; the relay may forget up to here."""
    added: dict[ConversationId, list[int]] = field(default_factory=dict)
    incoming_new: dict[ConversationId, int] = field(default_factory=dict)
    changed: dict[ConversationId, list[int]] = field(default_factory=dict)
    alarms: list[CurbsideError] = field(default_factory=list)
    fork: ForkDetected | None = None
    log_needed: int = 0
    """When not 0: processing stopped before an item that needs a log of this size."""
    reset_devices: set[DeviceId] = field(default_factory=set)
    """Devices with which a new session should be started, because something was undecryptable."""
    ahead: int = 0
    """The largest log size that a validly signed checkpoint claimed, if beyond ours."""


def process_batch(
    context: Context, items: Sequence[InboxItem], relay_lags: bool, tx: Transaction
) -> BatchResult:
    """Decrypt and store a batch. `relay_lags`: the log cannot be had in the size that is needed."""
    result = BatchResult()
    for item in items:
        try:
            if isinstance(item, ExpiredNotice):
                _expired(context, tx, item, result)
            else:
                _receive(context, tx, item, result, relay_lags=relay_lags)
        except LogNeededError as needed:
            result.log_needed = needed.size
            break
        except AlreadyReceivedError:
            log.info("duplicate envelope dropped")
        except ProtocolError as error:
            log.warning("envelope from %s refused: %s", item_device(item).hex(), error.code)
            _hole(context, tx, item, result)
        result.processed_upto = item.seq
    if result.processed_upto:
        tx.settings.put(INBOX_POSITION, str(result.processed_upto).encode())
    return result


def item_device(item: InboxItem) -> DeviceId:
    """The other device that an item is about."""
    return item.recipient_device if isinstance(item, ExpiredNotice) else item.sender_device


def _receive(
    context: Context, tx: Transaction, item: InboxEnvelope, result: BatchResult, *, relay_lags: bool
) -> None:
    opened = session_accept.open_envelope(context, tx, item.envelope, relay_lags=relay_lags)
    sender = opened.sender
    payload = Payload.decode(opened.plaintext)
    gossip = _judge_gossip(context, payload, result, relay_lags=relay_lags)
    raw = payload.open(item.body, sender.account_id, sender.device_id)
    other = _other_side(context, sender, payload.conv_id)

    peer = tx.sessions.peer(sender.device_id) or PeerRecord(sender.device_id, sender.account_id)
    peer, arrival = note_arrival(peer, payload.sender_seq)
    if arrival is Arrival.DUPLICATE:
        raise AlreadyReceivedError
    opened.commit(tx)

    explained = _device_set_explained(context, payload, sender.account_id, other, gossip)
    content = contents.decode(raw)
    tx.sessions.put_peer(receipts.note_owed(peer, payload.sender_seq, arrival, content))
    match content:
        case ReceiptContent():
            _merge(result.changed, receipts.apply_receipt(context, tx, sender, content))
        case RepairContent():
            receipts.answer_repair(context, tx, sender, content)
        case TextContent() | UnknownContent():
            _store(context, tx, item, sender, other, payload, content, result)
    if not explained:
        _unexplained(context, tx, other, result)


def _judge_gossip(
    context: Context, payload: Payload, result: BatchResult, *, relay_lags: bool
) -> Gossip:
    """Compare the sender's checkpoint with our replica (DESIGN section 4, gossip)."""
    gossip = context.replica.check_gossip(payload.checkpoint)
    checkpoint = gossip.checkpoint
    if gossip.verdict is GossipVerdict.FORK:
        result.fork = result.fork or gossip.fork
    elif checkpoint is not None and checkpoint.size > context.replica.size and not relay_lags:
        raise LogNeededError(checkpoint.size)
    elif gossip.verdict is GossipVerdict.AHEAD and checkpoint is not None:
        result.ahead = max(result.ahead, checkpoint.size)
    return gossip


def _other_side(
    context: Context, sender: DeviceIdentity, conversation_id: ConversationId
) -> AccountId:
    """The other person of the conversation. Raises ProtocolError when it is not one of ours."""
    if sender.account_id != context.own.account_id:
        if conversation_id != conversation_with(context, sender.account_id):
            raise ProtocolError
        return sender.account_id
    for account_id in context.replica.directory.accounts:
        if conversation_id == conversation_with(context, account_id):
            return account_id
    raise ProtocolError


def _device_set_explained(
    context: Context, payload: Payload, sender: AccountId, other: AccountId, gossip: Gossip
) -> bool:
    """Whether `devset_hash` is what the log says for the sender's log size."""
    checkpoint = gossip.checkpoint
    if gossip.verdict is not GossipVerdict.CONSISTENT or checkpoint is None:
        return gossip.verdict is GossipVerdict.AHEAD
    members = {context.own.account_id, other, sender} - set(payload.excluded)
    devices = [
        device
        for account_id in members
        for device in context.replica.live_devices(account_id, checkpoint.size)
    ]
    return payload.devset_hash == devset_hash(devices)


def _store(
    context: Context,
    tx: Transaction,
    item: InboxEnvelope,
    sender: DeviceIdentity,
    other: AccountId,
    payload: Payload,
    content: TextContent | UnknownContent,
    result: BatchResult,
) -> None:
    outgoing = sender.account_id == context.own.account_id
    accept_first_key(context, tx, other)
    tx.conversations.ensure(payload.conv_id, other)
    checkpoint = context.replica.check_gossip(payload.checkpoint).checkpoint
    row = tx.messages.add(
        MessageRecord(
            row_id=0,
            position=0.0,
            conversation_id=payload.conv_id,
            message_id=payload.msg_id,
            sender_account=sender.account_id,
            sender_device=sender.device_id,
            sender_seq=0 if outgoing else payload.sender_seq,
            outgoing=outgoing,
            kind=MessageKind.TEXT if isinstance(content, TextContent) else MessageKind.UNKNOWN,
            text=content.text if isinstance(content, TextContent) else content.type,
            sent_at_ms=payload.sent_at,
            arrived_at_ms=item.received_ms,
            state=DeliveryState.SENT if outgoing else DeliveryState.RECEIVED,
            failure=None,
            skewed=is_skewed(payload.sent_at, item.received_ms),
            devset_hash=payload.devset_hash,
            log_size=checkpoint.size if checkpoint else 0,
            log_root=checkpoint.root if checkpoint else b"",
        )
    )
    if row is None:
        return
    result.added.setdefault(payload.conv_id, []).append(row.row_id)
    if not outgoing:
        result.incoming_new[payload.conv_id] = result.incoming_new.get(payload.conv_id, 0) + 1


def _unexplained(context: Context, tx: Transaction, other: AccountId, result: BatchResult) -> None:
    """The blocking alarm: sending to this person stops until the numbers are compared."""
    trust = accept_first_key(context, tx, other)
    account = context.replica.directory.accounts[other]
    tx.people.put_trust(
        TrustRecord(other, trust.accepted_key, None, None, mismatch_key=account.account_key)
    )
    row = add_notice(context, tx, other, Notice.DEVICE_SET_UNEXPLAINED)
    result.added.setdefault(row.conversation_id, []).append(row.row_id)
    result.alarms.append(UnexplainedDeviceSet())


def _hole(context: Context, tx: Transaction, item: InboxItem, result: BatchResult) -> None:
    """Something of a known colleague could not be read: say so, and ask for it again."""
    device_id = item_device(item)
    identity = context.replica.identity(device_id)
    if identity is None or identity.account_id == context.own.account_id:
        return
    if not receipts.may_ask_repair(context, tx, identity):
        return
    result.reset_devices.add(device_id)
    conversation_id = conversation_with(context, identity.account_id)
    if tx.conversations.get(conversation_id) is not None:
        row = add_notice(context, tx, identity.account_id, Notice.HOLE)
        result.added.setdefault(conversation_id, []).append(row.row_id)


def _expired(context: Context, tx: Transaction, item: ExpiredNotice, result: BatchResult) -> None:
    """Mail that the recipient never fetched: the sender is told, it is not kept silent."""
    for delivery in tx.messages.of_submission(item.submission_id):
        if delivery.device_id != item.recipient_device or delivery.delivered_at_ms is not None:
            continue
        conversation_id = tx.messages.conversation_of(delivery.message_id)
        if conversation_id is None:
            continue
        row_id = tx.messages.set_state(
            conversation_id, delivery.message_id, DeliveryState.FAILED, "expired"
        )
        if row_id is not None:
            result.changed.setdefault(conversation_id, []).append(row_id)


def _merge(into: dict[ConversationId, list[int]], more: dict[ConversationId, list[int]]) -> None:
    for conversation_id, row_ids in more.items():
        into.setdefault(conversation_id, []).extend(row_ids)
