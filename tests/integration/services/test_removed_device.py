"""Mail that the relay deleted together with its device does not stay "sent" for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.records import DeliveryState
from app.services.holding import DeviceGone
from app.ui.formats import failure_words
from relay.transparency.certificates import Purpose
from tests.support.scenario import Pair, became, last_sent, run


@pytest.mark.parametrize("end", ["revoked", "closed", "rekeyed"])
def test_what_a_removed_device_had_not_fetched_fails(tmp_path: Path, end: str) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        device = pair.jonas.open._context.own.device_id
        await pair.jonas.lock()
        await pair.amira.write("Jonas", "not fetched")
        await became(pair.amira, "Jonas", DeliveryState.SENT)
        authority = pair.clinic.authority
        person = authority.find("Jonas")
        if end == "revoked":
            pair.clinic.relay.import_statements(authority.revoke_device(person, device))
        elif end == "closed":
            pair.clinic.relay.import_statements(authority.close_account(person))
        else:
            again = pair.clinic.computer(
                "again", authority.invite_again(person, Purpose.REKEY).text
            )
            await again.enrol()
        await pair.amira.open.engine.log_sync.sync()
        row = await became(pair.amira, "Jonas", DeliveryState.FAILED)
        assert row.text == "not fetched"
        assert row.failure == DeviceGone.code
        assert failure_words(row.failure) == DeviceGone.message
        rows = [r for r in await pair.amira.rows("Jonas") if r.outgoing]
        assert rows[0].state is DeliveryState.DELIVERED, "what had arrived stays so"
        if end == "rekeyed":
            account = await pair.amira.account_of("Jonas")
            verification = pair.amira.open.verification
            shown = await verification.safety_number(account)
            await verification.accept_new_key(account, shown)
            await pair.amira.open.messages.retry(row.row_id)
            await became(pair.amira, "Jonas", DeliveryState.DELIVERED)
            assert await again.texts("Amira") == ["not fetched"]
        assert (await last_sent(pair.amira, "Jonas")).text == "not fetched"

    run(tmp_path, scenario)
