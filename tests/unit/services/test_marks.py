"""app/services/marks.py: whatever the order in which things come, the end is the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.content import (
    EditContent,
    MessageMark,
    MessageReference,
    ReactionContent,
    RecallContent,
)
from app.core.ids import AccountId
from app.core.records import MessageKind, MessageRecord, QuoteRecord, VersionRecord
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.services import marks
from app.services.batch_result import BatchResult
from app.services.context import Context
from app.store.store import EncryptedStore
from tests.unit.store.builders import (
    CONVERSATION,
    KEY,
    OTHER_CONVERSATION,
    OWN,
    OWN_DEVICE,
    PEER,
    PEER_DEVICE,
    incoming,
    message_id,
    outgoing,
)

_ACCOUNT = SimpleNamespace(closed=False, account_key=bytes(32))
CONTEXT = cast(
    Context,
    SimpleNamespace(
        own=SimpleNamespace(account_id=OWN),
        local_ms=lambda: 2_000,
        files_due=False,
        replica=SimpleNamespace(
            directory=SimpleNamespace(accounts={PEER: _ACCOUNT}), live_devices=lambda _id: [PEER]
        ),
    ),
)
PEER_IDENTITY = DeviceIdentity(PEER, PEER_DEVICE, bytes(32), bytes(32), bytes(32))
OWN_IDENTITY = DeviceIdentity(OWN, OWN_DEVICE, bytes(32), bytes(32), bytes(32))
HOUR = 60 * 60 * 1000


@dataclass(frozen=True)
class Said:
    """A mark, or (None) the message itself."""

    content: MessageMark | None
    at_ms: int = 1_000
    by: DeviceIdentity = PEER_IDENTITY


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EncryptedStore]:
    folder: Path = tmp_path_factory.mktemp("marks")
    opened = EncryptedStore.open(folder / "profile.db", KEY)
    opened.submit_write(lambda t: t.conversations.ensure(CONVERSATION, PEER)).result()
    opened.submit_write(lambda t: t.conversations.ensure(OTHER_CONVERSATION, PEER)).result()
    yield opened
    opened.close_now()


class _UndoneError(Exception):
    pass


def play(store: EncryptedStore, story: Sequence[Said], record: MessageRecord) -> object:
    """What the row looks like in the end; nothing is kept of it."""
    seen: list[object] = []

    def work(t: Transaction) -> None:
        result = BatchResult()
        for said in story:
            if said.content is None:
                marks.add(t, record)
            else:
                take_in(t, said, result)
        row = t.messages.of_author(CONVERSATION, record.message_id, record.sender_account)
        assert row is not None
        conversation = t.conversations.get(CONVERSATION)
        assert conversation is not None
        versions = t.marks.versions(row.row_id)
        seen.append((replace(row, row_id=0, position=0), versions, conversation.unread))
        assert t.marks.waiting_count(PEER) == 0
        raise _UndoneError

    with pytest.raises(_UndoneError):
        store.submit_write(work).result(30)
    return seen[0]


def take_in(t: Transaction, said: Said, result: BatchResult) -> None:
    assert said.content is not None
    marks.take_in(
        CONTEXT,
        t,
        said.by.account_id,
        said.by.device_id,
        CONVERSATION,
        (OWN, PEER).__contains__,
        said.content,
        said.at_ms,
        5_000,
        result,
    )


TARGET = message_id(1)
TO = MessageReference(PEER, TARGET)
EDITS = st.builds(
    Said,
    st.builds(EditContent, st.just(bytes(TARGET)), st.sampled_from("abc"), st.integers(1, 4)),
    st.sampled_from((900, 2_000, 3_000, 30 * HOUR)),
)
RECALLS = st.builds(
    Said,
    st.just(RecallContent(bytes(TARGET))),
    st.sampled_from((900, 2_000, 4_000, 30 * HOUR)),
)
REACTIONS = st.builds(
    Said,
    st.builds(ReactionContent, st.just(TO), st.sampled_from(("", "👍", "🎉"))),
    st.integers(1, 5),
    st.sampled_from((PEER_IDENTITY, OWN_IDENTITY)),
)
STORIES = st.lists(st.one_of(EDITS, EDITS, REACTIONS, REACTIONS, RECALLS), max_size=8)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_arrival_ends_alike(store: EncryptedStore, data: st.DataObject) -> None:
    story = [Said(None), *data.draw(STORIES)]
    record = incoming(1, text="as it was sent")
    first = play(store, story, record)
    assert play(store, data.draw(st.permutations(story)), record) == first


def test_the_words_of_a_message_taken_back_before_it_came_are_not_written(
    store: EncryptedStore,
) -> None:
    story = [Said(RecallContent(bytes(TARGET)), 2_000), Said(None)]
    row, versions, unread = cast(
        tuple[MessageRecord, list[VersionRecord], int], play(store, story, incoming(1))
    )
    assert (row.text, row.recalled_at_ms, versions, unread) == ("", 2_000, [], 0)


@pytest.mark.parametrize(("late", "taken"), [(25 * HOUR, True), (25 * HOUR + 1, False)])
@pytest.mark.parametrize(
    "content", [RecallContent(bytes(TARGET)), EditContent(bytes(TARGET), "other", 1)]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_day_after_the_message_its_author_can_change_it_no_more(
    store: EncryptedStore, content: MessageMark, first: bool, late: int, taken: bool
) -> None:
    record = incoming(1, sent_at_ms=1_000)
    said = Said(content, 1_000 + late)
    story = [said, Said(None)] if first else [Said(None), said]
    row, _, _ = cast(tuple[MessageRecord, list[VersionRecord], int], play(store, story, record))
    assert (row.text != record.text) is taken


REFUSED = [
    Said(RecallContent(bytes(TARGET)), 2_000, OWN_IDENTITY),
    Said(EditContent(bytes(TARGET), "other words", 1), 2_000, OWN_IDENTITY),
    Said(ReactionContent(MessageReference(OWN, TARGET), "👍"), 2_000),
    Said(RecallContent(b"?" * 16), 2_000),
]


@pytest.mark.parametrize("said", REFUSED)
def test_nobody_else_changes_a_message(store: EncryptedStore, said: Said) -> None:
    record = incoming(1)

    def work(t: Transaction) -> None:
        row = marks.add(t, record)
        assert row is not None
        result = BatchResult()
        take_in(t, said, result)
        assert t.messages.get(row.row_id) == row
        assert result.changed == {}
        raise _UndoneError

    with pytest.raises(_UndoneError):
        store.submit_write(work).result(30)


@pytest.mark.expects_log("names nobody here")
def test_a_mark_about_a_stranger_is_not_even_kept(store: EncryptedStore) -> None:
    stranger = ReactionContent(MessageReference(b"s" * 16, TARGET), "👍")

    def work(t: Transaction) -> None:
        take_in(t, Said(stranger), BatchResult())
        assert t.marks.waiting_count(PEER) == 0

    store.submit_write(work).result(30)


@pytest.mark.parametrize("kind", [MessageKind.NOTICE, MessageKind.UNKNOWN])
def test_only_texts_can_be_changed(store: EncryptedStore, kind: MessageKind) -> None:
    record = incoming(1, kind=kind, text="hole")
    story = [Said(None), *(s for s in _all_kinds())]
    row, _, _ = cast(tuple[MessageRecord, list[VersionRecord], int], play(store, story, record))
    assert (row.text, row.recalled_at_ms, row.reactions) == ("hole", None, ())


def _all_kinds() -> list[Said]:
    return [
        Said(ReactionContent(TO, "👍")),
        Said(EditContent(bytes(TARGET), "other", 1)),
        Said(RecallContent(bytes(TARGET))),
    ]


def test_a_flood_of_marks_about_nothing_stays_small(
    store: EncryptedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MOST_WAITING", 5)

    def work(t: Transaction) -> None:
        for number in range(9):
            take_in(t, Said(RecallContent(bytes(message_id(100 + number)))), BatchResult())
        assert t.marks.waiting_count(PEER) == 5
        marks.forget_waiting(t, 5_000 + marks.WAITING_MS)
        assert t.marks.waiting_count(PEER) == 5
        marks.forget_waiting(t, 5_001 + marks.WAITING_MS)
        assert t.marks.waiting_count(PEER) == 0

    store.submit_write(work).result(30)


def test_a_flood_of_revisions_keeps_one_wording_a_number(store: EncryptedStore) -> None:
    edits = [
        Said(EditContent(bytes(TARGET), f"{turn} {number}", number), 2_000 + turn)
        for turn in range(3)
        for number in (1_000, 1, 2)
    ]
    row, versions, _ = cast(
        tuple[MessageRecord, list[VersionRecord], int],
        play(store, [Said(None), *edits], incoming(1)),
    )
    assert (row.text, [v.text for v in versions]) == ("2 1000", ["incoming 1", "2 1", "2 2"])


def test_what_was_new_in_this_batch_and_is_taken_back_is_not_announced(
    store: EncryptedStore,
) -> None:
    def work(t: Transaction) -> None:
        rows = [marks.add(t, incoming(number)) for number in (1, 2)]
        result = BatchResult(
            added={CONVERSATION: [row.row_id for row in rows if row]},
            incoming_new={CONVERSATION: 2},
        )
        take_in(t, Said(RecallContent(bytes(TARGET)), 2_000), result)
        assert result.incoming_new == {CONVERSATION: 1}
        take_in(t, Said(RecallContent(bytes(TARGET)), 1_500), result)
        assert result.incoming_new == {CONVERSATION: 1}, "once"
        assert rows[0] is not None
        assert result.changed == {CONVERSATION: [rows[0].row_id] * 2}
        raise _UndoneError

    with pytest.raises(_UndoneError):
        store.submit_write(work).result(30)


def test_whoever_quotes_a_message_is_drawn_anew_when_it_changes(store: EncryptedStore) -> None:
    def work(t: Transaction) -> None:
        quoted = marks.add(t, incoming(1))
        answer = marks.add(t, outgoing(2, quote=QuoteRecord(AccountId(PEER), TARGET)))
        assert quoted is not None
        assert answer is not None
        result = BatchResult()
        take_in(t, Said(EditContent(bytes(TARGET), "other", 1), 2_000), result)
        assert result.changed == {CONVERSATION: [quoted.row_id, answer.row_id]}
        raise _UndoneError

    with pytest.raises(_UndoneError):
        store.submit_write(work).result(30)
