"""Writing and reading messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core.bus import ConversationsChanged, MessagesAdded, MessagesChanged
from app.core.content import MAX_TEXT_LENGTH, TextContent
from app.core.display_text import name_for_display
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId
from app.core.records import (
    DeliveryRecord,
    DeliveryState,
    MessageKind,
    MessageRecord,
    OutboxRecord,
)
from app.core.store_ports import Transaction
from app.core.views import AttentionReason, MessageInfoView, RecipientDeviceView
from app.core.wording import translatable
from app.crypto.identity import DeviceIdentity
from app.services import own_entries, own_sync
from app.services.context import Context
from app.services.directory import accept_first_key, attention
from app.services.sealing import queue
from app.services.sync import SyncEngine


class CannotSend(CurbsideError):  # noqa: N818 - named for what happened
    """The recipient cannot be written to until somebody looked at why."""

    code = "cannot-send"

    def __init__(self, reason: AttentionReason) -> None:
        message, action = _REASONS[reason]
        super().__init__(message, action)
        self.reason = reason


_REASONS = {
    AttentionReason.KEY_CHANGED: (
        translatable("This person's account key has changed, so sending has stopped."),
        translatable(
            "Review the change first: compare numbers with them, or go on without verifying."
        ),
    ),
    AttentionReason.MISMATCH: (
        translatable("The numbers did not match, so sending to this person has stopped."),
        translatable("Call them and your clinic's IT. Sending goes on once the numbers match."),
    ),
    AttentionReason.CLOSED: (
        translatable("This person's account was closed by your clinic."),
        translatable("Nothing can be sent to them any more."),
    ),
}


class TextNotSendable(CurbsideError):  # noqa: N818
    """Empty, or longer than a message may be."""

    code = "text-not-sendable"
    message = "A message may have 1 to {most} characters."
    action = "Shorten it, or send it in parts. What you wrote is kept."

    def __init__(self) -> None:
        super().__init__(most=MAX_TEXT_LENGTH)


class MessageGone(CurbsideError):  # noqa: N818
    """No such row any more."""

    code = "message-gone"
    message = "This message is not there any more."
    action = "Open the conversation again."


class MessagesService:
    """`MessageUseCases` over the store."""

    def __init__(self, context: Context, engine: SyncEngine) -> None:
        self._context = context
        self._engine = engine

    async def send_text(self, conversation_id: ConversationId, text: str) -> MessageRecord:
        """Encrypt and queue; durable when this returns. Raises CannotSend, TextNotSendable."""
        try:
            content = TextContent(_clean(text))
        except ValueError as error:
            raise TextNotSendable from error
        if self._context.alarm is not None:
            raise self._context.alarm

        def write(tx: Transaction) -> tuple[MessageRecord, OutboxRecord]:
            account_id = self._recipient(tx, conversation_id)
            message_id = MessageId(self._context.randomness.random_bytes(16))
            row = tx.messages.add(self._outgoing(conversation_id, message_id, content.text))
            assert row is not None  # noqa: S101 - a fresh random id cannot be there already
            queued = queue(self._context, tx, account_id, content, message_id)
            tx.conversations.put_draft(conversation_id, "")
            return tx.messages.get(row.row_id) or row, queued

        row, queued = await self._context.store.write(write)
        self._engine.wake_outbox(queued)
        self._context.bus.publish(MessagesAdded(conversation_id, (row.row_id,)))
        self._context.bus.publish(ConversationsChanged((conversation_id,)))
        return row

    async def retry(self, row_id: int) -> None:
        """Send a failed message again, to whom it may go now. Raises CannotSend."""
        if self._context.alarm is not None:
            raise self._context.alarm

        def write(tx: Transaction) -> MessageRecord:
            row = tx.messages.get(row_id)
            if row is None or row.state is not DeliveryState.FAILED:
                raise MessageGone
            account_id = self._recipient(tx, row.conversation_id)
            held = [r for r in tx.outbox.of_message(row.message_id) if r.complete]
            for record in held:
                tx.outbox.set_held(record.submission_id, False)
            tx.messages.set_state(row.conversation_id, row.message_id, DeliveryState.QUEUED)
            if not held:
                queue(self._context, tx, account_id, TextContent(row.text), row.message_id)
            return row

        row = await self._context.store.write(write)
        self._engine.wake_outbox()
        self._context.bus.publish(MessagesChanged(row.conversation_id, (row_id,)))
        self._context.bus.publish(ConversationsChanged((row.conversation_id,)))

    async def page(
        self,
        conversation_id: ConversationId,
        *,
        before: float | None = None,
        after: float | None = None,
        limit: int = 100,
    ) -> list[MessageRecord]:
        """Up to `limit` rows: the newest, or those next to a position."""
        return await self._context.store.read(
            lambda tx: tx.messages.page(conversation_id, before=before, after=after, limit=limit)
        )

    async def rows(self, row_ids: Sequence[int]) -> list[MessageRecord]:
        """These rows, as far as they exist."""

        def read(tx: Transaction) -> list[MessageRecord]:
            found = (tx.messages.get(row_id) for row_id in row_ids)
            return [row for row in found if row is not None]

        return await self._context.store.read(read)

    async def info(self, row_id: int) -> MessageInfoView:
        """Whom a message was encrypted to. Raises MessageGone."""
        return await self._context.store.read(lambda tx: self._info(tx, row_id))

    async def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep what is being written, encrypted."""
        await self._context.store.write(
            lambda tx: tx.conversations.put_draft(conversation_id, _clean(text))
        )
        self._context.bus.publish(ConversationsChanged((conversation_id,)))

    async def mark_read(self, conversation_id: ConversationId, up_to_row_id: int) -> None:
        """The person has seen the conversation up to this row."""

        def write(tx: Transaction) -> int:
            count = tx.conversations.mark_read(conversation_id, up_to_row_id)
            if count:
                self._raise_read_marks(tx, conversation_id, up_to_row_id)
                row = tx.messages.get(up_to_row_id)
                if row is not None:
                    own_sync.note_read(self._context, tx, row)
            return count

        if await self._context.store.write(write):
            self._engine.owe_receipts()
            self._context.bus.publish(ConversationsChanged((conversation_id,)))

    def _raise_read_marks(
        self, tx: Transaction, conversation_id: ConversationId, up_to_row_id: int
    ) -> None:
        for device_id in tx.messages.incoming_devices(conversation_id):
            peer = tx.sessions.peer(device_id)
            seq = tx.messages.highest_incoming_seq(conversation_id, device_id, up_to_row_id)
            if peer is not None and seq > peer.read_upto:
                tx.sessions.put_peer(replace(peer, read_upto=seq))

    def _recipient(self, tx: Transaction, conversation_id: ConversationId) -> AccountId:
        """Whom the conversation is with. Raises CannotSend when nothing may go to them."""
        conversation = tx.conversations.get(conversation_id)
        if conversation is None:
            raise MessageGone
        account_id = conversation.account_id
        trust = accept_first_key(self._context, tx, account_id)
        reason = attention(self._context, account_id, trust)
        if reason in _REASONS:
            raise CannotSend(reason)
        return account_id

    def _outgoing(
        self, conversation_id: ConversationId, message_id: MessageId, text: str
    ) -> MessageRecord:
        now = self._context.now_ms()
        return MessageRecord(
            row_id=0,
            position=0.0,
            conversation_id=conversation_id,
            message_id=message_id,
            sender_account=self._context.own.account_id,
            sender_device=self._context.own.device_id,
            sender_seq=0,
            outgoing=True,
            kind=MessageKind.TEXT,
            text=text,
            sent_at_ms=now,
            arrived_at_ms=now,
            state=DeliveryState.QUEUED,
            failure=None,
            skewed=False,
            devset_hash=b"",
            log_size=0,
            log_root=b"",
        )

    def _info(self, tx: Transaction, row_id: int) -> MessageInfoView:
        row = tx.messages.get(row_id)
        if row is None or row.kind is MessageKind.NOTICE:
            raise MessageGone
        names = {p.account_id: name_for_display(p.name) for p in tx.people.profiles()}
        own_names = own_entries.names(tx)
        sent_here = row.outgoing and row.sender_device == self._context.own.device_id
        if sent_here:
            devices = tuple(
                self._device(delivery, names, own_names)
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
                for device in self._encrypted_to(tx, row)
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

    def _encrypted_to(self, tx: Transaction, row: MessageRecord) -> list[DeviceIdentity]:
        """The devices of both sides, as of the log that the sender stood at; not the sender's."""
        conversation = tx.conversations.get(row.conversation_id)
        other = row.sender_account if conversation is None else conversation.account_id
        return [
            device
            for account in dict.fromkeys((other, self._context.own.account_id))
            for device in self._live_then(account, row.log_size)
            if device.device_id != row.sender_device
        ]

    def _live_then(self, account_id: AccountId, log_size: int) -> list[DeviceIdentity]:
        """The devices as of that log; none while our replica does not reach it."""
        replica = self._context.replica
        return replica.live_devices(account_id, log_size) if log_size <= replica.size else []

    def _device(
        self,
        delivery: DeliveryRecord,
        names: dict[AccountId, str],
        own_names: dict[DeviceId, str],
    ) -> RecipientDeviceView:
        return RecipientDeviceView(
            account_id=delivery.account_id,
            name=names.get(delivery.account_id, ""),
            device_id=delivery.device_id,
            signing_key=self._signing_key(delivery),
            sent_at_ms=delivery.sent_at_ms,
            delivered_at_ms=delivery.delivered_at_ms,
            read_at_ms=delivery.read_at_ms,
            device_name=own_names.get(delivery.device_id, ""),
        )

    def _signing_key(self, delivery: DeliveryRecord) -> bytes:
        """Also of a device that is gone meanwhile: the log remembers every one."""
        account = self._context.replica.directory.accounts[delivery.account_id]
        return next(
            device.identity.signing_key
            for device in account.devices
            if device.identity.device_id == delivery.device_id
        )


def _clean(text: str) -> str:
    """Halves of a surrogate pair, which no file can hold, become question marks."""
    return text.encode("utf-8", "replace").decode()
