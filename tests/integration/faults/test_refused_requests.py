"""A request that the relay cannot read is refused as a whole; what else was in it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.clinic import eventually
from tests.support.insider import say_anything
from tests.support.scenario import Pair, arrived, run

LARGER_THAN_ANY_BODY = bytes(200 * 1024)


@pytest.mark.expects_log("refused as a whole|submission refused for good")
def test_what_no_relay_can_take_stops_nothing_else(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        grace = pair.clinic.invite("Grace")
        await grace.enrol()
        await pair.amira.account_of("Grace")
        await say_anything(pair.amira, "Jonas", b"{}", body=LARGER_THAN_ANY_BODY)
        await pair.amira.write("Grace", "to Grace")
        await arrived(grace, "Amira", "to Grace")
        store = pair.amira.open._context.store
        await eventually(lambda: store.read(lambda tx: tx.outbox.count() == 0))

    run(tmp_path, scenario)
