"""Profile openings that cannot be read, or that name somebody else: refused, and cheap."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.transport_types import ProfilePage
from app.crypto.profile import Profile, seal_profile
from app.crypto.system_random import SystemRandom
from tests.support.scenario import Pair, run

Real = Callable[[int], ProfilePage]


@pytest.mark.expects_log("profile opening refused")
def test_an_unreadable_opening_is_searched_for_once(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        asked: list[int] = []

        def garbage(real: Real, after: int) -> ProfilePage:
            asked.append(after)
            page = real(after)
            account = pair.amira.open._context.own.account_id
            return dataclasses.replace(
                page,
                openings=tuple(
                    dataclasses.replace(opening, opening=bytes(len(opening.opening)))
                    if opening.account_id == account
                    else opening
                    for opening in page.openings
                ),
            )

        pair.jonas_relay["profiles"] = garbage
        await pair.amira.enrol()
        await pair.jonas.enrol()
        await pair.jonas.open.engine.log_sync.sync()
        before = len(asked)
        for _ in range(3):
            await pair.jonas.open.engine.log_sync.sync()
        assert len(asked) >= before + 3
        assert 0 not in asked[before:]

        carla = pair.clinic.invite("Carla", "Nurse")
        await carla.enrol()
        await pair.jonas.account_of("Carla")
        assert 0 not in asked[before:], "somebody new is found after the revision last seen"

    run(tmp_path, attack)


@pytest.mark.expects_log("profile opening refused")
def test_a_colleague_cannot_rename_another(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        context = pair.jonas.open._context
        amira = await pair.jonas.account_of("Amira")
        mallory = Profile("Mallory", "", "", "").encode()

        def renamed(real: Real, after: int) -> ProfilePage:
            page = real(0)
            opening = seal_profile(
                mallory,
                bytes(32),
                context.own.directory_key,
                context.own.log_id,
                amira,
                randomness=SystemRandom(),
            )
            forged = tuple(
                dataclasses.replace(each, opening=opening, account_id=amira)
                for each in page.openings
            )
            return dataclasses.replace(
                page, openings=(*page.openings, *forged), revision=after + 1 if after < 9 else after
            )

        asked = pair.jonas_relay.count("profiles")
        pair.jonas_relay["profiles"] = renamed
        await pair.jonas.open.engine.log_sync.sync()
        assert pair.jonas_relay.count("profiles") > asked
        assert (await pair.jonas.open.contacts.contact(amira)).name == "Amira"

    run(tmp_path, attack)
