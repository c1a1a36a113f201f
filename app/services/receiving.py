"""Where a message is decrypted: one transaction for each inbox batch.

Ratchet state, one-time-key deletion and the message itself become durable together, before the
relay is told that it may delete anything and before a receipt is sent (DESIGN section 5). An
envelope that cannot be used is acknowledged all the same, or it would block the mailbox for ever;
what is lost that way is asked for again and shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core import content as contents
from app.core.content import (
    Content,
    EditContent,
    GroupHistoryContent,
    ReactionContent,
    RecallContent,
    ReceiptContent,
    RepairContent,
    TextContent,
    TypingContent,
    UnknownContent,
)
from app.core.content_checks import MAX_SEQUENCE
from app.core.errors import DecodeError, ProtocolError
from app.core.group_content import RosterContent, RosterWantedContent
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId
from app.core.records import (
    DeliveryRecord,
    DeliveryState,
    PeerRecord,
    QuoteRecord,
)
from app.core.sequence import Arrival, note_arrival
from app.core.store_ports import Transaction
from app.core.transport_types import ExpiredNotice, InboxEnvelope, InboxItem
from app.crypto.device_set import devset_hash
from app.crypto.envelope import Payload
from app.crypto.errors import AlreadyReceivedError, UndecryptableError
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency.replica import Gossip, GossipVerdict
from app.services import (
    alarms,
    group_mail,
    group_receiving,
    keyless,
    marks,
    own_receiving,
    own_states,
    own_sync,
    receipts,
    repair,
    session_accept,
    typing,
)
from app.services.batch_result import BatchResult, merge
from app.services.context import Context, log
from app.services.directory import accept_first_key, conversation_with
from app.services.doubted import doubt
from app.services.holding import MailExpired, copies_of_others
from app.services.incoming import incoming_row
from app.services.session_accept import LogNeededError

INBOX_POSITION = "inbox-position"


def process_batch(
    context: Context, items: Sequence[InboxItem], unserved: int, tx: Transaction
) -> BatchResult:
    """Decrypt and store a batch. `unserved`: see `session_accept.open_envelope`."""
    result = BatchResult()
    for item in items:
        try:
            if isinstance(item, ExpiredNotice):
                _expired(context, tx, item, result)
            else:
                _receive(context, tx, item, result, unserved=unserved)
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


def refuse(context: Context, item: InboxItem, tx: Transaction) -> BatchResult:
    """Put an item behind us that cannot even be refused properly, or it would come for ever."""
    result = BatchResult(processed_upto=item.seq)
    _hole(context, tx, item, result)
    tx.settings.put(INBOX_POSITION, str(item.seq).encode())
    return result


def item_device(item: InboxItem) -> DeviceId:
    """The other device that an item is about."""
    return item.recipient_device if isinstance(item, ExpiredNotice) else item.sender_device


def _receive(
    context: Context, tx: Transaction, item: InboxEnvelope, result: BatchResult, *, unserved: int
) -> None:
    opened = session_accept.open_envelope(context, tx, item.envelope, unserved=unserved)
    sender = opened.sender
    if not own_receiving.may_speak(context, tx, sender):
        raise own_receiving.UnexplainedSender
    payload = Payload.decode(opened.plaintext)
    gossip = _judge_gossip(context, tx, payload, result, unserved=unserved)
    if opened.other_log or payload.sender_seq > MAX_SEQUENCE:
        raise UndecryptableError
    raw = payload.open(item.body, sender.account_id, sender.device_id)
    in_group = payload.roster_epoch > 0
    if payload.excluded and not in_group:
        raise ProtocolError  # only a group can leave somebody out
    if in_group:
        group_mail.require_group(context, tx, sender.account_id, payload.conv_id)
    other = None if in_group else _other_side(context, tx, sender, payload.conv_id)

    peer = tx.sessions.peer(sender.device_id) or PeerRecord(sender.device_id, sender.account_id)
    peer, arrival = note_arrival(peer, payload.sender_seq)
    opened.commit(tx, newest=arrival in (Arrival.NEXT, Arrival.GAP))
    if arrival is Arrival.DUPLICATE:
        raise AlreadyReceivedError
    if opened.initial is not None:
        result.outbox_grew |= keyless.release(tx, sender.device_id)
    result.repairs_due |= arrival is Arrival.GAP
    content = own_receiving.allowed(context, _content(raw, sender), sender, other)
    tx.sessions.put_peer(receipts.note_owed(peer, payload.sender_seq, arrival, content))
    result.heard[sender.device_id] = item.received_ms
    if content is None:  # it was malformed, or not its sender's to say
        _show_hole(context, tx, sender, result)
    elif other is None:
        mail = group_mail.pack(item, sender, payload, raw, gossip)
        group_mail.take_in(context, tx, sender, mail, content, result)
        result.from_groups.add(sender.device_id)
        return
    else:
        _take_in(context, tx, item, sender, other, payload, content, gossip, result)
    if not isinstance(content, ReceiptContent | TypingContent):
        result.from_people.add(sender.device_id)
    if other is not None and not _device_set_explained(
        context, payload, sender.account_id, other, gossip
    ):
        doubt(context, tx, other, result)


def _take_in(
    context: Context,
    tx: Transaction,
    item: InboxEnvelope,
    sender: DeviceIdentity,
    other: AccountId,
    payload: Payload,
    content: Content | UnknownContent,
    gossip: Gossip,
    result: BatchResult,
) -> None:
    """Do what a content between two people, or between our own devices, says."""
    match content:
        case ReceiptContent():
            changed = receipts.apply_receipt(context, tx, sender, content)
            own_states.note_changed(context, tx, changed)
            merge(result.changed, changed)
            if sender.account_id == context.own.account_id:
                own_receiving.history_confirmed(context, tx, sender, result)
        case RepairContent():
            repair.answer(context, tx, sender, content)
            result.outbox_grew = True
        case ReactionContent() | EditContent() | RecallContent():
            marks.take_in(
                context,
                tx,
                sender.account_id,
                sender.device_id,
                payload.conv_id,
                (context.own.account_id, other).__contains__,
                content,
                payload.sent_at,
                item.received_ms,
                result,
            )
        case TypingContent():
            typing.take_in(context, tx, sender, payload.conv_id, item.received_ms, result)
        case TextContent() | UnknownContent():
            _store(context, tx, item, sender, other, payload, content, gossip, result)
        case RosterWantedContent():
            group_receiving.answer_wanted(context, tx, sender, content, result)
        case RosterContent() | GroupHistoryContent():
            pass  # `own_receiving.allowed` lets them through in a group alone
        case _:
            own_receiving.take_in(context, tx, sender, content, result)


def _content(raw: bytes, sender: DeviceIdentity) -> Content | UnknownContent | None:
    """What it says. None when that is malformed: sent again, it would be no better."""
    try:
        return contents.decode(raw)
    except DecodeError:
        log.warning("content from %s malformed", sender.device_id.hex())
        return None


def _judge_gossip(
    context: Context, tx: Transaction, payload: Payload, result: BatchResult, *, unserved: int
) -> Gossip:
    """Compare the sender's checkpoint with our replica (DESIGN section 4, gossip)."""
    gossip = context.replica.check_gossip(payload.checkpoint)
    checkpoint = gossip.checkpoint
    if gossip.verdict is GossipVerdict.FORK:
        if gossip.fork is not None:
            alarms.keep_fork(tx, gossip.fork)
        result.fork = result.fork or gossip.fork
    elif checkpoint is not None and checkpoint.size > context.replica.size:
        if not session_accept.is_unserved(checkpoint.size, unserved):
            raise LogNeededError(checkpoint.size)
        if gossip.verdict is GossipVerdict.AHEAD:
            alarms.note_ahead(tx, checkpoint)
            result.relay_is_behind = True
    return gossip


def _other_side(
    context: Context, tx: Transaction, sender: DeviceIdentity, conversation_id: ConversationId
) -> AccountId:
    """The other person of the conversation. Raises ProtocolError when it is not one of ours."""
    if sender.account_id != context.own.account_id:
        if conversation_id != conversation_with(context, sender.account_id):
            raise ProtocolError
        return sender.account_id
    known = tx.conversations.get(conversation_id)
    if known is not None:
        if known.account_id is None:
            raise ProtocolError  # a group's
        return known.account_id
    for account_id in context.replica.directory.accounts:
        if conversation_id == conversation_with(context, account_id):
            return account_id
    raise ProtocolError


def _device_set_explained(
    context: Context, payload: Payload, sender: AccountId, other: AccountId, gossip: Gossip
) -> bool:
    """Whether `devset_hash` is what the log says for the sender's log size.

    Without a checkpoint that can be held against our log there is nothing to compare with; the row
    says so by having no log position.
    """
    checkpoint = gossip.checkpoint
    if gossip.verdict is not GossipVerdict.CONSISTENT or checkpoint is None:
        return True
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
    gossip: Gossip,
    result: BatchResult,
) -> None:
    outgoing = sender.account_id == context.own.account_id
    if other == context.own.account_id:
        log.info("a newer version said something to our own devices")
        return
    signed = gossip.verdict in (GossipVerdict.CONSISTENT, GossipVerdict.AHEAD)
    checkpoint = gossip.checkpoint if signed else None
    placed = checkpoint if gossip.verdict is GossipVerdict.CONSISTENT else None
    accept_first_key(context, tx, other, placed.size if outgoing and placed else None)
    tx.conversations.ensure(payload.conv_id, other)
    row = marks.add(
        tx,
        incoming_row(
            context,
            content,
            conversation_id=payload.conv_id,
            message_id=payload.msg_id,
            sender_account=sender.account_id,
            sender_device=sender.device_id,
            sender_seq=payload.sender_seq,
            sent_at_ms=payload.sent_at,
            received_ms=item.received_ms,
            devset_hash=payload.devset_hash,
            log_size=checkpoint.size if checkpoint else 0,
            log_root=checkpoint.root if checkpoint else b"",
            quote=_quote(context, other, content),
        ),
    )
    if row is None:
        return
    if not outgoing:
        result.typing[payload.conv_id] = False
    result.added.setdefault(payload.conv_id, []).append(row.row_id)
    if own_sync.apply_waiting_read(context, tx, row):
        result.touched.add(payload.conv_id)
    elif not outgoing and row.recalled_at_ms is None:
        result.incoming_new[payload.conv_id] = result.incoming_new.get(payload.conv_id, 0) + 1


def _quote(
    context: Context, other: AccountId, content: TextContent | UnknownContent
) -> QuoteRecord | None:
    """What a text answers. Of somebody who is not in the conversation there is nothing to quote."""
    reference = content.reply_to if isinstance(content, TextContent) else None
    if reference is None or reference.sender not in (context.own.account_id, other):
        return None
    return QuoteRecord(AccountId(reference.sender), MessageId(reference.message))


def _hole(context: Context, tx: Transaction, item: InboxItem, result: BatchResult) -> None:
    """Something of a known colleague could not be read: say so, and ask for it again."""
    identity = context.replica.identity(item_device(item))
    if identity is None:
        return
    result.repairs_due = True
    if repair.note_undecryptable(context, tx, identity):
        _show_hole(context, tx, identity, result)


def _show_hole(
    context: Context, tx: Transaction, device: DeviceIdentity, result: BatchResult
) -> None:
    row_ids = repair.show_hole(context, tx, device)
    if row_ids:
        conversation_id = conversation_with(context, device.account_id)
        result.added.setdefault(conversation_id, []).extend(row_ids)


def _expired(context: Context, tx: Transaction, item: ExpiredNotice, result: BatchResult) -> None:
    """Mail that the recipient never fetched: the sender is told, it is not kept silent."""
    for delivery in tx.messages.of_submission(item.submission_id):
        if delivery.device_id != item.recipient_device or delivery.delivered_at_ms is not None:
            continue
        if delivery.account_id == context.own.account_id:
            continue  # a computer of our own was off for long: the message did not fail by that
        conversation_id = tx.messages.conversation_of(delivery.message_id)
        if conversation_id is None:
            _mark_expired(context, tx, delivery, result)
            continue
        row = tx.messages.by_message_id(conversation_id, delivery.message_id)
        if row is None or row.state is not DeliveryState.SENT:
            continue
        if any(copy.delivered_at_ms for copy in copies_of_others(tx, row)):
            continue  # of a group: others have it
        row_id = tx.messages.set_state(
            conversation_id, delivery.message_id, DeliveryState.FAILED, MailExpired.code
        )
        if row_id is not None:
            result.changed.setdefault(conversation_id, []).append(row_id)


def _mark_expired(
    context: Context, tx: Transaction, delivery: DeliveryRecord, result: BatchResult
) -> None:
    row_id = marks.expired(tx, delivery, context.own.account_id)
    row = None if row_id is None else tx.messages.get(row_id)
    if row is not None:
        result.changed.setdefault(row.conversation_id, []).append(row.row_id)
