"""The relay's state machine and the client's, which share no code, on the same random logs.

Most of what is drawn breaks some rule, because few names, numbers and keys are used over and over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import CurbsideError
from app.core.ids import LogId
from app.crypto.transparency.state import Directory
from relay.transparency import entries
from relay.transparency.certificates import Purpose
from relay.transparency.errors import EntryRefused
from relay.transparency.rules import LogState
from tests.vectors.log_builder import START_MS, LogBuilder, ident, pub, secret
from tests.vectors.refused_tools import IDENTITY, NON_CANONICAL_IDENTITY, ORDER_EIGHT, X_ORDER_EIGHT

PEOPLE = st.sampled_from(["alice", "bob"])
NUMBERS = st.integers(1, 3)
KEY_NAMES = st.sampled_from(
    ["ak alice", "ak bob", "k1", "k2", "dsk alice 1", "ca", "recovery", "log"]
)
INVITES = st.sampled_from(["invite alice", "i1", "i2", "k1"])
RAW_KEYS = st.one_of(
    st.sampled_from(
        [IDENTITY, NON_CANONICAL_IDENTITY, ORDER_EIGHT, X_ORDER_EIGHT, bytes(32), b"\xff" * 32]
    ),
    KEY_NAMES.map(pub),
    st.binary(min_size=32, max_size=32),
)
Draw = Callable[[st.SearchStrategy[Any]], Any]


def state_after(log: Sequence[bytes]) -> LogState:
    state = LogState()
    for raw in log:
        state.check_and_apply(raw)
    return state


def sometimes(draw: Draw, strategy: st.SearchStrategy[Any]) -> Any:
    """Return a drawn value in one case of eight, else None."""
    return draw(strategy) if draw(st.integers(0, 7)) == 0 else None


def candidate(log: LogBuilder, draw: Draw) -> bytes:
    """Return some entry, made for this place in the log but not always fit for it."""
    changes: dict[str, Any] = {
        "seq": sometimes(draw, st.integers(0, 4)),
        "prev": sometimes(draw, st.sampled_from([bytes(32), *map(_hash, log.log[-3:])])),
        "time_ms": sometimes(draw, st.integers(START_MS, log.time_ms + 5000)),
        "add": False,
    }
    make = draw(st.sampled_from([by_invite, by_account, by_account, by_authority]))
    raw = bytearray(make(log, draw, draw(PEOPLE), changes))
    if draw(st.integers(0, 9)) == 0:
        raw[draw(st.integers(0, len(raw) - 1))] ^= draw(st.integers(1, 255))
    return bytes(raw)


def by_invite(log: LogBuilder, draw: Draw, person: str, changes: dict[str, Any]) -> bytes:
    ak, invite = draw(KEY_NAMES), draw(INVITES)
    certificate = log.certificate(
        person,
        invite=invite,
        purpose=draw(st.sampled_from([Purpose.ENROL, Purpose.ENROL, Purpose.REKEY])),
        by=sometimes(draw, KEY_NAMES),
        not_after=sometimes(draw, st.just(START_MS)) or START_MS + 10**9,
    )
    if draw(st.booleans()):
        return log.enrol(person, certificate, ak=ak, invite=invite, **changes)
    log.account_keys.setdefault(person, ak)
    return log.rekey(person, ak, certificate, invite=invite, **changes)


def by_account(log: LogBuilder, draw: Draw, person: str, changes: dict[str, Any]) -> bytes:
    log.account_keys.setdefault(person, f"ak {person}")
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return log.device_revoke(person, draw(NUMBERS), **changes)
    if kind == 1:
        return log.rekey(person, draw(KEY_NAMES), **changes)
    return log.device_add(
        person,
        draw(NUMBERS),
        ik=sometimes(draw, RAW_KEYS),
        device_id=sometimes(draw, st.just(ident("device alice 1"))),
        **changes,
    )


def by_authority(log: LogBuilder, draw: Draw, person: str, changes: dict[str, Any]) -> bytes:
    kind = draw(st.integers(0, 9))
    if kind < 3:
        return log.profile(person, secret("p"), **changes)
    if kind == 3:
        return log.account_close(person, **changes)
    if kind == 4:
        return log.device_revoke(person, draw(NUMBERS), by_ca=True, **changes)
    if kind < 7:
        witness = sometimes(draw, RAW_KEYS)
        log_key = sometimes(draw, RAW_KEYS) or pub("log")
        return log.relay((secret("pin"),), log_key, (witness,) if witness else (), **changes)
    return log.ca_rotate(
        draw(st.sampled_from(["ca", "ca 2", "ca 3", "ak alice"])),
        draw(st.sampled_from([None, "recovery", "recovery 2"])),
        by_recovery=draw(st.booleans()),
        **changes,
    )


def _hash(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def remember(log: LogBuilder, raw: bytes, state: LogState) -> None:
    """Let the builder continue after an entry that both verifiers took."""
    entry = entries.decode(raw)
    chain = entries.NO_ACCOUNT if entry.in_authority_chain else entry.account_id
    log.log.append(raw)
    log.chains[chain] = (entry.seq + 1, entry.hash())
    log.time_ms = max(log.time_ms, entry.time_ms) + 1000
    names = ["ca", "ca 2", "ca 3", "ak alice", "recovery", "recovery 2", "ak bob", "k1", "k2"]
    by_key = {pub(name): name for name in names}
    log.ca = by_key[state.clinic.ca]
    log.ca_recovery = by_key[state.clinic.ca_recovery]
    for person in ("alice", "bob"):
        if account := state.accounts.get(ident(person)):
            log.account_keys[person] = by_key[account.account_key]


def takes(apply: Callable[[bytes], object], raw: bytes) -> bool:
    try:
        apply(raw)
    except (EntryRefused, CurbsideError):
        return False
    return True


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_both_reach_the_same_verdict_on_every_entry(data: st.DataObject) -> None:
    log = LogBuilder()
    log.genesis()
    log.enrol("alice")
    log.device_add("alice", 1)
    state = state_after(log.log)
    directory = Directory(LogId(log.log_id))
    for raw in log.log:
        directory.apply(raw)
    for _ in range(data.draw(st.integers(5, 25))):
        raw = candidate(log.copy(), data.draw)
        accepted = takes(state.check_and_apply, raw)
        assert takes(directory.apply, raw) == accepted
        if accepted:
            remember(log, raw, state)
    for account_id, account in state.accounts.items():
        live = directory.live_devices(account_id, state.size)  # type: ignore[arg-type]  # an AccountId by another name
        assert {device.device_id for device in live} == {d.device_id for d in account.devices}
        assert directory.account_key(account_id, state.size) == account.account_key  # type: ignore[arg-type]  # likewise


def test_the_draws_reach_every_kind_of_entry_and_verdict() -> None:
    """Guard the guard: the strategy above is worth nothing if all it draws is refused."""
    seen: set[str] = set()

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(st.data())
    def explore(data: st.DataObject) -> None:
        log = LogBuilder()
        log.genesis()
        log.enrol("alice")
        log.device_add("alice", 1)
        state = state_after(log.log)
        for _ in range(20):
            raw = candidate(log.copy(), data.draw)
            try:
                seen.add(state.check_and_apply(raw).type.name)
            except EntryRefused as refused:
                seen.add(refused.code)
            else:
                remember(log, raw, state)

    explore()
    assert {"DEVICE_ADD", "DEVICE_REVOKE", "REKEY", "PROFILE", "RELAY", "CA_ROTATE"} <= seen
    assert {"signature", "sequence", "key-used", "weak-key", "certificate", "account"} <= seen
