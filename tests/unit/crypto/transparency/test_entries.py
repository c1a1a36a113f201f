"""Any altered byte is refused and changes nothing; decoding never fails in another way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import CurbsideError, DecodeError
from app.crypto.transparency import entries, merkle
from app.crypto.transparency.errors import EntryForbidden
from app.crypto.transparency.replica import Replica
from app.crypto.transparency.state import Directory
from tests.unit.crypto.transparency.clinic import (
    Clinic,
    account_id,
    device_id,
    seed,
    sign_note,
    small_clinic,
)


def everything() -> Clinic:
    """A log with all nine types of entry."""
    clinic = small_clinic()
    clinic.by_authority(
        entries.EntryType.PROFILE,
        next(iter(clinic.account_keys)),
        (32).to_bytes(4, "big") + seed("p"),
    )
    clinic.revoke("grace", "ward", wipe=True)
    clinic.revoke_by_authority("grace", "office")
    clinic.rekey("grace", "grace again")
    clinic.rekey_by_invite("omar", "omar again")
    clinic.rotate("second ca")
    clinic.rotate("third ca", by_recovery=True)
    clinic.change_relay(seed("second log key"))
    clinic.close("omar")
    return clinic


CLINIC = everything()
STATES = [Directory(CLINIC.log_id)]
for _entry in CLINIC.entries:
    _next = STATES[-1].copy()
    _next.apply(_entry)
    STATES.append(_next)


def test_all_types_are_there() -> None:
    types = {entries.decode(entry).type for entry in CLINIC.entries}
    assert types == set(entries.EntryType)


def same(one: Directory, other: Directory) -> bool:
    return (
        one.size == other.size
        and one.authority_record == other.authority_record
        and one.accounts == other.accounts
        and one.device_owners == other.device_owners
        and one.used_keys == other.used_keys
    )


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(CLINIC.entries) - 1), st.data())
def test_any_altered_byte_is_refused_and_changes_nothing(index: int, data: st.DataObject) -> None:
    entry = bytearray(CLINIC.entries[index])
    at = data.draw(st.integers(0, len(entry) - 1))
    entry[at] ^= data.draw(st.integers(1, 255))
    directory = STATES[index].copy()
    with pytest.raises(EntryForbidden):
        directory.apply(bytes(entry))
    assert same(directory, STATES[index])


@given(st.integers(0, len(CLINIC.entries) - 1), st.data())
def test_an_entry_cut_short_or_made_longer_is_refused(index: int, data: st.DataObject) -> None:
    entry = CLINIC.entries[index]
    cut = data.draw(st.integers(0, len(entry) - 1))
    longer = entry + data.draw(st.binary(min_size=1, max_size=70))
    for wrong in (entry[:cut], longer):
        with pytest.raises(DecodeError):
            entries.decode(wrong)


@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda b: b"\x01\x04" + b)))
def test_any_bytes(raw: bytes) -> None:
    with pytest.raises(DecodeError):
        entries.decode(raw)


@settings(deadline=None)
@given(st.permutations(range(len(CLINIC.entries))))
def test_another_order_is_refused(order: list[int]) -> None:
    shuffled = [CLINIC.entries[index] for index in order]
    tree = merkle.Tree()
    for entry in shuffled:
        tree.append(merkle.leaf_hash(entry))
    note = sign_note(CLINIC.log_id, len(shuffled), tree.root(), CLINIC.log_seed)
    replica = Replica.start(CLINIC.log_id)
    before = replica.snapshot()
    try:
        replica.extend(note, shuffled)
    except CurbsideError:
        assert replica.snapshot() is before
        return
    # Accounts may come in another order among themselves; each chain may not.
    for chain in {entries.decode(entry).account_id for entry in shuffled}:
        account = replica.directory.account(chain)
        assert account is None or account.head == STATES[-1].accounts[chain].head


PEOPLE = ("ada", "ben", "cy")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("device", "revoke", "it", "rekey", "invite")), st.sampled_from(PEOPLE)
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(STEPS, st.integers(1, 17))
def test_random_logs_in_any_portions(steps: list[tuple[str, str]], portion: int) -> None:
    clinic = Clinic()
    for person in PEOPLE:
        clinic.enrol(person)
    live: dict[str, list[str]] = {person: [] for person in PEOPLE}
    for number, (step, person) in enumerate(steps):
        devices = live[person]
        if step == "device" and len(devices) < 8:
            clinic.add_device(person, f"{person} {number}")
            devices.append(f"{person} {number}")
        elif step == "revoke" and devices:
            clinic.revoke(person, devices.pop())
        elif step == "it" and devices:
            clinic.revoke_by_authority(person, devices.pop(0))
        elif step == "rekey":
            clinic.rekey(person, f"{person} {number}")
            devices.clear()
        elif step == "invite":
            clinic.rekey_by_invite(person, f"{person} {number}")
            devices.clear()
    replica = Replica.start(clinic.log_id)
    while replica.size < len(clinic.entries):
        to = min(replica.size + portion, len(clinic.entries))
        replica.extend(clinic.note(to), clinic.entries[replica.size : to])
    whole = clinic.replica()
    assert same(whole.directory, replica.directory)
    assert whole.root == replica.root
    for size in range(1, whole.size + 1):
        assert whole.root_at(size) == replica.root_at(size)
    for person, devices in live.items():
        found = {device.device_id for device in whole.live_devices(account_id(person))}
        assert found == {device_id(device) for device in devices}
