"""Mentions of members: `@` in the composer offers them; what is sent says whom the text means.

The text holds the name as it is when it is written. Whoever reads it sees the member's own name of
then; the account in the mention is what counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit

from app.core.content import MAX_MENTIONS
from app.core.groups import MemberView
from app.core.ids import AccountId
from app.services.messages_api import MentionOf
from app.ui.completion_list import CompletionList
from app.ui.formats import person_line, translate
from app.ui.models.matching import fold
from app.ui.text import person_name

MOST = 8
_BEGUN = re.compile(r"(?:^|(?<=[\s(\"'“„]))@([^@\n]{0,60})$")


class MentionCompletion(CompletionList):
    """Offers the members of the group that is open; of a conversation with one person, nobody."""

    look_back = 64

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit, translate("Groups", "Members"))
        self._members: tuple[MemberView, ...] = ()
        self._found: list[MemberView] = []
        self._chosen: dict[str, AccountId] = {}
        """Of several with one name, who was taken last."""

    def set_members(self, members: Sequence[MemberView]) -> None:
        """Who can be mentioned: everybody in the group but the person themselves."""
        self._members = tuple(member for member in members if member.contact is not None)

    def offer(self, before: str) -> tuple[str, Sequence[str]] | None:
        """Members with a word that begins like what was typed after the `@`."""
        begun = _BEGUN.search(before) if self._members else None
        if begun is None:
            return None
        wanted = fold(begun[1])
        self._found = [m for m in self._members if _fits(m, wanted)][:MOST]
        return f"@{begun[1]}", [_label(member) for member in self._found]

    def taken(self, row: int) -> None:
        """Write the whole name."""
        member = self._found[row]
        name = person_name(member.name)
        self._chosen[name] = member.account_id
        self.put(f"@{name} ")

    def mentions_in(self, text: str) -> tuple[MentionOf, ...]:
        """Whom a text means: every `@` with a member's whole name, the longest that fits."""
        names: dict[str, AccountId] = {}
        for member in self._members:
            names.setdefault(person_name(member.name), member.account_id)
        accounts = {member.account_id for member in self._members}
        names |= {name: who for name, who in self._chosen.items() if who in accounts}
        by_length = sorted((name for name in names if name), key=len, reverse=True)
        found: list[MentionOf] = []
        place = text.find("@")
        while place >= 0 and len(found) < MAX_MENTIONS:
            name = next((n for n in by_length if _stands(text, place + 1, n)), "")
            if name:
                found.append((place, len(name) + 1, names[name]))
            place = text.find("@", place + len(name) + 1)
        return tuple(found)


def _stands(text: str, place: int, name: str) -> bool:
    """Whether a name stands there and its word ends with it."""
    end = place + len(name)
    return text.startswith(name, place) and not (end < len(text) and text[end].isalnum())


def _fits(member: MemberView, wanted: str) -> bool:
    name = fold(person_name(member.name))
    if name.startswith(wanted):
        return True
    words = name.split()
    parts = wanted.split()
    return bool(parts) and all(any(word.startswith(part) for word in words) for part in parts)


def _label(member: MemberView) -> str:
    line = person_line(member.contact) if member.contact is not None else ""
    name = person_name(member.name)
    return f"{name}  ·  {line}" if line else name
