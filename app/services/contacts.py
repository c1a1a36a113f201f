"""People and conversations, for the lists."""

from __future__ import annotations

from collections.abc import Callable

from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId
from app.core.records import ConversationRecord
from app.core.store_ports import Transaction
from app.core.views import ContactView, ConversationView
from app.services import group_views
from app.services.colleagues import Colleagues
from app.services.context import Context
from app.services.conversation_marks import ConversationKeeping
from app.services.directory import accept_first_key, contact_view, conversation_with
from app.services.recipients import MessageGone


class UnknownContact(CurbsideError):  # noqa: N818 - named for what happened
    """Nobody in the directory has this account id."""

    code = "unknown-contact"
    message = "This person is not in your clinic's directory."
    action = "Wait for the directory to be up to date, or ask your clinic's IT."


class ContactsService(ConversationKeeping):
    """`ContactUseCases` over the store and the replica."""

    def __init__(self, context: Context, colleagues: Colleagues, owe: Callable[[], None]) -> None:
        super().__init__(context, owe)
        self._colleagues = colleagues

    async def contacts(self) -> list[ContactView]:
        """Everyone else, by name."""
        return list(await self._context.store.read(self._colleagues.all))

    async def contact(self, account_id: AccountId) -> ContactView:
        """One person. Raises UnknownContact."""
        return await self._context.store.read(lambda tx: self._view(tx, account_id))

    async def conversations(self) -> list[ConversationView]:
        """Conversations with a message or a draft: the pinned ones, then newest first."""

        def read(tx: Transaction) -> list[ConversationView]:
            views = (self._shown(tx, record) for record in tx.conversations.all())
            return [view for view in views if view is not None]

        return await self._context.store.read(read)

    async def conversation(self, account_id: AccountId) -> ConversationView:
        """The conversation with a person; made, and their key accepted, if it is the first.

        One that is there is only read: a full disk must not keep anybody from reading.
        """

        def known(tx: Transaction) -> ConversationView | None:
            record = tx.conversations.get(conversation_with(self._context, account_id))
            if record is None or tx.people.trust(account_id) is None:
                return None
            return ConversationView(self._view(tx, account_id), record)

        def ensure(tx: Transaction) -> None:
            known = self._context.replica.directory.accounts
            if account_id not in known or account_id == self._context.own.account_id:
                raise UnknownContact
            accept_first_key(self._context, tx, account_id)
            tx.conversations.ensure(conversation_with(self._context, account_id), account_id)

        found = await self._context.store.read(known)
        if found is None:
            await self._context.store.write(ensure)
            found = await self._context.store.read(known)
            assert found is not None  # noqa: S101 - just made
        return found

    async def group_conversation(self, conversation_id: ConversationId) -> ConversationView:
        """The conversation of a group. Raises MessageGone."""

        def read(tx: Transaction) -> ConversationView:
            record = tx.conversations.get(conversation_id)
            view = None if record is None else self._shown(tx, record)
            if view is None:
                raise MessageGone
            return view

        return await self._context.store.read(read)

    def _shown(self, tx: Transaction, record: ConversationRecord) -> ConversationView | None:
        """None for a person who is not to be shown yet, and for a group that is not known yet."""
        if record.account_id is not None:
            contact = self._colleagues.find(tx, record.account_id)
            return None if contact is None else ConversationView(contact, record)
        group = tx.groups.get(record.conversation_id)
        if group is None:
            return None
        view = group_views.view(self._context, self._colleagues, tx, group)
        return ConversationView(None, record, view)

    def _view(self, tx: Transaction, account_id: AccountId) -> ContactView:
        view = self._colleagues.find(tx, account_id)
        if view is not None:
            return view
        if account_id not in self._context.replica.directory.accounts:
            raise UnknownContact
        return contact_view(self._context, account_id, None, tx.people.trust(account_id))
