"""Who explained which entry of one's own account, over a real log and a real database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest

from app.core.content import OwnEntriesContent
from app.core.ids import DeviceId
from app.core.store_ports import Transaction
from app.crypto.transparency.replica import Replica
from app.services import own_entries
from app.services.own_device import OwnDevice
from app.store.store import EncryptedStore
from tests.unit.crypto.transparency.clinic import Clinic, account_id, device_secrets, seed

T = TypeVar("T")


class Desk:
    """One device of Amira's, with its replica and database."""

    def __init__(self, path: Path, clinic: Clinic, device: str, *, main: bool = True) -> None:
        self.clinic = clinic
        secrets = device_secrets(device)
        amira = account_id("Amira")
        secret = clinic.account_keys[amira]
        self.own = OwnDevice(
            account_id=amira,
            device_id=DeviceId(seed(f"device {device}")[:16]),
            account_seed=secret.seed if main else b"",
            signing_seed=secrets.signing_seed,
            agreement_secret=secrets.agreement_secret,
            log_id=clinic.log_id,
            directory_key=bytes(32),
            relay_url="https://relay.example",
            clinic_name="Clinic",
            account_key=secret.account_key,
        )
        self.store = EncryptedStore.open(path / device / "profile.db", bytes(32))
        self.replica = Replica.start(clinic.log_id)

    def sync(self) -> None:
        first = self.replica.size
        new = self.clinic.entries[first:]

        def extend(tx: Transaction) -> None:
            self.replica.extend(self.clinic.note(), new)
            tx.log.append(first, new)
            own_entries.note_entries(self.own, tx, first, new)

        self.write(extend)

    def write(self, work: Callable[[Transaction], T]) -> T:
        return self.store.submit_write(work).result(30)

    def hears(self, sender: DeviceId, *entries: bytes, **names: str) -> bool:
        content = OwnEntriesContent(tuple(sha256(entry).digest() for entry in entries), names)
        return self.write(lambda tx: own_entries.apply(self.own, self.replica, tx, sender, content))

    def is_pending(self) -> bool:
        return self.write(lambda tx: own_entries.is_pending(self.own, self.replica, tx))

    def is_alarming(self) -> bool:
        return self.write(lambda tx: own_entries.is_alarming(self.own, self.replica, tx))

    def is_explained(self, device: DeviceId) -> bool:
        return self.write(lambda tx: own_entries.is_explained(self.own, self.replica, tx, device))

    def drained(self, known_size: int | None = None) -> bool:
        size = self.replica.size if known_size is None else known_size
        return self.write(
            lambda tx: own_entries.note_drained(self.own, self.replica, tx, known_size=size)
        )


@pytest.fixture
def clinic() -> Clinic:
    clinic = Clinic()
    clinic.enrol("Amira")
    clinic.add_device("Amira", "office")
    return clinic


@pytest.fixture
def office(tmp_path: Path, clinic: Clinic) -> Iterator[Desk]:
    desk = Desk(tmp_path, clinic, "office")
    desk.sync()
    yield desk
    desk.store.close_now()


OFFICE, WARD, HOME = (DeviceId(seed(f"device {n}")[:16]) for n in ("office", "ward", "home"))


def test_the_first_device_explains_itself(office: Desk) -> None:
    assert not office.is_pending()
    assert not office.is_alarming()
    assert office.is_explained(OFFICE)
    assert not office.drained()


def test_an_entry_is_pending_until_the_inbox_is_drained(office: Desk) -> None:
    before = office.replica.size
    office.clinic.add_device("Amira", "ward")
    office.sync()
    assert office.is_pending()
    assert not office.is_alarming()
    assert not office.is_explained(WARD)
    assert not office.drained(before), "asked for before the entry was here"
    assert office.is_pending()
    assert office.drained()
    assert office.is_alarming()
    assert not office.is_pending()
    assert not office.drained(), "no news the second time"


def test_an_announcement_may_come_first_or_late(office: Desk) -> None:
    ward = office.clinic.fork(len(office.clinic.entries))
    ward.add_device("Amira", "ward")
    assert office.hears(OFFICE, ward.entries[-1])
    office.clinic.entries.append(ward.entries[-1])
    office.clinic.heads = ward.heads
    office.sync()
    assert not office.is_pending()
    assert not office.drained()
    office.clinic.add_device("Amira", "home")
    office.sync()
    office.drained()
    assert office.is_alarming()
    assert office.hears(WARD, office.clinic.entries[-1])
    assert not office.is_alarming()
    assert not office.hears(WARD, office.clinic.entries[-1]), "nothing new in a repetition"


def test_the_hash_of_another_entry_explains_nothing(office: Desk) -> None:
    office.clinic.enrol("Jonas")
    other = office.clinic.entries[-1]
    office.clinic.add_device("Amira", "ward")
    office.sync()
    office.hears(OFFICE, other, office.clinic.entries[0], b"anything")
    assert office.is_pending()


def test_the_authority_needs_no_announcement(office: Desk) -> None:
    office.clinic.add_device("Amira", "ward")
    office.sync()
    office.drained()
    assert office.is_alarming()
    office.clinic.revoke_by_authority("Amira", "ward")
    office.sync()
    assert not office.is_alarming(), "IT has dealt with it"
    assert not office.is_pending()


def test_a_removal_by_the_account_key_needs_one(office: Desk) -> None:
    office.clinic.add_device("Amira", "ward")
    added = office.clinic.entries[-1]
    office.sync()
    office.hears(OFFICE, added)
    office.clinic.revoke("Amira", "ward")
    office.sync()
    assert office.is_pending()
    office.drained()
    assert office.is_alarming()
    office.hears(OFFICE, office.clinic.entries[-1])
    assert not office.is_alarming()


def test_a_linked_device_believes_only_what_it_was_told_of_before(
    tmp_path: Path, clinic: Clinic
) -> None:
    ghost = clinic.fork(len(clinic.entries))
    ghost.add_device("Amira", "home")
    ghost.add_device("Amira", "ward")
    told = [sha256(entry).digest() for entry in ghost.entries if entry not in ghost.entries[3:4]]
    desk = Desk(tmp_path, ghost, "ward", main=False)
    try:
        desk.write(lambda tx: own_entries.begin_linked(tx, told, {OFFICE: "Office"}))
        desk.sync()
        assert not desk.is_explained(HOME), "added before, and not named by who linked us"
        assert desk.is_explained(OFFICE)
        assert desk.is_explained(WARD)
        assert desk.is_pending()
        assert desk.write(own_entries.names) == {OFFICE: "Office"}
        assert desk.write(lambda tx: own_entries.mains(desk.own, desk.replica, tx)) == {OFFICE}
        known = desk.write(lambda tx: own_entries.explained_devices(desk.own, desk.replica, tx))
        assert known == [OFFICE]
    finally:
        desk.store.close_now()


def test_an_enrolled_or_restored_device_takes_its_past_as_it_is(
    tmp_path: Path, clinic: Clinic
) -> None:
    clinic.add_device("Amira", "home")
    clinic.add_device("Amira", "ward")
    desk = Desk(tmp_path, clinic, "ward", main=True)
    try:
        desk.sync()
        assert not desk.is_pending()
        assert desk.is_explained(HOME)
    finally:
        desk.store.close_now()


def test_a_profile_from_before_is_brought_up_to_date(office: Desk) -> None:
    office.write(lambda tx: tx.settings.delete("own-entries"))
    assert not office.is_pending()
    office.clinic.add_device("Amira", "ward")
    office.sync()
    assert office.is_pending()


def test_hashes_and_names_are_bounded(office: Desk) -> None:
    for part in range(4):
        hashes = tuple(sha256(b"%d/%d" % (part, n)).digest() for n in range(1000))
        content = OwnEntriesContent(hashes)
        office.write(
            lambda tx, content=content: own_entries.apply(
                office.own, office.replica, tx, WARD, content
            )
        )
    state = office.write(own_entries._load)
    assert len(state.explained) == 1000
    assert sha256(b"3/999").digest() in state.explained
    for part in range(4):
        names = {sha256(b"%d/%d" % (part, n)).hexdigest()[:32]: "x" * 64 for n in range(60)}
        content = OwnEntriesContent((), names)
        office.write(
            lambda tx, content=content: own_entries.apply(
                office.own, office.replica, tx, WARD, content
            )
        )
    assert len(office.write(own_entries.names)) <= 64


def test_names_of_other_peoples_devices_and_unshowable_ones_are_not_taken(office: Desk) -> None:
    office.clinic.enrol("Jonas")
    jonas = office.clinic.add_device("Jonas", "his")
    office.sync()
    assert not office.hears(WARD, **{jonas.hex(): "Mine now"})
    assert not office.hears(WARD, **{OFFICE.hex(): "bell\x07"})
    assert not office.hears(WARD, **{OFFICE.hex(): "right\u202eleft"})
    assert office.hears(WARD, **{OFFICE.hex(): "Büro 3 – 東"})
    assert office.write(own_entries.names) == {OFFICE: "Büro 3 – 東"}
