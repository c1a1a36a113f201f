"""Where a message is encrypted: one body, and one small envelope for each device.

Whom it is encrypted to follows from the verified log alone (DESIGN section 4), never from what
the relay says of devices. Everything here runs inside one store transaction: the ratchets advance
and the finished ciphertext enters the outbox together, before anything is sent.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from app.core import content as contents
from app.core.content import Content, OwnEntriesContent, TextContent
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId, SubmissionId
from app.core.records import (
    DeliveryRecord,
    OutboxRecipient,
    OutboxRecord,
    SessionRecord,
)
from app.core.store_ports import Transaction
from app.crypto.device_set import devset_hash
from app.crypto.envelope import BodyContext, Payload, seal_body
from app.crypto.identity import DeviceIdentity
from app.crypto.ratchet.session import Session
from app.services import group_audience, own_entries, signature_checks
from app.services.alarms import UnexpectedOwnEntry, own_account_alarm
from app.services.audience import Audience, NoLiveDeviceError, SessionsMissingError
from app.services.context import Context, log
from app.services.directory import conversation_with
from app.services.holding import require_sendable
from app.services.own_entries import EntriesPendingError
from app.services.resending import receipt_again


def audience(context: Context, account_id: AccountId) -> Audience:
    """Who is live in the log as this device knows it. Raises NoLiveDeviceError.

    Of the own account, these are the person's own devices and nobody else.
    """
    signature_checks.require(context, account_id)
    theirs = context.replica.live_devices(account_id)
    if not theirs:
        raise NoLiveDeviceError
    ours = context.replica.live_devices(context.own.account_id)
    devices = (*ours, *theirs) if account_id != context.own.account_id else tuple(ours)
    own_id = context.own.device_id
    return Audience(devices, tuple(d for d in devices if d.device_id != own_id))


def audience_of(context: Context, tx: Transaction, record: OutboxRecord) -> Audience:
    """The devices that a record is for now. Raises NoLiveDeviceError, HeldOutsideGroup."""
    account_id = record.account_id
    if account_id is None or group_audience.is_in_group(context, record):
        return group_audience.audience(context, tx, record, contents.decode(record.content))
    return audience(context, account_id)


def queue(
    context: Context,
    tx: Transaction,
    account_id: AccountId | None,
    content: Content,
    message_id: MessageId | None = None,
    only_device: DeviceId | None = None,
    *,
    conversation_id: ConversationId | None = None,
    written_at_ms: int = 0,
) -> OutboxRecord:
    """Put content into the outbox, encrypted at once when all sessions are there.

    Without an account it goes to all members of the group whose `conversation_id` is given. With
    `only_device`, for one device alone: receipts, repairs, what is sent again, and what one's own
    devices say to each other; in a group the account is that device's, and `conversation_id` the
    group's. `written_at_ms` says when the person said what has no row of its own. Raises HeldBack,
    or an alarm about our own account.
    """
    record = OutboxRecord(
        order=0,
        submission_id=SubmissionId(context.randomness.random_bytes(16)),
        conversation_id=conversation_id or _conversation(context, account_id),
        message_id=message_id or MessageId(context.randomness.random_bytes(16)),
        account_id=account_id,
        complete=only_device is None,
        log_size=0,
        body=b"",
        recipients=(OutboxRecipient(only_device, False, b""),) if only_device else (),
        content=contents.encode(content),
        written_at_ms=written_at_ms,
    )
    if not _waits_to_be_sealed(tx, record):
        waits: tuple[type[Exception], ...] = (
            SessionsMissingError,
            NoLiveDeviceError,
            EntriesPendingError,
        )
        if account_id == context.own.account_id:
            waits = (*waits, UnexpectedOwnEntry)
        with contextlib.suppress(*waits):
            record = seal(context, tx, record)
    return tx.outbox.add(record)


def _conversation(context: Context, account_id: AccountId | None) -> ConversationId:
    if account_id is None:
        raise ValueError("which group?")
    return conversation_with(context, account_id)


def _waits_to_be_sealed(tx: Transaction, record: OutboxRecord) -> bool:
    """Whether something before it has to be encrypted first."""
    if record.account_id is None:
        return tx.outbox.has_unsealed_to_group(record.conversation_id)
    return tx.outbox.has_unsealed(record.account_id)


def seal(
    context: Context,
    tx: Transaction,
    record: OutboxRecord,
    left_out: frozenset[DeviceId] = frozenset(),
) -> OutboxRecord:
    """Encrypt `record.content` for the devices that are live now; fresh keys every time.

    Those `left_out` are named without an envelope; see `keyless`. One of the recipient's must stay.

    Raises HeldBack, an alarm about our own account, EntriesPendingError, NoLiveDeviceError and
    SessionsMissingError, all with nothing changed.
    """
    if record.account_id is not None and not group_audience.is_in_group(context, record):
        require_sendable(context, tx, record.account_id)
    content = contents.decode(record.content)
    _require_explained(context, tx, record, content)
    everyone = audience_of(context, tx, record)
    recipients = everyone.recipients
    if not record.complete:
        recipients = _wanted(context, tx, record, recipients)
    empty = [
        OutboxRecipient(d.device_id, False, b"") for d in recipients if d.device_id in left_out
    ]
    if empty:
        recipients = _some_of_theirs(context, recipients, left_out)
    sessions = {d.device_id: tx.sessions.sending_session(d.device_id) for d in recipients}
    missing = [device for device in recipients if sessions[device.device_id] is None]
    if missing:
        raise SessionsMissingError(missing)

    checkpoint = context.replica.checkpoint
    body_context = BodyContext(
        conv_id=record.conversation_id,
        msg_id=record.message_id,
        sender_account=context.own.account_id,
        sender_device=context.own.device_id,
        roster_epoch=everyone.roster_epoch,
        roster_hash=everyone.roster_hash,
        devset_hash=devset_hash(everyone.all_devices),
    )
    body = seal_body(record.content, body_context, context.randomness)
    wakes = isinstance(content, TextContent)
    submission_id = SubmissionId(context.randomness.random_bytes(16))
    earlier = {d.device_id: d for d in tx.messages.deliveries(record.message_id)}
    now = context.now_ms()
    payload = Payload(
        body_key=body.body_key,
        body_digest=body.digest,
        conv_id=record.conversation_id,
        msg_id=record.message_id,
        roster_epoch=everyone.roster_epoch,
        roster_hash=everyone.roster_hash,
        devset_hash=body_context.devset_hash,
        excluded=everyone.excluded,
        sender_seq=1,
        checkpoint=checkpoint.note,
        sent_at=_written_at(tx, record) or now,
    ).template()
    every_chain = everyone.roster_epoch == 0
    sealed: list[OutboxRecipient] = []
    deliveries: list[DeliveryRecord] = []
    advanced: list[SessionRecord] = []
    for device in recipients:
        kept = sessions[device.device_id]
        assert kept is not None  # noqa: S101 - the missing ones raised above
        known = earlier.get(device.device_id)
        seq = _take_sequence(tx, device, known)
        session, envelope = Session.from_bytes(kept.state).encrypt(
            payload.encode(seq), context.randomness, every_chain=every_chain, now_ms=now
        )
        advanced.append(replace(kept, state=session.to_bytes(), answered=session.answered))
        wake = wakes and device.account_id != context.own.account_id
        sealed.append(OutboxRecipient(device.device_id, wake, envelope))
        deliveries.append(
            DeliveryRecord(
                record.message_id,
                device.account_id,
                device.device_id,
                seq,
                submission_id,
                # a device that had it before has it still
                delivered_at_ms=known.delivered_at_ms if known else None,
                read_at_ms=known.read_at_ms if known else None,
            )
        )
    tx.sessions.put_states(advanced)
    tx.messages.put_deliveries(deliveries)
    if everyone.roster_epoch and record.complete:
        named = {device.device_id for device in everyone.recipients}
        fill_numbers(context, tx, [d for d in earlier.values() if d.device_id not in named])
    tx.messages.set_sealed(
        record.conversation_id,
        record.message_id,
        body_context.devset_hash,
        checkpoint.size,
        checkpoint.root,
    )
    if everyone.roster_epoch:
        tx.messages.set_group_sealed(
            record.conversation_id,
            record.message_id,
            everyone.roster_epoch,
            everyone.roster_hash,
            everyone.excluded,
        )
    return replace(
        record,
        submission_id=submission_id,
        log_size=checkpoint.size,
        body=body.body,
        recipients=(*sealed, *empty),
    )


def fill_numbers(context: Context, tx: Transaction, left: Sequence[DeliveryRecord]) -> None:
    """Fill the numbers of what does not go to these devices any more, and was not sent before.

    They would miss it, and ask for it.
    """
    for delivery in left:
        peer = tx.sessions.peer(delivery.device_id)
        gone = context.replica.identity(delivery.device_id) is None
        if delivery.sent_at_ms is not None or peer is None:
            continue
        filler = MessageId(context.randomness.random_bytes(16))
        tx.messages.renumber_delivery(delivery.message_id, delivery.device_id, filler)
        if gone:
            continue
        try:
            receipt = receipt_again(tx, peer)
            queue(context, tx, delivery.account_id, receipt, filler, delivery.device_id)
        except CurbsideError as error:  # nothing may be sent to them now
            log.info("a number stays open: %s", error.code)


def _require_explained(
    context: Context, tx: Transaction, record: OutboxRecord, content: object
) -> None:
    """Nothing is encrypted to a device of "ours" that nobody can explain.

    What explains entries goes on, to those devices alone that are explained: it ends the alarm
    there, or warns of it.
    """
    explains = (
        isinstance(content, OwnEntriesContent) and record.account_id == context.own.account_id
    )
    alarm = own_account_alarm(context.own, context.replica, tx)
    if alarm is not None and not (explains and isinstance(alarm, UnexpectedOwnEntry)):
        raise alarm
    if not explains and own_entries.is_pending(context.own, context.replica, tx):
        raise EntriesPendingError


def _wanted(
    context: Context, tx: Transaction, record: OutboxRecord, devices: Sequence[DeviceIdentity]
) -> tuple[DeviceIdentity, ...]:
    """The devices that a record for some alone is for. Raises NoLiveDeviceError: none is left."""
    named = {recipient.device_id for recipient in record.recipients}
    wanted = [device for device in devices if device.device_id in named]
    if record.account_id == context.own.account_id:
        explained = own_entries.explained_devices(context.own, context.replica, tx)
        wanted = [device for device in wanted if device.device_id in explained]
    if not wanted:
        raise NoLiveDeviceError
    return tuple(wanted)


def _some_of_theirs(
    context: Context, devices: Sequence[DeviceIdentity], left_out: frozenset[DeviceId]
) -> tuple[DeviceIdentity, ...]:
    """The devices that stay. Raises SessionsMissingError when none of them is somebody else's."""
    left = tuple(device for device in devices if device.device_id not in left_out)
    if all(device.account_id == context.own.account_id for device in left):
        raise SessionsMissingError([d for d in devices if d.device_id in left_out])
    return left


def _written_at(tx: Transaction, record: OutboxRecord) -> int | None:
    """When the person wrote it, however late or often it is encrypted."""
    if record.written_at_ms:
        return record.written_at_ms
    row = tx.messages.by_message_id(record.conversation_id, record.message_id)
    return row.sent_at_ms if row is not None and row.outgoing else None


def _take_sequence(tx: Transaction, device: DeviceIdentity, earlier: DeliveryRecord | None) -> int:
    """The sender_seq for this device.

    A message keeps its number there however often it is encrypted: what the relay refused leaves no
    gap, what is sent again closes one, and what did arrive after all is dropped as a duplicate.
    """
    if earlier is not None:
        return earlier.sender_seq
    return tx.sessions.next_sequence(device.device_id, device.account_id)


def put_session(
    tx: Transaction,
    session: Session,
    device_id: DeviceId,
    now_ms: int,
    *,
    initiated_by_us: bool | None = None,
) -> None:
    """Store a session's new state."""
    old = tx.sessions.get(session.session_id)
    tx.sessions.put(
        SessionRecord(
            session_id=session.session_id,
            device_id=device_id,
            transcript_hash=session.transcript_hash,
            state=session.to_bytes(),
            initiated_by_us=old.initiated_by_us if old else bool(initiated_by_us),
            answered=session.answered,
            created_at_ms=old.created_at_ms if old else now_ms,
        )
    )
