"""Handing back log entries that a relay restored from a backup has lost (PROTOCOL.md 5.6)."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from relay import admin, wire
from relay.storage.base import Job
from relay.transparency import note as notes
from relay.transparency.merkle import Tree
from relay.transparency.note import Checkpoint
from relay.wire import PATH_LOG_RETURN, Appended, LogReturn, PrekeyKind, ProfileOpening
from tests.integration.relay.backups import back_up, copy, restore
from tests.integration.relay.client import Answer, Client, signed_headers, submission
from tests.integration.relay.clinic import Device, Person
from tests.integration.relay.conftest import Site
from tests.integration.relay.test_log import entries
from tests.integration.relay.test_prekeys import claim, stock, upload

LOUD = "restored from|longer log|numbered anew|taken back|returned entries refused"
pytestmark = pytest.mark.expects_log(LOUD)


def hand_back(
    client: Client, device: Device, body: bytes, *, key: SigningKey | None = None
) -> Answer:
    headers = signed_headers(
        "POST",
        PATH_LOG_RETURN,
        body,
        authority=client.authority,
        keyid=device.keyid,
        key=key or device.signing,
    )
    return client.send("POST", PATH_LOG_RETURN, body, headers)


@dataclass
class Lost:
    """A relay put back to before Bob came and Alice's second device left, and what it forgot."""

    site: Site
    alice: Person
    bob: Person
    removed: Device
    whole: LogReturn
    size: int
    all_entries: tuple[bytes, ...]

    def sent_by(self, device: Device, returned: LogReturn | None = None) -> Answer:
        return hand_back(self.site.client(), device, (returned or self.whole).encode())

    def log_size(self) -> int:
        return self.site.relay.server.directory.size

    def log_now(self) -> tuple[bytes, ...]:
        return entries(self.site.device_client(self.alice), 0, 2000).entries

    def note_over(self, listed: tuple[bytes, ...], key: SigningKey | None = None) -> bytes:
        """A checkpoint over other entries, by the relay's own key or another."""
        tree = Tree()
        for entry in listed:
            tree.append(entry)
        key = key or self.site.relay.data.log_key()
        checkpoint = Checkpoint(tree.size, tree.root())
        public = bytes(key.verify_key)
        return notes.sign(
            checkpoint, self.site.clinic.log_id, public, lambda m: key.sign(m).signature
        )


@pytest.fixture
def lost(site: Site, tmp_path: Path) -> Lost:
    alice = site.person()
    client = site.device_client(alice)
    assert (
        client.call("POST", wire.PATH_LOG_ENTRIES, wire.tlv_list([alice.add_device()])).status
        == 200
    )
    back_up(site, tmp_path / "backup")
    size = site.relay.server.directory.size
    bob = site.person()
    client = site.device_client(alice)
    gone = wire.tlv_list([alice.revoke(alice.devices[1])])
    assert client.call("POST", wire.PATH_LOG_ENTRIES, gone).status == 200
    closed = site.clinic.statements(site.clinic.close(site.person()))
    site.relay.import_statements(closed)
    everything = entries(client, 0, 2000)
    profiles = wire.ProfilesAnswer.decode(
        client.call("GET", f"{wire.PATH_PROFILES}?after=1").body
    ).profiles
    assert {profile.account_id for profile in profiles} > {bob.account_id}
    restore(site, tmp_path / "backup")
    assert site.relay.server.directory.size == size
    whole = LogReturn(everything.note, everything.entries[size:], profiles)
    return Lost(site, alice, bob, alice.devices[1], whole, size, everything.entries)


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


# --- attacks ---


def _forged_note(lost: Lost) -> LogReturn:
    last = lost.whole.note.index(b"\n", lost.whole.note.index(b"\n") + 1) + 1
    changed = bytearray(lost.whole.note)
    changed[last] = ord("A") if changed[last] != ord("A") else ord("B")
    return replace_note(lost, bytes(changed))


def replace_note(lost: Lost, note: bytes) -> LogReturn:
    return LogReturn(note, lost.whole.entries, lost.whole.profiles)


def _other_key(lost: Lost) -> LogReturn:
    return replace_note(lost, lost.note_over(lost.all_entries, SigningKey.generate()))


def _one_left_out(lost: Lost) -> LogReturn:
    return LogReturn(lost.whole.note, lost.whole.entries[1:], ())


def _one_added(lost: Lost) -> LogReturn:
    extra = lost.bob.add_device()
    return LogReturn(lost.whole.note, (*lost.whole.entries, extra), ())


def _one_instead_of_another(lost: Lost) -> LogReturn:
    """Bob's second device in place of the authority's last word: good signatures, another root."""
    return LogReturn(lost.whole.note, (*lost.whole.entries[:-1], lost.bob.add_device()), ())


def _one_altered(lost: Lost) -> LogReturn:
    """Even the relay's own signature does not make a broken rule good."""
    first = bytearray(lost.whole.entries[0])
    first[-1] ^= 1
    altered = (bytes(first), *lost.whole.entries[1:])
    return LogReturn(lost.note_over(lost.all_entries[: lost.size] + altered), altered, ())


def _swapped(lost: Lost) -> LogReturn:
    return LogReturn(lost.whole.note, lost.whole.entries[::-1], ())


def _from_elsewhere(lost: Lost) -> LogReturn:
    return LogReturn(lost.whole.note, lost.all_entries, ())


def _foreign_opening(lost: Lost) -> LogReturn:
    false = ProfileOpening(lost.bob.account_id, os.urandom(32), os.urandom(96))
    return LogReturn(lost.whole.note, lost.whole.entries, (false,))


def _two_openings(lost: Lost) -> LogReturn:
    profiles = (*lost.whole.profiles, lost.whole.profiles[0])
    return LogReturn(lost.whole.note, lost.whole.entries, profiles)


def _nothing(lost: Lost) -> LogReturn:
    return LogReturn(lost.whole.note, (), ())


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        (_forged_note, "malformed"),
        (_other_key, "malformed"),
        (_one_left_out, "entry-refused"),
        (_one_added, "entry-refused"),
        (_one_instead_of_another, "entry-refused"),
        (_one_altered, "entry-refused"),
        (_swapped, "entry-refused"),
        (_from_elsewhere, "entry-refused"),
        (_foreign_opening, "entry-refused"),
        (_two_openings, "entry-refused"),
        (_nothing, "entry-refused"),
    ],
)
def test_what_does_not_fit_is_refused_whole(
    lost: Lost, attack: Callable[[Lost], LogReturn], code: str
) -> None:
    before = lost.log_now()
    chain = replace(lost.bob.chain)
    assert lost.sent_by(lost.alice.devices[0], attack(lost)).code == code
    lost.bob.chain = chain
    assert lost.log_now() == before
    assert lost.sent_by(lost.alice.devices[0]).status == 200  # and nothing stands in the way
    assert lost.log_now() == lost.all_entries


def test_senders_whom_the_log_does_not_know_as_live_are_refused(lost: Lost) -> None:
    stranger = Device(lost.bob.account_id, lost.bob.log_id)
    assert lost.sent_by(stranger).code == "unknown-device"
    assert lost.sent_by(lost.removed).code == "device-revoked"  # by the returned entries
    client = lost.site.client()
    body = lost.whole.encode()
    wrong = hand_back(client, lost.alice.devices[0], body, key=stranger.signing)
    assert wrong.code == "bad-signature"
    for keyid in ("device:zz", "device:1234", f"invite:{bytes(32).hex()}"):
        headers = signed_headers(
            "POST",
            PATH_LOG_RETURN,
            body,
            authority=client.authority,
            keyid=keyid,
            key=stranger.signing,
        )
        assert client.send("POST", PATH_LOG_RETURN, body, headers).code == "bad-signature"
    session = lost.site.device_client(lost.alice)  # a session's key is not enough
    assert session.call("POST", PATH_LOG_RETURN, body).code == "bad-signature"
    late = signed_headers(
        "POST",
        PATH_LOG_RETURN,
        body,
        authority=client.authority,
        keyid=lost.alice.devices[0].keyid,
        key=lost.alice.devices[0].signing,
        created=1_700_000_000,
    )
    assert client.send("POST", PATH_LOG_RETURN, body, late).code == "clock-skew"
    assert lost.log_size() == lost.size
    assert lost.sent_by(lost.alice.devices[0]).status == 200
    assert lost.sent_by(lost.removed).code == "device-revoked"  # by the log itself


def test_a_key_named_for_a_known_device_by_false_entries_opens_nothing(lost: Lost) -> None:
    """A made-up DEVICE_ADD may name anybody's id; the log has the last word on whose key it is."""
    thief = Device(lost.bob.account_id, lost.bob.log_id, device_id=lost.bob.devices[0].device_id)
    lost.bob.devices.append(thief)
    chain = replace(lost.bob.chain)
    theirs = lost.bob.add_device().replace(lost.bob.devices[-1].device_id, thief.device_id)
    lost.bob.chain = chain
    thief.signing = lost.bob.devices[-1].signing
    false = LogReturn(lost.whole.note, (theirs, *lost.whole.entries[1:]), ())
    assert lost.sent_by(thief, false).code == "entry-refused"
    assert lost.log_size() == lost.size


def test_an_oversized_return_is_not_even_read(lost: Lost) -> None:
    client = lost.site.client()
    client.http.putrequest("POST", PATH_LOG_RETURN)
    client.http.putheader("Content-Length", str(wire.MAX_BODY + 1))
    client.http.endheaders()
    assert client.http.getresponse().status == 413


def test_malformed_bodies_are_refused(lost: Lost) -> None:
    client, device = lost.site.client(), lost.alice.devices[0]
    long_note = LogReturn(b"x" * (wire.MAX_NOTE + 1), (), ()).encode()
    empty_entry = wire.tlv(lost.whole.note, wire.tlv_list([b""]), b"")
    for body in (b"", b"\0\0\0\1", long_note, empty_entry, lost.whole.encode() + b"\0"):
        assert hand_back(client, device, body).code == "malformed"


def test_a_relay_that_lost_nothing_takes_nothing(site: Site) -> None:
    alice = site.person()
    served = entries(site.device_client(alice), 0, 2000)
    added = alice.add_device()
    made_up = LogReturn(served.note, (added,), ())
    assert hand_back(site.client(), alice.devices[0], made_up.encode()).code == "entry-refused"
    tree = Tree()
    for entry in (*served.entries, added):
        tree.append(entry)
    key = SigningKey.generate()
    note = notes.sign(
        Checkpoint(tree.size, tree.root()),
        site.clinic.log_id,
        bytes(key.verify_key),
        lambda text: key.sign(text).signature,
    )
    forged = LogReturn(note, (added,), ())
    assert hand_back(site.client(), alice.devices[0], forged.encode()).code == "malformed"
    assert site.relay.server.directory.size == len(served.entries)
    assert admin.report(site.relay.data).lost_entries == 0


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
