"""Ways to make a relay take what it never had, or to hold it up (PROTOCOL.md 5.6)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from relay import admin, wire
from relay.transparency import note as notes
from relay.transparency.merkle import Tree
from relay.transparency.note import Checkpoint
from relay.wire import PATH_LOG_RETURN, LogReturn, ProfileOpening
from tests.integration.relay.client import signed_headers
from tests.integration.relay.clinic import Device
from tests.integration.relay.conftest import Site
from tests.integration.relay.lost import LOUD, Lost, hand_back, lose
from tests.integration.relay.test_log import entries

pytestmark = pytest.mark.expects_log(LOUD)


@pytest.fixture
def lost(site: Site, tmp_path: Path) -> Lost:
    return lose(site, tmp_path)


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
