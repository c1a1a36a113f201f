"""A relay that hands out keys of its own: nothing is encrypted to them, and the row says why."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.records import DeliveryState
from app.core.transport_types import PrekeyBundle, PublicPrekey
from app.crypto import kem
from app.crypto.prekeys import PrekeyKind, generate_prekey
from app.crypto.system_random import SystemRandom
from tests.support.clinic import Person, eventually
from tests.support.scenario import Pair, arrived, became, last_sent, run

RANDOM = SystemRandom()
Change = Callable[[PrekeyBundle, Person], PrekeyBundle]


def _swap_x25519(bundle: PrekeyBundle, _: Person) -> PrekeyBundle:
    assert bundle.signed_x25519 is not None
    return replace(bundle, signed_x25519=replace(bundle.signed_x25519, key=RANDOM.random_bytes(32)))


def _swap_one_time(bundle: PrekeyBundle, _: Person) -> PrekeyBundle:
    assert bundle.one_time_x25519 is not None
    key = replace(bundle.one_time_x25519, key=RANDOM.random_bytes(32))
    return replace(bundle, one_time_x25519=key)


def _swap_mlkem(bundle: PrekeyBundle, _: Person) -> PrekeyBundle:
    assert bundle.mlkem768 is not None
    key = kem.encapsulation_key(RANDOM.random_bytes(64))
    return replace(bundle, mlkem768=replace(bundle.mlkem768, key=key))


def _wrong_places(bundle: PrekeyBundle, _: Person) -> PrekeyBundle:
    return replace(bundle, signed_x25519=bundle.one_time_x25519)


def _unknown_kind(bundle: PrekeyBundle, _: Person) -> PrekeyBundle:
    assert bundle.signed_x25519 is not None
    return replace(bundle, signed_x25519=replace(bundle.signed_x25519, kind=99))


def _signed(person: Person, kind: PrekeyKind, key: bytes | None = None) -> PublicPrekey:
    """A prekey that the person's own device signed, with whatever key in it."""
    from app.crypto import ed25519
    from app.crypto.prekeys import _signed_bytes

    own = person.open._context.own
    prekey, _ = generate_prekey(
        kind,
        77,
        2**52,
        log_id=own.log_id,
        account_id=own.account_id,
        device_id=own.device_id,
        signing_seed=own.signing_seed,
        randomness=RANDOM,
    )
    if key is not None:
        prekey = replace(prekey, key=key)
        message = _signed_bytes(prekey, own.log_id, own.account_id, own.device_id)
        prekey = replace(prekey, signature=ed25519.sign(own.signing_seed, message))
    return PublicPrekey(
        int(prekey.kind), prekey.key_id, prekey.key, prekey.not_after, prekey.signature
    )


def _of_another_device(bundle: PrekeyBundle, victim: Person) -> PrekeyBundle:
    """Genuine keys, of the sender's own device instead of the recipient's."""
    return PrekeyBundle(
        bundle.device_id,
        _signed(victim, PrekeyKind.SIGNED_X25519),
        _signed(victim, PrekeyKind.LAST_RESORT_MLKEM768),
        None,
    )


CHANGES: list[Change] = [
    _swap_x25519,
    _swap_one_time,
    _swap_mlkem,
    _wrong_places,
    _unknown_kind,
    _of_another_device,
]


@pytest.mark.expects_log("no session with device")
def test_swapped_prekeys_are_refused_and_retry_works_with_true_ones(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.enrol()
        conversation = await pair.amira.conversation_with("Jonas")
        for change in CHANGES:
            pair.amira_relay["claim_prekeys"] = lambda real, claim, ids, change=change: tuple(
                change(bundle, pair.amira) for bundle in real(claim, ids)
            )
            submitted = pair.amira_relay.count("submit")
            await pair.amira.open.messages.send_text(conversation, change.__name__)
            row = await became(pair.amira, "Jonas", DeliveryState.FAILED)
            assert row.failure == "prekey-refused", change.__name__
            assert pair.amira_relay.count("submit") == submitted, "something was sent"
        del pair.amira_relay["claim_prekeys"]
        for row in await pair.amira.rows("Jonas"):
            await pair.amira.open.messages.retry(row.row_id)
        await arrived(pair.jonas, "Amira", *[change.__name__ for change in CHANGES])

    run(tmp_path, attack)


@pytest.mark.expects_log("no session with device")
def test_a_low_order_key_is_refused_even_when_the_device_signed_it(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.enrol()
        conversation = await pair.amira.conversation_with("Jonas")
        weak = (bytes(32), b"\x01" + bytes(31), (2**255 - 19).to_bytes(32, "little"))
        for key in weak:
            pair.amira_relay["claim_prekeys"] = lambda real, claim, ids, key=key: tuple(
                replace(b, signed_x25519=_signed(pair.jonas, PrekeyKind.SIGNED_X25519, key))
                for b in real(claim, ids)
            )
            await pair.amira.open.messages.send_text(conversation, "to a weak key")
            row = await became(pair.amira, "Jonas", DeliveryState.FAILED)
            assert row.failure == "bad-key"
        pair.amira_relay["claim_prekeys"] = lambda real, claim, ids: tuple(
            replace(
                b,
                mlkem768=_signed(pair.jonas, PrekeyKind.LAST_RESORT_MLKEM768, b"\xff" * 1184),
            )
            for b in real(claim, ids)
        )
        await pair.amira.open.messages.send_text(conversation, "to no key at all")
        assert (await became(pair.amira, "Jonas", DeliveryState.FAILED)).failure == "bad-key"

    run(tmp_path, attack)


@pytest.mark.expects_log("no session with device")
def test_stale_but_genuine_prekeys_make_a_message_wait_not_fail(tmp_path: Path) -> None:
    """A computer that was off for three weeks: its keys are too old, and it will come back."""

    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        context = pair.amira.open._context
        true_now = context.relay.now_ms
        context.relay.now_ms = lambda: true_now() + 21 * 24 * 3600 * 1000  # type: ignore[method-assign]
        await pair.amira.write("Jonas", "for when you are back")
        await eventually(lambda: pair.amira_relay.count("claim_prekeys") >= 2)
        assert (await last_sent(pair.amira, "Jonas")).state is DeliveryState.QUEUED
        context.relay.now_ms = true_now  # type: ignore[method-assign]
        await arrived(pair.jonas, "Amira", "for when you are back")

    run(tmp_path, scenario)


def test_a_relay_that_never_takes_prekeys_does_not_fill_the_disk(tmp_path: Path) -> None:
    from app.core.relay_errors import RelayNotReady
    from app.core.transport_types import PrekeyCounts
    from app.services import prekeys

    async def attack(pair: Pair) -> None:
        await pair.enrol()
        context = pair.amira.open._context
        next_id = PrekeyKind.ONE_TIME_X25519

        async def made() -> int:
            return await context.store.write(lambda tx: tx.sessions.next_prekey_id(int(next_id), 0))

        pair.amira_relay["prekey_counts"] = lambda _real: PrekeyCounts(0, 0)

        def refuse(_real: object, _prekeys: object) -> None:
            raise RelayNotReady

        pair.amira_relay["put_prekeys"] = refuse
        for _ in range(4):
            with pytest.raises(RelayNotReady):
                await prekeys.maintain(context)
        after_refusals = await made()
        pair.amira_relay["put_prekeys"] = lambda _real, _prekeys: None
        for _ in range(12):
            await prekeys.maintain(context)
        assert after_refusals <= 300
        assert await made() <= 2 * prekeys._MOST_A_DAY

    run(tmp_path, attack)


@pytest.mark.expects_log("devices changed, and the log does not")
def test_a_relay_that_always_says_devices_changed_is_not_obeyed_for_ever(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        from app.core.transport_types import SubmissionOutcome

        await pair.meet()
        seen: set[bytes] = set()

        def liar(_real, submissions):  # type: ignore[no-untyped-def]
            seen.update(s.body for s in submissions if s.complete)
            return tuple(
                SubmissionOutcome(409, int(time.time() * 1000), "device-set-changed")
                for _ in submissions
            )

        pair.amira_relay["submit"] = liar
        before = pair.amira_relay.count("submit")
        await pair.amira.write("Jonas", "the relay makes excuses")
        row = await became(pair.amira, "Jonas", DeliveryState.FAILED)
        assert row.failure == "device-set-disputed"
        assert len(seen) == 1, "it was encrypted again on the relay's word"
        assert pair.amira_relay.count("submit") - before <= 8
        del pair.amira_relay["submit"]
        await pair.amira.open.messages.retry(row.row_id)
        await arrived(pair.jonas, "Amira", "the relay makes excuses")

    run(tmp_path, attack)
