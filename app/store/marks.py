"""What was said about messages afterwards: edits, taking back, reactions (port: MarksTable).

Each change here has the same outcome whatever the order in which changes come. The highest revision
is the wording, of two with one number the later; of a person's reactions the latest holds; what was
taken back stays so. Ties are broken by the content, so that all devices agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from app.core.ids import AccountId, ConversationId, MessageId
from app.core.records import (
    MarkKind,
    MarkState,
    SentMarkRecord,
    VersionRecord,
    WaitingMarkRecord,
)
from app.store.statements import Row, Statements

_SENT = "SELECT mark_id, row_id, kind, revision, at_ms, state FROM sent_marks"


class Marks:
    """The tables `message_versions`, `reactions`, `sent_marks` and `waiting_marks`."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def edit(self, row_id: int, revision: int, text: str, at_ms: int) -> bool:
        """Take in a wording; whether anything changed. Not of a row that was taken back."""
        row = self._sql.row(
            "SELECT revision, text, coalesce(edited_at_ms, sent_at_ms) FROM messages"
            " WHERE row_id = ? AND recalled_at_ms IS NULL",
            (row_id,),
        )
        if row is None:
            return False
        current, wording, since = row
        if revision < current:
            return self._put_version(row_id, revision, text, at_ms)
        if revision == current and (at_ms, text) <= (since, wording):
            return False
        if revision > current:
            self._put_version(row_id, current, wording, since)
        self._sql.run(
            "UPDATE messages SET text = ?, revision = ?, edited_at_ms = ? WHERE row_id = ?",
            (text, revision, at_ms, row_id),
        )
        return True

    def rewrite(self, row_id: int, text: str) -> None:
        """Another wording of a message that nobody else has ever got."""
        self._sql.run("UPDATE messages SET text = ? WHERE row_id = ?", (text, row_id))

    def recall(self, row_id: int, at_ms: int) -> bool:
        """Delete every word of a message, its file and all reactions to it; whether that is new.

        Of one of our own, the relay's copy of the file is to go as well.
        """
        row = self._sql.row(
            "SELECT recalled_at_ms, unread, conversation_id FROM messages WHERE row_id = ?",
            (row_id,),
        )
        if row is None or (row[0] is not None and row[0] <= at_ms):
            return False
        self._sql.run(
            "UPDATE messages SET text = '', recalled_at_ms = ?, revision = 0, edited_at_ms = NULL,"
            " unread = 0, file_words = '', mentions = NULL WHERE row_id = ?",
            (at_ms, row_id),
        )
        self._sql.run(
            "INSERT OR IGNORE INTO dropped_blobs (blob_id, place) SELECT f.blob_id, f.place"
            " FROM files AS f JOIN messages AS m USING (row_id)"
            " WHERE f.row_id = ? AND m.outgoing = 1",
            (row_id,),
        )
        self._sql.run("DELETE FROM files WHERE row_id = ?", (row_id,))
        if row[1]:
            self._sql.run(
                "UPDATE conversations SET unread = unread - 1 WHERE conversation_id = ?", (row[2],)
            )
        self._sql.run("DELETE FROM message_versions WHERE row_id = ?", (row_id,))
        self._sql.run("DELETE FROM reactions WHERE row_id = ?", (row_id,))
        self._sql.run(
            "UPDATE sent_marks SET state = 'sent' WHERE row_id = ? AND kind <> 'recall'", (row_id,)
        )
        return True

    def react(self, row_id: int, account_id: AccountId, emoji: str, at_ms: int) -> bool:
        """Take in a person's reaction, empty for none; whether anything changed."""
        changed = self._sql.run(
            "INSERT INTO reactions (row_id, account_id, emoji, at_ms)"
            " SELECT row_id, ?2, ?3, ?4 FROM messages WHERE row_id = ?1 AND recalled_at_ms IS NULL"
            " ON CONFLICT (row_id, account_id) DO UPDATE"
            " SET emoji = excluded.emoji, at_ms = excluded.at_ms"
            " WHERE (excluded.at_ms, excluded.emoji) > (at_ms, emoji)",
            (row_id, account_id, emoji, at_ms),
        )
        if changed:
            self._note_marked(row_id)
        return changed > 0

    def reaction(self, row_id: int, account_id: AccountId) -> tuple[str, int] | None:
        """A person's reaction, which may be empty, and when it was given."""
        row = self._sql.row(
            "SELECT emoji, at_ms FROM reactions WHERE row_id = ? AND account_id = ?",
            (row_id, account_id),
        )
        return None if row is None else (row[0], row[1])

    def versions(self, row_id: int) -> list[VersionRecord]:
        """What a message said before, the first wording first."""
        rows = self._sql.rows(
            "SELECT revision, text, at_ms FROM message_versions WHERE row_id = ? ORDER BY revision",
            (row_id,),
        )
        return [VersionRecord(*row) for row in rows]

    def versions_of(self, row_ids: Iterable[int]) -> Mapping[int, Sequence[VersionRecord]]:
        """The same of several rows, as far as they have any."""
        found: dict[int, list[VersionRecord]] = {}
        for row_id, *version in self._sql.rows(
            "SELECT row_id, revision, text, at_ms FROM message_versions"
            " WHERE row_id IN (SELECT value FROM json_each(?)) ORDER BY row_id, revision",
            (json.dumps(list(row_ids)),),
        ):
            found.setdefault(row_id, []).append(VersionRecord(*version))
        return found

    def put_versions(self, row_id: int, versions: Iterable[VersionRecord]) -> None:
        """Store what a row of before said before."""
        for version in versions:
            self._put_version(row_id, version.revision, version.text, version.at_ms)

    def answers_to(self, conversation_id: ConversationId, message_id: MessageId) -> list[int]:
        """The rows that quote a message."""
        rows = self._sql.rows(
            "SELECT row_id FROM messages WHERE conversation_id = ? AND reply_message = ?",
            (conversation_id, message_id),
        )
        return [row[0] for row in rows]

    def put_sent(self, mark: SentMarkRecord) -> None:
        """Remember what this device says about a message, or how far it got."""
        self._sql.run(
            "INSERT INTO sent_marks (mark_id, row_id, kind, revision, at_ms, state)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (mark_id) DO UPDATE SET state = excluded.state",
            (
                mark.mark_id,
                mark.row_id,
                mark.kind.value,
                mark.revision,
                mark.at_ms,
                mark.state.value,
            ),
        )
        self._note_marked(mark.row_id)

    def set_sent_state(self, mark_id: MessageId, state: MarkState) -> int | None:
        """How far a mark of ours got; the row it is about if that is news."""
        row = self._sql.row(
            "UPDATE sent_marks SET state = ?2 WHERE mark_id = ?1 AND state <> ?2 RETURNING row_id",
            (mark_id, state.value),
        )
        return None if row is None else row[0]

    def sent(self, mark_id: MessageId) -> SentMarkRecord | None:
        """A mark of ours, or None."""
        row = self._sql.row(_SENT + " WHERE mark_id = ?", (mark_id,))
        return None if row is None else _sent(row)

    def sent_about(self, row_id: int) -> list[SentMarkRecord]:
        """What this device said about a message, in that order."""
        rows = self._sql.rows(_SENT + " WHERE row_id = ? ORDER BY at_ms, rowid", (row_id,))
        return [_sent(row) for row in rows]

    def wait(self, mark: WaitingMarkRecord, most: int) -> None:
        """Keep a mark until its message comes; `most` of one person, the oldest goes first."""
        self._sql.run(
            "INSERT INTO waiting_marks (conversation_id, message_id, author, account_id, device_id,"
            " content, sent_at_ms, arrived_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                mark.conversation_id,
                mark.message_id,
                mark.author,
                mark.account_id,
                mark.device_id,
                mark.content,
                mark.sent_at_ms,
                mark.arrived_at_ms,
            ),
        )
        self._sql.run(
            "DELETE FROM waiting_marks WHERE account_id = ?1 AND number <= (SELECT number FROM"
            " waiting_marks WHERE account_id = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)",
            (mark.account_id, most),
        )

    def take_waiting(
        self, conversation_id: ConversationId, message_id: MessageId, author: AccountId
    ) -> list[WaitingMarkRecord]:
        """What waits for a message, in the order of arrival; it waits no longer."""
        key = (conversation_id, message_id, author)
        rows = self._sql.rows(
            "SELECT conversation_id, message_id, author, account_id, device_id, content,"
            " sent_at_ms, arrived_at_ms FROM waiting_marks"
            " WHERE conversation_id = ? AND message_id = ? AND author = ? ORDER BY number",
            key,
        )
        if rows:
            self._sql.run(
                "DELETE FROM waiting_marks"
                " WHERE conversation_id = ? AND message_id = ? AND author = ?",
                key,
            )
        return [WaitingMarkRecord(*row) for row in rows]

    def waiting_count(self, account_id: AccountId) -> int:
        """How many marks of a person wait."""
        row = self._sql.row(
            "SELECT count(*) FROM waiting_marks WHERE account_id = ?", (account_id,)
        )
        return 0 if row is None else row[0]

    def forget_waiting_before(self, arrived_ms: int) -> int:
        """Give up those that have waited too long; how many."""
        return self._sql.run("DELETE FROM waiting_marks WHERE arrived_at_ms < ?", (arrived_ms,))

    def _put_version(self, row_id: int, revision: int, text: str, at_ms: int) -> bool:
        changed = self._sql.run(
            "INSERT INTO message_versions (row_id, revision, text, at_ms) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (row_id, revision) DO UPDATE"
            " SET text = excluded.text, at_ms = excluded.at_ms"
            " WHERE excluded.revision > 0 AND (excluded.at_ms, excluded.text) > (at_ms, text)",
            (row_id, revision, text, at_ms),
        )
        return changed > 0

    def _note_marked(self, row_id: int) -> None:
        self._sql.run("UPDATE messages SET marked = 1 WHERE row_id = ? AND marked = 0", (row_id,))


def _sent(row: Row) -> SentMarkRecord:
    mark_id, row_id, kind, revision, at_ms, state = row
    return SentMarkRecord(mark_id, row_id, MarkKind(kind), revision, at_ms, MarkState(state))
