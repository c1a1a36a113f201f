"""Keys that no mail can need any more are forgotten, and the others are not."""

from __future__ import annotations

import asyncio
import dataclasses
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from app.core.store_ports import Transaction
from app.crypto.ratchet.session import Session
from app.services.expiry import _forget
from app.services.prekeys import KEPT_MS
from tests.support.clinic import Clinic, eventually


def test_keys_of_skipped_messages_end_with_the_mail_they_could_open(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas", "Nurse")
        await amira.enrol()
        await jonas.enrol()
        await amira.write("Jonas", "one")

        async def arrived() -> bool:
            return await jonas.texts("Amira") == ["one"]

        await eventually(arrived)
        context = jonas.open.engine._context
        now = context.now_ms()

        def skip(tx: Transaction) -> None:
            """As if two messages of the chain had been passed over just now."""
            (record,) = tx.sessions.of_device(tx.sessions.peers()[0].device_id)
            session = Session.from_bytes(record.state)
            chain = replace(
                session.receiving[0], skipped={7: (bytes(32), now), 8: (bytes(32), now)}
            )
            aged = replace(session, receiving=(chain, *session.receiving[1:]))
            tx.sessions.put(dataclasses.replace(record, state=aged.to_bytes()))

        await context.store.write(skip)
        await context.store.write(partial(_forget, now + KEPT_MS - 60_000))
        assert await context.store.read(_skipped) == 2
        await context.store.write(partial(_forget, now + KEPT_MS + 60_000))
        assert await context.store.read(_skipped) == 2, "once a day is enough"
        await context.store.write(partial(_forget, now + 2 * KEPT_MS))
        assert await context.store.read(_skipped) == 0
        await amira.lock()
        await jonas.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def _skipped(tx: Transaction) -> int:
    (record,) = tx.sessions.of_device(tx.sessions.peers()[0].device_id)
    return sum(len(chain.skipped) for chain in Session.from_bytes(record.state).receiving)
