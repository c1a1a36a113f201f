"""The kit of an account: made, kept up to date, withdrawn, and left alone by a second holder."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from app.core.errors import CurbsideError
from app.core.relay_errors import RelayError
from app.core.views import Trust
from app.crypto.errors import WrongPassphraseError
from app.crypto.recovery_kit import KitDoesNotOpen
from app.services import recovery, restoring
from app.services.own_device import OwnDevice
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.recovering import (
    hurry_kits,
    kit_of,
    new_computer,
    restore,
    trust_in,
    updated,
    verify,
)
from tests.support.scenario import Pair, run

_real_save = recovery._save


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry_kits(monkeypatch)


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
