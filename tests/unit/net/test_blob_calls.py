"""What the app believes of a relay's answers about files: nothing that was not asked for."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

import pytest

from app.core.ids import BlobId, DeviceId
from app.core.relay_errors import NotFound, ProtocolViolation, WrongRelayKey
from app.net.client import RelayClient
from app.net.relay_session import DeviceCredential
from relay import wire
from tests.fakes.scripted_relay import KEY, Relay, session_answer
from tests.fakes.tls_server import Connection, Identity, ReceivedRequest, TlsServer

BLOB = BlobId(b"b" * 32)
PLACE = "/v1/uploads/" + "t" * 43
TAG = f'"{"ab" * 32}"'
Answers = Callable[[ReceivedRequest], tuple[int, bytes, tuple[str, ...]]]


class Scripted(Relay):
    """A relay whose answers have header fields of the test's own."""

    def __init__(self, identity: Identity, answers: Answers) -> None:
        super().__init__(identity, lambda _request: (500, "text/plain", b""))
        self.answers = answers
        self.connections: dict[int, list[str]] = {}

    def _serve(self, connection: Connection) -> None:
        while (request := connection.read_request()) is not None:
            self.connections.setdefault(connection.number, []).append(request.target)
            if request.target == wire.PATH_SESSION:
                status, kind, body = session_answer(request)
                connection.answer(body, status=status, content_type=kind)
                continue
            status, body, headers = self.answers(request)
            connection.answer(body, status=status, headers=headers)


@contextlib.contextmanager
def scripted(identity: Identity, answers: Answers) -> Iterator[tuple[Scripted, RelayClient]]:
    relay = Scripted(identity, answers)
    with relay.server:
        client = relay.client()
        try:
            yield relay, client
        finally:
            client.close()


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (201, ("Upload-Offset: 0",)),
        (201, ("Upload-Offset: 0", "Location: https://elsewhere.example" + PLACE)),
        (201, ("Upload-Offset: 0", "Location: /v1/messages")),
        (201, ("Upload-Offset: 0", f"Location: {PLACE}/x")),
        (201, (f"Location: {PLACE}",)),
        (201, (f"Location: {PLACE}", "Upload-Offset: 101")),
        (201, (f"Location: {PLACE}", "Upload-Offset: -1")),
        (200, ("Upload-Offset: 99",)),
        (204, ()),
        (307, (f"Location: {PLACE}",)),
    ],
)
def test_a_place_that_makes_no_sense(
    identity: Identity, status: int, headers: tuple[str, ...]
) -> None:
    with (
        scripted(identity, lambda _request: (status, b"", headers)) as (_, client),
        pytest.raises(ProtocolViolation),
    ):
        client.begin_upload(BLOB, 100, bytes(32))


@pytest.mark.parametrize(
    ("status", "body", "content_range", "tag"),
    [
        (200, b"abcde", "", TAG),
        (206, b"abcde", "", TAG),
        (206, b"abcde", "bytes 0-4/100", TAG),
        (206, b"abcd", "bytes 10-13/100", TAG),
        (206, b"abcdef", "bytes 10-15/100", TAG),
        (206, b"abcd", "bytes 10-14/100", TAG),
        (206, b"abcde", "bytes 10-14/14", TAG),
        (206, b"abcde", "bytes 10-14/*", TAG),
        (206, b"abcde", "bytes 10-14/100", ""),
        (206, b"abcde", "bytes 10-14/100", 'W/"' + "ab" * 32 + '"'),
        (206, b"x" * 5000, "bytes 10-14/100", TAG),
        (302, b"", "", TAG),
    ],
)
def test_a_part_that_was_not_asked_for(
    identity: Identity, status: int, body: bytes, content_range: str, tag: str
) -> None:
    headers = (f"Content-Range: {content_range}", f"ETag: {tag}")
    with (
        scripted(identity, lambda _request: (status, body, headers)) as (_, client),
        pytest.raises(ProtocolViolation),
    ):
        client.download(BLOB, 10, 5)


def test_parts_of_two_blobs_are_not_put_together(identity: Identity) -> None:
    tags = [TAG, TAG, f'"{"cd" * 32}"']

    def answers(_request: ReceivedRequest) -> tuple[int, bytes, tuple[str, ...]]:
        return 206, b"abcde", ("Content-Range: bytes 10-14/100", f"ETag: {tags.pop(0)}")

    with scripted(identity, answers) as (_, client):
        assert client.download(BLOB, 10, 5) == client.download(BLOB, 10, 5) == b"abcde"
        with pytest.raises(ProtocolViolation):
            client.download(BLOB, 10, 5)


def test_what_is_sent_to_a_place_carries_no_identity(identity: Identity) -> None:
    seen: list[ReceivedRequest] = []

    def answers(request: ReceivedRequest) -> tuple[int, bytes, tuple[str, ...]]:
        seen.append(request)
        if request.method == "HEAD":
            return 404, b"", ()
        return 204, b"", ("Upload-Offset: 7",)

    with scripted(identity, answers) as (relay, client):
        assert client.upload(PLACE, 3, b"four") == 7
        with pytest.raises(ProtocolViolation):
            client.upload(PLACE, 3, b"fiver")
        with pytest.raises(NotFound):
            client.upload_offset(PLACE)
        client.cancel_upload(PLACE)
        assert relay.opened == 0
    assert [request.method for request in seen] == ["PATCH", "PATCH", "HEAD", "DELETE"]
    for request in seen:
        assert not {"signature", "signature-input", "authorization"} & set(request.headers)
        assert request.headers["tus-resumable"] == "1.0.0"
    assert seen[0].headers["upload-offset"] == "3"
    assert KEY not in seen[0].body


def test_files_have_connections_of_their_own(identity: Identity) -> None:
    gate = threading.Event()

    def answers(request: ReceivedRequest) -> tuple[int, bytes, tuple[str, ...]]:
        if request.target == PLACE:
            gate.wait(30)
            return 204, b"", ("Upload-Offset: 4",)
        return 200, b"note", ()

    with scripted(identity, answers) as (relay, client):
        assert client.checkpoint() == b"note"
        slow = threading.Thread(target=client.upload, args=(PLACE, 0, b"four"))
        slow.start()
        assert client.checkpoint() == b"note"
        gate.set()
        slow.join(30)
        assert client.checkpoint() == b"note"
        assert client.upload(PLACE, 0, b"four") == 4
    for targets in relay.connections.values():
        assert (PLACE in targets) == (set(targets) == {PLACE})


def test_the_pin_is_checked_before_the_first_byte_of_a_file(
    identity: Identity, other_identity: Identity
) -> None:
    def serve(connection: Connection) -> None:
        while connection.read_request() is not None:
            connection.answer(status=204, headers=("Upload-Offset: 4",))

    server = TlsServer(other_identity, serve)
    credential = DeviceCredential(DeviceId(b"d" * 16), lambda _base: bytes(64))
    with server:
        client = RelayClient(server.url, [identity.pin], credential)
        with pytest.raises(WrongRelayKey):
            client.upload(PLACE, 0, b"four")
        assert not server.received
        client.set_pins([other_identity.pin])
        assert client.upload(PLACE, 0, b"four") == 4
        client.close()
