"""What the client makes of answers that the real relay does not give, or not on demand."""

from __future__ import annotations

import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from nacl.public import SealedBox

from app.core import relay_errors
from app.core.ids import DeviceId, SubmissionId
from app.core.relay_errors import (
    ClockWrong,
    DeviceRevoked,
    MailboxFull,
    ProtocolViolation,
    RateLimited,
    RelayError,
    RelayNotReady,
    RelayRefused,
    error_for_problem,
)
from app.core.transport_types import OutgoingRecipient, OutgoingSubmission
from app.net.client import RelayClient
from app.net.relay_session import DeviceCredential
from relay import wire
from tests.fakes.scripted_relay import KEY, NOW, Handler, Relay, Reply, problem, session_answer
from tests.fakes.tls_server import Identity, ReceivedRequest


@pytest.fixture
def running(identity: Identity) -> Callable[[Handler], Any]:
    @contextmanager
    def run(handler: Handler) -> Iterator[tuple[Relay, RelayClient]]:
        relay = Relay(identity, handler)
        with relay.server:
            client = relay.client()
            try:
                yield relay, client
            finally:
                client.close()

    return run


def note_answer(_request: ReceivedRequest) -> Reply:
    return 200, wire.CONTENT_NOTE, b"note"


def test_one_session_serves_many_requests(running: Any) -> None:
    with running(note_answer) as (relay, client):
        assert [client.checkpoint() for _ in range(3)] == [b"note"] * 3
        assert relay.opened == 1
        assert relay.server.connections == 1
        header = relay.requests[0].headers["signature-input"]
        assert 'keyid="session:abc";alg="hmac-sha256"' in header


def test_threads_share_one_opening(running: Any) -> None:
    with running(note_answer) as (relay, client):
        threads = [threading.Thread(target=client.checkpoint) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert len(relay.requests) == 8
        assert relay.opened == 1


def test_the_session_is_renewed_before_it_ends(running: Any) -> None:
    with running(note_answer) as (relay, client):
        client.checkpoint()
        relay.now += 3_600_000 - 121_000
        client.checkpoint()
        assert relay.opened == 1
        relay.now += 2_000
        relay.open_session = lambda request: session_answer(request, now=relay.now)
        client.checkpoint()
        assert relay.opened == 2


@pytest.mark.parametrize("code", ["session-expired", "bad-signature"])
def test_a_lost_session_is_opened_again_once(running: Any, code: str) -> None:
    def handler(_request: ReceivedRequest) -> Reply:
        first = len(relay.requests) == 1
        return problem(code, 401) if first else note_answer(_request)

    with running(handler) as (relay, client):
        assert client.checkpoint() == b"note"
        assert relay.opened == 2
        relay.handler = lambda _request: problem(code, 401)
        with pytest.raises(RelayRefused) as caught:
            client.checkpoint()
        assert caught.value.problem == code
        assert relay.opened == 3
        assert len(relay.requests) == 4


def test_clock_skew_is_learned_once(running: Any) -> None:
    there = NOW + 1_000_000

    def handler(request: ReceivedRequest) -> Reply:
        created = int(request.headers["signature-input"].partition("created=")[2].split(";")[0])
        if abs(created * 1000 - there) > 300_000:
            return problem("clock-skew", 401, time=there)
        return note_answer(request)

    with running(handler) as (relay, client):
        assert client.checkpoint() == b"note"
        assert len(relay.requests) == 2
        assert client.relay_time_offset_ms == 1_000_000
        assert client.now_ms() == there


def test_a_relay_that_cannot_be_pleased_is_not_asked_for_ever(running: Any) -> None:
    with running(lambda _: problem("clock-skew", 401, time=NOW + 1_000_000)) as (relay, client):
        with pytest.raises(ClockWrong) as caught:
            client.checkpoint()
        assert len(relay.requests) == 2
        assert caught.value.offset_ms == 1_000_000
        relay.handler = lambda _: problem("clock-skew", 401)
        with pytest.raises(ClockWrong):
            client.checkpoint()
        assert len(relay.requests) == 3


def test_clock_skew_at_the_opening(running: Any) -> None:
    there = NOW - 86_400_000

    def open_session(request: ReceivedRequest) -> Reply:
        if relay.opened == 1:
            return problem("clock-skew", 401, time=there)
        assert f"created={there // 1000}" in request.headers["signature-input"]
        nonces.add(json.loads(request.body)["nonce"])
        return session_answer(request, now=there)

    nonces: set[str] = set()
    with running(note_answer) as (relay, client):
        relay.open_session = open_session
        assert client.checkpoint() == b"note"
        assert relay.opened == 2
        relay.open_session = lambda _: problem("clock-skew", 401, time=NOW)
        relay.now += 3_600_000
        with pytest.raises(ClockWrong):
            client.checkpoint()


@pytest.mark.parametrize(
    "changes",
    [
        {"sealed": "AAAA"},
        {"sealed": "not base64url!"},
        {"sealed": None},
        {"keyid": 'session:a"\r\nX: y'},
        {"keyid": "device:00"},
        {"keyid": "session:" + "a" * 300},
        {"expires": NOW - 1},
        {"expires": NOW + 10**12},
        {"time": "now"},
    ],
)
def test_broken_session_answers_are_refused(running: Any, changes: dict[str, Any]) -> None:
    with running(note_answer) as (relay, client):
        relay.open_session = lambda request: session_answer(request, **changes)
        with pytest.raises(ProtocolViolation):
            client.checkpoint()
        assert relay.requests == []


def test_a_key_sealed_to_somebody_else_is_refused(running: Any) -> None:
    from nacl.public import PrivateKey

    other = SealedBox(PrivateKey.generate().public_key).encrypt(KEY)
    with running(note_answer) as (relay, client):
        relay.open_session = lambda request: session_answer(request, sealed=wire.b64u(other))
        with pytest.raises(ProtocolViolation):
            client.checkpoint()


def test_the_session_key_signs(running: Any) -> None:
    def handler(request: ReceivedRequest) -> Reply:
        parameters = request.headers["signature-input"].removeprefix("curbside=")
        base = (
            f'"@method": GET\n"@authority": {request.headers["host"]}\n'
            f'"@path": /v1/log/checkpoint\n"@query": ?\n'
            f'"content-digest": {request.headers["content-digest"]}\n'
            f'"@signature-params": {parameters}'
        )
        mac = hmac.digest(KEY, base.encode(), "sha256")
        import base64

        given = request.headers["signature"].removeprefix("curbside=:").removesuffix(":")
        assert base64.b64decode(given) == mac
        return note_answer(request)

    with running(handler) as (_relay, client):
        assert client.checkpoint() == b"note"


ALL_PROBLEMS = [(str(code), status) for code, status in wire.STATUS_OF.items()]


@pytest.mark.parametrize(("code", "status"), ALL_PROBLEMS)
def test_every_problem_has_words(running: Any, code: str, status: int) -> None:
    with running(lambda _: problem(code, status)) as (_relay, client):
        with pytest.raises(RelayError) as caught:
            client.checkpoint()
        assert caught.value.message
        assert caught.value.action
        assert "note" not in str(caught.value)


def test_problems_map_to_types() -> None:
    cases = {
        "device-revoked": DeviceRevoked,
        "mailbox-full": MailboxFull,
        "rate-limited": RateLimited,
        "unavailable": RelayNotReady,
        "internal": RelayNotReady,
        "quota": relay_errors.QuotaExceeded,
        "storage-full": relay_errors.StorageFull,
        "invite-used": relay_errors.InviteUsed,
        "invite-expired": relay_errors.InviteExpired,
        "device-set-changed": relay_errors.DeviceSetChanged,
        "entry-refused": relay_errors.EntryRefused,
        "unknown-device": relay_errors.DeviceUnknown,
        "timeout": relay_errors.RelayUnreachable,
        "clock-skew": ClockWrong,
        "something-new": RelayRefused,
    }
    for code, kind in cases.items():
        assert type(error_for_problem(code, 400)) is kind
    assert error_for_problem("rate-limited", 429).transient
    assert not error_for_problem("device-revoked", 403).transient


def test_retry_after(running: Any) -> None:
    with running(lambda _: problem("rate-limited", 429, retry_after=7)) as (relay, client):
        with pytest.raises(RateLimited) as caught:
            client.checkpoint()
        assert caught.value.retry_after_s == 7
        relay.handler = lambda _: problem("rate-limited", 429, retry_after=10**9)
        with pytest.raises(RateLimited) as caught:
            client.checkpoint()
        assert caught.value.retry_after_s == 3600


@pytest.mark.parametrize(("status", "kind"), [(503, RelayNotReady), (404, ProtocolViolation)])
def test_answers_that_are_not_the_relays(running: Any, status: int, kind: type[RelayError]) -> None:
    with (
        running(lambda _: (status, "text/html", b"<h1>proxy</h1>")) as (_relay, client),
        pytest.raises(kind),
    ):
        client.checkpoint()


def status_answer(**changes: Any) -> Handler:
    fields = {"service": "curbside-relay", "protocol": 1, "version": "1", "time": NOW, **changes}
    return lambda _: (200, "application/json", json.dumps(fields).encode())


def test_status_needs_no_session(running: Any) -> None:
    with running(status_answer(time=NOW + 5)) as (relay, client):
        assert client.status().version == "1"
        assert relay.opened == 0
        assert "signature" not in relay.requests[0].headers
        assert client.relay_time_offset_ms == 5


@pytest.mark.parametrize("changes", [{"service": "nginx"}, {"protocol": 2}, {"time": "x"}])
def test_another_service_is_refused(running: Any, changes: dict[str, Any]) -> None:
    with running(status_answer(**changes)) as (_relay, client), pytest.raises(ProtocolViolation):
        client.status()


def inbox_answer(*seqs: int, envelope: bytes = b"e") -> Handler:
    items = tuple(
        wire.InboxItem(wire.ItemKind(0), seq, NOW, b"d" * 16, b"s" * 16, envelope, b"")
        for seq in seqs
    )
    body = wire.InboxAnswer(NOW, 1, 0, items).encode()
    return lambda _: (200, wire.CONTENT_BINARY, body)


@pytest.mark.parametrize(
    "handler",
    [
        inbox_answer(5),
        inbox_answer(7, 6),
        inbox_answer(6, 6),
        inbox_answer(6, 7, 8, 9),
        inbox_answer(6, envelope=b"x" * 9000),
        lambda _: (200, wire.CONTENT_BINARY, b"\x00\x00"),
        lambda _: (200, wire.CONTENT_BINARY, b""),
    ],
)
def test_inboxes_that_make_no_sense_are_refused(running: Any, handler: Handler) -> None:
    with running(handler) as (_relay, client), pytest.raises(ProtocolViolation):
        client.inbox(5, 0, 3)


def test_expired_notices_and_time(running: Any) -> None:
    item = wire.InboxItem(wire.ItemKind(1), 6, NOW, b"r" * 16, b"s" * 16, b"", b"")
    body = wire.InboxAnswer(NOW + 60_000, 9, 0, (item,)).encode()
    with running(lambda _: (200, wire.CONTENT_BINARY, body)) as (_relay, client):
        batch = client.inbox(5, 0, 3)
        notice = batch.items[0]
        assert not hasattr(notice, "envelope")
        assert (notice.recipient_device, notice.submission_id) == (b"r" * 16, b"s" * 16)
        assert (batch.log_size, batch.last_seq) == (9, 6)
        assert client.relay_time_offset_ms == 60_000


def test_results_must_match_what_was_submitted(running: Any) -> None:
    body = wire.encode_results([wire.SubmissionResult(200, NOW, "")])
    recipient = OutgoingRecipient(DeviceId(b"d" * 16), True, b"e")
    submission = OutgoingSubmission(SubmissionId(b"s" * 16), True, 1, b"b", [recipient])
    with running(lambda _: (200, wire.CONTENT_BINARY, body)) as (_relay, client):
        assert client.submit([submission])[0].stored
        with pytest.raises(ProtocolViolation):
            client.submit([submission, submission])


def test_bundles_must_be_of_the_devices_asked_for(running: Any) -> None:
    body = wire.encode_bundles([wire.Bundle(b"x" * 16, None, None, None)])
    with running(lambda _: (200, wire.CONTENT_BINARY, body)) as (_relay, client):
        with pytest.raises(ProtocolViolation):
            client.claim_prekeys(b"c" * 16, [DeviceId(b"y" * 16)])
        assert not client.claim_prekeys(b"c" * 16, [DeviceId(b"x" * 16)])[0].available


def test_more_entries_than_asked_for_are_refused(running: Any) -> None:
    body = wire.LogEntries(b"note", (b"a", b"b")).encode()
    with running(lambda _: (200, wire.CONTENT_BINARY, body)) as (relay, client):
        assert client.log_entries(0, 2).entries == (b"a", b"b")
        assert relay.requests[0].target == "/v1/log/entries?from=0&limit=2"
        with pytest.raises(ProtocolViolation):
            client.log_entries(0, 1)


def test_nothing_secret_in_what_is_printed() -> None:
    recipient = OutgoingRecipient(DeviceId(b"d" * 16), True, b"envelope-secret")
    submission = OutgoingSubmission(SubmissionId(b"s" * 16), True, 1, b"body-secret", [recipient])
    assert "secret" not in repr(submission)
    assert "secret" not in repr(DeviceCredential(DeviceId(b"d" * 16), b"secret".join))
