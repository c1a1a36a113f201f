"""A group of real clients at a real relay, and what each of them shows of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from app.core.group_records import decode_notice
from app.core.groups import GroupChange, GroupChanges, GroupNotice, GroupRecord, GroupView
from app.core.ids import AccountId, ConversationId
from app.core.records import MessageKind, MessageRecord
from tests.support.clinic import Clinic, Person, eventually
from tests.support.malicious_relay import Tricks, deceive

NAMES = ("Amira", "Jonas", "Grace", "Felix")


class Team:
    """Amira, who makes the group, and colleagues whose relays can be made to lie."""

    def __init__(self, clinic: Clinic, count: int) -> None:
        self.clinic = clinic
        self.people = {name: clinic.invite(name) for name in NAMES[:count]}
        self.relays: dict[str, Tricks] = {n: deceive(p) for n, p in self.people.items()}
        self.group_id = ConversationId(b"")
        self._ids: dict[str, AccountId] = {}

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def named(self, names: Sequence[str] = ()) -> list[Person]:
        return [self.people[name] for name in names] if names else list(self.people.values())

    async def enrol(self) -> None:
        for name, person in self.people.items():
            await person.enrol()
            self._ids[name] = person.open._context.own.account_id

    async def ids(self, *names: str) -> tuple[AccountId, ...]:
        return tuple(self._ids[name] for name in names)

    async def create(
        self, *names: str, title: str = "Ward 7", passes_history: bool = False
    ) -> None:
        """Amira makes a group with these (default: everybody), and all of them see it."""
        chosen = names or tuple(self.people)
        amira = self["Amira"]
        for name in chosen:
            if name != "Amira":
                await amira.account_of(name)
        view = await amira.open.groups.create(
            title, await self.ids(*chosen), passes_history=passes_history
        )
        self.group_id = view.conversation_id
        for name in chosen:
            await self.sees(name, title=title)

    async def change(self, name: str = "Amira", **changes: object) -> GroupView:
        """Somebody changes the group; accounts are given by name."""
        plain = {
            key: await self.ids(*value) if isinstance(value, list) else value
            for key, value in changes.items()
        }
        return await self[name].open.groups.change(
            self.group_id,
            GroupChanges(**plain),  # type: ignore[arg-type]
        )

    async def record(self, name: str) -> GroupRecord | None:
        store = self[name].open._context.store
        return await store.read(lambda tx: tx.groups.get(self.group_id))

    async def members(self, name: str) -> set[str]:
        """Whom somebody sees in the group."""
        record = await self.record(name)
        names = {account_id: other for other, account_id in self._ids.items()}
        return set() if record is None else {names[m.account_id] for m in record.members}

    async def sees(
        self, name: str, *, title: str | None = None, members: Sequence[str] | None = None
    ) -> GroupRecord:
        """Wait until somebody sees the group like that."""
        found: list[GroupRecord] = []

        async def like_that() -> bool:
            record = await self.record(name)
            if record is None or (title is not None and record.title != title):
                return False
            found[:] = [record]
            return members is None or await self.members(name) == set(members)

        await eventually(like_that)
        return found[0]

    async def agree(self, *names: str) -> GroupRecord:
        """Wait until these see the same newest roster."""
        found: list[GroupRecord] = []

        async def same() -> bool:
            records = [await self.record(person) for person in names]
            found[:] = [record for record in records if record is not None]
            return len(found) == len(names) and len({r.roster_hash for r in found}) == 1

        await eventually(same)
        return found[0]

    async def say(self, name: str, text: str) -> MessageRecord:
        return await self[name].open.messages.send_text(self.group_id, text)

    async def rows(self, name: str) -> list[MessageRecord]:
        return await self[name].open.messages.page(self.group_id, limit=10_000)

    async def texts(self, name: str) -> list[str]:
        return [row.text for row in await self.rows(name) if row.kind is MessageKind.TEXT]

    async def hears(self, name: str, *texts: str) -> None:
        """Wait until these are the texts that somebody has in the group, whoever wrote them."""

        async def there() -> bool:
            return await self.texts(name) == list(texts)

        await eventually(there)

    async def notices(self, name: str) -> list[GroupNotice]:
        rows = await self.rows(name)
        return [decode_notice(row.text) for row in rows if row.kind is MessageKind.GROUP]

    async def noticed(self, name: str, change: GroupChange, actor: str) -> GroupNotice:
        """Wait until somebody is shown that somebody did something."""
        found: list[GroupNotice] = []
        (who,) = await self.ids(actor)

        async def there() -> bool:
            found[:] = [
                notice
                for notice in await self.notices(name)
                if notice.change is change and notice.actor == who
            ]
            return bool(found)

        await eventually(there)
        return found[-1]


Scenario = Callable[[Team], Awaitable[None]]


def run(tmp_path: Path, scenario: Scenario, count: int = 3) -> None:
    """A clinic of `count` enrolled people, the scenario, and everybody locked at the end."""

    async def main(clinic: Clinic) -> None:
        team = Team(clinic, count)
        try:
            await team.enrol()
            await scenario(team)
        finally:
            for person in clinic.people:
                await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(main(clinic))
