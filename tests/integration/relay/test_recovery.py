"""The recovery kit at the relay (PROTOCOL.md sections 5.3 and 11)."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

import pytest

from relay import wire
from relay.config import Config
from relay.limits import Rate
from relay.transparency.certificates import Purpose
from relay.wire import EnrolRequest, Recovery
from tests.integration.relay.client import Answer, Client
from tests.integration.relay.clinic import Person
from tests.integration.relay.conftest import Site
from tests.integration.relay.test_sessions import refused

SEALED = os.urandom(900)


def put(client: Client, version: int, sealed: bytes = SEALED) -> Answer:
    return client.call("PUT", wire.PATH_RECOVERY, Recovery(version, sealed).encode())


def get(client: Client) -> Answer:
    return client.call("GET", wire.PATH_RECOVERY)


def open_invite(site: Site, person: Person) -> Client:
    client = site.client()
    answer = client.open(
        person.invite_keyid, person.invite_key, "enrol", certificate=person.certificate
    )
    assert answer.status == 200, answer.body
    return client


def recovering(site: Site, person: Person, *, days: float = 7) -> Client:
    """A session under a fresh recovery invite of the person."""
    site.clinic.invite_again(person, Purpose.RECOVER, days=days)
    return open_invite(site, person)


def redeem(client: Client, device_add: bytes) -> Answer:
    return client.call("POST", wire.PATH_ENROL, EnrolRequest(b"", device_add, b"").encode())


def with_kit(site: Site, version: int = 1) -> Person:
    person = site.person()
    assert put(site.device_client(person), version).status == 204
    return person


def test_a_kit_comes_back_and_adds_one_device(site: Site) -> None:
    person = with_kit(site, 7)
    client = recovering(site, person)
    assert Recovery.decode(get(client).body) == Recovery(7, SEALED)
    size = site.relay.server.directory.size
    answer = redeem(client, person.add_device())
    assert wire.Appended.decode(answer.body).first_index == size
    new = site.client().open_device(person.devices[-1])
    assert new.call("GET", wire.PATH_LOG_CHECKPOINT).body == site.relay.server.directory.note
    assert put(new, 8, b"sealed again").status == 204
    assert site.device_client(person).call("GET", wire.PATH_LOG_CHECKPOINT).status == 200


def test_a_recovery_invite_works_once_across_restarts(site: Site) -> None:
    person = with_kit(site)
    client = recovering(site, person)
    entry = person.add_device()
    first = redeem(client, entry)
    assert first.status == 200
    assert redeem(client, entry).body == first.body  # the same bytes, the same answer
    assert refused(get(client), "invite-used")
    assert refused(redeem(client, person.add_device()), "invite-used")
    for _ in range(2):
        again = site.client().open(
            person.invite_keyid, person.invite_key, "enrol", certificate=person.certificate
        )
        assert refused(again, "invite-used")
        site.restart()


def test_two_at_once_with_one_invite_add_one_device(site: Site) -> None:
    person = with_kit(site)
    clients = [recovering(site, person)]
    clients += [open_invite(site, person) for _ in range(3)]
    before, seq, prev = site.relay.server.directory.size, person.chain.seq, person.chain.prev
    entries = []
    for _ in clients:
        person.chain.seq, person.chain.prev = seq, prev
        entries.append(person.add_device())
    answers: list[Answer] = []

    def run(client: Client, entry: bytes) -> None:
        answers.append(redeem(client, entry))

    threads = [
        threading.Thread(target=run, args=pair) for pair in zip(clients, entries, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(answer.status for answer in answers) == [200, 403, 403, 403]
    assert all(refused(answer, "invite-used") for answer in answers if answer.status != 200)
    assert site.relay.server.directory.size == before + 1


def test_only_a_recovery_invite_opens_this_way(site: Site) -> None:
    person = with_kit(site)
    stranger = site.clinic.invited()
    client = open_invite(site, stranger)
    assert refused(get(client), "scope")
    assert refused(redeem(client, person.add_device()), "scope")
    person.chain.seq -= 1
    site.clinic.invite_again(person, Purpose.REKEY)
    client = open_invite(site, person)
    assert refused(get(client), "scope")
    assert refused(redeem(client, b"x"), "entry-refused")


def test_a_recovery_invite_enrols_nobody_and_changes_no_key(site: Site) -> None:
    person = with_kit(site)
    client = recovering(site, person)
    chain = person.chain.seq, person.chain.prev
    assert refused(client.call("POST", wire.PATH_ENROL, person.rekey().encode()), "entry-refused")
    person.chain.seq, person.chain.prev = chain
    stranger = site.clinic.invited()
    site.clinic.invite_again(stranger, Purpose.RECOVER)
    refused_at_once = site.client().open(
        stranger.invite_keyid, stranger.invite_key, "enrol", certificate=stranger.certificate
    )
    assert refused(refused_at_once, "entry-refused")  # nobody of that account was enrolled
    half = EnrolRequest(b"", person.add_device(), b"opening").encode()
    assert refused(client.call("POST", wire.PATH_ENROL, half), "entry-refused")


def test_one_persons_invite_recovers_nobody_else(site: Site) -> None:
    alice, bob = with_kit(site), site.person()
    client = recovering(site, bob)
    assert refused(get(client), "not-found")
    assert refused(redeem(client, alice.add_device()), "entry-refused")
    bob_client = site.device_client(bob)
    assert put(bob_client, 1, b"bob's").status == 204
    alices = recovering(site, alice)
    assert Recovery.decode(get(alices).body).sealed == SEALED
    revoke = bob.revoke(bob.devices[0])
    assert refused(redeem(client, revoke), "entry-refused")


def test_without_the_account_key_the_invite_adds_no_device(site: Site) -> None:
    person = with_kit(site)
    client = recovering(site, person)
    thief = Person(person.log_id, account_id=person.account_id)
    thief.chain = person.chain
    assert refused(redeem(client, thief.add_device()), "entry-refused")
    person.chain.seq -= 1
    assert get(client).status == 200  # a refusal does not use the invite up


def test_only_a_higher_version_replaces_what_is_stored(site: Site) -> None:
    person = with_kit(site, 5)
    client = site.device_client(person)
    assert put(client, 5).status == 204  # the very same again
    for version in (5, 4, 0):
        answer = put(client, version, b"other")
        assert refused(answer, "recovery-stale")
        assert answer.json()["version"] == 5
    assert put(client, 6, b"other").status == 204
    assert refused(put(client, 5), "recovery-stale")
    assert Recovery.decode(get(recovering(site, person)).body) == Recovery(6, b"other")


def test_a_deleted_kit_stays_deleted(site: Site) -> None:
    person = with_kit(site, 5)
    client = site.device_client(person)
    assert put(client, 6, b"").status == 204
    assert refused(get(recovering(site, person)), "not-found")
    assert refused(put(client, 5), "recovery-stale")
    assert put(client, 7).status == 204


def test_what_is_stored_survives_a_restart(site: Site) -> None:
    person = with_kit(site, 3)
    client = recovering(site, person)
    site.restart()
    again = site.client()
    again.keyid, again.key = client.keyid, client.key
    assert refused(get(again), "session-expired")  # memory alone knew the certificate
    assert Recovery.decode(get(open_invite(site, person)).body) == Recovery(3, SEALED)


def test_a_new_account_key_ends_the_kit_of_the_old_one(site: Site) -> None:
    person = with_kit(site, 9)
    early = recovering(site, person)
    site.clinic.invite_again(person, Purpose.REKEY)
    rekeyed = open_invite(site, person).call("POST", wire.PATH_ENROL, person.rekey().encode())
    assert rekeyed.status == 200, rekeyed.body
    assert refused(get(early), "not-found")
    new = site.client().open_device(person.devices[-1])
    assert put(new, 1, b"under the new key").status == 204  # and its versions count anew
    assert Recovery.decode(get(early).body).sealed == b"under the new key"


def test_a_closed_account_recovers_nothing(site: Site) -> None:
    person = with_kit(site)
    client = recovering(site, person)
    site.relay.import_statements(site.clinic.statements(site.clinic.close(person)))
    assert refused(get(client), "entry-refused")
    assert refused(redeem(client, person.add_device()), "entry-refused")
    again = site.client().open(
        person.invite_keyid, person.invite_key, "enrol", certificate=person.certificate
    )
    assert refused(again, "entry-refused")
    assert site.relay.server._storage.recovery(person.account_id) is None


def test_an_expired_invite_and_one_of_a_former_authority_recover_nothing(site: Site) -> None:
    person = with_kit(site)
    site.clinic.invite_again(person, Purpose.RECOVER, days=-1)
    late = site.client().open(
        person.invite_keyid, person.invite_key, "enrol", certificate=person.certificate
    )
    assert refused(late, "invite-expired")
    client = recovering(site, person)
    site.relay.import_statements(site.clinic.statements(site.clinic.rotate()))
    assert refused(get(client), "entry-refused")
    assert refused(redeem(client, person.add_device()), "entry-refused")


def test_a_kit_is_bounded_and_written_not_too_often(make_site: Callable[[Config], Site]) -> None:
    site = make_site(Config(port=0, append_rate=Rate(per_second=0.01, burst=2)))
    person = site.person()
    client = site.device_client(person)
    assert put(client, 1, os.urandom(wire.MAX_RECOVERY)).status == 204
    assert refused(put(client, 2**53 + 1, b"x"), "malformed")
    answer = put(client, 2, b"x")
    assert refused(answer, "rate-limited")
    assert int(answer.headers["retry-after"]) > 1
    assert len(Recovery.decode(get(recovering(site, person)).body).sealed) == wire.MAX_RECOVERY


def test_no_device_takes_every_version_there_is(site: Site) -> None:
    """A stolen workstation without the account key could end all kits of its person for good."""
    client = site.device_client(site.person())
    now = int(time.time() * 1000)
    for version in (2**53, now + 2 * 24 * 60 * 60 * 1000):
        assert refused(put(client, version), "malformed")
    assert put(client, now + 60 * 60 * 1000).status == 204


@pytest.mark.parametrize("body", [b"", b"x", wire.tlv(b"\0" * 8), wire.tlv(b"\0", b"x")])
def test_malformed_kits_are_refused(site: Site, body: bytes) -> None:
    client = site.device_client(site.person())
    assert refused(client.call("PUT", wire.PATH_RECOVERY, body), "malformed")


def test_a_removed_device_replaces_no_kit(site: Site) -> None:
    person = with_kit(site)
    client = site.device_client(person)
    append = wire.tlv_list([person.add_device()])
    assert client.call("POST", wire.PATH_LOG_ENTRIES, append).status == 200
    other = site.client().open_device(person.devices[1])
    revoked = wire.tlv_list([person.revoke(person.devices[1])])
    assert client.call("POST", wire.PATH_LOG_ENTRIES, revoked).status == 200
    assert refused(put(other, 2), "device-revoked")
