"""What a relay that keeps recovery kits can do with them: refuse, and show an older one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.core.errors import CurbsideError
from app.core.relay_errors import RecoveryStale
from app.core.transport_types import SealedRecovery
from app.core.views import AttentionReason, Trust
from app.crypto.recovery_kit import KitDoesNotOpen
from app.services import recovery, restoring
from relay.transparency.certificates import Purpose
from tests.support.clinic import PASSPHRASE, Person
from tests.support.malicious_relay import Tricks, deceive
from tests.support.own_devices import second_device
from tests.support.recovering import new_computer, restore
from tests.support.scenario import Pair, run

Real = Callable[[], SealedRecovery | None]


@pytest.fixture(autouse=True)
def only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "_DEBOUNCE_S", 3600.0)


def back(pair: Pair, name: str) -> tuple[Person, Tricks]:
    """An empty computer with a recovery invite, behind a relay that lies."""
    person = new_computer(pair, name, f"{name}-again")
    return person, deceive(person)


def changed(relay: Tricks, how: Callable[[SealedRecovery], SealedRecovery | None]) -> None:
    """Have the relay alter what it kept."""

    def answer(real: Real) -> SealedRecovery | None:
        kept = real()
        assert kept is not None
        return how(kept)

    relay["recovery"] = answer


@pytest.mark.parametrize(
    ("how", "error"),
    [
        (lambda kept: None, restoring.NoKitKept),
        (lambda kept: replace(kept, sealed=b""), restoring.NoKitKept),
        (lambda kept: replace(kept, sealed=b"x" * 500), KitDoesNotOpen),
        (lambda kept: replace(kept, sealed=kept.sealed[:-1]), KitDoesNotOpen),
        (lambda kept: replace(kept, version=kept.version + 1), KitDoesNotOpen),
        (lambda kept: replace(kept, version=0), KitDoesNotOpen),
    ],
    ids=["nothing", "empty", "garbage", "cut", "called newer", "called older"],
)
def test_an_altered_kit_opens_nothing(
    tmp_path: Path,
    how: Callable[[SealedRecovery], SealedRecovery | None],
    error: type[CurbsideError],
) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        kit = await pair.jonas.open.recovery.make_kit(PASSPHRASE)
        again, relay = back(pair, "Jonas")
        changed(relay, how)
        with pytest.raises(error):
            await restore(again, kit.code)
        assert not (again.folder / "vault.json").exists()
        del relay["recovery"]
        await restore(again, kit.code)

    run(tmp_path, attack)


def test_another_persons_kit_opens_nothing(tmp_path: Path) -> None:
    """Not even with that other person's own words: a kit is of one account."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        stolen: list[SealedRecovery] = []

        def keep(real: Callable[[SealedRecovery], None], sealed: SealedRecovery) -> None:
            stolen.append(sealed)
            real(sealed)

        pair.amira_relay["put_recovery"] = keep
        hers = await pair.amira.open.recovery.make_kit(PASSPHRASE)
        his = await pair.jonas.open.recovery.make_kit(PASSPHRASE)
        again, relay = back(pair, "Jonas")
        changed(relay, lambda _: stolen[0])
        for words in (hers.code, his.code):
            with pytest.raises(KitDoesNotOpen):
                await restore(again, words)
        assert not (again.folder / "vault.json").exists()

    run(tmp_path, attack)


def test_an_older_copy_verifies_nobody_whose_key_is_another_now(tmp_path: Path) -> None:
    """A relay can hold back the newest copy. What is then restored is judged by the log."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        account = await pair.jonas.account_of("Amira")
        shown = await pair.jonas.open.verification.safety_number(account)
        await pair.jonas.open.verification.confirm_match(account, shown)
        older: list[SealedRecovery] = []

        def keep(real: Callable[[SealedRecovery], None], sealed: SealedRecovery) -> None:
            older.append(sealed)
            real(sealed)

        pair.jonas_relay["put_recovery"] = keep
        kit = await pair.jonas.open.recovery.make_kit(PASSPHRASE)
        await pair.jonas.lock()
        await pair.amira.lock()
        authority = pair.clinic.authority
        other_key = authority.invite_again(authority.find("Amira"), Purpose.REKEY)
        rekeyed = pair.clinic.computer("rekeyed", other_key.text)
        await rekeyed.enrol()
        again, relay = back(pair, "Jonas")
        changed(relay, lambda _: older[0])
        await restore(again, kit.code)
        contact = await again.open.contacts.contact(account)
        assert contact.trust is Trust.ATTENTION
        assert contact.attention is AttentionReason.KEY_CHANGED

    run(tmp_path, attack)


def test_a_relay_that_forgets_the_kit_takes_nothing_but_the_kit(tmp_path: Path) -> None:
    """It says that it has it. The person keeps writing; the next change seals it again."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        pair.jonas_relay["put_recovery"] = lambda *_: None
        kit = await pair.jonas.open.recovery.make_kit(PASSPHRASE)
        again, _ = back(pair, "Jonas")
        with pytest.raises(restoring.NoKitKept):
            await restore(again, kit.code)
        del pair.jonas_relay["put_recovery"]
        account = await pair.jonas.account_of("Amira")
        shown = await pair.jonas.open.verification.safety_number(account)
        await pair.jonas.open.verification.confirm_match(account, shown)
        await pair.jonas.open.recovery.maintain()
        await restore(again, kit.code)

    run(tmp_path, attack)


def test_a_kit_that_the_relay_lost_is_there_again_in_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The relay was restored from a backup of before, and nobody decided anything since."""

    async def attack(pair: Pair) -> None:
        await pair.enrol()
        pair.jonas_relay["put_recovery"] = lambda *_: None
        kit = await pair.jonas.open.recovery.make_kit(PASSPHRASE)
        del pair.jonas_relay["put_recovery"]
        await pair.jonas.open.recovery.maintain()
        again, _ = back(pair, "Jonas")
        with pytest.raises(restoring.NoKitKept):
            await restore(again, kit.code)
        monkeypatch.setattr(recovery, "REFRESH_MS", 0)
        await pair.jonas.open.recovery.maintain()
        await restore(again, kit.code)

    run(tmp_path, attack)


@pytest.mark.expects_log("newer recovery kit than this device made")
def test_a_stolen_workstation_cannot_replace_the_kit_unnoticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the account key it seals nothing that opens, but the relay takes it from it."""

    async def attack(pair: Pair) -> None:
        await pair.enrol()
        main = pair.jonas.open
        ward = await second_device(pair.clinic, pair.jonas)
        await main.recovery.make_kit(PASSPHRASE)
        stolen = ward.open._context
        garbage = SealedRecovery(stolen.now_ms() + 60_000, b"x" * 500)
        await stolen.call(partial(stolen.relay.put_recovery, garbage))
        await main.recovery.maintain()
        assert (await main.recovery.status()).made_at_ms is not None
        monkeypatch.setattr(recovery, "REFRESH_MS", 0)
        await main.recovery.maintain()
        assert (await main.recovery.status()).made_at_ms is None, "no page is good any more"
        kit = await main.recovery.make_kit(PASSPHRASE)
        again, _ = back(pair, "Jonas")
        await restore(again, kit.code)

    run(tmp_path, attack)


def test_a_lie_about_the_version_uses_none_up(tmp_path: Path) -> None:
    """A relay that was dishonest once could otherwise have every later kit refused."""

    async def attack(pair: Pair) -> None:
        await pair.enrol()
        jonas = pair.jonas.open

        def stale(*_: object) -> None:
            raise RecoveryStale(version=2**53 - 2)

        pair.jonas_relay["put_recovery"] = stale
        with pytest.raises(RecoveryStale):
            await jonas.recovery.make_kit(PASSPHRASE)
        del pair.jonas_relay["put_recovery"]
        kit = await jonas.recovery.make_kit(PASSPHRASE)
        again, _ = back(pair, "Jonas")
        await restore(again, kit.code)

    run(tmp_path, attack)
