"""Long conversations, and what is in them."""

from __future__ import annotations

from app.core.ids import MessageId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.store_ports import Transaction
from app.crypto.system_random import SystemRandom
from tests.support.clinic import Person


async def timeline(person: Person, name: str) -> list[tuple[str, bool, str]]:
    rows = await person.rows(name)
    return [(row.kind.value, row.outgoing, row.text) for row in rows]


def texts(rows: list[tuple[str, bool, str]]) -> list[str]:
    return [text for kind, _, text in rows if kind == "text"]


async def add_rows(person: Person, name: str, count: int) -> None:
    """A long history, put straight into the database."""
    conversation_id = await person.conversation_with(name)
    account = await person.account_of(name)
    context = person.open._context
    random = SystemRandom()

    def add(tx: Transaction) -> None:
        for number in range(count):
            outgoing = number % 2 == 0
            tx.messages.add(
                MessageRecord(
                    row_id=0,
                    position=0.0,
                    conversation_id=conversation_id,
                    message_id=MessageId(random.random_bytes(16)),
                    sender_account=context.own.account_id if outgoing else account,
                    sender_device=context.own.device_id,
                    sender_seq=0,
                    outgoing=outgoing,
                    kind=MessageKind.TEXT,
                    text=f"message {number} " + "x" * 150,
                    sent_at_ms=1_700_000_000_000 + number,
                    arrived_at_ms=1_700_000_000_000 + number,
                    state=DeliveryState.READ if outgoing else DeliveryState.RECEIVED,
                    failure=None,
                    skewed=False,
                    devset_hash=b"",
                    log_size=0,
                    log_root=b"",
                )
            )

    await context.store.write(add)
