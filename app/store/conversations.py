"""Conversations as the list shows them.

Text, state and time of the last message are read from the message itself, so they cannot fall out
of step with it; `messages.py` keeps `last_row_id`, `unread` and `activity` in the transaction that
changes a timeline.
"""

from __future__ import annotations

import json

from app.core.file_types import FileLabel
from app.core.ids import AccountId, ConversationId
from app.core.records import ConversationRecord, DeliveryState, MessageKind
from app.store.statements import Row, Statements

SUMMARY_LENGTH = 500
"""Characters of the last message in the summary: more than a list row can show."""

_GROUP = b""
"""Stands for the other person's account where there is none."""

_SELECT = f"""
    SELECT c.conversation_id, c.account_id, c.last_row_id,
        CASE WHEN m.kind = '{MessageKind.GROUP.value}' THEN m.text
            ELSE substr(m.text, 1, {SUMMARY_LENGTH}) END,
        m.kind, m.outgoing, m.state, m.arrived_at_ms, c.unread,
        CASE WHEN c.unread > 0 THEN (
            SELECT u.row_id FROM messages AS u
            WHERE u.conversation_id = c.conversation_id AND u.unread = 1
            ORDER BY u.position LIMIT 1
        ) END,
        c.draft, c.pinned_at_ms, c.muted_until_ms, c.marked_unread, c.changed_at_ms,
        f.name, f.media_type, f.waveform IS NOT NULL, m.sender_account,
        CASE WHEN c.unread > 0 AND c.account_id = x'' THEN (
            SELECT group_concat(u.mentions) FROM messages AS u
            WHERE u.conversation_id = c.conversation_id AND u.unread = 1
        ) END
    FROM conversations AS c LEFT JOIN messages AS m ON m.row_id = c.last_row_id
        LEFT JOIN files AS f ON f.row_id = c.last_row_id
"""  # noqa: S608 - a constant


class Conversations:
    """The `conversations` table (port: ConversationsTable)."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def ensure(self, conversation_id: ConversationId, account_id: AccountId | None) -> None:
        """Make the conversation if it is not there; None: it is a group's."""
        self._sql.run(
            "INSERT INTO conversations (conversation_id, account_id) VALUES (?, ?)"
            " ON CONFLICT (conversation_id) DO NOTHING",
            (conversation_id, account_id or _GROUP),
        )

    def get(self, conversation_id: ConversationId) -> ConversationRecord | None:
        """One conversation, or None."""
        row = self._sql.row(_SELECT + " WHERE c.conversation_id = ?", (conversation_id,))
        return None if row is None else _record(row)

    def all(self) -> list[ConversationRecord]:
        """Every conversation with a message or a draft, and those pinned.

        The pinned ones come first, the earliest pinned on top; of the others the one with the
        newest activity.

        A draft in a conversation without messages counts as activity of the time it was begun.
        """
        rows = self._sql.rows(
            _SELECT + " WHERE c.last_row_id IS NOT NULL OR c.draft <> '' OR c.pinned_at_ms > 0"
            " ORDER BY c.pinned_at_ms = 0, c.pinned_at_ms, c.activity DESC, c.rowid DESC"
        )
        return [_record(row) for row in rows]

    def put_marks(
        self,
        conversation_id: ConversationId,
        *,
        pinned_at_ms: int,
        muted_until_ms: int,
        marked_unread: bool,
        changed_at_ms: int,
    ) -> None:
        """How the person keeps a conversation."""
        self._sql.run(
            "UPDATE conversations SET pinned_at_ms = ?, muted_until_ms = ?, marked_unread = ?,"
            " changed_at_ms = ? WHERE conversation_id = ?",
            (pinned_at_ms, muted_until_ms, marked_unread, changed_at_ms, conversation_id),
        )

    def marked(self) -> list[ConversationRecord]:
        """Every conversation of which the person ever changed that."""
        rows = self._sql.rows(_SELECT + " WHERE c.changed_at_ms > 0 ORDER BY c.account_id")
        return [_record(row) for row in rows]

    def put_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep what was typed and not sent; an empty text removes it."""
        self._sql.run(
            "UPDATE conversations SET draft = ?1, activity = CASE"
            " WHEN last_row_id IS NULL AND draft = '' AND ?1 <> ''"
            " THEN coalesce((SELECT max(row_id) FROM messages), 0) ELSE activity END"
            " WHERE conversation_id = ?2",
            (text, conversation_id),
        )

    def mark_read(self, conversation_id: ConversationId, up_to_row_id: int) -> int:
        """Mark incoming rows up to this one's place read; return how many became read."""
        count = self._sql.run(
            "UPDATE messages SET unread = 0 WHERE conversation_id = ?1 AND unread = 1"
            " AND position <= (SELECT position FROM messages"
            " WHERE row_id = ?2 AND conversation_id = ?1)",
            (conversation_id, up_to_row_id),
        )
        if count:
            self._sql.run(
                "UPDATE conversations SET unread = unread - ? WHERE conversation_id = ?",
                (count, conversation_id),
            )
        return count


def _mentioned(stored: str) -> frozenset[AccountId]:
    """Whom the mentions of several messages mean, which are stored as JSON each."""
    found = json.loads(f"[{stored}]")
    return frozenset(AccountId(bytes.fromhex(who)) for each in found for _, _, who in each)


def _record(row: Row) -> ConversationRecord:
    (conversation, account, last, text, kind, outgoing, state, time, unread, first, *kept) = row
    (draft, pinned, muted, marked, changed, name, media_type, voice, sender, mentions) = kept
    return ConversationRecord(
        conversation_id=conversation,
        account_id=account or None,
        last_row_id=last or 0,
        last_text=text or "",
        last_kind=None if kind is None else MessageKind(kind),
        last_outgoing=bool(outgoing),
        last_state=None if state is None else DeliveryState(state),
        last_time_ms=time or 0,
        unread=unread,
        first_unread_row_id=first,
        draft=draft,
        pinned_at_ms=pinned,
        muted_until_ms=muted,
        marked_unread=bool(marked),
        changed_at_ms=changed,
        last_file=None if name is None else FileLabel(name, media_type, bool(voice)),
        last_sender=sender,
        mentioned=_mentioned(mentions) if mentions else frozenset(),
    )
