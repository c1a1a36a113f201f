"""Searching an open profile: what was written, edited, taken back, and who is in the clinic."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app.core.search_types import SearchHit, SearchQuery
from tests.support.clinic import Clinic, Person, eventually


async def found(person: Person, text: str, **filters: object) -> list[SearchHit]:
    """All that a search finds, however often it has to be gone on with."""
    hits: list[SearchHit] = []
    before: int | None = None
    while True:
        query = SearchQuery(text, **filters)  # type: ignore[arg-type]  # the test's own fields
        page = await person.open.search.find(query, 2, before)
        hits += page.hits
        before = page.more_before
        if before is None:
            return hits


async def snippets(person: Person, text: str) -> list[str]:
    return [hit.snippet for hit in await found(person, text)]


def test_what_was_written_is_found_on_both_sides(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira Süß", "Physician"), clinic.invite("Jonas", "Nurse")
        await amira.enrol()
        await jonas.enrol()
        texts = ["Ramipril 7,5 mg für Bett 4", "Straße 12, 東京都", "nothing", "Ramipril again"]
        await amira.write("Jonas", *texts)

        async def arrived() -> bool:
            return len(await jonas.texts("Amira Süß")) == len(texts)

        await eventually(arrived)
        for person in (amira, jonas):
            assert await snippets(person, "MIPRIL") == [texts[3], texts[0]]
            assert await snippets(person, "strasse 京") == [texts[1]]
            assert await snippets(person, '"bett 4"') == [texts[0]]
        [hit] = await found(jonas, "strasse")
        assert [hit.snippet[start:end] for start, end in hit.marks] == ["Straße"]
        assert (hit.outgoing, hit.contact and hit.contact.name) == (False, "Amira Süß")
        assert [row.row_id for row in await jonas.rows("Amira Süß")][1] == hit.row_id
        assert await found(jonas, "ramipril", outgoing=True) == []
        assert len(await found(jonas, "ramipril", unread=True)) == 2
        assert len(await found(amira, "ramipril", to_ms=hit.time_ms + 60_000)) == 2
        assert await found(amira, "ramipril", to_ms=1) == []

        people = await jonas.open.search.find(SearchQuery("suss"))
        assert [contact.name for contact in people.people] == ["Amira Süß"]
        assert (await jonas.open.search.find(SearchQuery("jonas"))).people == ()
        narrowed = await jonas.open.search.find(SearchQuery("suss", unread=True))
        assert narrowed.people == ()
        await amira.lock()
        await jonas.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def test_an_edit_and_a_recall_are_followed_on_both_sides(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas", "Nurse")
        await amira.enrol()
        await jonas.enrol()
        await amira.write("Jonas", "Bisoprolol twice", "Metoprolol once")

        async def arrived() -> bool:
            return len(await jonas.texts("Amira")) == 2

        await eventually(arrived)
        first, second = await amira.rows("Jonas")
        await amira.open.messages.edit(first.row_id, "Candesartan twice")
        await amira.open.messages.recall(second.row_id)
        for person in (amira, jonas):

            async def followed(person: Person = person) -> bool:
                return await snippets(person, "prolol") == [] and await snippets(
                    person, "desart"
                ) == ["Candesartan twice"]

            await eventually(followed)
        await amira.lock()
        await jonas.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))
