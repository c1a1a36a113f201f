"""One client's connection: bytes to requests, answers to bytes, in order and within time.

Answers may be ready in any order (a long-poll waits, a commit takes a moment); they leave in the
order of the requests. Everything that became ready in one turn of the event loop leaves in one
write, because under TLS each write is a record and costs more than most requests. A body in pieces
goes in or out as fast as the slower side can: reading pauses while the disk is behind, and the disk
is read no faster than the client takes it.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from collections import deque
from collections.abc import Coroutine
from typing import Any, Final, Protocol, cast

from relay.http import UPLOADS, BadRequestError, BodyBudget, Phase, Request, RequestParser
from relay.problems import RefusalError
from relay.reply import Reply
from relay.streaming import IncomingBody, OutgoingBody
from relay.wire import Code

_log = logging.getLogger("relay.connection")
MAX_PIPELINED: Final = 64
_BODY_BYTES_PER_S: Final = 16 * 1024
_WRITE_STALL_S: Final = 60.0
_LINGER_S: Final = 5.0
_LINGER_BYTES: Final = 8 * 1024 * 1024
"""So long, and so much, is still read after the last answer: closing with bytes unread would reset
the connection, and the client might never see why."""


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


class Connection(asyncio.Protocol):
    """See the module."""

    __slots__ = (
        "_blocked_since",
        "_closing",
        "_incoming",
        "_last",
        "_lingered",
        "_parser",
        "_pending",
        "_sending",
        "_since",
        "_transport",
        "_writable",
        "host",
    )

    def __init__(self, host: Host, parser: RequestParser | None = None) -> None:
        self.host = host
        self._parser = parser or RequestParser(host.body_budget, streamed=UPLOADS)
        self._pending: deque[Reply] = deque()
        self._transport: asyncio.Transport | None = None
        self._closing = False
        self._last = False
        self._incoming: IncomingBody | None = None
        self._sending: Reply | None = None
        self._lingered = 0
        self._since = 0.0
        self._blocked_since: float | None = None
        self._writable: asyncio.Future[None] | None = None

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
            self._linger(len(data))
            return
        parser = self._parser
        before = parser.phase
        try:
            parser.feed(data)
        except BadRequestError as error:
            self._refuse(RefusalError(error.code, error.detail, retry_after=1))
            return
        began_anew = self._process()
        incoming = self._incoming
        moved = incoming is not None and not incoming.unwanted
        if began_anew or moved or parser.phase is not before:
            self._since = _now()

    def _process(self) -> bool:
        """Pass on bodies, dispatch complete requests; return whether there were any requests."""
        parser, pending, host = self._parser, self._pending, self.host
        any_request = False
        try:
            while self._passed_on():
                if self._last:
                    self._closing = True
                    return any_request
                if len(pending) >= MAX_PIPELINED:
                    break
                request = parser.next_request()
                if request is None:
                    return any_request
                any_request = True
                reply = Reply(self, head_only=request.method == b"HEAD", close=request.close)
                if request.streamed:
                    reply.incoming = IncomingBody(request.streamed, self._resume_reading)
                    self._incoming = reply.incoming
                pending.append(reply)
                self._last = request.close
                host.dispatch(request, reply)
            else:
                if self._incoming is None or not self._incoming.full:
                    return any_request
        except BadRequestError as error:
            self._refuse(RefusalError(error.code, error.detail))
            return True
        if self._transport is not None:
            self._transport.pause_reading()
        return any_request

    def _passed_on(self) -> bool:
        """Give a body in pieces what has come; say whether none is incomplete now."""
        incoming = self._incoming
        if incoming is None:
            return True
        incoming.feed(self._parser.take_pieces())
        if incoming.missing:
            return False
        self._incoming = None
        return True

    def _linger(self, count: int) -> None:
        """Throw away what comes after the last answer."""
        if self._incoming is None or self._transport is None or self._pending:
            return
        self._lingered += count
        if self._lingered >= min(self._incoming.missing, _LINGER_BYTES):
            self._transport.close()

    def eof_received(self) -> bool:
        """Let asyncio close: a client that stops sending has no use for answers."""
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget everything that was to be answered."""
        self._transport = None
        self._closing = True
        self._parser.discard()
        if self._incoming is not None:
            self._incoming.end(RefusalError(Code.UNAVAILABLE, "The connection broke."))
        self._wake_sender()
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
        self._wake_sender()
        self._resume_reading()

    # --- the server's calls ---

    def flush(self) -> None:
        """Write every answer that is ready and whose turn it is."""
        pending = self._pending
        ready: list[bytes] = []
        close = False
        body: OutgoingBody | None = None
        while self._sending is None and pending and pending[0].data is not None:
            reply = pending.popleft()
            ready.append(reply.data or b"")
            close, body = reply.close, reply.outgoing
            if body is not None:
                self._sending = reply
        transport = self._transport
        if not ready or transport is None:
            return
        transport.write(ready[0] if len(ready) == 1 else b"".join(ready))
        if body is not None:
            self.host.spawn(self._send(body))
        elif close:
            self._close_after_answer()
        else:
            self._answered()

    def _answered(self) -> None:
        if not self._pending:
            self._since = _now()
        self._resume_reading()

    def _close_after_answer(self) -> None:
        """Close, but read a little more first if a body is on its way that nobody wants."""
        self._closing = True
        self._since = _now()
        if self._transport is None:
            return
        if self._incoming is None:
            self._transport.close()
        else:
            self._transport.resume_reading()

    async def _send(self, body: OutgoingBody) -> None:
        """Send an answer's body piece by piece, then go on with the answers behind it."""
        whole = False
        try:
            while piece := await body.next():
                while self._blocked_since is not None and self._transport is not None:
                    self._writable = asyncio.get_running_loop().create_future()
                    await self._writable
                if self._transport is None:
                    return
                self._transport.write(piece)
            whole = True
        except OSError as error:
            _log.error("answer cut off outcome=%s", error.strerror or type(error).__name__)
        finally:
            body.close()
            sent, self._sending = self._sending, None
            if not whole:
                self.abort()
        if sent is not None and sent.close:
            self._close_after_answer()
        else:
            self._answered()
            self.flush()

    def _wake_sender(self) -> None:
        if self._writable is not None and not self._writable.done():
            self._writable.set_result(None)

    def _resume_reading(self) -> None:
        transport = self._transport
        if transport is None or transport.is_reading() or self._closing:
            return
        if self._blocked_since is not None:
            return
        self._process()
        stuffed = self._incoming is not None and self._incoming.full
        if len(self._pending) < MAX_PIPELINED and not stuffed and not self._closing:
            if self._incoming is not None:
                self._since = _now()  # it was the disk that took its time
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
        waited = now - self._since
        if self._closing:
            if self._incoming is not None and waited > _LINGER_S and not self._pending:
                transport.close()
            elif waited > _WRITE_STALL_S and not self._pending:
                transport.abort()
        elif len(self._pending) < MAX_PIPELINED:
            self._check_arriving(transport, waited)

    def _check_arriving(self, transport: asyncio.Transport, waited: float) -> None:
        """Bound how long the next request takes, and each of its parts."""
        phase = self._parser.phase
        if self._incoming is not None:
            self._check_incoming(self._incoming, transport, waited)
        elif phase is Phase.IDLE:
            if not self._pending and self._sending is None and waited > self.host.idle_seconds:
                transport.close()
        else:
            allowed = self.host.header_seconds
            if phase is Phase.BODY:
                allowed = self.host.body_seconds + self._parser.body_length / _BODY_BYTES_PER_S
            if waited > allowed:
                self._refuse(RefusalError(Code.TIMEOUT, "The request did not arrive in time."))

    def _check_incoming(
        self, incoming: IncomingBody, transport: asyncio.Transport, waited: float
    ) -> None:
        """Bound how long the next piece takes, or all of what nobody wants."""
        if not transport.is_reading():
            return
        if not incoming.unwanted:
            if waited > self.host.body_seconds:
                incoming.end(RefusalError(Code.TIMEOUT, "No more of the body arrived in time."))
        elif waited > self.host.body_seconds + incoming.missing / _BODY_BYTES_PER_S:
            transport.close()

    def finish(self) -> None:
        """Close once everything pending is answered: the relay is stopping."""
        self._closing = True
        if self._transport is None:
            return
        if self._incoming is not None:
            self._incoming.end(RefusalError(Code.UNAVAILABLE, "The relay stops.", retry_after=1))
            self._incoming = None
        if self._pending:
            self._pending[-1].close = True
        elif self._sending is not None:
            self._sending.close = True
        else:
            self._transport.close()

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
