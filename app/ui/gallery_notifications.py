"""Notifications, and waiting while locked, of a SampleClient, in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.core.bus import NotificationChoicesChanged
from app.core.ids import ConversationId
from app.core.notifications import NotificationChoices, Origin, Quiet, quiet_until

if TYPE_CHECKING:
    from app.ui.gallery_services import SampleClient


class SampleNotifications:
    """What the person wants to be told."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def choices(self) -> NotificationChoices:
        """What was chosen."""
        return self._client.choices

    async def choose(self, choices: NotificationChoices) -> None:
        """Keep it."""
        self._client.choices = choices
        self._client.bus.publish(NotificationChoicesChanged(choices))

    async def be_quiet(self, quiet: Quiet) -> None:
        """Silence everything for a time."""
        until = quiet_until(quiet, datetime.now().astimezone())
        await self.choose(replace(self._client.choices, quiet_until_ms=until))

    async def origin(self, conversation_id: ConversationId) -> Origin | None:
        """Where a message is."""
        for contact in self._client.people.values():
            if contact.conversation_id == conversation_id:
                named = self._client.choices.names_sender(self._client.policy)
                muted = conversation_id in self._client.muted_conversations
                name = contact.name if named else ""
                return Origin(conversation_id, contact.account_id, name, muted)
        group = self._client.groups.views.get(conversation_id)
        if group is None:
            return None
        muted = conversation_id in self._client.muted_conversations
        return Origin(conversation_id, None, "", muted)

    async def unread(
        self, conversation_ids: Collection[ConversationId]
    ) -> dict[ConversationId, int]:
        """How many are unread in each."""
        return {each: self._client.unread.get(each, 0) for each in conversation_ids}


class SampleWaiting:
    """Counts what a test says."""

    def __init__(self) -> None:
        self.count = 0
        self.closed = False
        self._told: asyncio.Queue[int] = asyncio.Queue()

    async def run(self, tell: Callable[[int], None]) -> None:
        """Tell each count."""
        while not self.closed:
            count = await self._told.get()
            if self.closed:
                return
            self.count = count
            tell(count)

    def arrive(self, count: int) -> None:
        """So many wait now."""
        self._told.put_nowait(count)

    def woke(self) -> None:
        """The computer slept."""

    def close(self) -> None:
        """End it."""
        self.closed = True
        self._told.put_nowait(0)
