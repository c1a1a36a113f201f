"""What the calls for linking, recovery and own devices make of a server that misbehaves."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.core.ids import DeviceId
from app.core.policy import RelayTrust
from app.core.relay_errors import (
    ProtocolViolation,
    RecoveryStale,
    RelayNotSecure,
    RelayNotTrusted,
    RelayRefused,
)
from app.core.transport_types import DeviceSeen, SealedRecovery
from app.net.client import RelayClient
from app.net.rendezvous import RendezvousClient
from relay import wire
from tests.fakes.scripted_relay import NOW, Handler, Relay, Reply, problem
from tests.fakes.tls_server import Identity, ReceivedRequest, TlsServer


@pytest.fixture
def running(identity: Identity) -> Callable[[Handler], Any]:
    @contextmanager
    def run(handler: Handler) -> Iterator[tuple[Relay, RelayClient, RendezvousClient]]:
        relay = Relay(identity, handler)
        with relay.server:
            client = relay.client()
            link = RendezvousClient(
                relay.server.url, (), b"k" * 32, lambda _: bytes(64), clock=lambda: NOW
            )
            try:
                yield relay, client, link
            finally:
                client.close()
                link.close()

    return run


def answering(body: bytes, kind: str = wire.CONTENT_BINARY) -> Handler:
    def answer(_request: ReceivedRequest) -> Reply:
        return 200, kind, body

    return answer


def refusing(code: str, status: int, **fields: Any) -> Handler:
    def answer(_request: ReceivedRequest) -> Reply:
        return problem(code, status, **fields)

    return answer


@pytest.mark.parametrize(
    "body",
    [
        b"x",
        wire.tlv_list([b""]),
        wire.tlv_list([b"m"] * 9),
        wire.tlv_list([bytes(wire.MAX_LINK_MESSAGE + 1)]),
        wire.tlv_list([b"m"] * 8),  # after 1, there can be seven more
        bytes(600_000),
    ],
)
def test_no_answer_of_a_rendezvous_gets_past_its_bounds(running: Any, body: bytes) -> None:
    with running(answering(body)) as (_, _, link), pytest.raises(ProtocolViolation):
        link.exchange(0, 0, b"", 1, 0)


def test_a_rendezvous_needs_no_pin_but_tls_1_3(identity: Identity) -> None:
    with TlsServer(identity, lambda _: None, newest=ssl.TLSVersion.TLSv1_2) as server:
        link = RendezvousClient(server.url, (), b"k" * 32, lambda _: bytes(64))
        with pytest.raises(RelayNotSecure):
            link.exchange(0, 0, b"secret", 0, 0)
        assert server.handshakes == 0
        link.close()


def test_a_rendezvous_is_judged_by_the_system_where_policy_says_so(identity: Identity) -> None:
    with TlsServer(identity, lambda _: None) as server:
        link = RendezvousClient(
            server.url, (), b"k" * 32, lambda _: bytes(64), trust=RelayTrust.SYSTEM
        )
        with pytest.raises(RelayNotTrusted):
            link.exchange(0, 0, b"secret", 0, 0)
        assert bytes(server.received) == b""
        link.close()


def test_a_rendezvous_asks_as_the_protocol_says(running: Any) -> None:
    with running(answering(wire.tlv_list([b"O0"]))) as (relay, _, link):
        assert link.exchange(1, 2, b"N2", 3, 90_000) == (b"O0",)
        request = relay.requests[0]
        assert request.target == wire.PATH_LINK
        assert wire.LinkRequest.decode(request.body) == wire.LinkRequest(1, 2, b"N2", 3, 60_000)


def seen(*devices: dict[str, object]) -> Handler:
    return answering(json.dumps({"devices": devices}).encode(), wire.CONTENT_JSON)


def test_devices_are_read_and_times_kept_within_reason(running: Any) -> None:
    entries = (
        {"device": wire.b64u(b"a" * 16), "last_seen": 0},
        {"device": wire.b64u(b"b" * 16), "last_seen": 2**60},
        {"device": wire.b64u(b"c" * 16), "last_seen": -5, "later": "ignored"},
    )
    with running(seen(*entries)) as (_, client, _):
        assert client.own_devices() == (
            DeviceSeen(DeviceId(b"a" * 16), 0),
            DeviceSeen(DeviceId(b"b" * 16), 2**53),
            DeviceSeen(DeviceId(b"c" * 16), 0),
        )


@pytest.mark.parametrize(
    "device",
    [
        {"device": wire.b64u(b"a" * 15), "last_seen": 0},
        {"device": "?", "last_seen": 0},
        {"device": wire.b64u(b"a" * 16), "last_seen": "now"},
        {"device": wire.b64u(b"a" * 16)},
    ],
)
def test_devices_that_make_no_sense_are_refused(running: Any, device: dict[str, object]) -> None:
    with running(seen(device)) as (_, client, _), pytest.raises(ProtocolViolation):
        client.own_devices()


@pytest.mark.parametrize(
    "body", [b"", b"x", wire.tlv(b"\0" * 7, b"s"), wire.tlv(b"\xff" * 8, b"s")]
)
def test_a_recovery_that_makes_no_sense_is_refused(running: Any, body: bytes) -> None:
    with running(answering(body)) as (_, client, _), pytest.raises(ProtocolViolation):
        client.recovery()


def test_a_recovery_larger_than_any_is_not_read(running: Any) -> None:
    body = wire.tlv(bytes(8), bytes(2 * wire.MAX_RECOVERY))
    with running(answering(body)) as (_, client, _), pytest.raises(ProtocolViolation):
        client.recovery()


def test_no_recovery_is_told_from_a_refusal(running: Any) -> None:
    with running(refusing("not-found", 404)) as (_, client, _):
        assert client.recovery() is None
    with running(refusing("scope", 403)) as (_, client, _), pytest.raises(RelayRefused):
        client.recovery()


@pytest.mark.parametrize(("fields", "version"), [({"version": 9}, 9), ({}, None)])
def test_a_stale_recovery_says_what_is_newer(
    running: Any, fields: dict[str, int], version: int | None
) -> None:
    with (
        running(refusing("recovery-stale", 409, **fields)) as (_, client, _),
        pytest.raises(RecoveryStale) as stale,
    ):
        client.put_recovery(SealedRecovery(3, b"sealed"))
    assert stale.value.version == version
    assert "secret" not in repr(SealedRecovery(3, b"secret"))
