"""Either side dies at any step: the profile folder is as before, or the link can be finished."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.linking.attempt import Attempt, own_devices, run
from tests.support.clinic import Clinic, Person, eventually
from tests.support.link_process import KILLED, NEW_POINTS, OLD_POINTS

ROOT = Path(__file__).resolve().parents[3]
ADDED = {"consented", "added", "log here", "prekeys made", "before the mark goes", "mark gone"}
"""Where the log can have the new device already."""


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    with Clinic(tmp_path) as opened:
        yield opened


async def start(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.support.link_process",
        *arguments,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )


async def until(process: asyncio.subprocess.Process, key: str) -> str:
    """The value of the first line that has it."""
    assert process.stdout is not None
    while line := await process.stdout.readline():
        said = json.loads(line)
        if key in said:
            return str(said[key])
    raise AssertionError(f"ended with {await process.wait()} before it said {key}")


async def takes_part(ward: Person, jonas: Person, text: str) -> None:
    """Whether what the new workstation writes arrives, and what is written to it."""

    async def arrived(person: Person, name: str) -> bool:
        return text in [row.text for row in await person.rows(name)]

    await ward.write("Jonas", text)
    await eventually(lambda: arrived(jonas, "Amira"))


@pytest.mark.parametrize("point", NEW_POINTS)
def test_the_new_side_dies(clinic: Clinic, point: str) -> None:
    amira, jonas, ward = clinic.invite("Amira"), clinic.invite("Jonas"), clinic.workstation()

    async def scenario() -> None:
        await amira.enrol()
        await jonas.enrol()
        relay_url = (await amira.open.settings.own()).relay_url
        dying = await start("new", str(ward.folder), relay_url, point)
        if point != "committed":
            code = await until(dying, "code")
            first = Attempt(ward, amira, codes=[""], trusting=True)
            adding = asyncio.ensure_future(first.add(code))
            await asyncio.gather(adding, return_exceptions=True)
        assert await dying.wait() == KILLED
        if dying.stdout is not None:
            await dying.stdout.read()
        devices = await own_devices(amira)
        assert devices == (2 if point in ADDED else 1)
        if point == "mark gone":
            await ward.unlock()
        else:
            assert not ward.access.has_profile()
            await ward.link(amira)
        # A link that the log has is finished; nothing is left of any other.
        assert await own_devices(amira) == 2
        await takes_part(ward, jonas, f"after {point}")
        for person in (amira, jonas, ward):
            assert person.open.alarm is None

    run(clinic, scenario)


def test_another_passphrase_begins_anew(clinic: Clinic) -> None:
    """Who does not know the passphrase of an unfinished link is not kept from linking."""
    amira, ward = clinic.invite("Amira"), clinic.workstation()

    async def scenario() -> None:
        await amira.enrol()
        relay_url = (await amira.open.settings.own()).relay_url
        dying = await start("new", str(ward.folder), relay_url, "consented")
        first = Attempt(ward, amira, codes=[""], trusting=True)
        await asyncio.gather(first.add(await until(dying, "code")), return_exceptions=True)
        assert await dying.wait() == KILLED
        if dying.stdout is not None:
            await dying.stdout.read()
        await ward.link(amira, passphrase="quite other words than before")
        assert await own_devices(amira) == 3
        assert [path.name for path in ward.folder.glob("unfinished-*")] == ["unfinished-1"]

    run(clinic, scenario)


@pytest.mark.parametrize("point", OLD_POINTS)
def test_the_old_side_dies(clinic: Clinic, point: str) -> None:
    amira, jonas, ward = clinic.invite("Amira"), clinic.invite("Jonas"), clinic.workstation()
    in_the_log = point in {"appended", "before the last word", "last word said"}

    async def scenario() -> None:
        await amira.enrol()
        await jonas.enrol()
        url = (await amira.open.settings.own()).relay_url
        await amira.lock()
        attempt = Attempt(ward, amira, relay_url=url)
        linking = asyncio.ensure_future(attempt.link())
        code = (await attempt.shown).code
        dying = await start("old", str(amira.folder), code, point)
        assert dying.stdout is not None
        await dying.stdout.read()
        assert await dying.wait() == KILLED
        if not in_the_log:
            if not linking.done() and point in {"greeted", "granted"}:
                linking.cancel()
            (result,) = await asyncio.gather(linking, return_exceptions=True)
            assert isinstance(result, BaseException)
            assert not ward.access.has_profile()
        else:
            await linking
        await amira.unlock()
        assert await own_devices(amira) == (2 if in_the_log else 1)
        if not in_the_log:
            await ward.link(amira)
        await takes_part(ward, jonas, f"after {point}")
        for person in (amira, jonas, ward):
            assert person.open.alarm is None

    run(clinic, scenario)
