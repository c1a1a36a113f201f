"""What a SampleClient can do with messages that are there: answer, react, edit, take back, forward.

And with its conversations: pin, mute, mark as unread.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from time import time
from typing import TYPE_CHECKING

from app.core.bus import ConversationsChanged, MessagesChanged, TypingChanged
from app.core.file_types import FileLabel, FileRecord
from app.core.ids import ConversationId
from app.core.preferences import Preference
from app.core.records import (
    QUOTE_LENGTH,
    DeliveryState,
    MessageRecord,
    QuoteRecord,
    ReactionRecord,
    VersionRecord,
)
from app.core.views import ContactView
from app.services.messages_api import MentionOf

if TYPE_CHECKING:
    from app.ui.gallery_services import SampleClient


def _now() -> int:
    return round(time() * 1000)


class SampleChat:
    """What was done to messages and conversations of a SampleClient."""

    def __init__(self) -> None:
        self.versions: dict[int, list[VersionRecord]] = {}
        self.forwards: list[tuple[tuple[int, ...], tuple[ConversationId, ...]]] = []
        self.typed: list[ConversationId] = []
        self.pinned: dict[ConversationId, int] = {}
        self.muted: dict[ConversationId, int] = {}
        self.marked: set[ConversationId] = set()
        self.preferences: dict[Preference, str] = {}


def label_of(file: FileRecord) -> FileLabel:
    """A file in a word."""
    return FileLabel(file.name, file.media_type, file.voice is not None, file.thumbnail)


def quote_of(record: MessageRecord) -> QuoteRecord:
    """The reference to a message that is here."""
    return QuoteRecord(
        record.sender_account,
        record.message_id,
        record.row_id,
        record.text[:QUOTE_LENGTH],
        recalled=record.recalled_at_ms is not None,
        file=None if record.file is None else label_of(record.file),
    )


class SampleChatMessages:
    """The part of `SampleMessages` about messages that are there."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def send_text(
        self,
        conversation_id: ConversationId,
        text: str,
        *,
        reply_to: int | None = None,
        mentions: Sequence[MentionOf] = (),
    ) -> MessageRecord:
        """Queue a text."""
        client = self._client
        client.raise_planned()
        client.sent_texts.append(text)
        client.drafts.pop(conversation_id, None)
        quote = None if reply_to is None else quote_of(client.row(reply_to))
        return client.put(
            self._contact(conversation_id),
            text,
            mine=True,
            state=DeliveryState.QUEUED,
            publish=True,
            quote=quote,
            mentions=tuple(mentions),
        )

    async def forward(
        self, row_ids: Sequence[int], conversation_ids: Sequence[ConversationId]
    ) -> list[MessageRecord]:
        """Queue each text for each conversation."""
        client = self._client
        client.raise_planned()
        client.chat.forwards.append((tuple(row_ids), tuple(conversation_ids)))
        return [
            client.put(
                self._contact(conversation_id),
                client.row(row_id).text,
                mine=True,
                state=DeliveryState.QUEUED,
                publish=True,
                forwarded=True,
                file=client.row(row_id).file,
            )
            for conversation_id in conversation_ids
            for row_id in row_ids
        ]

    async def react(self, row_id: int, emoji: str) -> None:
        """Set one's own reaction."""
        client = self._client
        client.raise_planned()
        record = client.row(row_id)
        own = client.own.account_id
        others = tuple(given for given in record.reactions if given.account_id != own)
        given = (ReactionRecord(own, emoji, _now()),) if emoji else ()
        client.replace(record, reactions=others + given)

    async def edit(self, row_id: int, text: str) -> None:
        """Another wording."""
        client = self._client
        client.raise_planned()
        record = client.row(row_id)
        before = client.chat.versions.setdefault(row_id, [])
        at_ms = record.edited_at_ms or record.sent_at_ms
        before.append(VersionRecord(len(before), record.text, at_ms))
        client.replace(record, text=text, edited_at_ms=_now())

    async def recall(self, row_id: int) -> None:
        """Take it back."""
        client = self._client
        client.raise_planned()
        client.chat.versions.pop(row_id, None)
        client.replace(client.row(row_id), text="", recalled_at_ms=_now(), reactions=(), file=None)

    async def versions(self, row_id: int) -> list[VersionRecord]:
        """Earlier wordings."""
        return list(self._client.chat.versions.get(row_id, ()))

    async def row_at(self, conversation_id: ConversationId, at_ms: int) -> int | None:
        """The first row from then on."""
        rows = self._client.timelines.get(conversation_id, [])
        for row in rows:
            if row.arrived_at_ms >= at_ms:
                return row.row_id
        return rows[-1].row_id if rows else None

    async def typing(self, conversation_id: ConversationId) -> None:
        """The person writes."""
        self._client.chat.typed.append(conversation_id)

    def _contact(self, conversation_id: ConversationId) -> ContactView:
        return self._client.partner(conversation_id)


class SampleChatContacts:
    """The part of `SampleContacts` about how conversations are kept."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def set_pinned(self, conversation_id: ConversationId, pinned: bool) -> None:
        """Above the others."""
        self._client.chat.pinned.pop(conversation_id, None)
        if pinned:
            self._client.chat.pinned[conversation_id] = _now()
        self._changed(conversation_id)

    async def mute(self, conversation_id: ConversationId, until_ms: int) -> None:
        """Announce nothing of it."""
        self._client.chat.muted[conversation_id] = until_ms
        self._changed(conversation_id)

    async def mark_unread(self, conversation_id: ConversationId, unread: bool) -> None:
        """To come back to."""
        if unread:
            self._client.chat.marked.add(conversation_id)
        else:
            self._client.chat.marked.discard(conversation_id)
        self._changed(conversation_id)

    def _changed(self, conversation_id: ConversationId) -> None:
        self._client.bus.publish(ConversationsChanged((conversation_id,)))


def replaced(client: SampleClient, record: MessageRecord, **changes: object) -> MessageRecord:
    """Another content of a row, and of the quotes of it."""
    new = dataclasses.replace(record, **changes)  # type: ignore[arg-type]  # the caller's own fields
    rows = client.timelines[record.conversation_id]
    changed = [new.row_id]
    for place, row in enumerate(rows):
        if row.row_id == new.row_id:
            rows[place] = new
        elif row.quote is not None and row.quote.row_id == new.row_id:
            rows[place] = dataclasses.replace(row, quote=quote_of(new))
            changed.append(row.row_id)
        client.remember(rows[place])
    client.bus.publish(MessagesChanged(record.conversation_id, tuple(changed)))
    return new


def type_in(client: SampleClient, contact: ContactView, typing: bool) -> None:
    """The other person begins to write, or ends."""
    client.bus.publish(TypingChanged(contact.conversation_id, typing))
