"""Which of several loops' troubles the banner tells of."""

from __future__ import annotations

from app.core.bus import Bus, Connection, ConnectionChanged, Event
from app.core.relay_errors import RateLimited, RelayUnreachable, WrongRelayKey
from app.crypto.transparency.errors import LogBehind
from app.services.connectivity import Connectivity


def test_any_success_ends_what_passes_by_itself() -> None:
    state = Connectivity(Bus())
    for loop in ("inbox", "outbox", "upkeep"):
        state.failed(loop, RelayUnreachable())
    assert state.connection is Connection.OFFLINE
    assert state.succeeded("outbox")
    assert (state.connection, state.error) == (Connection.ONLINE, None)
    assert not state.succeeded("inbox")


def test_a_refusal_stays_until_its_own_loop_succeeds() -> None:
    state = Connectivity(Bus())
    state.failed("upkeep", LogBehind())
    state.succeeded("inbox")
    assert (state.connection, type(state.error)) == (Connection.REFUSED, LogBehind)
    state.succeeded("upkeep")
    assert (state.connection, state.error) == (Connection.ONLINE, None)


def test_a_refusal_outweighs_a_passing_failure() -> None:
    state = Connectivity(Bus())
    state.failed("inbox", WrongRelayKey((), b""))
    state.failed("outbox", RelayUnreachable())
    assert isinstance(state.error, WrongRelayKey)


def test_a_request_for_patience_is_no_failure() -> None:
    state = Connectivity(Bus())
    state.succeeded("inbox")
    state.failed("outbox", RateLimited(3))
    assert state.connection is Connection.ONLINE


def test_the_same_news_is_told_once() -> None:
    bus, told = Bus(), list[Event]()
    bus.subscribe(told.append)
    state = Connectivity(bus)
    for _ in range(3):
        state.failed("inbox", RelayUnreachable())
    state.succeeded("inbox")
    state.succeeded("inbox")
    assert [type(event) for event in told] == [ConnectionChanged] * 2
