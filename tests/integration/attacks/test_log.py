"""A relay that tampers with the log: refused with a visible reason, or proved to have lied."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest

from app.core import tlv
from app.core.errors import CurbsideError
from app.core.relay_errors import InviteUsed
from app.core.transport_types import LogPage
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.system_random import SystemRandom
from app.crypto.transparency import signing
from app.crypto.transparency.entries import EntryType, Role
from app.services import alarms, asking, log_sync
from app.services.alarms import LogFrozen, UnexpectedOwnEntry, own_account_alarm
from relay.transparency.certificates import Purpose
from tests.support.clinic import Person, eventually
from tests.support.malicious_relay import FalseLog
from tests.support.scenario import (
    Pair,
    alarms_of,
    arrived,
    log_of,
    refused_with,
    run,
)

RANDOM = SystemRandom()


def ghost_device(victim: Person, seeds: dict[Role, bytes], device: DeviceSecrets) -> bytes:
    """A DEVICE_ADD to the victim's account, signed with whatever keys the attacker has."""
    context = victim.open._context
    account = context.replica.directory.accounts[context.own.account_id]
    device_id = RANDOM.random_bytes(16)
    return signing.sign(
        EntryType.DEVICE_ADD,
        context.own.account_id,
        tlv.encode(device_id, device.signing_key, device.agreement_key, b"\x01"),
        seeds,
        head=account.head,
        log_id=context.own.log_id,
        time_ms=context.now_ms(),
    )


async def serve(pair: Pair, victim: Person, *more: bytes) -> FalseLog:
    """Have both relays serve the true log with more entries behind it."""
    false = FalseLog(pair.clinic, [*await log_of(victim), *more])
    pair.jonas_relay["log_entries"] = false.log_entries
    return false


@pytest.mark.parametrize("stolen", ["nothing", "the authority's key"])
def test_the_relay_cannot_add_a_device(tmp_path: Path, stolen: str) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        device = DeviceSecrets.generate(RANDOM)
        account = AccountSecret.generate(RANDOM).seed
        if stolen != "nothing":
            account = bytes(pair.clinic.authority._ca())
        entry = ghost_device(
            pair.amira, {Role.ACCOUNT: account, Role.DEVICE: device.signing_seed}, device
        )
        size = pair.jonas.open._context.replica.size
        await serve(pair, pair.amira, entry)
        with pytest.raises(CurbsideError, match="log-entry-forbidden"):
            await pair.jonas.open.engine.log_sync.sync()
        assert pair.jonas.open._context.replica.size == size
        await pair.jonas.write("Amira", "to your one device")
        await arrived(pair.amira, "Jonas", "to your one device")
        contact = await pair.jonas.open.contacts.contact(await pair.jonas.account_of("Amira"))
        assert contact.device_count == 1

    run(tmp_path, attack)


def test_a_refused_log_stays_visible_while_mail_still_arrives(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        device = DeviceSecrets.generate(RANDOM)
        seeds = {
            Role.ACCOUNT: AccountSecret.generate(RANDOM).seed,
            Role.DEVICE: device.signing_seed,
        }
        await serve(pair, pair.amira, ghost_device(pair.amira, seeds, device))
        await pair.jonas.lock()
        await pair.jonas.unlock()
        await eventually(lambda: refused_with(pair.jonas, "log-entry-forbidden"))
        await pair.amira.write("Jonas", "still arrives")
        await arrived(pair.jonas, "Amira", "still arrives")
        await asyncio.sleep(0.3)
        assert refused_with(pair.jonas, "log-entry-forbidden")
        del pair.jonas_relay["log_entries"]
        await eventually(lambda: pair.jonas.open.connection_error is None)

    run(tmp_path, attack)


@pytest.mark.expects_log("the relay's log is shorter than ours")
def test_a_rolled_back_log_is_refused_and_shown(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        false = FalseLog(pair.clinic, (await log_of(pair.jonas))[:-1])
        pair.jonas_relay["log_entries"] = false.log_entries
        with pytest.raises(CurbsideError, match="log-behind"):
            await pair.jonas.open.engine.log_sync.sync()
        await pair.jonas.lock()
        await pair.jonas.unlock()
        await eventually(lambda: refused_with(pair.jonas, "log-behind"))
        assert len(await log_of(pair.jonas)) == len(false.entries) + 1

    run(tmp_path, attack)


async def fork(pair: Pair) -> None:
    """Two more people join; Amira is shown the first and Jonas the second, both validly signed."""
    carol, dan = pair.clinic.invite("Carol"), pair.clinic.invite("Dan")
    before = await log_of(pair.jonas)
    for relay in (pair.amira_relay, pair.jonas_relay):
        relay["log_entries"] = FalseLog(pair.clinic, before).log_entries
    await carol.enrol()
    await dan.enrol()
    entries = await log_of(dan)
    assert len(entries) == len(before) + 4
    for person, relay, branch in (
        (pair.amira, pair.amira_relay, entries[:-2]),
        (pair.jonas, pair.jonas_relay, [*before, *entries[-2:]]),
    ):
        relay["log_entries"] = FalseLog(pair.clinic, branch).log_entries
        await person.open.engine.log_sync.sync()
    await carol.lock()
    await dan.lock()


def test_a_forked_log_alarms_both_sides_and_stops_sending_for_good(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        await fork(pair)
        # Each has the other's earlier checkpoint; the next message shows the contradiction.
        await pair.jonas.write("Amira", "from the other branch")
        await eventually(lambda: alarms_of(pair.amira) == ["log-fork"])
        await eventually(lambda: alarms_of(pair.jonas) == ["log-fork"])
        for person, other in ((pair.amira, "Jonas"), (pair.jonas, "Amira")):
            assert person.open.alarm is not None
            assert person.open.alarm.code == "log-fork"
            with pytest.raises(CurbsideError, match="log-fork"):
                await person.write(other, "not sent")
            await person.lock()
            await person.unlock()
            assert person.open.alarm is not None, "forgotten by a restart"
            assert person.open.alarm.first_note  # type: ignore[attr-defined]
            assert person.open.alarm.second_note  # type: ignore[attr-defined]

    run(tmp_path, attack)


def test_the_proof_of_a_fork_is_kept_with_the_message_that_brought_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is acknowledged then, so nobody shows those notes a second time."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        await fork(pair)
        raised = asyncio.Event()

        async def killed_before(*_: object) -> None:
            raised.set()
            await asyncio.Event().wait()

        with monkeypatch.context() as patched:
            patched.setattr(alarms, "raise_fork", killed_before)
            await pair.jonas.write("Amira", "from the other branch")
            await raised.wait()
            await pair.amira.lock()
        await pair.amira.unlock()
        assert pair.amira.open.alarm is not None
        assert pair.amira.open.alarm.code == "log-fork"

    run(tmp_path, attack)


@pytest.mark.expects_log("envelope from .* refused")
def test_a_fork_shows_in_the_very_first_message_between_two_people(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.enrol()
        await pair.jonas.account_of("Amira")
        await pair.amira.account_of("Jonas")
        await fork(pair)
        await pair.jonas.write("Amira", "never met, and forked")
        await eventually(lambda: alarms_of(pair.amira) == ["log-fork"])
        assert await pair.amira.texts("Jonas") == []
        proof = await pair.amira.open.settings.fork_proof()
        assert proof is not None
        assert proof.count(b"\n\xe2\x80\x94 ") >= 2, "two notes, each with its signature line"

    run(tmp_path, attack)


def test_a_frozen_log_stops_sending_after_a_while_and_until_it_thaws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarms, "FREEZE_MS", 500)
    monkeypatch.setattr(asking, "CHECK_S", 0.1)

    async def attack(pair: Pair) -> None:
        await pair.meet()
        pair.jonas_relay["log_entries"] = FalseLog(
            pair.clinic, await log_of(pair.jonas)
        ).log_entries
        carol = pair.clinic.invite("Carol")
        await carol.enrol()
        await pair.amira.account_of("Carol")
        await pair.amira.write("Jonas", "my log is longer than yours")
        await arrived(pair.jonas, "Amira", "my log is longer than yours")
        assert pair.jonas.open.alarm is None
        await eventually(lambda: isinstance(pair.jonas.open.alarm, LogFrozen))
        with pytest.raises(LogFrozen):
            await pair.jonas.write("Amira", "not sent")
        await pair.jonas.lock()  # a restart does not make the relay honest
        await pair.jonas.unlock()
        assert isinstance(pair.jonas.open.alarm, LogFrozen), "at once, not after another wait"
        del pair.jonas_relay["log_entries"]
        await eventually(lambda: pair.jonas.open.alarm is None)
        await pair.jonas.write("Amira", "thawed")
        await arrived(pair.amira, "Jonas", "thawed")

    run(tmp_path, attack)


@pytest.mark.expects_log("the relay's log is shorter than ours")
@pytest.mark.expects_log("log restored from an older backup")
@pytest.mark.expects_log("a client claims a longer log")
@pytest.mark.expects_log("lost entries taken back")
def test_somebody_with_the_stolen_account_key_cannot_read_along_unnoticed(tmp_path: Path) -> None:
    """The entry is valid, so the log takes it: the victim's own device raises the alarm."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        own = pair.jonas.open._context.own
        device = DeviceSecrets.generate(RANDOM)
        seeds = {Role.ACCOUNT: own.account_seed, Role.DEVICE: device.signing_seed}
        await serve(pair, pair.jonas, ghost_device(pair.jonas, seeds, device))
        await pair.jonas.open.engine.log_sync.sync()
        await eventually(lambda: isinstance(pair.jonas.open.alarm, UnexpectedOwnEntry))
        with pytest.raises(UnexpectedOwnEntry):
            await pair.jonas.write("Amira", "not to be read by the ghost")
        await pair.jonas.lock()
        await pair.jonas.unlock()
        assert isinstance(pair.jonas.open.alarm, UnexpectedOwnEntry)

    run(tmp_path, attack)


def test_a_log_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_sync, "MOST_ENTRY_BYTES", 100_000)

    async def attack(pair: Pair) -> None:
        await pair.meet()
        false = FalseLog(pair.clinic, [*await log_of(pair.jonas)] * 5)
        note = false.note()
        pair.jonas_relay["log_entries"] = lambda _real, _first, _limit: LogPage(
            note.replace(b"\n%d\n" % len(false.entries), b"\n900719925474099\n"), (b"x" * 5000,)
        )
        with pytest.raises(CurbsideError, match="relay-protocol"):
            await pair.jonas.open.engine.log_sync.sync()

    run(tmp_path, attack)


@pytest.mark.expects_log("the relay refuses this device")
def test_re_enrolled_people_are_not_alarmed_by_their_own_past(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        authority = pair.clinic.authority
        text = authority.invite_again(authority.find("Jonas"), Purpose.REKEY).text
        again = pair.clinic.computer("jonas2", text)
        await again.enrol()
        assert again.open.alarm is None
        context = again.open._context
        judge = partial(own_account_alarm, context.own, context.replica)
        assert await context.store.read(judge) is None
        with pytest.raises(InviteUsed):
            await pair.clinic.computer("jonas3", text).enrol()
        pair.clinic.people.pop()
        # The computer that was replaced says that something happened to its account.
        await eventually(lambda: pair.jonas.open.connection_error is not None)
        assert pair.jonas.open.connection_error is not None
        assert pair.jonas.open.connection_error.code == "device-revoked"

    run(tmp_path, scenario)
