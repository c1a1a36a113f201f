"""Exactly whom a message was encrypted to, for the info dialog."""

from __future__ import annotations

from app.core.display_text import name_for_display
from app.core.groups import GroupMember
from app.core.ids import AccountId, DeviceId
from app.core.records import DeliveryRecord, MessageKind, MessageRecord
from app.core.store_ports import Transaction
from app.core.views import LeftOut, LeftOutView, MessageInfoView, RecipientDeviceView
from app.crypto.identity import DeviceIdentity
from app.services import group_audience, own_entries
from app.services.context import Context
from app.services.recipients import MessageGone


def info(context: Context, tx: Transaction, row_id: int) -> MessageInfoView:
    """Raises MessageGone."""
    row = tx.messages.get(row_id)
    if row is None or row.kind in (MessageKind.NOTICE, MessageKind.GROUP):
        raise MessageGone
    names = {p.account_id: name_for_display(p.name) for p in tx.people.profiles()}
    own_names = own_entries.names(tx)
    sent_here = row.outgoing and row.sender_device == context.own.device_id
    if sent_here:
        devices = tuple(
            _device(context, delivery, names, own_names)
            for delivery in tx.messages.deliveries(row.message_id)
        )
    else:
        devices = tuple(
            RecipientDeviceView(
                device.account_id,
                names.get(device.account_id, ""),
                device.device_id,
                device.signing_key,
                None,
                None,
                None,
                device_name=own_names.get(device.device_id, ""),
            )
            for device in _encrypted_to(context, tx, row)
        )
    return MessageInfoView(
        message_id=row.message_id,
        outgoing=row.outgoing,
        sender_name=names.get(row.sender_account, ""),
        sender_device=row.sender_device,
        sender_device_name=own_names.get(row.sender_device, ""),
        sent_at_ms=row.sent_at_ms,
        arrived_at_ms=row.arrived_at_ms,
        devices=devices,
        devset_hash=row.devset_hash,
        log_size=row.log_size,
        log_root=row.log_root,
        roster_epoch=row.roster_epoch,
        left_out=_left_out(context, tx, row, names) if row.roster_epoch else (),
    )


def _encrypted_to(context: Context, tx: Transaction, row: MessageRecord) -> list[DeviceIdentity]:
    """The devices of both sides or all members, as of the log that the sender stood at; not the
    sender's own."""
    if row.roster_epoch:
        accounts = [member.account_id for member in _members_then(context, tx, row)]
    else:
        conversation = tx.conversations.get(row.conversation_id)
        other = None if conversation is None else conversation.account_id
        accounts = [other or row.sender_account, context.own.account_id]
    return [
        device
        for account in dict.fromkeys(accounts)
        if account not in row.excluded
        for device in _live_then(context, account, row.log_size)
        if device.device_id != row.sender_device
    ]


def _members_then(context: Context, tx: Transaction, row: MessageRecord) -> list[GroupMember]:
    """Whom the roster lists by which a message was encrypted, under the keys of then."""
    roster = group_audience.known_roster(context, tx, row.conversation_id, row.roster_hash)
    if roster is None or row.log_size > context.replica.size:
        return []
    key_of = context.replica.account_key
    size = row.log_size
    return [m for m in roster.members if key_of(m.account_id, size) == m.account_key]


def _left_out(
    context: Context, tx: Transaction, row: MessageRecord, names: dict[AccountId, str]
) -> tuple[LeftOutView, ...]:
    """Members whom a message was not encrypted to, and why."""
    roster = group_audience.known_roster(context, tx, row.conversation_id, row.roster_hash)
    if roster is None or row.log_size > context.replica.size:
        return ()
    under_their_key = {member.account_id for member in _members_then(context, tx, row)}
    gone = {leave.account_id for leave in tx.groups.leaves(row.conversation_id)}

    def reason(account_id: AccountId) -> LeftOut | None:
        if account_id in row.excluded:
            return LeftOut.LEFT if account_id in gone else LeftOut.HELD_BACK
        if account_id not in under_their_key:
            return LeftOut.NO_KEY
        if account_id == row.sender_account or _live_then(context, account_id, row.log_size):
            return None
        return LeftOut.NO_DEVICE

    found = ((m.account_id, reason(m.account_id)) for m in roster.members)
    return tuple(
        LeftOutView(account_id, names.get(account_id, ""), why)
        for account_id, why in found
        if why is not None
    )


def _live_then(context: Context, account_id: AccountId, log_size: int) -> list[DeviceIdentity]:
    """The devices as of that log; none while our replica does not reach it."""
    replica = context.replica
    return replica.live_devices(account_id, log_size) if log_size <= replica.size else []


def _device(
    context: Context,
    delivery: DeliveryRecord,
    names: dict[AccountId, str],
    own_names: dict[DeviceId, str],
) -> RecipientDeviceView:
    return RecipientDeviceView(
        account_id=delivery.account_id,
        name=names.get(delivery.account_id, ""),
        device_id=delivery.device_id,
        signing_key=_signing_key(context, delivery),
        sent_at_ms=delivery.sent_at_ms,
        delivered_at_ms=delivery.delivered_at_ms,
        read_at_ms=delivery.read_at_ms,
        device_name=own_names.get(delivery.device_id, ""),
    )


def _signing_key(context: Context, delivery: DeliveryRecord) -> bytes:
    """Also of a device that is gone meanwhile: the log remembers every one."""
    account = context.replica.directory.accounts[delivery.account_id]
    return next(
        device.identity.signing_key
        for device in account.devices
        if device.identity.device_id == delivery.device_id
    )
