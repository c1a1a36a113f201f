"""The files of a conversation, for a viewer's "previous" and "next" and for the list of them."""

from __future__ import annotations

from app.core.ids import ConversationId
from app.core.records import MessageRecord
from app.core.search_types import SearchQuery
from app.services.api import ClientUseCases
from app.ui.file_actions import readable
from app.ui.file_words import kind_of
from app.ui.formats import translate
from app.ui.text import person_name
from app.ui.viewers.base import ViewedFile

PAGE = 60
_MOST_PAGES = 20
"""Back from the newest file; whoever looks at older ones uses the list."""


def viewed(message: MessageRecord, sender: str) -> ViewedFile:
    """A message's file, as viewers say it. `sender` is a name, or empty for one's own."""
    assert message.file is not None  # noqa: S101 - the callers look for files
    return ViewedFile(
        message.row_id,
        message.file.name,
        kind_of(message.file),
        message.file.size,
        person_name(sender) if sender else translate("Timeline", "You"),
        message.arrived_at_ms,
    )


class ConversationFiles:
    """Reads them newest first, a page at a time, without opening any."""

    def __init__(self, client: ClientUseCases, conversation_id: ConversationId) -> None:
        self._client = client
        self._conversation_id = conversation_id

    async def page(
        self, before: int | None = None, words: str = ""
    ) -> tuple[list[tuple[MessageRecord, str]], int | None]:
        """Messages with a file and the names of who sent them; where to go on."""
        query = SearchQuery(words, conversation_id=self._conversation_id, has_file=True)
        found = await self._client.search.find(query, PAGE, before)
        names = {
            hit.row_id: "" if hit.outgoing else (hit.sender or hit.title) for hit in found.hits
        }
        rows = await self._client.messages.rows(list(names))
        rows = [row for row in rows if row.file is not None and row.recalled_at_ms is None]
        rows.sort(key=lambda row: -row.position)
        return [(row, names[row.row_id]) for row in rows], found.more_before

    async def neighbours(self, row_id: int) -> tuple[ViewedFile | None, ViewedFile | None]:
        """The readable file before this one in time, and the one after it."""
        after: ViewedFile | None = None
        before: int | None = None
        met = False
        for _ in range(_MOST_PAGES):
            page, before = await self.page(before)
            for row, sender in page:
                if row.row_id == row_id:
                    met = True
                elif row.file is not None and readable(row.file, outgoing=row.outgoing):
                    if met:
                        return viewed(row, sender), after
                    after = viewed(row, sender)
            if before is None:
                break
        return None, after if met else None
