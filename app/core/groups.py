"""Groups, as the store keeps them and the windows show them (relay/PROTOCOL.md section 14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from app.core.file_content import Bitmap
from app.core.ids import AccountId, ConversationId
from app.core.views import ContactView


class GroupRole(Enum):
    """What a member may do."""

    MEMBER = 0
    ADMIN = 1
    """Changes the roster: title, picture, members, admins."""


class GroupState(Enum):
    """How this person stands with a group."""

    MEMBER = "member"
    LEFT = "left"
    """They left. What was written until then stays."""
    REMOVED = "removed"
    """An admin removed them."""


class GroupChange(Enum):
    """What a notice in a group says. The notice's text is JSON; see `GroupNotice`."""

    CREATED = "group-created"
    RENAMED = "group-renamed"
    PICTURE = "group-picture"
    ADDED = "group-added"
    REMOVED = "group-removed"
    LEFT = "group-left"
    ADMIN = "group-admin"
    """Somebody became an admin."""
    NO_ADMIN = "group-no-admin"
    """There is no admin left who could change the group."""
    HISTORY_ON = "group-history-on"
    """New members are given messages from before."""
    HISTORY_OFF = "group-history-off"
    FORKED = "group-forked"
    """Two admins changed the roster at the same time, or the relay showed two versions."""
    MEMBER_KEY_CHANGED = "group-member-key"
    """A member's account key changed; they get nothing until an admin adds them again."""
    ACCOUNT_CLOSED = "group-closed"
    """A member's account was closed by the clinic."""
    NOT_ADMIN = "group-not-admin"
    """Somebody is no admin any more."""
    REFUSED = "group-refused"
    """Somebody who is not a member wrote to the group; it was not taken in."""
    EXCLUDED = "group-excluded"
    """A message was not encrypted to somebody; its sender left them out."""


@dataclass(frozen=True, slots=True)
class GroupNotice:
    """A line of the app's own in a group. Names are looked up when it is shown."""

    change: GroupChange
    actor: AccountId
    """Who did it."""
    people: tuple[AccountId, ...] = ()
    title: str = field(default="", repr=False)
    """The new title."""


@dataclass(frozen=True, slots=True)
class GroupMember:
    """An entry of a roster."""

    account_id: AccountId
    account_key: bytes
    """AK: a member whose current key is another one is none until an admin adds them again."""
    role: GroupRole


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """A group as the store keeps it: what its newest valid roster says, leaves counted."""

    conversation_id: ConversationId
    """The group's id."""
    title: str = field(repr=False)
    picture: Bitmap | None = field(repr=False)
    members: tuple[GroupMember, ...]
    """By the newest roster, without those who left; ascending by account."""
    left: tuple[AccountId, ...]
    """Members of that roster who left since."""
    state: GroupState
    passes_history: bool
    epoch: int
    roster_hash: bytes
    log_size: int
    forked: bool = False
    """There were two versions; the person has not read about it yet."""


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member as the windows show them."""

    contact: ContactView | None
    """None: the person themselves."""
    account_id: AccountId
    name: str = field(repr=False)
    role: GroupRole
    receives: bool
    """False: their account key changed, the account was closed, or they have no device."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as the windows show it."""

    conversation_id: ConversationId
    title: str = field(repr=False)
    picture: Bitmap | None = field(repr=False)
    members: tuple[MemberView, ...]
    """By name, the person themselves first."""
    state: GroupState
    is_admin: bool
    passes_history: bool
    epoch: int
    device_count: int
    """How many devices a message goes to now."""
    forked: bool = False
    roster_hash: bytes = b""
    """Of the newest roster: what two people compare who want to know that they see one group."""
    has_admin: bool = True
    """False: all admins left, were closed or have a new key, so nobody can change the group
    (`app.services.group_errors.NO_ADMIN_LEFT` has the words)."""


@dataclass(frozen=True, slots=True)
class BroadcastListView:
    """People to write to one by one, each in their own conversation."""

    list_id: bytes
    title: str = field(repr=False)
    people: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True)
class GroupChanges:
    """What an admin wants to be different; None: as it is."""

    title: str | None = field(default=None, repr=False)
    picture: Bitmap | None = field(default=None, repr=False)
    remove_picture: bool = False
    add: tuple[AccountId, ...] = ()
    remove: tuple[AccountId, ...] = ()
    promote: tuple[AccountId, ...] = ()
    demote: tuple[AccountId, ...] = ()
    passes_history: bool | None = None
