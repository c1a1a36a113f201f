"""Two people whom a colleague could mistake for each other are marked (DESIGN section 3)."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app.core.search_types import SearchQuery
from tests.support.clinic import Clinic, eventually


def test_the_same_name_is_pointed_out_and_no_longer_once_one_has_left(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        twins = [clinic.invite("Jonas Weber"), clinic.invite("Jonas  Weber")]
        other = clinic.invite("Priya")
        try:
            for person in (amira, *twins, other):
                await person.enrol()

            async def marked() -> list[str]:
                people = await amira.open.contacts.contacts()
                return [person.name for person in people if person.duplicate_of]

            async def both() -> bool:
                return len(await marked()) == 2

            await eventually(both)
            assert all(name.startswith("Jonas") for name in await marked())
            found = (await amira.open.search.find(SearchQuery("jonas"))).people
            assert [bool(person.duplicate_of) for person in found] == [True, True]
            left = twins[1].open._context.own.account_id
            authority = clinic.authority
            gone = authority.find(left.hex())
            clinic.relay.import_statements(authority.close_account(gone))

            async def none() -> bool:
                return not await marked()

            await eventually(none)
        finally:
            for person in clinic.people:
                await person.lock()

    with Clinic(tmp_path) as opened:
        asyncio.run(scenario(opened))
