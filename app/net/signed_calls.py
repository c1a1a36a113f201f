"""Requests under one identity: signed, repeated where that is right, failures named.

What every client of the relay has in common (relay/PROTOCOL.md sections 5.1, 5.2 and 5.4). A
request is repeated by itself in two cases only, once each: when the relay says that our clock is
off (and by how much), and when it no longer knows the session.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from app.core.relay_errors import (
    ProtocolViolation,
    RelayConnectionClosed,
    RelayError,
    RelayNotReady,
    error_for_problem,
)
from app.net.relay_session import (
    Clock,
    Credential,
    DeviceCredential,
    RelayClock,
    RelaySession,
    SessionHolder,
    SessionOpening,
)
from app.net.signing import Request, RequestSigner
from app.net.transport import DEFAULT_BOUNDS, Answer, Bounds, Transport
from relay import wire

_RETRY_AFTER_MAX_S = 3600
_SESSION_LOST = frozenset({wire.Code.SESSION_EXPIRED, wire.Code.BAD_SIGNATURE})
"""A relay that was given a new secret can no longer check our key, and says bad-signature."""

_ACCEPTED = frozenset({200, 204})

_Value = TypeVar("_Value")


def system_clock_ms() -> int:
    """This computer's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class SignedCalls:
    """Calls to one relay under one credential. Safe from any number of threads.

    Attributes:
        clock: this computer's clock, corrected by what the relay said.
        transport: what carries the requests.
    """

    def __init__(self, transport: Transport, credential: Credential, clock: Clock) -> None:
        self.transport = transport
        self.clock = RelayClock(clock)
        self._credential: Credential | None = credential
        self._sessions = SessionHolder(self.clock, self._open_session)

    def unsigned(self, request: Request) -> bytes:
        """The answer to a request that needs no identity. Raises RelayError."""
        return self.unsigned_answer(request, self.transport, DEFAULT_BOUNDS).body

    def unsigned_answer(
        self,
        request: Request,
        transport: Transport,
        bounds: Bounds,
        accepted: frozenset[int] = _ACCEPTED,
    ) -> Answer:
        """The same with its header, over `transport`, of a status that is `accepted`.

        Raises RelayError.
        """
        answer = transport.call(request, {}, bounds)
        if answer.status not in accepted:
            raise self._error(answer, _problem(answer))
        return answer

    def signed(self, request: Request, bounds: Bounds = DEFAULT_BOUNDS) -> bytes:
        """The answer to a request under the session's key. Raises RelayError."""
        return self.signed_answer(request, self.transport, bounds).body

    def signed_answer(
        self,
        request: Request,
        transport: Transport,
        bounds: Bounds,
        accepted: frozenset[int] = _ACCEPTED,
    ) -> Answer:
        """The same with its header, over `transport`, of a status that is `accepted`.

        Raises RelayError.
        """
        learned = reopened = False
        while True:
            session = self._sessions.get()
            answer = self._call(session.signer, request, bounds, transport)
            if answer.status in accepted:
                return answer
            problem = _problem(answer)
            if not learned and self._learn_from(problem):
                learned = True
            elif not reopened and problem is not None and problem.code in _SESSION_LOST:
                self._sessions.discard(session)
                reopened = True
            else:
                raise self._error(answer, problem)

    def signed_directly(self, request: Request, bounds: Bounds) -> bytes:
        """The answer to a request under the device key instead of a session's.

        Raises RelayError.
        """
        learned = False
        while True:
            credential = self._credential
            if not isinstance(credential, DeviceCredential):
                raise RelayConnectionClosed
            keyid = f"{wire.KEYID_DEVICE}{credential.device_id.hex()}"
            answer = self._call(RequestSigner.ed25519(keyid, credential.sign), request, bounds)
            if _is_ok(answer):
                return answer.body
            problem = _problem(answer)
            if learned or not self._learn_from(problem):
                raise self._error(answer, problem)
            learned = True

    def open_for_good(self) -> int:
        """Open the session and drop the key that could open another, whatever comes of it.

        Returns until when it can be used, in relay time. Raises RelayError.
        """
        try:
            return self._sessions.get().renew_at_ms
        finally:
            self._credential = None

    def close(self) -> None:
        """End every call at once with RelayConnectionClosed, and drop the keys."""
        self._credential = None
        self.transport.close()
        self._sessions.clear()

    def _open_session(self) -> RelaySession:
        learned = False
        while True:
            credential = self._credential
            if credential is None:
                raise RelayConnectionClosed
            opening = SessionOpening(credential)
            request = Request("POST", wire.PATH_SESSION, "", opening.body, wire.CONTENT_JSON)
            answer = self._call(opening.signer, request, DEFAULT_BOUNDS)
            if _is_ok(answer):
                return opening.accept(answer.body, self.clock)
            problem = _problem(answer)
            if learned or not self._learn_from(problem):
                raise self._error(answer, problem)
            learned = True

    def _call(
        self,
        signer: RequestSigner,
        request: Request,
        bounds: Bounds,
        transport: Transport | None = None,
    ) -> Answer:
        created_s = self.clock.now_ms() // 1000
        headers = signer.headers(request, self.transport.authority, created_s)
        return (transport or self.transport).call(request, headers, bounds)

    def _learn_from(self, problem: wire.Problem | None) -> bool:
        """Whether a refusal for clock skew said what time it is."""
        if problem is None or problem.code != wire.Code.CLOCK_SKEW or problem.time is None:
            return False
        self.clock.learn(problem.time)
        return True

    def _error(self, answer: Answer, problem: wire.Problem | None) -> RelayError:
        retry_after = _seconds(answer.retry_after)
        if problem is None:  # not the relay's own words: a proxy in between, or another server
            if answer.status in (502, 503, 504):
                return RelayNotReady(retry_after)
            return ProtocolViolation(f"status {answer.status}")
        if problem.retry_after is not None:
            retry_after = max(0, min(problem.retry_after, _RETRY_AFTER_MAX_S))
        offset = None if problem.time is None else self.clock.offset_ms
        return error_for_problem(
            problem.code,
            answer.status,
            retry_after_s=retry_after,
            clock_offset_ms=offset,
            version=problem.version,
            log_size=problem.log_size,
        )


def post(path: str, body: bytes) -> Request:
    """A request with a binary body."""
    return Request("POST", path, "", body, wire.CONTENT_BINARY)


def decoded(decode: Callable[[], _Value]) -> _Value:
    """What `decode` returns; bytes that it refuses are the relay's fault (ProtocolViolation)."""
    try:
        return decode()
    except wire.WireError as error:
        raise ProtocolViolation(str(error) or "malformed") from error


def _is_ok(answer: Answer) -> bool:
    return answer.status in _ACCEPTED


def _problem(answer: Answer) -> wire.Problem | None:
    """The RFC 9457 problem in a refusal, None when it holds none."""
    if answer.media_type != wire.CONTENT_PROBLEM:
        return None
    try:
        return wire.decode_json(answer.body, wire.Problem)
    except wire.WireError:
        return None


def _seconds(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit()):
        return None
    return min(int(text[:9]), _RETRY_AFTER_MAX_S)
