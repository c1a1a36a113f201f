"""Calls ended from another thread."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from app.core.policy import RelayTrust
from app.core.relay_errors import (
    RelayConnectionClosed,
    RelayUnreachable,
)
from app.net.pinning import ServerTrust
from app.net.signing import Request
from app.net.transport import Bounds, Transport
from tests.fakes.tls_server import Connection, Identity, TlsServer
from tests.unit.net.calls import PING, pinned

AT_ONCE_S = 4.0
"""On a busy machine; whoever waited for an answer or a limit would take longer."""


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
        assert reached.wait(30)
        started = time.monotonic()
        transport.close()
        assert time.monotonic() - started < AT_ONCE_S
        thread.join(30)
        assert not thread.is_alive()
        assert time.monotonic() - started < AT_ONCE_S
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
            thread.join(30)
            assert time.monotonic() - started < AT_ONCE_S
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
        assert reached.acquire(timeout=30)
        assert reached.acquire(timeout=30)
        transport.interrupt_waiting()
        threads[1].join(30)
        release.set()
        threads[0].join(30)
        assert outcomes == {"/work": b"done", "/wait": "interrupted"}
        transport.close()
