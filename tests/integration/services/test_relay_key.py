"""The relay gets another TLS key, announced beforehand in the log: nobody is locked out."""

from __future__ import annotations

import datetime
from pathlib import Path

from app.services.log_sync import relay_pins
from relay import tls
from relay.authority.register import RelayInfo
from tests.support.clinic import Person, eventually
from tests.support.scenario import Pair, arrived, run


def test_clients_open_and_locked_follow_an_announced_key(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        clinic, relay = pair.clinic, pair.clinic.relay
        key, certificate = tls.make_certificate(
            ["localhost", "127.0.0.1"], datetime.datetime.now(datetime.UTC)
        )
        pins = (relay.pin, tls.spki_pin(certificate))
        info = RelayInfo(relay.url, pins, bytes.fromhex(relay.card.log_key))
        relay.import_statements(clinic.authority.change_relay(info))
        for person in (pair.amira, pair.jonas):

            async def told(person: Person = person) -> bool:
                return await person.open._context.store.read(relay_pins) == pins

            await eventually(told)
        await pair.jonas.lock()

        port = relay.port
        relay.stop()
        data = tmp_path / "relay"
        (data / "tls.key").write_bytes(key)
        (data / "tls.crt").write_bytes(certificate)
        clinic.start_relay(port)
        assert clinic.relay.pin == pins[1]
        await pair.amira.write("Jonas", "under the new key")
        await pair.jonas.unlock()
        await arrived(pair.jonas, "Amira", "under the new key")

        info = RelayInfo(relay.url, (pins[1],), info.log_key)
        clinic.relay.import_statements(clinic.authority.change_relay(info))
        await pair.jonas.write("Amira", "and the old one is gone")
        await arrived(pair.amira, "Jonas", "and the old one is gone")

    run(tmp_path, scenario)
