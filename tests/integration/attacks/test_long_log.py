"""A long log's signatures come after its structure: nobody profits from the time between."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.core import tlv
from app.core.errors import CurbsideError
from app.core.ids import AccountId
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.system_random import SystemRandom
from app.crypto.transparency import signing
from app.crypto.transparency.entries import EntryType, Role
from app.services import opening, signature_checks
from app.services.signature_checks import LogForged
from tests.support.clinic import Person, eventually
from tests.support.malicious_relay import FalseLog
from tests.support.scenario import Pair, arrived, log_of, run

RANDOM = SystemRandom()

pytestmark = pytest.mark.expects_log(
    "a forged entry in the log|shorter than ours|longer log|restored from|no session|refused"
)


@pytest.fixture(autouse=True)
def every_log_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signature_checks, "LONG_LOG", 2)


def ghost_device(victim: Person) -> bytes:
    """A device of the attacker's for the victim's account, without the account key."""
    context = victim.open._context
    device = DeviceSecrets.generate(RANDOM)
    return signing.sign(
        EntryType.DEVICE_ADD,
        context.own.account_id,
        tlv.encode(RANDOM.random_bytes(16), device.signing_key, device.agreement_key, b"\x01"),
        {
            Role.ACCOUNT: AccountSecret.generate(RANDOM).seed,
            Role.DEVICE: device.signing_seed,
        },
        head=context.replica.directory.accounts[context.own.account_id].head,
        log_id=context.own.log_id,
        time_ms=context.now_ms(),
    )


def test_an_honest_long_log_is_verified_in_the_background(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "KEEP_AFTER", 1)

    async def scenario(pair: Pair) -> None:
        await pair.amira.enrol()
        others = [pair.clinic.invite(f"Person {number}") for number in range(3)]
        for other in others:
            await other.enrol()
            await other.lock()
        seen: list[tuple[int, int]] = []
        pair.jonas.client = await pair.jonas.access.enrol(
            pair.jonas.invite,
            "four small harmless words",
            remember=False,
            progress=lambda _: None,
            log_progress=lambda done, total: seen.append((done, total)),
        )
        context = pair.jonas.open._context
        assert context.unverified is not None
        assert await pair.jonas.open.contacts.contacts() == [], "nobody was verified yet"
        assert seen
        assert all(0 <= done <= total for done, total in seen)
        await pair.jonas.lock()
        await pair.jonas.unlock()  # what is owed is not forgotten
        await eventually(lambda: pair.jonas.open._context.unverified is None)
        names = {contact.name for contact in await pair.jonas.open.contacts.contacts()}
        assert names == {"Amira", "Person 0", "Person 1", "Person 2"}
        await pair.jonas.write("Amira", "checked")
        await arrived(pair.amira, "Jonas", "checked")

        async def kept() -> bool:
            size = await pair.jonas.open._context.store.read(lambda tx: tx.log.state_size())
            return size == pair.jonas.open._context.replica.size

        await eventually(kept)
        root = pair.jonas.open._context.replica.root
        await pair.jonas.lock()
        await pair.jonas.unlock()
        assert pair.jonas.open._context.replica.root == root
        assert pair.jonas.open._context.unverified is None

    run(tmp_path, scenario)


def test_a_ghost_device_in_a_first_sync_gets_nothing_and_stops_sending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    background = signature_checks.verify_all

    async def later(_context: object) -> None:
        return None

    monkeypatch.setattr(signature_checks, "verify_all", later)

    async def attack(pair: Pair) -> None:
        await pair.amira.enrol()
        ghost = ghost_device(pair.amira)
        branch = FalseLog(pair.clinic, [*await log_of(pair.amira), ghost])
        pair.jonas_relay["log_entries"] = branch.log_entries

        def enrolled(_real: object, key: bytes, device: bytes, _opening: bytes) -> object:
            from app.core.transport_types import AppendedEntries

            first = len(branch.entries)
            branch.entries += [key, device]
            return AppendedEntries(first, branch.note())

        pair.jonas_relay["enrol"] = enrolled
        await pair.jonas.enrol()
        context = pair.jonas.open._context
        victim = AccountId(pair.amira.open._context.own.account_id)
        assert len(context.replica.live_devices(victim)) == 2
        assert await pair.jonas.open.contacts.contacts() == [], "not shown as Directory-checked"
        with pytest.raises(CurbsideError, match="log-entry-forbidden"):
            await pair.jonas.open.contacts.contact(victim)
        conversation = pair.jonas.open.contacts.conversation
        with pytest.raises(CurbsideError, match="log-entry-forbidden"):
            await conversation(victim)

        monkeypatch.setattr(signature_checks, "verify_all", background)
        await pair.jonas.lock()
        await pair.jonas.unlock()
        await eventually(lambda: isinstance(pair.jonas.open.alarm, LogForged))
        await pair.jonas.lock()
        await pair.jonas.unlock()
        assert isinstance(pair.jonas.open.alarm, LogForged), "at once"
        await asyncio.sleep(0)

    run(tmp_path, attack)
