"""One row of a conversation: a message, what its neighbours make of it, and its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.file_content import Bitmap
from app.core.file_types import FileRecord
from app.core.ids import AccountId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.ui import formats, message_words
from app.ui.file_words import spoken_file
from app.ui.formats import translate
from app.ui.message_words import ReactionGroup
from app.ui.text import inline, shown


@dataclass(frozen=True, slots=True)
class MentionSpan:
    """Characters of what a row says that name a member."""

    start: int
    end: int
    own: bool
    """It is the person themselves."""


@dataclass(frozen=True, slots=True)
class GroupPart:
    """What a row of a group says beyond what one between two people does."""

    account_id: AccountId
    """Whose avatar stands beside it."""
    said: str = field(default="", repr=False)
    """Of a notice, its words; of a message with mentions, its text with the names of today."""
    mentions: tuple[MentionSpan, ...] = ()
    quoted: str = field(default="", repr=False)
    """Who wrote what it answers."""
    passed_on: str = field(default="", repr=False)
    """Who gave this message of before to the person, in words."""
    reach: str = ""
    """How many have or read it."""

    @property
    def mentions_own(self) -> bool:
        """Whether the person is meant in particular."""
        return any(span.own for span in self.mentions)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A message and what its neighbours make of it."""

    message: MessageRecord
    sender: str
    day: str
    """The day line above it, or nothing."""
    unread_line: bool
    first_of_group: bool
    last_of_group: bool
    quoted_own: bool = False
    """Whether what it answers was written by the person."""
    reactions: tuple[ReactionGroup, ...] = ()
    trust: str = ""
    """How far its sender is known, in words; empty where that goes without saying."""
    group: GroupPart | None = None
    """What more a row in a group says."""

    @property
    def notice(self) -> bool:
        """Whether it is a line of the app's own."""
        return self.message.kind in (MessageKind.NOTICE, MessageKind.GROUP)

    @property
    def recalled(self) -> bool:
        """Whether its author took it back."""
        return self.message.recalled_at_ms is not None

    @property
    def file(self) -> FileRecord | None:
        """What it carries, unless it was taken back."""
        return None if self.recalled else self.message.file

    @property
    def failure(self) -> str:
        """Why it, or what the person said about it, was not sent; empty when nothing failed."""
        message = self.message
        if message.state is DeliveryState.FAILED and not self.recalled:
            return formats.failure_words(message.failure)
        return formats.failure_words(message.mark_failure) if message.mark_failure else ""

    @property
    def quoted_sender(self) -> str:
        """Who wrote what it answers."""
        if self.quoted_own:
            return translate("Timeline", "You")
        return self.sender if self.group is None else self.group.quoted

    @property
    def quoted_thumbnail(self) -> Bitmap | None:
        """The picture of what it answers, where that is one."""
        quote = self.message.quote
        return None if quote is None or quote.file is None else quote.file.thumbnail

    def text(self) -> str:
        """What the row says, ready to be drawn."""
        if self.message.kind is MessageKind.NOTICE:
            return formats.notice_words(self.message, self.sender)
        if self.group is not None and self.group.said and not self.recalled:
            return self.group.said
        if self.message.kind is MessageKind.UNKNOWN:
            return translate("Timeline", "This message needs a newer version of Curbside.")
        if self.recalled:
            return message_words.recalled_words(self.message, self.sender)
        return shown(self.message.text)

    def state(self) -> str:
        """How far a message of one's own got; in a group, to how many."""
        return (self.group.reach if self.group is not None else "") or formats.state_words(
            self.message.state
        )

    def quote_text(self) -> str:
        """What the quoted message says, or why it cannot be shown; empty when none is quoted."""
        quote = self.message.quote
        if quote is None or self.recalled:
            return ""
        return message_words.quote_text(quote, self.quoted_sender, own=self.quoted_own)

    def spoken(self) -> str:
        """The row as one sentence: sender, what it answers, text, time, state, reactions, trust."""
        message = self.message
        parts = [self.day] if self.day else []
        if self.unread_line:
            parts.append(translate("Timeline", "New messages"))
        if self.recalled:
            return ", ".join(part for part in (*parts, self.text(), self.failure) if part)
        if not self.notice:
            parts.append(translate("Timeline", "You") if message.outgoing else inline(self.sender))
        if self.group is not None:
            parts.append(self.group.passed_on)
            if self.group.mentions_own:
                parts.append(translate("Groups", "you are mentioned"))
        parts.append(message_words.forwarded_words(message))
        if message.quote is not None:
            parts.append(
                message_words.spoken_quote(message.quote, self.quoted_sender, own=self.quoted_own)
            )
        if self.file is not None:
            done = self.file.done
            parts.append(spoken_file(self.file, done, outgoing=message.outgoing))
        said = " ".join(self.text().split())
        parts += [said, formats.when(message), message_words.edited_words(message)]
        parts.append(message_words.spoken_reactions(self.reactions))
        parts.append(self.state() if message.outgoing else "")
        parts += [self.failure, self.trust]
        return ", ".join(part for part in parts if part)
