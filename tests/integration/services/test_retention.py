"""The clinic keeps messages for some days: what is older goes from the computer by itself."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.bus import MessagesChanged
from app.core.policy import Policy
from app.core.store_ports import Transaction
from app.services import retention
from app.services.retention import DAY_MS
from tests.support.clinic import Clinic, Person, eventually

KEPT_DAYS = 30


async def written_before(person: Person, name: str, text: str, days: int) -> None:
    """Give a computer a message of so many days ago, as another one of the person's would."""
    model = (await person.rows(name))[0]
    then = model.arrived_at_ms - days * DAY_MS

    def add(tx: Transaction) -> None:
        row = replace(
            model,
            message_id=days.to_bytes(16, "big"),
            text=text,
            sent_at_ms=then,
            arrived_at_ms=then,
        )
        tx.messages.add_history([row])

    await person.open._context.store.write(add)


def test_messages_outlive_the_policy_by_nothing_but_what_is_unread(tmp_path: Path) -> None:
    async def main(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        invite = clinic.invite("Jonas").invite
        jonas = clinic.computer("jonas", invite, Policy(retention_days=KEPT_DAYS))
        try:
            await amira.enrol()
            await jonas.enrol()
            await amira.write("Jonas", "of today")
            await eventually(lambda: jonas.texts("Amira"))
            await written_before(jonas, "Amira", "of last month", KEPT_DAYS - 1)
            await written_before(jonas, "Amira", "too old", KEPT_DAYS + 1)
            await written_before(jonas, "Amira", "much too old", 10 * KEPT_DAYS)
            await jonas.lock()
            jonas.events.clear()
            await jonas.unlock()

            async def swept() -> bool:
                return await jonas.texts("Amira") == ["of last month", "of today"]

            await eventually(swept)
            changed = MessagesChanged(await jonas.conversation_with("Amira"))
            await eventually(lambda: changed in jonas.events)
            assert await amira.states("Jonas")
        finally:
            await amira.lock()
            await jonas.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(main(clinic))


@pytest.mark.parametrize("noted", [True, False], ids=["known", "new-computer"])
def test_a_relay_whose_clock_runs_ahead_empties_no_conversation(
    tmp_path: Path, noted: bool
) -> None:
    """Time to delete by goes on only as far as this computer's own clock does."""

    async def main(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        invite = clinic.invite("Jonas").invite
        jonas = clinic.computer("jonas", invite, Policy(retention_days=KEPT_DAYS))
        try:
            await amira.enrol()
            await jonas.enrol()
            await amira.write("Jonas", "of today")
            await eventually(lambda: jonas.texts("Amira"))
            context = jonas.open._context
            (row,) = await jonas.rows("Amira")
            await jonas.open.messages.mark_read(row.conversation_id, row.row_id)
            if noted:
                await retention.sweep(context)  # notes what time it is
            else:
                await context.store.write(lambda tx: tx.settings.delete("key-age"))
            real = context.relay.now_ms

            class Ahead:
                relay_time_offset_ms = 400 * DAY_MS

                def now_ms(self) -> int:
                    return real() + 400 * DAY_MS

            relay, context.relay = context.relay, Ahead()  # type: ignore[assignment]
            try:
                assert await retention.sweep(context) == 0
            finally:
                context.relay = relay
            assert await jonas.texts("Amira") == ["of today"]
        finally:
            await amira.lock()
            await jonas.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(main(clinic))
