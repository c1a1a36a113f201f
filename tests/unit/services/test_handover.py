"""The pump may skip reading the outbox only when the queue holds what it was handed, alone."""

from __future__ import annotations

from concurrent.futures import Future

from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import AccountId, ConversationId, MessageId, SubmissionId
from app.core.records import OutboxRecord
from app.core.transport_types import SubmissionOutcome
from app.services.handover import Handover


def record(order: int, body: bytes = b"sealed") -> OutboxRecord:
    return OutboxRecord(
        order,
        SubmissionId(order.to_bytes(16, "big")),
        ConversationId(bytes(32)),
        MessageId(bytes(16)),
        AccountId(bytes(16)),
        True,
        1,
        body,
        (),
        b"{}",
    )


def emptied(last_order: int) -> Handover:
    handover = Handover()
    handover.emptied(last_order, handover.mark())
    return handover


def test_nothing_is_known_at_first() -> None:
    assert Handover().take() is None


def test_the_next_record_is_handed_over_once() -> None:
    handover = emptied(7)
    assert handover.take() == []
    handover.added(record(8))
    assert handover.take() == [record(8)]
    assert handover.take() is None


def test_a_gap_an_unsealed_record_or_a_second_one_is_read() -> None:
    for added in (record(9), record(8, b""), None):
        handover = emptied(7)
        handover.added(added)
        assert handover.take() is None
    handover = emptied(7)
    handover.added(record(8))
    handover.added(record(9))
    assert handover.take() is None


def test_what_was_added_while_the_queue_was_looked_at_is_not_forgotten() -> None:
    handover = Handover()
    mark = handover.mark()
    handover.added()
    handover.emptied(7, mark)
    assert handover.take() is None


STEPS = st.lists(
    st.sampled_from(["add", "add unsealed", "add silently", "settle", "late settle", "tell"]),
    max_size=40,
)


@given(STEPS)
def test_what_is_taken_is_always_the_whole_queue(steps: list[str]) -> None:
    """Against a model: a queue with one writer's transactions, told of in the same order."""
    handover = Handover()
    queue: list[OutboxRecord] = []
    untold: list[OutboxRecord | None] = []
    order = 0
    for step in steps:
        if step.startswith("add"):
            order += 1
            new = record(order, b"" if step == "add unsealed" else b"sealed")
            queue.append(new)
            untold.append(None if step == "add silently" else new)
        elif step == "tell":
            while untold:
                handover.added(untold.pop(0))
        else:
            taken = handover.take()
            if taken is None:
                taken = list(queue)
            elif not untold:
                assert taken == queue
            assert taken == queue[: len(taken)]
            mark = handover.mark()
            if step == "late settle" and untold:
                handover.added(untold.pop(0))
            del queue[: len(taken)]
            if taken and not queue:
                handover.emptied(taken[-1].order, mark)


def test_only_what_is_sealed_and_alone_is_handed_in_early() -> None:
    handover = emptied(7)
    assert handover.follows(record(8))
    assert not handover.follows(record(8, body=b""))
    assert not handover.follows(record(9))
    handover.added(record(8))
    assert not handover.follows(record(9))
    assert not Handover().follows(record(1))


def test_the_pump_takes_over_the_request_that_was_begun_for_its_batch() -> None:
    handover, begun = emptied(7), Future[tuple[SubmissionOutcome, ...]]()
    assert handover.take_begun([record(8)]) is None
    handover.begin(record(8), begun)
    assert handover.take_begun([record(8)]) is begun
    assert handover.take_begun([record(8)]) is None
    for other in ([record(9)], [record(8), record(9)]):
        handover.begin(record(8), begun)
        assert handover.take_begun(other) is None


def test_a_request_that_failed_meanwhile_is_made_again() -> None:
    handover = emptied(7)
    failed, cancelled, done = (Future[tuple[SubmissionOutcome, ...]]() for _ in range(3))
    failed.set_exception(OSError())
    cancelled.cancel()
    done.set_result(())
    for begun, kept in ((failed, None), (cancelled, None), (done, done)):
        handover.begin(record(8), begun)
        assert handover.take_begun([record(8)]) is kept
