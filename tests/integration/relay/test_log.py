from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from relay import wire
from relay.problems import RefusalError
from relay.server import RunningRelay
from relay.storage.base import StorageDamagedError
from relay.transparency import note
from relay.transparency.merkle import Tree, leaf_hash, node_hash
from tests.integration.relay.client import Client
from tests.integration.relay.conftest import Site


def entries(client: Client, first: int, limit: int) -> wire.LogEntries:
    answer = client.call("GET", f"{wire.PATH_LOG_ENTRIES}?from={first}&limit={limit}")
    assert answer.status == 200, answer.body
    return wire.LogEntries.decode(answer.body)


def test_every_entry_and_a_signed_checkpoint_can_be_fetched(site: Site) -> None:
    people = [site.person() for _ in range(3)]
    client = site.device_client(people[0])
    found = entries(client, 0, 100)
    assert found.entries[0] == site.clinic.genesis
    assert len(found.entries) == 7
    assert entries(client, 2, 3).entries == found.entries[2:5]
    assert entries(client, 7, 10).entries == ()
    checkpoint = note.verify(found.note, site.clinic.log_id, site.clinic.log_key)
    tree = Tree()
    for entry in found.entries:
        tree.append(entry)
    assert checkpoint == note.Checkpoint(7, tree.root())
    assert client.call("GET", wire.PATH_LOG_CHECKPOINT).body == found.note
    answer = client.call("GET", f"{wire.PATH_LOG_CONSISTENCY}?first=2&second=4")
    (hash_,) = wire.decode_hashes(answer.body)
    leaves = [leaf_hash(entry) for entry in found.entries]
    assert hash_ == node_hash(leaves[2], leaves[3])
    answer = client.call("GET", f"{wire.PATH_LOG_INCLUSION}?index=0&size=2")
    assert wire.decode_hashes(answer.body) == (leaves[1],)


@pytest.mark.parametrize(
    "target",
    [
        "/v1/log/entries",
        "/v1/log/entries?from=0",
        "/v1/log/entries?from=0&limit=1&limit=2",
        "/v1/log/entries?from=-1&limit=1",
        "/v1/log/entries?from=0&limit=1&x=1",
        "/v1/log/entries?limit=1&from=0x1",
        "/v1/log/consistency?first=0&second=1",
        "/v1/log/consistency?first=2&second=1",
        "/v1/log/inclusion?index=1&size=1",
        "/v1/profiles?after=99999999999999999999999",
    ],
)
def test_odd_queries_are_malformed(site: Site, target: str) -> None:
    client = site.device_client(site.person())
    assert client.call("GET", target).code == "malformed"


def test_a_proof_beyond_the_log_is_not_found(site: Site) -> None:
    client = site.device_client(site.person())
    target = f"{wire.PATH_LOG_CONSISTENCY}?first=1&second=99"
    assert client.call("GET", target).code == "not-found"


def test_a_device_adds_to_its_own_chain_all_or_none_and_once(site: Site) -> None:
    alice, bob = site.person(), site.person()
    client = site.device_client(alice)
    foreign = wire.tlv_list([bob.add_device()])
    assert client.call("POST", wire.PATH_LOG_ENTRIES, foreign).code == "entry-refused"
    authority = wire.tlv_list([site.clinic.revoke(alice, alice.devices[0])])
    assert client.call("POST", wire.PATH_LOG_ENTRIES, authority).code == "entry-refused"
    assert client.call("POST", wire.PATH_LOG_ENTRIES, b"").code == "malformed"
    good = [alice.add_device(), alice.add_device()]
    broken = good[1][:-1] + bytes([good[1][-1] ^ 1])
    size = len(entries(client, 0, 100).entries)
    half = wire.tlv_list([good[0], broken])
    assert client.call("POST", wire.PATH_LOG_ENTRIES, half).code == "entry-refused"
    assert len(entries(client, 0, 100).entries) == size
    whole = wire.tlv_list(good)
    first = client.call("POST", wire.PATH_LOG_ENTRIES, whole)
    assert wire.Appended.decode(first.body).first_index == size
    assert client.call("POST", wire.PATH_LOG_ENTRIES, whole).body == first.body
    site.restart()
    client = site.device_client(alice)
    assert client.call("POST", wire.PATH_LOG_ENTRIES, whole).body == first.body
    assert site.client().open_device(alice.devices[2])


def test_before_genesis_everything_but_the_status_is_unavailable(tmp_path: Path) -> None:
    with RunningRelay(tmp_path / "relay") as relay:
        client = Client(relay.host, relay.port)
        assert client.send("GET", wire.PATH_STATUS).status == 200
        for path in (wire.PATH_SESSION, wire.PATH_INBOX):
            answer = client.send("POST", path, b"x")
            assert (answer.status, answer.code) == (503, "unavailable")
        client.close()


def test_importing_again_skips_what_is_there_and_refuses_what_is_foreign(
    site: Site, tmp_path: Path
) -> None:
    site.relay.run(_reload(site))  # what is there is known by its digest, also after a start
    again = site.relay.import_statements(site.clinic.statements(site.clinic.genesis))
    assert (again.entries, again.log_size) == (0, 1)
    with RunningRelay(tmp_path / "other") as other, pytest.raises(RefusalError) as caught:
        other.import_statements(site.clinic.statements(site.clinic.genesis))
    assert "another log key" in caught.value.detail
    for text in ("", "curbside:statements:x", "curbside:statements:" + "A" * 40):
        with pytest.raises(RefusalError):
            site.relay.import_statements(text)


def test_a_log_that_does_not_match_its_checkpoint_is_not_served(site: Site) -> None:
    site.person()
    path = site.relay.data.path
    site.relay.stop()
    database = sqlite3.connect(path / "relay.db")
    database.execute("DELETE FROM log_entry WHERE position = 2")
    database.commit()
    database.close()
    with pytest.raises(StorageDamagedError):
        RunningRelay(path).start()
    database = sqlite3.connect(path / "relay.db")
    database.execute("INSERT INTO log_entry VALUES (2, ?)", (os.urandom(300),))
    database.commit()
    database.close()
    with pytest.raises(StorageDamagedError):
        RunningRelay(path).start()
    site.relay = RunningRelay(path / "fresh").start()


async def _reload(site: Site) -> None:
    site.relay.server.directory.load()
