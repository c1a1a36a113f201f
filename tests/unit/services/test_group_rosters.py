"""Rosters in the store: any order of arrival, floods, and what has to wait (section 14)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.core.file_content import Bitmap
from app.core.group_records import MAX_WAITING_ROSTERS
from app.core.groups import GroupRecord, GroupState
from app.core.ids import AccountId
from app.core.store_ports import Transaction
from app.crypto.roster import Leave, Roster, picture_hash
from app.services import group_rosters
from app.services.context import Context
from app.services.group_rosters import MAX_RIVALS, Settled
from app.store.store import EncryptedStore
from tests.unit.crypto.people import SYSTEM
from tests.unit.crypto.rosters import (
    AMIRA,
    BEN,
    CARLA,
    DEV,
    EVE,
    EVERYBODY,
    LOG_ID,
    Keys,
    Someone,
    after,
    first,
    leave,
    members,
)

FIRST = first()
WITH_EVE = members([AMIRA, BEN], [CARLA, DEV, EVE])
WITHOUT_CARLA = members([AMIRA, BEN], [DEV])


@dataclass
class _Device:
    identity: Any


@dataclass
class _Account:
    devices: tuple[_Device, ...]


class Log(Keys):
    """The log, with what `Replica` offers beside the keys."""

    root = b"r" * 32

    @property
    def directory(self) -> Log:
        return self

    @property
    def device_owners(self) -> dict[bytes, AccountId]:
        return {person.device_id: person.account_id for person in EVERYBODY}

    def account(self, account_id: AccountId) -> _Account | None:
        found = [p for p in EVERYBODY if p.account_id == account_id]
        return _Account((_Device(found[0].identity),)) if found else None


@dataclass
class _Own:
    account_id: AccountId
    log_id: bytes = LOG_ID


@dataclass
class Desk:
    """The device of one member: its store, and as much of a context as rosters need."""

    store: EncryptedStore
    person: Someone
    replica: Log = field(default_factory=Log)
    unverified: None = None
    randomness: Any = SYSTEM
    now: int = 1_000

    @property
    def own(self) -> _Own:
        return _Own(self.person.account_id)

    def now_ms(self) -> int:
        return self.now

    def bring(
        self,
        *found: Roster | Leave,
        by: Someone = BEN,
        picture: Bitmap | None = None,
        group: Roster = FIRST,
    ) -> Settled:
        """Rosters and leaves arrive, in one content."""
        rosters = [each.encoded for each in found if isinstance(each, Roster)]
        leaves = [each.encoded for each in found if isinstance(each, Leave)]
        return self.bring_bytes(rosters, leaves, by=by, picture=picture, group=group)

    def bring_bytes(
        self,
        rosters: Sequence[bytes],
        leaves: Sequence[bytes] = (),
        *,
        by: Someone = BEN,
        picture: Bitmap | None = None,
        group: Roster = FIRST,
    ) -> Settled:
        context: Context = self  # type: ignore[assignment]  # as much of one as is used

        def write(tx: Transaction) -> Settled:
            where = group.group_id
            group_rosters.stage(context, tx, where, by.account_id, rosters, leaves, picture)
            return group_rosters.settle(context, tx, where)

        return self.store.submit_write(write).result()

    def group(self, group: Roster = FIRST) -> GroupRecord:
        found = self.store.submit_read(lambda tx: tx.groups.get(group.group_id)).result()
        assert found is not None
        return found

    def has_group(self) -> bool:
        return self.store.submit_read(lambda tx: tx.groups.is_group(FIRST.group_id)).result()

    def waiting(self) -> int:
        return len(self.store.submit_read(lambda tx: tx.groups.waiting(FIRST.group_id)).result())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = EncryptedStore.open(tmp_path / "profile.db", bytes(32))
    yield Desk(store, DEV)
    store.close_now()


def everything() -> list[Roster | Leave]:
    """A group's whole life, with a fork, a leave and somebody who comes back."""
    second = after(FIRST, BEN, title="Ward 8")
    rival = after(FIRST, AMIRA, title="Ward 9")
    third = after(rival, AMIRA, WITH_EVE)
    lost = after(second, BEN, title="Lost")
    without = after(third, BEN, members([AMIRA, BEN], [DEV, EVE]))
    again = after(without, BEN, WITH_EVE)
    said = leave(CARLA, third, FIRST)
    return [FIRST, second, rival, third, lost, without, again, said, leave(EVE, again, FIRST)]


def test_any_order_of_arrival_ends_in_the_same_group(tmp_path: Path) -> None:
    found = everything()
    outcomes: set[tuple[object, ...]] = set()
    for at in range(6):
        store = EncryptedStore.open(tmp_path / f"{at}.db", bytes(32))
        desk = Desk(store, DEV)
        for each in random.Random(at).sample(found, len(found)):
            desk.bring(each, by=random.Random(at).choice(EVERYBODY))
        group = desk.group()
        outcomes.add((group.roster_hash, group.members, group.left, group.state, group.forked))
        assert desk.waiting() == 0
        store.close_now()
    assert len(outcomes) == 1
    (outcome,) = outcomes
    assert outcome[0] == found[6].roster_hash  # type: ignore[union-attr]
    assert outcome[2] == (EVE.account_id,)
    assert outcome[3:] == (GroupState.MEMBER, True)


def test_who_is_not_in_it_gets_no_group(desk: Desk) -> None:
    strangers = first(people=members([AMIRA], [BEN, CARLA]))
    desk.bring(strangers, group=strangers)
    found = desk.store.submit_read(lambda tx: tx.groups.all()).result()
    assert found == []
    # Until a roster lists them, with all that came before.
    desk.bring(after(strangers, AMIRA, members([AMIRA], [BEN, DEV])), group=strangers)
    assert desk.group(strangers).epoch == 2


def test_a_roster_waits_for_the_ones_before_it_and_for_the_log(desk: Desk) -> None:
    second = after(FIRST, AMIRA, title="Ward 8")
    third = after(second, AMIRA, title="Ward 9", log_size=120)
    assert desk.bring(third, second).lacks
    assert not desk.has_group()
    assert desk.bring(FIRST).changed
    assert desk.group().title == "Ward 8"
    desk.replica.size = 120
    assert desk.bring().changed
    assert desk.group().title == "Ward 9"
    assert desk.waiting() == 0


def test_removed_and_left(desk: Desk) -> None:
    removed = after(FIRST, AMIRA, members([AMIRA, BEN], [CARLA]))
    desk.bring(FIRST, removed)  # never in it, as far as this device ever saw
    assert not desk.has_group()
    desk.bring(after(removed, AMIRA, WITH_EVE))
    assert desk.group().state is GroupState.MEMBER
    again = after(after(removed, AMIRA, WITH_EVE), AMIRA, members([AMIRA, BEN], [CARLA]))
    desk.bring(again)
    assert desk.group().state is GroupState.REMOVED


def test_who_left_stays_out_when_the_next_roster_drops_them(desk: Desk) -> None:
    desk.bring(FIRST, leave(DEV, FIRST, FIRST))
    assert desk.group().state is GroupState.LEFT
    desk.bring(after(FIRST, AMIRA, members([AMIRA, BEN], [CARLA])))
    assert desk.group().state is GroupState.LEFT


def test_an_old_roster_again_changes_nothing(desk: Desk) -> None:
    second = after(FIRST, AMIRA, WITHOUT_CARLA)
    desk.bring(FIRST, second)
    before = desk.group()
    settled = desk.bring(FIRST, by=CARLA)
    assert not settled.changed
    assert desk.group() == before


def test_a_picture_comes_with_its_roster_before_or_after(desk: Desk) -> None:
    picture, other = Bitmap(1, 1, b"ab"), Bitmap(1, 1, b"cd")
    second = after(FIRST, AMIRA, picture=picture_hash(picture))
    desk.bring(second, picture=picture)
    desk.bring(FIRST)
    assert desk.group().picture == picture
    third = after(second, AMIRA, title="Ward 8")
    desk.bring(third, picture=other)  # not the one that it names
    assert desk.group().picture == picture
    desk.bring(after(third, AMIRA, picture=b""))
    assert desk.group().picture is None


@pytest.mark.expects_log("roster or leave refused")
def test_what_breaks_a_rule_is_refused_whoever_brings_it(desk: Desk) -> None:
    desk.bring(FIRST)
    before = desk.group()
    other_group = first(title="Another group")
    bad = [
        after(FIRST, CARLA, WITH_EVE),
        after(FIRST, AMIRA, WITH_EVE, log_size=9),
        after(FIRST, EVE, WITH_EVE),
        other_group,
    ]
    for each in bad:
        assert desk.bring(each, by=AMIRA).refused == 1
    assert desk.bring_bytes([b"noise", FIRST.encoded + b"\0"], [b"more"]).refused == 3
    assert desk.bring(leave(EVE, FIRST, FIRST)).refused == 1
    assert desk.bring(leave(CARLA, FIRST, FIRST, device_id=BEN.device_id)).refused == 1
    assert desk.bring(leave(CARLA, FIRST, other_group)).refused == 1
    assert desk.group() == before
    assert desk.waiting() == 0


def test_rosters_of_another_group_never_mix_in(desk: Desk) -> None:
    other = first(title="Another group")
    desk.bring(FIRST)
    before = desk.group()
    desk.bring(after(other, AMIRA, members([AMIRA], [DEV])))
    assert desk.group() == before


@pytest.mark.expects_log("roster or leave refused")
def test_a_removed_admin_cannot_fill_the_disk_with_rivals(desk: Desk) -> None:
    desk.bring(FIRST, after(FIRST, AMIRA, members([AMIRA], [CARLA, DEV])))
    flood = [after(FIRST, BEN, time_ms=at) for at in range(3 * MAX_RIVALS)]
    settled = desk.bring(*flood, by=BEN)
    assert settled.refused == 2 * MAX_RIVALS
    kept = desk.store.submit_read(lambda tx: tx.groups.rosters(FIRST.group_id)).result()
    assert len(kept) == 2 + MAX_RIVALS
    assert desk.group().epoch == 2
    assert desk.group().forked


def test_more_rosters_than_fit_that_lead_nowhere(desk: Desk) -> None:
    """What one person can have lie here is bounded, and does not push out what others brought."""
    second = after(FIRST, AMIRA, title="Ward 8")
    desk.bring(second, by=AMIRA)
    context: Context = desk  # type: ignore[assignment]  # as much of one as is used
    template = after(FIRST, BEN).encoded

    def flood(tx: Transaction) -> None:
        tiny = (template + at.to_bytes(4, "big") for at in range(MAX_WAITING_ROSTERS + 700))
        group_rosters.stage(context, tx, FIRST.group_id, BEN.account_id, tiny)

    desk.bring(second, by=BEN)  # the same, to have it pushed out by what follows
    desk.store.submit_write(flood).result()
    assert desk.waiting() == MAX_WAITING_ROSTERS + 1
    assert not desk.has_group()
    assert desk.store.submit_write(lambda tx: tx.groups.forget_waiting_before(2_000)).result() > 0


@pytest.mark.expects_log("roster or leave refused")
def test_nobody_pushes_out_what_another_one_brought(desk: Desk) -> None:
    second = after(FIRST, AMIRA, title="Ward 8")
    desk.bring(second, by=BEN)
    desk.bring(second, by=AMIRA)
    context: Context = desk  # type: ignore[assignment]  # as much of one as is used
    noise = [at.to_bytes(4, "big") for at in range(MAX_WAITING_ROSTERS)]
    desk.store.submit_write(
        lambda tx: group_rosters.stage(context, tx, FIRST.group_id, BEN.account_id, noise)
    ).result()
    desk.bring(FIRST, by=AMIRA)
    assert desk.group().title == "Ward 8"
    assert desk.waiting() == 0


def test_a_group_of_256(desk: Desk) -> None:
    people = [Someone(number) for number in range(256) if number not in (AMIRA.number, DEV.number)]
    keys = {p.account_id: p.account_key for p in people}
    desk.replica.account_key = lambda account_id, size=None: (  # type: ignore[method-assign]
        keys.get(account_id) or Keys().account_key(account_id)
    )
    large = first(people=members([AMIRA], [DEV, *people]))
    desk.bring(large, group=large)
    assert len(desk.group(large).members) == 256
