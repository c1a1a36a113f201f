"""What people are told is true: when it was written, what has arrived, and what is missing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from app.core.records import DeliveryState, PeerRecord
from app.core.sequence import Arrival, is_missing, note_arrival
from app.core.store_ports import Transaction
from tests.support.clinic import Clinic, eventually


def test_a_message_written_offline_keeps_the_time_it_was_written(tmp_path: Path) -> None:
    """Nobody has a session yet, so it is encrypted hours later: what counts is when it was said."""

    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas", "Nurse")
        await jonas.enrol()
        await amira.enrol()
        conversation_id = await amira.conversation_with("Jonas")
        port = clinic.relay.port
        clinic.relay.stop()
        row = await amira.open.messages.send_text(conversation_id, "Bed 4 needs you")
        await asyncio.sleep(1.5)
        clinic.start_relay(port)

        async def arrived() -> bool:
            return bool(await jonas.texts("Amira"))

        await eventually(arrived, 60)
        (seen,) = [r for r in await jonas.rows("Amira") if not r.outgoing]
        assert seen.sent_at_ms == row.sent_at_ms
        assert seen.arrived_at_ms - seen.sent_at_ms >= 1000
        await amira.lock()
        await jonas.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def test_a_message_that_came_late_is_told_by_the_next_receipt(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas", "Nurse")
        await amira.enrol()
        await jonas.enrol()
        await amira.write("Jonas", "one", "two", "three")

        async def delivered() -> bool:
            return await amira.states("Jonas") == [DeliveryState.DELIVERED] * 3

        await eventually(delivered)
        rows = [r for r in await amira.rows("Jonas") if r.outgoing]

        def forget(tx: Transaction) -> None:
            """As if "two" had been missing in every receipt so far."""
            for delivery in tx.messages.deliveries(rows[1].message_id):
                tx.messages.put_deliveries([replace(delivery, delivered_at_ms=None)])
            tx.messages.set_state(rows[1].conversation_id, rows[1].message_id, DeliveryState.SENT)

        await amira.open.engine._context.store.write(forget)
        await amira.write("Jonas", "four")

        async def all_delivered() -> bool:
            return await amira.states("Jonas") == [DeliveryState.DELIVERED] * 4

        await eventually(all_delivered)
        await amira.lock()
        await jonas.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def test_however_many_gaps_there_are_none_counts_as_arrived() -> None:
    peer = PeerRecord(device_id=bytes(16), account_id=bytes(16))  # type: ignore[arg-type]
    for seq in range(2, 2002, 2):
        peer, arrival = note_arrival(peer, seq)
        assert arrival is Arrival.GAP
    assert all(is_missing(peer.missing, seq) for seq in range(1, 2001, 2))
