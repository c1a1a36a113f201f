"""Holding messages back from somebody who may not be who they seem, or who is gone.

What waits for a person when their key changes, their numbers turn out not to match or their account
closes is never sent by itself afterwards. It fails with the reason, and Retry is the person's own
decision. The errors here give the words for the codes that are stored with such rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.core import content as contents
from app.core.content_checks import MAX_SEQUENCE
from app.core.errors import CurbsideError
from app.core.group_content import RosterContent
from app.core.groups import GroupState
from app.core.ids import AccountId, ConversationId, DeviceId
from app.core.records import (
    DeliveryRecord,
    DeliveryState,
    MarkState,
    MessageRecord,
    OutboxRecord,
)
from app.core.store_ports import Transaction
from app.core.views import AttentionReason
from app.services.context import Context
from app.services.directory import attention


class HeldBack(CurbsideError):  # noqa: N818 - named for what happened
    """Why a message that waited was not sent. `code` is stored with the row."""


class HeldForKeyChange(HeldBack):
    """The account key changed while it waited."""

    code = "key-changed"
    message = "Their key changed before this was sent, so it was held back."
    action = "Review the change, then choose Retry."


class HeldForMismatch(HeldBack):
    """The numbers did not match, or a device set could not be explained."""

    code = "mismatch"
    message = "It was held back, because it is in doubt who would be able to read it."
    action = "Compare numbers (Verify), then choose Retry."


class HeldForClosedAccount(HeldBack):
    """The account was closed while it waited."""

    code = "account-closed"
    message = "Their account was closed before this was sent."
    action = "Nothing can be sent to them any more."


class HeldOutsideGroup(HeldBack):
    """This person left the group, or was removed from it, while it waited."""

    code = "outside-group"
    message = "You were no longer in this group when this was to be sent, so it was not."
    action = "Ask an admin of the group to add you, then choose Retry."


class MailExpired(HeldBack):
    """Nobody fetched it in time."""

    code = "expired"
    message = "They did not fetch this in time, so the relay deleted it."
    action = "Choose Retry to send it again, or call them."


class DeviceGone(HeldBack):
    """The relay had it, and deleted it with the device that it was for."""

    code = "device-gone"
    message = "They may not have this: their device was removed before it confirmed it."
    action = "Choose Retry to send it again to the devices they have now, or call them."


class DeviceSetDisputed(HeldBack):
    """The relay goes on refusing it for a change of devices that the log does not show."""

    code = "device-set-disputed"
    message = (
        "The relay refuses this message because their devices changed, yet shows no such change."
    )
    action = "Choose Retry. If it keeps happening, tell your clinic's IT."


class MarkNotSent(HeldBack):
    """Something that was said about a message was not sent; the message itself may be."""


class EditNotSent(MarkNotSent):
    """Another wording."""

    code = "edit-not-sent"
    message = "Your change was not sent. They still see what it said before."
    action = "Choose Retry."


class RecallNotSent(MarkNotSent):
    """Taking it back."""

    code = "recall-not-sent"
    message = "It was taken back here, but not at the other side. They may still read it."
    action = "Choose Retry."


class ReactionNotSent(MarkNotSent):
    """A reaction."""

    code = "reaction-not-sent"
    message = "Your reaction was not sent."
    action = "Choose Retry."


_HELD: dict[AttentionReason, type[HeldBack]] = {
    AttentionReason.KEY_CHANGED: HeldForKeyChange,
    AttentionReason.MISMATCH: HeldForMismatch,
    AttentionReason.CLOSED: HeldForClosedAccount,
}


def require_sendable(context: Context, tx: Transaction, account_id: AccountId) -> None:
    """Raise HeldBack when nothing at all may be encrypted to this person now."""
    reason = attention(context, account_id, tx.people.trust(account_id))
    if reason in _HELD:
        raise _HELD[reason]


def sendable(context: Context, tx: Transaction, account_id: AccountId) -> bool:
    """Whether anything may be encrypted to this person now."""
    return attention(context, account_id, tx.people.trust(account_id)) not in _HELD


def fail_waiting(tx: Transaction, account_id: AccountId, failure: str) -> list[int]:
    """Take everything to a person out of the outbox; the rows that fail by it.

    What they alone still lacked of a group's fails for nobody else.
    """
    failed: list[int] = []
    for conversation_id in tx.groups.with_member(account_id):
        unseal_group(tx, conversation_id)
    for record in tx.outbox.of_account(account_id):
        tx.outbox.remove(record.submission_id)
        if tx.groups.is_group(record.conversation_id):
            continue
        row_id = fail(tx, record, failure)
        if row_id is not None:
            failed.append(row_id)
    return failed


def unseal_group(
    tx: Transaction, conversation_id: ConversationId
) -> tuple[list[int], list[DeliveryRecord]]:
    """Who may read what waits for a group is others than before: encrypt it anew before it goes.

    What this person wrote and may not send any more, because they are no member, fails; its rows,
    and the numbers that it had.
    """
    group = tx.groups.get(conversation_id)
    outside = group is None or group.state is not GroupState.MEMBER
    failed: list[int] = []
    numbered: list[DeliveryRecord] = []
    for record in tx.outbox.to_group(conversation_id):
        about_members = isinstance(contents.decode(record.content), RosterContent)
        if outside and not about_members:
            tx.outbox.remove(record.submission_id)
            row_id = fail(tx, record, HeldOutsideGroup.code)
            failed += [] if row_id is None else [row_id]
            numbered += tx.messages.deliveries(record.message_id)
        elif record.body and not about_members:
            tx.outbox.remove(record.submission_id)
            tx.outbox.add(replace(record, body=b"", recipients=()))
    return failed, numbered


def fail_undelivered(
    tx: Transaction, ended: Iterable[DeviceId], is_live: Callable[[DeviceId], bool]
) -> dict[ConversationId, list[int]]:
    """What is "sent" and can reach nobody any more, because the devices it was for ended; its rows.

    The relay deletes a device's mail with the device, and tells nobody.
    """
    failed: dict[ConversationId, list[int]] = {}
    for device_id in ended:
        for delivery in tx.messages.undelivered_to(device_id, MAX_SEQUENCE):
            waiting = tx.outbox.of_message(delivery.message_id)
            conversation_id = tx.messages.conversation_of(delivery.message_id)
            if conversation_id is None or any(record.complete for record in waiting):
                continue
            row = tx.messages.by_message_id(conversation_id, delivery.message_id)
            if row is None or row.state is not DeliveryState.SENT:
                continue
            copies = copies_of_others(tx, row)
            if any(copy.delivered_at_ms or is_live(copy.device_id) for copy in copies):
                continue
            failed.setdefault(conversation_id, []).append(row.row_id)
            tx.messages.set_state(
                conversation_id, delivery.message_id, DeliveryState.FAILED, DeviceGone.code
            )
    return failed


def copies_of_others(tx: Transaction, row: MessageRecord) -> list[DeliveryRecord]:
    """Where a message of ours went; what our own devices have is no help."""
    copies = tx.messages.deliveries(row.message_id)
    return [copy for copy in copies if copy.account_id != row.sender_account]


def fail(tx: Transaction, record: OutboxRecord, failure: str) -> int | None:
    """Mark a message, or what was said about it, as not sent unless it got through; the row."""
    row = tx.messages.by_message_id(record.conversation_id, record.message_id)
    if row is None:
        mark = tx.marks.sent(record.message_id)
        if mark is None or mark.state is not MarkState.QUEUED:
            return None
        return tx.marks.set_sent_state(record.message_id, MarkState.FAILED)
    if not row.outgoing:
        return None
    if row.state not in (DeliveryState.QUEUED, DeliveryState.FAILED):
        return None
    return tx.messages.set_state(
        record.conversation_id, record.message_id, DeliveryState.FAILED, failure
    )
