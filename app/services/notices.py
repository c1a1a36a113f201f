"""The app's own lines in a conversation: what happened to it, beside what was said in it."""

from __future__ import annotations

from app.core.ids import AccountId
from app.core.records import MessageKind, MessageRecord, Notice
from app.core.store_ports import Transaction
from app.services.context import Context
from app.services.directory import conversation_with
from app.services.own_rows import line_row


def add_notice(
    context: Context, tx: Transaction, account_id: AccountId, notice: Notice
) -> MessageRecord:
    """Write one of the app's own lines into the conversation with a person."""
    conversation_id = conversation_with(context, account_id)
    tx.conversations.ensure(conversation_id, account_id)
    row = tx.messages.add(
        line_row(context, conversation_id, account_id, MessageKind.NOTICE, notice.value)
    )
    assert row is not None  # noqa: S101 - a fresh random id cannot be there already
    return row
