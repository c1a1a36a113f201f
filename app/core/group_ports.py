"""Groups and broadcast lists, as the services see them in the store (part of `store_ports`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from app.core.group_records import (
    BroadcastListRecord,
    LeaveRecord,
    RosterRecord,
    WaitingMailRecord,
    WaitingRosterRecord,
)
from app.core.groups import GroupRecord
from app.core.ids import AccountId, ConversationId, DeviceId


class GroupsTable(Protocol):
    """Groups this person is or was in, what proves them, and what waits for proof."""

    def get(self, conversation_id: ConversationId) -> GroupRecord | None:
        """A group as it stands by its newest roster; None: not one of ours."""
        ...

    def all(self) -> list[GroupRecord]: ...
    def is_group(self, conversation_id: ConversationId) -> bool:
        """Whether that is a group of ours: cheaper than `get`."""
        ...

    def with_member(self, account_id: AccountId) -> list[ConversationId]:
        """The groups whose newest roster lists that account, and which it has not left."""
        ...

    def put(self, group: GroupRecord) -> None:
        """Store how a group stands, over what was there."""
        ...

    def acknowledge_fork(self, conversation_id: ConversationId) -> bool:
        """The person has read of it; whether there was anything to read."""
        ...

    def rosters(self, conversation_id: ConversationId) -> list[RosterRecord]:
        """Every roster of the group, by epoch."""
        ...

    def roster(self, roster_hash: bytes) -> RosterRecord | None: ...
    def put_rosters(self, rosters: Iterable[RosterRecord]) -> None:
        """Add rosters, or say anew whether they hold."""
        ...

    def leaves(self, conversation_id: ConversationId) -> list[LeaveRecord]: ...
    def put_leaves(self, leaves: Iterable[LeaveRecord]) -> None: ...

    def wait(self, item: WaitingRosterRecord, most: int) -> None:
        """Keep what cannot be used yet; `most` brought by one person, the oldest goes first."""
        ...

    def waiting(self, conversation_id: ConversationId) -> list[WaitingRosterRecord]:
        """What waits, in the order of arrival."""
        ...

    def waiting_groups(self) -> list[ConversationId]:
        """The groups of which something waits."""
        ...

    def end_waiting(
        self, conversation_id: ConversationId, item_hashes: Collection[bytes]
    ) -> None: ...

    def wait_mail(self, mail: WaitingMailRecord, most: int) -> None:
        """Keep a message until its roster comes; `most` of one device, the oldest goes first."""
        ...

    def take_mail(
        self, conversation_id: ConversationId, roster_hashes: Collection[bytes]
    ) -> list[WaitingMailRecord]:
        """What waits for these rosters, in the order of arrival; it waits no longer."""
        ...

    def mail_waits_for(self, conversation_id: ConversationId) -> list[bytes]:
        """The rosters that messages of a group wait for."""
        ...

    def mail_waits_from(self) -> list[tuple[ConversationId, DeviceId, int]]:
        """In which groups mail of which devices waits, and since when."""
        ...

    def mail_from(self, device_id: DeviceId) -> list[bytes]:
        """What waits of one device, as it was packed."""
        ...

    def forget_waiting_before(self, arrived_ms: int) -> int:
        """Give up mail, rosters and leaves that have waited too long; how many."""
        ...


class ListsTable(Protocol):
    """Broadcast lists, the deleted ones included, so that an old change does not bring one back."""

    def all(self) -> list[BroadcastListRecord]: ...
    def get(self, list_id: bytes) -> BroadcastListRecord | None: ...
    def put(self, record: BroadcastListRecord) -> bool:
        """Take in a list if it is newer than what is there; whether it was."""
        ...
