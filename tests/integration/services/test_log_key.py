"""The relay gets another log key: people notice nothing, whoever was offline meanwhile."""

from __future__ import annotations

from pathlib import Path

from app.crypto.transparency.replica import GossipVerdict
from relay.authority import cards
from relay.key_changes import new_log_key
from tests.support.clinic import Person, eventually
from tests.support.scenario import Pair, alarms_of, arrived, run


def test_clients_follow_and_believe_gossip_from_before_and_after(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        clinic, relay = pair.clinic, pair.clinic.relay
        before = pair.jonas.open._context.replica.note
        await pair.jonas.lock()
        nadia = clinic.invite("Nadia")
        await pair.amira.write("Jonas", "sent before the change, read after it")

        assert new_log_key(relay.data, relay.config)
        card = cards.parse(relay.data.card_file.read_text())
        relay.import_statements(clinic.authority.change_relay(card))
        await nadia.enrol()  # with an invite that names the key of before

        async def follows(person: Person, size: int) -> None:
            await eventually(lambda: person.open._context.replica.size >= size)
            replica = person.open._context.replica
            assert replica.directory.log_key_at(replica.size) == card.log_key
            for note in (before, relay.server.directory.note):
                assert replica.check_gossip(note).verdict is GossipVerdict.CONSISTENT

        size = relay.server.directory.size
        await follows(pair.amira, size)
        await pair.amira.write("Jonas", "and one under the new key")
        await pair.jonas.unlock()
        await arrived(
            pair.jonas,
            "Amira",
            "sent before the change, read after it",
            "and one under the new key",
        )
        await follows(pair.jonas, size)
        await follows(nadia, size)
        clinic.restart_relay()
        await pair.jonas.write("Amira", "still here")
        await arrived(pair.amira, "Jonas", "still here")
        await nadia.write("Amira", "good morning")
        await arrived(pair.amira, "Nadia", "good morning")
        for person in (pair.amira, pair.jonas, nadia):
            assert alarms_of(person) == []

    run(tmp_path, scenario)
