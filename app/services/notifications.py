"""What the person wants to be told, and what a notification is about.

The choices are each person's own, so they are kept in the encrypted database and apply to whoever
is signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

import msgspec

from app.core.bus import NotificationChoicesChanged
from app.core.display_text import name_for_display
from app.core.ids import AccountId, ConversationId
from app.core.notifications import NotificationChoices, Origin, Quiet, quiet_until
from app.core.records import ConversationRecord
from app.core.store_ports import Transaction
from app.services.context import Context

_CHOICES = "notifications"


def _local_time() -> datetime:
    return datetime.now().astimezone()


class NotificationsService:
    """`NotificationUseCases` over the store."""

    def __init__(self, context: Context, local_time: Callable[[], datetime] = _local_time) -> None:
        self._context = context
        self._local_time = local_time

    async def choices(self) -> NotificationChoices:
        """What the person chose."""
        return await self._context.store.read(_choices)

    async def choose(self, choices: NotificationChoices) -> None:
        """Keep it; policy has the last word wherever it is asked."""
        await self._context.store.write(lambda tx: _put(tx, choices))
        self._context.bus.publish(NotificationChoicesChanged(choices))

    async def be_quiet(self, quiet: Quiet) -> None:
        """Silence everything for a time, or no longer."""
        until = quiet_until(quiet, self._local_time())

        def write(tx: Transaction) -> NotificationChoices:
            choices = replace(_choices(tx), quiet_until_ms=until)
            _put(tx, choices)
            return choices

        choices = await self._context.store.write(write)
        self._context.bus.publish(NotificationChoicesChanged(choices))

    async def origin(self, conversation_id: ConversationId) -> Origin | None:
        """What to know before a new message there is announced; None when it is gone."""
        context = self._context

        def read(tx: Transaction) -> Origin | None:
            record = tx.conversations.get(conversation_id)
            if record is None:
                return None
            named = _choices(tx).names_sender(context.policy)
            return Origin(
                conversation_id,
                record.account_id,
                _title(tx, record) if named else "",
                record.is_muted(round(self._local_time().timestamp() * 1000)),
            )

        return await context.store.read(read)

    async def unread(
        self, conversation_ids: Collection[ConversationId]
    ) -> dict[ConversationId, int]:
        """How many messages nobody has read yet, in each."""

        def read(tx: Transaction) -> dict[ConversationId, int]:
            records = {each: tx.conversations.get(each) for each in conversation_ids}
            return {each: record.unread if record else 0 for each, record in records.items()}

        return await self._context.store.read(read)


def _choices(tx: Transaction) -> NotificationChoices:
    stored = tx.settings.get(_CHOICES)
    if stored is None:
        return NotificationChoices()
    return msgspec.json.decode(stored, type=NotificationChoices)


def _put(tx: Transaction, choices: NotificationChoices) -> None:
    tx.settings.put(_CHOICES, msgspec.json.encode(choices))


def _title(tx: Transaction, record: ConversationRecord) -> str:
    if record.account_id is not None:
        return _name(tx, record.account_id)
    group = tx.groups.get(record.conversation_id)
    return name_for_display(group.title) if group is not None else ""


def _name(tx: Transaction, account_id: AccountId) -> str:
    profile = next((each for each in tx.people.profiles() if each.account_id == account_id), None)
    return name_for_display(profile.name) if profile is not None else ""
