"""Lost everything: the words of the recovery kit and IT's one-time invite bring an account back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.composition import NetRelayFactory, build_access
from app.core.errors import CurbsideError
from app.core.policy import DEFAULT_POLICY
from app.core.records import Notice
from app.core.relay_errors import InviteUsed, RelayError, RelayRefused
from app.core.relay_port import RelayPort
from app.core.views import AttentionReason, Trust
from app.crypto.invite import Invite
from app.crypto.recovery_kit import KitDoesNotOpen, WordsDisagree, WordUnknown, words_of
from app.crypto.vault import QUICK
from app.services import enrolment, restoring
from relay.transparency.certificates import Purpose
from tests.support.clinic import PASSPHRASE, NoKeyring, eventually
from tests.support.recovering import (
    forgotten,
    hurry_kits,
    kit_of,
    new_computer,
    restore,
    trust_in,
    updated,
    verify,
)
from tests.support.scenario import Pair, alarms_of, arrived, notices, run


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry_kits(monkeypatch)


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
        assert contact.attention is AttentionReason.KEY_CHANGED

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
        assert contact.attention is AttentionReason.MISMATCH

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
