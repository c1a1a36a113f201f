"""Taking in what members say in a group (relay/PROTOCOL.md section 14).

A message names the roster that it was encrypted by. Where that is not here yet, the message is kept
and its sender asked for the roster; everything else is decided once it is: whether the sender is a
member, by the newest roster that holds here, and whether the devices are those that the roster
named explains.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from app.core import content as contents
from app.core.content import (
    Content,
    EditContent,
    ReactionContent,
    RecallContent,
    TextContent,
    UnknownContent,
)
from app.core.errors import ProtocolError
from app.core.group_content import RosterContent
from app.core.group_records import MAX_WAITING_MAIL, WaitingMailRecord
from app.core.groups import GroupRecord, GroupState
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId
from app.core.records import QuoteRecord
from app.core.store_ports import Transaction
from app.core.transport_types import InboxEnvelope
from app.crypto.envelope import Payload
from app.crypto.identity import DeviceIdentity
from app.crypto.roster import Roster
from app.crypto.transparency.replica import Gossip, GossipVerdict
from app.services import (
    group_audience,
    group_history,
    group_receiving,
    group_sending,
    marks,
    own_sync,
    untaken,
)
from app.services.batch_result import BatchResult
from app.services.context import Context, log
from app.services.directory import accept_first_key, conversation_with
from app.services.doubted import doubt
from app.services.group_mail_kept import Mail
from app.services.incoming import incoming_row

ASK_AFTER_MS = 5_000
"""How old mail has to be before its sender is asked: the roster usually comes a moment later."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a message belongs."""

    conversation_id: ConversationId
    group: GroupRecord
    roster: Roster
    """The one that it names."""


def require_group(
    context: Context, tx: Transaction, sender: AccountId, conversation_id: ConversationId
) -> None:
    """Raises ProtocolError for a message that names a roster in the conversation of two people."""
    conversation = tx.conversations.get(conversation_id)
    of_two = conversation is not None and conversation.account_id is not None
    if of_two or conversation_id == conversation_with(context, sender):
        raise ProtocolError


def pack(
    item: InboxEnvelope, sender: DeviceIdentity, payload: Payload, raw: bytes, gossip: Gossip
) -> Mail:
    """What came, apart from its session."""
    comparable = gossip.verdict is GossipVerdict.CONSISTENT
    signed = comparable or gossip.verdict is GossipVerdict.AHEAD
    checkpoint = gossip.checkpoint if signed else None
    return Mail(
        conversation_id=payload.conv_id,
        message_id=payload.msg_id,
        account_id=sender.account_id,
        device_id=sender.device_id,
        sender_seq=payload.sender_seq,
        roster_epoch=payload.roster_epoch,
        roster_hash=payload.roster_hash,
        devset_hash=payload.devset_hash,
        excluded=payload.excluded,
        sent_at=payload.sent_at,
        received_ms=item.received_ms,
        log_size=checkpoint.size if checkpoint else 0,
        log_root=checkpoint.root if checkpoint else b"",
        comparable=comparable and checkpoint is not None,
        content=raw,
    )


def take_in(
    context: Context,
    tx: Transaction,
    sender: DeviceIdentity,
    mail: Mail,
    content: Content | UnknownContent,
    result: BatchResult,
) -> None:
    """Take in what a member says, or keep it until that can be judged."""
    conversation_id = ConversationId(mail.conversation_id)
    if isinstance(content, RosterContent):
        group_receiving.take_in(context, tx, sender, conversation_id, content, result)
        release(context, tx, conversation_id, result)
        roster = group_audience.known_roster(context, tx, conversation_id, mail.roster_hash)
        if roster is not None:
            _check_devices(context, tx, mail, roster, result)
        return
    if group_audience.known_roster(context, tx, conversation_id, mail.roster_hash) is None:
        waiting = WaitingMailRecord(
            conversation_id,
            mail.roster_hash,
            sender.account_id,
            sender.device_id,
            msgspec.msgpack.encode(mail),
            mail.received_ms,
        )
        tx.groups.wait_mail(waiting, MAX_WAITING_MAIL)
        result.repairs_due = True
        return
    _admit(context, tx, mail, content, result)


def release(
    context: Context, tx: Transaction, conversation_id: ConversationId, result: BatchResult
) -> None:
    """Take in what waited for rosters that are here now, in the order in which it came."""
    known = [
        roster_hash
        for roster_hash in tx.groups.mail_waits_for(conversation_id)
        if group_audience.known_roster(context, tx, conversation_id, roster_hash) is not None
    ]
    if not known:
        return
    for waiting in tx.groups.take_mail(conversation_id, known):
        mail = msgspec.msgpack.decode(waiting.mail, type=Mail)
        _admit(context, tx, mail, contents.decode(mail.content), result)


def ask_due(context: Context, tx: Transaction) -> bool:
    """Ask the senders of mail that has waited a moment for its roster; whether that is queued.

    How often one is asked is bounded by `group_sending.ask`.
    """
    asked = False
    before = context.now_ms() - ASK_AFTER_MS
    for conversation_id, device_id, since in tx.groups.mail_waits_from():
        device = context.replica.identity(device_id)
        if device is not None and since <= before and context.alarm is None:
            asked |= group_sending.ask(context, tx, conversation_id, device)
    return asked


def is_too_early(context: Context, tx: Transaction) -> bool:
    """Whether some of it came just now, so that its sender is to be asked a moment later."""
    before = context.now_ms() - ASK_AFTER_MS
    return any(since > before for _, _, since in tx.groups.mail_waits_from())


def is_asking(tx: Transaction) -> bool:
    """Whether any mail waits for its roster."""
    return bool(tx.groups.mail_waits_from())


def _admit(
    context: Context,
    tx: Transaction,
    mail: Mail,
    content: Content | UnknownContent,
    result: BatchResult,
) -> None:
    """Take a message in whose roster is here, if its sender and this person are members."""
    place = _place_of(context, tx, mail, result)
    if place is None:
        untaken.note(tx, DeviceId(mail.device_id), mail.sender_seq)
        return
    sender = AccountId(mail.account_id)
    match content:
        case ReactionContent() | EditContent() | RecallContent():

            def is_author(account_id: AccountId) -> bool:
                return group_audience.was_member(tx, context, place.group, account_id)

            marks.take_in(
                context,
                tx,
                sender,
                DeviceId(mail.device_id),
                place.conversation_id,
                is_author,
                content,
                mail.sent_at,
                mail.received_ms,
                result,
            )
        case contents.GroupHistoryContent():
            group_history.take_in(context, tx, sender, place.conversation_id, content, result)
        case TextContent() | UnknownContent():
            _store(context, tx, mail, place, content, result)
        case _:
            return
    _check_devices(context, tx, mail, place.roster, result)
    own_way = group_audience.left_out_on_purpose(place.group, _accounts(mail.excluded))
    if own_way and sender != context.own.account_id:
        group_receiving.excluded(context, tx, place.conversation_id, sender, own_way, result)
        device = context.replica.identity(DeviceId(mail.device_id))
        if device is not None:  # they may have left, which is not known here
            result.outbox_grew |= group_sending.ask(context, tx, place.conversation_id, device)


def _place_of(context: Context, tx: Transaction, mail: Mail, result: BatchResult) -> _Place | None:
    """Where it belongs; None for what is not to be taken in, which is shown where it must be."""
    conversation_id = ConversationId(mail.conversation_id)
    group = tx.groups.get(conversation_id)
    roster = group_audience.known_roster(context, tx, conversation_id, mail.roster_hash)
    if group is None or roster is None:
        return None
    own, sender = context.own.account_id, AccountId(mail.account_id)
    if sender == own:  # written on another workstation while this person was a member
        return _Place(conversation_id, group, roster) if own in roster.accounts else None
    if group.state is not GroupState.MEMBER:
        log.info("a message of a group that this person is not in is dropped")
        return None
    if not group_audience.is_member(context, group, sender, mail.log_size or None):
        device = context.replica.identity(DeviceId(mail.device_id))
        if device is not None:
            group_receiving.refused(context, tx, conversation_id, device, result)
        return None
    return _Place(conversation_id, group, roster)


def _check_devices(
    context: Context, tx: Transaction, mail: Mail, roster: Roster, result: BatchResult
) -> None:
    """The blocking alarm, about the sender, for devices that the roster does not explain."""
    if not mail.comparable:
        return
    excluded = _accounts(mail.excluded)
    if mail.devset_hash != group_audience.device_set(context, roster, mail.log_size, excluded):
        doubt(context, tx, AccountId(mail.account_id), result)


def _store(
    context: Context,
    tx: Transaction,
    mail: Mail,
    place: _Place,
    content: TextContent | UnknownContent,
    result: BatchResult,
) -> None:
    sender = AccountId(mail.account_id)
    outgoing = sender == context.own.account_id
    if not outgoing:
        accept_first_key(context, tx, sender)
    conversation_id = place.conversation_id
    tx.conversations.ensure(conversation_id, None)
    row = marks.add(
        tx,
        incoming_row(
            context,
            content,
            conversation_id=conversation_id,
            message_id=MessageId(mail.message_id),
            sender_account=sender,
            sender_device=DeviceId(mail.device_id),
            sender_seq=mail.sender_seq,
            sent_at_ms=mail.sent_at,
            received_ms=mail.received_ms,
            devset_hash=mail.devset_hash,
            log_size=mail.log_size,
            log_root=mail.log_root,
            quote=_quote(context, tx, place, content),
            roster_epoch=mail.roster_epoch,
            roster_hash=mail.roster_hash,
            excluded=_accounts(mail.excluded),
        ),
    )
    if row is None:
        return
    result.added.setdefault(conversation_id, []).append(row.row_id)
    if own_sync.apply_waiting_read(context, tx, row):
        result.touched.add(conversation_id)
    elif not outgoing and row.recalled_at_ms is None:
        result.incoming_new[conversation_id] = result.incoming_new.get(conversation_id, 0) + 1


def _quote(
    context: Context, tx: Transaction, place: _Place, content: TextContent | UnknownContent
) -> QuoteRecord | None:
    """What a text answers. Of somebody who never was in the group there is nothing to quote."""
    reference = content.reply_to if isinstance(content, TextContent) else None
    if reference is None:
        return None
    author = AccountId(reference.sender)
    if not group_audience.was_member(tx, context, place.group, author):
        return None
    return QuoteRecord(author, MessageId(reference.message))


def _accounts(excluded: Collection[bytes]) -> tuple[AccountId, ...]:
    return tuple(AccountId(account_id) for account_id in excluded)
