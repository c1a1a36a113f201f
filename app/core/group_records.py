"""What the store keeps below a group: its rosters, leaves, and what waits (PROTOCOL.md section 14).

`GroupRecord` (app/core/groups.py) is what follows from these; they decide, it is looked up.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import Enum

from app.core.errors import DecodeError
from app.core.groups import GroupChange, GroupNotice
from app.core.ids import AccountId, ConversationId, DeviceId

MAX_WAITING_MAIL = 500
"""Messages of one device that wait for rosters; the oldest goes first."""
MAX_WAITING_ROSTERS = 2_300
"""Rosters, leaves and pictures that one person brought and that cannot be used yet: a whole chain
and some more."""


@dataclass(frozen=True, slots=True)
class RosterRecord:
    """A roster of a group this person is or was in. It was verified before it came here."""

    roster_hash: bytes
    conversation_id: ConversationId
    epoch: int
    roster: bytes = field(repr=False)
    holds: bool
    """Whether it is on the way from the first roster to the newest one that holds."""


@dataclass(frozen=True, slots=True)
class LeaveRecord:
    """A signed leave of a group this person is or was in, verified."""

    conversation_id: ConversationId
    account_id: AccountId
    roster_hash: bytes
    leave: bytes = field(repr=False)


class WaitingKind(Enum):
    """What waits."""

    ROSTER = 0
    LEAVE = 1
    PICTURE = 2


@dataclass(frozen=True, slots=True)
class WaitingRosterRecord:
    """What cannot be judged yet, or whose group does not list this person."""

    conversation_id: ConversationId
    item_hash: bytes
    """SHA-256 of `item`."""
    account_id: AccountId
    """Who brought it."""
    kind: WaitingKind
    item: bytes = field(repr=False)
    arrived_at_ms: int


@dataclass(frozen=True, slots=True)
class WaitingMailRecord:
    """A decrypted message of a group that waits for the roster it names."""

    conversation_id: ConversationId
    roster_hash: bytes
    account_id: AccountId
    """Its sender."""
    device_id: DeviceId
    mail: bytes = field(repr=False)
    """As `app.services` packed it."""
    arrived_at_ms: int


@dataclass(frozen=True, slots=True)
class BroadcastListRecord:
    """People to write to one by one."""

    list_id: bytes
    title: str = field(repr=False)
    """Empty: it was deleted."""
    people: tuple[AccountId, ...]
    changed_at_ms: int


def encode_notice(notice: GroupNotice) -> str:
    """The text of a row of kind GROUP."""
    fields: dict[str, object] = {"change": notice.change.value, "actor": notice.actor.hex()}
    if notice.people:
        fields["people"] = [account.hex() for account in notice.people]
    if notice.title:
        fields["title"] = notice.title
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def decode_notice(text: str) -> GroupNotice:
    """Read a row of kind GROUP. Raises DecodeError."""
    try:
        fields = json.loads(text)
        return GroupNotice(
            GroupChange(fields["change"]),
            AccountId(bytes.fromhex(fields["actor"])),
            tuple(AccountId(bytes.fromhex(account)) for account in fields.get("people", ())),
            str(fields.get("title", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DecodeError from error
