"""Groups, their rosters, what waits, and broadcast lists in the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import apsw
import pytest

from app.core.errors import DecodeError
from app.core.file_content import Bitmap
from app.core.group_records import (
    BroadcastListRecord,
    LeaveRecord,
    RosterRecord,
    WaitingKind,
    WaitingMailRecord,
    WaitingRosterRecord,
    decode_notice,
    encode_notice,
)
from app.core.groups import (
    GroupChange,
    GroupMember,
    GroupNotice,
    GroupRecord,
    GroupRole,
    GroupState,
)
from app.core.ids import AccountId, ConversationId, DeviceId
from app.core.store_ports import Transaction
from app.store import migrations
from app.store.connection import open_connection, prepare_file
from app.store.store import EncryptedStore
from app.store.transaction import DatabaseTransaction

T = TypeVar("T")
KEY = bytes(32)
GROUP, OTHER = ConversationId(b"g" * 32), ConversationId(b"o" * 32)
AMIRA, BEN, CARLA = (AccountId(letter * 16) for letter in (b"a", b"b", b"c"))
DEVICE = DeviceId(b"d" * 16)
RECORD = GroupRecord(
    conversation_id=GROUP,
    title="Ward 7",
    picture=Bitmap(1, 1, b"ab"),
    members=(
        GroupMember(AMIRA, b"k" * 32, GroupRole.ADMIN),
        GroupMember(BEN, b"l" * 32, GroupRole.MEMBER),
    ),
    left=(CARLA,),
    state=GroupState.MEMBER,
    passes_history=True,
    epoch=3,
    roster_hash=b"h" * 32,
    log_size=9,
    forked=True,
)
LISTED = BroadcastListRecord(b"i" * 16, "Night shift", (AMIRA, BEN), 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EncryptedStore]:
    opened = EncryptedStore.open(tmp_path / "profile.db", KEY)
    yield opened
    opened.close_now()


def write(store: EncryptedStore, work: Callable[[Transaction], T]) -> T:
    return store.submit_write(work).result()


def read(store: EncryptedStore, work: Callable[[Transaction], T]) -> T:
    return store.submit_read(work).result()


def test_a_group_as_it_stands(store: EncryptedStore) -> None:
    write(store, lambda tx: tx.groups.put(RECORD))
    assert read(store, lambda tx: tx.groups.get(GROUP)) == RECORD
    assert read(store, lambda tx: tx.groups.all()) == [RECORD]
    assert read(store, lambda tx: tx.groups.get(OTHER)) is None
    later = replace(RECORD, picture=None, members=RECORD.members[:1], left=(), title="Ward 8")
    write(store, lambda tx: tx.groups.put(later))
    assert read(store, lambda tx: tx.groups.get(GROUP)) == later


def test_whose_groups(store: EncryptedStore) -> None:
    write(store, lambda tx: tx.groups.put(RECORD))
    write(store, lambda tx: tx.groups.put(replace(RECORD, conversation_id=OTHER, members=())))
    assert read(store, lambda tx: tx.groups.with_member(BEN)) == [GROUP]
    assert read(store, lambda tx: tx.groups.with_member(CARLA)) == []
    assert read(store, lambda tx: tx.groups.is_group(OTHER))


def test_a_fork_is_read_about_once(store: EncryptedStore) -> None:
    write(store, lambda tx: tx.groups.put(RECORD))
    assert write(store, lambda tx: tx.groups.acknowledge_fork(GROUP))
    assert not write(store, lambda tx: tx.groups.acknowledge_fork(GROUP))
    found = read(store, lambda tx: tx.groups.get(GROUP))
    assert found == replace(RECORD, forked=False)


def test_rosters_and_leaves(store: EncryptedStore) -> None:
    first = RosterRecord(b"1" * 32, GROUP, 1, b"first", True)
    second = RosterRecord(b"2" * 32, GROUP, 2, b"second", True)
    left = LeaveRecord(GROUP, CARLA, b"1" * 32, b"leave")
    write(store, lambda tx: tx.groups.put_rosters([second, first]))
    write(store, lambda tx: tx.groups.put_rosters([replace(second, holds=False)]))
    write(store, lambda tx: tx.groups.put_leaves([left, replace(left, leave=b"again")]))
    assert read(store, lambda tx: tx.groups.rosters(GROUP)) == [first, replace(second, holds=False)]
    assert read(store, lambda tx: tx.groups.roster(b"1" * 32)) == first
    assert read(store, lambda tx: tx.groups.leaves(GROUP)) == [left]


def waiting(number: int, by: AccountId = AMIRA) -> WaitingRosterRecord:
    item = number.to_bytes(4, "big")
    return WaitingRosterRecord(GROUP, item * 8, by, WaitingKind.ROSTER, item, number)


def test_what_waits_is_bounded_for_each_person(store: EncryptedStore) -> None:
    def flood(tx: Transaction) -> None:
        tx.groups.wait(waiting(1, BEN), 5)
        for number in range(1, 20):
            tx.groups.wait(waiting(number), 5)
        tx.groups.wait(waiting(19), 5)

    write(store, flood)
    found = read(store, lambda tx: tx.groups.waiting(GROUP))
    assert found == [waiting(1, BEN), *(waiting(number) for number in range(15, 20))]
    assert read(store, lambda tx: tx.groups.waiting_groups()) == [GROUP]
    write(store, lambda tx: tx.groups.end_waiting(GROUP, [waiting(15).item_hash]))
    assert write(store, lambda tx: tx.groups.forget_waiting_before(18)) == 3
    assert read(store, lambda tx: tx.groups.waiting(GROUP)) == [waiting(18), waiting(19)]


def mail(number: int, roster: bytes = b"r" * 32) -> WaitingMailRecord:
    return WaitingMailRecord(GROUP, roster, AMIRA, DEVICE, b"%d" % number, number)


def test_mail_waits_for_its_roster(store: EncryptedStore) -> None:
    def come(tx: Transaction) -> None:
        for number in range(1, 9):
            tx.groups.wait_mail(mail(number), 5)
        tx.groups.wait_mail(mail(9, b"s" * 32), 5)

    write(store, come)
    assert read(store, lambda tx: sorted(tx.groups.mail_waits_for(GROUP))) == [b"r" * 32, b"s" * 32]
    assert write(store, lambda tx: tx.groups.take_mail(OTHER, [b"r" * 32])) == []
    found = write(store, lambda tx: tx.groups.take_mail(GROUP, [b"r" * 32, b"x" * 32]))
    assert found == [mail(number) for number in range(5, 9)]
    assert read(store, lambda tx: tx.groups.mail_waits_for(GROUP)) == [b"s" * 32]
    assert read(store, lambda tx: tx.groups.mail_waits_from()) == [(GROUP, DEVICE, 9)]


def test_the_later_list_holds_whatever_the_order(store: EncryptedStore) -> None:
    later = replace(LISTED, title="", people=(), changed_at_ms=6)
    assert write(store, lambda tx: tx.lists.put(later))
    assert not write(store, lambda tx: tx.lists.put(LISTED))
    assert read(store, lambda tx: tx.lists.all()) == [later]
    assert write(store, lambda tx: tx.lists.put(replace(LISTED, changed_at_ms=7)))
    assert read(store, lambda tx: tx.lists.get(LISTED.list_id)) == replace(LISTED, changed_at_ms=7)
    assert not write(store, lambda tx: tx.lists.put(replace(LISTED, changed_at_ms=7)))


def test_lines_in_a_group() -> None:
    notice = GroupNotice(GroupChange.RENAMED, AMIRA, (BEN, CARLA), 'Ward "7" \N{HOSPITAL}')
    assert decode_notice(encode_notice(notice)) == notice
    plain = GroupNotice(GroupChange.LEFT, BEN)
    assert decode_notice(encode_notice(plain)) == plain
    for text in ("", "{}", "[]", '{"change":"group-left"}', '{"change":"x","actor":""}', "1"):
        with pytest.raises(DecodeError):
            decode_notice(text)


# What is read whole on purpose: a person's own groups and lists, and the few of which mail waits.
WHOLE = {
    "SCAN groups",
    "SCAN broadcast_lists",
    "SCAN CONSTANT ROW",
    "SCAN sqlite_sequence",
}


def exercise(tx: DatabaseTransaction) -> None:
    tx.groups.put(RECORD)
    tx.groups.get(GROUP)
    tx.groups.all()
    tx.groups.is_group(GROUP)
    tx.groups.with_member(AMIRA)
    tx.groups.acknowledge_fork(GROUP)
    tx.groups.put_rosters([RosterRecord(b"1" * 32, GROUP, 1, b"first", True)])
    tx.groups.rosters(GROUP)
    tx.groups.roster(b"1" * 32)
    tx.groups.put_leaves([LeaveRecord(GROUP, CARLA, b"1" * 32, b"leave")])
    tx.groups.leaves(GROUP)
    tx.groups.wait(waiting(1), 5)
    tx.groups.waiting(GROUP)
    tx.groups.waiting_groups()
    tx.groups.end_waiting(GROUP, [b"1" * 32])
    tx.groups.wait_mail(mail(1), 5)
    tx.groups.mail_waits_for(GROUP)
    tx.groups.mail_waits_from()
    tx.groups.mail_from(DEVICE)
    tx.groups.take_mail(GROUP, [b"r" * 32])
    tx.groups.forget_waiting_before(1)
    tx.lists.put(LISTED)
    tx.lists.get(LISTED.list_id)
    tx.lists.all()


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
    queries = [sql for sql in statements if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE)", sql)]
    assert len(queries) > 20
    for sql in queries:
        places = [int(n) for n in re.findall(r"\?(\d+)", sql)]
        bindings = (None,) * (max(places) if places else sql.count("?"))
        for row in connection.execute("EXPLAIN QUERY PLAN " + sql, bindings):
            step = str(row[3])
            if "VIRTUAL TABLE" in step:
                assert step.startswith("SCAN json_each")
                continue
            by_index = step.startswith("SCAN waiting_") and "USING" in step
            assert not step.startswith("SCAN") or step in WHOLE or by_index, (step, sql)
            sorted_few = "FROM waiting_" in sql  # what one group or device can have there
            assert "TEMP B-TREE" not in step or sorted_few, (step, sql)
    connection.close()
