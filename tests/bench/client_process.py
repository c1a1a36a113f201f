"""A real client in a process of its own that sends and takes the time (see `exchange.py`).

Times are `time.monotonic()`, which every process of a computer shares. A message counts as sent
when the relay has acknowledged it and that is stored here; as arrived when it is stored and
announced to whoever would show it. Nothing is written to a pipe while the clock runs.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from app.core.bus import Event, MessagesAdded, MessagesChanged
from app.core.ids import ConversationId, MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.store_ports import Transaction
from app.core.transport_types import OutgoingSubmission
from app.services.session_start import start_sessions
from tests.support.client_process import Commands, person_from_arguments, serve
from tests.support.clinic import Person

TEXT = (
    "Bed 4: potassium 6.1 at 07:40, repeated and confirmed. ECG without changes. Please call me. "
)
"""About as long as what people write: 100 characters with the number that follows it."""


def process_memory(process: int) -> int:
    """Resident set size of a process, in bytes; 0 where `/proc` does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


class MeasuringCommands(Commands):
    """`Commands` that also take the time."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self._arrivals: list[float] = []
        self._sent: dict[int, float] = {}
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._filled = 0

    async def time_events(self) -> None:
        """Note from now on when messages arrive and when ours are sent."""
        self.person.open.bus.subscribe(self._note)

    def _note(self, event: Event) -> None:
        now = time.monotonic()
        if isinstance(event, MessagesAdded) and event.incoming_new:
            self._arrivals.extend([now] * event.incoming_new)
        elif isinstance(event, MessagesChanged):
            for row_id in event.row_ids:
                self._sent.setdefault(row_id, now)
                waiting = self._waiting.pop(row_id, None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(None)

    async def _send_and_wait(self, conversation: ConversationId, text: str) -> tuple[float, float]:
        started = time.monotonic()
        row = await self.person.open.messages.send_text(conversation, text)
        if row.row_id not in self._sent:
            future = asyncio.get_running_loop().create_future()
            self._waiting[row.row_id] = future
            await future
        return started, self._sent[row.row_id]

    async def send_awaited(
        self, conversation: str, count: int, pause: float = 0.0
    ) -> list[tuple[float, float]]:
        """Send one by one, each once the one before is at the relay; (begun, sent) of each.

        `pause`: mean seconds in between, drawn at random so that nothing runs in step.
        """
        conversation_id = ConversationId(bytes.fromhex(conversation))
        times: list[tuple[float, float]] = []
        for number in range(count):
            times.append(await self._send_and_wait(conversation_id, f"{TEXT}{number:8}"))
            if pause:
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))
        return times

    async def send_in_flight(
        self, conversation: str, count: int, in_flight: int
    ) -> list[tuple[float, float]]:
        """Send `count` messages, always `in_flight` of them not yet at the relay."""
        conversation_id = ConversationId(bytes.fromhex(conversation))
        times: list[tuple[float, float]] = []
        numbers = iter(range(count))

        async def sender() -> None:
            for number in numbers:
                times.append(await self._send_and_wait(conversation_id, f"{TEXT}{number:8}"))

        await asyncio.gather(*[sender() for _ in range(in_flight)])
        return times

    async def send_to(self, conversations: list[str], text: str) -> tuple[float, float]:
        """One message to each conversation at once; when begun, when all are at the relay."""
        started = time.monotonic()
        ids = [ConversationId(bytes.fromhex(each)) for each in conversations]
        times = await asyncio.gather(*[self._send_and_wait(each, text) for each in ids])
        return started, max(sent for _, sent in times)

    async def conversations(self, prefix: str, count: int) -> list[str]:
        """The conversations with the `count` people whose names begin so, once all are known."""
        while True:
            contacts = await self.person.open.contacts.contacts()
            found = [contact for contact in contacts if contact.name.startswith(prefix)]
            if len(found) == count:
                break
            await asyncio.sleep(0.05)
        views = [await self.person.open.contacts.conversation(c.account_id) for c in found]
        return [view.record.conversation_id.hex() for view in views]

    async def sizes(self, conversation: str) -> dict[str, int]:
        """Bytes of body and envelope on the wire, for a text of a hundred characters."""
        context = self.person.open._context
        submit, sent = context.relay.submit, list[int]()

        def note(submissions: Sequence[OutgoingSubmission]) -> Any:
            for submission in submissions:
                envelopes = sum(len(recipient.envelope) for recipient in submission.recipients)
                sent.append(len(submission.body) + envelopes)
            return submit(submissions)

        conversation_id = ConversationId(bytes.fromhex(conversation))
        with mock.patch.object(context.relay, "submit", note):
            await self._send_and_wait(conversation_id, "x" * 100)
            established = sent.pop()
            (account_id,) = [
                contact.account_id
                for contact in await self.person.open.contacts.contacts()
                if contact.conversation_id == conversation_id
            ]
            devices = context.replica.live_devices(account_id)
            await start_sessions(context, devices, replacing=True)
            await self._send_and_wait(conversation_id, "x" * 100)
        return {"established session": established, "first of a session": sent.pop()}

    async def fill(self, name: str, count: int) -> None:
        """Store messages as if they had arrived, for the start with many of them."""
        account_id = await self.person.account_of(name)
        conversation_id = await self.person.conversation_with(name)
        context = self.person.open._context
        (device,) = context.replica.live_devices(account_id)
        now = context.now_ms()

        def record(number: int) -> MessageRecord:
            return MessageRecord(
                row_id=0,
                position=0.0,
                conversation_id=conversation_id,
                message_id=MessageId(context.randomness.random_bytes(16)),
                sender_account=account_id,
                sender_device=device.device_id,
                sender_seq=number,
                outgoing=False,
                kind=MessageKind.TEXT,
                text=f"{TEXT}{number:8}",
                sent_at_ms=now,
                arrived_at_ms=now,
                state=DeliveryState.RECEIVED,
                failure=None,
                skewed=False,
                devset_hash=bytes(32),
                log_size=1,
                log_root=bytes(32),
            )

        def write(numbers: range, tx: Transaction) -> None:
            for number in numbers:
                tx.messages.add(record(number))

        first = self._filled + 1
        self._filled += count
        for start in range(first, first + count, 500):
            numbers = range(start, min(start + 500, first + count))
            await context.store.write(partial(write, numbers))

    async def first_page(self, name: str) -> int:
        """What a window needs at first: people, conversations, the newest messages; how many."""
        await self.person.open.contacts.conversations()
        (contact,) = [c for c in await self.person.open.contacts.contacts() if c.name == name]
        page = await self.person.open.messages.page(contact.conversation_id, limit=100)
        return len(page)

    async def arrivals(self, count: int, seconds: float = 60.0) -> list[float]:
        """Wait until `count` messages have arrived since the last call; when each did."""
        deadline = time.monotonic() + seconds
        while len(self._arrivals) < count:
            assert time.monotonic() < deadline, f"{len(self._arrivals)} of {count} arrived"
            await asyncio.sleep(0.01)
        arrived, self._arrivals = self._arrivals[:count], self._arrivals[count:]
        return arrived


if __name__ == "__main__":
    asyncio.run(serve(MeasuringCommands(person_from_arguments())))
