"""A relay whose data directory was put back from a backup: nothing that came later is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from relay import admin, wire
from relay.problems import RefusalError
from relay.wire import MAX_SEQ, PATH_INBOX, InboxRequest
from tests.integration.relay.backups import back_up, copy, restore
from tests.integration.relay.client import submission
from tests.integration.relay.conftest import Site
from tests.support.clinic import Clinic as WholeClinic
from tests.support.clinic import eventually


@pytest.mark.expects_log("numbered anew")
def test_an_acknowledgement_from_the_future_deletes_nothing(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    sent = [submission(bob.devices[0]) for _ in range(5)]
    sender.submit(*sent)
    assert [item.seq for item in receiver.inbox(ack=2).items] == [3, 4, 5]
    assert receiver.inbox(ack=1000).items == ()
    items = receiver.inbox(ack=1000).items
    assert [item.seq for item in items] == [1001, 1002, 1003]
    assert [item.submission_id for item in items] == [s.submission_id for s in sent[2:]]
    sender.submit(submission(bob.devices[0]))
    assert [item.seq for item in receiver.inbox(ack=1002).items] == [1003, 1004]
    site.restart()
    receiver = site.device_client(bob)
    assert [item.seq for item in receiver.inbox(ack=1002).items] == [1003, 1004]
    assert receiver.inbox(ack=1004).items == ()
    too_large = InboxRequest(MAX_SEQ + 1, 0, 10, 0).encode()
    assert receiver.call("POST", PATH_INBOX, too_large).code == "malformed"


def test_numbers_are_not_given_twice_after_a_restore(site: Site, tmp_path: Path) -> None:
    """With more new mail than was lost, the old acknowledgement alone would show nothing."""
    alice, bob = site.person(), site.person()
    back_up(site, tmp_path / "backup")
    sender, receiver = site.device_client(alice), site.device_client(bob)
    sender.submit(submission(bob.devices[0]))
    (seen,) = receiver.inbox().items
    assert receiver.inbox(ack=seen.seq).items == ()
    restore(site, tmp_path / "backup")
    sender, receiver = site.device_client(alice), site.device_client(bob)
    later = [submission(bob.devices[0]) for _ in range(3)]
    sender.submit(*later)
    items = receiver.inbox(ack=seen.seq).items
    assert [item.submission_id for item in items] == [s.submission_id for s in later]


@pytest.mark.expects_log("numbered anew")
@pytest.mark.parametrize("clock_went_back", [False, True])
def test_real_clients_get_what_is_sent_after_a_restore(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, clock_went_back: bool
) -> None:
    """Also where only the acknowledgement shows it: numbers that do not follow the clock."""
    if clock_went_back:
        monkeypatch.setattr("relay.storage.envelopes._NUMBERS_A_MS", 0)

    async def scenario(clinic: WholeClinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas", "Nurse")
        await amira.enrol()
        await jonas.enrol()

        async def has(*texts: str) -> None:
            async def there() -> bool:
                return await jonas.texts("Amira") == list(texts)

            await eventually(there, seconds=30)

        await amira.write("Jonas", "one")
        await has("one")
        port, data = clinic.relay.port, clinic.relay.data.path
        clinic.relay.stop()
        copy(data, tmp_path / "backup")
        clinic.start_relay(port)
        for number in range(4):
            await amira.write("Jonas", f"lost at the relay {number}")
        seen = ["one", *[f"lost at the relay {number}" for number in range(4)]]
        await has(*seen)
        await jonas.lock()
        clinic.relay.stop()
        copy(tmp_path / "backup", data)
        clinic.start_relay(port)
        await amira.write("Jonas", "after the restore")
        await asyncio.sleep(1)  # it lies in the mailbox, below what Jonas acknowledged
        await jonas.unlock()
        await has(*seen, "after the restore")
        await amira.write("Jonas", "and later")
        await has(*seen, "after the restore", "and later")
        await amira.lock()
        await jonas.lock()

    with WholeClinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def _lose(site: Site, backup: Path) -> bytes:
    """Restore a log that lacks a device; return the checkpoint that covered it."""
    back_up(site, backup)
    note = site.relay.server.directory.note
    site.person()
    longer = site.relay.server.directory.note
    restore(site, backup)
    assert site.relay.server.directory.note == note
    return longer


@pytest.mark.expects_log("restored from|longer log|numbered anew")
def test_a_proven_loss_of_log_entries_stops_the_log_until_it_is_accepted(
    site: Site, tmp_path: Path
) -> None:
    alice = site.person()
    longer = _lose(site, tmp_path / "backup")
    client = site.device_client(alice)
    added = wire.tlv_list([alice.add_device()])
    size = site.relay.server.directory.size
    # A made-up size is answered at once and stops nothing; nor does a note of a foreign key.
    body = InboxRequest(0, 5000, 10, size + 100).encode()
    assert wire.InboxAnswer.decode(client.call("POST", PATH_INBOX, body).body).log_size == size
    forged = longer.replace(b"\n", b"0\n", 2)
    assert client.call("POST", wire.PATH_LOG_CHECKPOINT, forged).code == "malformed"
    assert admin.report(site.relay.data).lost_entries == 0
    assert client.call("POST", wire.PATH_LOG_CHECKPOINT, longer).status == 204
    answer = client.call("POST", wire.PATH_LOG_ENTRIES, added)
    assert answer.code == "unavailable"
    assert "backup" in answer.json()["detail"]
    invited = site.clinic.invited()
    assert site.client().enrol(invited).code == "unavailable"
    with pytest.raises(RefusalError, match="unavailable"):
        site.relay.import_statements(site.clinic.statements(site.clinic.close(alice)))
    client.submit(submission(alice.devices[0]))  # mail goes on
    site.restart()
    report = admin.report(site.relay.data)
    assert report.lost_entries == 2
    assert "--accept-log-loss" in admin.as_text(report)
    client = site.device_client(alice)
    assert client.call("POST", wire.PATH_LOG_ENTRIES, added).code == "unavailable"
    site.relay.data.log_loss().accept()  # what `serve --accept-log-loss` does
    site.restart()
    client = site.device_client(alice)
    assert client.call("POST", wire.PATH_LOG_CHECKPOINT, longer).status == 204
    assert client.call("POST", wire.PATH_LOG_ENTRIES, added).status == 200
    assert "SUSPECT" not in admin.as_text(admin.report(site.relay.data))


@pytest.mark.expects_log("restored from|longer log|numbered anew|shorter than ours|taken back")
def test_a_real_client_gives_back_by_itself_what_was_lost(tmp_path: Path) -> None:
    async def scenario(clinic: WholeClinic) -> None:
        amira = clinic.invite("Amira")
        await amira.enrol()
        port, data = clinic.relay.port, clinic.relay.data.path
        clinic.relay.stop()
        copy(data, tmp_path / "backup")
        clinic.start_relay(port)
        jonas = clinic.invite("Jonas", "Nurse")
        await jonas.enrol()
        await amira.account_of("Jonas")
        clinic.relay.stop()
        copy(tmp_path / "backup", data)
        clinic.start_relay(port)
        await eventually(lambda: clinic.relay.server.directory.size == 5, seconds=30)
        assert admin.report(clinic.relay.data).lost_entries == 0
        await amira.lock()
        await jonas.lock()

    with WholeClinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))
