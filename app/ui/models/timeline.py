"""One conversation's messages: a window of at most 300 rows that pages both ways.

A list view with rows of different heights measures every loaded row at each resize, so what is
loaded stays bounded whatever the length of the conversation. Rows are `page`d from the use cases by
position; the view keeps its place by message id (`app.ui.widgets.timeline_view`).
Day lines, the unread line and the grouping of bubbles belong to rows, so that the number of rows is
the number of messages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.ids import AccountId, ConversationId
from app.core.records import MessageKind, MessageRecord
from app.core.views import ContactView, OwnView, Trust
from app.services.messages_api import MessageUseCases
from app.ui import formats
from app.ui.message_words import group_reactions
from app.ui.models.group_rows import group_row
from app.ui.models.timeline_row import TimelineRow
from app.ui.names import Names

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PAGE = 100
FIRST = 40
"""Rows around where a conversation opens: more than a screen; all are measured before it shows."""
LIMIT = 300
GROUP_GAP_MS = 5 * 60 * 1000
"""Messages of one sender closer than this stand together."""

Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """The rows around one place of a conversation.

    `at_start` and `at_end` say whether there is more before and after what is loaded.
    """

    def __init__(
        self,
        messages: MessageUseCases,
        contact: ContactView | None,
        own: OwnView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._use_cases = messages
        self._contact = contact
        self._own = own
        self._names: Names | None = None
        self._records: list[MessageRecord] = []
        self._rows: list[TimelineRow] = []
        self._unread_from: int | None = None
        self._asked = self._answered = 0
        self._news_meanwhile: set[int] = set()
        self.at_start = False
        self.at_end = False

    @property
    def conversation_id(self) -> ConversationId:
        """Whose messages these are."""
        return ConversationId(b"") if self._contact is None else self._contact.conversation_id

    def set_names(self, names: Names) -> None:
        """Who is who, before the contact is set anew. Without, all others are the contact."""
        self._names = names

    def set_contact(self, contact: ContactView) -> None:
        """The contact changed (a name, a trust mark)."""
        self._contact = contact
        self._rebuild()

    def day_changed(self) -> None:
        """What was today is yesterday."""
        self._rebuild()

    async def open(self, unread_from: int | None) -> None:
        """Load the newest rows, or those around the first unread one."""
        first = await self._use_cases.rows([unread_from]) if unread_from is not None else []
        if not first:
            await self.load_latest()
            return
        self._unread_from = unread_from
        await self._load_around(first[0])

    async def open_at(self, row_id: int) -> bool:
        """Load the rows around a message, wherever it is. False: it is not in here (any more).

        Of two such loads the one asked for last counts; the other one returns False.
        """
        found = await self._use_cases.rows([row_id])
        if not found or found[0].conversation_id != self.conversation_id:
            return False
        return await self._load_around(found[0])

    async def load_latest(self) -> None:
        """Load the newest rows."""
        self._asked = number = self._asked + 1
        records = await self._use_cases.page(self.conversation_id, limit=FIRST)
        if number == self._asked:
            await self._replace(records, at_start=len(records) < FIRST, at_end=True)

    async def _load_around(self, record: MessageRecord) -> bool:
        """Load the rows around one. False: something else was asked for meanwhile."""
        self._asked = number = self._asked + 1
        half, place = FIRST // 2, record.position
        before = await self._use_cases.page(self.conversation_id, before=place, limit=half)
        after = await self._use_cases.page(self.conversation_id, after=place, limit=FIRST)
        if number != self._asked:
            return False
        await self._replace(
            [*before, record, *after], at_start=len(before) < half, at_end=len(after) < FIRST
        )
        return True

    async def _replace(
        self, records: Sequence[MessageRecord], *, at_start: bool, at_end: bool
    ) -> None:
        """Show these rows, and what came or changed while they were read."""
        self.at_start, self.at_end = at_start, at_end
        self._answered = self._asked
        news = sorted(self._news_meanwhile)
        self._news_meanwhile.clear()
        self._reset(records)
        if news:
            await self.add(news)
            await self.refresh(news)

    async def load_older(self) -> bool:
        """Load a page before the first row; rows at the other end make room. False: none left."""
        if self.at_start or not self._records:
            return False
        first = self._records[0]
        records = await self._use_cases.page(
            self.conversation_id, before=first.position, limit=PAGE
        )
        if not self._records or self._records[0] is not first:
            return False
        self.at_start = len(records) < PAGE
        if records:
            self.beginInsertRows(QModelIndex(), 0, len(records) - 1)
            self._records[:0] = records
            self._derive()
            self.endInsertRows()
            self._drop(LIMIT, len(self._records))
            self._announce_edges(len(records) - 1)
        return bool(records)

    async def load_newer(self) -> bool:
        """Load a page after the last row; rows at the other end make room. False: none left."""
        if self.at_end or not self._records:
            return False
        last = self._records[-1]
        records = await self._use_cases.page(self.conversation_id, after=last.position, limit=PAGE)
        if not self._records or self._records[-1] is not last:
            return False
        self.at_end = len(records) < PAGE
        if records:
            old = len(self._records)
            self.beginInsertRows(QModelIndex(), old, old + len(records) - 1)
            self._records.extend(records)
            self._derive()
            self.endInsertRows()
            self._drop(0, len(self._records) - LIMIT)
        return bool(records)

    async def add(self, row_ids: Sequence[int]) -> list[MessageRecord]:
        """Take in rows that are new. Returns those that became visible here, in order."""
        self._note_news(row_ids)
        records = [
            record
            for record in await self._use_cases.rows(row_ids)
            if record.conversation_id == self.conversation_id
        ]
        added = []
        for record in sorted(records, key=lambda record: record.position):
            place = bisect_left(self._records, record.position, key=lambda known: known.position)
            if place < len(self._records) and self._records[place].row_id == record.row_id:
                continue
            if (place == 0 and not self.at_start) or (
                place == len(self._records) and not self.at_end
            ):
                continue
            self.beginInsertRows(QModelIndex(), place, place)
            self._records.insert(place, record)
            self._derive()
            self.endInsertRows()
            self._announce_edges(place)
            added.append(record)
        if self.at_end:
            self._drop(0, len(self._records) - LIMIT)
        return added

    async def refresh(self, row_ids: Sequence[int] = ()) -> None:
        """Read rows again whose state changed; none named means all that are loaded.

        Rows that are there no more, because the clinic keeps messages no longer, go.
        """
        self._note_news(row_ids)
        wanted = set(row_ids)
        ids = [r.row_id for r in self._records if not wanted or r.row_id in wanted]
        if not ids:
            return
        fresh = {record.row_id: record for record in await self._use_cases.rows(ids)}
        self._forget([row_id for row_id in ids if row_id not in fresh])
        before = self._rows
        self._records = [fresh.get(record.row_id, record) for record in self._records]
        self._derive()
        self._emit_differences(before)

    def _forget(self, row_ids: Sequence[int]) -> None:
        """Take rows away that were deleted."""
        for row_id in row_ids:
            place = self.row_of(row_id)
            if place < 0:
                continue
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._records[place]
            self._derive()
            self.endRemoveRows()
            self._announce_edges(place)

    def message(self, number: int) -> MessageRecord:
        """The message shown in a row."""
        return self._records[number]

    def row_of(self, row_id: int) -> int:
        """Where a message is, or -1 when it is not loaded."""
        for number, record in enumerate(self._records):
            if record.row_id == row_id:
                return number
        return -1

    def unread_row(self) -> int:
        """The row under the unread line, or -1."""
        return -1 if self._unread_from is None else self.row_of(self._unread_from)

    def forget_unread(self) -> None:
        """The person has answered: nothing here is new to them any more."""
        if self._unread_from is not None:
            self._unread_from = None
            self._rebuild()

    def clear(self) -> None:
        """Forget everything, as when the profile is locked."""
        self._reset([])

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows are loaded; never more than 300."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row itself for the delegate, a sentence for screen readers."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self._rows[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._rows[index.row()].spoken()
        return None

    def _note_news(self, row_ids: Sequence[int]) -> None:
        """While rows are being read, what was just told may not be in them yet."""
        if self._asked != self._answered:
            self._news_meanwhile.update(row_ids)

    def _reset(self, records: Iterable[MessageRecord]) -> None:
        self.beginResetModel()
        self._records = list(records)
        self._derive()
        self.endResetModel()

    def _rebuild(self) -> None:
        before = self._rows
        self._derive()
        self._emit_differences(before)

    def _drop(self, start: int, stop: int) -> None:
        """Unload rows [start, stop), which lie at one end."""
        if stop <= start:
            return
        self.beginRemoveRows(QModelIndex(), start, stop - 1)
        del self._records[start:stop]
        if start == 0:
            self.at_start = False
        else:
            self.at_end = False
        self._derive()
        self.endRemoveRows()

    def _emit_differences(self, before: Sequence[TimelineRow]) -> None:
        for number, (old, new) in enumerate(zip(before, self._rows, strict=False)):
            if old != new:
                index = self.index(number)
                self.dataChanged.emit(index, index)

    def _announce_edges(self, place: int) -> None:
        """A row's neighbours may group differently now."""
        for number in (place - 1, place + 1):
            if 0 <= number < len(self._rows):
                index = self.index(number)
                self.dataChanged.emit(index, index)

    def _derive(self) -> None:
        records = self._records
        self._rows = [
            self._row(
                record,
                records[number - 1] if number else None,
                records[number + 1] if number + 1 < len(records) else None,
            )
            for number, record in enumerate(records)
        ]

    def _row(
        self, record: MessageRecord, before: MessageRecord | None, after: MessageRecord | None
    ) -> TimelineRow:
        unread = record.row_id == self._unread_from
        quote = record.quote
        in_group = self._names is not None and self._names.in_group
        new_day = before is None or not formats.same_day(before.arrived_at_ms, record.arrived_at_ms)
        row = TimelineRow(
            message=record,
            sender=self._name_of(record.sender_account),
            day=formats.day(record.arrived_at_ms) if new_day else "",
            unread_line=unread,
            first_of_group=new_day or unread or not _together(before, record),
            last_of_group=not _together(record, after)
            or (after is not None and after.row_id == self._unread_from),
            quoted_own=quote is not None and quote.sender_account == self._own.account_id,
            reactions=group_reactions(record, self._own.account_id, self._name_of)
            if record.reactions
            else (),
            trust=self._trust(record),
        )
        if in_group and self._names is not None:
            return group_row(row, self._names)
        return row

    def _name_of(self, account_id: AccountId) -> str:
        """In a group the sender's; else the other person's, who is meant wherever it is used."""
        if self._names is not None and self._names.in_group:
            return self._names.name(account_id)
        return "" if self._contact is None else self._contact.name

    def _trust(self, record: MessageRecord) -> str:
        """How far a sender is known; most are in one way, and it would be said all day."""
        contact = self._contact
        if self._names is not None and self._names.in_group:
            contact = self._names.contact(record.sender_account)
        if record.outgoing or record.kind in _NOTICES or contact is None:
            return ""
        if contact.trust is Trust.DIRECTORY_CHECKED:
            return ""
        return formats.trust_words(contact)


_NOTICES = (MessageKind.NOTICE, MessageKind.GROUP)


def _together(one: MessageRecord | None, other: MessageRecord | None) -> bool:
    return (
        one is not None
        and other is not None
        and one.kind not in _NOTICES
        and other.kind not in _NOTICES
        and one.outgoing == other.outgoing
        and one.sender_account == other.sender_account
        and one.passed_on_by == other.passed_on_by
        and other.arrived_at_ms - one.arrived_at_ms < GROUP_GAP_MS
        and formats.same_day(one.arrived_at_ms, other.arrived_at_ms)
    )
