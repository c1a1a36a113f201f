"""The conversations, newest first, and everyone in the clinic: two lists, one kind of row.

Both models are read again as a whole when the bus says that something changed: a list of some
thousand plain values costs less than keeping deltas right, and several news in a row are read once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import time

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.groups import GroupState, GroupView
from app.core.ids import AccountId
from app.core.records import ConversationRecord, MessageKind
from app.core.views import ContactView, ConversationView
from app.ui import formats, group_words
from app.ui.file_words import last_line
from app.ui.formats import translate
from app.ui.models.matching import fold, matches
from app.ui.names import Names
from app.ui.shown import shown, shown_group
from app.ui.text import inline, one_line

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What one row shows. `record` is None in the list of people."""

    contact: ContactView
    record: ConversationRecord | None = None
    last_pinned: bool = False
    """The others begin below it."""
    group: GroupView | None = None
    """Of a group; `contact` then stands for it (`app.ui.shown`)."""
    last: str = field(default="", repr=False)
    """Of a group: its last message or notice, with who wrote it."""
    mentioned: bool = False
    """The person is meant in particular in what they have not read."""

    @property
    def muted(self) -> bool:
        """Whether nothing of it is announced now."""
        return self.record is not None and self.record.is_muted(round(time() * 1000))

    @property
    def unread(self) -> int:
        """How many messages were not read; 1 for a conversation that was marked by hand."""
        if self.record is None:
            return 0
        return self.record.unread or int(self.record.marked_unread)

    @property
    def line(self) -> str:
        """What stands under the name."""
        if self.group is not None:
            return group_words.counts(self.group)
        return formats.person_line(self.contact)

    @property
    def last_words(self) -> str:
        """The last message as one line."""
        if self.last or self.record is None:
            return self.last
        return last_line(self.record, self.contact.name)

    def folded(self) -> str:
        """What the filter looks at."""
        contact = self.contact
        return fold(f"{contact.name} {contact.role} {contact.department} {contact.staff_id}")

    def spoken(self) -> str:
        """The row as one sentence."""
        contact = self.contact
        parts = [inline(contact.name), self.line]
        parts.append(formats.trust_words(contact) if self.group is None else "")
        if self.group is not None:
            parts.insert(0, translate("List", "group"))
        record = self.record
        if record is not None:
            if self.mentioned:
                parts.append(translate("Groups", "you are mentioned"))
            if record.pinned_at_ms:
                parts.append(translate("List", "pinned"))
            if self.muted:
                parts.append(translate("List", "muted"))
            if record.unread:
                parts.append(translate("List", "{count} unread").format(count=record.unread))
            elif record.marked_unread:
                parts.append(translate("List", "marked as unread"))
            if record.draft:
                parts.append(translate("List", "draft: {text}").format(text=one_line(record.draft)))
            elif record.last_kind is not None:
                parts.append(self.last_words)
                parts.append(formats.list_time(record.last_time_ms))
        return ", ".join(part for part in parts if part)


class PersonListModel(QAbstractListModel):
    """Rows of people, filtered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[tuple[PersonRow, str]] = []
        self._shown: list[PersonRow] = []
        self._filter = ""
        self.loaded = False

    @property
    def total(self) -> int:
        """Rows without the filter."""
        return len(self._all)

    @property
    def filter(self) -> str:
        """What is being looked for."""
        return self._filter

    def set_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show these rows from now on."""
        known = {row.contact: folded for row, folded in self._all}
        self._all = [(row, known.get(row.contact) or row.folded()) for row in rows]
        self.loaded = True
        self._refilter()

    def set_filter(self, text: str) -> None:
        """Show only rows that match."""
        if text != self._filter:
            self._filter = text
            self._refilter()

    def row_of(self, account_id: AccountId | None) -> int:
        """Where a person is shown, or -1."""
        for number, row in enumerate(self._shown):
            if row.contact.account_id == account_id:
                return number
        return -1

    def row(self, number: int) -> PersonRow:
        """The row shown at a place."""
        return self._shown[number]

    def every_row(self) -> list[PersonRow]:
        """All rows, also those that the filter hides."""
        return [row for row, _ in self._all]

    def unread(self) -> int:
        """Unread messages in all conversations that are not muted."""
        return sum(row.unread for row, _ in self._all if row.unread and not row.muted)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows match."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row itself for the delegate, a sentence for screen readers."""
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return row.spoken()
        return None

    def _matching(self) -> list[PersonRow]:
        return [row for row, folded in self._all if matches(folded, self._filter)]

    def _refilter(self) -> None:
        shown = self._matching()
        if [row.contact.account_id for row in shown] == [
            row.contact.account_id for row in self._shown
        ]:
            changed = [i for i, row in enumerate(shown) if row != self._shown[i]]
            self._shown = shown
            for number in changed:
                index = self.index(number)
                self.dataChanged.emit(index, index)
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()


def conversation_rows(
    views: Sequence[ConversationView], names: Names | None = None
) -> list[PersonRow]:
    """Rows of the conversation list: pinned ones first, the earlier pinned higher.

    `names` says who wrote the last message of a group.
    """
    views = sorted(views, key=_order)
    pinned = sum(view.record.pinned_at_ms > 0 for view in views)
    return [
        _row(view, names, last_pinned=number + 1 == pinned < len(views))
        for number, view in enumerate(views)
    ]


def _row(view: ConversationView, names: Names | None, *, last_pinned: bool) -> PersonRow:
    if view.group is None or names is None:
        return PersonRow(shown(view), view.record, last_pinned, view.group)
    names.begin(view)
    return PersonRow(
        shown(view),
        view.record,
        last_pinned,
        view.group,
        last=_last_in_group(view.record, names),
        mentioned=names.own.account_id in view.record.mentioned,
    )


def _last_in_group(record: ConversationRecord, names: Names) -> str:
    if record.last_kind is MessageKind.GROUP:
        return group_words.notice_words(record.last_text, names)
    words = last_line(record, "")
    if record.last_kind is not MessageKind.TEXT or record.last_outgoing:
        return words
    if record.last_sender is None:
        return words
    name = inline(names.name(record.last_sender))
    return translate("Formats", "{name}: {text}").format(name=name, text=words)


def _order(view: ConversationView) -> tuple[bool, int]:
    """Sorting is stable, so that what is not pinned stays as it came: the newest first."""
    pinned_at_ms = view.record.pinned_at_ms
    return (not pinned_at_ms, pinned_at_ms)


def people_rows(
    contacts: Sequence[ContactView], groups: Sequence[GroupView] = ()
) -> list[PersonRow]:
    """Rows of the list of people; above them the groups that the person is in."""
    here = [group for group in groups if group.state is GroupState.MEMBER]
    rows = [
        PersonRow(shown_group(group), last_pinned=number + 1 == len(here), group=group)
        for number, group in enumerate(here)
    ]
    return rows + [PersonRow(contact) for contact in contacts]
