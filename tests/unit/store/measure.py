"""How fast the store is on this disk: `python -m tests.unit.store.measure`. It only prints."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.core.ids import ConversationId
from app.core.store_ports import Transaction
from app.store.store import EncryptedStore
from tests.unit.store.builders import CONVERSATION, KEY, PEER, PEER_DEVICE, incoming, session

WRITES = 2_000
ROWS = 100_000
CONVERSATIONS = 500


def receive(number: int) -> Callable[[Transaction], None]:
    """A message, its conversation, and the ratchet's next state in one transaction."""

    def work(transaction: Transaction) -> None:
        transaction.messages.add(incoming(number))
        transaction.sessions.put(session(1, state=os.urandom(1_500)))

    return work


def history(transaction: Transaction) -> None:
    for number in range(WRITES + 1, ROWS + 1):
        transaction.messages.add(incoming(number, text=f"the result number {number} is there"))
    for number in range(CONVERSATIONS):
        conversation = ConversationId(number.to_bytes(32, "big"))
        transaction.conversations.ensure(conversation, PEER)
        transaction.messages.add(incoming(number + 1, conversation_id=conversation))


READS: dict[str, Callable[[Transaction], object]] = {
    "nothing": lambda t: None,
    "page of 100, newest": lambda t: t.messages.page(CONVERSATION, limit=100),
    "page of 100, middle": lambda t: t.messages.page(CONVERSATION, before=5e4, limit=100),
    "list of 500 conversations": lambda t: t.conversations.all(),
    "search, three words": lambda t: t.messages.search("result num 777", 50),
    "devices of a conversation": lambda t: t.messages.incoming_devices(CONVERSATION),
    "highest sequence, oldest row": lambda t: t.messages.highest_incoming_seq(
        CONVERSATION, PEER_DEVICE, 5
    ),
}


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1_000:8.2f} ms"


async def measure(path: Path) -> None:
    store = await EncryptedStore.open_async(path, KEY)
    await store.write(lambda t: t.conversations.ensure(CONVERSATION, PEER))
    times = []
    for number in range(1, WRITES + 1):
        begun = time.perf_counter()
        await store.write(receive(number))
        times.append(time.perf_counter() - begun)
    times.sort()
    print(f"durable writes, one by one: {WRITES / sum(times):8.0f} per s")
    print(f"  p50 {milliseconds(times[WRITES // 2])}  p99 {milliseconds(times[-WRITES // 100])}")
    begun = time.perf_counter()
    await store.write(history)
    print(f"{ROWS - WRITES} messages in one transaction: {time.perf_counter() - begun:.1f} s")
    for name, work in READS.items():
        spent = []
        for _ in range(5):
            begun = time.perf_counter()
            await store.read(work)
            spent.append(time.perf_counter() - begun)
        print(f"{name:32} {milliseconds(sorted(spent)[2])}")
    await store.close()
    begun = time.perf_counter()
    store = await EncryptedStore.open_async(path, KEY, create=False)
    print(f"opening, all pages checked:      {milliseconds(time.perf_counter() - begun)}")
    await store.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        database = Path(directory) / "profile.db"
        asyncio.run(measure(database))
        print(f"size: {database.stat().st_size >> 20} MiB")
