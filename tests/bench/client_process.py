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
from pathlib import Path

from app.core.bus import Event, MessagesAdded, MessagesChanged
from app.core.ids import ConversationId
from app.core.records import DeliveryState
from tests.support.client_process import Commands, person_from_arguments, serve
from tests.support.clinic import Person

TEXT = "Bed 4: potassium 6.1 at 07:40, repeated and confirmed. ECG without changes. Please call me. "
"""About as long as what people write: 100 characters with the number that follows it."""


def resident_bytes() -> int:
    """Memory of this process that is its own, where the kernel tells (0 elsewhere)."""
    return process_memory(os.getpid())


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

    async def conversations(self, prefix: str) -> list[str]:
        """The conversations with everyone whose name begins so."""
        found = []
        for contact in await self.person.open.contacts.contacts():
            if contact.name.startswith(prefix):
                view = await self.person.open.contacts.conversation(contact.account_id)
                found.append(view.record.conversation_id.hex())
        return found

    async def arrivals(self, count: int, seconds: float = 60.0) -> list[float]:
        """Wait until `count` messages have arrived since the last call; when each did."""
        deadline = time.monotonic() + seconds
        while len(self._arrivals) < count:
            assert time.monotonic() < deadline, f"{len(self._arrivals)} of {count} arrived"
            await asyncio.sleep(0.01)
        arrived, self._arrivals = self._arrivals[:count], self._arrivals[count:]
        return arrived

    async def forget(self) -> None:
        """Start counting anew."""
        self._arrivals.clear()
        self._sent.clear()

    async def all_delivered(self, name: str) -> bool:
        """Whether everything written to a person is known to be at their computer."""
        rows = await self.person.rows(name)
        return all(
            row.state in (DeliveryState.DELIVERED, DeliveryState.READ)
            for row in rows
            if row.outgoing
        )

    async def memory(self) -> int:
        """Resident bytes."""
        return resident_bytes()


if __name__ == "__main__":
    asyncio.run(serve(MeasuringCommands(person_from_arguments())))
