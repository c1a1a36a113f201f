"""A computer that the log has ended: what a genuine entry does to it, at whatever moment."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from app.composition import build_access
from app.core.bus import DeviceRemoved
from app.core.errors import CurbsideError
from app.core.policy import DEFAULT_POLICY
from app.core.records import DeliveryState
from app.core.views import Removal
from app.crypto.vault import QUICK
from app.desktop.keyring_store import KeyringState, KeyringUnavailable
from app.services import removal
from app.services.api import EnrolStep
from app.services.removal import ProfileRemoved
from app.store import profile_removal
from relay.transparency.certificates import Purpose
from tests.support.clinic import PASSPHRASE, NoKeyring, Person, eventually
from tests.support.ghosts import revoke_with_key
from tests.support.removed import device_of, left_in, removals, revoke
from tests.support.scenario import Pair, hurry, run

DESTROYED = "removed, and is destroyed"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(removal, "_RETRY_S", 0.05)


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
    await revoke_with_key(person, person.open._context.own.device_id, wipe=wipe)


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


class LockedKeyring(NoKeyring):
    """An OS keyring that gives nothing away, and forgets nothing."""

    def forget(self, profile: str) -> None:
        raise KeyringUnavailable(KeyringState.LOCKED)


@pytest.mark.expects_log(f"{DESTROYED}|removal (not|could not be) finished")
def test_a_removal_that_cannot_be_finished_never_reaches_the_next_profile(tmp_path: Path) -> None:
    """The keyring would not forget. Then somebody enrols here, and the power fails meanwhile."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await pair.jonas.lock()
        keyring = LockedKeyring()
        folder = pair.jonas.folder
        files = pair.jonas.access._ports.files
        with pytest.raises(KeyringUnavailable):
            removal.wipe(files, keyring, Removal.BY_AUTHORITY)
        authority = pair.clinic.authority
        pair.jonas.invite = authority.invite_again(authority.find("Jonas"), Purpose.REKEY).text
        pair.jonas.access = build_access(folder, DEFAULT_POLICY, keyring=keyring, vault_cost=QUICK)
        assert pair.jonas.access.removed() is Removal.BY_AUTHORITY

        def dies(step: EnrolStep) -> None:
            if step is EnrolStep.ENROLLING:
                raise Killed

        with pytest.raises(Killed):
            await pair.jonas.access.enrol(
                pair.jonas.invite, PASSPHRASE, remember=False, progress=dies
            )
        before = (folder / "vault.json").read_bytes()
        pair.jonas.access = build_access(folder, DEFAULT_POLICY, keyring=keyring, vault_cost=QUICK)
        pair.jonas.access.removed()  # as each start asks
        assert (folder / "vault.json").read_bytes() == before
        await pair.jonas.enrol()
        assert pair.jonas.access.removed() is None

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
