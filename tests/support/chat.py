"""Finding messages by their words, and waiting for what is done to them."""

from __future__ import annotations

from collections.abc import Callable

from app.core.records import MessageKind, MessageRecord
from tests.support.clinic import Person, eventually


async def texts(person: Person, name: str) -> list[MessageRecord]:
    """Every text of a conversation, those that were taken back among them."""
    return [row for row in await person.rows(name) if row.kind is MessageKind.TEXT]


async def row_of(person: Person, name: str, text: str) -> MessageRecord:
    """The one text that says this."""
    (row,) = [row for row in await texts(person, name) if row.text == text]
    return row


async def same(person: Person, name: str, record: MessageRecord) -> MessageRecord | None:
    """The message that another device shows as `record`, as this one shows it."""
    rows = await texts(person, name)
    return next((row for row in rows if row.message_id == record.message_id), None)


async def shows(
    person: Person, name: str, record: MessageRecord, condition: Callable[[MessageRecord], object]
) -> MessageRecord:
    """Wait until a device has a message and shows it so; its row there."""
    found: list[MessageRecord] = []

    async def there() -> bool:
        row = await same(person, name, record)
        found[:] = [row] if row is not None and condition(row) else []
        return bool(found)

    await eventually(there, seconds=30)
    return found[0]


async def settled(person: Person, name: str) -> None:
    """Wait until nothing that was said about messages waits to be sent."""

    async def done() -> bool:
        return not any(row.mark_waits for row in await person.rows(name))

    await eventually(done, seconds=30)


def emojis(row: MessageRecord) -> list[str]:
    """What people answered with."""
    return [reaction.emoji for reaction in row.reactions]
