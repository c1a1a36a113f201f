"""A process that writes transactions and reports each once it is durable, until it is killed.

Run as `python -m tests.unit.store.writer_process DATABASE FIRST COUNT [TOGETHER]`. A line on
standard output is the number of a work that `write` has returned from; `TOGETHER` of them wait at
the same time.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from app.core.store_ports import Transaction
from app.store.store import EncryptedStore
from tests.unit.store.builders import CONVERSATION, KEY, PEER, incoming, session, submission


def work(number: int, transaction: Transaction) -> None:
    """What receiving and answering one message touches; all or none of it may survive."""
    transaction.conversations.ensure(CONVERSATION, PEER)
    transaction.messages.add(incoming(number, text=f"durable {number} " * 20))
    transaction.sessions.put(session(1, state=number.to_bytes(8, "big") * 150))
    transaction.outbox.add(submission(number))
    transaction.settings.put("last", str(number).encode())


async def main(path: Path, first: int, count: int, together: int = 1) -> None:
    store = await EncryptedStore.open_async(path, KEY)

    async def write(number: int) -> None:
        await store.write(lambda t: work(number, t))
        os.write(1, f"{number}\n".encode())

    for start in range(first, first + count, together):
        await asyncio.gather(*[write(start + number) for number in range(together)])
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *map(int, sys.argv[2:])))
