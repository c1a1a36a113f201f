"""Broadcast lists: names for several people, each of whom is written to alone.

They are the person's own (relay/PROTOCOL.md section 9, own-lists): the relay and the people on them
learn nothing of a list. The later change holds on every device of the person.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.bus import ListsChanged
from app.core.content_checks import MAX_SEQUENCE
from app.core.errors import CurbsideError
from app.core.group_content import (
    MAX_GROUP_MEMBERS,
    MAX_LIST_TITLE,
    MAX_LISTS,
    OwnListsContent,
)
from app.core.group_records import BroadcastListRecord
from app.core.groups import BroadcastListView
from app.core.ids import AccountId, ConversationId
from app.core.store_ports import Transaction
from app.services.colleagues import Colleagues
from app.services.context import Context
from app.services.directory import accept_first_key, conversation_with
from app.services.messages import MessagesService
from app.services.own_announce import queue_own
from app.services.own_lists import entry_of
from app.services.recipients import clean


class ListRefused(CurbsideError):  # noqa: N818 - named for what happened
    """No name, a name that is too long, too many people or too many lists."""

    code = "list-refused"
    message = "A list has a name of 1 to {longest} characters and at most {most} people."
    action = "Change its name or its people."

    def __init__(self) -> None:
        super().__init__(longest=MAX_LIST_TITLE, most=MAX_GROUP_MEMBERS)


class ListGone(CurbsideError):  # noqa: N818 - as above
    """No such list any more."""

    code = "list-gone"
    message = "This list is not there any more."
    action = "It may have been deleted on another of your workstations."


class ListsService:
    """The part of `GroupUseCases` that is about lists."""

    def __init__(self, context: Context, colleagues: Colleagues, messages: MessagesService) -> None:
        self._context = context
        self._colleagues = colleagues
        self._messages = messages

    async def lists(self) -> list[BroadcastListView]:
        """The person's broadcast lists, by title."""

        def read(tx: Transaction) -> list[BroadcastListView]:
            return [self._list_view(tx, record) for record in tx.lists.all() if record.title]

        views = await self._context.store.read(read)
        return sorted(views, key=lambda view: (view.title.casefold(), view.list_id))

    async def save_list(
        self, list_id: bytes | None, title: str, people: Sequence[AccountId]
    ) -> BroadcastListView:
        """Make a list (None) or change one. Raises ListRefused, ListGone."""
        named = " ".join(clean(title).split())
        chosen = tuple(sorted(set(people) - {self._context.own.account_id}))
        if not 1 <= len(named) <= MAX_LIST_TITLE or not 1 <= len(chosen) <= MAX_GROUP_MEMBERS:
            raise ListRefused
        new_id = list_id or self._context.randomness.random_bytes(16)

        def write(tx: Transaction) -> None:
            known = tx.lists.get(new_id)
            if list_id is not None and (known is None or not known.title):
                raise ListGone
            if list_id is None and sum(bool(r.title) for r in tx.lists.all()) >= MAX_LISTS:
                raise ListRefused
            self._put(tx, new_id, named, chosen)

        await self._context.store.write(write)
        self._changed()
        return await self._context.store.read(lambda tx: self._list_view(tx, _existing(tx, new_id)))

    async def delete_list(self, list_id: bytes) -> None:
        """Forget a list; the conversations stay. Of one that is gone there is nothing to do."""

        def write(tx: Transaction) -> bool:
            known = tx.lists.get(list_id)
            if known is None or not known.title:
                return False
            self._put(tx, list_id, "", ())
            return True

        if await self._context.store.write(write):
            self._changed()

    async def broadcast(self, people: Sequence[AccountId], text: str) -> list[ConversationId]:
        """Send a text to each of them in their own conversation; none is shown the others.

        All or none: raises CannotForward, whose `refused` names the conversations.
        """
        context = self._context
        chosen = [p for p in dict.fromkeys(people) if p != context.own.account_id]

        def ensure(tx: Transaction) -> list[ConversationId]:
            known = context.replica.directory.accounts
            if not chosen or any(account_id not in known for account_id in chosen):
                raise ListRefused
            for account_id in chosen:
                accept_first_key(context, tx, account_id)
                tx.conversations.ensure(conversation_with(context, account_id), account_id)
            return [conversation_with(context, account_id) for account_id in chosen]

        conversations = await context.store.write(ensure)
        await self._messages.send_to_each(conversations, text)
        return conversations

    def _put(
        self, tx: Transaction, list_id: bytes, title: str, people: tuple[AccountId, ...]
    ) -> None:
        known = tx.lists.get(list_id)
        after = 0 if known is None else known.changed_at_ms + 1
        at_ms = min(max(self._context.now_ms(), after), MAX_SEQUENCE)
        record = BroadcastListRecord(list_id, title, people, at_ms)
        tx.lists.put(record)
        if self._context.alarm is None:
            queue_own(self._context, tx, OwnListsContent((entry_of(record),)))

    def _changed(self) -> None:
        self._context.wake_outbox()
        self._context.bus.publish(ListsChanged())

    def _list_view(self, tx: Transaction, record: BroadcastListRecord) -> BroadcastListView:
        found = (self._colleagues.find(tx, account_id) for account_id in record.people)
        people = sorted(
            (contact for contact in found if contact is not None),
            key=lambda contact: (contact.name.casefold(), contact.account_id),
        )
        return BroadcastListView(record.list_id, record.title, tuple(people))


def _existing(tx: Transaction, list_id: bytes) -> BroadcastListRecord:
    record = tx.lists.get(list_id)
    if record is None:
        raise ListGone
    return record
