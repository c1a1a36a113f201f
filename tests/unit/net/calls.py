"""What the transport tests share."""

from __future__ import annotations

from app.core.policy import RelayTrust
from app.net.pinning import ServerTrust
from app.net.signing import Request
from app.net.transport import Transport
from tests.fakes.tls_server import Connection, TlsServer

PING = Request("GET", "/v1/status")


def pinned(server: TlsServer, *pins: bytes) -> Transport:
    return Transport(server.url, ServerTrust.of(RelayTrust.PIN, pins))


def echo(connection: Connection) -> None:
    while (request := connection.read_request()) is not None:
        connection.answer(request.body or b"pong")
