"""Writing and reading messages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from app.core.bus import ConversationsChanged, MessagesAdded, MessagesChanged
from app.core.content import Mention, MessageReference, TextContent
from app.core.errors import CurbsideError
from app.core.ids import ConversationId, DeviceId
from app.core.message_rights import rights
from app.core.records import (
    DeliveryState,
    MessageRecord,
    OutboxRecord,
)
from app.core.store_ports import Transaction
from app.core.views import AttentionReason, MessageInfoView
from app.services import conversation_marks, file_sending, file_steps, message_info, own_sync
from app.services.changing import Changing, retry_marks, send_again
from app.services.context import Context
from app.services.file_contents import goes_up, mentions_kept
from app.services.messages_api import MentionOf
from app.services.own_rows import outgoing_row
from app.services.recipients import (
    MessageGone,
    TextNotSendable,
    clean,
    recipient,
    why_not,
)
from app.services.resending import reference_to
from app.services.sealing import queue
from app.services.sync import SyncEngine


class CannotForward(CurbsideError):  # noqa: N818 - named for what happened
    """Some of the conversations take nothing now, so nothing was forwarded to any of them."""

    code = "cannot-forward"
    message = "Nothing was forwarded, because some of these people cannot be written to now."
    action = "Open each of these conversations to see why, or forward to the others alone."

    def __init__(self, refused: Mapping[ConversationId, AttentionReason]) -> None:
        super().__init__()
        self.refused = dict(refused)


class MessagesService(Changing):
    """`MessageUseCases` over the store."""

    def __init__(self, context: Context, engine: SyncEngine) -> None:
        super().__init__(context)
        self._engine = engine

    async def send_text(
        self,
        conversation_id: ConversationId,
        text: str,
        *,
        reply_to: int | None = None,
        mentions: Sequence[MentionOf] = (),
    ) -> MessageRecord:
        """Encrypt and queue; durable when this returns.

        Raises CannotSend, TextNotSendable; MessageGone if what it answers is not there.
        """
        try:
            meant = tuple(Mention(start, length, who) for start, length, who in mentions)
            content = TextContent(clean(text), mentions=meant)
        except ValueError as error:
            raise TextNotSendable from error
        self._require_quiet()

        def write(tx: Transaction) -> tuple[MessageRecord, OutboxRecord]:
            reference = None
            if reply_to is not None:
                reference = self._answered(tx, conversation_id, reply_to)
            row, queued = self._put(
                tx, conversation_id, content.text, reference, mentions=content.mentions
            )
            tx.conversations.put_draft(conversation_id, "")
            return row, queued

        writing = self._context.store.submit_write(write)
        writing.add_done_callback(self._hand_in)
        row, queued = await asyncio.wrap_future(writing)
        self._engine.wake_outbox(queued)
        self._engine.typing.sent(conversation_id)
        self._context.bus.publish(MessagesAdded(conversation_id, (row.row_id,)))
        self._context.bus.publish(ConversationsChanged((conversation_id,)))
        return row

    def _hand_in(self, writing: Future[tuple[MessageRecord, OutboxRecord]]) -> None:
        if not writing.cancelled() and writing.exception() is None:
            self._context.hand_in(writing.result()[1])

    async def forward(
        self, row_ids: Sequence[int], conversation_ids: Sequence[ConversationId]
    ) -> list[MessageRecord]:
        """Send these again, each to each conversation, marked as forwarded: all or none.

        Files are encrypted anew from the bytes that are here. Raises CannotForward, which names the
        conversations; FileNotHere; MessageGone.
        """
        self._require_quiet()

        def write(tx: Transaction) -> list[MessageRecord]:
            found = tx.messages.rows(row_ids)
            now = self._context.now_ms()
            if len(found) < len(set(row_ids)) or not all(
                rights(row, self._context.policy, now).answer for row in found
            ):
                raise MessageGone
            self._require_open(tx, conversation_ids)
            return [
                self._forward(tx, conversation_id, row)
                for conversation_id in dict.fromkeys(conversation_ids)
                for row in found
            ]

        rows = await self._context.store.write(write)
        self._engine.wake_outbox()
        if any(row.file is not None for row in rows):
            self._context.wake_files()
        for conversation_id in dict.fromkeys(conversation_ids):
            ids = tuple(r.row_id for r in rows if r.conversation_id == conversation_id)
            self._context.bus.publish(MessagesAdded(conversation_id, ids))
        self._context.bus.publish(ConversationsChanged(tuple(dict.fromkeys(conversation_ids))))
        return rows

    def _forward(
        self, tx: Transaction, conversation_id: ConversationId, row: MessageRecord
    ) -> MessageRecord:
        if row.file is not None:
            return file_sending.forward(self._context, tx, row, conversation_id)
        return self._put(tx, conversation_id, row.text, forwarded=True)[0]

    async def send_to_each(
        self, conversation_ids: Sequence[ConversationId], text: str
    ) -> list[MessageRecord]:
        """Send a text to each of these conversations: all or none.

        Raises CannotForward, which names the conversations; TextNotSendable.
        """
        try:
            content = TextContent(clean(text))
        except ValueError as error:
            raise TextNotSendable from error
        self._require_quiet()

        def write(tx: Transaction) -> list[MessageRecord]:
            self._require_open(tx, conversation_ids)
            return [self._put(tx, each, content.text)[0] for each in conversation_ids]

        rows = await self._context.store.write(write)
        self._engine.wake_outbox()
        for row in rows:
            self._context.bus.publish(MessagesAdded(row.conversation_id, (row.row_id,)))
        self._context.bus.publish(ConversationsChanged(tuple(conversation_ids)))
        return rows

    def _require_open(self, tx: Transaction, conversation_ids: Sequence[ConversationId]) -> None:
        asked = {id_: why_not(self._context, tx, id_) for id_ in conversation_ids}
        refused = {id_: reason for id_, reason in asked.items() if reason is not None}
        if refused:
            raise CannotForward(refused)

    async def typing(self, conversation_id: ConversationId) -> None:
        """The person is writing: told rarely, and only by who agreed to it."""
        await self._engine.typing.write(conversation_id, self._engine.connection)

    async def row_at(self, conversation_id: ConversationId, at_ms: int) -> int | None:
        """The first row that arrived at that time or later; else the last one."""
        return await self._context.store.read(lambda tx: tx.messages.row_at(conversation_id, at_ms))

    async def retry(self, row_id: int) -> None:
        """Send a failed message, or what was said about it, to whom it may go now.

        Raises CannotSend; MessageGone when there is nothing to send.
        """
        self._require_quiet()

        def write(tx: Transaction) -> MessageRecord:
            row = self._row(tx, row_id)
            if row.state is not DeliveryState.FAILED:
                if not retry_marks(self._context, tx, row):
                    raise MessageGone
                return row
            recipient(self._context, tx, row.conversation_id)
            held = [r for r in tx.outbox.of_message(row.message_id) if r.complete]
            for record in held:
                tx.outbox.set_held(record.submission_id, False)
            tx.messages.set_state(row.conversation_id, row.message_id, DeliveryState.QUEUED)
            if goes_up(row) and not held:
                file_steps.go_on(row_id, tx)
            elif not held:
                send_again(self._context, tx, row)
            retry_marks(self._context, tx, row)
            return row

        row = await self._context.store.write(write)
        self._engine.wake_outbox()
        if row.file is not None:
            self._context.wake_files()
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
        return await self._context.store.read(lambda tx: tx.messages.rows(row_ids))

    async def info(self, row_id: int) -> MessageInfoView:
        """Whom a message was encrypted to. Raises MessageGone."""
        read = partial(message_info.info, self._context, row_id=row_id)
        return await self._context.store.read(read)

    async def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep what is being written, encrypted."""
        await self._context.store.write(
            lambda tx: tx.conversations.put_draft(conversation_id, clean(text))
        )
        self._context.bus.publish(ConversationsChanged((conversation_id,)))

    async def mark_read(self, conversation_id: ConversationId, up_to_row_id: int) -> None:
        """The person has seen the conversation up to this row."""

        in_group: list[DeviceId] = []

        def write(tx: Transaction) -> bool:
            opened = conversation_marks.opened(self._context, tx, conversation_id)
            count = tx.conversations.mark_read(conversation_id, up_to_row_id)
            if count:
                devices = self._raise_read_marks(tx, conversation_id, up_to_row_id)
                row = tx.messages.get(up_to_row_id)
                if row is not None:
                    own_sync.note_read(self._context, tx, row)
                if tx.groups.is_group(conversation_id):
                    in_group.extend(devices)
            return bool(count) or opened

        if await self._context.store.write(write):
            self._engine.read_in_group(in_group)
            self._engine.owe_receipts()
            self._context.bus.publish(ConversationsChanged((conversation_id,)))

    def _raise_read_marks(
        self, tx: Transaction, conversation_id: ConversationId, up_to_row_id: int
    ) -> list[DeviceId]:
        """Note up to which number each device's messages are read; those that may hear of it."""
        devices = tx.messages.incoming_devices(conversation_id)
        for device_id in devices:
            peer = tx.sessions.peer(device_id)
            seq = tx.messages.highest_incoming_seq(conversation_id, device_id, up_to_row_id)
            if peer is not None and seq > peer.read_upto:
                tx.sessions.put_peer(replace(peer, read_upto=seq))
        return devices

    def _answered(
        self, tx: Transaction, conversation_id: ConversationId, row_id: int
    ) -> MessageReference:
        row = self._row(tx, row_id)
        allowed = rights(row, self._context.policy, self._context.now_ms()).answer
        if not allowed or row.conversation_id != conversation_id:
            raise MessageGone
        return reference_to(row)

    def _put(
        self,
        tx: Transaction,
        conversation_id: ConversationId,
        text: str,
        reply_to: MessageReference | None = None,
        *,
        forwarded: bool = False,
        mentions: tuple[Mention, ...] = (),
    ) -> tuple[MessageRecord, OutboxRecord]:
        """Write a text into a conversation and the outbox. Raises CannotSend."""
        account_id = recipient(self._context, tx, conversation_id)
        record = outgoing_row(self._context, conversation_id, text, reply_to, forwarded=forwarded)
        row = tx.messages.add(replace(record, mentions=mentions_kept(mentions)))
        assert row is not None  # noqa: S101 - a fresh random id cannot be there already
        content = TextContent(text, reply_to, forwarded, mentions=mentions)
        queued = queue(
            self._context,
            tx,
            account_id,
            content,
            record.message_id,
            conversation_id=conversation_id,
        )
        return tx.messages.get(row.row_id) or row, queued
