"""Whom the transport talks to: pins, TLS versions, trust stores, proxies."""

from __future__ import annotations

import socket
import ssl
import threading

import pytest

from app.core.policy import RelayTrust
from app.core.relay_errors import (
    RelayNotSecure,
    RelayNotTrusted,
    WrongRelayKey,
)
from app.net import transport as transport_module
from app.net.pinning import ServerTrust
from app.net.signing import Request
from app.net.transport import Transport
from tests.fakes.tls_server import Connection, Identity, TlsServer
from tests.unit.net.calls import PING, echo, pinned


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


def test_pins_are_checked() -> None:
    with pytest.raises(ValueError, match="at least one"):
        ServerTrust.of(RelayTrust.PIN, [])
    with pytest.raises(ValueError, match="32"):
        ServerTrust.of(RelayTrust.PIN, [b"short"])
