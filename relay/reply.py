"""The answer to one request: its status line, header and body, given once, now or later."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final

from relay.problems import RefusalError
from relay.router import as_refusal
from relay.streaming import IncomingBody, OutgoingBody
from relay.wire import CONTENT_BINARY, CONTENT_JSON, CONTENT_NOTE, CONTENT_PROBLEM, Code

if TYPE_CHECKING:
    from relay.connection import Connection

_DRAIN_BYTES: Final = 8 * 1024 * 1024
"""So much of a body that nobody wants is read to its end, so that the connection can be kept."""
_REASONS: Final = {
    200: b"OK",
    201: b"Created",
    204: b"No Content",
    206: b"Partial Content",
    400: b"Bad Request",
    401: b"Unauthorized",
    403: b"Forbidden",
    404: b"Not Found",
    405: b"Method Not Allowed",
    408: b"Request Timeout",
    409: b"Conflict",
    412: b"Precondition Failed",
    413: b"Content Too Large",
    415: b"Unsupported Media Type",
    416: b"Range Not Satisfiable",
    422: b"Unprocessable Content",
    429: b"Too Many Requests",
    431: b"Request Header Fields Too Large",
    460: b"Checksum Mismatch",
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


class Reply:
    """The place of one request's answer in its connection's order.

    Attributes:
        data: the answer's bytes once it is ready, without a body that comes in pieces.
        incoming: the request's own body, when it comes in pieces.
        outgoing: where the answer's body comes from, when it leaves in pieces.
    """

    __slots__ = (
        "_also",
        "_connection",
        "_gone",
        "_head_only",
        "close",
        "data",
        "incoming",
        "outgoing",
    )

    def __init__(self, connection: Connection, *, head_only: bool, close: bool) -> None:
        self._connection = connection
        self._head_only = head_only
        self._gone: Callable[[], None] | None = None
        self._also = b""
        self.close = close
        self.data: bytes | None = None
        self.incoming: IncomingBody | None = None
        self.outgoing: OutgoingBody | None = None

    @property
    def remote(self) -> bytes:
        """The client's network address, to count by."""
        return self._connection.remote

    def also(self, name: str, value: str) -> None:
        """Add a header field to the answer, whatever it will be."""
        self._also += b"\r\n%b: %b" % (name.encode("ascii"), value.encode("ascii"))

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
            self._leave_body()
            head = _NOTHING_START + self._connection.host.date + self._also
            self._finish(head + self._connection_field())

    def empty(self, status: int) -> None:
        """Answer with a status and no body."""
        self.plain(status, CONTENT_BINARY, b"")

    def pieces(self, status: int, length: int, body: OutgoingBody) -> None:
        """Answer with a body that is fetched as it leaves."""
        if self.data is not None:
            body.close()
            return
        self.outgoing = body
        head = _start(status, CONTENT_BINARY) + self._connection.host.date
        head += b"\r\nContent-Length: %d" % length + self._also
        self._finish(head + self._connection_field())

    def refuse(self, error: RefusalError, allow: str = "") -> None:
        """Answer with a problem."""
        self._connection.host.refused(error.code)
        self.close |= error.code is Code.TIMEOUT
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
        self._leave_body()
        extra += self._also
        length = b"\r\nContent-Length: %d" % len(body)
        head = start + self._connection.host.date + length + extra + self._connection_field()
        self._finish(head if self._head_only else head + body)

    def _leave_body(self) -> None:
        """See to what is still to come of the request's body once it is answered."""
        body = self.incoming
        if body is not None and body.missing and not body.unwanted:
            self.close |= body.missing > _DRAIN_BYTES
            body.discard()

    def _connection_field(self) -> bytes:
        return b"\r\nConnection: close\r\n\r\n" if self.close else b"\r\n\r\n"

    def _finish(self, data: bytes) -> None:
        self.data = data
        self._gone = None
        self._connection.host.ready(self._connection)

    def gone(self) -> None:
        """Tell whoever prepares the answer that nobody waits for it any more."""
        self.data = b""
        if self.outgoing is not None:
            self.outgoing.close()
        if self._gone is not None:
            callback, self._gone = self._gone, None
            callback()
