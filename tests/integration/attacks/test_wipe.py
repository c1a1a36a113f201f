"""Remote wipe: only a signed entry in a log that extends the client's own checkpoint destroys.

Everything a lying relay can say, show, forge, cut or swap ends with the messages still there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core import tlv
from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.core.relay_errors import DeviceRevoked, DeviceUnknown, RelayRefused
from app.core.transport_types import LogPage
from app.crypto.system_random import SystemRandom
from app.crypto.transparency import signing
from app.crypto.transparency.entries import EntryType, Role
from app.services import removal
from relay.transparency.certificates import Purpose
from tests.support.clinic import Person, eventually
from tests.support.malicious_relay import FalseLog, MaliciousRelays
from tests.support.removed import device_of, left_in, removals, revoke
from tests.support.scenario import Pair, arrived, log_of, run

RANDOM = SystemRandom()
DESTROYED = "removed, and is destroyed"
UNEXPLAINED = "does not say why"
RELAY_CALLS = ("inbox", "log_entries", "profiles", "submit", "put_prekeys", "prekey_counts")


@pytest.fixture(autouse=True)
def ask_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removal, "_RETRY_S", 0.05)
    monkeypatch.setattr(removal, "_ASK_AGAIN_S", 0.05)


async def still_there(person: Person, text: str = "hello Jonas") -> None:
    """Nothing was destroyed: the profile opens, and the messages are in it."""
    assert removals(person) == []
    await person.lock()
    assert person.access.removed() is None
    await person.unlock()
    assert text in await person.texts("Amira")


async def refused(person: Person, times: int = 3) -> None:
    """Wait until the device has asked the log, and asked again."""
    relays = person.access._ports.relays
    assert isinstance(relays, MaliciousRelays)
    before = relays._tricks.count("read_log")

    def asked() -> bool:
        count = relays._tricks.count("read_log")
        if count == 0:
            person.open.woke()  # what was on its way when the relay began to lie still waits
        return count > 0 and count >= before + times

    await eventually(asked, every=0.1)


def say_revoked(pair: Pair, error: CurbsideError | None = None) -> None:
    """Have the relay answer everything with a refusal."""

    def refuse(*_: object) -> None:
        raise error or DeviceRevoked()

    for name in RELAY_CALLS:
        pair.jonas_relay[name] = refuse
    pair.jonas.open.woke()


@pytest.mark.expects_log(UNEXPLAINED)
def test_a_status_code_wipes_nobody(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        say_revoked(pair)
        await refused(pair.jonas)
        assert pair.jonas.open.alarm is None
        for name in RELAY_CALLS:
            del pair.jonas_relay[name]
        await still_there(pair.jonas)
        await pair.jonas.write("Amira", "here I am")
        await arrived(pair.amira, "Jonas", "here I am")

    run(tmp_path, attack)


@pytest.mark.parametrize(
    "error", [DeviceRevoked(), DeviceUnknown(), RelayRefused("scope", 403)], ids=lambda e: e.code
)
def test_a_refusal_of_the_log_wipes_nobody(tmp_path: Path, error: CurbsideError) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()

        def refuse(*_: object) -> None:
            raise error

        pair.jonas_relay["read_log"] = refuse
        say_revoked(pair)
        await refused(pair.jonas)
        await still_there(pair.jonas)

    run(tmp_path, attack)


@pytest.mark.parametrize(
    "signer", ["nobody", "the relay", "a colleague", "another clinic", "as the account"]
)
def test_a_forged_wipe_wipes_nobody(tmp_path: Path, signer: str) -> None:
    """Validly signed checkpoint, genuine log before it: the entry itself is what is false."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        context = pair.jonas.open._context
        body = tlv.encode(context.own.device_id, b"\x01")
        authority_head = context.replica.directory.authority.head
        own_head = context.replica.directory.accounts[context.own.account_id].head
        seed = {
            "nobody": bytes(32),
            "the relay": bytes(pair.clinic.relay.data.log_keys().present()),
            "a colleague": pair.amira.open._context.own.account_seed,
            "another clinic": bytes(pair.clinic.authority._ca()),
            "as the account": pair.amira.open._context.own.account_seed,
        }[signer]
        role = Role.ACCOUNT if signer == "as the account" else Role.CA
        entry = signing.sign(
            EntryType.DEVICE_REVOKE,
            context.own.account_id,
            body,
            {role: seed},
            head=own_head if role is Role.ACCOUNT else authority_head,
            log_id=bytes(32) if signer == "another clinic" else context.own.log_id,
            time_ms=context.now_ms(),
        )
        false = FalseLog(pair.clinic, [*await log_of(pair.jonas), entry])
        pair.jonas_relay["read_log"] = false.log_entries
        say_revoked(pair)
        await refused(pair.jonas)
        assert pair.jonas.open._context.replica.size == len(false.entries) - 1
        await still_there(pair.jonas)

    run(tmp_path, attack)


def genuine_wipe(pair: Pair, name: str, device: DeviceId) -> bytes:
    """A wipe that IT signed and the relay has not been given: what it could hold back or move."""
    context = pair.jonas.open._context
    return signing.sign(
        EntryType.DEVICE_REVOKE,
        pair.clinic.authority.find(name).account_id,
        tlv.encode(device, b"\x01"),
        {Role.CA: bytes(pair.clinic.authority._ca())},
        head=context.replica.directory.authority.head,
        log_id=context.own.log_id,
        time_ms=context.now_ms(),
    )


@pytest.mark.expects_log(UNEXPLAINED)
@pytest.mark.parametrize("log", ["forked", "truncated", "shifted", "unsigned", "without its note"])
def test_a_log_that_does_not_extend_our_checkpoint_wipes_nobody(tmp_path: Path, log: str) -> None:
    """With an entry that the authority did sign, in a log that is not the one we know."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        true = await log_of(pair.jonas)
        wipe = genuine_wipe(pair, "Jonas", device_of(pair.jonas))
        if log == "forked":  # Amira's entries of before were exchanged
            others = [true[0], *true[3:], *true[1:3]]
            false = FalseLog(pair.clinic, [*others, wipe])
        elif log == "truncated":
            false = FalseLog(pair.clinic, [*true[:-1], wipe])
        else:
            false = FalseLog(pair.clinic, [*true, wipe])
        answer = false.log_entries
        if log == "shifted":

            def answer(_real: object, first: int, limit: int) -> LogPage:
                return LogPage(false.note(), (wipe, wipe))

        elif log == "unsigned":

            def answer(_real: object, first: int, limit: int) -> LogPage:
                note = false.note()
                return LogPage(note[:-6] + b"AAAA=\n", tuple(false.entries[first:]))

        elif log == "without its note":

            def answer(_real: object, first: int, limit: int) -> LogPage:
                return LogPage(false.note(len(true)), tuple(false.entries[first:]))

        pair.jonas_relay["read_log"] = answer
        say_revoked(pair)
        await refused(pair.jonas)
        await still_there(pair.jonas)

    run(tmp_path, attack)


@pytest.mark.expects_log(DESTROYED)
def test_the_same_entry_in_a_log_that_extends_it_is_believed(tmp_path: Path) -> None:
    """So that the attacks above fail for the reason that they name."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        wipe = genuine_wipe(pair, "Jonas", device_of(pair.jonas))
        longer = FalseLog(pair.clinic, [*await log_of(pair.jonas), wipe])
        pair.jonas_relay["read_log"] = longer.log_entries
        say_revoked(pair)
        await refused(pair.jonas, 0)
        await eventually(lambda: removals(pair.jonas))
        assert left_in(pair.jonas) == {"removed.json"}

    run(tmp_path, scenario)


@pytest.mark.expects_log(DESTROYED, UNEXPLAINED)
def test_a_wipe_of_another_device_wipes_that_one_alone(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        revoke(pair, "Amira", device_of(pair.amira), wipe=True)
        await eventually(lambda: removals(pair.amira))
        say_revoked(pair)
        await refused(pair.jonas)
        await still_there(pair.jonas)

    run(tmp_path, attack)


@pytest.mark.expects_log(DESTROYED, UNEXPLAINED)
def test_a_wipe_of_an_earlier_life_of_the_account(tmp_path: Path) -> None:
    """The old computer is to erase itself; the one that came after it is not."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        old = device_of(pair.jonas)
        await pair.jonas.lock()
        revoke(pair, "Jonas", old, wipe=True)
        authority = pair.clinic.authority
        again = pair.clinic.computer(
            "again", authority.invite_again(authority.find("Jonas"), Purpose.REKEY).text
        )
        await again.enrol()
        again.open._removal.refused()
        await pair.jonas.unlock()
        await eventually(lambda: removals(pair.jonas))
        assert removals(again) == []
        await again.lock()
        await again.unlock()
        assert again.access.removed() is None

    run(tmp_path, attack)
