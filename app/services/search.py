"""Finding messages and people, for the windows."""

from __future__ import annotations

from app.core.ids import ConversationId
from app.core.records import MessageRecord
from app.core.search_text import Needle, fold, snippet
from app.core.search_types import SearchHit, SearchPage, SearchQuery
from app.core.store_ports import Transaction
from app.core.views import ContactView
from app.services.colleagues import Colleagues
from app.services.context import Context

MOST_PEOPLE = 5
"""More have to be named more exactly; the list of people shows all of them."""


class SearchService:
    """`SearchUseCases` over the store and the replica."""

    def __init__(self, context: Context, colleagues: Colleagues) -> None:
        self._context = context
        self._colleagues = colleagues

    async def find(
        self, query: SearchQuery, limit: int = 30, before: int | None = None
    ) -> SearchPage:
        """A page of what matches; see the Protocol."""

        def read(tx: Transaction) -> SearchPage:
            found = tx.messages.search(query, limit, before)
            needle = Needle.parse(query.text)
            people: tuple[ContactView, ...] = ()
            if needle and before is None and query == SearchQuery(query.text):
                people = self._people(tx, needle)
            contacts = self._contacts(tx, found.rows)
            hits = tuple(
                _hit(row, contacts[row.conversation_id], needle)
                for row in found.rows
                if row.conversation_id in contacts
            )
            return SearchPage(people, hits, found.more_before)

        return await self._context.store.read(read)

    def _people(self, tx: Transaction, needle: Needle) -> tuple[ContactView, ...]:
        """Those whose name, role or department has all the words; by how the name begins."""
        ranked = []
        for profile in tx.people.profiles():
            folded = fold(f"{profile.name} {profile.role} {profile.department} {profile.staff_id}")
            if needle.matches(folded):
                begins = any(word.startswith(needle.parts[0]) for word in folded.split())
                ranked.append((not begins, folded, profile.account_id))
        views: list[ContactView] = []
        for *_, account_id in sorted(ranked):
            view = self._colleagues.find(tx, account_id)
            if view is not None:
                views.append(view)
            if len(views) == MOST_PEOPLE:
                break
        return tuple(views)

    def _contacts(
        self, tx: Transaction, rows: tuple[MessageRecord, ...]
    ) -> dict[ConversationId, ContactView]:
        """Whom the conversations of these rows are with."""
        views = {}
        for conversation_id in {row.conversation_id for row in rows}:
            conversation = tx.conversations.get(conversation_id)
            if conversation is not None:
                view = self._colleagues.find(tx, conversation.account_id)
                if view is not None:
                    views[conversation_id] = view
        return views


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
