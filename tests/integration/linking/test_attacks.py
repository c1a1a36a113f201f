"""Somebody who saw the code, and a relay that lies where the two workstations meet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.composition import NetRelayFactory
from app.core.ids import DeviceId
from app.core.policy import RelayTrust
from app.core.profile_ports import RelayAddress
from app.core.relay_errors import RelayRefused
from app.core.relay_port import RendezvousPort
from app.core.views import LinkWelcomeView
from app.crypto.identity import DeviceSecrets
from app.crypto.linking.messages import Greeting
from app.crypto.linking.new_device import NewDevice
from app.crypto.linking.sealing import LinkKeys, Role
from app.crypto.linking.secret import LinkSecret
from app.crypto.system_random import SystemRandom
from app.services import linking_guest, linking_host
from tests.integration.linking.attempt import (
    Attempt,
    LyingRelays,
    code_of,
    deceive,
    is_as_before,
    own_devices,
    run,
)
from tests.support.clinic import PASSPHRASE, Clinic

SYSTEM = SystemRandom()


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    with Clinic(tmp_path) as opened:
        yield opened


def rendezvous(clinic: Clinic, code: str) -> tuple[LinkKeys, RendezvousPort]:
    """What somebody who saw the code can do."""
    keys = LinkKeys.derive(LinkSecret.parse(code))
    address = RelayAddress(clinic.relay.url, (), RelayTrust.PIN)
    return keys, NetRelayFactory().as_rendezvous(address, keys.link_key, keys.sign)


async def off_loop(work: Callable[[], object]) -> object:
    return await asyncio.get_running_loop().run_in_executor(None, work)


def test_a_colleague_who_saw_the_code_and_answers_first_is_found_out(clinic: Clinic) -> None:
    amira, mallory, ward = clinic.invite("Amira"), clinic.invite("Mallory"), clinic.workstation()

    async def scenario() -> None:
        await amira.enrol()
        await mallory.enrol()
        attempt = Attempt(ward, amira)
        linking = asyncio.ensure_future(attempt.link())
        code = (await attempt.shown).code
        theirs = Attempt(ward, mallory)
        theirs.hold = asyncio.Event()
        stealing = asyncio.ensure_future(theirs.add(code))
        await theirs.offered.wait()
        adding = asyncio.ensure_future(attempt.add())
        ends = await asyncio.gather(linking, adding, stealing, return_exceptions=True)
        assert [code_of(end) for end in ends[:2]] == ["link-given-up", "link-code-taken"]
        assert isinstance(ends[2], Exception)
        assert await own_devices(amira) == await own_devices(mallory) == 1
        assert is_as_before(ward)

    run(clinic, scenario)


def test_a_colleague_who_answers_first_and_at_once_is_found_out_by_the_code(
    clinic: Clinic,
) -> None:
    """The new side's person sees digits that their own old workstation does not show."""
    amira, mallory, ward = clinic.invite("Amira"), clinic.invite("Mallory"), clinic.workstation()

    async def scenario() -> None:
        await amira.enrol()
        await mallory.enrol()

        async def look(welcome: LinkWelcomeView) -> bool:
            await asyncio.sleep(0.3)
            return welcome.short_code in attempt.codes[1:]  # on Amira's screen

        attempt = Attempt(ward, amira, compare=lambda w: asyncio.ensure_future(look(w)))
        linking = asyncio.ensure_future(attempt.link())
        code = (await attempt.shown).code
        stolen: list[str] = []

        async def confirm(offer: object) -> bool:
            stolen.append("asked")
            return True

        with pytest.raises(Exception, match="link-given-up"):
            await mallory.open.devices.add(
                code, PASSPHRASE, confirm=confirm, progress=lambda _: None
            )
        assert stolen
        with pytest.raises(Exception, match="link-codes-differ"):
            await linking
        assert await own_devices(mallory) == 1
        assert is_as_before(ward)

    run(clinic, scenario)


def test_somebody_who_saw_the_code_cannot_answer_after_the_right_one(clinic: Clinic) -> None:
    amira, ward = clinic.invite("Amira"), clinic.workstation()

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        linking, adding = await attempt.begin()
        keys, port = rendezvous(clinic, attempt.shown.result().code)
        greeting = Greeting.make(
            amira.open._context.own.log_id, SYSTEM.random_bytes(16), b"\x09" * 32, "Fake", SYSTEM
        )
        fake = keys.seal(Role.OLD, 0, greeting.encode(), SYSTEM)
        with pytest.raises(RelayRefused):
            await off_loop(lambda: port.exchange(int(Role.OLD), 0, fake, 0, 0))
        # What can be put is put after what is there, and then does not fit.
        noise = keys.seal(Role.OLD, 1, b"a grant of my own", SYSTEM)
        await off_loop(lambda: port.exchange(int(Role.OLD), 1, noise, 0, 0))
        port.close()
        attempt.decide()
        new, old = await asyncio.gather(linking, adding, return_exceptions=True)
        assert code_of(new) == "link-refused"
        assert isinstance(old, Exception)
        assert await own_devices(amira) == 1
        assert is_as_before(ward)

    run(clinic, scenario)


def test_somebody_who_saw_the_code_cannot_be_the_new_workstation(clinic: Clinic) -> None:
    amira, ward = clinic.invite("Amira"), clinic.workstation()

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)
        linking = asyncio.ensure_future(attempt.link())
        keys, port = rendezvous(clinic, (await attempt.shown).code)
        ghost = NewDevice(
            keys, DeviceId(SYSTEM.random_bytes(16)), DeviceSecrets.generate(SYSTEM), "", SYSTEM
        )
        n0 = ghost.start()
        with pytest.raises(RelayRefused):  # the victim's is there before its code is shown
            await off_loop(lambda: port.exchange(0, 0, n0, 0, 0))
        linking.cancel()
        await asyncio.gather(linking, return_exceptions=True)
        port.close()

    run(clinic, scenario)


def test_an_introduction_pushed_in_between_is_not_the_one_committed_to(clinic: Clinic) -> None:
    amira, ward = clinic.invite("Amira"), clinic.workstation()
    relays = deceive(ward)

    async def scenario() -> None:
        await amira.enrol()
        attempt = Attempt(ward, amira)

        def push_in(
            real: Callable[..., tuple[bytes, ...]],
            role: int,
            index: int,
            message: bytes,
            after: int,
            wait_ms: int,
        ) -> tuple[bytes, ...]:
            if role == 0 and index == 1 and message:
                keys = LinkKeys.derive(LinkSecret.parse(attempt.shown.result().code))
                ghost = NewDevice(
                    keys, DeviceId(bytes(16)), DeviceSecrets.generate(SYSTEM), "", SYSTEM
                )
                ghost.start()
                message = ghost.met(real(0, 0, b"", 0, 0)[0]).message
            return real(role, index, message, after, wait_ms)

        relays.exchange = push_in
        new, old = await attempt.both()
        assert code_of(old) == "link-refused"
        assert code_of(new) == "link-given-up"
        assert await own_devices(amira) == 1

    run(clinic, scenario)


LIES = ["drop", "flip", "early", "again", "reflect", "nothing"]
SLOTS = [(0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2)]


class Liar:
    """Gives one side something else in place of one message of the other."""

    def __init__(self, lie: str, role: int, index: int) -> None:
        self.lie, self.role, self.index = lie, role, index
        self.seen: dict[tuple[int, int], bytes] = {}

    def exchange(
        self,
        real: Callable[..., tuple[bytes, ...]],
        role: int,
        index: int,
        message: bytes,
        after: int,
        wait_ms: int,
    ) -> tuple[bytes, ...]:
        if message:
            self.seen[role, index] = message
        answer = real(role, index, message, after, wait_ms)
        if role == self.role or after != self.index or not answer:
            return answer
        first, own = answer[0], self.seen.get((role, self.index))
        lies: dict[str, tuple[bytes, ...]] = {
            "drop": (),
            "flip": (first[:-1] + bytes([first[-1] ^ 1]), *answer[1:]),
            "early": answer[1:],
            "again": (self.seen[self.role, max(0, self.index - 1)], *answer),
            "reflect": (own or first[::-1],),
            "nothing": (b"",),
        }
        return lies[self.lie]


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("slot", SLOTS, ids=["n0", "o0", "n1", "o1", "n2", "o2"])
def test_a_relay_that_lies_at_the_rendezvous_gains_nothing(
    clinic: Clinic, lie: str, slot: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking_guest, "GOOD_FOR_MS", 3000)
    monkeypatch.setattr(linking_guest, "_COMPARE_S", 3.0)
    monkeypatch.setattr(linking_host, "_ANSWER_S", 2.0)
    monkeypatch.setattr(linking_guest, "_ADD_S", 2.5)
    amira, ward = clinic.invite("Amira"), clinic.workstation()
    liar = Liar(lie, *slot)
    for person in (amira, ward):
        relays: LyingRelays = deceive(person)
        relays.exchange = liar.exchange

    async def scenario() -> None:
        await amira.enrol()
        new, old = await Attempt(ward, amira).both()
        devices = await own_devices(amira)
        if slot == (1, 2) or (lie == "again" and slot[1] == 0):
            # The last word is not needed, and a repeated first message changes nothing.
            assert not isinstance(new, BaseException), new
            assert not isinstance(old, BaseException), old
            assert devices == 2
            return
        assert code_of(new) in {
            "link-refused", "link-given-up", "link-timed-out", "link-code-expired",
        }  # fmt: skip
        assert code_of(old) in {
            "link-refused", "link-given-up", "link-timed-out", "link-code-unknown",
        }  # fmt: skip
        assert devices == 1
        assert is_as_before(ward)

    run(clinic, scenario)
