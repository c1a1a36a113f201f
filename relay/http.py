"""HTTP/1.1 requests out of bytes, without I/O (RFC 9112, narrowed by PROTOCOL.md section 5).

Theory of operation. `feed` takes what arrived, `next_request` gives complete requests one by one,
so pipelining costs nothing extra. A well-formed head is recognised by one regular expression; only
when it does not match does `_diagnose` look for the reason. Everything on which two HTTP parsers
could disagree, and so let one request hide in another, is refused: chunked bodies, repeated
framing fields, bare CR or LF, obsolete folding, space before a colon, NUL, a body on GET. After a
`BadRequestError` the position in the stream is unknown, so the connection must be closed.

Bodies are buffered whole, but for the one route whose bodies may be as long as a file: there the
request is given as soon as its head is complete, and `take_pieces` gives what follows as it comes.
Framing is the same; only who holds the bytes differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Final

import msgspec

from relay.wire import (
    MAX_BODY,
    MAX_HEADER_BYTES,
    MAX_HEADERS,
    MAX_REQUEST_LINE,
    PATH_ENROL,
    PATH_LINK,
    PATH_LOG_ENTRIES,
    PATH_LOG_RETURN,
    PATH_MESSAGES,
    PATH_PREKEYS,
    PATH_PREKEYS_CLAIM,
    PATH_RECOVERY,
    PATH_SESSION,
    PATH_UPLOAD,
    Code,
)

_TOKEN: Final = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]"
_PATH: Final = rb"[A-Za-z0-9\-._~!$&'()*+,;=:@%/]"
_HEAD: Final = re.compile(
    rb"(" + _TOKEN + rb"{1,32}) (/" + _PATH + rb"*+)(?:\?((?:" + _PATH + rb"|\?)*+))? HTTP/1\.1\r\n"
    rb"(?:" + _TOKEN + rb"++:[\t -~\x80-\xff]*+\r\n)*+\r\n"
)
_HOST: Final = re.compile(rb"(?:[A-Za-z0-9.\-_]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_LENGTH_DIGITS: Final = 10
_MAX_STREAMED: Final = 10**_LENGTH_DIGITS - 1
_BARE_LINE_END: Final = re.compile(rb"(?<!\r)\n|\r(?!\n)(?!\Z)")
_SINGLE: Final = frozenset(
    {
        b"host",
        b"content-length",
        b"content-type",
        b"content-digest",
        b"signature",
        b"signature-input",
        b"connection",
    }
)
"""Fields that may appear only once, because each decides framing or authentication."""
_REFUSED: Final = frozenset({b"transfer-encoding", b"expect", b"upgrade"})


UPLOADS: Final = (b"PATCH", PATH_UPLOAD.encode())
"""The route whose bodies are given in pieces: a method, and how the path begins."""
SMALL_BODY: Final = 4 * 1024
"""What every path accepts; larger ones are listed below."""
_BODY_LIMITS: Final = {
    PATH_SESSION.encode(): 64 * 1024,
    PATH_PREKEYS_CLAIM.encode(): 64 * 1024,
    PATH_LOG_ENTRIES.encode(): 1024 * 1024,
    PATH_LOG_RETURN.encode(): MAX_BODY,
    PATH_ENROL.encode(): 64 * 1024,
    PATH_LINK.encode(): 64 * 1024,
    PATH_RECOVERY.encode(): 1024 * 1024,
    PATH_PREKEYS.encode(): 1024 * 1024,
    PATH_MESSAGES.encode(): MAX_BODY,
}


class BodyBudget:
    """Bytes of bodies that have begun and are not complete, over all connections."""

    __slots__ = ("_limit", "used")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.used = 0

    def add(self, count: int) -> None:
        """Count bytes in. Raises BadRequestError when there is no room for them."""
        if self.used + count > self._limit:
            raise BadRequestError(Code.UNAVAILABLE, "Too many requests are on their way.")
        self.used += count


class BadRequestError(Exception):
    """The stream cannot be understood from here on: answer with this problem, then close."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Request(msgspec.Struct, frozen=True, gc=False):
    """One complete request. Header names are lower case; `query` is without its `?`.

    With `streamed` above 0, so many bytes of body are still to come in pieces; `body` is empty.
    """

    method: bytes
    path: bytes
    query: bytes
    headers: dict[bytes, bytes]
    body: bytes
    close: bool
    streamed: int = 0

    def __repr__(self) -> str:
        return f"<Request {len(self.body)} bytes>"


class Phase(Enum):
    """What the parser is in the middle of, for the time limits."""

    IDLE = "idle"
    HEAD = "head"
    BODY = "body"
    STREAM = "stream"


class _Head(msgspec.Struct, frozen=True, gc=False):
    method: bytes
    path: bytes
    query: bytes
    headers: dict[bytes, bytes]
    close: bool


class RequestParser:
    """The receiving side of one connection."""

    __slots__ = (
        "_budget",
        "_buffer",
        "_chunks",
        "_counted",
        "_head",
        "_host",
        "_limits",
        "_missing",
        "_pieces",
        "_position",
        "_signed",
        "_streamed",
        "_to_come",
    )

    def __init__(
        self,
        budget: BodyBudget | None = None,
        limits: Mapping[bytes, int] = _BODY_LIMITS,
        *,
        signed: bool = True,
        streamed: tuple[bytes, bytes] | None = None,
    ) -> None:
        """`limits` are the paths that take more than `SMALL_BODY`; `signed`: from signers alone.

        `streamed` is the route (`UPLOADS`) whose bodies come in pieces, of any length and unsigned.
        """
        self._streamed = streamed
        self._to_come = 0
        self._pieces: list[bytes] = []
        self._limits = limits
        self._signed = signed
        self._budget = budget or BodyBudget(MAX_BODY)
        self._counted = 0
        self._buffer = b""
        self._position = 0
        self._head: _Head | None = None
        self._host: bytes | None = None
        self._missing = 0
        self._chunks: list[bytes] = []

    @property
    def phase(self) -> Phase:
        """IDLE between requests, else what has begun but is not complete."""
        if self._to_come or self._pieces:
            return Phase.STREAM
        if self._head is not None:
            return Phase.BODY
        return Phase.HEAD if self._position < len(self._buffer) else Phase.IDLE

    @property
    def body_length(self) -> int:
        """How long the body is that has begun, or what is left of a streamed one; 0 for none."""
        return self._to_come + self._missing + sum(map(len, self._chunks))

    def feed(self, data: bytes) -> None:
        """Take bytes as they arrived. Call `next_request` until it gives None afterwards.

        Raises BadRequestError.
        """
        if self._missing:
            chunk = data[: self._missing]
            self._count(len(chunk))
            self._chunks.append(chunk)
            self._missing -= len(chunk)
            data = data[len(chunk) :]
        elif self._to_come:
            data = self._split(data)
        if not data:
            return
        if self._position < len(self._buffer):
            data = self._buffer[self._position :] + data
        self._buffer = data
        self._position = 0

    def take_pieces(self) -> list[bytes]:
        """Give what has come of a streamed body since the last time."""
        pieces, self._pieces = self._pieces, []
        return pieces

    def _split(self, data: bytes) -> bytes:
        """Keep what belongs to the streamed body; return what lies behind it."""
        piece = data[: self._to_come]
        self._to_come -= len(piece)
        if piece:
            self._pieces.append(piece)
        return data[len(piece) :]

    def next_request(self) -> Request | None:
        """Give the next complete request, or None when more bytes are needed.

        None too while a streamed body has not been taken whole. Raises BadRequestError.
        """
        head = self._head
        if self._missing or self._to_come or self._pieces:
            return None
        if head is not None:
            body = b"".join(self._chunks)
            self.discard()
            return _request(head, body)
        buffer, start = self._buffer, self._position
        if buffer.startswith(b"\r\n", start):  # RFC 9112 section 2.2: one empty line is tolerated
            start += 2
        end = buffer.find(b"\r\n\r\n", start, start + MAX_REQUEST_LINE + MAX_HEADER_BYTES)
        if end < 0:
            if start < len(buffer):
                _check_partial(buffer[start:])
            return None
        match = _HEAD.fullmatch(buffer, start, end + 4)
        if match is None:
            raise _diagnose(buffer[start : end + 2])
        method, path, query = match.groups(b"")
        line_end = buffer.find(b"\r\n", start)
        if line_end - start > MAX_REQUEST_LINE or end - line_end > MAX_HEADER_BYTES:
            raise BadRequestError(
                Code.HEADER_TOO_LARGE, "The request line or the header is too long."
            )
        headers = _headers(buffer[line_end + 2 : end])
        self._check_host(headers)
        return self._with_body(_Head(method, path, query, headers, _closes(headers)), end + 4)

    def _check_host(self, headers: dict[bytes, bytes]) -> None:
        host = headers.get(b"host", b"")
        if host != self._host:  # a connection names one, so it is looked at once
            if _HOST.fullmatch(host) is None:
                raise BadRequestError(
                    Code.MALFORMED, "The Host header field is missing or malformed."
                )
            self._host = host

    def _streams(self, head: _Head) -> bool:
        route = self._streamed
        return route is not None and head.method == route[0] and head.path.startswith(route[1])

    def _with_body(self, head: _Head, body_start: int) -> Request | None:
        """Give a request whose head is complete, if its body is too, or comes in pieces."""
        buffer, headers = self._buffer, head.headers
        streams = self._streams(head)
        length = _content_length(head.method, headers, _MAX_STREAMED if streams else MAX_BODY)
        if streams and length:
            self._to_come = length
            self._buffer = self._split(buffer[body_start:])
            self._position = 0
            return _request(head, b"", length)
        if length > SMALL_BODY and length > self._limits.get(head.path, SMALL_BODY):
            raise BadRequestError(Code.TOO_LARGE, "No body of this path is that large.")
        if (
            self._signed
            and length > SMALL_BODY
            and not (b"signature" in headers and b"signature-input" in headers)
        ):
            raise BadRequestError(Code.BAD_SIGNATURE, "A request with such a body is signed.")
        body_end = body_start + length
        if body_end <= len(buffer):
            self._position = body_end
            return _request(head, buffer[body_start:body_end] if length else b"")
        self._count(len(buffer) - body_start)
        self._head = head
        self._chunks = [buffer[body_start:]]
        self._missing = body_end - len(buffer)
        self._buffer = b""
        self._position = 0
        return None

    def discard(self) -> None:
        """Forget a body that has begun, and give its room back."""
        self._to_come = 0
        self._pieces = []
        self._budget.used -= self._counted
        self._counted = self._missing = 0
        self._chunks = []
        self._head = None

    def _count(self, count: int) -> None:
        self._budget.add(count)
        self._counted += count


def _request(head: _Head, body: bytes, streamed: int = 0) -> Request:
    return Request(head.method, head.path, head.query, head.headers, body, head.close, streamed)


def _closes(headers: dict[bytes, bytes]) -> bool:
    return b"close" in headers.get(b"connection", b"").lower()


def _headers(block: bytes) -> dict[bytes, bytes]:
    """Take apart the lines of a head that has matched; the last has no line end."""
    fields = [line.partition(b":") for line in block.split(b"\r\n")] if block else []
    if len(fields) > MAX_HEADERS:
        raise BadRequestError(Code.HEADER_TOO_LARGE, "There are too many header fields.")
    headers = {name.lower(): value.strip(b" \t") for name, _, value in fields}
    if len(headers) != len(fields):
        names = [name.lower() for name, _, _ in fields]
        if any(names.count(name) > 1 for name in _SINGLE):
            raise BadRequestError(Code.MALFORMED, "A header field that must be single is repeated.")
    if not _REFUSED.isdisjoint(headers):
        field = min(_REFUSED.intersection(headers)).decode("ascii")
        raise BadRequestError(Code.MALFORMED, f"The header field {field} is not supported.")
    return headers


def _content_length(method: bytes, headers: dict[bytes, bytes], most: int) -> int:
    text = headers.get(b"content-length")
    if text is None:
        return 0
    if not text.isdigit() or len(text) > _LENGTH_DIGITS:
        raise BadRequestError(Code.MALFORMED, "Content-Length is not one plain number.")
    length = int(text)
    if length > most:
        raise BadRequestError(Code.TOO_LARGE, f"A body has at most {most} bytes.")
    if length and method in (b"GET", b"HEAD"):
        raise BadRequestError(Code.MALFORMED, "A GET request has no body.")
    return length


def _check_partial(data: bytes) -> None:
    """Refuse an unfinished head as soon as it can no longer become a good one."""
    if len(data) >= MAX_REQUEST_LINE + MAX_HEADER_BYTES:
        raise BadRequestError(Code.HEADER_TOO_LARGE, "The header is too long.")
    line_end = data.find(b"\r\n")
    if (line_end if line_end >= 0 else len(data)) > MAX_REQUEST_LINE:
        raise BadRequestError(Code.HEADER_TOO_LARGE, "The request line is too long.")
    if b"\0" in data or _BARE_LINE_END.search(data) is not None:
        raise _diagnose(data)
    if not (data[:1].isalpha() or data[:1] == b"\r"):
        raise BadRequestError(Code.MALFORMED, "This is not an HTTP/1.1 request.")


def _diagnose(head: bytes) -> BadRequestError:
    """Say why a head did not match; only the words differ, never the outcome."""
    line, _, fields = head.partition(b"\r\n")
    if b"\0" in head:
        detail = "A NUL byte is not allowed."
    elif _BARE_LINE_END.search(head) is not None:
        detail = "Lines end in CR LF, and neither stands alone."
    elif re.search(rb"(?:^|\r\n)[ \t]", fields):
        detail = "Folded header lines are not supported."
    elif re.search(rb"(?:^|\r\n)[^:\r\n]*[ \t]+:", fields):
        detail = "There is space before a header field's colon."
    elif not line.endswith(b" HTTP/1.1"):
        detail = "Only HTTP/1.1 is spoken here."
    elif re.match(_TOKEN + rb"+ /", line) is None:
        detail = "The request target must be a path."
    else:
        detail = "The request line or a header field is malformed."
    return BadRequestError(Code.MALFORMED, detail)
