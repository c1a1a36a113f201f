"""What happens to the clinic's own keys is checked by every client, and shown to whoever looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from app.core.bus import ClinicKeysChanged
from app.core.errors import CurbsideError
from app.core.views import ClinicChange
from app.crypto import ed25519
from relay.authority import cards, recovery
from relay.key_changes import new_log_key
from tests.support.clinic import Person, eventually
from tests.support.scenario import Pair, arrived, run

WITNESS = ed25519.public_key(b"w" * 32)


async def changes(person: Person) -> list[ClinicChange]:
    status = await person.open.settings.directory_status()
    return [view.change for view in status.changes]


def test_each_change_is_followed_told_and_shown_newest_first(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        clinic, relay, authority = pair.clinic, pair.clinic.relay, pair.clinic.authority
        status = await pair.amira.open.settings.directory_status()
        assert status.changes == ()
        assert status.log_key == authority.relay.log_key
        first_ca, first_recovery = status.authority_key, status.authority_recovery_key
        assert first_ca != first_recovery
        await pair.jonas.lock()  # he misses all of it, and takes it in at once

        relay.import_statements(authority.rotate())
        named = replace(authority.relay, witnesses=(WITNESS,))
        relay.import_statements(authority.change_relay(named))
        for second in (False, True):  # two log keys in a row
            assert new_log_key(relay.data, relay.config)
            card = cards.parse(relay.data.card_file.read_text())
            pins = (*card.pins, bytes(31) + b"\x01") if second else card.pins
            info = replace(named, log_key=card.log_key, pins=pins)
            relay.import_statements(authority.change_relay(info))
        kept = recovery.load(tmp_path / "recovery.key", "recovery passphrase")
        relay.import_statements(authority.rotate(kept))
        expected = [
            ClinicChange.AUTHORITY_RECOVERED,
            ClinicChange.RELAY_KEY_CHANGED,
            ClinicChange.LOG_KEY_CHANGED,
            ClinicChange.LOG_KEY_CHANGED,
            ClinicChange.WITNESSES_CHANGED,
            ClinicChange.AUTHORITY_ROTATED,
        ]

        async def sees(person: Person) -> None:
            async def there() -> bool:
                return await changes(person) == expected

            await eventually(there)

        await sees(pair.amira)
        await pair.jonas.unlock()
        await sees(pair.jonas)
        for person in (pair.amira, pair.jonas):
            await eventually(
                lambda p=person: any(isinstance(event, ClinicKeysChanged) for event in p.events)  # type: ignore[misc]
            )
            status = await person.open.settings.directory_status()
            assert status.authority_key not in (first_ca, first_recovery)
            assert status.authority_recovery_key == first_recovery
            assert status.log_key == info.log_key
            assert status.relay_pins == info.pins
            assert [view.key for view in status.witnesses] == [WITNESS]
            assert status.witnesses_required == 0
            indexes = [view.log_index for view in status.changes]
            assert indexes == sorted(indexes, reverse=True)
            assert person.open.alarm is None
        await pair.jonas.write("Amira", "after all of it")
        await arrived(pair.amira, "Jonas", "after all of it")
        await pair.jonas.lock()
        await pair.jonas.unlock()
        await sees(pair.jonas)
        nadia = clinic.invite("Nadia")
        await nadia.enrol()
        await sees(nadia)

    run(tmp_path, scenario)


def test_an_invite_of_a_former_authority_enrols_nobody(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        clinic = pair.clinic
        await pair.amira.enrol()
        clinic.relay.import_statements(clinic.authority.rotate())
        with pytest.raises(CurbsideError) as refusal:
            await pair.jonas.enrol()
        assert refusal.value.message
        clinic.people.remove(pair.jonas)
        await pair.amira.open.engine.log_sync.sync()
        assert len(pair.amira.open._context.replica.directory.accounts) == 1

    run(tmp_path, scenario)
