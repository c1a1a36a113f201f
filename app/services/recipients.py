"""Whether somebody can be written to now, and the words when they cannot."""

from __future__ import annotations

from app.core.content_checks import MAX_TEXT_LENGTH
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId
from app.core.store_ports import Transaction
from app.core.views import AttentionReason
from app.core.wording import translatable
from app.services import group_audience
from app.services.context import Context
from app.services.directory import accept_first_key, attention


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
    AttentionReason.LEFT_GROUP: (
        translatable("You left this group, so you cannot write to it."),
        translatable("Ask an admin of the group to add you again."),
    ),
    AttentionReason.REMOVED_FROM_GROUP: (
        translatable("You are not in this group any more, so you cannot write to it."),
        translatable("Ask an admin of the group to add you again."),
    ),
    AttentionReason.ALONE_IN_GROUP: (
        translatable("Nobody else is in this group, so there is nobody to write to."),
        translatable("Add somebody first."),
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


def why_not(
    context: Context, tx: Transaction, conversation_id: ConversationId
) -> AttentionReason | None:
    """Why nothing may go into a conversation now; None when it may. Raises MessageGone."""
    conversation = tx.conversations.get(conversation_id)
    if conversation is None:
        raise MessageGone
    if conversation.account_id is None:
        group = tx.groups.get(conversation_id)
        if group is None:
            raise MessageGone
        return group_audience.why_not(context, tx, group)
    trust = accept_first_key(context, tx, conversation.account_id)
    reason = attention(context, conversation.account_id, trust)
    return reason if reason in _REASONS else None


def recipient(
    context: Context, tx: Transaction, conversation_id: ConversationId
) -> AccountId | None:
    """Whom a conversation is with, None for a group. Raises CannotSend when nothing may go there,
    and MessageGone."""
    reason = why_not(context, tx, conversation_id)
    if reason is not None:
        raise CannotSend(reason)
    conversation = tx.conversations.get(conversation_id)
    assert conversation is not None  # noqa: S101 - `why_not` found it
    return conversation.account_id


def clean(text: str) -> str:
    """Halves of a surrogate pair, which no file can hold, become question marks."""
    return text.encode("utf-8", "replace").decode()
