"""What the windows may ask for about notifications, and what is left to them while locked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from app.core.ids import ConversationId
from app.core.notifications import NotificationChoices, Origin, Quiet


class NotificationUseCases(Protocol):
    """What the person wants to be told of, and what about it may be said."""

    async def choices(self) -> NotificationChoices: ...
    async def choose(self, choices: NotificationChoices) -> None:
        """Keep it. The bus tells `NotificationChoicesChanged`; policy has the last word."""
        ...

    async def be_quiet(self, quiet: Quiet) -> None:
        """Do not disturb for a time, or no longer."""
        ...

    async def origin(self, conversation_id: ConversationId) -> Origin | None:
        """What to know before a new message there is announced; None when it is gone."""
        ...

    async def unread(
        self, conversation_ids: Collection[ConversationId]
    ) -> dict[ConversationId, int]: ...


class LockedWaitingUseCases(Protocol):
    """Counts new messages while the profile is locked; it can do nothing else."""

    @property
    def count(self) -> int: ...
    async def run(self, tell: Callable[[int], None]) -> None:
        """Call `tell` with each new count until closed, for a day at most."""
        ...

    def woke(self) -> None:
        """The computer slept."""
        ...

    def close(self) -> None:
        """End it and drop its key: at the unlock, and at the end of the program."""
        ...
