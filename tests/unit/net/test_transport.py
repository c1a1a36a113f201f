"""Ordinary calls, kept connections, and addresses."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from app.core.policy import RelayTrust
from app.core.relay_errors import (
    RelayAddressInvalid,
    RelayUnreachable,
)
from app.net.pinning import ServerTrust
from app.net.signing import Request
from app.net.transport import Bounds, Transport, is_loopback, split_address
from tests.fakes.tls_server import Connection, Identity, TlsServer
from tests.unit.net.calls import PING, echo, pinned


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
