"""What a search found: people first, then messages, the newest first.

Each keystroke is a search of its own. The one before it is forgotten: its answer, should it still
come, changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.search_text import Needle, Range, fold
from app.core.search_types import SearchHit, SearchPage, SearchQuery
from app.core.views import ContactView
from app.services.api import SearchUseCases
from app.ui import formats
from app.ui.formats import translate
from app.ui.shown import is_group, shown_hit
from app.ui.text import inline, person_name

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PAGE = 30
ENOUGH = 20
"""A search goes on by itself until so many messages are there to look at."""
_MOST_GROUPS = 5
MOST = 500
"""Nobody reads on; what is looked for needs more words."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One line of the list: a heading, or a person (`contact`), or a message (`hit`)."""

    heading: str = ""
    contact: ContactView | None = None
    hit: SearchHit | None = None
    marks: tuple[Range, ...] = ()
    """What to highlight in a person's name."""

    @property
    def name(self) -> str:
        """Whose name stands first in it."""
        contact = shown_hit(self.hit) if self.hit is not None else self.contact
        return person_name(contact.name) if contact is not None else ""

    def spoken(self) -> str:
        """The row as one sentence."""
        if self.hit is not None:
            return translate("Search", "{name}, {sender}: {text}, {time}").format(
                name=inline(self.name),
                sender=sender_words(self.hit),
                text=self.hit.snippet,
                time=formats.date_time(self.hit.time_ms),
            )
        if self.contact is not None:
            contact = self.contact
            if is_group(contact.account_id):
                return translate("Search", "group {name}").format(name=inline(self.name))
            parts = (inline(self.name), formats.person_line(contact), formats.trust_words(contact))
            return ", ".join(part for part in parts if part)
        return self.heading


def sender_words(hit: SearchHit) -> str:
    """Who wrote it."""
    if hit.outgoing:
        return translate("Search", "from you")
    if hit.contact is None:
        return inline(hit.sender)
    return translate("Search", "to you")


class SearchModel(QAbstractListModel):
    """Rows of the newest search. `complete` once there is nothing more to load."""

    def __init__(self, search: SearchUseCases, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._use_cases = search
        self._rows: list[SearchRow] = []
        self._number = 0
        self._loading = False
        self._more_before: int | None = None
        self.query = SearchQuery("")
        self.hits = 0
        self.groups: tuple[ContactView, ...] = ()
        """Those whose title is looked through, in the shape of `app.ui.shown`."""

    @property
    def complete(self) -> bool:
        """Whether all that matches is in the list."""
        return self._more_before is None

    async def search(self, query: SearchQuery) -> bool:
        """Show what matches instead of what is shown, as soon as there is any of it.

        False: another search was begun meanwhile.
        """
        self._number += 1
        number = self._number
        page = await self._use_cases.find(query, PAGE)
        hits, before = list(page.hits), page.more_before
        while before is not None and not hits and number == self._number:
            more = await self._use_cases.find(query, PAGE, before)
            hits += more.hits
            before = more.more_before
        if number != self._number:
            return False
        self.query = query
        self._show(SearchPage(page.people, tuple(hits), before))
        return True

    async def fill(self) -> None:
        """Load on until there is enough to look at, where a search stopped early."""
        while self.hits < ENOUGH and await self.load_more():
            pass

    async def load_more(self) -> bool:
        """Add the next, older page. False: there is none, or another one is on its way."""
        number, before = self._number, self._more_before
        if before is None or self._loading or self.hits >= MOST:
            return False
        self._loading = True
        try:
            page = await self._use_cases.find(self.query, PAGE, before)
        finally:
            self._loading = False
        if number != self._number:
            return False
        self._more_before = page.more_before
        if page.hits:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page.hits) - 1)
            self._rows += [SearchRow(hit=hit) for hit in page.hits]
            self.hits += len(page.hits)
            self.endInsertRows()
        return True

    def clear(self) -> None:
        """Show nothing, and let no answer come any more."""
        self._number += 1
        self.query = SearchQuery("")
        self._show(SearchPage((), (), None))

    def shows(self, row_ids: tuple[int, ...]) -> bool:
        """Whether one of these messages, or any if none is named, is in the list."""
        shown = {row.hit.row_id for row in self._rows if row.hit is not None}
        return bool(shown) if not row_ids else not shown.isdisjoint(row_ids)

    def row(self, number: int) -> SearchRow:
        """The row at a place."""
        return self._rows[number]

    def first(self) -> int:
        """The first row that can be opened, or -1."""
        return next((n for n, row in enumerate(self._rows) if not row.heading), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows are loaded."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        if index.isValid() and self._rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row itself for the delegate, a sentence for screen readers."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return row.spoken()
        return None

    def _show(self, page: SearchPage) -> None:
        needle = Needle.parse(self.query.text)
        self.beginResetModel()
        self._more_before = page.more_before
        self.hits = len(page.hits)
        self._rows = []
        plain = self.query == SearchQuery(self.query.text)
        groups = [
            contact
            for contact in self.groups
            if needle and plain and needle.matches(fold(person_name(contact.name)))
        ][:_MOST_GROUPS]
        if groups:
            self._rows.append(SearchRow(heading=translate("Search", "Groups")))
            self._rows += [
                SearchRow(contact=contact, marks=needle.ranges(person_name(contact.name)))
                for contact in groups
            ]
        if page.people:
            self._rows.append(SearchRow(heading=translate("Search", "People")))
            self._rows += [
                SearchRow(contact=contact, marks=needle.ranges(person_name(contact.name)))
                for contact in page.people
            ]
        if page.hits:
            if page.people or groups:
                self._rows.append(SearchRow(heading=translate("Search", "Messages")))
            self._rows += [SearchRow(hit=hit) for hit in page.hits]
        self.endResetModel()
