"""What was said and what came agree, whatever happens to a group meanwhile.

Members come, go, leave and are made admins; computers are locked and unlocked in the middle, the
relay restarts, and mail is delayed, repeated and mixed up. Then everybody is there, and it is
counted: no message is missing, doubled, out of order, or at somebody whom it was not for.
"""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from app.core.errors import CurbsideError
from app.core.groups import GroupState
from app.core.ids import AccountId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.store_ports import Transaction
from app.core.transport_types import InboxItem
from app.services import group_audience, group_rosters, group_sending
from tests.support.care_team import NAMES, Team, run
from tests.support.clinic import eventually

STEPS = 25


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_or_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(group_sending, "ANSWER_EVERY_MS", 100)
    monkeypatch.setattr(group_sending, "ASK_EVERY_MS", 1_000)

    async def scenario(team: Team) -> None:
        await _Ward(team, random.Random(seed)).through_it_all()

    run(tmp_path, scenario, 4)


class _Ward:
    """Four people, and what chance does to them."""

    def __init__(self, team: Team, chance: random.Random) -> None:
        self._team = team
        self._chance = chance
        self._said = 0

    async def through_it_all(self) -> None:
        team = self._team
        for name in NAMES:
            team.relays[name].take_over_mail().policy = self._mixed_up
            for other in NAMES:
                if other != name:
                    await team[name].account_of(other)
        await team.create(*NAMES[: self._chance.randint(2, 4)])
        for _ in range(STEPS):
            step = self._chance.choices(
                [self._say, self._change, self._leave, self._lock, self._unlock, self._restart],
                weights=[10, 4, 1, 2, 3, 1],
            )[0]
            try:
                await step()
            except CurbsideError:
                continue  # not a member, no admin, the last admin
        for name in NAMES:
            await self._be_open(name)
            team.relays[name].mail.policy = list
        await self._agree()
        await self._count()

    async def _say(self) -> None:
        name = self._anybody()
        if await self._knows(name):
            self._said += 1
            await self._team.say(name, f"{name} {self._said}")

    async def _change(self) -> None:
        name, other = self._chance.sample(NAMES, 2)
        if not await self._knows(name):
            return
        what = self._chance.choice(["add", "add", "remove", "promote", "title"])
        if what == "title":
            await self._team.change(name, title=f"Ward {self._chance.randint(1, 99)}")
        else:
            await self._team.change(name, **{what: [other]})

    async def _leave(self) -> None:
        name = self._anybody()
        if await self._knows(name):
            await self._team[name].open.groups.leave(self._team.group_id)

    async def _lock(self) -> None:
        await self._team[self._anybody()].lock()

    async def _unlock(self) -> None:
        await self._be_open(self._anybody())

    async def _restart(self) -> None:
        await asyncio.to_thread(self._team.clinic.restart_relay)

    async def _be_open(self, name: str) -> None:
        if not _is_open(self._team, name):
            await self._team[name].unlock()

    async def _knows(self, name: str) -> bool:
        return _is_open(self._team, name) and await self._team.record(name) is not None

    def _anybody(self) -> str:
        return self._chance.choice(NAMES)

    def _mixed_up(self, items: list[InboxItem]) -> list[InboxItem]:
        items = [*items, *self._chance.sample(items, self._chance.randint(0, min(1, len(items))))]
        self._chance.shuffle(items)
        return items

    async def _agree(self) -> None:
        """Wait until nothing is on its way, and all who are members see the same group."""
        team = self._team

        async def quiet() -> bool:
            records = [await team.record(name) for name in NAMES]
            there = [r for r in records if r is not None and r.state is GroupState.MEMBER]
            newest = max((r.epoch for r in there), default=0)
            ids = await team.ids(*NAMES)
            members = {m.account_id for r in there if r.epoch == newest for m in r.members}
            agreed = {
                (r.roster_hash, r.left)
                for r, account_id in zip(records, ids, strict=True)
                if r is not None and account_id in members and r.state is GroupState.MEMBER
            }
            idle = [await self._is_idle(name) for name in NAMES]
            return len(agreed) <= 1 and all(idle) and await self._is_all_delivered(members)

        await eventually(quiet)

    async def _is_idle(self, name: str) -> bool:
        context = self._team[name].open._context

        def read(tx: Transaction) -> bool:
            peers = tx.sessions.peers()
            return tx.outbox.count() == 0 and not any(peer.missing for peer in peers)

        return await context.store.read(read)

    async def _is_all_delivered(self, members: set[AccountId]) -> bool:
        """Whether every message is at those of its recipients who were members all the time."""
        ids = dict(zip(NAMES, await self._team.ids(*NAMES), strict=True))
        judge = next((name for name in NAMES if ids[name] in members), None)
        if judge is None:
            return True
        heard = {name: set(await self._team.texts(name)) for name in NAMES}
        for name in NAMES:
            for row in await self._own_rows(name):
                steady = await self._steady(judge, row.roster_epoch) & members
                if ids[name] not in steady:
                    continue
                meant = await self._meant(name, row) & steady
                if any(row.text not in heard[other] for other in NAMES if ids[other] in meant):
                    return False
        return True

    async def _steady(self, name: str, since: int) -> set[AccountId]:
        """Who never left, and is in all rosters that somebody has from an epoch on."""
        context, group_id = self._team[name].open._context, self._team.group_id

        def read(tx: Transaction) -> set[AccountId]:
            path = group_rosters.standing_of(context, tx, group_id).path
            left = {leave.account_id for leave in group_rosters.leaves_of(context, tx, group_id)}
            later = [roster.accounts for roster in path if roster.epoch >= since]
            return set(frozenset.intersection(*later)) - left if later else set()

        return await context.store.read(read)

    async def _own_rows(self, name: str) -> list[MessageRecord]:
        """What somebody wrote that went out."""
        rows = await self._team.rows(name)
        return [
            row
            for row in rows
            if row.outgoing
            and row.kind is MessageKind.TEXT
            and row.state not in (DeliveryState.QUEUED, DeliveryState.FAILED)
        ]

    async def _meant(self, name: str, row: MessageRecord) -> set[AccountId]:
        """Whom a message was encrypted to, by the roster that it names."""
        context = self._team[name].open._context

        def read(tx: Transaction) -> set[AccountId]:
            group_id = self._team.group_id
            roster = group_audience.known_roster(context, tx, group_id, row.roster_hash)
            assert roster is not None
            return set(roster.accounts) - set(row.excluded) - {context.own.account_id}

        return await context.store.read(read)

    async def _count(self) -> None:
        """Nothing at anybody that was not for them, nothing twice, and in everybody's order."""
        team = self._team
        ids = await team.ids(*NAMES)
        heard = {name: await team.texts(name) for name in NAMES}
        sent = {name: await self._own_rows(name) for name in NAMES}
        for name, texts in heard.items():
            assert len(texts) == len(set(texts)), (name, texts)
        for name, rows in sent.items():
            for other, account_id in zip(NAMES, ids, strict=True):
                if other == name:
                    continue
                theirs = [text for text in heard[other] if text.startswith(name)]
                said = [row.text for row in rows]
                assert theirs == [text for text in said if text in theirs], (name, other)
                for row in rows:
                    meant = await self._meant(name, row)
                    assert account_id in meant or row.text not in theirs, (name, other, row.text)


def _is_open(team: Team, name: str) -> bool:
    return team[name].client is not None
