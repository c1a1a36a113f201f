"""Turns what the HTTP stack raises into the errors that people and services understand.

`requests`, `urllib3`, `http.client`, `ssl` and the socket each wrap the one below, not always as
`__cause__`; what happened is decided by the first row of a table that any wrapped error matches.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Callable, Iterator
from typing import Any

import requests
import urllib3.exceptions

from app.core.relay_errors import (
    ProtocolViolation,
    RelayConnectionClosed,
    RelayError,
    RelayNotSecure,
    RelayNotTrusted,
    RelayUnreachable,
)
from app.net.call_guard import EndReason

NETWORK_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
)
"""All that a call over the network may raise below `app.net`."""

_DROPPED = (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError)

_TABLE: tuple[tuple[tuple[type[BaseException], ...], Callable[[], RelayError]], ...] = (
    (
        (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError),
        lambda: RelayUnreachable("timeout"),
    ),
    ((ssl.SSLCertVerificationError,), RelayNotTrusted),
    ((urllib3.exceptions.ProxyError,), lambda: RelayUnreachable("proxy")),
    ((requests.exceptions.InvalidSchema,), lambda: RelayUnreachable("proxy")),
    ((urllib3.exceptions.NameResolutionError,), lambda: RelayUnreachable("name")),
    (_DROPPED, lambda: RelayUnreachable("connection")),
    ((http.client.IncompleteRead,), lambda: RelayUnreachable("connection")),
    ((ssl.SSLError,), RelayNotSecure),
    (
        (http.client.HTTPException, urllib3.exceptions.InvalidHeader),
        lambda: ProtocolViolation("http"),
    ),
)


def relay_error(error: BaseException, ended: EndReason | None) -> RelayError:
    """The error to raise for a failed call, given why it was ended from outside, if it was."""
    if ended is EndReason.CLOSED:
        return RelayConnectionClosed()
    if ended is not None:
        return RelayUnreachable("interrupted" if ended is EndReason.INTERRUPTED else "timeout")
    causes = list(_causes(error))
    for kinds, make in _TABLE:
        if any(isinstance(cause, kinds) for cause in causes):
            return make()
    return RelayUnreachable("connection")


def is_dropped_connection(error: BaseException) -> bool:
    """Whether the other side had closed the connection, as it may with one that was idle."""
    return any(isinstance(cause, _DROPPED) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error with all that it wraps: as cause, as context, as `reason`, among its arguments."""
    seen: set[int] = set()
    pending: list[Any] = [error]
    while pending:
        item = pending.pop()
        if isinstance(item, BaseException) and id(item) not in seen:
            seen.add(id(item))
            yield item
            pending += [item.__cause__, item.__context__, getattr(item, "reason", None), *item.args]
