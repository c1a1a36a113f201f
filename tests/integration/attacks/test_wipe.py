"""Remote wipe: only a signed entry in a log that extends the client's own checkpoint destroys.

Everything a lying relay can say, show, forge, cut or swap ends with the messages still there.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.composition import build_access
from app.core import tlv
from app.core.bus import DeviceRemoved
from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.core.policy import DEFAULT_POLICY
from app.core.records import DeliveryState
from app.core.relay_errors import DeviceRevoked, DeviceUnknown, RelayRefused
from app.core.transport_types import LogPage
from app.core.views import Removal
from app.crypto.system_random import SystemRandom
from app.crypto.transparency import signing
from app.crypto.transparency.entries import EntryType, Role
from app.crypto.vault import QUICK
from app.services import removal
from app.services.removal import ProfileRemoved
from app.store import profile_removal
from relay.transparency.certificates import Purpose
from tests.support.clinic import NoKeyring, Person, eventually
from tests.support.malicious_relay import FalseLog, MaliciousRelays
from tests.support.scenario import Pair, arrived, log_of, run

RANDOM = SystemRandom()
DESTROYED = "removed, and is destroyed"
UNEXPLAINED = "does not say why"
RELAY_CALLS = ("inbox", "log_entries", "profiles", "submit", "put_prekeys", "prekey_counts")


@pytest.fixture(autouse=True)
def ask_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removal, "_RETRY_S", 0.05)
    monkeypatch.setattr(removal, "_ASK_AGAIN_S", 0.05)


def device_of(person: Person) -> DeviceId:
    return person.open._context.own.device_id


def removals(person: Person) -> list[DeviceRemoved]:
    """Each says when, by the entry; that apart."""
    events = [event for event in person.events if isinstance(event, DeviceRemoved)]
    assert all(abs(event.at_ms / 1000 - time.time()) < 300 for event in events)
    return [replace(event, at_ms=0) for event in events]


def revoke(pair: Pair, name: str, device: DeviceId, *, wipe: bool) -> None:
    authority = pair.clinic.authority
    statement = authority.revoke_device(authority.find(name), device, wipe=wipe)
    pair.clinic.relay.import_statements(statement)


def left_in(person: Person) -> set[str]:
    return {path.name for path in person.folder.iterdir()}


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
    await eventually(lambda: relays._tricks.count("read_log") >= before + times)


def say_revoked(pair: Pair, error: CurbsideError | None = None) -> None:
    """Have the relay answer everything with a refusal."""

    def refuse(*_: object) -> None:
        raise error or DeviceRevoked()

    for name in RELAY_CALLS:
        pair.jonas_relay[name] = refuse
    pair.jonas.open.woke()


# --- what a genuine entry does ---


@pytest.mark.expects_log(DESTROYED)
@pytest.mark.parametrize("by", ["authority", "person"])
def test_a_genuine_wipe_leaves_nothing_but_the_fact(tmp_path: Path, by: str) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        folder = pair.jonas.folder
        vault = (folder / "vault.json").read_bytes()
        assert "profile.db" in left_in(pair.jonas)
        if by == "authority":
            revoke(pair, "Jonas", device_of(pair.jonas), wipe=True)
        else:
            await revoke_oneself(pair.jonas, wipe=True)
        await eventually(lambda: removals(pair.jonas))
        assert removals(pair.jonas) == [DeviceRemoved(by_authority=by == "authority", wiped=True)]
        await pair.jonas.lock()
        assert left_in(pair.jonas) == {"removed.json"}
        mark = (folder / "removed.json").read_bytes()
        assert b"Jonas" not in mark
        assert len(mark) < 100
        assert vault[-60:] not in mark
        assert not pair.jonas.access.has_profile()
        expected = Removal.BY_AUTHORITY if by == "authority" else Removal.BY_PERSON
        assert pair.jonas.access.removed() is expected
        pair.jonas.access.forget_removed()
        assert pair.jonas.access.removed() is None
        assert left_in(pair.jonas) == set()

    run(tmp_path, scenario)


async def revoke_oneself(person: Person, *, wipe: bool) -> None:
    """What another device of the person, which holds the account key, would append."""
    context = person.open._context
    account = context.replica.directory.accounts[context.own.account_id]
    entry = signing.device_revoke_entry(
        context.own.account_secret,
        context.own.account_id,
        context.own.device_id,
        wipe=wipe,
        head=account.head,
        log_id=context.own.log_id,
        time_ms=context.now_ms(),
    )
    await context.call(lambda: context.relay.append_entries([entry]))


@pytest.mark.expects_log(DESTROYED)
def test_a_computer_that_was_off_is_wiped_when_it_is_used_again(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        device = device_of(pair.jonas)
        await pair.jonas.lock()
        revoke(pair, "Jonas", device, wipe=True)
        await pair.jonas.unlock()
        await eventually(lambda: removals(pair.jonas))
        await pair.jonas.lock()
        assert left_in(pair.jonas) == {"removed.json"}

    run(tmp_path, scenario)


@pytest.mark.expects_log(DESTROYED)
def test_a_new_invite_works_where_a_profile_was_wiped(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        revoke(pair, "Jonas", device_of(pair.jonas), wipe=True)
        await eventually(lambda: removals(pair.jonas))
        await pair.jonas.lock()
        authority = pair.clinic.authority
        invite = authority.invite_again(authority.find("Jonas"), Purpose.REKEY)
        pair.jonas.invite = invite.text
        await pair.jonas.enrol()
        assert pair.jonas.access.removed() is None
        assert await pair.jonas.rows("Amira") == []
        await pair.jonas.lock()
        assert pair.jonas.access.has_profile()
        await pair.jonas.unlock()

    run(tmp_path, scenario)


@pytest.mark.parametrize("end", ["revoked", "revoked by the person", "closed"])
def test_without_wipe_messages_stay_readable_and_sending_is_off(tmp_path: Path, end: str) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        if end == "closed":
            authority = pair.clinic.authority
            statement = authority.close_account(authority.find("Jonas"))
            pair.clinic.relay.import_statements(statement)
        elif end == "revoked":
            revoke(pair, "Jonas", device_of(pair.jonas), wipe=False)
        else:
            await revoke_oneself(pair.jonas, wipe=False)
        await eventually(lambda: removals(pair.jonas))
        said = DeviceRemoved(by_authority=end != "revoked by the person", wiped=False)
        assert removals(pair.jonas) == [said]
        for _ in range(2):
            assert pair.jonas.open.alarm is not None
            code = "own-account-closed" if end == "closed" else "device-revoked"
            assert pair.jonas.open.alarm.code == code
            assert await pair.jonas.texts("Amira") == ["hello Jonas"]
            sent = [row for row in await pair.jonas.rows("Amira") if row.outgoing]
            try:
                await pair.jonas.write("Amira", "not to be sent")
            except CurbsideError as refusal:
                assert refusal.message  # noqa: PT017 - either is honest
            else:
                states = await pair.jonas.states("Amira")
                assert set(states[len(sent) :]) <= {DeliveryState.QUEUED, DeliveryState.FAILED}
            await pair.jonas.lock()
            pair.jonas.events.clear()
            await pair.jonas.unlock()
            await eventually(lambda: removals(pair.jonas) == [said])
        assert await pair.amira.texts("Jonas") == ["hello Amira"]
        assert pair.jonas.access.removed() is None

    run(tmp_path, scenario)


# --- what a lying relay does not achieve ---


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
            "the relay": bytes(pair.clinic.relay.data.log_key()),
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


# --- crashes ---


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.expects_log(DESTROYED)
@pytest.mark.parametrize("step", range(8))
def test_killed_in_the_middle_it_is_finished_at_the_next_start(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the first file, between any two, and before it is noted as finished."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await pair.jonas.lock()
        files = pair.jonas.access._ports.files
        (pair.jonas.folder / "unfinished-1").mkdir()
        (pair.jonas.folder / "unfinished-1" / "vault.json").write_bytes(b"of an earlier try")
        (pair.jonas.folder / "unfinished-1" / "profile.db").write_bytes(b"of an earlier try")
        done = 0
        assert len(left_in(pair.jonas)) == 3

        def dying(work: Callable[[Path], None]) -> Callable[[Path], None]:
            def end(path: Path) -> None:
                nonlocal done
                if done == step:
                    raise Killed
                done += 1
                work(path)

            return end

        with monkeypatch.context() as patch:
            for name in ("_overwrite_and_delete", "_delete"):
                patch.setattr(profile_removal, name, dying(getattr(profile_removal, name)))
            forget = dying(lambda _: None)
            patch.setattr(NoKeyring, "forget", lambda _, profile: forget(Path(profile)))
            with contextlib.suppress(Killed):
                removal.wipe(files, NoKeyring(), Removal.BY_AUTHORITY)
        vault = pair.jonas.folder / "vault.json"
        assert step == 0 or not vault.exists() or not vault.read_bytes().strip(b"\0")
        access = build_access(
            pair.jonas.folder, DEFAULT_POLICY, keyring=NoKeyring(), vault_cost=QUICK
        )
        assert not access.has_profile()
        assert access.removed() is Removal.BY_AUTHORITY
        assert left_in(pair.jonas) == {"removed.json"}

    run(tmp_path, scenario)


@pytest.mark.expects_log(DESTROYED)
def test_killed_after_the_log_was_stored_it_is_never_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        device = device_of(pair.jonas)
        with monkeypatch.context() as patch:
            patch.setattr(removal.RemovalWatch, "start", lambda _: None)
            await pair.jonas.lock()
            await pair.jonas.unlock()
            revoke(pair, "Jonas", device, wipe=True)
            await eventually(lambda: pair.jonas.open.connection_error)
            # The log arrives, and the app dies before it acts on it.
            assert await pair.jonas.open._removal._find() is not None
            await pair.jonas.lock()
        with pytest.raises(ProfileRemoved) as refusal:
            await pair.jonas.unlock()
        assert refusal.value.message
        assert left_in(pair.jonas) == {"removed.json"}

    run(tmp_path, scenario)


@pytest.mark.expects_log(DESTROYED)
def test_locking_meanwhile_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        begun: list[bool] = []
        real = removal.mark_begun

        def begin(*arguments: object) -> None:
            begun.append(True)
            real(*arguments)

        monkeypatch.setattr(removal, "mark_begun", begin)
        revoke(pair, "Jonas", device_of(pair.jonas), wipe=True)
        await eventually(lambda: begun)
        await pair.jonas.lock()
        assert left_in(pair.jonas) == {"removed.json"}

    run(tmp_path, scenario)


@pytest.mark.expects_log("removal not finished", DESTROYED)
def test_what_cannot_be_deleted_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await pair.jonas.lock()
        files = pair.jonas.access._ports.files
        removal.mark_begun(files, Removal.BY_PERSON)

        def in_use(path: Path) -> None:
            raise PermissionError(path.name)

        with monkeypatch.context() as patch:
            patch.setattr(profile_removal, "_delete", in_use)
            assert pair.jonas.access.removed() is Removal.BY_PERSON
            pair.jonas.access.forget_removed()
            assert left_in(pair.jonas) == {"removed.json", "profile.db"}
        assert pair.jonas.access.removed() is Removal.BY_PERSON
        assert left_in(pair.jonas) == {"removed.json"}

    run(tmp_path, scenario)


@pytest.mark.expects_log("cannot be read")
@pytest.mark.parametrize("mark", [b"", b"{}", b'{"removed": "by-nobody"}', b"\xff\xfe"])
def test_a_mark_that_makes_no_sense_destroys_nothing(tmp_path: Path, mark: bytes) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await pair.jonas.lock()
        (pair.jonas.folder / "removed.json").write_bytes(mark)
        assert pair.jonas.access.has_profile()
        await still_there_after_mark(pair.jonas)
        pair.jonas.access.forget_removed()
        assert "removed.json" not in left_in(pair.jonas)

    run(tmp_path, scenario)


async def still_there_after_mark(person: Person) -> None:
    await person.unlock()
    assert "hello Jonas" in await person.texts("Amira")
