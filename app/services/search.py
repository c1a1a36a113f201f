"""Finding messages and people, for the windows."""

from __future__ import annotations

from app.core.ids import AccountId, ConversationId
from app.core.records import MessageRecord, ProfileRecord
from app.core.search_text import Needle, fold, snippet
from app.core.search_types import SearchHit, SearchPage, SearchQuery
from app.core.store_ports import Transaction
from app.core.views import ContactView
from app.services import signature_checks
from app.services.context import Context
from app.services.directory import contact_view

MOST_PEOPLE = 5
"""More have to be named more exactly; the list of people shows all of them."""


class SearchService:
    """`SearchUseCases` over the store and the replica."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def find(
        self, query: SearchQuery, limit: int = 30, before: int | None = None
    ) -> SearchPage:
        """A page of what matches; see the Protocol."""

        def read(tx: Transaction) -> SearchPage:
            found = tx.messages.search(query, limit, before)
            needle = Needle.parse(query.text)
            by_words_alone = query == SearchQuery(query.text)
            profiles: dict[AccountId, ProfileRecord] = {}
            if found.rows or (by_words_alone and before is None and needle):
                profiles = {profile.account_id: profile for profile in tx.people.profiles()}
            people: tuple[ContactView, ...] = ()
            if by_words_alone and before is None:
                people = self._people(tx, needle, profiles)
            contacts = self._contacts(tx, found.rows, profiles)
            hits = tuple(
                _hit(row, contacts[row.conversation_id], needle)
                for row in found.rows
                if row.conversation_id in contacts
            )
            return SearchPage(people, hits, found.more_before)

        return await self._context.store.read(read)

    def _people(
        self, tx: Transaction, needle: Needle, profiles: dict[AccountId, ProfileRecord]
    ) -> tuple[ContactView, ...]:
        """Those whose name, role or department has all the words; by how the name begins."""
        if not needle:
            return ()
        ranked = []
        for account_id, profile in profiles.items():
            folded = fold(f"{profile.name} {profile.role} {profile.department} {profile.staff_id}")
            if needle.matches(folded):
                begins = any(word.startswith(needle.parts[0]) for word in folded.split())
                ranked.append((not begins, folded, account_id))
        views: list[ContactView] = []
        for *_, account_id in sorted(ranked):
            view = self._visible(tx, account_id, profiles)
            if view is not None:
                views.append(view)
            if len(views) == MOST_PEOPLE:
                break
        return tuple(views)

    def _contacts(
        self,
        tx: Transaction,
        rows: tuple[MessageRecord, ...],
        profiles: dict[AccountId, ProfileRecord],
    ) -> dict[ConversationId, ContactView]:
        """Whom the conversations of these rows are with."""
        views = {}
        for conversation_id in {row.conversation_id for row in rows}:
            conversation = tx.conversations.get(conversation_id)
            if conversation is not None:
                view = self._visible(tx, conversation.account_id, profiles)
                if view is not None:
                    views[conversation_id] = view
        return views

    def _visible(
        self, tx: Transaction, account_id: AccountId, profiles: dict[AccountId, ProfileRecord]
    ) -> ContactView | None:
        """A person whom the lists show too (`directory.all_contacts`)."""
        account = self._context.replica.directory.accounts.get(account_id)
        trust = tx.people.trust(account_id)
        known = trust is not None
        if (
            account is None
            or account_id == self._context.own.account_id
            or (account.closed and not known)
            or not signature_checks.may_show(self._context, account_id, known=known)
        ):
            return None
        return contact_view(self._context, account_id, profiles.get(account_id), trust)


def _hit(row: MessageRecord, contact: ContactView, needle: Needle) -> SearchHit:
    line = snippet(row.text, needle)
    return SearchHit(
        row_id=row.row_id,
        contact=contact,
        outgoing=row.outgoing,
        time_ms=row.arrived_at_ms,
        snippet=line,
        marks=needle.ranges(line),
        position=row.position,
    )
