"""app/store/sessions.py"""

from __future__ import annotations

from dataclasses import replace

import apsw
import pytest

from app.core.records import PeerRecord, PrekeyRecord
from tests.unit.store.builders import OWN, OWN_DEVICE, PEER, PEER_DEVICE, PEER_TABLET, session
from tests.unit.store.conftest import Database


def test_sessions_are_kept_by_device_oldest_first(database: Database) -> None:
    database.write(lambda t: t.sessions.put(session(2)))
    database.write(lambda t: t.sessions.put(session(1)))
    database.write(lambda t: t.sessions.put(session(3, device_id=PEER_TABLET)))
    changed = session(2, state=b"next", answered=True, initiated_by_us=False)
    database.write(lambda t: t.sessions.put(changed))
    database.reopen()
    assert database.read(lambda t: t.sessions.get(changed.session_id)) == changed
    assert database.read(lambda t: t.sessions.of_device(PEER_DEVICE)) == [session(1), changed]
    database.write(lambda t: t.sessions.delete(changed.session_id))
    assert database.read(lambda t: t.sessions.get(changed.session_id)) is None


def test_the_sending_session_goes_with_its_session(database: Database) -> None:
    ours = session(1)
    database.write(
        lambda t: (t.sessions.set_sending(PEER_DEVICE, ours.session_id), t.sessions.put(ours))
    )
    database.write(lambda t: t.sessions.put(replace(ours, answered=True)))
    assert database.read(lambda t: t.sessions.sending(PEER_DEVICE)) == ours.session_id
    database.write(lambda t: t.sessions.delete(ours.session_id))
    assert database.read(lambda t: t.sessions.sending(PEER_DEVICE)) is None
    database.write(
        lambda t: (t.sessions.put(ours), t.sessions.set_sending(PEER_DEVICE, ours.session_id))
    )
    database.write(lambda t: t.sessions.set_sending(PEER_DEVICE, None))
    assert database.read(lambda t: t.sessions.sending(PEER_DEVICE)) is None


def test_sending_with_a_session_that_is_not_stored_is_a_mistake(database: Database) -> None:
    with pytest.raises(apsw.ConstraintError):
        database.write(lambda t: t.sessions.set_sending(PEER_DEVICE, session(1).session_id))
    assert database.write(lambda t: t.sessions.sending(PEER_DEVICE)) is None


def test_transcripts_are_remembered_and_forgotten_by_age(database: Database) -> None:
    database.write(lambda t: t.sessions.remember_transcript(b"a" * 32, 10))
    database.write(lambda t: t.sessions.remember_transcript(b"a" * 32, 99))
    database.write(lambda t: t.sessions.remember_transcript(b"b" * 32, 20))
    assert database.read(lambda t: t.sessions.transcript_used(b"a" * 32))
    assert not database.read(lambda t: t.sessions.transcript_used(b"c" * 32))
    assert database.write(lambda t: t.sessions.forget_transcripts_before(20)) == 1
    assert not database.read(lambda t: t.sessions.transcript_used(b"a" * 32))
    assert database.read(lambda t: t.sessions.transcript_used(b"b" * 32))


def test_prekeys(database: Database) -> None:
    prekeys = [
        PrekeyRecord(kind, key_id, b"k" * 32, key_id * 10) for kind in (1, 2) for key_id in (1, 2)
    ]
    database.write(lambda t: t.sessions.put_prekeys(prekeys))
    assert database.read(lambda t: t.sessions.prekey(2, 1)) == prekeys[2]
    with pytest.raises(apsw.ConstraintError):
        database.write(lambda t: t.sessions.put_prekeys(prekeys[:1]))
    database.write(lambda t: t.sessions.delete_prekey(2, 1))
    assert database.read(lambda t: t.sessions.prekey(2, 1)) is None
    assert database.write(lambda t: t.sessions.delete_prekeys_before(20)) == 1
    assert database.read(lambda t: t.sessions.prekey(1, 2)) == prekeys[1]


def test_prekey_ids_are_never_given_twice(database: Database) -> None:
    assert database.write(lambda t: t.sessions.next_prekey_id(1, 100)) == 1
    assert database.write(lambda t: t.sessions.next_prekey_id(1, 1)) == 101
    assert database.write(lambda t: t.sessions.next_prekey_id(2, 5)) == 1
    database.reopen()
    assert database.write(lambda t: t.sessions.next_prekey_id(1, 1)) == 102


def test_peers(database: Database) -> None:
    fresh = PeerRecord(PEER_DEVICE, PEER)
    assert database.read(lambda t: t.sessions.peer(PEER_DEVICE)) is None
    database.write(lambda t: t.sessions.put_peer(fresh))
    assert database.read(lambda t: t.sessions.peer(PEER_DEVICE)) == fresh
    full = PeerRecord(PEER_DEVICE, PEER, 2, 30, ((4, 4), (7, 2**40)), 5, 6, 7, 8, 9, 10)
    database.write(lambda t: t.sessions.put_peer(full))
    own = PeerRecord(OWN_DEVICE, OWN)
    database.write(lambda t: t.sessions.put_peer(own))
    database.reopen()
    assert database.read(lambda t: t.sessions.peers()) == [own, full]
