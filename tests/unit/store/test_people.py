"""app/store/people.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.records import ProfileRecord, TrustRecord
from app.core.store_ports import Transaction
from tests.unit.store.builders import OWN, PEER
from tests.unit.store.conftest import Database


def test_a_profile_is_replaced_by_the_next(database: Database) -> None:
    profile = ProfileRecord(PEER, b"k" * 32, "Ada", "nurse", "ICU", "17")
    other = ProfileRecord(OWN, b"l" * 32, "Bo", "physician", "ER", "18")
    database.write(lambda t: t.people.put_profile(profile))
    database.write(lambda t: t.people.put_profile(other))
    changed = ProfileRecord(PEER, b"m" * 32, "Ada L.", "head nurse", "CCU", "19")
    database.write(lambda t: t.people.put_profile(changed))
    assert database.read(lambda t: t.people.profiles()) == [other, changed]


def test_an_opening_is_kept_for_its_own_commitment(database: Database) -> None:
    database.write(lambda t: t.people.put_opening(PEER, b"k" * 32, b"sealed"))
    assert database.read(lambda t: t.people.opening(PEER, b"k" * 32)) == b"sealed"
    assert database.read(lambda t: t.people.opening(PEER, b"m" * 32)) is None
    database.write(lambda t: t.people.put_opening(PEER, b"m" * 32, b"newer"))
    assert database.read(lambda t: t.people.opening(PEER, b"m" * 32)) == b"newer"
    assert database.read(lambda t: t.people.opening(PEER, b"k" * 32)) is None


def test_trust_is_replaced_by_the_next_decision(database: Database) -> None:
    trust = TrustRecord(PEER, b"a" * 32, None, None, None)
    assert database.read(lambda t: t.people.trust(PEER)) is None
    database.write(lambda t: t.people.put_trust(trust))
    assert database.read(lambda t: t.people.trust(PEER)) == trust
    verified = replace(
        trust, accepted_key=b"b" * 32, verified_key=b"b" * 32, verified_at_ms=5, mismatch_key=b"x"
    )
    database.write(lambda t: t.people.put_trust(verified))
    assert database.read(lambda t: t.people.trusts()) == [verified]


def test_every_change_is_a_new_revision_and_a_refused_one_none(database: Database) -> None:
    def revision() -> int:
        return database.read(lambda t: t.people.revision())

    profile = ProfileRecord(PEER, b"k" * 32, "Ada", "nurse", "ICU", "17")
    trust = TrustRecord(PEER, b"a" * 32, None, None, None)
    seen = [revision()]
    for _ in range(2):  # inserted, then replaced
        database.write(lambda t: t.people.put_profile(profile))
        seen.append(revision())
        database.write(lambda t: t.people.put_trust(trust))
        seen.append(revision())
    assert seen == sorted(set(seen))

    def refused(tx: Transaction) -> None:
        tx.people.put_trust(trust)
        raise LookupError

    with pytest.raises(LookupError):
        database.write(refused)
    assert revision() == seen[-1]
