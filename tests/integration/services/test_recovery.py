"""Lost everything: the words of the recovery kit and IT's one-time invite bring an account back."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from app.composition import NetRelayFactory, build_access
from app.core.errors import CurbsideError
from app.core.policy import DEFAULT_POLICY
from app.core.records import Notice
from app.core.relay_errors import InviteUsed, RelayError, RelayRefused
from app.core.relay_port import RelayPort
from app.core.views import RecoveryKitView, Trust
from app.crypto.errors import WrongPassphraseError
from app.crypto.invite import Invite
from app.crypto.recovery_kit import KitDoesNotOpen, WordsDisagree, WordUnknown, words_of
from app.crypto.vault import QUICK
from app.services import enrolment, recovery, restoring
from app.services.own_device import OwnDevice
from relay.transparency.certificates import Purpose
from tests.support.clinic import PASSPHRASE, NoKeyring, Person, eventually
from tests.support.scenario import Pair, alarms_of, arrived, hurry, notices, run


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(recovery, "_DEBOUNCE_S", 0.05)
    monkeypatch.setattr(recovery, "_RETRY_S", 0.1)


def new_computer(pair: Pair, name: str, folder: str) -> Person:
    """An empty computer, and a recovery invite for somebody."""
    authority = pair.clinic.authority
    invite = authority.invite_again(authority.find(name), Purpose.RECOVER)
    return pair.clinic.computer(folder, invite.text)


async def restore(person: Person, words: str) -> None:
    person.client = await person.access.enrol(
        person.invite,
        PASSPHRASE,
        remember=False,
        progress=lambda _: None,
        recovery_words=words,
    )
    await person._started()


async def kit_of(person: Person) -> RecoveryKitView:
    return await person.open.recovery.make_kit(PASSPHRASE)


async def verify(person: Person, name: str) -> None:
    account = await person.account_of(name)
    shown = await person.open.verification.safety_number(account)
    await person.open.verification.confirm_match(account, shown)


async def updated(person: Person, after: int) -> int:
    """Wait until the relay has been given the kit anew."""
    found: list[int] = []

    async def there() -> bool:
        status = await person.open.recovery.status()
        found[:] = [status.updated_at_ms or 0]
        return found[0] > after

    await eventually(there)
    return found[0]


async def trust_in(person: Person, name: str) -> Trust:
    return (await person.open.contacts.contact(await person.account_of(name))).trust


def forgotten(folder: Path) -> bool:
    return not (folder / "vault.json").exists()


def test_everything_lost_and_restored(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        assert (await pair.jonas.open.recovery.status()).can_make
        assert (await pair.jonas.open.recovery.status()).made_at_ms is None
        kit = await kit_of(pair.jonas)
        assert kit.name == "Jonas"
        assert len(kit.words) == 12
        made = await pair.jonas.open.recovery.status()
        assert made.made_at_ms == kit.made_at_ms
        await verify(pair.jonas, "Amira")
        await updated(pair.jonas, made.updated_at_ms or 0)
        key = pair.jonas.open._context.own.public_account_key
        await pair.jonas.lock()

        again = new_computer(pair, "Jonas", "again")
        assert again.access.read_invite(again.invite).needs_recovery_kit
        await restore(again, "\n".join(f"{n}. {w}" for n, w in enumerate(kit.words, 1)))
        own = again.open._context.own
        assert own.public_account_key == key
        assert own.holds_account_key
        assert await trust_in(again, "Amira") is Trust.VERIFIED
        assert again.open.alarm is None
        await again.write("Amira", "it is me again")
        await arrived(pair.amira, "Jonas", "it is me again")
        await pair.amira.write("Jonas", "I saw no new key")
        await arrived(again, "Amira", "I saw no new key")
        assert Notice.KEY_CHANGED.value not in await notices(pair.amira, "Jonas")
        assert Notice.DEVICE_ADDED.value in await notices(pair.amira, "Jonas")
        status = await again.open.recovery.status()
        assert status.can_make
        assert status.made_at_ms is not None

    run(tmp_path, scenario)


def test_the_kit_is_kept_up_to_date_from_the_restored_device(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        await pair.jonas.lock()
        again = new_computer(pair, "Jonas", "again")
        await restore(again, kit.code)
        first = await updated(again, 0)
        await verify(again, "Amira")
        await updated(again, first)
        await again.lock()
        third = new_computer(pair, "Jonas", "third")
        await restore(third, " ".join(kit.words))
        assert await trust_in(third, "Amira") is Trust.VERIFIED

    run(tmp_path, scenario)


@pytest.mark.expects_log("refused: unexplained-sender")
def test_other_devices_of_the_person_raise_the_alarm(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        again = new_computer(pair, "Jonas", "again")
        await restore(again, " ".join(kit.words))
        await eventually(lambda: "unexpected-own-entry" in alarms_of(pair.jonas))
        await pair.amira.write("Jonas", "still reaches you")
        await arrived(again, "Amira", "still reaches you")

    run(tmp_path, scenario)


def test_a_page_found_on_a_printer_opens_nothing_by_itself(tmp_path: Path) -> None:
    """Whoever has the words still needs IT's invite: the relay gives the sealed key to no device,
    to no other kind of invite, and to no invite for another person."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        with pytest.raises(RelayError) as refused:
            pair.amira.open._context.relay.recovery()
        assert isinstance(refused.value, RelayRefused)
        assert refused.value.problem == "scope"
        thief = new_computer(pair, "Amira", "thief")
        await kit_of(pair.amira)
        with pytest.raises(KitDoesNotOpen):
            await restore(thief, " ".join(kit.words))
        assert forgotten(thief.folder)
        stranger = pair.clinic.invite("Stranger")
        with pytest.raises(restoring.WordsNotNeeded):
            await restore(stranger, " ".join(kit.words))
        invite = Invite.parse(stranger.invite)
        relay = enrolment.connect(invite, DEFAULT_POLICY, NetRelayFactory())
        with pytest.raises(RelayError):
            relay.recovery()
        relay.close()

    run(tmp_path, scenario)


def test_words_and_invites_that_do_not_fit(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        again = new_computer(pair, "Jonas", "again")
        words = list(kit.words)
        cases: list[tuple[str, type[CurbsideError]]] = [
            ("", restoring.WordsNeeded),
            ("   \n", restoring.WordsNeeded),
            (" ".join([*words[:4], "notaword", *words[5:]]), WordUnknown),
            (" ".join(words_of(bytes(range(16)))), KitDoesNotOpen),
        ]
        for text, error in cases:
            with pytest.raises(error) as refused:
                await restore(again, text)
            assert refused.value.message
            assert refused.value.action
            assert forgotten(again.folder)
            assert not again.access.has_profile()
        swapped = [words[1], words[0], *words[2:]]
        with pytest.raises((WordsDisagree, KitDoesNotOpen)):
            await restore(again, " ".join(swapped))
        await restore(again, " ".join(words))  # nothing of that used the invite up
        third = pair.clinic.computer("third", again.invite)
        with pytest.raises(InviteUsed):
            await restore(third, " ".join(words))
        assert forgotten(third.folder)

    run(tmp_path, scenario)


def test_without_a_kit_at_the_relay(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        again = new_computer(pair, "Jonas", "again")
        with pytest.raises(restoring.NoKitKept):
            await restore(again, " ".join(words_of(bytes(16))))
        kit = await kit_of(pair.jonas)
        await pair.jonas.open.recovery.withdraw_kit(PASSPHRASE)
        assert (await pair.jonas.open.recovery.status()).made_at_ms is None
        with pytest.raises(restoring.NoKitKept):
            await restore(again, " ".join(kit.words))
        newer = await kit_of(pair.jonas)
        with pytest.raises(KitDoesNotOpen):
            await restore(again, " ".join(kit.words))
        await restore(again, " ".join(newer.words))

    run(tmp_path, scenario)


def test_a_kit_of_before_a_new_account_key(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        await pair.jonas.lock()
        authority = pair.clinic.authority
        rekeyed = pair.clinic.computer(
            "rekeyed", authority.invite_again(authority.find("Jonas"), Purpose.REKEY).text
        )
        await rekeyed.enrol()
        again = new_computer(pair, "Jonas", "again")
        with pytest.raises((restoring.KitOutdated, restoring.NoKitKept)):
            await restore(again, " ".join(kit.words))
        newer = await kit_of(rekeyed)
        with pytest.raises(KitDoesNotOpen):
            await restore(again, " ".join(kit.words))
        await restore(again, " ".join(newer.words))
        assert (
            again.open._context.own.public_account_key
            == rekeyed.open._context.own.public_account_key
        )

    run(tmp_path, scenario)


def test_a_closed_account_stays_closed(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        again = new_computer(pair, "Jonas", "again")
        authority = pair.clinic.authority
        pair.clinic.relay.import_statements(authority.close_account(authority.find("Jonas")))
        with pytest.raises(restoring.InviteNotGood):
            await restore(again, " ".join(kit.words))
        assert forgotten(again.folder)

    run(tmp_path, scenario)


def test_a_colleague_whose_key_changed_meanwhile_is_not_verified(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        before = (await pair.jonas.open.recovery.status()).updated_at_ms or 0
        await verify(pair.jonas, "Amira")
        await updated(pair.jonas, before)
        await pair.jonas.lock()
        await pair.amira.lock()
        authority = pair.clinic.authority
        rekeyed = pair.clinic.computer(
            "rekeyed", authority.invite_again(authority.find("Amira"), Purpose.REKEY).text
        )
        await rekeyed.enrol()
        again = new_computer(pair, "Jonas", "again")
        await restore(again, " ".join(kit.words))
        contact = await again.open.contacts.contact(await again.account_of("Amira"))
        assert contact.trust is Trust.ATTENTION
        assert not contact.can_send

    run(tmp_path, scenario)


def test_a_mismatch_stays_a_mismatch(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        before = (await pair.jonas.open.recovery.status()).updated_at_ms or 0
        account = await pair.jonas.account_of("Amira")
        shown = await pair.jonas.open.verification.safety_number(account)
        await pair.jonas.open.verification.report_mismatch(account, shown)
        await updated(pair.jonas, before)
        await pair.jonas.lock()
        again = new_computer(pair, "Jonas", "again")
        await restore(again, " ".join(kit.words))
        contact = await again.open.contacts.contact(account)
        assert contact.trust is Trust.ATTENTION
        assert not contact.can_send

    run(tmp_path, scenario)


def test_marks_wait_for_the_relay_and_survive_a_restart(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        port = pair.clinic.relay.port
        pair.clinic.relay.stop()
        await verify(pair.jonas, "Amira")
        await pair.jonas.lock()
        pair.clinic.start_relay(port)
        before = 0
        await pair.jonas.unlock()
        await updated(pair.jonas, before)

        async def settled() -> bool:
            stored = await pair.jonas.open._context.store.read(recovery._load)
            contents = await pair.jonas.open._context.store.read(
                lambda tx: recovery._contents(pair.jonas.open._context, tx)
            )
            return stored.settled and stored.contents == recovery._digest(contents)

        await eventually(settled)
        await pair.jonas.lock()
        again = new_computer(pair, "Jonas", "again")
        await restore(again, " ".join(kit.words))
        assert await trust_in(again, "Amira") is Trust.VERIFIED

    run(tmp_path, scenario)


def test_making_a_kit_takes_the_passphrase_and_the_relay(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        for call in (pair.jonas.open.recovery.make_kit, pair.jonas.open.recovery.withdraw_kit):
            with pytest.raises(WrongPassphraseError):
                await call("not the passphrase")
        port = pair.clinic.relay.port
        pair.clinic.relay.stop()
        with pytest.raises(RelayError):
            await kit_of(pair.jonas)
        with pytest.raises(recovery.WithdrawalWaits):
            await pair.jonas.open.recovery.withdraw_kit(PASSPHRASE)
        pair.clinic.start_relay(port)

        async def withdrawn() -> bool:
            return (await pair.jonas.open._context.store.read(recovery._load)).settled

        await eventually(withdrawn)
        again = new_computer(pair, "Jonas", "again")
        with pytest.raises(restoring.NoKitKept):
            await restore(again, " ".join(kit.words))

    run(tmp_path, scenario)


def test_a_kit_that_did_not_get_made_leaves_the_old_one(tmp_path: Path) -> None:
    """The relay took the new one, and the app died before it knew: nobody has its words."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        service = pair.jonas.open.recovery
        await service.stop()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(recovery, "_save", _save_only_plans)
            with pytest.raises(RuntimeError, match="killed"):
                await service.make_kit(PASSPHRASE)
        await pair.jonas.lock()
        again = new_computer(pair, "Jonas", "again")
        with pytest.raises(KitDoesNotOpen):
            await restore(again, " ".join(kit.words))
        await pair.jonas.unlock()
        await updated(pair.jonas, 0)
        await eventually(lambda: _is_settled(pair.jonas))
        await restore(again, " ".join(kit.words))

    run(tmp_path, scenario)


_real_save = recovery._save


def _save_only_plans(tx: object, kit: recovery.Kit) -> None:
    if kit.settled:
        raise RuntimeError("killed")
    _real_save(tx, kit)


async def _is_settled(person: Person) -> bool:
    return (await person.open._context.store.read(recovery._load)).settled


@pytest.mark.expects_log("refused: unexplained-sender", "newer recovery kit")
def test_a_second_holder_of_the_key_does_not_fight_over_the_kit(tmp_path: Path) -> None:
    """The old computer turned up again: whoever made the newest kit keeps it."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        again = new_computer(pair, "Jonas", "again")
        await restore(again, " ".join(kit.words))
        newest = await kit_of(again)
        await pair.jonas.open.recovery.stop()
        await verify(pair.jonas, "Amira")
        await pair.jonas.open.recovery.maintain()
        assert (await pair.jonas.open.recovery.status()).made_at_ms is None
        third = new_computer(pair, "Jonas", "third")
        await restore(third, " ".join(newest.words))

    run(tmp_path, scenario)


@pytest.mark.parametrize("step", ["before the keys", "before the relay", "before the answer"])
def test_killed_at_any_step_the_same_words_finish_it(tmp_path: Path, step: str) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        kit = await kit_of(pair.jonas)
        await pair.jonas.lock()
        again = new_computer(pair, "Jonas", "again")
        relays = NetRelayFactory()
        real = relays.as_invited

        class Dying:
            def __init__(self, port: RelayPort) -> None:
                self._port = port

            def __getattr__(self, name: str) -> object:
                return getattr(self._port, name)

            def enrol(self, *arguments: bytes) -> object:
                if step == "before the answer":
                    self._port.enrol(*arguments)
                raise RuntimeError("killed")

        access = build_access(
            again.folder, DEFAULT_POLICY, keyring=NoKeyring(), relays=relays, vault_cost=QUICK
        )
        with pytest.MonkeyPatch.context() as patch:
            if step == "before the keys":
                patch.setattr(restoring, "save", _die)
                patch.setattr(access._ports.files, "discard", lambda: None)
            else:
                patch.setattr(relays, "as_invited", lambda *args: Dying(real(*args)))
            with pytest.raises(RuntimeError, match="killed"):
                await access.enrol(
                    again.invite,
                    PASSPHRASE,
                    remember=False,
                    progress=lambda _: None,
                    recovery_words=" ".join(kit.words),
                )
        assert (again.folder / "enrolling").exists()
        await restore(again, " ".join(kit.words))
        assert again.open._context.own.holds_account_key
        await again.write("Amira", "after the crash")
        await arrived(pair.amira, "Jonas", "after the crash")
        replica = again.open._context.replica
        assert len(replica.live_devices(again.open._context.own.account_id)) == 2

    run(tmp_path, scenario)


def _die(*_: object) -> None:
    raise RuntimeError("killed")


def test_a_linked_device_makes_no_kit(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        context = pair.jonas.open._context
        own = context.own
        context.own = _without_account_key(own)
        try:
            assert not (await pair.jonas.open.recovery.status()).can_make
            for call in (pair.jonas.open.recovery.make_kit, pair.jonas.open.recovery.withdraw_kit):
                with pytest.raises(CurbsideError, match="needs-main-device"):
                    await call(PASSPHRASE)
        finally:
            context.own = own

    run(tmp_path, scenario)


def _without_account_key(own: OwnDevice) -> OwnDevice:
    return msgspec.structs.replace(own, account_seed=b"", account_key=own.public_account_key)
