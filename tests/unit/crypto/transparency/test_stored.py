"""app/crypto/transparency/stored.py: a state that was kept is the one that a replay gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import DecodeError
from app.core.ids import LogId
from app.crypto.transparency import stored
from app.crypto.transparency.errors import ForkDetected, IncompleteExtension, NoteRefused
from app.crypto.transparency.replica import Replica
from tests.unit.crypto.transparency.clinic import account_id, seed
from tests.unit.crypto.transparency.test_deferred import eventful_clinic


def test_a_resumed_replica_is_like_a_replayed_one() -> None:
    clinic = eventful_clinic()
    for kept in (6, 13, len(clinic.entries)):
        part = clinic.fork(kept)
        part.log_seed = seed("clinic log") if kept <= 14 else clinic.log_seed
        replica = part.replica()
        size, state = replica.stored_state()
        assert size == kept
        resumed = Replica.resume(clinic.log_id, state, size, clinic.entries[kept:], clinic.note())
        full = clinic.replica()
        assert resumed.directory.accounts == full.directory.accounts
        assert list(resumed.directory.accounts) == list(full.directory.accounts)
        assert resumed.directory.authority == full.directory.authority
        assert resumed.directory.used_keys == full.directory.used_keys
        assert resumed.directory.device_owners == full.directory.device_owners
        assert (resumed.root, resumed.note, resumed.size) == (full.root, full.note, full.size)
        for past in range(1, full.size + 1):
            assert resumed.root_at(past) == full.root_at(past)
            assert resumed.live_devices(account_id("grace"), past) == full.live_devices(
                account_id("grace"), past
            )
        clinic_after = eventful_clinic()
        clinic_after.enrol("carol")
        resumed.extend(clinic_after.note(), clinic_after.entries[-1:])
        assert resumed.directory.account(account_id("carol")) is not None


def test_a_state_that_does_not_fit_is_not_used() -> None:
    clinic = eventful_clinic()
    size, state = clinic.replica().stored_state()
    with pytest.raises(DecodeError):
        stored.decode(state, LogId(b"x" * 32), size)
    with pytest.raises(DecodeError):
        stored.decode(state, clinic.log_id, size - 1)
    with pytest.raises(DecodeError):
        stored.decode(state[:-1], clinic.log_id, size)
    other = eventful_clinic()
    other.enrol("somebody else")
    with pytest.raises(NoteRefused):
        Replica.resume(clinic.log_id, state, size, [], other.note())
    with pytest.raises(IncompleteExtension):
        Replica.resume(clinic.log_id, state, size, [], clinic.note(16))
    apart = clinic.fork(17)
    apart.log_seed = clinic.log_seed
    while len(apart.entries) < size:
        apart.enrol(f"person {len(apart.entries)}")
    with pytest.raises(ForkDetected):
        Replica.resume(clinic.log_id, state, size, [], apart.note())


@given(st.binary(max_size=200))
def test_nonsense_is_refused(data: bytes) -> None:
    with pytest.raises(DecodeError):
        stored.decode(data, LogId(b"x" * 32), 5)
