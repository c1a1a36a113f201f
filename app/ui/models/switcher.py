"""Conversations and people in one list, ranked by how well what was typed fits them.

A name that begins with it comes first, then one with a word that begins so, then any other match.
Among equals, conversations come before people, and the order of the lists is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.ids import AccountId
from app.ui.models.conversation_list import PersonListModel, PersonRow
from app.ui.models.matching import fold, matches

MOST = 50
"""Whoever wants one of the others types another letter."""


def rank(row: PersonRow, needle: str) -> int:
    """How well a row that matches fits; less is better."""
    name = fold(row.contact.name)
    wanted = fold(needle)
    if name.startswith(wanted):
        return 0
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 1
    return 2 if matches(name, needle) else 3


def candidates(
    conversations: Sequence[PersonRow], people: Sequence[PersonRow], current: AccountId | None
) -> list[PersonRow]:
    """Conversations, unread ones first, then everybody else.

    The open conversation comes last of the conversations, so that Enter alone goes to the one
    before it.
    """
    known = {row.contact.account_id for row in conversations}
    order = sorted(
        conversations,
        key=lambda row: (
            row.contact.account_id == current,
            row.muted or not row.unread,
            -(row.record.last_time_ms if row.record is not None else 0),
        ),
    )
    return [*order, *(row for row in people if row.contact.account_id not in known)]


class SwitcherModel(PersonListModel):
    """The best of all rows."""

    def _matching(self) -> list[PersonRow]:
        found = super()._matching()
        if self.filter:
            found.sort(key=lambda row: rank(row, self.filter))
        return found[:MOST]
