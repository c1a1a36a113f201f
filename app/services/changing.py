"""Changing what was said: reacting, editing and taking back, as the person's commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.core.bus import ConversationsChanged, MessagesChanged
from app.core.content import (
    MAX_REVISIONS,
    EditContent,
    ReactionContent,
    RecallContent,
    TextContent,
    encode,
)
from app.core.errors import CurbsideError
from app.core.message_rights import rights
from app.core.records import MarkState, MessageRecord, VersionRecord
from app.core.store_ports import Transaction
from app.services.context import Context
from app.services.marks import never_left, say, withdraw
from app.services.recipients import MessageGone, TextNotSendable, clean, recipient
from app.services.resending import mark_again, message_again, reference_to
from app.services.sealing import queue


class TooLate(CurbsideError):  # noqa: N818 - named for what happened
    """The time that the clinic gives for it is over, or it was changed a thousand times."""

    code = "too-late"
    message = "This message can no longer be changed."
    action = "Write a new message that says what is right."


class NotAnEmoji(CurbsideError):  # noqa: N818
    """A reaction is one emoji."""

    code = "not-an-emoji"
    message = "A reaction is a single emoji."
    action = "Choose one from the list."


class Changing:
    """What can be done to messages that are there."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def react(self, row_id: int, emoji: str) -> None:
        """Set one's own reaction; empty takes it back. Raises CannotSend, MessageGone."""
        context = self._context

        def write(tx: Transaction) -> MessageRecord | None:
            row = self._row(tx, row_id)
            if not rights(row, context.policy, context.now_ms()).answer:
                raise MessageGone
            try:
                content = ReactionContent(reference_to(row), emoji)
            except ValueError as error:
                raise NotAnEmoji from error
            before, since = tx.marks.reaction(row_id, context.own.account_id) or ("", 0)
            if emoji == before:
                return None
            self._require_quiet()
            account_id = recipient(context, tx, row.conversation_id)
            at_ms = max(context.now_ms(), since + 1)
            tx.marks.react(row_id, context.own.account_id, emoji, at_ms)
            say(context, tx, row, account_id, content, at_ms)
            return row

        await self._change(write)

    async def edit(self, row_id: int, text: str) -> None:
        """Give a message of one's own another wording. Raises TooLate, CannotSend, MessageGone."""
        context = self._context
        wording = clean(text)

        def write(tx: Transaction) -> MessageRecord | None:
            row = self._row(tx, row_id)
            allowed = rights(row, context.policy, context.now_ms())
            self._require(allowed.edit, row)
            if row.revision == MAX_REVISIONS:
                raise TooLate
            try:
                content = EditContent(row.message_id, wording, row.revision + 1)
            except ValueError as error:
                raise TextNotSendable from error
            if row.text == wording:
                return None
            if never_left(context, tx, row):
                _rewrite(tx, row, wording)
                return row
            self._require_quiet()
            account_id = recipient(context, tx, row.conversation_id)
            at_ms = max(context.now_ms(), (row.edited_at_ms or row.sent_at_ms) + 1)
            tx.marks.edit(row_id, content.revision, wording, at_ms)
            say(context, tx, row, account_id, content, at_ms)
            return row

        await self._change(write)

    async def recall(self, row_id: int) -> None:
        """Take a message of one's own back. Raises TooLate, CannotSend, MessageGone."""
        context = self._context

        def write(tx: Transaction) -> MessageRecord:
            row = self._row(tx, row_id)
            self._require(rights(row, context.policy, context.now_ms()).recall, row)
            at_ms = max(context.now_ms(), row.sent_at_ms)
            if never_left(context, tx, row):
                _forget_unsent(tx, row)
                tx.marks.recall(row_id, at_ms)
                return row
            self._require_quiet()
            account_id = recipient(context, tx, row.conversation_id)
            tx.marks.recall(row_id, at_ms)
            withdraw(context, tx, row, at_ms)
            say(context, tx, row, account_id, RecallContent(row.message_id), at_ms)
            return row

        await self._change(write)

    async def versions(self, row_id: int) -> list[VersionRecord]:
        """What a message said before it was edited, the first wording first."""
        return await self._context.store.read(lambda tx: tx.marks.versions(row_id))

    def _row(self, tx: Transaction, row_id: int) -> MessageRecord:
        row = tx.messages.get(row_id)
        if row is None:
            raise MessageGone
        return row

    def _require(self, allowed: bool, row: MessageRecord) -> None:
        if not allowed:
            gone = row.recalled_at_ms is not None or not row.outgoing
            raise MessageGone if gone else TooLate

    def _require_quiet(self) -> None:
        if self._context.alarm is not None:
            raise self._context.alarm

    async def _change(self, write: Callable[[Transaction], MessageRecord | None]) -> None:
        """Run a change, and tell of the row and of those that quote it."""
        context = self._context

        def both(tx: Transaction) -> tuple[MessageRecord, list[int]] | None:
            row = write(tx)
            if row is None:
                return None
            return row, tx.marks.answers_to(row.conversation_id, row.message_id)

        changed = await context.store.write(both)
        if changed is None:
            return
        row, answers = changed
        context.wake_outbox()
        if row.file is not None:
            context.wake_files()
        context.bus.publish(MessagesChanged(row.conversation_id, (row.row_id, *answers)))
        context.bus.publish(ConversationsChanged((row.conversation_id,)))


def retry_marks(context: Context, tx: Transaction, row: MessageRecord) -> bool:
    """Send again what was said about a message and not sent; whether there was any.

    Raises CannotSend, HeldBack.
    """
    failed = [m for m in tx.marks.sent_about(row.row_id) if m.state is MarkState.FAILED]
    for mark in failed:
        account_id = recipient(context, tx, row.conversation_id)
        tx.marks.set_sent_state(mark.mark_id, MarkState.QUEUED)
        held = [record for record in tx.outbox.of_message(mark.mark_id) if record.complete]
        for record in held:
            tx.outbox.set_held(record.submission_id, False)
        if not held:
            content, at_ms = mark_again(tx, context.own.account_id, row, mark)
            queue(
                context,
                tx,
                account_id,
                content,
                mark.mark_id,
                conversation_id=row.conversation_id,
                written_at_ms=at_ms,
            )
    return bool(failed)


def send_again(context: Context, tx: Transaction, row: MessageRecord) -> None:
    """Send a failed message to whom it may go now, and what holds of it. Raises CannotSend."""
    account_id = recipient(context, tx, row.conversation_id)
    content, at_ms = message_again(tx, row)
    queue(
        context,
        tx,
        account_id,
        content,
        row.message_id,
        conversation_id=row.conversation_id,
        written_at_ms=at_ms,
    )
    if row.revision and isinstance(content, TextContent):  # it may go to devices that lack that
        edited = EditContent(row.message_id, row.text, row.revision)
        say(context, tx, row, account_id, edited, row.edited_at_ms or at_ms)


def _rewrite(tx: Transaction, row: MessageRecord, text: str) -> None:
    """Nobody has it: it never said anything else."""
    tx.marks.rewrite(row.row_id, text)
    content, _ = message_again(tx, replace(row, text=text))
    for record in tx.outbox.of_message(row.message_id):
        tx.outbox.remove(record.submission_id)
        tx.outbox.add(replace(record, content=encode(content)))


def _forget_unsent(tx: Transaction, row: MessageRecord) -> None:
    """Nobody has it, and nobody is to hear of it."""
    about = [mark.mark_id for mark in tx.marks.sent_about(row.row_id)]
    for message_id in (row.message_id, *about):
        for record in tx.outbox.of_message(message_id):
            if not record.body:
                tx.outbox.remove(record.submission_id)
