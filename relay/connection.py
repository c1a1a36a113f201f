"""One client's connection: bytes to requests, answers to bytes, in order and within time.

Answers may be ready in any order (a long-poll waits, a commit takes a moment); they leave in the
order of the requests. Everything that became ready in one turn of the event loop leaves in one
write, because under TLS each write is a record and costs more than most requests.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Final, Protocol, cast

from relay.http import BadRequestError, BodyBudget, Phase, Request, RequestParser
from relay.problems import RefusalError
from relay.router import as_refusal
from relay.wire import CONTENT_BINARY, CONTENT_JSON, CONTENT_NOTE, CONTENT_PROBLEM, Code

MAX_PIPELINED: Final = 64
_BODY_BYTES_PER_S: Final = 16 * 1024
_WRITE_STALL_S: Final = 60.0
_REASONS: Final = {
    200: b"OK",
    204: b"No Content",
    400: b"Bad Request",
    401: b"Unauthorized",
    403: b"Forbidden",
    404: b"Not Found",
    405: b"Method Not Allowed",
    408: b"Request Timeout",
    409: b"Conflict",
    413: b"Content Too Large",
    422: b"Unprocessable Content",
    429: b"Too Many Requests",
    431: b"Request Header Fields Too Large",
    500: b"Internal Server Error",
    503: b"Service Unavailable",
    507: b"Insufficient Storage",
}


def _start(status: int, content_type: str) -> bytes:
    return b"HTTP/1.1 %d %b\r\nContent-Type: %b\r\nCache-Control: no-store\r\nDate: " % (
        status,
        _REASONS[status],
        content_type.encode("ascii"),
    )


_BINARY_START: Final = _start(200, CONTENT_BINARY)
_JSON_START: Final = _start(200, CONTENT_JSON)
_NOTE_START: Final = _start(200, CONTENT_NOTE)
_NOTHING_START: Final = b"HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\nDate: "


class Host(Protocol):
    """What a connection needs of the server."""

    date: bytes
    same_answer: tuple[bytes, bytes, bytes]
    body_budget: BodyBudget
    header_seconds: float
    body_seconds: float
    idle_seconds: float

    def dispatch(self, request: Request, reply: Reply) -> None:
        """Answer a request now or later."""

    def joined(self, connection: Connection) -> bool:
        """Count a connection in; False when there are too many."""

    def left(self, connection: Connection) -> None:
        """Count it out."""

    def ready(self, connection: Connection) -> None:
        """Let `flush` be called when this turn is over."""

    def refused(self, code: Code) -> None:
        """Count a problem."""

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Run a task and keep it alive."""


class Reply:
    """The place of one request's answer in its connection's order."""

    __slots__ = ("_connection", "_gone", "_head_only", "close", "data")

    def __init__(self, connection: Connection, *, head_only: bool, close: bool) -> None:
        self._connection = connection
        self._head_only = head_only
        self._gone: Callable[[], None] | None = None
        self.close = close
        self.data: bytes | None = None

    @property
    def remote(self) -> bytes:
        """The client's network address, to count by."""
        return self._connection.remote

    def binary(self, body: bytes) -> None:
        """Answer 200 with a binary body.

        The senders whose mail one commit stored get the same bytes, so the last are kept.
        """
        if self.data is not None:
            return
        host = self._connection.host
        same_body, same_date, same = host.same_answer
        if same_body is body and same_date is host.date and not self.close:
            self._finish(same)
            return
        self._send(_BINARY_START, body)
        if not self.close:
            host.same_answer = (body, host.date, self.data or b"")

    def json(self, body: bytes) -> None:
        """Answer 200 with JSON."""
        self._send(_JSON_START, body)

    def note(self, body: bytes) -> None:
        """Answer 200 with a checkpoint."""
        self._send(_NOTE_START, body)

    def plain(self, status: int, content_type: str, body: bytes) -> None:
        """Answer with a status and a body of the caller's own making."""
        self._send(_start(status, content_type), body)

    def nothing(self) -> None:
        """Answer 204."""
        if self.data is None:
            self._finish(_NOTHING_START + self._connection.host.date + self._connection_field())

    def refuse(self, error: RefusalError, allow: str = "") -> None:
        """Answer with a problem."""
        self._connection.host.refused(error.code)
        extra = b""
        if error.retry_after is not None:
            extra += b"\r\nRetry-After: %d" % error.retry_after
        if allow:
            extra += b"\r\nAllow: " + allow.encode("ascii")
        self._send(_start(error.status, CONTENT_PROBLEM), error.body(), extra)

    def when_gone(self, callback: Callable[[], None]) -> None:
        """Call back if the connection ends before the answer."""
        self._gone = callback

    def later(self, answer: Coroutine[Any, Any, None]) -> None:
        """Let a task give the answer; what it raises becomes a problem."""
        self._connection.host.spawn(self._run(answer))

    async def _run(self, answer: Coroutine[Any, Any, None]) -> None:
        try:
            await answer
        except Exception as error:
            self.refuse(as_refusal(error))

    def _send(self, start: bytes, body: bytes, extra: bytes = b"") -> None:
        if self.data is not None:
            return
        length = b"\r\nContent-Length: %d" % len(body)
        head = start + self._connection.host.date + length + extra + self._connection_field()
        self._finish(head if self._head_only else head + body)

    def _connection_field(self) -> bytes:
        return b"\r\nConnection: close\r\n\r\n" if self.close else b"\r\n\r\n"

    def _finish(self, data: bytes) -> None:
        self.data = data
        self._gone = None
        self._connection.host.ready(self._connection)

    def gone(self) -> None:
        """Tell whoever prepares the answer that nobody waits for it any more."""
        self.data = b""
        if self._gone is not None:
            callback, self._gone = self._gone, None
            callback()


class Connection(asyncio.Protocol):
    """See the module."""

    __slots__ = (
        "_blocked_since",
        "_closing",
        "_parser",
        "_pending",
        "_since",
        "_transport",
        "host",
    )

    def __init__(self, host: Host, parser: RequestParser | None = None) -> None:
        self.host = host
        self._parser = parser or RequestParser(host.body_budget)
        self._pending: deque[Reply] = deque()
        self._transport: asyncio.Transport | None = None
        self._closing = False
        self._since = 0.0
        self._blocked_since: float | None = None

    @property
    def remote(self) -> bytes:
        """The client's network address, to count by; of IPv6 the network, which is one party's."""
        peer = self._transport.get_extra_info("peername") if self._transport else None
        if not isinstance(peer, tuple):
            return b""
        address = ipaddress.ip_address(peer[0].partition("%")[0])
        if isinstance(address, ipaddress.IPv6Address):
            mapped = address.ipv4_mapped
            return mapped.packed if mapped else address.packed[:8]
        return address.packed

    # --- asyncio's calls ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, or refuse when there are too many connections."""
        self._transport = cast(asyncio.Transport, transport)
        self._since = _now()
        if not self.host.joined(self):
            self._refuse(RefusalError(Code.UNAVAILABLE, "Too many connections.", retry_after=5))

    def data_received(self, data: bytes) -> None:
        """Take bytes and dispatch the requests they complete."""
        if self._closing:
            return
        parser = self._parser
        before = parser.phase
        try:
            parser.feed(data)
        except BadRequestError as error:
            self._refuse(RefusalError(error.code, error.detail, retry_after=1))
            return
        began_anew = self._process()
        if began_anew or parser.phase is not before:
            self._since = _now()

    def _process(self) -> bool:
        """Dispatch complete requests, up to the pipelining limit; return whether there were any."""
        parser, pending, host = self._parser, self._pending, self.host
        any_request = False
        try:
            while len(pending) < MAX_PIPELINED:
                request = parser.next_request()
                if request is None:
                    return any_request
                any_request = True
                reply = Reply(self, head_only=request.method == b"HEAD", close=request.close)
                pending.append(reply)
                host.dispatch(request, reply)
                if request.close:
                    self._closing = True
                    return True
        except BadRequestError as error:
            self._refuse(RefusalError(error.code, error.detail))
            return True
        if self._transport is not None:
            self._transport.pause_reading()
        return any_request

    def eof_received(self) -> bool:
        """Let asyncio close: a client that stops sending has no use for answers."""
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget everything that was to be answered."""
        self._transport = None
        self._closing = True
        self._parser.discard()
        pending, self._pending = self._pending, deque()
        for reply in pending:
            reply.gone()
        self.host.left(self)

    def pause_writing(self) -> None:
        """Stop reading too: who does not read answers gets no more requests in."""
        self._blocked_since = _now()
        if self._transport is not None:
            self._transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on."""
        self._blocked_since = None
        self._resume_reading()

    # --- the server's calls ---

    def flush(self) -> None:
        """Write every answer that is ready and whose turn it is."""
        pending = self._pending
        ready: list[bytes] = []
        close = False
        while pending and pending[0].data is not None:
            reply = pending.popleft()
            ready.append(reply.data or b"")
            close = reply.close
        transport = self._transport
        if not ready or transport is None:
            return
        transport.write(ready[0] if len(ready) == 1 else b"".join(ready))
        if close:
            self._closing = True
            transport.close()
            return
        if not pending:
            self._since = _now()
        if self._blocked_since is None:
            self._resume_reading()

    def _resume_reading(self) -> None:
        transport = self._transport
        if transport is None or transport.is_reading() or self._closing:
            return
        self._process()
        if len(self._pending) < MAX_PIPELINED:
            transport.resume_reading()

    def check_time(self, now: float) -> None:
        """Close what takes too long; called about once a second."""
        transport = self._transport
        if transport is None:
            return
        if self._blocked_since is not None:
            if now - self._blocked_since > _WRITE_STALL_S:
                transport.abort()
            return
        phase = self._parser.phase
        if self._closing:
            if now - self._since > _WRITE_STALL_S and not self._pending:
                transport.abort()
            return
        waited = now - self._since
        if phase is Phase.IDLE:
            if not self._pending and waited > self.host.idle_seconds:
                transport.close()
        elif len(self._pending) >= MAX_PIPELINED:
            return
        else:
            allowed = self.host.header_seconds
            if phase is Phase.BODY:
                allowed = self.host.body_seconds + self._parser.body_length / _BODY_BYTES_PER_S
            if waited > allowed:
                self._refuse(RefusalError(Code.TIMEOUT, "The request did not arrive in time."))

    def finish(self) -> None:
        """Close once everything pending is answered: the relay is stopping."""
        self._closing = True
        if self._transport is None:
            return
        if not self._pending:
            self._transport.close()
        else:
            self._pending[-1].close = True

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    def _refuse(self, error: RefusalError) -> None:
        """Answer the unreadable in its turn, then close."""
        self._closing = True
        self._parser.discard()
        reply = Reply(self, head_only=False, close=True)
        self._pending.append(reply)
        reply.refuse(error)


def _now() -> float:
    return asyncio.get_running_loop().time()
