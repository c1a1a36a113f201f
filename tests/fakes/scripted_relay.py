"""A server that opens real relay sessions and answers everything else as a test scripts it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from nacl.public import PublicKey, SealedBox

from app.core.ids import DeviceId
from app.net.client import RelayClient
from app.net.relay_session import DeviceCredential
from relay import wire
from tests.fakes.tls_server import Connection, Identity, ReceivedRequest, TlsServer

NOW = 1_800_000_000_000
KEY = b"s" * 32
Reply = tuple[int, str, bytes]
Handler = Callable[[ReceivedRequest], Reply]


def problem(code: str, status: int, **fields: Any) -> Reply:
    body = {
        "type": f"urn:curbside:problem:{code}",
        "title": "T",
        "status": status,
        "detail": "D",
        "unknown": 1,
        **fields,
    }
    return status, "application/problem+json; charset=utf-8", json.dumps(body).encode()


def session_answer(request: ReceivedRequest, *, now: int = NOW, **changes: Any) -> Reply:
    ephemeral = wire.unb64u(json.loads(request.body)["ephemeral"])
    answer = {
        "keyid": "session:abc",
        "sealed": wire.b64u(SealedBox(PublicKey(ephemeral)).encrypt(KEY)),
        "expires": now + 3_600_000,
        "time": now,
        **changes,
    }
    return 200, "application/json", json.dumps(answer).encode()


class Relay:
    """Opens sessions, hands every other request to the test's handler, counts both."""

    def __init__(self, identity: Identity, handler: Handler) -> None:
        self.handler = handler
        self.open_session: Handler = session_answer
        self.opened = 0
        self.requests: list[ReceivedRequest] = []
        self.now = NOW
        self.server = TlsServer(identity, self._serve)
        self.identity = identity

    def _serve(self, connection: Connection) -> None:
        while (request := connection.read_request()) is not None:
            if request.target == wire.PATH_SESSION:
                self.opened += 1
                status, kind, body = self.open_session(request)
            else:
                self.requests.append(request)
                status, kind, body = self.handler(request)
            connection.answer(body, status=status, content_type=kind)

    def client(self) -> RelayClient:
        credential = DeviceCredential(DeviceId(b"d" * 16), lambda _base: bytes(64))
        return RelayClient(self.server.url, [self.identity.pin], credential, clock=lambda: self.now)
