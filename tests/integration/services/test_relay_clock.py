"""A relay whose clock leaps ahead cannot make a client delete the keys to its mail."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.core.transport_types import PrekeyCounts
from app.services import prekeys
from app.services.prekeys import KEPT_MS
from tests.support.clinic import Clinic

YEAR_MS = 365 * 24 * 60 * 60 * 1000


def test_prekeys_outlive_a_leap_of_the_relays_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        await amira.enrol()
        await amira.open.engine.log_sync.sync()
        context = amira.open.engine._context
        await amira.open.engine.stop()
        counts = PrekeyCounts(100, 100)
        for offset in (0, 2 * YEAR_MS):
            relay = context.relay
            now = relay.now_ms() + offset
            monkeypatch.setattr(type(relay), "now_ms", lambda _self, now=now: now)
            monkeypatch.setattr(
                type(relay), "relay_time_offset_ms", property(lambda _self, offset=offset: offset)
            )
            await context.store.write(lambda tx: prekeys._make_missing(context, counts, tx))
            assert await context.store.read(lambda tx: tx.sessions.prekey(1, 1)) is not None
            monkeypatch.undo()
        assert KEPT_MS < YEAR_MS
        await amira.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))
