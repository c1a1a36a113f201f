"""What has to wait is tried again soon, whatever else goes on meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.records import DeliveryState
from app.services import sync
from app.services.outbox import Outbox, Pumped
from tests.support.clinic import eventually
from tests.support.scenario import Pair, arrived, last_sent, run

SOON_S = 10.0
"""The first pauses, on a slow computer; far less than the longest one."""


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[Pumped]:
    """How each round of the outbox went that left something waiting."""
    rounds: list[Pumped] = []
    pump = Outbox.pump

    async def counted(outbox: Outbox) -> Pumped:
        pumped = await pump(outbox)
        if pumped is Pumped.WAIT:
            rounds.append(pumped)
        return pumped

    monkeypatch.setattr(Outbox, "pump", counted)
    return rounds


async def write_to_one_without_keys(pair: Pair, name: str, waits: list[Pumped]) -> None:
    """A computer that was added a moment ago has not uploaded its prekeys yet."""
    pair.amira_relay["claim_prekeys"] = lambda _real, _claim, _ids: ()
    before = len(waits)
    await pair.amira.write(name, f"for {name}")
    await eventually(lambda: len(waits) > before)


def test_other_news_does_not_put_off_the_next_try(tmp_path: Path, waits: list[Pumped]) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        await write_to_one_without_keys(pair, "Jonas", waits)
        for _ in range(8):
            before = len(waits)
            pair.amira.open.engine.wake_outbox()
            await eventually(lambda before=before: len(waits) > before)  # type: ignore[misc]
        del pair.amira_relay["claim_prekeys"]
        await eventually(lambda: pair.jonas.texts("Amira"), SOON_S)
        await arrived(pair.jonas, "Amira", "for Jonas")

    run(tmp_path, scenario)


def test_what_waits_later_has_pauses_of_its_own(
    tmp_path: Path, waits: list[Pumped], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(pair: Pair) -> None:
        carol = pair.clinic.invite("Carol")
        await pair.enrol()
        await carol.enrol()
        monkeypatch.setattr(sync, "_STUCK_FIRST_S", 600.0)
        monkeypatch.setattr(sync, "_STUCK_S", 600.0)
        await write_to_one_without_keys(pair, "Jonas", waits)
        del pair.amira_relay["claim_prekeys"]

        async def sent() -> bool:
            pair.amira.open.engine.wake_outbox()
            return (await last_sent(pair.amira, "Jonas")).state is not DeliveryState.QUEUED

        await eventually(sent)
        await arrived(pair.jonas, "Amira", "for Jonas")
        monkeypatch.setattr(sync, "_STUCK_FIRST_S", 0.1)
        await write_to_one_without_keys(pair, "Carol", waits)
        del pair.amira_relay["claim_prekeys"]
        await eventually(lambda: carol.texts("Amira"), SOON_S)
        await arrived(carol, "Amira", "for Carol")

    run(tmp_path, scenario)
