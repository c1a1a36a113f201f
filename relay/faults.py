"""What the event loop caught because nobody else did."""

from __future__ import annotations

import asyncio
import errno
import logging
import ssl
from typing import Any

_log = logging.getLogger("relay.server")


def note_exception(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody caught; a failed handshake is a client's affair."""
    error = context.get("exception")
    ordinary = isinstance(error, ssl.SSLError | ConnectionError | TimeoutError) or (
        isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)
    )
    if ordinary:
        _log.info("connection failed outcome=%s", type(error).__name__)
    else:
        _log.error("unexpected: %s", context.get("message", ""), exc_info=error)
