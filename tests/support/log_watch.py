"""A logging handler that collects what a test did not expect to be logged."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

# Ours from warnings up. asyncio and qasync report at error level what nobody awaited or caught.
WATCHED = {
    "app": logging.WARNING,
    "relay": logging.WARNING,
    "curbside": logging.WARNING,
    "asyncio": logging.ERROR,
    "qasync": logging.ERROR,
}


class LogWatch(logging.Handler):
    """Collects records of the watched loggers that match none of the expected patterns.

    `unexpected` holds them as formatted lines, in order.
    """

    def __init__(self, expected: Sequence[str]) -> None:
        super().__init__(level=logging.WARNING)
        self._expected = [re.compile(pattern) for pattern in expected]
        self.unexpected: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record if nobody announced it."""
        level = WATCHED.get(record.name.partition(".")[0])
        if level is None or record.levelno < level:
            return
        line = self.format(record)
        if not any(pattern.search(line) for pattern in self._expected):
            self.unexpected.append(line)
