from __future__ import annotations

import os
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest

from app.core.policy import RelayTrust
from app.core.relay_errors import (
    ProtocolViolation,
    RelayAddressInvalid,
    RelayConnectionClosed,
    RelayError,
    RelayNotReady,
    RelayNotSecure,
    RelayNotTrusted,
    RelayUnreachable,
    WrongRelayKey,
)
from app.net import transport as transport_module
from app.net.pinning import ServerTrust
from app.net.signing import Request
from app.net.transport import Bounds, Transport, is_loopback, split_address
from tests.fakes.tls_server import Connection, Identity, Script, TlsServer

PING = Request("GET", "/v1/status")


def pinned(server: TlsServer, *pins: bytes) -> Transport:
    return Transport(server.url, ServerTrust.of(RelayTrust.PIN, pins))


def echo(connection: Connection) -> None:
    while (request := connection.read_request()) is not None:
        connection.answer(request.body or b"pong")


def test_exchanges_and_keeps_the_connection(identity: Identity) -> None:
    with TlsServer(identity, echo) as server:
        transport = pinned(server, identity.pin)
        answers = [transport.call(PING, {}).body for _ in range(5)]
        big = os.urandom(1_000_000)
        upload = Request("POST", "/x", "a=1", big, "application/octet-stream")
        assert transport.call(upload, {}, Bounds(answer_bytes=2_000_000)).body == big
        transport.close()
    assert answers == [b"pong"] * 5
    assert server.connections == 1


def test_sends_head_and_body_in_one_record(identity: Identity) -> None:
    sizes: list[int] = []

    def script(connection: Connection) -> None:
        sizes.append(len(connection.receive()))
        connection.answer(b"ok")

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        transport.call(Request("POST", "/x", "", b"z" * 3000), {})
        transport.close()
        assert sizes[0] == len(server.received) > 3000


def test_sends_no_more_headers_than_needed(identity: Identity) -> None:
    seen: list[dict[str, str]] = []

    def script(connection: Connection) -> None:
        while (request := connection.read_request()) is not None:
            seen.append(request.headers)
            connection.answer(b"ok", headers=("Set-Cookie: a=b; Path=/",))

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        transport.call(PING, {"X-One": "1"})
        transport.call(PING, {})
        transport.close()
        host = f"127.0.0.1:{server.port}"
    basic = {"host": host, "user-agent": "curbside", "accept-encoding": "identity"}
    assert seen == [{**basic, "x-one": "1"}, basic]


def test_another_key_gets_no_byte(identity: Identity, other_identity: Identity) -> None:
    done = threading.Event()

    def script(connection: Connection) -> None:
        try:
            while connection.receive():
                pass
        finally:
            done.set()

    with TlsServer(other_identity, script) as server:
        transport = pinned(server, identity.pin)
        with pytest.raises(WrongRelayKey) as caught:
            transport.call(Request("POST", "/secret", "", b"secret"), {})
        assert done.wait(5), "the connection stayed open"
        assert server.handshakes == 1
        assert bytes(server.received) == b""
        transport.close()
    assert caught.value.expected == (identity.pin,)
    assert caught.value.presented == other_identity.pin
    assert "proxy" in caught.value.action


def test_each_new_connection_is_judged(identity: Identity, other_identity: Identity) -> None:
    """A server that turns into another one between two requests gets nothing of the second."""

    def once(connection: Connection) -> None:
        connection.read_request()
        connection.answer(b"ok", headers=("Connection: close",))

    with TlsServer(identity, once) as server:
        transport = pinned(server, identity.pin)
        assert transport.call(PING, {}).body == b"ok"
        server._context.load_cert_chain(other_identity.certificate_file, other_identity.key_file)
        before = len(server.received)
        with pytest.raises(WrongRelayKey):
            transport.call(PING, {})
        assert len(server.received) == before
        transport.close()


def test_any_of_several_pins_will_do(identity: Identity, other_identity: Identity) -> None:
    with TlsServer(identity, echo) as server:
        transport = pinned(server, other_identity.pin, identity.pin)
        assert transport.call(PING, {}).body == b"pong"
        transport.close()


def test_tls_1_2_is_refused(identity: Identity) -> None:
    with TlsServer(identity, echo, newest=ssl.TLSVersion.TLSv1_2) as server:
        transport = pinned(server, identity.pin)
        with pytest.raises(RelayNotSecure):
            transport.call(PING, {})
        assert server.handshakes == 0
        assert bytes(server.received) == b""


def test_plain_http_server_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            sock, _ = listener.accept()
            with sock:
                sock.recv(100)
                sock.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(RelayNotSecure):
            Transport(url, ServerTrust.of(RelayTrust.PIN, [bytes(32)])).call(PING, {})
        thread.join()


def test_system_trust_does_not_trust_a_self_signed_server(identity: Identity) -> None:
    with TlsServer(identity, echo) as server:
        transport = Transport(server.url, ServerTrust.of(RelayTrust.SYSTEM, []))
        with pytest.raises(RelayNotTrusted):
            transport.call(PING, {})
        assert bytes(server.received) == b""


def test_system_trust_accepts_what_the_system_trusts(
    identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(identity.certificate_file))  # OpenSSL's trust store
    with TlsServer(identity, echo) as server:
        transport = Transport(server.url, ServerTrust.of(RelayTrust.SYSTEM, []))
        assert transport.call(PING, {}).body == b"pong"
        transport.close()


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


def test_close_ends_a_waiting_call_at_once(identity: Identity) -> None:
    reached = threading.Event()

    def script(connection: Connection) -> None:
        connection.read_request()
        reached.set()
        server.wait_stopping(30)

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        outcome: list[BaseException] = []

        def wait() -> None:
            try:
                transport.call(PING, {}, Bounds(read_s=60, waiting=True))
            except RelayConnectionClosed as error:
                outcome.append(error)

        thread = threading.Thread(target=wait)
        thread.start()
        assert reached.wait(5)
        started = time.monotonic()
        transport.close()
        assert time.monotonic() - started < 0.2
        thread.join(2)
        assert not thread.is_alive()
        assert time.monotonic() - started < 0.2
        assert len(outcome) == 1
        with pytest.raises(RelayConnectionClosed):
            transport.call(PING, {})


def test_close_ends_a_handshake_at_once() -> None:
    """A server that accepts and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        transport = Transport(url, ServerTrust.of(RelayTrust.PIN, [bytes(32)]))
        outcome: list[BaseException] = []

        def wait() -> None:
            try:
                transport.call(PING, {})
            except RelayConnectionClosed as error:
                outcome.append(error)

        thread = threading.Thread(target=wait)
        thread.start()
        peer, _ = listener.accept()
        with peer:
            assert peer.recv(1)
            started = time.monotonic()
            transport.close()
            thread.join(2)
            assert time.monotonic() - started < 0.2
            assert len(outcome) == 1


def test_interrupt_ends_only_waiting_calls(identity: Identity) -> None:
    reached = threading.Semaphore(0)
    release = threading.Event()

    def script(connection: Connection) -> None:
        request = connection.read_request()
        reached.release()
        if request is not None and request.target == "/work":
            release.wait(10)
            connection.answer(b"done")
        else:
            server.wait_stopping(30)

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        outcomes: dict[str, object] = {}

        def run(path: str, waiting: bool) -> None:
            try:
                answer = transport.call(Request("GET", path), {}, Bounds(waiting=waiting))
                outcomes[path] = answer.body
            except RelayUnreachable as error:
                outcomes[path] = error.reason

        threads = [
            threading.Thread(target=run, args=args) for args in (("/work", False), ("/wait", True))
        ]
        for thread in threads:
            thread.start()
        assert reached.acquire(timeout=5)
        assert reached.acquire(timeout=5)
        transport.interrupt_waiting()
        threads[1].join(2)
        release.set()
        threads[0].join(2)
        assert outcomes == {"/work": b"done", "/wait": "interrupted"}
        transport.close()


def test_a_dead_kept_connection_is_replaced(identity: Identity) -> None:
    """The relay closes after answering without saying so, as at a restart."""

    def script(connection: Connection) -> None:
        connection.read_request()
        connection.answer(b"ok")

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        for _ in range(3):
            assert transport.call(PING, {}).body == b"ok"
        assert server.connections == 3
        transport.close()


def test_a_connection_that_dies_under_the_request_is_replaced_once(identity: Identity) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()
        connection.answer(b"ok")
        connection.read_request()  # and closes without an answer

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        assert transport.call(PING, {}).body == b"ok"
        assert transport.call(PING, {}).body == b"ok"
        assert server.connections == 2
        transport.close()


def test_a_fresh_connection_that_dies_is_not_repeated(identity: Identity) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()

    with TlsServer(identity, script) as server:
        transport = pinned(server, identity.pin)
        with pytest.raises(RelayUnreachable) as caught:
            transport.call(PING, {})
        assert caught.value.reason == "connection"
        assert server.connections == 1


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    transport = Transport(f"https://127.0.0.1:{port}", ServerTrust.of(RelayTrust.PIN, [bytes(32)]))
    with pytest.raises(RelayUnreachable) as caught:
        transport.call(PING, {})
    assert "kept" in caught.value.action
    transport.close()


def test_loopback_is_never_proxied(identity: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    with TlsServer(identity, echo) as server, socket.create_server(("127.0.0.1", 0)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        transport = pinned(server, identity.pin)
        assert transport.call(PING, {}).body == b"pong"
        transport.close()


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Routes through a CONNECT proxy, as if the relay were not on loopback."""
    monkeypatch.setattr(transport_module, "is_loopback", lambda _host: False)
    return {}


def run_proxy(listener: socket.socket, seen: dict[str, bytes]) -> None:
    client, _ = listener.accept()
    head = b""
    while b"\r\n\r\n" not in head:
        head += client.recv(4096)
    seen["head"] = head
    host, port = head.split(b" ")[1].decode().rsplit(":", 1)
    upstream = socket.create_connection((host, int(port)))
    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")

    def pump(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    threads = [
        threading.Thread(target=pump, args=pair)
        for pair in ((client, upstream), (upstream, client))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    client.close()
    upstream.close()


@pytest.mark.parametrize("right", [True, False])
def test_pin_holds_behind_a_proxy(
    identity: Identity,
    other_identity: Identity,
    proxied: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    right: bool,
) -> None:
    with TlsServer(identity, echo) as server, socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread = threading.Thread(target=run_proxy, args=(listener, proxied))
        thread.start()
        transport = pinned(server, identity.pin if right else other_identity.pin)
        if right:
            assert transport.call(PING, {}).body == b"pong"
        else:
            with pytest.raises(WrongRelayKey):
                transport.call(PING, {})
            assert bytes(server.received) == b""
        transport.close()
        thread.join(10)
        assert not thread.is_alive()
    assert proxied["head"].startswith(b"CONNECT 127.0.0.1:")
    assert b"curbside" not in proxied["head"]


def test_netrc_is_not_read(
    identity: Identity, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password hunter2\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with TlsServer(identity, echo) as server:
        transport = pinned(server, identity.pin)
        transport.call(PING, {})
        assert b"uthorization" not in server.received
        transport.close()


def test_many_threads(identity: Identity) -> None:
    with TlsServer(identity, echo) as server:
        transport = pinned(server, identity.pin)
        wrong: list[bytes] = []

        def run(number: int) -> None:
            for count in range(20):
                body = b"%d-%d" % (number, count)
                answer = transport.call(Request("POST", "/x", "", body), {}).body
                if answer != body:
                    wrong.append(answer)

        threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert wrong == []
        assert server.connections <= 30
        transport.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://relay",
        "https://",
        "https://user:secret@relay",
        "https://relay/path",
        "https://relay?x=1",
        "https://relay#x",
        "https://relay:99999",
        "https://relay:0",
        "https://re\u0142ay",
        "file:///etc/passwd",
        "relay",
        "",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(RelayAddressInvalid):
        Transport(url, ServerTrust.of(RelayTrust.PIN, [bytes(32)]))


def test_authority() -> None:
    assert split_address("https://Relay.Example:443/") == ("relay.example", "relay.example")
    assert split_address("https://relay:8443") == ("relay", "relay:8443")
    assert split_address("https://[::1]:8443") == ("::1", "[::1]:8443")


def test_loopback_names() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST.")))
    assert not any(map(is_loopback, ("relay", "10.0.0.1", "127.0.0.1.example", "")))


def test_pins_are_checked() -> None:
    with pytest.raises(ValueError, match="at least one"):
        ServerTrust.of(RelayTrust.PIN, [])
    with pytest.raises(ValueError, match="32"):
        ServerTrust.of(RelayTrust.PIN, [b"short"])
