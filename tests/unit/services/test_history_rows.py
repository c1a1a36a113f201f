"""Rows of before on their way to another workstation and back: as they were, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import msgspec
import pytest

from app.core.content import HistoryContent, HistoryRow
from app.core.content import decode as decode_content
from app.core.content import encode as encode_content
from app.core.content_checks import MAX_TEXT_LENGTH
from app.core.group_records import encode_notice
from app.core.groups import GroupChange, GroupNotice
from app.core.ids import AccountId, ConversationId, DeviceId, LogId, MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord, Notice
from app.crypto.envelope import conversation_id
from app.services.history_rows import NotSentElsewhere, from_history, to_history
from app.services.history_sending import PART_BYTES
from app.ui.formats import failure_words

OWN, OTHER = AccountId(b"o" * 16), AccountId(b"p" * 16)
LOG = LogId(b"l" * 32)
CONVERSATION = conversation_id(LOG, OWN, OTHER)


@dataclass
class Directory:
    accounts: Any = field(default_factory=lambda: MappingProxyType({OWN: None, OTHER: None}))


@dataclass
class Replica:
    """A log with two people."""

    directory: Directory = field(default_factory=Directory)


def record(**changes: Any) -> MessageRecord:
    fields: dict[str, Any] = {
        "row_id": 7,
        "position": 3.0,
        "conversation_id": CONVERSATION,
        "message_id": MessageId(b"m" * 16),
        "sender_account": OTHER,
        "sender_device": DeviceId(b"d" * 16),
        "sender_seq": 12,
        "outgoing": False,
        "kind": MessageKind.TEXT,
        "text": "Kalium 6,1 – bitte wiederholen",
        "sent_at_ms": 1000,
        "arrived_at_ms": 2000,
        "state": DeliveryState.RECEIVED,
        "failure": None,
        "skewed": True,
        "devset_hash": b"h" * 32,
        "log_size": 9,
        "log_root": b"r" * 32,
    }
    return MessageRecord(**{**fields, **changes})


def there_and_back(original: MessageRecord, key: bytes = OTHER) -> MessageRecord | None:
    row = to_history(original, key)
    assert row is not None
    content = HistoryContent(b"t" * 16, 1, 1, (row,))
    sent = decode_content(encode_content(content))
    assert isinstance(sent, HistoryContent)
    return from_history(sent.rows[0], OWN, LOG, Replica())


def test_an_incoming_row_looks_as_it_did() -> None:
    assert there_and_back(record()) == record(
        row_id=0, position=0.0, sender_seq=0, devset_hash=b"", log_size=0, log_root=b""
    )


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ])
def test_an_outgoing_row_keeps_its_state(state: DeliveryState) -> None:
    back = there_and_back(record(outgoing=True, sender_account=OWN, state=state))
    assert back is not None
    assert back.state is state
    assert back.outgoing


def test_what_was_not_sent_says_so_in_words() -> None:
    back = there_and_back(
        record(outgoing=True, sender_account=OWN, state=DeliveryState.FAILED, failure="no-device")
    )
    assert back is not None
    assert back.state is DeliveryState.FAILED
    assert failure_words(back.failure) == NotSentElsewhere.message


def test_what_still_waits_is_left_to_arrive_by_itself() -> None:
    waiting = record(outgoing=True, sender_account=OWN, state=DeliveryState.QUEUED)
    assert to_history(waiting, OTHER) is None


def test_notices_and_unknown_kinds_are_rows_too() -> None:
    notice = record(kind=MessageKind.NOTICE, text=Notice.KEY_CHANGED.value)
    back = there_and_back(notice)
    assert back is not None
    assert (back.kind, back.text) == (MessageKind.NOTICE, "key-changed")
    unknown = there_and_back(record(kind=MessageKind.UNKNOWN, text="poll"))
    assert unknown is not None
    assert unknown.kind is MessageKind.UNKNOWN


LIES: dict[str, dict[str, Any]] = {
    "an account the log does not have": {"conversation": b"x" * 16, "sender": b"x" * 16},
    "a conversation with oneself": {"conversation": OWN, "sender": OWN},
    "somebody else's words in a colleague's mouth": {"sender": b"x" * 16},
    "our words as theirs": {"sender": OWN},
    "theirs as ours": {"outgoing": True, "state": "sent"},
    "received by us and sent": {"state": "sent"},
    "sent by us and received": {"outgoing": True, "sender": OWN},
    "for ever on its way": {"outgoing": True, "sender": OWN, "state": "queued"},
    "a state that there is not": {"state": "shredded"},
    "a notice that there is not": {"kind": "notice", "text": "free-beer"},
    "a notice of our own": {
        "kind": "notice",
        "text": "verified",
        "outgoing": True,
        "sender": OWN,
        "state": "sent",
    },
    "nothing": {"text": ""},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_row_that_contradicts_itself_is_left_out(lie: str) -> None:
    row = to_history(record(), OTHER)
    assert row is not None
    false = msgspec.structs.replace(row, **LIES[lie])
    assert from_history(false, OWN, LOG, Replica()) is None


@pytest.mark.parametrize("character", ["a", "\x01", "ä", "😀", '"'])
def test_the_longest_text_fits_into_a_part(character: str) -> None:
    row = to_history(record(text=character * MAX_TEXT_LENGTH), OTHER)
    assert row is not None
    content = HistoryContent(b"t" * 16, 1, 1, (row,))
    assert len(encode_content(content)) <= 100 * 1024
    assert PART_BYTES < 100 * 1024


def test_a_row_shows_nothing_of_what_it_says() -> None:
    row = to_history(record(), OTHER)
    assert row is not None
    content = HistoryContent(b"t" * 16, 1, 1, (row,))
    assert "Kalium" not in f"{row!r}{content!r}"
    assert isinstance(row, HistoryRow)


GROUP = ConversationId(b"g" * 32)


@pytest.mark.parametrize("sender", [OWN, OTHER])
def test_a_row_of_a_group_comes_back_with_whoever_wrote_it(sender: AccountId) -> None:
    outgoing = sender == OWN
    state = DeliveryState.READ if outgoing else DeliveryState.RECEIVED
    original = record(conversation_id=GROUP, sender_account=sender, outgoing=outgoing, state=state)
    back = there_and_back(original, GROUP)
    assert back is not None
    assert back.conversation_id == GROUP
    assert (back.sender_account, back.outgoing, back.text) == (sender, outgoing, original.text)


def test_a_line_about_a_group_comes_back_and_nonsense_does_not() -> None:
    line = encode_notice(GroupNotice(GroupChange.RENAMED, OWN, title="Ward 8"))
    of_group = record(conversation_id=GROUP, sender_account=OWN, kind=MessageKind.GROUP, text=line)
    back = there_and_back(of_group, GROUP)
    assert back is not None
    assert back.text == line
    assert there_and_back(replace(of_group, text="{}"), GROUP) is None
    assert there_and_back(replace(of_group, conversation_id=CONVERSATION), OTHER) is None
    stranger = AccountId(b"x" * 16)
    assert there_and_back(record(conversation_id=GROUP, sender_account=stranger), GROUP) is None
