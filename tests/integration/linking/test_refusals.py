"""Linking that ends early: each with words at both sides, and nothing left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from pathlib import Path

import pytest

from app.core.errors import CurbsideError
from app.core.policy import Policy
from app.core.relay_errors import EntryRefused
from app.core.views import LinkWelcomeView
from app.crypto.linking.secret import LinkSecret
from app.crypto.system_random import SystemRandom
from app.services import linking_guest, linking_host
from app.services.api import LinkStep
from app.services.linking_host import LinkingHost
from tests.integration.linking.attempt import (
    Attempt,
    code_of,
    deceive,
    is_as_before,
    own_devices,
    refused,
    run,
)
from tests.support.clinic import Clinic, Person, eventually


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    with Clinic(tmp_path) as opened:
        yield opened


def pair(clinic: Clinic) -> tuple[Person, Person]:
    """Amira's office, and an empty computer."""
    return clinic.invite("Amira"), clinic.workstation()


def test_steps_are_told_in_order_and_the_codes_are_the_same(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        new, old = await attempt.both()
        assert not isinstance(new, BaseException), new
        assert not isinstance(old, BaseException), old
        assert attempt.codes[0] == attempt.codes[1]
        assert attempt.codes[0].isdigit()
        assert len(attempt.codes[0]) == 6
        assert attempt.steps["new"] == [
            LinkStep.WAITING,
            LinkStep.COMPARING,
            LinkStep.ADDING,
            LinkStep.CHECKING_LOG,
            LinkStep.PUBLISHING_PREKEYS,
            LinkStep.DONE,
        ]
        assert attempt.steps["old"] == [
            LinkStep.WAITING,
            LinkStep.COMPARING,
            LinkStep.ADDING,
            LinkStep.DONE,
        ]
        own = ward.open._context.own
        assert own.account_seed == b""
        assert not own.holds_account_key
        assert own.public_account_key == amira.open._context.own.public_account_key
        assert ward.access.has_profile()
        kept = await ward.open._context.store.read(lambda tx: tx.settings.get("pending-link"))
        assert kept is None

    run(clinic, scenario)


def test_a_code_that_nobody_shows(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        other = LinkSecret.generate(SystemRandom()).characters
        assert await refused(Attempt(ward, amira).add(other)) == "link-code-unknown"
        assert await own_devices(amira) == 1

    run(clinic, scenario)


def test_a_wrong_passphrase_says_nothing_to_the_new_side(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira, passphrase="not the right words at all")
        linking = asyncio.ensure_future(attempt.link())
        assert await refused(attempt.add()) == "wrong-passphrase"
        assert not linking.done()
        attempt.passphrase = "four small harmless words"
        await attempt.add()
        await linking

    run(clinic, scenario)


def test_codes_that_differ_by_the_old_side(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        new, old = await Attempt(ward, amira, same=False).both()
        assert code_of(old) == "link-codes-differ"
        assert code_of(new) == "link-given-up"
        assert await own_devices(amira) == 1
        assert is_as_before(ward)

    run(clinic, scenario)


@pytest.mark.parametrize("early", [True, False])
def test_codes_that_differ_by_the_new_side(clinic: Clinic, early: bool) -> None:
    """Where the window asks there too, nothing is signed before the answer."""
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()

        async def differ() -> bool:
            if not early:  # after the old side has granted it
                await asyncio.sleep(0.5)
            return False

        def compare(_: LinkWelcomeView) -> asyncio.Future[bool]:
            return asyncio.ensure_future(differ())

        attempt = Attempt(ward, amira, compare=compare)
        attempt.hold = asyncio.Event() if early else None
        new, old = await attempt.both()
        assert code_of(new) == "link-codes-differ"
        assert code_of(old) == "link-given-up"
        assert await own_devices(amira) == 1
        assert is_as_before(ward)

    run(clinic, scenario)


def test_both_sides_are_asked_and_agree(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()

        async def agree() -> bool:
            await asyncio.sleep(0.2)
            return True

        new, old = await Attempt(
            ward, amira, compare=lambda _: asyncio.ensure_future(agree())
        ).both()
        assert not isinstance(new, BaseException), new
        assert not isinstance(old, BaseException), old

    run(clinic, scenario)


@pytest.mark.parametrize("when", ["waiting", "comparing"])
def test_cancelling_on_the_new_side_tells_the_old_one(clinic: Clinic, when: str) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        attempt.hold = asyncio.Event()
        linking = asyncio.ensure_future(attempt.link())
        await attempt.shown
        side: Awaitable[object] = attempt.add()
        if when == "comparing":
            side = asyncio.ensure_future(side)
            await attempt.offered.wait()
        linking.cancel()
        await asyncio.gather(linking, return_exceptions=True)
        assert await refused(side) == "link-given-up"
        assert linking.cancelled()
        assert is_as_before(ward)
        assert await own_devices(amira) == 1

    run(clinic, scenario)


def test_cancelling_on_the_old_side_tells_the_new_one(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        linking, adding = await attempt.begin()
        adding.cancel()
        assert await refused(linking) == "link-given-up"
        assert is_as_before(ward)

    run(clinic, scenario)


def test_the_old_side_is_locked_while_its_person_thinks(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        linking, adding = await attempt.begin()
        await amira.lock()
        attempt.decide()
        await asyncio.gather(adding, return_exceptions=True)
        assert await refused(linking) == "link-given-up"
        assert isinstance(adding.exception(), Exception)
        await amira.unlock()
        assert await own_devices(amira) == 1
        assert is_as_before(ward)

    run(clinic, scenario)


def test_a_code_is_good_for_five_minutes(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    assert linking_guest.GOOD_FOR_MS == 5 * 60 * 1000
    monkeypatch.setattr(linking_guest, "GOOD_FOR_MS", 500)
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        assert await refused(attempt.link()) == "link-code-expired"
        with pytest.raises(CurbsideError):
            await attempt.add()
        assert await own_devices(amira) == 1
        assert is_as_before(ward)

    run(clinic, scenario)


def test_a_code_used_in_its_last_moment_leaves_time_to_compare(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking_guest, "GOOD_FOR_MS", 2000)
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        linking, adding = await attempt.begin()
        await asyncio.sleep(2.2)
        attempt.decide()
        await asyncio.gather(linking, adding)
        assert await own_devices(amira) == 2

    run(clinic, scenario)


def test_no_relay_at_the_address(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        for url, code in (
            ("https://127.0.0.1:1", "relay-unreachable"),
            ("http://127.0.0.1:1", "relay-address"),
            ("", "relay-address"),
        ):
            with pytest.raises(CurbsideError) as caught:
                await ward.access.link(
                    url,
                    "four small harmless words",
                    device_name="",
                    remember=False,
                    show=lambda _: None,
                    compare=Attempt(ward, amira)._compare,
                    progress=lambda _: None,
                )
            assert code_of(caught.value) == code
        assert is_as_before(ward)

    run(clinic, scenario)


def test_policy_names_another_relay(clinic: Clinic) -> None:
    amira = clinic.invite("Amira")
    ward = clinic.workstation(Policy(relay_url="https://other.example"))
    port = clinic.relay.port
    named = clinic.workstation(Policy(relay_url=f"https://localhost:{port}"))

    async def scenario() -> None:
        await amira.enrol()
        assert await refused(Attempt(ward, amira).link()) == "other-relay"
        # The address is the one that policy names, but the old workstation belongs elsewhere.
        own = await amira.open.settings.own()
        assert own.relay_url != f"https://localhost:{port}"
        new, old = await Attempt(named, amira, relay_url=f"https://localhost:{port}").both()
        assert code_of(new) == "other-relay"
        assert code_of(old) == "link-given-up"
        assert await own_devices(amira) == 1
        assert is_as_before(named)

    run(clinic, scenario)


def test_as_many_workstations_as_there_may_be(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira, ward = pair(clinic)
    monkeypatch.setattr(linking_host, "MAX_LIVE_DEVICES", 1)

    async def scenario() -> None:
        await amira.enrol()
        assert await Attempt(ward, amira).refused() == "link-too-many"

    run(clinic, scenario)


def test_a_linked_workstation_cannot_link_another(clinic: Clinic) -> None:
    amira, ward = pair(clinic)
    third = clinic.workstation()

    async def scenario() -> None:
        await amira.enrol()
        await ward.link(amira)
        assert await Attempt(third, ward).refused() == "needs-main-device"

    run(clinic, scenario)


@pytest.mark.expects_log("")
def test_the_account_is_closed_meanwhile(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        linking, adding = await attempt.begin()
        closing = clinic.authority.close_account(clinic.authority.find("Amira"))
        clinic.relay.import_statements(closing)
        attempt.decide()
        results = await asyncio.gather(linking, adding, return_exceptions=True)
        assert all(isinstance(result, Exception) for result in results), results
        assert is_as_before(ward)

    run(clinic, scenario)


def test_another_change_to_the_account_comes_first(clinic: Clinic) -> None:
    amira, ward = pair(clinic)
    relays = deceive(amira)

    def refuse(_real: object, _entries: object) -> object:
        raise EntryRefused

    relays.append = refuse

    async def scenario() -> None:
        await amira.enrol()
        new, old = await Attempt(ward, amira).both()
        assert code_of(old) == "link-account-changed"
        assert code_of(new) == "link-given-up"
        assert is_as_before(ward)
        assert amira.open.alarm is None

    run(clinic, scenario)


def test_a_profile_that_is_there_is_left_alone(clinic: Clinic) -> None:
    amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas")

    async def scenario() -> None:
        await amira.enrol()
        await jonas.enrol()
        await jonas.lock()
        assert await refused(Attempt(jonas, amira).link()) == "profile-exists"
        await jonas.unlock()

    run(clinic, scenario)


def test_a_second_link_with_the_same_code_finds_it_used(clinic: Clinic) -> None:
    amira, ward = pair(clinic)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        linking, adding = await attempt.begin()
        host = amira.open.devices._linking
        again = LinkingHost(host.context, host.log_sync, host.tries, host.relays)
        second = again.add(
            attempt.shown.result().code,
            "four small harmless words",
            confirm=attempt._confirm,
            progress=lambda _: None,
        )
        assert await refused(second) == "link-code-taken"
        results = await asyncio.gather(linking, adding, return_exceptions=True)
        assert {code_of(result) for result in results} <= {"link-given-up", "link-refused"}
        await eventually(lambda: is_as_before(ward))

    run(clinic, scenario)
