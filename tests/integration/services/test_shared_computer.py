"""Several people on one computer account: each their own vault, PIN, tries and listing."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.core.bus import DeviceRemoved
from app.core.listing_label import LabelRefused
from app.core.policy import Policy
from app.core.shared_views import PersonState
from app.crypto.errors import WrongPassphraseError
from app.services.access import Access
from app.services.api import EnrolStep, RememberAvailability
from app.services.held_key import PinOver, WrongPin
from app.services.pin import PinNotAllowed
from app.services.profiles import NobodyThere
from app.store.profiles_folder import SharedFolder
from tests.integration.test_canaries import found_in
from tests.support.clinic import Clinic
from tests.support.shared_computer import Keyring, SharedComputer

AMIRA, JONAS = "CanaryAmira Haddad", "CanaryJonas Weber"
OF_AMIRA, OF_JONAS = "lantern orbit velvet canyon", "violin harbour thirteen moss"
PIN, OTHER_PIN = "481516", "104729"
HOUR = 3600.0

Scenario = Callable[[SharedComputer], Coroutine[Any, Any, None]]


def on_a_ward(tmp_path: Path, scenario: Scenario, **options: Any) -> None:
    with Clinic(tmp_path / "clinic") as clinic:
        asyncio.run(scenario(SharedComputer(clinic, tmp_path / "profiles", **options)))


async def two_people(computer: SharedComputer) -> tuple[Access, Access]:
    """Both enrolled and locked, each with a PIN of their own, neither held."""
    accesses = []
    for name, passphrase, pin in ((AMIRA, OF_AMIRA, PIN), (JONAS, OF_JONAS, OTHER_PIN)):
        access, client = await computer.join(name, passphrase)
        await client.pin.choose(passphrase, pin)
        await client.lock()
        access.lock_fully()
        accesses.append(access)
    one, two = accesses
    return one, two


def test_each_has_a_vault_of_their_own_and_nothing_says_who_they_are(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, jonas = await two_people(computer)
        first, second = computer.restart().people()
        assert (first.number, first.label, second.number, second.label) == (1, "", 2, "")
        for access, own, other in ((amira, OF_AMIRA, OF_JONAS), (jonas, OF_JONAS, OF_AMIRA)):
            with pytest.raises(WrongPassphraseError):
                await access.unlock(other)
            client = await access.unlock(own)
            assert (await client.settings.own()).name in (AMIRA, JONAS)
            await client.lock()
        personal = (AMIRA, JONAS, OF_AMIRA, OF_JONAS, "Lakeside Clinic")
        assert found_in(computer.root, personal) == []
        files = [path.read_bytes() for path in computer.root.rglob("*") if path.is_file()]
        assert not any(pin.encode() in data for data in files for pin in (PIN, OTHER_PIN))
        folders = [folder for folder in computer.root.iterdir() if folder.is_dir()]
        assert len(folders) == 2
        assert not any("amira" in folder.name or "jonas" in folder.name for folder in folders)
        if os.name == "posix":
            assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}

    on_a_ward(tmp_path, scenario)


def test_a_single_profile_is_listed_and_nothing_is_written_for_it(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        assert computer.profiles.people() == []
        access, client = await computer.join(AMIRA, OF_AMIRA)
        assert not client.listing.shared()
        await client.lock()
        before = sorted(path.name for path in (computer.root / "default").iterdir())
        (person,) = computer.restart().people()
        assert person.key == access.key == "default"
        assert sorted(path.name for path in (computer.root / "default").iterdir()) == before

    on_a_ward(tmp_path, scenario)


def test_letters_are_written_only_when_they_are_chosen(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        _, jonas = await two_people(computer)
        client = await jonas.unlock(OF_JONAS)
        assert client.listing.shared()
        assert not client.listing.is_asked()
        with pytest.raises(LabelRefused):
            await client.listing.choose(JONAS)
        assert client.listing.label() == ""
        await client.listing.choose("JW")
        await client.lock()
        assert found_in(computer.root, (JONAS, "CanaryJonas")) == []
        labels = [person.label for person in computer.restart().people()]
        assert labels == ["JW", ""], "who has letters comes first"
        assert [person.number for person in computer.profiles.people()] == [2, 1]
        again = await computer.profiles.access(jonas.key).unlock(OF_JONAS)
        assert again.listing.is_asked()
        await again.listing.choose("")
        assert again.listing.is_asked()
        await again.lock()
        assert [person.label for person in computer.restart().people()] == ["", ""]

    on_a_ward(tmp_path, scenario)


def test_what_stands_in_the_list_is_only_shown(tmp_path: Path) -> None:
    """Anybody at this computer account can write into these files."""

    async def scenario(computer: SharedComputer) -> None:
        amira, jonas = await two_people(computer)
        listing = computer.root / amira.key / "listing.json"
        for forged in (
            b"",
            b"[]",
            b"\xff",
            b'{"number": -1}',
            b'{"label": "Dr. Amira Haddad"}',
            b'{"number": 2, "label": "\xe2\x80\xaeKA"}',
            b"{" + b" " * 2000 + b"}",
        ):
            listing.write_bytes(forged)
            people = computer.restart().people()
            assert len({person.number for person in people}) == 2
            assert {person.label for person in people} == {""}
            assert {person.key for person in people} == {amira.key, jonas.key}

    on_a_ward(tmp_path, scenario)


def test_hidden_and_locked(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, jonas = await two_people(computer)
        client = await amira.unlock(OF_AMIRA)
        status = await client.pin.status()
        assert (status.chosen, status.held) == (True, True)
        await client.lock()
        states = {person.key: person.state for person in computer.profiles.people()}
        assert states == {amira.key: PersonState.HIDDEN, jonas.key: PersonState.LOCKED}
        await (await amira.unlock_with_pin(PIN)).lock()
        await (await amira.unlock_with_pin(PIN)).lock()
        amira.lock_fully()
        assert amira.hidden() is None
        with pytest.raises(PinOver):
            await amira.unlock_with_pin(PIN)
        await (await amira.unlock(OF_AMIRA)).lock()
        assert amira.hidden() is not None
        computer.profiles.lock_all_fully()
        assert amira.hidden() is None

    on_a_ward(tmp_path, scenario)


def test_several_people_are_hidden_at_once_each_with_their_own_tries(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, jonas = await two_people(computer)
        await (await amira.unlock(OF_AMIRA)).lock()
        await (await jonas.unlock(OF_JONAS)).lock()
        for left in (4, 3, 2, 1):
            with pytest.raises(WrongPin) as caught:
                await jonas.unlock_with_pin(PIN)
            assert caught.value.left == left
        with pytest.raises(PinOver):
            await jonas.unlock_with_pin(PIN)
        with pytest.raises(PinOver):
            await jonas.unlock_with_pin(OTHER_PIN)
        hidden = amira.hidden()
        assert hidden is not None
        assert hidden.tries_left == 5
        await (await amira.unlock_with_pin(PIN)).lock()
        assert jonas.seconds_until_next_try() == 0, "wrong PINs are no wrong passphrases"
        await (await jonas.unlock(OF_JONAS)).lock()
        await (await jonas.unlock_with_pin(OTHER_PIN)).lock()

    on_a_ward(tmp_path, scenario)


def test_the_hours_are_counted_from_the_passphrase(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, _ = await two_people(computer)
        await (await amira.unlock(OF_AMIRA)).lock()
        for _ in range(3):
            computer.time.pass_(1.2 * HOUR)
            await (await amira.unlock_with_pin(PIN)).lock()
        computer.time.pass_(0.5 * HOUR)
        with pytest.raises(PinOver):
            await amira.unlock_with_pin(PIN)
        assert {person.state for person in computer.profiles.people()} == {PersonState.LOCKED}

    on_a_ward(tmp_path, scenario)


def test_a_copied_folder_is_closed_though_the_person_is_hidden(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, _ = await two_people(computer)
        await (await amira.unlock(OF_AMIRA)).lock()
        thiefs = tmp_path / "stolen"
        shutil.copytree(computer.root, thiefs)
        stolen = SharedComputer(computer.clinic, thiefs).profiles.access(amira.key)
        assert stolen.hidden() is None
        with pytest.raises(PinOver):
            await stolen.unlock_with_pin(PIN)
        with pytest.raises(WrongPassphraseError):
            await stolen.unlock(PIN)
        assert amira.hidden() is not None

    on_a_ward(tmp_path, scenario)


def test_the_clinic_decides_about_pins(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, _ = await two_people(computer)
        for policy, short in ((Policy(pin_hours=0), False), (Policy(min_pin_length=8), True)):
            access = computer.restart(policy).access(amira.key)
            client = await access.unlock(OF_AMIRA)
            status = await client.pin.status()
            assert (status.chosen, status.held, status.too_short) == (True, False, short)
            if not policy.pin_hours:
                with pytest.raises(PinNotAllowed):
                    await client.pin.choose(OF_AMIRA, PIN)
            await client.lock()
            assert access.hidden() is None

    on_a_ward(tmp_path, scenario)


def test_a_pin_needs_the_passphrase_and_can_be_given_up(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        access, client = await computer.join(AMIRA, OF_AMIRA)
        with pytest.raises(WrongPassphraseError):
            await client.pin.choose("not the passphrase", PIN)
        assert access.hidden() is None
        await client.pin.choose(OF_AMIRA, PIN)
        await client.pin.choose(OF_AMIRA, OTHER_PIN)
        await client.lock()
        with pytest.raises(WrongPin):
            await access.unlock_with_pin(PIN)
        client = await access.unlock_with_pin(OTHER_PIN)
        await client.pin.give_up()
        await client.lock()
        assert access.hidden() is None
        client = await access.unlock(OF_AMIRA)
        assert not (await client.pin.status()).chosen
        await client.lock()

    on_a_ward(tmp_path, scenario)


@pytest.mark.parametrize("wiped", [True, False])
def test_a_device_that_the_log_ends_is_locked_not_hidden(tmp_path: Path, wiped: bool) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, _ = await two_people(computer)
        client = await amira.unlock(OF_AMIRA)
        assert amira.hidden() is not None
        client.bus.publish(DeviceRemoved(True, wiped=wiped, at_ms=0))
        assert amira.hidden() is None
        await client.lock()

    on_a_ward(tmp_path, scenario)


def test_the_key_leaves_the_keyring_when_somebody_else_joins(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        keyring = computer.keyring
        assert isinstance(keyring, Keyring)
        amira, client = await computer.join(AMIRA, OF_AMIRA, remember=True)
        await client.lock()
        assert list(keyring.keys) == [amira.key]
        jonas, client = await computer.join(JONAS, OF_JONAS, remember=True)
        assert keyring.keys == {}
        assert not await client.listing.take_news(), "nothing of his was kept"
        await client.lock()
        assert jonas.remember_availability() is RememberAvailability.OTHER_PROFILES
        assert await computer.restart().access(amira.key).unlock_remembered() is None
        client = await computer.profiles.access(amira.key).unlock(OF_AMIRA)
        assert await client.listing.take_news()
        assert not await client.listing.take_news()
        await client.lock()

    on_a_ward(tmp_path, scenario, keyring=Keyring())


def test_a_key_that_could_not_be_taken_out_is_taken_at_the_next_start(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        keyring = computer.keyring
        assert isinstance(keyring, Keyring)
        await two_people(computer)
        keyring.keys["default"] = bytes(32)
        await computer.restart().tidy()
        assert keyring.keys == {}

    on_a_ward(tmp_path, scenario, keyring=Keyring())


@pytest.mark.expects_log("removed at this computer")
def test_removing_somebody_leaves_the_others(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, jonas = await two_people(computer)
        await (await jonas.unlock(OF_JONAS)).lock()
        with pytest.raises(WrongPassphraseError):
            await computer.profiles.remove(amira.key, OF_JONAS)
        assert len(computer.profiles.people()) == 2
        await computer.profiles.remove(amira.key, OF_AMIRA)
        assert not (computer.root / amira.key).exists()
        (person,) = computer.profiles.people()
        assert (person.key, person.state) == (jonas.key, PersonState.HIDDEN)
        with pytest.raises(NobodyThere):
            computer.profiles.access(amira.key)
        await (await jonas.unlock_with_pin(OTHER_PIN)).lock()
        await computer.profiles.remove(jonas.key, None)
        assert computer.profiles.people() == []
        assert jonas.hidden() is None
        _, client = await computer.join("Somebody New", OF_AMIRA)
        await client.lock()

    on_a_ward(tmp_path, scenario)


@pytest.mark.expects_log("removed at this computer")
def test_a_removal_that_was_interrupted_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, jonas = await two_people(computer)

        class Killed(BaseException):
            pass

        def die(*_: object) -> None:
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr("app.store.profile_files.DirectoryProfileFiles.destroy", die)
            with pytest.raises(Killed):
                await computer.profiles.remove(amira.key, None)
        assert (computer.root / amira.key / "vault.json").exists()
        (person,) = computer.restart().people()
        assert person.key == jonas.key
        assert not (computer.root / amira.key).exists()

    on_a_ward(tmp_path, scenario)


def test_a_folder_that_another_process_has_is_not_listed(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        from app.composition import build_profiles

        amira, jonas = await two_people(computer)
        taken: list[str] = []

        def claim(folder: Path) -> bool:
            taken.append(folder.name)
            return folder.name != amira.key

        profiles = build_profiles(computer.root, Policy(), several=True, claim=claim)
        assert [person.key for person in profiles.people()] == [jonas.key]
        assert {amira.key, jonas.key} == set(taken)

    on_a_ward(tmp_path, scenario)


def test_nobody_begins_in_a_folder_that_another_process_has(tmp_path: Path) -> None:
    root = tmp_path / "profiles"
    begun = root / "default"
    begun.mkdir(parents=True)
    others = SharedFolder(root, claim=lambda _folder: False)
    assert others.unfinished().name != begun.name
    (begun / "vault.json").write_bytes(b"{}")
    (begun / "enrolling").write_bytes(b"mark")
    assert others.unfinished().name != begun.name
    assert SharedFolder(root).unfinished().name == begun.name


def test_an_unfinished_enrolment_is_gone_on_with_and_disturbs_nobody(tmp_path: Path) -> None:
    async def scenario(computer: SharedComputer) -> None:
        amira, client = await computer.join(AMIRA, OF_AMIRA)
        await client.lock()
        invite = computer.clinic.invite(JONAS).invite

        def stop(step: EnrolStep) -> None:
            if step is EnrolStep.ENROLLING:
                raise InterruptedError

        newcomer = computer.profiles.newcomer()
        with pytest.raises(InterruptedError):
            await newcomer.enrol(invite, OF_JONAS, remember=False, progress=stop)
        (person,) = computer.restart().people()
        assert person.key == amira.key
        again = computer.profiles.newcomer()
        assert again.key == newcomer.key
        await (await again.enrol(invite, OF_JONAS, remember=False, progress=lambda _: None)).lock()
        assert len(computer.profiles.people()) == 2

    on_a_ward(tmp_path, scenario)
