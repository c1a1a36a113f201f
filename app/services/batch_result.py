"""What taking in one batch of the inbox did, for whoever has to act on it or be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.bus import HistoryProgress
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId, DeviceId
from app.crypto.transparency.errors import ForkDetected


@dataclass(slots=True)
class BatchResult:
    """What one batch did."""

    processed_upto: int = 0
    """Sequence of the last item that is dealt with; the relay may forget up to here."""
    added: dict[ConversationId, list[int]] = field(default_factory=dict)
    touched: set[ConversationId] = field(default_factory=set)
    """Conversations whose unread count changed."""
    incoming_new: dict[ConversationId, int] = field(default_factory=dict)
    changed: dict[ConversationId, list[int]] = field(default_factory=dict)
    heard: dict[DeviceId, int] = field(default_factory=dict)
    """Devices that something came from, and when the relay got that."""
    typing: dict[ConversationId, bool] = field(default_factory=dict)
    """Where the other person writes just now, or has sent what they wrote."""
    alarms: list[CurbsideError] = field(default_factory=list)
    fork: ForkDetected | None = None
    log_needed: int = 0
    """When not 0: processing stopped before an item that needs a log of this size."""
    repairs_due: bool = False
    """Something did not arrive, or did not open: `repair` has to ask for it."""
    outbox_grew: bool = False
    """Something is sent again."""
    history: list[HistoryProgress] = field(default_factory=list)
    """How far transfers of messages of before are that something came for."""
    own_account: bool = False
    """An own device explained entries of our account, or told of names."""
    decided: list[AccountId] = field(default_factory=list)
    """People about whose key another device of ours brought a decision."""
    from_people: set[DeviceId] = field(default_factory=set)
    """Devices that are owed a receipt at once."""
    from_groups: set[DeviceId] = field(default_factory=set)
    """Devices of which something came in a group: their receipts may wait for more."""
    groups: set[ConversationId] = field(default_factory=set)
    """Groups that are not as they were."""
    lists: bool = False
    """Broadcast lists changed."""
    relay_is_behind: bool = False
    """Somebody has a validly signed checkpoint of a larger log than the relay serves us."""


def merge(into: dict[ConversationId, list[int]], more: dict[ConversationId, list[int]]) -> None:
    """Add the rows of each conversation."""
    for conversation_id, row_ids in more.items():
        into.setdefault(conversation_id, []).extend(row_ids)
