"""One HTTP request to a witness, bounded in bytes; the caller bounds the time.

The standard library's HTTP client blocks, and the relay's loop must not; so the bytes travel by
asyncio, and `http.client` reads the answer once it is complete.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import io
import socket
import ssl
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlsplit

from relay import tls

_MAX_ANSWER: Final = 64 * 1024


class WitnessUnreachable(Exception):  # noqa: N818 - an outcome
    """No answer that could be read. `outcome` is one word for log and status."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    body: bytes


async def post(url: str, body: bytes, pin: str = "") -> Answer:
    """Post to `http://…` or `https://…`; `pin` is SHA-256 of the expected TLS public key, in hex.

    Without a pin the operating system's trust store decides. Raises WitnessUnreachable.
    """
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    context = _context(pinned=bool(pin)) if secure else None
    try:
        reader, writer = await asyncio.open_connection(
            parts.hostname, port, ssl=context, limit=_MAX_ANSWER
        )
    except ssl.SSLError as error:
        raise WitnessUnreachable("tls") from error
    except OSError as error:
        raise WitnessUnreachable("unreachable") from error
    try:
        if pin:
            _check_pin(writer, pin)
        head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode("ascii") + body)
        await writer.drain()
        return _parsed(await _whole(reader))
    except OSError as error:
        raise WitnessUnreachable("unreachable") from error
    finally:
        writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(1.0):
                await writer.wait_closed()


def _context(*, pinned: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if pinned:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _check_pin(writer: asyncio.StreamWriter, pin: str) -> None:
    session: ssl.SSLObject | None = writer.get_extra_info("ssl_object")
    certificate = session.getpeercert(binary_form=True) if session is not None else None
    if certificate is None:
        raise WitnessUnreachable("pin")
    if tls.spki_pin(ssl.DER_cert_to_PEM_cert(certificate).encode("ascii")).hex() != pin:
        raise WitnessUnreachable("pin")


async def _whole(reader: asyncio.StreamReader) -> bytes:
    """Read to the end of the connection, which `Connection: close` asks for."""
    parts: list[bytes] = []
    total = 0
    while chunk := await reader.read(_MAX_ANSWER):
        total += len(chunk)
        if total > _MAX_ANSWER:
            raise WitnessUnreachable("answer-too-large")
        parts.append(chunk)
    return b"".join(parts)


class _Received:
    """Just enough of a socket for `http.client` to read what has arrived."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._data)


def _parsed(data: bytes) -> Answer:
    try:
        response = http.client.HTTPResponse(cast(socket.socket, _Received(data)), method="POST")
        response.begin()
        return Answer(response.status, response.read())
    except (http.client.HTTPException, ValueError) as error:
        raise WitnessUnreachable("not-a-witness") from error
