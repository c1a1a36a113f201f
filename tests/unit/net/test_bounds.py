"""What the transport refuses to read or to wait for."""

from __future__ import annotations

import time

import pytest

from app.core.relay_errors import (
    ProtocolViolation,
    RelayError,
    RelayNotReady,
    RelayUnreachable,
)
from app.net.transport import Bounds
from tests.fakes.tls_server import Connection, Identity, Script, TlsServer
from tests.unit.net.calls import PING, echo, pinned


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_refused(identity: Identity, other_identity: Identity, status: int) -> None:
    with TlsServer(other_identity, echo) as target:

        def script(connection: Connection) -> None:
            connection.read_request()
            connection.answer(status=status, headers=(f"Location: {target.url}/x",))

        with TlsServer(identity, script) as server:
            transport = pinned(server, identity.pin, other_identity.pin)
            with pytest.raises(ProtocolViolation) as caught:
                transport.call(PING, {})
            assert caught.value.what == "redirect"
            assert target.connections == 0
            transport.close()


def test_too_large_by_declaration(identity: Identity) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()
        connection.sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        server.wait_stopping(10)

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        with pytest.raises(ProtocolViolation, match="relay-protocol"):
            transport.call(PING, {})
        transport.close()


def endless(chunked: bool, sent: list[int]) -> Script:
    def script(connection: Connection) -> None:
        connection.read_request()
        head = b"HTTP/1.1 200 OK\r\n" + (b"Transfer-Encoding: chunked\r\n" if chunked else b"")
        connection.sock.sendall(head + b"\r\n")
        piece = b"x" * 0x10000
        while True:
            connection.sock.sendall(b"10000\r\n" + piece + b"\r\n" if chunked else piece)
            sent.append(len(piece))

    return script


@pytest.mark.parametrize(("chunked", "error"), [(True, ProtocolViolation), (False, RelayError)])
def test_endless_answers_are_refused(
    identity: Identity, chunked: bool, error: type[RelayError]
) -> None:
    sent: list[int] = []
    with TlsServer(identity, endless(chunked, sent)) as server:
        transport = pinned(server, identity.pin)
        with pytest.raises(error):
            transport.call(PING, {}, Bounds(answer_bytes=100_000))
        transport.close()
    assert sum(sent) < 20_000_000


def test_a_gateway_without_the_relay_is_not_ready(identity: Identity) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()
        connection.sock.sendall(b"HTTP/1.1 502 Bad\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")

    with TlsServer(identity, script) as server, pytest.raises(RelayNotReady):
        pinned(server, identity.pin).call(PING, {})


def test_compressed_answers_are_refused(identity: Identity) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()
        connection.answer(b"\x1f\x8b", headers=("Content-Encoding: gzip",))

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        with pytest.raises(ProtocolViolation):
            transport.call(PING, {})


def test_garbage_is_refused(identity: Identity) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()
        connection.sock.sendall(b"\x00\x01garbage\r\n\r\n" * 10)

    with TlsServer(identity, script) as server, pytest.raises(ProtocolViolation):
        pinned(server, identity.pin).call(PING, {})


def test_cut_answer_is_a_network_failure(identity: Identity) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()
        connection.sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    with TlsServer(identity, script) as server, pytest.raises(RelayUnreachable):
        pinned(server, identity.pin).call(PING, {})


def test_silent_server_times_out(identity: Identity) -> None:
    def script(_connection: Connection) -> None:
        server.wait_stopping(10)

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        started = time.monotonic()
        with pytest.raises(RelayUnreachable) as caught:
            transport.call(PING, {}, Bounds(read_s=0.3))
        assert caught.value.reason == "timeout"
        assert 0.2 < time.monotonic() - started < 3


@pytest.mark.parametrize("where", ["head", "body"])
def test_dripping_server_times_out(identity: Identity, where: str) -> None:
    """Each byte comes in time, the answer never."""

    def script(connection: Connection) -> None:
        connection.read_request()
        connection.sock.sendall(b"HTTP/1.1 200 OK\r\n")
        if where == "body":
            connection.sock.sendall(b"Content-Length: 100000\r\n\r\n")
        else:
            connection.sock.sendall(b"X: ")
        while not server.wait_stopping(0.05):
            connection.sock.sendall(b"x")

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        started = time.monotonic()
        with pytest.raises(RelayUnreachable) as caught:
            transport.call(PING, {}, Bounds(read_s=5, total_s=0.6))
        assert caught.value.reason == "timeout"
        assert 0.5 < time.monotonic() - started < 3
        transport.close()
