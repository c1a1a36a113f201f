"""One host, strict HTTPS: sends a request, returns a bounded answer (relay/PROTOCOL.md section 5).

Nothing here knows what a request means. No redirects, no cookies, no netrc, no content codings;
system proxies are respected except for loopback; sizes and times are bounded. A `Transport` may be
used from any number of threads: each call takes an idle line (a session with one kept-alive
connection) or opens another, so the same warm connection serves whoever comes next.
"""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
from requests.utils import get_environ_proxies

from app.core.relay_errors import ProtocolViolation, RelayAddressInvalid, RelayNotReady
from app.net.call_guard import CallGuard, GuardedCall
from app.net.connection import Line, RelayAdapter
from app.net.failures import NETWORK_ERRORS, is_dropped_connection, relay_error
from app.net.kept_connection import KeptConnection
from app.net.pinning import ServerTrust
from app.net.signing import Request, authority_of

CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 15.0
TOTAL_TIMEOUT_S = 60.0
ANSWER_LIMIT = 256 * 1024
_READ_SIZE = 256 * 1024
_IDLE_LINES = 4
_GATEWAY_ERRORS = (502, 503, 504)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, media type without parameters, `Retry-After`, the whole body.

    The names of `fields` are in lower case.
    """

    status: int
    media_type: str
    retry_after: str | None
    body: bytes = field(repr=False)
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a call may take. `waiting` marks a long-poll, which may be interrupted."""

    answer_bytes: int = ANSWER_LIMIT
    read_s: float = READ_TIMEOUT_S
    total_s: float = TOTAL_TIMEOUT_S
    waiting: bool = False


DEFAULT_BOUNDS = Bounds()


class _WireLine(Line):
    """A `requests.Session` with one pooled connection; used by one call at a time."""

    def __init__(self, trust: ServerTrust, proxies: dict[str, str]) -> None:
        super().__init__(trust)
        session = requests.Session()
        session.trust_env = False  # no netrc, no CA bundle from the environment
        session.headers.clear()
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.adapters.clear()
        session.mount("https://", RelayAdapter(self))
        session.proxies = dict(proxies)
        session.verify = True
        self.session = session

    def close(self) -> None:
        """Close the connection."""
        self.session.close()


class Transport:
    """Requests to one relay. Raises `RelayError`s only; `close` ends calls in progress."""

    def __init__(self, url: str, trust: ServerTrust) -> None:
        """`url` is `https://host[:port]`. Raises RelayAddressInvalid for anything else."""
        self._host, self.authority = split_address(url)
        self._origin = f"https://{self.authority}"
        self._trust = trust
        self._guard = CallGuard()
        self._lock = threading.Lock()
        self._idle: list[_WireLine] = []

    def call(
        self, request: Request, headers: dict[str, str], bounds: Bounds = DEFAULT_BOUNDS
    ) -> Answer:
        """Send one request and read its answer, whatever its status below 300 or from 400 on.

        A kept-alive connection that turns out to be dead is replaced once: every request of the
        protocol may be repeated. Raises RelayUnreachable, WrongRelayKey, RelayNotTrusted,
        RelayNotSecure, ProtocolViolation, or RelayConnectionClosed after `close`.
        """
        all_headers = {
            "Host": self.authority,
            "User-Agent": "curbside",
            "Accept-Encoding": "identity",
            **headers,
            **dict(request.fields),
        }
        if request.content_type:
            all_headers["Content-Type"] = request.content_type
        call = self._guard.begin(bounds.total_s, waiting=bounds.waiting)
        try:
            while True:
                line, reused = self._take()
                opened = line.connections
                try:
                    return self._exchange(line, request, all_headers, call, bounds)
                except NETWORK_ERRORS as error:
                    stale = reused and line.connections == opened and call.ended is None
                    if not (stale and is_dropped_connection(error)):
                        raise relay_error(error, call.ended) from error
        finally:
            self._guard.finish(call)

    def interrupt_waiting(self) -> None:
        """End waiting long-polls with RelayUnreachable, for instance after the computer slept."""
        self._guard.interrupt_waiting()

    def trust(self, trust: ServerTrust) -> None:
        """Judge connections opened from now on by `trust`. Calls in progress go on."""
        with self._lock:
            self._trust = trust
            idle, self._idle = self._idle, []
        for line in idle:
            line.close()

    def close(self) -> None:
        """End every call in progress at once, refuse later ones, drop the connections."""
        self._guard.close()
        with self._lock:
            idle, self._idle = self._idle, []
        for line in idle:
            line.close()

    def _take(self) -> tuple[_WireLine, bool]:
        with self._lock:
            if self._idle:
                return self._idle.pop(), True
        return _WireLine(self._trust, _proxies(self._host, self._origin)), False

    def _give_back(self, line: _WireLine) -> None:
        with self._lock:
            wanted = line.trust is self._trust and not self._guard.closed
            if wanted and len(self._idle) < _IDLE_LINES:
                self._idle.append(line)
                return
        line.close()

    def _exchange(
        self,
        line: _WireLine,
        request: Request,
        headers: dict[str, str],
        call: GuardedCall,
        bounds: Bounds,
    ) -> Answer:
        line.call = call
        kept = False
        try:
            if call.ended is not None:
                raise ConnectionAbortedError
            answer = _exchange_again(line, request, headers, call, bounds)
            if answer is None:
                answer = self._exchange_first(line, request, headers, call, bounds)
            kept = True
            return answer
        finally:
            line.call = None
            if kept:
                self._give_back(line)
            else:
                line.close()

    def _exchange_first(
        self,
        line: _WireLine,
        request: Request,
        headers: dict[str, str],
        call: GuardedCall,
        bounds: Bounds,
    ) -> Answer:
        """Let `requests` open a connection and carry the first exchange."""
        prepared = requests.PreparedRequest()
        prepared.prepare(
            method=request.method,
            url=f"{self._origin}{request.target}",
            headers=headers,
            data=request.body or None,
        )
        response = line.session.send(
            prepared,
            stream=True,
            allow_redirects=False,
            timeout=(CONNECT_TIMEOUT_S, bounds.read_s),
        )
        length = _length(response.status_code, response.headers, call, bounds.answer_bytes)
        length = 0 if request.method == "HEAD" else length
        body = _read(response, length, call)
        return _answer(response.status_code, response.headers, body)


def _exchange_again(
    line: Line, request: Request, headers: dict[str, str], call: GuardedCall, bounds: Bounds
) -> Answer | None:
    """Use the line's open connection; None when it has none."""
    sock = line.open_socket()
    if sock is None:
        return None
    sock.settimeout(bounds.read_s)
    connection = KeptConnection(sock, lambda: _require_wanted(call))
    connection.send(request.method, request.target, headers, request.body)
    head = connection.read_head()
    length = _length(head.status, head.fields, call, bounds.answer_bytes)
    body = connection.read_body(0 if request.method == "HEAD" else length)
    if not head.persistent:
        line.drop_connection()
    return _answer(head.status, head.fields, body)


def _require_wanted(call: GuardedCall) -> None:
    if call.ended is not None or call.overdue():
        raise TimeoutError


def split_address(url: str) -> tuple[str, str]:
    """The host and the `Host` header of a relay's address. Raises RelayAddressInvalid."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise RelayAddressInvalid from error
    rest = (parts.path.removesuffix("/"), parts.query, parts.fragment)
    plain = parts.username is None and parts.password is None and rest == ("", "", "")
    if parts.scheme != "https" or not host or not plain or not url.isascii() or port == 0:
        raise RelayAddressInvalid
    return host, authority_of(host, port or 443)


def _length(status: int, fields: Mapping[str, str], call: GuardedCall, limit: int) -> int:
    """How long the answer's body is. Raises for an answer that is not to be read."""
    if 300 <= status < 400:
        raise ProtocolViolation("redirect")
    if fields.get("content-encoding", "identity").lower() != "identity":
        raise ProtocolViolation("content-encoding")
    declared = fields.get("content-length", "")
    if status == 204:
        declared = "0"
    if not declared or "transfer-encoding" in fields:
        # http.client takes a connection cut within the headers for their end, so an answer
        # without a length is one that did not arrive; only a proxy's own refusal may lack it.
        if call.ended is None and status in _GATEWAY_ERRORS:
            raise RelayNotReady
        if "transfer-encoding" in fields:
            raise ProtocolViolation("transfer-encoding")
        raise ConnectionResetError
    if not (declared.isascii() and declared.isdigit() and int(declared[:20]) <= limit):
        raise ProtocolViolation("answer too large")
    return int(declared)


def _read(response: requests.Response, length: int, call: GuardedCall) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        piece: bytes = response.raw.read(_READ_SIZE, decode_content=False)
        if not piece:
            break
        size += len(piece)
        if size > length:
            raise ProtocolViolation("answer too large")
        _require_wanted(call)
        pieces.append(piece)
    return b"".join(pieces)


def _answer(status: int, fields: Mapping[str, str], body: bytes) -> Answer:
    media_type = fields.get("content-type", "").partition(";")[0].strip().lower()
    lower = {name.lower(): value for name, value in fields.items()}
    return Answer(status, media_type, fields.get("retry-after"), body, lower)


def _proxies(host: str, origin: str) -> dict[str, str]:
    """The system's proxies for this host; loopback is always direct."""
    if is_loopback(host):
        return {}
    return dict(get_environ_proxies(origin))


def is_loopback(host: str) -> bool:
    """Whether `host` is this computer by name or address."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
