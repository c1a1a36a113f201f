"""What comes from the person's own other devices, and what nobody else may say (section 9).

Own contents count from explained devices of the own account alone, and only in the conversation of
the account with itself, which is never shown. Whatever else claims to be one is refused.
"""

from __future__ import annotations

from app.core.content import (
    Content,
    GroupHistoryContent,
    HistoryContent,
    MessageMark,
    OwnContent,
    OwnConversationsContent,
    OwnEntriesContent,
    OwnReadContent,
    OwnStatesContent,
    OwnTrustContent,
    TextContent,
    TypingContent,
    UnknownContent,
)
from app.core.errors import ProtocolError
from app.core.group_content import OwnListsContent, RosterContent
from app.core.ids import AccountId
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.services import (
    conversation_marks,
    history_receiving,
    history_sending,
    own_entries,
    own_lists,
    own_states,
    own_sync,
)
from app.services.batch_result import BatchResult, merge
from app.services.context import Context, log
from app.services.group_audience import FOR_GROUPS


class UnexplainedSender(ProtocolError):  # noqa: N818 - named for what happened
    """A device of our own account that none of the person's devices announced."""

    code = "unexplained-sender"
    message = "Something came from a computer that is not known to be yours, and was refused."


def may_speak(context: Context, tx: Transaction, sender: DeviceIdentity) -> bool:
    """A device of "ours" that nobody explained says nothing in our name."""
    if sender.account_id != context.own.account_id:
        return True
    return own_entries.is_explained(context.own, context.replica, tx, sender.device_id)


def allowed(
    context: Context,
    content: Content | UnknownContent | None,
    sender: DeviceIdentity,
    other: AccountId | None,
) -> Content | UnknownContent | None:
    """The content, or None when it has no business where it came from (sections 9 and 14).

    `other` is the other person of the conversation; None: it came in a group.
    """
    among_ours = other == context.own.account_id
    if other is None:
        belongs = isinstance(content, FOR_GROUPS | UnknownContent)
    elif isinstance(content, OwnContent):
        belongs = among_ours
    elif isinstance(content, RosterContent | GroupHistoryContent):
        belongs = False
    else:
        belongs = not among_ours or not isinstance(
            content, TextContent | MessageMark | TypingContent
        )
    if content is not None and not belongs:
        log.warning("content from %s does not belong there", sender.device_id.hex())
        return None
    return content


def take_in(
    context: Context,
    tx: Transaction,
    sender: DeviceIdentity,
    content: OwnContent,
    result: BatchResult,
) -> None:
    """What another, explained device of our own says to this one."""
    match content:
        case OwnEntriesContent():
            result.own_account |= own_entries.apply(
                context.own, context.replica, tx, sender.device_id, content
            )
        case OwnConversationsContent():
            result.touched.update(conversation_marks.apply(context, tx, content))
        case OwnListsContent():
            result.lists |= own_lists.apply(tx, content)
        case OwnReadContent():
            own_sync.apply_reads(context, tx, content, result.touched)
        case OwnStatesContent():
            merge(result.changed, own_states.apply(context, tx, content))
        case OwnTrustContent():
            own_entries.decisions_came(tx)
            taken = own_sync.apply_trust(context, tx, content)
            result.decided += taken.decided
            merge(result.added, taken.added)
            merge(result.changed, taken.failed)
        case HistoryContent():
            taken_history = history_receiving.take_in(context, tx, sender, content)
            merge(result.added, taken_history.added)
            result.history.append(taken_history.progress)
            result.outbox_grew = True


def history_confirmed(
    context: Context, tx: Transaction, sender: DeviceIdentity, result: BatchResult
) -> None:
    """A device of ours says what it has: more of a history transfer may follow."""
    progress = history_sending.advance(context, tx, sender.device_id)
    if progress is not None:
        result.history.append(progress)
        result.outbox_grew = True
