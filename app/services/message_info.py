"""Exactly whom a message was encrypted to, for the info dialog."""

from __future__ import annotations

from app.core.display_text import name_for_display
from app.core.ids import AccountId, DeviceId
from app.core.records import DeliveryRecord, MessageKind, MessageRecord
from app.core.store_ports import Transaction
from app.core.views import MessageInfoView, RecipientDeviceView
from app.crypto.identity import DeviceIdentity
from app.services import own_entries
from app.services.context import Context
from app.services.recipients import MessageGone


def info(context: Context, tx: Transaction, row_id: int) -> MessageInfoView:
    """Raises MessageGone."""
    row = tx.messages.get(row_id)
    if row is None or row.kind is MessageKind.NOTICE:
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
    )


def _encrypted_to(context: Context, tx: Transaction, row: MessageRecord) -> list[DeviceIdentity]:
    """The devices of both sides, as of the log that the sender stood at; not the sender's."""
    conversation = tx.conversations.get(row.conversation_id)
    other = row.sender_account if conversation is None else conversation.account_id
    return [
        device
        for account in dict.fromkeys((other, context.own.account_id))
        for device in _live_then(context, account, row.log_size)
        if device.device_id != row.sender_device
    ]


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
