"""The timeline: messages and the app's own notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.core.ids import AccountId, ConversationId, DeviceId, MessageId, SubmissionId
from app.core.records import (
    DeliveryRecord,
    DeliveryState,
    MessageKind,
    MessageRecord,
    ReachRecord,
)
from app.core.search_types import FoundRows, SearchQuery
from app.store import deliveries, history, retention, search, timeline
from app.store.message_rows import SELECT, by_ids, many, one
from app.store.statements import Statements


class Messages:
    """The `messages` table and what belongs to its rows (port: MessagesTable)."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def add(self, record: MessageRecord) -> MessageRecord | None:
        """Store a row and return it with `row_id` and `position` filled; see the port.

        The conversation must exist (`conversations.ensure`), else LookupError.
        """
        if self._exists(record):
            return None
        if record.sender_seq > 0:
            position = timeline.place_incoming(
                self._sql, record.conversation_id, record.sender_device, record.sender_seq
            )
        else:
            position = timeline.end_of(self._sql, record.conversation_id)
        unread = (
            not record.outgoing
            and record.kind not in (MessageKind.NOTICE, MessageKind.GROUP)
            and record.recalled_at_ms is None
        )
        self._require_conversation(record.conversation_id)
        row_id = timeline.insert(self._sql, record, position, unread=unread)
        self._sql.run(
            "UPDATE conversations SET unread = unread + ?2, activity = ?3, last_row_id ="
            " (SELECT row_id FROM messages WHERE conversation_id = ?1"
            " ORDER BY position DESC LIMIT 1) WHERE conversation_id = ?1",
            (record.conversation_id, int(unread), row_id),
        )
        return replace(record, row_id=row_id, position=position)

    def add_history(self, records: Iterable[MessageRecord]) -> dict[ConversationId, list[int]]:
        """Store rows of before, in the order given; see the port."""
        wanted = list(records)
        for conversation_id in {record.conversation_id for record in wanted}:
            self._require_conversation(conversation_id)
        return history.add(self._sql, wanted)

    def count(self, conversation_id: ConversationId) -> int:
        """How many rows a conversation has, the app's own notices among them."""
        return history.count(self._sql, conversation_id)

    def get(self, row_id: int) -> MessageRecord | None:
        """One row, or None."""
        return one(self._sql, self._sql.row(SELECT + " WHERE m.row_id = ?", (row_id,)))

    def by_message_id(
        self, conversation_id: ConversationId, message_id: MessageId
    ) -> MessageRecord | None:
        """The row of a message; our own, should somebody have used the id of one of ours."""
        row = self._sql.row(
            SELECT + " WHERE m.conversation_id = ? AND m.message_id = ?"
            " ORDER BY m.outgoing DESC, m.row_id LIMIT 1",
            (conversation_id, message_id),
        )
        return one(self._sql, row)

    def of_author(
        self, conversation_id: ConversationId, message_id: MessageId, author: AccountId
    ) -> MessageRecord | None:
        """The row of that very person's message."""
        row = self._sql.row(
            SELECT + " WHERE m.conversation_id = ? AND m.message_id = ? AND m.sender_account = ?",
            (conversation_id, message_id, author),
        )
        return one(self._sql, row)

    def row_at(self, conversation_id: ConversationId, at_ms: int) -> int | None:
        """The first row that arrived at that time or later; else the last one, if there is any."""
        row = self._sql.row(
            "SELECT row_id FROM messages WHERE conversation_id = ? AND arrived_at_ms >= ?"
            " ORDER BY arrived_at_ms, position LIMIT 1",
            (conversation_id, at_ms),
        ) or self._sql.row(
            "SELECT row_id FROM messages WHERE conversation_id = ? ORDER BY position DESC LIMIT 1",
            (conversation_id,),
        )
        return None if row is None else row[0]

    def page(
        self,
        conversation_id: ConversationId,
        *,
        before: float | None = None,
        after: float | None = None,
        limit: int,
    ) -> list[MessageRecord]:
        """Up to `limit` rows in timeline order: the newest, or those next to a position.

        With both positions, the rows between them, nearest to `after` first.
        """
        if after is not None:
            rows = self._sql.rows(
                SELECT + " WHERE m.conversation_id = ? AND m.position > ? AND m.position < ?"
                " ORDER BY m.position LIMIT ?",
                (conversation_id, after, _infinite(before), limit),
            )
        else:
            rows = self._sql.rows(
                SELECT + " WHERE m.conversation_id = ? AND m.position < ?"
                " ORDER BY m.position DESC LIMIT ?",
                (conversation_id, _infinite(before), limit),
            )
            rows.reverse()
        return many(self._sql, rows)

    def set_state(
        self,
        conversation_id: ConversationId,
        message_id: MessageId,
        state: DeliveryState,
        failure: str | None = None,
    ) -> int | None:
        """Set an outgoing row's state; its row id, or None when it is not there.

        `failure` is kept with FAILED alone.
        """
        row = self._sql.row(
            "UPDATE messages SET state = ?, failure = ?"
            " WHERE conversation_id = ? AND message_id = ? AND outgoing = 1 RETURNING row_id",
            (
                state.value,
                failure if state is DeliveryState.FAILED else None,
                conversation_id,
                message_id,
            ),
        )
        return None if row is None else row[0]

    def set_sealed(
        self,
        conversation_id: ConversationId,
        message_id: MessageId,
        devset_hash: bytes,
        log_size: int,
        log_root: bytes,
    ) -> None:
        """Note for whom an outgoing row was encrypted, once it is."""
        self._sql.run(
            "UPDATE messages SET devset_hash = ?, log_size = ?, log_root = ?"
            " WHERE conversation_id = ? AND message_id = ? AND outgoing = 1",
            (devset_hash, log_size, log_root, conversation_id, message_id),
        )

    def set_group_sealed(
        self,
        conversation_id: ConversationId,
        message_id: MessageId,
        roster_epoch: int,
        roster_hash: bytes,
        excluded: Sequence[AccountId],
    ) -> None:
        """Note by which roster an outgoing row was encrypted and without whom; count its reach."""
        self._sql.run(
            "UPDATE messages SET roster_epoch = ?, roster_hash = ?, excluded = ?"
            " WHERE conversation_id = ? AND message_id = ? AND outgoing = 1",
            (roster_epoch, roster_hash, b"".join(excluded), conversation_id, message_id),
        )
        self.count_reach(conversation_id, message_id)

    def count_reach(
        self, conversation_id: ConversationId, message_id: MessageId
    ) -> tuple[int, ReachRecord] | None:
        """Count anew whom an outgoing row of a group reached; see the port."""
        row = self._sql.row(
            "SELECT row_id, sender_account, reach_people, reach_delivered, reach_read FROM messages"
            " WHERE conversation_id = ? AND message_id = ? AND outgoing = 1 AND roster_epoch > 0",
            (conversation_id, message_id),
        )
        if row is None:
            return None
        row_id, own_account, *before = row
        reach = deliveries.reach(self._sql, message_id, own_account)
        if before == [reach.people, reach.delivered, reach.read]:
            return None
        self._sql.run(
            "UPDATE messages SET reach_people = ?, reach_delivered = ?, reach_read = ?"
            " WHERE row_id = ?",
            (reach.people, reach.delivered, reach.read, row_id),
        )
        return row_id, reach

    def unread_from(self, device_id: DeviceId, up_to_seq: int) -> list[int]:
        """The numbers, rising, of unread messages of a device up to one, wherever they are."""
        rows = self._sql.rows(
            "SELECT sender_seq FROM messages"
            " WHERE sender_device = ? AND sender_seq BETWEEN 1 AND ? AND unread = 1"
            " ORDER BY sender_seq",
            (device_id, up_to_seq),
        )
        return [row[0] for row in rows]

    def renumber_delivery(
        self, message_id: MessageId, device_id: DeviceId, filler: MessageId
    ) -> None:
        """Give the number that a message has for a device to another one, which fills it."""
        deliveries.renumber(self._sql, message_id, device_id, filler)

    def mark_sent(
        self,
        conversation_id: ConversationId,
        message_id: MessageId,
        submission_id: SubmissionId,
        sent_at_ms: int,
    ) -> int | None:
        """The relay has a submission: note when, and raise the row's state to SENT.

        The row's id, or None when it is not there or has come further already.
        """
        deliveries.mark_sent(self._sql, submission_id, message_id, sent_at_ms)
        row = self._sql.row(
            "UPDATE messages SET state = 'sent', failure = NULL"
            " WHERE conversation_id = ? AND message_id = ? AND outgoing = 1"
            " AND state NOT IN ('delivered', 'read') RETURNING row_id",
            (conversation_id, message_id),
        )
        return None if row is None else row[0]

    def of_submission(self, submission_id: SubmissionId) -> list[DeliveryRecord]:
        """The deliveries that a submission carried."""
        return deliveries.of_submission(self._sql, submission_id)

    def highest_incoming_seq(
        self, conversation_id: ConversationId, sender_device: DeviceId, up_to_row_id: int
    ) -> int:
        """The highest sender_seq of that device's rows at or before a row's position, else 0."""
        row = self._sql.row(
            "SELECT sender_seq FROM messages"
            " WHERE conversation_id = ?1 AND sender_device = ?2 AND sender_seq > 0 AND outgoing = 0"
            " AND position <= (SELECT position FROM messages"
            " WHERE row_id = ?3 AND conversation_id = ?1)"
            " ORDER BY sender_seq DESC LIMIT 1",
            (conversation_id, sender_device, up_to_row_id),
        )
        return 0 if row is None else row[0]

    def incoming_devices(self, conversation_id: ConversationId) -> list[DeviceId]:
        """The devices that incoming messages came from."""
        # Each step jumps over all rows of a device, so a long conversation costs no more.
        rows = self._sql.rows(
            "WITH RECURSIVE device(id) AS ("
            " SELECT (SELECT min(sender_device) FROM messages"
            "  WHERE conversation_id = ?1 AND sender_seq > 0)"
            " UNION ALL SELECT (SELECT min(sender_device) FROM messages"
            "  WHERE conversation_id = ?1 AND sender_seq > 0 AND sender_device > device.id)"
            " FROM device WHERE device.id IS NOT NULL"
            ") SELECT id FROM device WHERE id IS NOT NULL",
            (conversation_id,),
        )
        return [row[0] for row in rows]

    def search(self, query: SearchQuery, limit: int, before: int | None = None) -> FoundRows:
        """Up to `limit` messages that match, newest first; see the port."""
        found, more_before = search.find(self._sql, "messages.row_id", query, limit, before)
        newest_first = sorted((row[0] for row in found), reverse=True)
        records = {record.row_id: record for record in by_ids(self._sql, newest_first)}
        return FoundRows(tuple(records[row_id] for row_id in newest_first), more_before)

    def rows(self, row_ids: Sequence[int]) -> list[MessageRecord]:
        """These rows, as far as they exist, in that order."""
        records = {record.row_id: record for record in by_ids(self._sql, row_ids)}
        return [records[row_id] for row_id in row_ids if row_id in records]

    def put_deliveries(self, records: Iterable[DeliveryRecord]) -> None:
        """Insert, or replace those of the same (message, device)."""
        deliveries.put(self._sql, records)

    def delete_older(
        self, before_ms: int, *, after_row_id: int | None, limit: int
    ) -> tuple[int | None, dict[ConversationId, int]]:
        """Delete what is older than the clinic keeps, a stretch of rows at a time; see the port."""
        return retention.delete_older(self._sql, before_ms, after_row_id, limit)

    def deliveries(self, message_id: MessageId) -> list[DeliveryRecord]:
        """Every device that a message was encrypted to."""
        return deliveries.of_message(self._sql, message_id)

    def undelivered_to(self, device_id: DeviceId, last_seq: int) -> list[DeliveryRecord]:
        """What was sent to a device up to our `last_seq` and is not known to have arrived."""
        return deliveries.undelivered(self._sql, device_id, last_seq)

    def deliveries_to(
        self, device_id: DeviceId, first_seq: int, last_seq: int
    ) -> list[DeliveryRecord]:
        """What was sent to a device within a range of our sender_seq (both ends included)."""
        return deliveries.to_device(self._sql, device_id, first_seq, last_seq)

    def conversation_of(self, message_id: MessageId) -> ConversationId | None:
        """The conversation of an outgoing row."""
        row = self._sql.row(
            "SELECT conversation_id FROM messages WHERE message_id = ? AND outgoing = 1 LIMIT 1",
            (message_id,),
        )
        return None if row is None else row[0]

    def _exists(self, record: MessageRecord) -> bool:
        found = self._sql.row(
            "SELECT 1 FROM messages"
            " WHERE conversation_id = ? AND message_id = ? AND sender_account = ?",
            (record.conversation_id, record.message_id, record.sender_account),
        )
        return found is not None

    def _require_conversation(self, conversation_id: ConversationId) -> None:
        found = self._sql.row(
            "SELECT 1 FROM conversations WHERE conversation_id = ?", (conversation_id,)
        )
        if found is None:
            raise LookupError("a message for a conversation that is not there")


def _infinite(before: float | None) -> float:
    return float("inf") if before is None else before
