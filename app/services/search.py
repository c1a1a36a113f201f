"""Finding messages and people, for the windows."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.display_text import name_for_display
from app.core.file_names import name_to_show
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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a message was found."""

    contact: ContactView | None
    title: str = field(repr=False)


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
            places = self._places(tx, found.rows)
            hits = tuple(
                self._hit(tx, row, places[row.conversation_id], needle)
                for row in found.rows
                if row.conversation_id in places
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

    def _places(
        self, tx: Transaction, rows: tuple[MessageRecord, ...]
    ) -> dict[ConversationId, _Place]:
        """Whom the conversations of these rows are with, or of which groups they are."""
        places: dict[ConversationId, _Place] = {}
        for conversation_id in {row.conversation_id for row in rows}:
            conversation = tx.conversations.get(conversation_id)
            if conversation is None:
                continue
            if conversation.account_id is None:
                group = tx.groups.get(conversation_id)
                if group is not None:
                    places[conversation_id] = _Place(None, name_for_display(group.title))
                continue
            contact = self._colleagues.find(tx, conversation.account_id)
            if contact is not None:
                places[conversation_id] = _Place(contact, contact.name)
        return places

    def _hit(self, tx: Transaction, row: MessageRecord, place: _Place, needle: Needle) -> SearchHit:
        line = snippet(_words(row, needle), needle)
        sender = None
        if place.contact is None and not row.outgoing:
            sender = self._colleagues.find(tx, row.sender_account)
        return SearchHit(
            row_id=row.row_id,
            contact=place.contact,
            outgoing=row.outgoing,
            time_ms=row.arrived_at_ms,
            snippet=line,
            marks=needle.ranges(line),
            position=row.position,
            conversation_id=row.conversation_id,
            title=place.title,
            sender="" if sender is None else sender.name,
        )


def _words(row: MessageRecord, needle: Needle) -> str:
    """What was found of a row: its text, else its file's name, else what was typed of a note."""
    file = row.file
    if file is None or (row.text and (not needle or needle.ranges(row.text))):
        return row.text
    transcript = file.voice.transcript if file.voice else ""
    if transcript and needle and not needle.ranges(file.name) and needle.ranges(transcript):
        return transcript
    return name_to_show(file.name)
