"""The second exchange of a connection is held to what the first is held to."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from app.core.relay_errors import ProtocolViolation, RelayError, RelayNotReady, RelayUnreachable
from app.net.signing import Request
from app.net.transport import Bounds, Transport
from tests.fakes.tls_server import Connection, Identity, Script, TlsServer
from tests.unit.net.calls import PING, pinned


def after_one(script: Script) -> Script:
    """Answer the first request of the first connection well; then let `script` answer."""

    def run(connection: Connection) -> None:
        if connection.number == 1:
            connection.read_request()
            connection.answer(b"first")
        connection.read_request()
        script(connection)

    return run


def second(identity: Identity, script: Script, bounds: Bounds | None = None) -> RelayError:
    """The error of the second call."""
    with TlsServer(identity, after_one(script)) as server:
        transport = pinned(server, identity.pin)
        assert transport.call(PING, {}).body == b"first"
        with pytest.raises(RelayError) as caught:
            transport.call(PING, {}, bounds or Bounds())
        transport.close()
        return caught.value


def says(data: bytes) -> Script:
    return lambda connection: connection.sock.sendall(data)


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (b"HTTP/1.1 302 X\r\nLocation: https://x/\r\nContent-Length: 0\r\n\r\n", "redirect"),
        (OK + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b", "content-encoding"),
        (OK + b"Content-Length: 99999999999\r\n\r\n", "answer too large"),
        (OK + b"Content-Length: 1, 1\r\n\r\n", "answer too large"),
        (OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "answer too large"),
        (OK + b"Content-Length: -1\r\n\r\n", "answer too large"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "transfer-encoding"),
        (
            OK + b"Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\nx",
            "transfer-encoding",
        ),
        (OK + b"Content-Length: 1\r\n\r\nxy", "http"),
        (OK + b"Content-Length : 1\r\n\r\nx", "http"),
        (OK + b"Content-Length: 1\r\n folded\r\n\r\nx", "http"),
        (OK + b"X: \x00\r\nContent-Length: 1\r\n\r\nx", "http"),
        (b"HTTP/2 200 OK\r\nContent-Length: 1\r\n\r\nx", "http"),
        (b"\x00\x01garbage\r\n\r\n", "http"),
        (b"x" * 70_000, "http"),
    ],
)
def test_refused_answers(identity: Identity, answer: bytes, what: str) -> None:
    error = second(identity, says(answer), Bounds(answer_bytes=1000))
    assert isinstance(error, ProtocolViolation)
    assert error.what == what


def test_a_gateway_without_the_relay_is_not_ready(identity: Identity) -> None:
    answer = b"HTTP/1.1 502 Bad\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert isinstance(second(identity, says(answer)), RelayNotReady)


def test_cut_body_is_a_network_failure(identity: Identity) -> None:
    error = second(identity, says(OK + b"Content-Length: 100\r\n\r\nhalf"))
    assert isinstance(error, RelayUnreachable)


@pytest.mark.parametrize("begun", [b"", OK + b"Content-Le", OK + b"Content-Length: 9999\r\n\r\n"])
def test_a_dripping_or_silent_server_times_out(identity: Identity, begun: bytes) -> None:
    def script(connection: Connection) -> None:
        connection.sock.sendall(begun)
        while begun and not stopping(0.05):
            connection.sock.sendall(b"1")
        stopping(10)

    stopping: Callable[[float], bool]
    with TlsServer(identity, after_one(script)) as server:
        stopping = server.wait_stopping
        transport = pinned(server, identity.pin)
        transport.call(PING, {})
        started = time.monotonic()
        with pytest.raises(RelayUnreachable) as caught:
            transport.call(PING, {}, Bounds(read_s=0.6, total_s=0.6))
        assert caught.value.reason == "timeout"
        assert 0.5 < time.monotonic() - started < 3
        transport.close()


def test_an_answer_to_nothing_is_never_taken_for_the_next(identity: Identity) -> None:
    """What a server says before it was asked ends the connection, not the call."""

    def script(connection: Connection) -> None:
        connection.read_request()
        connection.answer(b"first")
        if connection.number == 1:
            connection.answer(b"not asked for")
        connection.read_request()

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        transport.call(PING, {})
        time.sleep(0.1)
        assert transport.call(PING, {}).body == b"first"
        assert server.connections == 2
        transport.close()


def test_close_is_honoured_and_announcements_are_passed_over(identity: Identity) -> None:
    def script(connection: Connection) -> None:
        connection.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.answer(b"again", headers=("Connection: close",))
        connection.read_request()

    with TlsServer(identity, after_one(script)) as server:
        transport = pinned(server, identity.pin)
        bodies = [transport.call(PING, {}).body for _ in range(3)]
        assert bodies == [b"first", b"again", b"again"]
        assert server.connections == 2
        transport.close()


def test_all_of_it_arrives(identity: Identity) -> None:
    """Large both ways, an empty answer, and everything else as on the first exchange."""
    bodies: list[bytes] = []

    def script(connection: Connection) -> None:
        while (request := connection.read_request()) is not None:
            bodies.append(request.body)
            if request.method == "PUT":
                connection.sock.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
            else:
                fields = ("Retry-After: 7",)
                connection.answer(request.body * 2, content_type="a/B; c=d", headers=fields)

    big = bytes(range(256)) * 2000
    with TlsServer(identity, script) as server:
        transport: Transport = pinned(server, identity.pin)
        for body in (b"1", big, b""):
            answer = transport.call(Request("POST", "/x", "a=1", body), {}, Bounds(2_000_000))
            assert answer.body == body * 2
            assert (answer.status, answer.media_type, answer.retry_after) == (200, "a/b", "7")
        empty = transport.call(Request("PUT", "/x", "", b"y"), {})
        assert (empty.status, empty.body) == (204, b"")
        assert server.connections == 1
        transport.close()
    assert bodies == [b"1", big, b"", b"y"]


def test_a_line_end_in_a_field_sends_nothing(identity: Identity) -> None:
    with TlsServer(identity, after_one(says(b""))) as server:
        transport = pinned(server, identity.pin)
        transport.call(PING, {})
        before = len(server.received)
        with pytest.raises(ValueError, match="line end"):
            transport.call(PING, {"X": "a\r\nEvil: b"})
        assert len(server.received) == before
        transport.close()
