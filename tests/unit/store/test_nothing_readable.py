"""No byte of the profile directory shows anything a person wrote or is called.

Canaries go into every text and every content column, through the port; then all files are searched
while the database is open, while a migration's copy lies beside it, and after closing.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.file_content import Bitmap, VoiceNote
from app.core.file_types import FileState, SavedFileView
from app.core.group_records import (
    BroadcastListRecord,
    LeaveRecord,
    RosterRecord,
    WaitingKind,
    WaitingMailRecord,
    WaitingRosterRecord,
)
from app.core.groups import GroupMember, GroupRecord, GroupRole, GroupState
from app.core.ids import ConversationId
from app.core.records import (
    MessageKind,
    OutboxRecipient,
    PrekeyRecord,
    ProfileRecord,
    TrustRecord,
    WaitingMarkRecord,
)
from app.core.store_ports import Transaction
from app.store import connection as connection_module
from app.store import migrations
from app.store.migrations import Migration
from app.store.store import EncryptedStore
from tests.unit.store.builders import (
    CONVERSATION,
    KEY,
    OTHER_CONVERSATION,
    PEER,
    PEER_DEVICE,
    file,
    hits,
    incoming,
    message_id,
    notice,
    outgoing,
    session,
    submission,
)

CANARIES = [f"zyxcanary{name}wvu" for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZabc"]


def canary(index: int) -> str:
    return CANARIES[index]


def fill(transaction: Transaction) -> None:
    names = [canary(index) for index in range(4)]
    transaction.people.put_profile(ProfileRecord(PEER, b"k" * 32, *names))
    secret = canary(4).encode()
    transaction.people.put_trust(TrustRecord(PEER, secret, secret, 1, secret))
    transaction.conversations.ensure(CONVERSATION, PEER)
    transaction.conversations.ensure(OTHER_CONVERSATION, PEER)
    transaction.conversations.put_draft(CONVERSATION, canary(5) * 3)
    transaction.messages.add(incoming(1, text=f"{canary(6)} searched for"))
    transaction.messages.add(outgoing(2, text=canary(7), failure=canary(8)))
    transaction.messages.add(notice(3, text=canary(9)))
    transaction.messages.add(incoming(4, kind=MessageKind.UNKNOWN, text=canary(10)))
    for number in range(5, 60):
        transaction.messages.add(incoming(number, text=f"{canary(6)} " * 200))
    row_id = transaction.messages.page(CONVERSATION, limit=1)[0].row_id
    transaction.marks.edit(row_id, 1, canary(18), 5)
    transaction.marks.react(row_id, PEER, canary(19), 5)
    transaction.marks.edit(row_id, 2, canary(18), 6)
    transaction.marks.wait(
        WaitingMarkRecord(
            CONVERSATION, message_id(99), PEER, PEER, PEER_DEVICE, canary(20).encode(), 1, 2
        ),
        10,
    )
    fill_files(transaction)
    fill_groups(transaction)
    transaction.settings.put(canary(11), canary(12).encode())
    transaction.log.append(0, [canary(13).encode()])
    transaction.log.put_note(canary(14).encode())
    transaction.sessions.put(replace(session(1), state=canary(15).encode() * 90))
    transaction.sessions.put_prekeys([PrekeyRecord(1, 1, canary(16).encode(), 5)])
    recipients = (OutboxRecipient(PEER_DEVICE, True, canary(17).encode()),)
    record = replace(submission(1), recipients=recipients, content=canary(17).encode())
    transaction.outbox.add(replace(record, body=canary(17).encode()))


def fill_files(transaction: Transaction) -> None:
    voice = VoiceNote(canary(22).encode(), canary(23))
    pixels = (canary(24).encode() * 2 + bytes(100))[:100]
    more = {"media_type": canary(26), "voice": voice, "thumbnail": Bitmap(10, 5, pixels)}
    secret = {"key": canary(25).encode(), "failure": canary(27), "state": FileState.FAILED}
    sent = file(1, name=canary(21), local_name=canary(27), **more, **secret)
    row = transaction.messages.add(outgoing(80, file=sent, mentions=((0, 1, PEER),)))
    assert row is not None
    transaction.files.put_place(row.row_id, canary(26))
    gone = transaction.messages.add(outgoing(81, file=sent))
    assert gone is not None
    transaction.files.put_place(gone.row_id, canary(26))
    transaction.marks.recall(gone.row_id, 5)
    transaction.files.note_saved(
        SavedFileView(1, canary(21), CONVERSATION, canary(22), canary(23), 5)
    )


def fill_groups(transaction: Transaction) -> None:
    secret = canary(28).encode()
    group = ConversationId(b"g" * 32)
    pixels = (secret * 9)[:100]
    transaction.groups.put(
        GroupRecord(
            conversation_id=group,
            title=canary(28),
            picture=Bitmap(10, 5, pixels),
            members=(GroupMember(PEER, secret, GroupRole.ADMIN),),
            left=(),
            state=GroupState.MEMBER,
            passes_history=False,
            epoch=1,
            roster_hash=secret,
            log_size=1,
        )
    )
    transaction.groups.put_rosters([RosterRecord(secret, group, 1, secret, True)])
    transaction.groups.put_leaves([LeaveRecord(group, PEER, secret, secret)])
    transaction.groups.wait(
        WaitingRosterRecord(group, secret, PEER, WaitingKind.ROSTER, secret, 1), 10
    )
    transaction.groups.wait_mail(WaitingMailRecord(group, secret, PEER, PEER_DEVICE, secret, 1), 10)
    transaction.lists.put(BroadcastListRecord(b"l" * 16, canary(28), (PEER,), 1))


def forms(text: str) -> Iterator[bytes]:
    """Every way in which `text` might lie in a file."""
    raw = text.encode()
    yield raw
    yield text.upper().encode()
    yield text.lower().encode()
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    yield raw.hex().encode()
    for alignment in range(3):
        encoded = base64.b64encode(bytes(alignment) + raw)
        start = (0, 2, 3)[alignment]
        yield encoded[start : len(encoded) - 4]


def found(directory: Path) -> list[str]:
    """Which canaries, or the key, lie readable in which file."""
    needles = [(text, form) for text in CANARIES for form in forms(text)]
    needles += [("key", KEY), ("key", KEY.hex().encode()), ("key", KEY.hex().upper().encode())]
    needles += [("magic", b"SQLite format 3"), ("schema", b"CREATE TABLE")]
    return [
        f"{text} in {path.name}"
        for path in directory.rglob("*")
        if path.is_file()
        for data in [path.read_bytes()]
        for text, form in needles
        if form in data
    ]


@pytest.mark.parametrize("form", range(9))
def test_the_search_finds_what_is_there(tmp_path: Path, form: int) -> None:
    """Else the test below would pass by looking wrongly."""
    for index, text in enumerate(forms(canary(6))):
        if index == form:
            (tmp_path / "leak").write_bytes(b"\x00?" + text + b"?\x00")
    assert f"{canary(6)} in leak" in found(tmp_path)


@pytest.mark.parametrize("alignment", range(3))
def test_the_search_finds_base64_within_other_text(tmp_path: Path, alignment: int) -> None:
    text = b"?" * alignment + canary(6).encode() + b" and more"
    (tmp_path / "leak").write_bytes(base64.b64encode(text))
    assert found(tmp_path) == [f"{canary(6)} in leak"]


def test_nothing_is_readable_at_any_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = tmp_path / "profile"
    path = directory / "profile.db"
    store = EncryptedStore.open(path, KEY)
    store.submit_write(fill).result()
    assert len(store.submit_read(lambda t: hits(t, canary(6))).result()) == 55
    assert {file.name for file in directory.iterdir()} == {
        "profile.db",
        "profile.db-wal",
        "profile.db-shm",
    }
    assert (directory / "profile.db-wal").stat().st_size > 50_000
    assert found(directory) == []
    store.submit_write(lambda t: t.conversations.put_draft(CONVERSATION, "")).result()
    store.close_now()
    assert [file.name for file in directory.iterdir()] == ["profile.db"]
    assert found(directory) == []

    looks: list[list[str]] = []
    check = connection_module.quick_check

    def look(connection: object) -> None:
        assert migrations.backup_path(path, newest).stat().st_size > 50_000
        looks.append(found(directory))
        check(connection)  # type: ignore[arg-type]  # the connection it was given

    newest = migrations.load()[-1].number
    more = Migration(newest + 1, "ALTER TABLE profiles ADD COLUMN pager TEXT")
    steps = (*migrations.load(), more)
    monkeypatch.setattr(migrations, "quick_check", look)
    monkeypatch.setattr(migrations, "load", lambda: steps)
    EncryptedStore.open(path, KEY).close_now()
    assert looks == [[]]


def test_every_text_column_has_its_canary(tmp_path: Path) -> None:
    """A new column must be added to `fill`, or it would go unsearched."""
    store = EncryptedStore.open(tmp_path / "profile.db", KEY)
    store.submit_write(fill).result()
    connection = store._writer
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'message_search%'"
        " AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    # A fixed vocabulary of the program's own, or set by canaries' siblings.
    exempt = {
        ("files", "state"),
        ("groups", "state"),
        ("messages", "kind"),
        ("messages", "mentions"),  # numbers, and account ids
        ("messages", "state"),
        ("sent_marks", "kind"),
        ("sent_marks", "state"),
    }
    for (table,) in tables:
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
            if kind != "TEXT" or (table, column) in exempt:
                continue
            query = f"SELECT count(*) FROM {table} WHERE {column} LIKE '%zyxcanary%'"
            assert connection.execute(query).fetchone() != (0,), (table, column)
    store.close_now()
