"""Every query of the tables finds its rows through an index, however long the history is."""

from __future__ import annotations

import re
from pathlib import Path

import apsw

from app.core.file_types import FileState, SavedFileView
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId, SessionId, SubmissionId
from app.core.records import (
    DeliveryState,
    MarkKind,
    MarkState,
    PeerRecord,
    PrekeyRecord,
    ProfileRecord,
    SentMarkRecord,
    TrustRecord,
    WaitingMarkRecord,
)
from app.core.search_types import SearchQuery
from app.store import migrations
from app.store.connection import open_connection, prepare_file
from app.store.transaction import DatabaseTransaction
from tests.unit.store.builders import (
    CONVERSATION,
    KEY,
    PEER,
    PEER_DEVICE,
    delivery,
    file,
    incoming,
    outgoing,
    session,
    submission,
)

# What is read whole on purpose: small tables that a window shows whole.
WHOLE = {
    "SCAN profiles",
    "SCAN profiles USING INDEX sqlite_autoindex_profiles_1",
    "SCAN trust USING INDEX sqlite_autoindex_trust_1",
    "SCAN peers USING INDEX sqlite_autoindex_peers_1",
    "SCAN c",  # the list of conversations
    "SCAN conversations",  # how much is unread in all of them
    "SCAN outbox USING COVERING INDEX sqlite_autoindex_outbox_1",  # count()
    "SCAN device",  # the steps of incoming_devices, one a device
    "SCAN outbox USING INDEX outbox_pending",  # in queue order, up to the limit
    "SCAN CONSTANT ROW",
    "SCAN sqlite_sequence",  # one row a numbered table
    "SCAN files USING INDEX files_moving",  # what is on its way
    "SCAN files USING COVERING INDEX files_local",  # the encrypted files, once at opening
    "SCAN dropped_files",  # what is to be deleted yet
    "SCAN dropped_blobs",
    "SCAN waiting_mail USING INDEX waiting_mail_roster",  # what waits for rosters, seldom anything
    "SCAN (subquery-1)",  # a message's people, counted
    "SCAN saved_files",  # the audit trail, newest first, up to the limit
}

# What is sorted is few: the conversations, the rows or devices that one id selects, and the rows
# to renumber.
SORTED = (
    "conversations AS c",
    "message_id = ? ORDER BY",
    "submission_id = ?",
    "AS fresh",
    "FROM waiting_mail GROUP BY",
    "GROUP BY account_id",
)


def exercise(transaction: DatabaseTransaction) -> None:  # noqa: PLR0915 - one call a line
    """Call every method once."""
    device, account = DeviceId(PEER_DEVICE), AccountId(PEER)
    message, conversation = MessageId(b"m" * 16), ConversationId(CONVERSATION)
    settings, log, people = transaction.settings, transaction.log, transaction.people
    settings.put("a", b"b")
    settings.get("a")
    settings.delete("a")
    log.append(0, [b"x"])
    log.entries(0, 5)
    log.put_note(b"n")
    log.note()
    log.put_state(1, b"s")
    log.state_size()
    log.state()
    people.put_profile(ProfileRecord(account, b"", "", "", "", ""))
    people.profiles()
    people.put_opening(account, b"c", b"o")
    people.opening(account, b"c")
    people.put_trust(TrustRecord(account, b"", None, None, None))
    people.trust(account)
    people.trusts()
    people.revision()
    conversations, messages = transaction.conversations, transaction.messages
    conversations.ensure(conversation, account)
    conversations.get(conversation)
    conversations.put_draft(conversation, "draft")
    messages.add(incoming(5, 5))
    messages.add(incoming(4, 4))
    for number in range(60, 5, -1):  # uses up the room between two rows
        messages.add(incoming(number, number))
    messages.add(outgoing(2))
    messages.add_history([outgoing(70), incoming(5), outgoing(71), incoming(4), outgoing(72)])
    messages.count(conversation)
    conversations.all()
    conversations.mark_read(conversation, 1)
    messages.get(1)
    messages.by_message_id(conversation, message)
    messages.page(conversation, limit=5)
    messages.page(conversation, before=3.0, limit=5)
    messages.page(conversation, after=3.0, limit=5)
    messages.page(conversation, after=3.0, before=9.0, limit=5)
    messages.set_state(conversation, message, DeliveryState.READ)
    messages.set_sealed(conversation, message, b"", 0, b"")
    messages.of_author(conversation, message, account)
    messages.row_at(conversation, 5)
    messages.rows([1, 2])
    exercise_marks(transaction)
    messages.mark_sent(conversation, message, SubmissionId(b"S" * 16), 1)
    messages.highest_incoming_seq(conversation, device, 1)
    messages.incoming_devices(conversation)
    for query in (
        SearchQuery("incoming"),
        SearchQuery("in 1", conversation, outgoing=False, from_ms=1, to_ms=99_999),
        SearchQuery("in", unread=True),
        SearchQuery("", unread=True),
        SearchQuery("", has_file=True),
        SearchQuery("pdf", has_file=True),
    ):
        messages.search(query, 5)
        messages.search(query, 5, before=3)
    exercise_files(transaction)
    messages.conversation_of(message)
    messages.put_deliveries([delivery(1, device, 1)])
    messages.deliveries(message)
    messages.deliveries_to(device, 1, 5)
    messages.undelivered_to(device, 5)
    messages.of_submission(SubmissionId(b"S" * 16))
    sessions, outbox = transaction.sessions, transaction.outbox
    sessions.put(session(1))
    sessions.get(SessionId(b"s" * 16))
    sessions.of_device(device)
    sessions.set_sending(device, session(1).session_id)
    sessions.sending(device)
    sessions.set_sending(device, None)
    sessions.delete(session(1).session_id)
    sessions.remember_transcript(b"t", 1)
    sessions.transcript_used(b"t")
    sessions.forget_transcripts_before(1)
    sessions.put_prekeys([PrekeyRecord(1, 1, b"", 1)])
    sessions.prekey(1, 1)
    sessions.delete_prekey(1, 1)
    sessions.delete_prekeys_before(1)
    sessions.next_prekey_id(1, 1)
    sessions.put_peer(PeerRecord(device, account))
    sessions.peer(device)
    sessions.peers()
    outbox.add(submission(1))
    outbox.pending(5)
    outbox.get(SubmissionId(b"S" * 16))
    outbox.of_account(account)
    outbox.of_message(message)
    outbox.to_group(conversation)
    outbox.has_unsealed_to_group(conversation)
    sessions.sending_session(device)
    sessions.put_states([session(1)])
    sessions.next_sequence(device, account)
    group = transaction.messages
    group.set_group_sealed(conversation, message, 1, b"r", [account])
    group.count_reach(conversation, message)
    group.unread_from(device, 9)
    group.renumber_delivery(message, device, MessageId(b"f" * 16))
    transaction.groups.mail_waits_from()
    transaction.groups.mail_from(device)
    outbox.set_held(SubmissionId(b"S" * 16), True)
    outbox.count()
    outbox.remove(SubmissionId(b"S" * 16))


def exercise_files(transaction: DatabaseTransaction) -> None:
    files = transaction.files
    row = transaction.messages.add(outgoing(90, file=file(1, local_name="1" * 32)))
    assert row is not None
    files.get(row.row_id)
    files.update(row.row_id, file(1, state=FileState.UPLOADING, local_name="2" * 32))
    files.moving()
    files.put_place(row.row_id, "/place")
    files.place(row.row_id)
    files.local_names()
    transaction.messages.get(row.row_id)
    transaction.marks.recall(row.row_id, 5)
    files.drop_blob(file(2).blob_id)
    files.dropped()
    files.forget_dropped("2" * 32)
    files.dropped_blobs()
    files.forget_dropped_blob(file(1).blob_id)
    files.note_saved(SavedFileView(1, "a", CONVERSATION, "b", "c", 1))
    files.saved(5)


def exercise_marks(transaction: DatabaseTransaction) -> None:
    account, device = AccountId(PEER), DeviceId(PEER_DEVICE)
    message, conversation = MessageId(b"m" * 16), ConversationId(CONVERSATION)
    marks = transaction.marks
    marks.react(1, account, "😀", 5)
    marks.reaction(1, account)
    marks.edit(1, 1, "one", 5)
    marks.edit(1, 3, "three", 6)
    marks.edit(1, 2, "two", 7)
    marks.rewrite(2, "other")
    marks.versions(1)
    marks.versions_of([1, 2])
    marks.put_versions(2, marks.versions(1))
    marks.put_sent(SentMarkRecord(message, 1, MarkKind.EDIT, 1, 5, MarkState.QUEUED))
    marks.set_sent_state(message, MarkState.FAILED)
    marks.sent(message)
    marks.sent_about(1)
    transaction.messages.get(1)
    marks.answers_to(conversation, message)
    waiting = WaitingMarkRecord(conversation, message, account, account, device, b"c", 1, 2)
    marks.wait(waiting, 10)
    marks.waiting_count(account)
    marks.take_waiting(conversation, message, account)
    marks.forget_waiting_before(5)
    marks.recall(1, 9)
    transaction.conversations.put_marks(
        conversation, pinned_at_ms=1, muted_until_ms=2, marked_unread=True, changed_at_ms=3
    )
    transaction.conversations.marked()
    transaction.outbox.is_empty_for(account)


def test_no_query_scans_or_sorts_a_long_table(tmp_path: Path) -> None:
    path = tmp_path / "profile.db"
    prepare_file(path, create=True)
    connection = open_connection(path, KEY)
    migrations.apply(connection, path)
    statements: dict[str, None] = {}

    def trace(_cursor: apsw.Cursor, sql: str, _bindings: object) -> bool:
        statements[sql] = None
        return True

    connection.exec_trace = trace
    connection.execute("BEGIN")
    exercise(DatabaseTransaction(connection))
    connection.execute("COMMIT")
    connection.exec_trace = None
    queries = [sql for sql in statements if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)", sql)]
    assert len(queries) > 60
    for sql in queries:
        places = [int(n) for n in re.findall(r"\?(\d+)", sql)]
        bindings = (None,) * (max(places) if places else sql.count("?"))
        for row in connection.execute("EXPLAIN QUERY PLAN " + sql, bindings):
            step = str(row[3])
            if "VIRTUAL TABLE" in step:
                assert "message_search" in step or step.startswith("SCAN json_each")
                continue
            renumbered = "AS fresh" in sql and step.startswith(("SCAN (subquery", "SCAN fresh"))
            assert not step.startswith("SCAN") or step in WHOLE or renumbered, (step, sql)
            if "TEMP B-TREE" in step:
                assert any(few in sql for few in SORTED), (step, sql)
    connection.close()
