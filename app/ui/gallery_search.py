"""Searching among the invented messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.records import MessageKind, MessageRecord
from app.core.search_text import Needle, fold, snippet
from app.core.search_types import SearchHit, SearchPage, SearchQuery

if TYPE_CHECKING:
    from app.ui.gallery_services import SampleClient


class SampleSearch:
    """`SearchUseCases` over the rows of a SampleClient."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def find(
        self, query: SearchQuery, limit: int = 30, before: int | None = None
    ) -> SearchPage:
        """The newest first."""
        self._client.searches.append(query)
        needle = Needle.parse(query.text)
        contacts = {c.conversation_id: c for c in self._client.people.values()}
        groups = self._client.groups.views
        writers = {c.account_id: c.name for c in self._client.people.values()}
        rows = sorted(
            (row for rows in self._client.timelines.values() for row in rows),
            key=lambda row: -row.row_id,
        )
        found = [
            row
            for row in rows
            if (before is None or row.row_id < before) and self._matches(row, query, needle)
        ]
        hits = tuple(
            SearchHit(
                row_id=row.row_id,
                contact=contacts.get(row.conversation_id),
                outgoing=row.outgoing,
                time_ms=row.arrived_at_ms,
                snippet=snippet(row.text, needle),
                marks=needle.ranges(snippet(row.text, needle)),
                position=row.position,
                conversation_id=row.conversation_id,
                title=self._client.partner(row.conversation_id).name,
                sender=writers.get(row.sender_account, "") if row.conversation_id in groups else "",
            )
            for row in found[:limit]
        )
        people = tuple(
            contact
            for contact in contacts.values()
            if needle and needle.matches(fold(f"{contact.name} {contact.role}"))
        )
        alone = before is None and query == SearchQuery(query.text)
        more = found[limit - 1].row_id if len(found) > limit else None
        return SearchPage(people[:5] if alone else (), hits, more)

    def _matches(self, row: MessageRecord, query: SearchQuery, needle: Needle) -> bool:
        unread = self._client.unread.get(row.conversation_id, 0)
        new = [r.row_id for r in self._client.timelines[row.conversation_id] if not r.outgoing]
        return (
            row.kind is MessageKind.TEXT
            and (bool(needle) or query.unread or query.has_file)
            and (row.file is not None or not query.has_file)
            and needle.matches(fold(f"{row.text} {row.file.name if row.file else ''}"))
            and query.conversation_id in (None, row.conversation_id)
            and query.outgoing in (None, row.outgoing)
            and (query.from_ms is None or row.arrived_at_ms >= query.from_ms)
            and (query.to_ms is None or row.arrived_at_ms < query.to_ms)
            and (not query.unread or row.row_id in new[len(new) - unread :])
        )
