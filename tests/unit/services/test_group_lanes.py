"""In what order the outbox is handed in where groups, people and own devices are mixed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.content import GroupHistoryContent, ReceiptContent, TextContent, encode
from app.core.group_content import RosterContent
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId, SubmissionId
from app.core.records import OutboxRecipient, OutboxRecord
from app.services import sending_order

OWN = AccountId(b"o" * 16)
PEOPLE = [AccountId(bytes([n]) * 16) for n in (1, 2)]
GROUPS = [ConversationId(bytes([n]) * 32) for n in (11, 12)]
DEVICES = [DeviceId(bytes([n]) * 16) for n in (21, 22, 23)]
CONTENTS = (
    TextContent("x"),
    ReceiptContent(1, 1),
    RosterContent((b"r",)),
    GroupHistoryContent(()),
)


@st.composite
def records(draw: st.DrawFn) -> list[OutboxRecord]:
    """A queue as it may be: sealed and not, to people, to groups, to single devices in groups."""
    queue = []
    for number in range(draw(st.integers(0, 20))):
        to_group = draw(st.booleans())
        alone = draw(st.booleans())
        account = draw(st.sampled_from([*PEOPLE, OWN]))
        conversation = (
            draw(st.sampled_from(GROUPS)) if to_group else ConversationId(bytes(16) + account)
        )
        sealed = draw(st.booleans())
        device = draw(st.sampled_from(DEVICES))
        named = (OutboxRecipient(device, False, b"e" if sealed else b""),)
        queue.append(
            OutboxRecord(
                order=number + 1,
                submission_id=SubmissionId(number.to_bytes(16, "big")),
                conversation_id=conversation,
                message_id=MessageId(number.to_bytes(16, "big")),
                account_id=account if alone or not to_group else None,
                complete=not alone,
                log_size=1,
                body=b"b" if sealed else b"",
                recipients=named if alone or sealed else (),
                content=encode(draw(st.sampled_from(CONTENTS))),
            )
        )
    return queue


@given(records())
def test_no_lane_overtakes_itself_and_none_holds_up_another(queue: list[OutboxRecord]) -> None:
    batch = sending_order.batch_of(OWN, queue, set())
    taken = {record.order for record in batch}
    assert [record.order for record in batch] == sorted(taken)
    blocked: set[bytes] = set()
    for record in queue:
        lane = sending_order.lane_of(OWN, record)
        if not record.body:
            blocked.add(lane)
        assert (record.order in taken) == (bool(record.body) and lane not in blocked)


@given(records())
def test_a_group_is_one_lane_and_what_goes_to_one_device_of_it_another(
    queue: list[OutboxRecord],
) -> None:
    for record in queue:
        lane = sending_order.lane_of(OWN, record)
        if record.account_id is None:
            assert lane == record.conversation_id
        assert lane.startswith(record.conversation_id)


def test_a_message_to_four_hundred_devices_is_one_request() -> None:
    recipients = tuple(
        OutboxRecipient(DeviceId(n.to_bytes(16, "big")), True, bytes(4_500)) for n in range(500)
    )
    record = OutboxRecord(
        order=1,
        submission_id=SubmissionId(bytes(16)),
        conversation_id=GROUPS[0],
        message_id=MessageId(bytes(16)),
        account_id=None,
        complete=True,
        log_size=1,
        body=bytes(128 * 1024),
        recipients=recipients,
        content=encode(TextContent("x")),
    )
    assert sending_order.batch_of(OWN, [record], set()) == [record]
    submission = sending_order.submission(record)
    assert submission.complete
    size = len(submission.body) + sum(40 + len(r.envelope) for r in submission.recipients)
    assert size < 8 * 1024 * 1024
