"""Which of a group's rosters hold, and who has left (relay/PROTOCOL.md section 14).

A pure function of the set of rosters and leaves, so that all who have the same ones agree, in
whatever order these came. Every roster given here has passed `roster_rules`.

Where several follow one roster, each with what follows it is a branch. A branch ends another when
it takes the admin's role from the one who opened that. Among those that no other ends, or that end
each other, the one signed by the most senior admin holds: seniority is how long somebody has been
an admin, which nobody can make up afterwards. So an admin who was removed by a more senior one (or
whose removal a more senior one went on from) cannot come back by signing a rival of an old roster,
however they choose its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.core.ids import AccountId
from app.crypto.roster import Leave, Roster


@dataclass(frozen=True, slots=True)
class Standing:
    """What a set of rosters of one group comes to."""

    path: tuple[Roster, ...]
    """From the first roster to the newest, all that hold."""
    rivals: tuple[Roster, ...]
    """Those that do not hold. Not empty: somebody was shown, or made, two versions."""

    @property
    def newest(self) -> Roster:
        """The roster that counts now."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class _Branch:
    """One child of a fork, with what holds behind it."""

    path: tuple[Roster, ...]

    @property
    def opened_by(self) -> AccountId:
        return self.path[0].signer

    def ends(self, other: _Branch) -> bool:
        """Whether it takes the role from the other's opener. Giving it up oneself is no end."""
        loser = other.opened_by
        return any(loser not in r.admins and r.signer != loser for r in self.path)


def resolve(first: Roster, others: Iterable[Roster]) -> Standing:
    """What these rosters come to. `others` whose way back to `first` is not whole do not count."""
    every = {roster.roster_hash: roster for roster in (first, *others)}
    children: dict[bytes, list[Roster]] = {}
    for roster in every.values():
        if roster.epoch > 1:
            children.setdefault(roster.prev, []).append(roster)
    holding: dict[bytes, bytes] = {}
    """By roster: which of those that follow it holds."""
    for parent in sorted(
        (every[h] for h in children if h in every), key=lambda r: r.epoch, reverse=True
    ):
        rivals = [r for r in children[parent.roster_hash] if r.epoch == parent.epoch + 1]
        if len(rivals) == 1:
            holding[parent.roster_hash] = rivals[0].roster_hash
        elif rivals:
            branches = [_Branch(_walk(rival, holding, every)) for rival in rivals]
            seniority = _seniority(parent, first, every)
            chosen = _choose(branches, seniority)
            holding[parent.roster_hash] = chosen.path[0].roster_hash
    path = _walk(first, holding, every)
    on_path = {roster.roster_hash for roster in path}
    rest = (r for r in every.values() if r.roster_hash not in on_path)
    ordered = sorted(rest, key=lambda r: (r.epoch, r.roster_hash))
    return Standing(path, tuple(ordered))


def who_left(standing: Standing, leaves: Iterable[Leave]) -> frozenset[AccountId]:
    """The accounts that the newest roster lists and that have left since they were added.

    A leave of a roster that does not hold counts from the last one before it that does: who wanted
    to go is not kept in by a fork.
    """
    place = {roster.roster_hash: index for index, roster in enumerate(standing.path)}
    before = {roster.roster_hash: roster.prev for roster in standing.rivals}
    left: set[AccountId] = set()
    for leave in leaves:
        named = leave.roster_hash
        while named not in place and named in before:
            named = before[named]
        since = place.get(named)
        if since is not None and all(
            leave.account_id in roster.accounts for roster in standing.path[since:]
        ):
            left.add(leave.account_id)
    return frozenset(left)


def _walk(
    roster: Roster, holding: Mapping[bytes, bytes], every: Mapping[bytes, Roster]
) -> tuple[Roster, ...]:
    path = [roster]
    while (following := holding.get(path[-1].roster_hash)) is not None:
        path.append(every[following])
    return tuple(path)


def _choose(branches: Sequence[_Branch], seniority: Sequence[AccountId]) -> _Branch:
    ended = {
        index
        for index, branch in enumerate(branches)
        if any(other.ends(branch) and not branch.ends(other) for other in branches)
    }
    left = [branch for index, branch in enumerate(branches) if index not in ended] or branches
    rank = {account: index for index, account in enumerate(seniority)}

    def weight(branch: _Branch) -> tuple[int, bytes]:
        signers = {roster.signer for roster in branch.path}
        best = min(rank.get(signer, len(rank)) for signer in signers)
        return best, branch.path[0].roster_hash

    return min(left, key=weight)


def _seniority(parent: Roster, first: Roster, every: Mapping[bytes, Roster]) -> list[AccountId]:
    """The admins of a roster, those who have been for the longest first, the founder before all.

    Of those who became admins together, the lower account id: nobody chooses that for a group.
    """
    since = dict.fromkeys(parent.admins, parent.epoch)
    still = set(parent.admins)
    roster: Roster | None = parent
    while roster is not None and still:
        still &= roster.admins
        for account in still:
            since[account] = roster.epoch
        roster = every.get(roster.prev) if roster.epoch > 1 else None

    def age(account: AccountId) -> tuple[int, bool, AccountId]:
        return since[account], account != first.signer, account

    return sorted(parent.admins, key=age)
