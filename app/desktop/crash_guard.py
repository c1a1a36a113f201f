"""The last resort: an exception that nobody expected is shown calmly and logged without content.

PySide6 gives exceptions of slots to `sys.excepthook`, asyncio those of forgotten tasks to the
loop's handler. Both end here.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from app.core.errors import describe

log = logging.getLogger("curbside.unexpected")


def install(loop: asyncio.AbstractEventLoop, show: Callable[[BaseException], None]) -> None:
    """Send every unhandled exception to the log and to `show`, on the loop's thread."""

    def handle(error: BaseException) -> None:
        log.error("%s", describe(error))
        show(error)

    def on_exception(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        del trace
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        handle(error)

    def on_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            loop.call_soon_threadsafe(handle, arguments.exc_value)

    def on_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            handle(error)
        else:
            log.error("event loop: %s", context.get("message", ""))

    sys.excepthook = on_exception
    threading.excepthook = on_thread
    loop.set_exception_handler(on_loop)
