"""Which rosters hold: the same for all who have the same ones, and against whom (section 14)."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.groups import GroupRole
from app.crypto.roster import Leave, Roster
from app.crypto.roster_chain import resolve, who_left
from app.crypto.roster_rules import require_valid
from tests.unit.crypto.rosters import (
    AMIRA,
    BEN,
    CARLA,
    DEV,
    EVE,
    EVERYBODY,
    Keys,
    Someone,
    after,
    first,
    leave,
    members,
)

# Amira founded the group, so she is its most senior admin; Ben is the next.
FIRST = first()
ONLY_AMIRA = members([AMIRA], [CARLA, DEV])
ONLY_BEN = members([BEN], [CARLA, DEV])
WITH_EVE = members([AMIRA, BEN], [CARLA, DEV, EVE])


def holds(*rosters: Roster) -> Roster:
    """The newest that holds; checks on the way that every roster given is valid."""
    every = {r.roster_hash: r for r in (FIRST, *rosters)}
    for roster in rosters:
        require_valid(roster, every[roster.prev], Keys())
    standing = resolve(FIRST, rosters)
    assert set(standing.path) | set(standing.rivals) == {FIRST, *rosters}
    for _ in range(3):
        shuffled = random.sample(rosters, len(rosters))
        assert resolve(FIRST, shuffled) == standing
    return standing.newest


def ground(before: Roster, signer: Someone, *arguments: object, low: bool = True) -> Roster:
    """A roster whose hash is as low (or high) as somebody with time can make it."""
    tries = [
        after(before, signer, *arguments, time_ms=before.time_ms + at)  # type: ignore[arg-type]
        for at in range(40)
    ]
    return (min if low else max)(tries, key=lambda roster: roster.roster_hash)


def test_a_plain_chain() -> None:
    second = after(FIRST, BEN, WITH_EVE)
    third = after(second, AMIRA, title="Ward 8")
    assert holds(third, second) is third
    assert resolve(FIRST, [second, third]).rivals == ()


def test_what_hangs_in_the_air_does_not_count() -> None:
    second = after(FIRST, BEN, WITH_EVE)
    third = after(second, AMIRA, title="Ward 8")
    assert resolve(FIRST, [third]).newest is FIRST


def test_who_removes_the_other_holds() -> None:
    removes = ground(FIRST, BEN, ONLY_BEN, low=False)
    renames = ground(FIRST, AMIRA)
    assert holds(removes, renames) is removes
    demotes = ground(FIRST, BEN, members([BEN], [AMIRA, CARLA, DEV]), low=False)
    assert holds(demotes, renames) is demotes


def test_of_those_who_remove_each_other_the_senior_holds() -> None:
    by_amira = ground(FIRST, AMIRA, ONLY_AMIRA, low=False)
    by_ben = ground(FIRST, BEN, ONLY_BEN)
    assert by_ben.roster_hash < by_amira.roster_hash
    assert holds(by_amira, by_ben) is by_amira


def test_of_two_harmless_ones_the_seniors_holds_and_nobody_is_asked_for_a_low_hash() -> None:
    by_amira = ground(FIRST, AMIRA, WITH_EVE, low=False)
    by_ben = ground(FIRST, BEN)
    assert holds(by_amira, by_ben) is by_amira


def test_of_two_by_one_person_the_lower_hash() -> None:
    pair = [after(FIRST, AMIRA, title=title) for title in ("Ward 8", "Ward 9")]
    assert holds(*pair) is min(pair, key=lambda roster: roster.roster_hash)


def test_a_removed_admin_does_not_come_back_by_a_late_rival() -> None:
    """However old the roster is that they go back to, whatever the rival says, and its hash."""
    second = after(FIRST, AMIRA, WITH_EVE)
    third = after(second, BEN, title="Ben's name for it")
    removed = after(third, AMIRA, members([AMIRA], [CARLA, DEV, EVE]))
    fifth = after(removed, AMIRA, title="Without Ben")
    honest = (second, third, removed, fifth)
    for base in (FIRST, second, third):
        for people in (None, WITH_EVE, ONLY_BEN, members([BEN, EVE], [CARLA])):
            late = ground(base, BEN, people)
            later = ground(late, BEN, ONLY_BEN)
            assert holds(*honest, late, later) is fifth


def test_nor_with_a_friend_whom_they_make_an_admin() -> None:
    removed = after(FIRST, AMIRA, members([AMIRA], [CARLA, DEV]))
    late = ground(FIRST, BEN, members([BEN, EVE]))
    friend = ground(late, EVE, members([EVE]))
    assert holds(removed, late, friend) is removed


def test_nor_when_a_junior_signed_the_roster_that_they_rival() -> None:
    """Carla's roster is rivalled; Amira, who removed Ben behind it, outweighs him."""
    promoted = after(FIRST, AMIRA, members([AMIRA, BEN, CARLA], [DEV]))
    by_carla = after(promoted, CARLA, title="Carla's name for it")
    removed = after(by_carla, AMIRA, members([AMIRA, CARLA], [DEV]))
    late = ground(promoted, BEN, members([BEN], [DEV]))
    assert holds(promoted, by_carla, removed, late) is removed


def test_an_admin_cannot_grind_their_way_past_those_who_went_on() -> None:
    """Nobody removed anybody; the branch that the founder went on from holds."""
    by_ben = after(FIRST, BEN, title="Ward 8")
    by_amira = after(by_ben, AMIRA, title="Ward 9")
    late = ground(FIRST, BEN)
    assert holds(by_ben, by_amira, late) is by_amira


def test_the_founder_can_take_the_group_back() -> None:
    """The limit of the rule: see SECURITY.md. Juniors cannot keep a senior admin out."""
    without_amira = after(FIRST, BEN, ONLY_BEN)
    later = after(without_amira, BEN, title="Without Amira")
    back = after(FIRST, AMIRA, ONLY_AMIRA)
    assert holds(without_amira, later, back) is back
    # But not by a roster that leaves Ben what he is.
    meek = ground(FIRST, AMIRA)
    assert holds(without_amira, later, meek) is later


def test_who_became_an_admin_later_is_junior_whatever_their_id() -> None:
    promoted = after(FIRST, AMIRA, members([AMIRA, BEN, DEV], [CARLA]))
    demoted = after(promoted, AMIRA, members([BEN, DEV], [AMIRA, CARLA]))
    again = after(demoted, BEN, members([AMIRA, BEN, DEV], [CARLA]))
    by_amira = ground(again, AMIRA, members([AMIRA], [CARLA]))
    by_dev = ground(again, DEV, members([DEV], [CARLA]), low=False)
    assert holds(promoted, demoted, again, by_amira, by_dev) is by_dev


def test_giving_the_role_up_is_no_removal() -> None:
    steps_down = after(FIRST, AMIRA, members([BEN], [AMIRA, CARLA, DEV]))
    rival = ground(FIRST, AMIRA, WITH_EVE)
    chosen = min(steps_down, rival, key=lambda roster: roster.roster_hash)
    assert holds(steps_down, rival) is chosen


def test_a_circle_of_removals_has_one_outcome() -> None:
    three = first(people=members([AMIRA, BEN, CARLA], [DEV]))
    by_amira = after(three, AMIRA, members([AMIRA, CARLA], [DEV]))
    by_ben = after(three, BEN, members([AMIRA, BEN], [DEV]))
    by_carla = after(three, CARLA, members([BEN, CARLA], [DEV]))
    every = [by_amira, by_ben, by_carla]
    outcomes = {resolve(three, random.sample(every, 3)).newest.roster_hash for _ in range(6)}
    assert outcomes == {by_amira.roster_hash}


# Leaves


def left(rosters: list[Roster], leaves: list[Leave]) -> set[Someone]:
    out = who_left(resolve(FIRST, rosters), leaves)
    return {person for person in EVERYBODY if person.account_id in out}


def test_a_leave_counts_from_its_roster_on() -> None:
    second = after(FIRST, AMIRA, title="Ward 8")
    said = leave(CARLA, FIRST, FIRST)
    assert left([], [said]) == {CARLA}
    assert left([second], [said]) == {CARLA}


def test_who_left_comes_back_only_by_a_roster_after_one_without_them() -> None:
    said = leave(CARLA, FIRST, FIRST)
    kept = after(FIRST, AMIRA, WITH_EVE)
    without = after(kept, AMIRA, members([AMIRA, BEN], [DEV, EVE]))
    again = after(without, AMIRA, WITH_EVE)
    assert left([kept], [said]) == {CARLA}
    assert left([kept, without], [said]) == set()
    assert left([kept, without, again], [said]) == set()
    assert left([kept, without, again], [said, leave(CARLA, again, FIRST)]) == {CARLA}


def test_a_leave_of_a_roster_that_lost_counts_from_the_last_one_that_holds() -> None:
    lost = after(FIRST, BEN, title="Ward 8")
    held = after(FIRST, AMIRA, title="Ward 9")
    assert resolve(FIRST, [lost, held]).newest is held
    assert left([lost, held], [leave(CARLA, lost, FIRST)]) == {CARLA}


def test_a_leave_of_a_roster_that_nobody_has_counts_for_nothing() -> None:
    unknown = after(FIRST, BEN, title="Ward 8")
    assert left([], [leave(CARLA, unknown, FIRST)]) == set()


# Any order, any fork


@st.composite
def trees(draw: st.DrawFn) -> list[Roster]:
    """Valid rosters, each after any of those before it, by any admin there, changing anything."""
    made = [FIRST]
    for _ in range(draw(st.integers(1, 9))):
        before = draw(st.sampled_from(made))
        signers = [p for p in EVERYBODY if p.account_id in before.admins]
        signer = draw(st.sampled_from(signers))
        roles = draw(
            st.lists(
                st.sampled_from([None, GroupRole.MEMBER, GroupRole.ADMIN]),
                min_size=len(EVERYBODY),
                max_size=len(EVERYBODY),
            ).filter(lambda chosen: GroupRole.ADMIN in chosen)
        )
        people = [p.member(role) for p, role in zip(EVERYBODY, roles, strict=True) if role]
        made.append(after(before, signer, people, time_ms=draw(st.integers(0, 9))))
    return made[1:]


@settings(max_examples=30, deadline=None)
@given(trees(), st.randoms(use_true_random=False))
def test_any_order_ends_in_the_same_state(made: list[Roster], chance: random.Random) -> None:
    leaves = [
        leave(person, roster, FIRST)
        for roster in made[::3]
        for person in EVERYBODY[::2]
        if person.account_id in roster.accounts
    ]
    standing = resolve(FIRST, made)
    shuffled = chance.sample(made, len(made))
    again = resolve(FIRST, shuffled)
    assert again == standing
    assert who_left(again, chance.sample(leaves, len(leaves))) == who_left(standing, leaves)
    # It is a chain of valid rosters, and everything else is a rival.
    for before, later in zip(standing.path, standing.path[1:], strict=False):
        require_valid(later, before, Keys())
    assert len({*standing.path, *standing.rivals}) == len({FIRST, *made})


@settings(max_examples=30, deadline=None)
@given(trees(), trees())
def test_a_removal_by_the_founder_is_final_for_all_others(
    early: list[Roster], late: list[Roster]
) -> None:
    """Whatever anybody but the founder adds later, nobody whom she removed is an admin again,
    as long as she signed last."""
    standing = resolve(FIRST, early)
    if AMIRA.account_id not in standing.newest.admins:
        return
    alone = after(standing.newest, AMIRA, members([AMIRA], [CARLA]))
    rivals = [roster for roster in late if not _has_amira_signed(roster, late)]
    path = resolve(FIRST, [*early, alone, *rivals]).path
    if any(AMIRA.account_id not in r.admins for r in standing.path):
        return  # she was not an admin all the time: another one may be more senior
    if any(r.signer == AMIRA.account_id for r in early if r not in standing.path):
        return  # she signed two versions herself
    assert path[-1] is alone


def _has_amira_signed(roster: Roster, every: list[Roster]) -> bool:
    by_hash = {r.roster_hash: r for r in every}
    at: Roster | None = roster
    while at is not None:
        if at.signer == AMIRA.account_id:
            return True
        at = by_hash.get(at.prev)
    return False
