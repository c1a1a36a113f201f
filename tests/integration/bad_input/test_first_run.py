"""Invites that cannot be used, and first runs that are interrupted at every step."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import CurbsideError
from app.core.store_errors import VaultMissing
from app.services import enrolment
from app.services.api import RememberAvailability
from app.services.tries import TooSoon
from app.store.profile_files import DirectoryProfileFiles
from relay.authority.authority import Authority
from relay.transparency.certificates import Purpose
from tests.support.clinic import PASSPHRASE, Clinic, Person
from tests.support.malicious_relay import deceive
from tests.support.scenario import arrived


def in_clinic(tmp_path: Path, scenario: Callable[[Clinic], Awaitable[None]]) -> None:
    async def main(clinic: Clinic) -> None:
        try:
            await scenario(clinic)
        finally:
            for person in clinic.people:
                await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(main(clinic))


async def refusal(person: Person, passphrase: str = PASSPHRASE) -> CurbsideError:
    """The words with which an enrolment is refused."""
    with pytest.raises(CurbsideError) as caught:
        await person.access.enrol(
            person.invite, passphrase, remember=False, progress=lambda _: None
        )
    assert caught.value.message
    assert caught.value.action
    return caught.value


def test_invites_that_cannot_be_used_say_why_and_leave_no_profile(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        used = clinic.invite("Amira")
        await used.enrol()
        whole = clinic.invite("Jonas").invite
        body = whole.removeprefix("curbside:invite:")
        flipped = body[:500] + ("A" if body[500] != "A" else "B") + body[501:]
        cases = {
            "invite-used": used.invite,
            "invite-not-one": "Dear colleague, please find attached",
            "invite-cut-short": whole[: len(whole) // 2],
            "invite-damaged": f"curbside:invite:{flipped}",
        }
        for code, text in cases.items():
            stranger = clinic.computer(code, text)
            assert (await refusal(stranger)).code == code
            assert not stranger.access.has_profile()
            assert not any(stranger.folder.glob("*")), code

    in_clinic(tmp_path, scenario)


def test_an_expired_invite_is_refused_by_the_relays_time(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        clinic.invite("Amira")
        late = Authority.open(
            tmp_path / "authority", "authority passphrase", clock=lambda: 1_600_000_000_000
        )
        old = late.invite_again(late.find("Amira"), Purpose.ENROL, valid_days=1).text
        stranger = clinic.computer("late", old)
        assert (await refusal(stranger)).code == "invite-expired"
        assert not stranger.access.has_profile()

    in_clinic(tmp_path, scenario)


def test_an_invite_of_another_clinic_gets_nowhere_with_this_relay(tmp_path: Path) -> None:
    with Clinic(tmp_path / "other") as other:
        foreign = other.invite("Amira").invite

    async def scenario(clinic: Clinic) -> None:
        # The other clinic's relay is gone, and something else listens at its address.
        stranger = clinic.computer("stranger", foreign)
        error = await refusal(stranger)
        assert error.code in ("relay-unreachable", "wrong-relay-key")
        tricked = clinic.computer("tricked", foreign)
        tricks = deceive(tricked)
        honest = clinic.invite("Jonas")
        jonas = await honest.enrol()
        page = await jonas._context.call(lambda: jonas._context.relay.log_entries(0, 2000))
        tricks["log_entries"] = lambda _real, _first, _limit: page
        assert (await refusal(tricked)).code in ("log-note-refused", "log-entry-forbidden")
        assert not tricked.access.has_profile()

    in_clinic(tmp_path, scenario)


STEPS = ("log_entries", "enrol", "profiles", "prekey_counts", "put_prekeys")


class _Cut(Exception):  # noqa: N818 - what happens to the power
    """Ends whatever is going on, and no part of the program knows it."""


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_an_interrupted_enrolment_is_finished_with_the_same_invite(
    tmp_path: Path, step: str, moment: str
) -> None:
    async def scenario(clinic: Clinic) -> None:
        jonas = clinic.invite("Jonas")
        await jonas.enrol()
        amira = clinic.invite("Amira")
        tricks = deceive(amira)

        def cut(real: Callable[..., Any], *arguments: Any) -> Any:
            if moment == "after":
                real(*arguments)
            raise _Cut

        tricks[step] = cut
        with pytest.raises(_Cut):
            await amira.enrol()
        assert not amira.access.has_profile() or step in (
            "profiles",
            "prekey_counts",
            "put_prekeys",
        )
        deceive(amira)
        await amira.enrol()
        assert amira.access.has_profile()
        await amira.write("Jonas", "here at last")
        await arrived(jonas, "Amira", "here at last")
        await jonas.write("Amira", "welcome")
        await arrived(amira, "Jonas", "welcome")

    in_clinic(tmp_path, scenario)


def test_an_enrolment_cut_off_between_vault_and_keys_starts_over(tmp_path: Path) -> None:
    """The folder is there, marked, with a vault and an empty database: no key was lost."""

    def cut(*_: Any) -> None:
        raise _Cut

    async def scenario(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(enrolment, "save", cut)
            patch.setattr(DirectoryProfileFiles, "discard", lambda _self: None)
            with pytest.raises(_Cut):
                await amira.enrol()
        assert (amira.folder / "profile.db").exists()
        await amira.enrol()
        assert amira.access.has_profile()

    in_clinic(tmp_path, scenario)


def test_another_invite_sets_an_unfinished_profile_aside(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        tricks = deceive(amira)

        def cut(_real: object, *_: object) -> None:
            raise _Cut

        tricks["enrol"] = cut
        with pytest.raises(_Cut):
            await amira.enrol()
        authority = clinic.authority
        amira.invite = authority.invite_again(authority.find("Amira"), Purpose.ENROL).text
        deceive(amira)
        await amira.enrol()
        vaults = [path.parent for path in amira.folder.parent.rglob("vault.json")]
        assert len(vaults) == 2, "nothing is deleted"
        assert all((folder / "profile.db").exists() for folder in vaults)
        # Nor does the leftover count as a second person at this computer.
        available = amira.access.remember_availability()
        assert available is not RememberAvailability.OTHER_PROFILES

    in_clinic(tmp_path, scenario)


def test_a_profile_whose_vault_is_gone_is_never_overwritten(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        await amira.enrol()
        await amira.lock()
        (amira.folder / "vault.json").unlink()
        before = (amira.folder / "profile.db").read_bytes()
        assert amira.access.has_profile()
        with pytest.raises(VaultMissing) as caught:
            await amira.unlock()
        assert "backup" in caught.value.action
        again = clinic.authority.invite_again(clinic.authority.find("Amira"), Purpose.REKEY).text
        newcomer = clinic.computer("unused", again)
        newcomer.access = amira.access
        assert (await refusal(newcomer)).code == "profile-exists"
        assert (amira.folder / "profile.db").read_bytes() == before

    in_clinic(tmp_path, scenario)


def test_wrong_passphrases_are_slowed_down_and_never_wipe(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        await amira.enrol()
        await amira.lock()
        access = amira.access
        now = [1_800_000_000_000]
        object.__setattr__(access._ports, "local_now_ms", lambda: now[0])
        delays: list[float] = []
        for _ in range(12):
            with pytest.raises(CurbsideError, match="wrong-passphrase"):
                await access.unlock("four small harmful words")
            delays.append(access.seconds_until_next_try())
            now[0] += int(delays[-1] * 1000)
        assert delays[:2] == [0.0, 0.0]
        assert delays == sorted(delays)
        assert delays[-1] == 300.0
        with pytest.raises(CurbsideError, match="wrong-passphrase"):
            await access.unlock("once more")
        with pytest.raises(TooSoon):
            await access.unlock(PASSPHRASE)
        # A clock that is put right does not lock anybody out for days.
        now[0] -= 3 * 24 * 3600 * 1000
        assert access.seconds_until_next_try() == 300.0
        now[0] += 300_000
        amira.client = await access.unlock(PASSPHRASE)
        assert access.seconds_until_next_try() == 0.0

    in_clinic(tmp_path, scenario)


@pytest.mark.parametrize("harm", ["flip", "cut", "rubbish", "missing", "vault"])
def test_a_damaged_profile_says_so_and_keeps_every_byte(tmp_path: Path, harm: str) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira = clinic.invite("Amira")
        await amira.enrol()
        await amira.lock()
        database, vault = amira.folder / "profile.db", amira.folder / "vault.json"
        data = bytearray(database.read_bytes())
        if harm == "flip":
            data[len(data) // 2] ^= 1
            database.write_bytes(data)
        elif harm == "cut":
            database.write_bytes(data[: len(data) // 2])
        elif harm == "rubbish":
            database.write_bytes(b"rubbish" * 1000)
        elif harm == "missing":
            database.unlink()
        else:
            vault.write_bytes(vault.read_bytes().replace(b'"salt"', b'"sand"'))
        before = {p.name: p.read_bytes() for p in amira.folder.iterdir() if p.suffix != ".new"}
        with pytest.raises(CurbsideError) as caught:
            await amira.unlock()
        codes = {
            "flip": "store-damaged",
            "cut": "store-damaged",
            "rubbish": "store-key-mismatch",
            "missing": "store-missing",
            "vault": "damaged-vault",
        }
        assert caught.value.code == codes[harm]
        assert re.search(r"IT", caught.value.action)
        for name, content in before.items():
            assert (amira.folder / name).read_bytes() == content, name

    in_clinic(tmp_path, scenario)
