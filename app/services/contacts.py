"""People and conversations, for the lists."""

from __future__ import annotations

from app.core.errors import CurbsideError
from app.core.ids import AccountId
from app.core.store_ports import Transaction
from app.core.views import ContactView, ConversationView
from app.services.conversation_marks import ConversationKeeping
from app.services.directory import (
    accept_first_key,
    all_contacts,
    contact_view,
    conversation_with,
)


class UnknownContact(CurbsideError):  # noqa: N818 - named for what happened
    """Nobody in the directory has this account id."""

    code = "unknown-contact"
    message = "This person is not in your clinic's directory."
    action = "Wait for the directory to be up to date, or ask your clinic's IT."


class ContactsService(ConversationKeeping):
    """`ContactUseCases` over the store and the replica."""

    async def contacts(self) -> list[ContactView]:
        """Everyone else, by name."""
        return await self._context.store.read(lambda tx: all_contacts(self._context, tx))

    async def contact(self, account_id: AccountId) -> ContactView:
        """One person. Raises UnknownContact."""
        return await self._context.store.read(lambda tx: self._view(tx, account_id))

    async def conversations(self) -> list[ConversationView]:
        """Conversations with a message or a draft: the pinned ones, then newest first."""

        def read(tx: Transaction) -> list[ConversationView]:
            contacts = {view.account_id: view for view in all_contacts(self._context, tx)}
            return [
                ConversationView(contacts[record.account_id], record)
                for record in tx.conversations.all()
                if record.account_id in contacts
            ]

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

        def ensure(tx: Transaction) -> ConversationView:
            known = self._context.replica.directory.accounts
            if account_id not in known or account_id == self._context.own.account_id:
                raise UnknownContact
            accept_first_key(self._context, tx, account_id)
            conversation_id = conversation_with(self._context, account_id)
            tx.conversations.ensure(conversation_id, account_id)
            record = tx.conversations.get(conversation_id)
            assert record is not None  # noqa: S101 - just made
            return ConversationView(self._view(tx, account_id), record)

        found = await self._context.store.read(known)
        return found if found is not None else await self._context.store.write(ensure)

    def _view(self, tx: Transaction, account_id: AccountId) -> ContactView:
        for view in all_contacts(self._context, tx):
            if view.account_id == account_id:
                return view
        if account_id not in self._context.replica.directory.accounts:
            raise UnknownContact
        return contact_view(self._context, account_id, None, tx.people.trust(account_id))
