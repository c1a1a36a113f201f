"""What is searched for, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.ids import ConversationId
from app.core.records import MessageRecord
from app.core.search_text import Range
from app.core.views import ContactView


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a person looks for.

    Words may stand anywhere in a message, in any order, and be parts of longer words; what is put
    in double quotes must occur as it is. Without words, only unread messages can be listed.
    """

    text: str = field(repr=False)
    conversation_id: ConversationId | None = None
    """Only here: with one person, or in a group."""
    outgoing: bool | None = None
    """Only mine (True) or only theirs (False)."""
    from_ms: int | None = None
    """Arrived at or after."""
    to_ms: int | None = None
    """Arrived before."""
    unread: bool = False
    has_file: bool = False
    """Only messages with a file. Without words, all of them are listed."""


@dataclass(frozen=True, slots=True)
class FoundRows:
    """Messages that match, newest first, as the store gives them."""

    rows: tuple[MessageRecord, ...]
    more_before: int | None
    """Where to go on: the `before` of the next call. None: there are no more."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One message that was found."""

    row_id: int
    contact: ContactView | None
    """Whom the conversation is with; None: it is a group."""
    outgoing: bool
    time_ms: int
    snippet: str = field(repr=False)
    """One line of the message around the first place, fit to be drawn."""
    marks: tuple[Range, ...]
    """What to highlight in `snippet`."""
    position: float
    """Its place in the conversation."""
    conversation_id: ConversationId
    title: str = field(repr=False)
    """The person's name, or the group's title."""
    sender: str = field(default="", repr=False)
    """In a group: the name of who wrote it; empty for one's own."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """People whose name matches (in the first page only), and messages, newest first."""

    people: tuple[ContactView, ...]
    hits: tuple[SearchHit, ...]
    more_before: int | None
    """Where to go on: the `before` of the next call. None: that was all.

    A page may have fewer hits than were asked for and still have more after it, because a search
    ends after a moment whatever it has found.
    """
