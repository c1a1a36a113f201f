"""What a person's own devices learn of each other, and what a removed one may still read."""

from __future__ import annotations

import threading
import time

from nacl.signing import SigningKey

from relay import wire
from relay.wire import unb64u
from tests.integration.relay.client import Client
from tests.integration.relay.clinic import Device, Person
from tests.integration.relay.conftest import Site
from tests.integration.relay.test_sessions import refused

MINUTE_MS = 60_000


def devices(client: Client) -> dict[bytes, int]:
    answer = client.call("GET", wire.PATH_DEVICES)
    assert answer.status == 200, answer.body
    return {unb64u(item["device"]): item["last_seen"] for item in answer.json()["devices"]}


def add(site: Site, person: Person) -> Device:
    body = wire.tlv_list([person.add_device()])
    assert site.device_client(person).call("POST", wire.PATH_LOG_ENTRIES, body).status == 200
    return person.devices[-1]


def remove(site: Site, person: Person, device: Device) -> None:
    body = wire.tlv_list([person.revoke(device)])
    assert site.device_client(person).call("POST", wire.PATH_LOG_ENTRIES, body).status == 200


def just_now(time_ms: int) -> bool:
    return time_ms % MINUTE_MS == 0 and 0 <= time.time() * 1000 - time_ms <= 2 * MINUTE_MS


def test_the_list_names_the_own_live_devices_and_when_each_was_seen(site: Site) -> None:
    person, stranger = site.person(), site.person()
    site.device_client(stranger)
    second, third = add(site, person), add(site, person)
    client = site.device_client(person)
    found = devices(client)
    assert list(found) == [device.device_id for device in person.devices]
    assert just_now(found[person.devices[0].device_id])
    assert found[second.device_id] == found[third.device_id] == 0
    site.client().open_device(second, "notify")
    assert just_now(devices(client)[second.device_id])
    assert devices(client)[third.device_id] == 0
    remove(site, person, second)
    assert list(devices(client)) == [person.devices[0].device_id, third.device_id]


def test_when_a_device_was_seen_outlives_the_relays_end(site: Site) -> None:
    person = site.person()
    second = add(site, person)
    site.client().open_device(second)
    third = add(site, person)
    site.restart()
    found = devices(site.device_client(person))
    assert just_now(found[second.device_id])
    assert found[third.device_id] == 0


def test_who_waits_for_mail_is_seen_without_a_new_session(site: Site) -> None:
    person = site.person()
    second = add(site, person)
    waiting = site.client().open_device(second)
    client = site.device_client(person)
    presence, mailbox = site.relay.server.presence, site.relay.server.directory.devices
    presence._unwritten.clear()
    assert devices(client)[second.device_id] == 0
    body = wire.InboxRequest(0, 20_000, 10, 2**53).encode()
    thread = threading.Thread(target=lambda: waiting.call("POST", wire.PATH_INBOX, body))
    thread.start()
    time.sleep(0.2)
    site.relay.run(_written(site))
    seen = site.relay.server._storage.last_seen(mailbox[second.device_id].mailbox)
    assert just_now(seen)
    assert not presence._unwritten
    assert devices(client)[second.device_id] == seen
    remove(site, person, second)  # ends the wait
    thread.join(5)
    assert not thread.is_alive()


async def _written(site: Site) -> None:
    site.relay.server.presence.write()
    await site.relay.server.upkeep.expire()  # another job of the same commit


def test_a_removed_device_reads_the_log_that_removed_it(site: Site) -> None:
    person = site.person()
    removed = add(site, person)
    early = site.client().open_device(removed, "log")
    remove(site, person, removed)
    assert refused(site.client().open(removed.keyid, removed.signing), "device-revoked")
    assert refused(site.client().open(removed.keyid, removed.signing, "notify"), "device-revoked")
    size = site.relay.server.directory.size
    for client in (early, site.client().open_device(removed, "log")):
        page = client.call("GET", f"{wire.PATH_LOG_ENTRIES}?from=0&limit=100")
        entries = wire.LogEntries.decode(page.body).entries
        assert len(entries) == size
        assert entries[-1] == site.relay.server._storage.log_entries(size - 1, 1)[0]
        note = client.call("GET", wire.PATH_LOG_CHECKPOINT)
        assert note.body == site.relay.server.directory.note
        proof = client.call("GET", f"{wire.PATH_LOG_CONSISTENCY}?first=1&second={size}")
        assert proof.status == 200
        proof = client.call("GET", f"{wire.PATH_LOG_INCLUSION}?index={size - 1}&size={size}")
        assert proof.status == 200
        for method, path in (
            ("GET", wire.PATH_DEVICES),
            ("GET", wire.PATH_PROFILES + "?after=0"),
            ("POST", wire.PATH_INBOX),
            ("POST", wire.PATH_LOG_CHECKPOINT),
        ):
            assert refused(client.call(method, path), "scope")


def test_a_person_who_left_may_still_read_the_log(site: Site) -> None:
    person = site.person()
    site.relay.import_statements(site.clinic.statements(site.clinic.close(person)))
    client = site.client().open_device(person.devices[0], "log")
    assert client.call("GET", wire.PATH_LOG_CHECKPOINT).status == 200
    assert client.call("GET", f"{wire.PATH_LOG_ENTRIES}?from=0&limit=9").status == 200


def test_the_log_is_read_by_devices_of_the_clinic_alone(site: Site) -> None:
    person = site.person()
    device, stranger = person.devices[0], SigningKey.generate()
    client = site.client()
    assert refused(client.open(f"device:{'00' * 16}", stranger, "log"), "unknown-device")
    assert refused(client.open(device.keyid, stranger, "log"), "bad-signature")
    assert refused(client.open(device.keyid, device.signing, "log", certificate=b"x"), "malformed")
    invite = f"invite:{bytes(stranger.verify_key).hex()}"
    assert refused(client.open(invite, stranger, "log"), "malformed")
