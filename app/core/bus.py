"""What changed, told to whoever shows it. Published after the transaction that changed it.

Events carry ids, never content: a listener reads what it shows from the store.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from app.core.errors import CurbsideError
from app.core.file_types import FileState
from app.core.ids import AccountId, ConversationId, DeviceId
from app.core.notifications import NotificationChoices


class Connection(Enum):
    """How the relay stands with us."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"
    """The relay cannot be reached; messages wait and go out by themselves."""
    REFUSED = "refused"
    """Something a person has to look at: a wrong key, a revoked device, a wrong clock."""


@dataclass(frozen=True, slots=True)
class ConnectionChanged:
    """The connection changed; `error` says why when it is OFFLINE or REFUSED."""

    connection: Connection
    error: CurbsideError | None = None


@dataclass(frozen=True, slots=True)
class MessagesAdded:
    """New rows in a conversation. `incoming_new` counts those that deserve a notification."""

    conversation_id: ConversationId
    row_ids: tuple[int, ...]
    incoming_new: int = 0


@dataclass(frozen=True, slots=True)
class MessagesChanged:
    """Rows whose state changed. Empty `row_ids`: any of the conversation."""

    conversation_id: ConversationId
    row_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ConversationsChanged:
    """The list needs these conversations again."""

    conversation_ids: tuple[ConversationId, ...]


@dataclass(frozen=True, slots=True)
class TypingChanged:
    """The other person began to write, or ended (a message came, or a few seconds passed)."""

    conversation_id: ConversationId
    typing: bool


@dataclass(frozen=True, slots=True)
class ContactsChanged:
    """People, their profiles, devices or trust changed. Empty: any of them."""

    account_ids: tuple[AccountId, ...] = ()


@dataclass(frozen=True, slots=True)
class AlarmRaised:
    """Something that must be seen: a forked log, a device nobody can explain."""

    error: CurbsideError


@dataclass(frozen=True, slots=True)
class AlarmEnded:
    """What stopped all sending is over, by itself or by somebody's decision."""


@dataclass(frozen=True, slots=True)
class LogProgress:
    """A long piece of the clinic's log is being checked. Told only when it takes a while."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class DevicesChanged:
    """The person's own workstations changed: added, removed, renamed, seen."""


@dataclass(frozen=True, slots=True)
class HistoryProgress:
    """Messages of before are on their way between two of the person's own workstations."""

    done: int
    total: int
    incoming: bool
    device_id: DeviceId | None = None
    """To which one, when this workstation sends."""


@dataclass(frozen=True, slots=True)
class ClinicKeysChanged:
    """The clinic's authority, relay or witness keys changed, by entries that were checked."""


@dataclass(frozen=True, slots=True)
class DeviceRemoved:
    """The verified log ended this device. With `wiped` the profile's data is gone already."""

    by_authority: bool
    wiped: bool
    at_ms: int = 0
    """When, by the entry that did it; 0: not known."""


@dataclass(frozen=True, slots=True)
class NotificationChoicesChanged:
    """The person chose anew what they want to be told."""

    choices: NotificationChoices


@dataclass(frozen=True, slots=True)
class FileChanged:
    """A file moved on: more of it is here or at the relay, or its state changed.

    Told a few times a second at most. A change of state comes as MessagesChanged as well.
    """

    conversation_id: ConversationId
    row_id: int
    state: FileState
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class GroupsChanged:
    """Groups changed: members, title, picture, how this person stands with them. Empty: any."""

    conversation_ids: tuple[ConversationId, ...] = ()


@dataclass(frozen=True, slots=True)
class ListsChanged:
    """The person's broadcast lists changed."""


@dataclass(frozen=True, slots=True)
class SendingProgress:
    """A message needs sessions with many devices first. Told when there are more than a few."""

    conversation_id: ConversationId
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Locked:
    """The profile was closed; nothing may stay on the screen."""


Event = (
    ConnectionChanged
    | MessagesAdded
    | MessagesChanged
    | ConversationsChanged
    | TypingChanged
    | ContactsChanged
    | AlarmRaised
    | AlarmEnded
    | LogProgress
    | DevicesChanged
    | HistoryProgress
    | ClinicKeysChanged
    | DeviceRemoved
    | NotificationChoicesChanged
    | FileChanged
    | GroupsChanged
    | ListsChanged
    | SendingProgress
    | Locked
)
Listener = Callable[[Event], None]


class Bus:
    """Delivers events in order, on the thread that publishes (the event loop's)."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every event from now on; the result ends that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            listener(event)
