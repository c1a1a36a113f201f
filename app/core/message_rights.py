"""What a person may do with a message now: decided by what it is, the clinic's policy and time."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.policy import Policy
from app.core.records import DeliveryState, MessageKind, MessageRecord

_MINUTE_MS = 60_000
_DAY_MS = 24 * 60 * _MINUTE_MS


@dataclass(frozen=True, slots=True)
class MessageRights:
    """Which commands a message has."""

    answer: bool
    """Reply, react, forward, copy: it has words."""
    edit: bool
    recall: bool
    retry: bool = False
    """It, or what this person said about it, was not sent."""


def rights(message: MessageRecord, policy: Policy, now_ms: int) -> MessageRights:
    """What may be done with `message` at `now_ms`.

    One that waits or failed may have reached nobody, so it can be taken back at any time, and
    edited for a day: whoever has it all the same takes no edit after that.
    """
    written = message.kind is MessageKind.TEXT and message.recalled_at_ms is None
    own = written and message.outgoing
    age = now_ms - message.sent_at_ms
    unsent = message.state in (DeliveryState.QUEUED, DeliveryState.FAILED)
    return MessageRights(
        answer=written,
        edit=own and age < (_DAY_MS if unsent else policy.edit_minutes * _MINUTE_MS),
        recall=own and (unsent or age < policy.recall_minutes * _MINUTE_MS),
        retry=message.mark_failure is not None
        or (written and message.state is DeliveryState.FAILED),
    )
