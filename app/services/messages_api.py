"""What the windows may ask for about messages: writing, reading, and what is said about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.core.ids import AccountId, ConversationId
from app.core.records import MessageRecord, VersionRecord
from app.core.views import MessageInfoView

MentionOf = tuple[int, int, AccountId]
"""Characters of a text, and whom they name: (start, length, who)."""


class MessageUseCases(Protocol):
    """Writing and reading."""

    async def send_text(
        self,
        conversation_id: ConversationId,
        text: str,
        *,
        reply_to: int | None = None,
        mentions: Sequence[MentionOf] = (),
    ) -> MessageRecord:
        """Encrypt and queue; returns when it is durable on this device. Clears the draft.

        `reply_to` is the row that it answers, of the same conversation. `mentions` are members of
        the group who are meant in particular, in the order of the text: (start, length, who).
        """
        ...

    async def forward(
        self, row_ids: Sequence[int], conversation_ids: Sequence[ConversationId]
    ) -> list[MessageRecord]:
        """Send these texts again, each to each conversation, marked as forwarded.

        All or none: raises CannotForward, whose `refused` names the conversations, or MessageGone.
        """
        ...

    async def react(self, row_id: int, emoji: str) -> None:
        """Set one's own reaction to a message; empty takes it back."""
        ...

    async def edit(self, row_id: int, text: str) -> None:
        """Give a message of one's own another wording. Raises TooLate, CannotSend, ..."""
        ...

    async def recall(self, row_id: int) -> None:
        """Take a message of one's own back, here and at the other side. Raises TooLate, ..."""
        ...

    async def versions(self, row_id: int) -> list[VersionRecord]:
        """What a message said before it was edited, the first wording first."""
        ...

    async def row_at(self, conversation_id: ConversationId, at_ms: int) -> int | None:
        """The first row that arrived at that time or later; else the last one."""
        ...

    async def typing(self, conversation_id: ConversationId) -> None:
        """The person is writing. Call at each key: told to the other side rarely, if at all."""
        ...

    async def retry(self, row_id: int) -> None:
        """Send a failed message again, and what was said about it and failed (`mark_failure`)."""
        ...

    async def page(
        self,
        conversation_id: ConversationId,
        *,
        before: float | None = None,
        after: float | None = None,
        limit: int = 100,
    ) -> list[MessageRecord]: ...
    async def rows(self, row_ids: Sequence[int]) -> list[MessageRecord]: ...
    async def info(self, row_id: int) -> MessageInfoView: ...
    async def save_draft(self, conversation_id: ConversationId, text: str) -> None: ...
    async def mark_read(self, conversation_id: ConversationId, up_to_row_id: int) -> None: ...
