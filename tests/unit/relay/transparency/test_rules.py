"""What the vectors cannot show: batches, taking back, the relay's clock, invites at the door."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.transparency.certificates import Purpose
from relay.transparency.errors import EntryRefused
from relay.transparency.rules import LogState
from tests.vectors.log_builder import START_MS, YEAR_MS, LogBuilder, ident, pub, sample_log
from tests.vectors.make_log_vectors import describe

STAGES = sample_log()
END = STAGES["end"].log
TEN_MINUTES = 10 * 60 * 1000


def state_after(log: list[bytes]) -> LogState:
    state = LogState()
    for raw in log:
        state.replay(raw)
    return state


def apply_all(state: LogState, batch: Iterable[bytes]) -> None:
    with state.attempt():
        for raw in batch:
            state.check_and_apply(raw)


def refusal(state: LogState, raw: bytes, now_ms: int | None = None) -> str:
    with pytest.raises(EntryRefused) as refused:
        state.check_and_apply(raw, now_ms)
    return refused.value.code


@pytest.mark.parametrize("start", range(len(END)))
def test_a_batch_that_fails_is_taken_back_wholly(start: int) -> None:
    state = state_after(END[:start])
    before = describe(state) if start else None
    with pytest.raises(EntryRefused):
        apply_all(state, [*END[start:], END[-1]])
    assert state.size == start
    if before is not None:
        assert describe(state) == before
    apply_all(state, END[start:])  # no key, id or invite stayed used
    assert describe(state) == describe(state_after(END))


def test_any_failure_in_an_attempt_takes_back_what_inner_ones_did() -> None:
    state = state_after(END[:6])

    def store() -> None:
        with state.attempt():
            apply_all(state, END[6:10])
            with state.attempt():
                state.check_and_apply(END[10])
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        store()
    assert describe(state) == describe(state_after(END[:6]))
    apply_all(state, END[6:])


def test_an_attempt_tells_which_devices_ended() -> None:
    state = state_after(END[:13])
    with state.attempt() as revocation:
        apply_all(state, END[13:15])
    assert revocation.ended_devices() == [ident("device alice 2"), ident("device bob 1")]
    with state.attempt() as rekey:
        state.check_and_apply(END[15])
    assert sorted(rekey.ended_devices()) == sorted(
        ident(f"device alice {number}") for number in (1, 3, 4, 5, 6, 7, 8)
    )


def test_devices_are_found_while_live_and_known_for_ever() -> None:
    state = state_after(END[:13])
    device = state.live_device(ident("device bob 1"))
    assert device is not None
    assert device.signing_key == pub("dsk bob 1")
    assert device.index == 4
    state = state_after(END)
    assert state.live_device(ident("device bob 1")) is None
    assert state.live_device(bytes(16)) is None


def test_the_relays_clock_bounds_account_entries_only() -> None:
    log = STAGES["two"].copy()
    now = log.time_ms
    add = log.device_add("bob", 2, time_ms=now + TEN_MINUTES + 1, add=False)
    assert refusal(state_after(log.log), add, now) == EntryRefused.TIME
    enrol = log.enrol("grace", time_ms=now + TEN_MINUTES + 1, add=False)
    assert refusal(state_after(log.log), enrol, now) == EntryRefused.TIME
    state_after(log.log).check_and_apply(add)
    state_after(log.log).check_and_apply(add, now + 1)
    profile = log.profile("bob", bytes(32), time_ms=now + YEAR_MS, add=False)
    state_after(log.log).check_and_apply(profile, now)


def test_an_expired_invite_cannot_be_redeemed_by_backdating_the_entry() -> None:
    log = STAGES["two"]
    enrol = log.enrol("grace", time_ms=START_MS, add=False)
    late = START_MS + YEAR_MS + 1
    assert refusal(state_after(log.log), enrol, late) == EntryRefused.INVITE_EXPIRED
    state_after(log.log).check_and_apply(enrol, late - 1)


def test_invites_at_the_door() -> None:
    log = STAGES["rotated"]
    state = state_after(log.log)
    good = log.certificate("grace")
    assert state.certificate_check(good.encode(), START_MS) == good
    again = log.certificate("alice", purpose=Purpose.REKEY, invite="invite new")
    assert state.certificate_check(again.encode(), START_MS) == again

    def code(data: bytes, now_ms: int = START_MS) -> str:
        with pytest.raises(EntryRefused) as refused:
            state.certificate_check(data, now_ms)
        return refused.value.code

    assert code(good.encode(), START_MS + YEAR_MS + 1) == EntryRefused.INVITE_EXPIRED
    assert code(good.encode() + b"\x00") == EntryRefused.MALFORMED
    assert code(replace(good, not_after=2**53 + 1).encode()) == EntryRefused.MALFORMED
    assert code(replace(good, account_id=ident("x")).encode()) == EntryRefused.CERTIFICATE
    assert code(log.certificate("grace", by="ca").encode()) == EntryRefused.CERTIFICATE
    assert code(log.certificate("alice").encode()) == EntryRefused.INVITE_USED
    assert code(log.certificate("alice", invite="new").encode()) == EntryRefused.ACCOUNT
    nobody = log.certificate("grace", purpose=Purpose.REKEY)
    assert code(nobody.encode()) == EntryRefused.ACCOUNT
    with pytest.raises(EntryRefused):
        LogState().certificate_check(good.encode(), None)


def test_replaying_skips_signatures_and_nothing_else() -> None:
    log = STAGES["two"].copy()
    raw = bytearray(log.device_add("bob", 2, add=False))
    raw[-1] ^= 1
    state_after(log.log).replay(bytes(raw))
    with pytest.raises(EntryRefused):
        state_after(log.log).replay(log.device_add("bob", 1, add=False))


def test_an_empty_log_has_no_clinic() -> None:
    with pytest.raises(EntryRefused):
        _ = LogState().clinic


def test_accounts_cannot_be_changed_from_outside() -> None:
    state = state_after(END)
    with pytest.raises(TypeError):
        state.accounts[ident("alice")] = state.accounts[ident("bob")]  # type: ignore[index]  # that it is refused is the point


def test_representations_and_refusals_show_no_keys() -> None:
    state = state_after(END)
    account = state.accounts[ident("alice")]
    entry = state_after(END[:-1]).check_and_apply(END[-1])
    shown = f"{entry!r} {entry.body!r} {account!r} {state.clinic!r} {account.devices!r}"
    for secret in (account.account_key, ident("alice"), state.clinic.ca, ident("device dave 1")):
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown
    refused = EntryRefused(EntryRefused.TIME, "Late.")
    assert str(refused) == "time: Late."


@given(st.integers(0, len(END) - 1), st.randoms(use_true_random=False))
def test_changed_bytes_are_refused_and_nothing_else_goes_wrong(
    place: int, source: random.Random
) -> None:
    raw = bytearray(END[place])
    for _ in range(source.randint(1, 3)):
        raw[source.randrange(len(raw))] ^= source.randint(1, 255)
    if source.random() < 0.3:
        del raw[source.randrange(len(raw)) :]
    state = state_after(END[:place])
    if bytes(raw) == END[place]:
        return
    with pytest.raises(EntryRefused):
        state.check_and_apply(bytes(raw))
    state.check_and_apply(END[place])


@given(st.binary(max_size=400))
def test_any_bytes_at_all(raw: bytes) -> None:
    with pytest.raises(EntryRefused):
        LogState().check_and_apply(raw)


def test_an_account_may_hold_eight_devices_again_after_one_ends() -> None:
    log: LogBuilder = STAGES["full"].copy()
    log.device_revoke("alice", 3)
    log.device_add("alice", 9)
    assert len(state_after(log.log).accounts[ident("alice")].devices) == 8
