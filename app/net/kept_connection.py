"""One more request over a connection that is open already (RFC 9112).

`requests` opens every connection, with all that belongs to it: proxies, names, the pin. It also
carries the first exchange. For each later one its thousand function calls cost more time than
encrypting a message does, so this module writes the request and reads the answer itself: as strict
as the relay is with requests, bounded, and without any of HTTP that the protocol does not use.
"""

from __future__ import annotations

import http.client
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from urllib3.util.wait import wait_for_read

_READ_SIZE = 16 * 1024
"""What a TLS record holds and one read returns: room for more would be allocated in vain."""
_HEAD_LIMIT = 64 * 1024
_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9]{2})(?: [^\r\n]*)?")
_FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([\t -~\x80-\xff]*)")
_LINE_END = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Head:
    """Status and header fields of an answer; names in lower case."""

    status: int
    fields: Mapping[str, str]
    persistent: bool
    """Whether the server keeps the connection."""


@dataclass(slots=True)
class KeptConnection:
    """An idle connection whose server was judged when it was opened.

    `still_wanted` raises when the call was ended or is overdue; it is asked after every read.
    """

    sock: ssl.SSLSocket
    still_wanted: Callable[[], None]
    _buffer: bytes = field(default=b"", repr=False)

    def send(self, method: str, target: str, fields: Mapping[str, str], body: bytes) -> None:
        """Send a request, a small one in one write.

        Raises ConnectionResetError when the server has closed.
        """
        if wait_for_read(self.sock, timeout=0):  # an end, or an answer to nothing
            raise ConnectionResetError
        lines = [f"{method} {target} HTTP/1.1", *[f"{name}: {fields[name]}" for name in fields]]
        if body or method != "GET":
            lines.append(f"Content-Length: {len(body)}")
        if any(map(_LINE_END.search, lines)):
            raise ValueError("a line end within a header field")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        if len(body) <= _READ_SIZE:
            self.sock.sendall(head + body)
        else:  # a part of a file, which is not copied once more
            self.sock.sendall(head)
            self.sock.sendall(body)

    def read_head(self) -> Head:
        """The answer's head. Raises ConnectionResetError when it is cut short, HTTPException."""
        while True:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                if len(self._buffer) > _HEAD_LIMIT:
                    raise http.client.HTTPException("head too large")
                piece = self.sock.recv(_READ_SIZE)
                if not piece:
                    raise ConnectionResetError
                self.still_wanted()
                self._buffer += piece
                continue
            head = _parse(self._buffer[:end])
            self._buffer = self._buffer[end + 4 :]
            if head.status >= 200:  # anything before it is only an announcement
                return head

    def read_body(self, length: int) -> bytes:
        """The answer's body. Raises IncompleteRead, and HTTPException when more was sent."""
        pieces, size = [self._buffer], len(self._buffer)
        while size < length:
            piece = self.sock.recv(_READ_SIZE)
            if not piece:
                raise http.client.IncompleteRead(b"", length - size)
            self.still_wanted()
            pieces.append(piece)
            size += len(piece)
        if size > length:
            raise http.client.HTTPException("more than was announced")
        return b"".join(pieces)


def _parse(data: bytes) -> Head:
    status_line, *lines = data.split(b"\r\n")
    status = _STATUS_LINE.fullmatch(status_line)
    if status is None:
        raise http.client.BadStatusLine("")
    fields: dict[str, str] = {}
    for line in lines:
        parts = _FIELD.fullmatch(line)
        if parts is None:
            raise http.client.HTTPException("header field")
        name, value = parts[1].decode("ascii").lower(), parts[2].decode("latin-1").rstrip(" \t")
        fields[name] = f"{fields[name]}, {value}" if name in fields else value
    persistent = status[1] == b"1" and fields.get("connection", "").lower() != "close"
    return Head(int(status[2]), fields, persistent)
