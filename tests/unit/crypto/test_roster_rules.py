"""Who may sign a roster or a leave: each rule of relay/PROTOCOL.md section 14, broken alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.groups import GroupMember, GroupRole
from app.crypto.identity import DeviceIdentity
from app.crypto.roster import Leave, Roster, pack_members
from app.crypto.roster_rules import (
    LogTooShortError,
    RosterRefused,
    Rule,
    require_leave,
    require_valid,
)
from tests.unit.crypto.rosters import (
    AMIRA,
    BEN,
    CARLA,
    DEV,
    EVE,
    Keys,
    Someone,
    after,
    first,
    leave,
    members,
)

FIRST = first()
ALL_BUT_DEV = members([AMIRA, BEN], [CARLA])
WITH_EVE = members([AMIRA, BEN], [CARLA, DEV, EVE])


def refused(roster: Roster, before: Roster | None, keys: Keys | None = None) -> Rule:
    with pytest.raises(RosterRefused) as caught:
        require_valid(roster, before, keys or Keys())
    return caught.value.rule


def test_what_is_allowed() -> None:
    require_valid(FIRST, None, Keys())
    require_valid(after(FIRST, BEN, WITH_EVE, title="Ward 8", log_size=20), FIRST, Keys())


def test_a_first_roster_by_somebody_who_is_no_admin_in_it() -> None:
    for signer in (CARLA, EVE):
        assert refused(first(signer), None) is Rule.FIRST


def test_only_epoch_1_stands_alone() -> None:
    assert refused(first(epoch=2), None) is Rule.FIRST


def test_epochs_do_not_skip() -> None:
    assert refused(after(FIRST, AMIRA, epoch=3), FIRST) is Rule.FOLLOWS


def test_it_names_the_roster_before() -> None:
    other = first(title="Another group")
    assert refused(after(other, AMIRA), FIRST) is Rule.FOLLOWS


def test_the_log_does_not_shrink() -> None:
    assert refused(after(FIRST, AMIRA, log_size=9), FIRST) is Rule.LOG_SIZE


def test_a_member_who_is_no_admin() -> None:
    assert refused(after(FIRST, CARLA, WITH_EVE), FIRST) is Rule.ADMIN


def test_somebody_who_is_not_in_it() -> None:
    assert refused(after(FIRST, EVE, WITH_EVE), FIRST) is Rule.ADMIN


def test_an_admin_who_was_removed() -> None:
    without_ben = after(FIRST, AMIRA, members([AMIRA], [CARLA, DEV]))
    require_valid(without_ben, FIRST, Keys())
    assert refused(after(without_ben, BEN, WITH_EVE), without_ben) is Rule.ADMIN


def test_an_admin_who_made_themselves_one() -> None:
    risen = after(FIRST, CARLA, members([AMIRA, BEN, CARLA], [DEV]))
    assert refused(risen, FIRST) is Rule.ADMIN


def test_a_device_that_was_revoked_by_then() -> None:
    keys = Keys(ended={AMIRA.device_id: 15})
    require_valid(after(FIRST, AMIRA, log_size=14), FIRST, keys)
    assert refused(after(FIRST, AMIRA, log_size=15), FIRST, keys) is Rule.DEVICE


def test_a_device_that_was_not_there_yet() -> None:
    keys = Keys(added={AMIRA.device_id: 11})
    assert refused(FIRST, None, keys) is Rule.DEVICE


def test_a_device_of_somebody_else() -> None:
    theirs = replace(after(FIRST, AMIRA), signer_device=CARLA.device_id, signature=b"")
    signed = theirs.signed_with(CARLA.signing_seed)
    assert refused(signed, FIRST) is Rule.DEVICE


def test_a_device_that_the_log_does_not_know() -> None:
    made_up = replace(after(FIRST, AMIRA), signer_device=Someone(99).device_id, signature=b"")
    assert refused(made_up.signed_with(Someone(99).signing_seed), FIRST) is Rule.DEVICE


def test_a_device_under_another_account_key_than_the_roster_knows() -> None:
    old = GroupMember(AMIRA.account_id, b"o" * 32, GroupRole.ADMIN)
    before = first(BEN, (old, *members([BEN], [CARLA])))
    assert refused(after(before, AMIRA), before) is Rule.DEVICE


def test_unsigned_and_signed_by_the_relay() -> None:
    unsigned = replace(after(FIRST, AMIRA, WITH_EVE), signature=bytes(64))
    assert refused(unsigned, FIRST) is Rule.SIGNATURE
    by_another = replace(unsigned, signature=b"").signed_with(b"relay" * 6 + b"xx")
    assert refused(by_another, FIRST) is Rule.SIGNATURE


def test_the_key_of_a_new_member_is_the_logs() -> None:
    keys = Keys(keys={EVE.account_id: b"n" * 32})
    assert refused(after(FIRST, AMIRA, WITH_EVE), FIRST, keys) is Rule.ACCOUNT_KEY
    forged = (*ALL_BUT_DEV, GroupMember(EVE.account_id, CARLA.account_key, GroupRole.MEMBER))
    assert refused(after(FIRST, AMIRA, forged), FIRST) is Rule.ACCOUNT_KEY


def test_somebody_whom_the_log_does_not_know() -> None:
    ghost = (*ALL_BUT_DEV, Someone(99).member())
    assert refused(after(FIRST, AMIRA, ghost), FIRST) is Rule.ACCOUNT_KEY


def test_a_key_that_was_there_before_may_be_an_old_one() -> None:
    keys = Keys(keys={CARLA.account_id: b"n" * 32})
    require_valid(after(FIRST, AMIRA, title="Still Carla's old key"), FIRST, keys)
    new = GroupMember(CARLA.account_id, b"n" * 32, GroupRole.MEMBER)
    renewed = (*members([AMIRA, BEN], [DEV]), new)
    require_valid(after(FIRST, AMIRA, renewed), FIRST, keys)


def test_a_log_that_has_not_come_so_far_waits() -> None:
    with pytest.raises(LogTooShortError) as waits:
        require_valid(after(FIRST, AMIRA, log_size=101), FIRST, Keys(size=100))
    assert waits.value.size == 101


def test_what_cannot_come_true_does_not_wait_for_the_log() -> None:
    assert refused(after(FIRST, CARLA, log_size=101), FIRST, Keys(size=100)) is Rule.ADMIN


def leave_refused(said: Leave, of: Roster, ever: DeviceIdentity | None) -> Rule:
    with pytest.raises(RosterRefused) as caught:
        require_leave(said, of, Keys(), ever)
    return caught.value.rule


def test_leaves() -> None:
    said = leave(CARLA, FIRST, FIRST)
    require_leave(said, FIRST, Keys(), CARLA.identity)
    assert leave_refused(said, after(FIRST, AMIRA), CARLA.identity) is Rule.FOLLOWS
    assert leave_refused(leave(EVE, FIRST, FIRST), FIRST, EVE.identity) is Rule.MEMBER
    with pytest.raises(LogTooShortError):
        require_leave(said, FIRST, Keys(), None)


def test_nobody_makes_another_one_leave() -> None:
    by_ben = leave(CARLA, FIRST, FIRST, device_id=BEN.device_id)
    assert leave_refused(by_ben, FIRST, BEN.identity) is Rule.DEVICE
    forged = replace(leave(CARLA, FIRST, FIRST), signature=bytes(64))
    assert leave_refused(forged, FIRST, CARLA.identity) is Rule.SIGNATURE
    other_key = replace(CARLA.identity, account_key=b"n" * 32)
    assert leave_refused(leave(CARLA, FIRST, FIRST), FIRST, other_key) is Rule.DEVICE


def test_packing_sorts() -> None:
    assert pack_members(members([BEN, AMIRA])) == pack_members(members([AMIRA, BEN]))
