"""Handing back log entries that a relay restored from a backup has lost (PROTOCOL.md 5.6)."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from relay import admin, wire
from relay.storage.base import Job
from relay.wire import PATH_LOG_RETURN, Appended, LogReturn, PrekeyKind
from tests.integration.relay.backups import back_up, copy, restore
from tests.integration.relay.client import Answer, Client, signed_headers, submission
from tests.integration.relay.clinic import Device
from tests.integration.relay.conftest import Site
from tests.integration.relay.lost import LOUD, Lost, hand_back, lose
from tests.integration.relay.test_log import entries
from tests.integration.relay.test_prekeys import claim, stock, upload

pytestmark = pytest.mark.expects_log(LOUD)


@pytest.fixture
def lost(site: Site, tmp_path: Path) -> Lost:
    return lose(site, tmp_path)


def test_lost_entries_are_taken_back_and_everything_goes_on(lost: Lost) -> None:
    site, alice, bob = lost.site, lost.alice, lost.bob
    answer = lost.sent_by(alice.devices[0])
    assert answer.status == 200, answer.body
    appended = Appended.decode(answer.body)
    assert (appended.first_index, appended.note) == (lost.size, lost.whole.note)
    assert lost.log_now() == lost.all_entries
    # Bob, whom only the returned entries name, is let in and gets mail; the removed device is not.
    client = site.device_client(bob)
    site.device_client(alice).submit(submission(bob.devices[0]))
    assert len(client.inbox().items) == 1
    refused = site.client().open(lost.removed.keyid, lost.removed.signing)
    assert refused.code == "device-revoked"
    # Openings are served again, and the log grows as before.
    found = wire.ProfilesAnswer.decode(client.call("GET", f"{wire.PATH_PROFILES}?after=0").body)
    assert bob.account_id in {profile.account_id for profile in found.profiles}
    added = wire.tlv_list([bob.add_device()])
    assert client.call("POST", wire.PATH_LOG_ENTRIES, added).status == 200
    site.person()
    site.relay.import_statements(site.clinic.statements(site.clinic.close(alice)))
    site.restart()
    assert lost.site.relay.server.directory.size == len(lost.all_entries) + 4
    assert "SUSPECT" not in admin.as_text(admin.report(site.relay.data))


def test_a_device_that_only_the_returned_entries_name_hands_them_back(lost: Lost) -> None:
    device = lost.bob.devices[0]
    assert lost.site.client().open(device.keyid, device.signing).code == "unknown-device"
    assert lost.sent_by(device).status == 200
    lost.site.device_client(lost.bob)


def test_what_one_has_goes_back_even_when_it_is_not_all(lost: Lost) -> None:
    """Clients differ in how much they hold; the relay waits for the rest."""
    part = lost.whole.entries[:2]
    partly = LogReturn(lost.note_over(lost.all_entries[: lost.size + 2]), part, ())
    client = lost.site.device_client(lost.alice)
    assert client.call("POST", wire.PATH_LOG_CHECKPOINT, lost.whole.note).status == 204
    assert lost.sent_by(lost.bob.devices[0], partly).status == 200
    report = admin.report(lost.site.relay.data)
    assert report.lost_entries == len(lost.whole.entries) - 2
    assert "waits for a workstation" in admin.as_text(report)
    added = wire.tlv_list([lost.alice.add_device()])
    assert client.call("POST", wire.PATH_LOG_ENTRIES, added).code == "unavailable"
    rest = LogReturn(lost.whole.note, lost.whole.entries[2:], lost.whole.profiles)
    assert lost.sent_by(lost.alice.devices[0], rest).status == 200
    assert admin.report(lost.site.relay.data).lost_entries == 0
    assert lost.log_now() == lost.all_entries


def test_a_repeated_return_gets_the_same_answer_and_changes_nothing(lost: Lost) -> None:
    device = lost.alice.devices[0]
    body = lost.whole.encode()
    client = lost.site.client()
    headers = signed_headers(
        "POST",
        PATH_LOG_RETURN,
        body,
        authority=client.authority,
        keyid=device.keyid,
        key=device.signing,
    )
    first = client.send("POST", PATH_LOG_RETURN, body, headers)
    again = client.send("POST", PATH_LOG_RETURN, body, headers)
    assert (first.status, again.status) == (200, 200)
    assert first.body == again.body
    lost.site.person()  # the log has grown: the old place, and a note that covers it
    later = Appended.decode(client.send("POST", PATH_LOG_RETURN, body, headers).body)
    assert later.first_index == lost.size
    assert later.note == lost.site.relay.server.directory.note
    assert lost.sent_by(lost.bob.devices[0]).status == 200
    assert lost.log_now()[: len(lost.all_entries)] == lost.all_entries


def test_returns_at_the_same_time_are_taken_once(lost: Lost) -> None:
    answers: list[Answer] = []
    devices = [lost.alice.devices[0], lost.bob.devices[0]] * 3
    clients = [Client(lost.site.relay.host, lost.site.relay.port) for _ in devices]
    begin = threading.Barrier(len(devices))

    def send(client: Client, device: Device) -> None:
        begin.wait()
        answers.append(hand_back(client, device, lost.whole.encode()))

    threads = [
        threading.Thread(target=send, args=pair) for pair in zip(clients, devices, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        client.close()
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert lost.log_now() == lost.all_entries


def test_statements_that_came_back_are_not_imported_twice(lost: Lost) -> None:
    (close,) = [entry for entry in lost.whole.entries if entry[1] == 7]
    assert lost.sent_by(lost.alice.devices[0]).status == 200
    result = lost.site.relay.import_statements(
        lost.site.clinic.statements(lost.site.clinic.genesis, close)
    )
    assert (result.entries, result.log_size) == (0, len(lost.all_entries))


def test_one_time_prekeys_from_before_are_void(site: Site, tmp_path: Path) -> None:
    """Between backup and restore they may have been handed out; nobody may get one again."""
    alice = site.person()
    device = alice.devices[0]
    keys = stock(device, 3)
    upload(site.device_client(alice), *keys)
    back_up(site, tmp_path / "backup")
    bob = site.person()
    (had,) = claim(site.device_client(bob), device)
    everything = entries(site.device_client(alice), 0, 2000)
    restore(site, tmp_path / "backup")
    size = site.relay.server.directory.size
    whole = LogReturn(everything.note, everything.entries[size:], ())
    assert hand_back(site.client(), device, whole.encode()).status == 200
    owner, asker = site.device_client(alice), site.device_client(bob)
    assert owner.call("GET", wire.PATH_PREKEYS_COUNT).json() == {"x25519": 0, "mlkem768": 0}
    assert upload(owner, *keys) == 204  # must not bring them back
    (bundle,) = claim(asker, device)
    assert (bundle.signed, bundle.kem, bundle.one_time) == (had.signed, keys[1], None)
    fresh = [device.prekey(PrekeyKind.ONE_TIME_X25519), device.prekey(PrekeyKind.ONE_TIME_KEM)]
    assert upload(owner, *fresh) == 204
    (bundle,) = claim(asker, device)
    assert (bundle.kem, bundle.one_time) == (fresh[1], fresh[0])


def test_the_log_is_read_anew_while_an_append_or_a_return_is_on_its_way(
    lost: Lost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a commit of somebody else that failed: memory and disk must not part."""
    server = lost.site.relay.server
    real = server.writer.run

    async def run(job: Job) -> None:
        server.directory.load()
        await real(job)

    with monkeypatch.context() as patch:
        patch.setattr(server.writer, "run", run)
        assert lost.sent_by(lost.bob.devices[0]).status == 200
        lost.site.person()
    assert lost.log_now()[: len(lost.all_entries)] == lost.all_entries
    lost.site.device_client(lost.bob)
    lost.site.person()
    size = server.directory.size
    lost.site.restart()
    assert lost.site.relay.server.directory.size == size


def test_a_return_survives_the_relays_restart_and_an_accepted_loss(
    lost: Lost, tmp_path: Path
) -> None:
    """Accepting a loss does not refuse the entries when they come after all."""
    client = lost.site.device_client(lost.alice)
    client.call("POST", wire.PATH_LOG_CHECKPOINT, lost.whole.note)
    lost.site.relay.data.log_loss().accept()
    lost.site.restart()
    assert lost.sent_by(lost.bob.devices[0]).status == 200
    lost.site.restart()
    assert lost.log_now() == lost.all_entries
    copy(lost.site.relay.data.path, tmp_path / "copy")
