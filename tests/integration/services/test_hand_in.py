"""A message alone in the queue is on its way to the relay before the event loop comes to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Generator, Sequence
from pathlib import Path
from types import coroutine
from typing import Any

import pytest

from app.core.records import DeliveryState, MessageRecord
from app.core.transport_types import OutgoingSubmission
from tests.support.clinic import Clinic, eventually


@coroutine
def rest(
    begun: Coroutine[Any, Any, MessageRecord], waits_for: object
) -> Generator[object, None, MessageRecord]:
    """Go on with a coroutine that was begun by hand."""
    while True:
        yield waits_for
        try:
            waits_for = begun.send(None)
        except StopIteration as end:
            row: MessageRecord = end.value
            return row


def test_a_message_does_not_wait_for_the_event_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas", "Nurse")
        await amira.enrol()
        await jonas.enrol()
        messages, context = amira.open.messages, amira.open.engine._context
        handover, submit = amira.open.engine._outbox.handover, context.relay.submit
        conversation_id = await amira.conversation_with("Jonas")
        handed_in, submissions = threading.Event(), list[bytes]()

        def note(batch: Sequence[OutgoingSubmission]) -> Any:
            submissions.extend(each.submission_id for each in batch)
            handed_in.set()
            return submit(batch)

        written = 0

        async def is_queue_known() -> bool:
            nonlocal written
            await messages.send_text(conversation_id, "before")
            written += 1
            await eventually(is_all_sent)
            return written > 1 and handover._last_order is not None  # the first made the session

        async def is_all_sent() -> bool:
            states = await amira.states("Jonas")
            return len(states) == written and DeliveryState.QUEUED not in states

        await eventually(is_queue_known)
        assert handover._last_order is not None
        monkeypatch.setattr(context.relay, "submit", note)
        begun = messages.send_text(conversation_id, "alone")
        waits_for = begun.send(None)
        assert handed_in.wait(30)  # and the event loop does nothing all the while
        await rest(begun, waits_for)
        written += 1
        await eventually(is_all_sent)
        assert len(submissions) == len(set(submissions)), "the pump took it over"
        await eventually(lambda: _has(jonas, written))
        await amira.lock()
        await jonas.lock()

    async def _has(person: Any, count: int) -> bool:
        return len(await person.texts("Amira")) == count

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))
