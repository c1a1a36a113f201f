"""Guessing a passphrase is equally slow everywhere, and a forgotten one has a way out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.core.relay_errors import RelayUnreachable
from app.crypto.errors import WrongPassphraseError
from app.services.access import OtherPassphrase
from app.services.tries import TooSoon
from tests.support.clinic import PASSPHRASE, Clinic
from tests.support.malicious_relay import deceive

NEW = "another four harmless words"


def test_settings_count_wrong_passphrases_like_the_lock_does(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        client = await amira.enrol()
        for _ in range(3):
            with pytest.raises(WrongPassphraseError):
                await client.settings.change_passphrase("four small harmful words", NEW)
        with pytest.raises(TooSoon):
            await client.settings.change_passphrase(PASSPHRASE, NEW)
        assert amira.access.seconds_until_next_try() > 0
        await amira.lock()
        with pytest.raises(TooSoon):
            await amira.access.unlock(PASSPHRASE)

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def test_going_on_with_an_invite_under_another_passphrase_says_which(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        tricks = deceive(amira)

        def no_answer(*_: object) -> None:
            raise RelayUnreachable

        tricks["enrol"] = no_answer
        with pytest.raises(RelayUnreachable):
            await amira.enrol()
        del tricks["enrol"]

        async def enrol(passphrase: str) -> None:
            amira.client = await amira.access.enrol(
                amira.invite, passphrase, remember=False, progress=lambda _: None
            )

        with pytest.raises(OtherPassphrase) as caught:
            await enrol(NEW)
        assert "you chose when you began" in caught.value.action
        assert "new invite" in caught.value.action
        await enrol(PASSPHRASE)
        await amira.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))
