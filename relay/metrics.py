"""Counters: how many of what, how long, how it ended. Never who or what about."""

from __future__ import annotations

import logging
from collections import Counter

_log = logging.getLogger("relay.metrics")


class Metrics:
    """What happened since the relay started."""

    __slots__ = (
        "_last",
        "batches",
        "connections",
        "cosigned",
        "envelopes",
        "expired",
        "failed_batches",
        "jobs",
        "not_cosigned",
        "problems",
        "refused_submissions",
        "requests",
        "sessions",
        "submissions",
    )

    def __init__(self) -> None:
        self.connections = 0
        self.requests = 0
        self.sessions = 0
        self.submissions = 0
        self.refused_submissions = 0
        self.envelopes = 0
        self.expired = 0
        self.jobs = 0
        self.batches = 0
        self.cosigned = 0
        self.not_cosigned = 0
        self.failed_batches = 0
        self.problems: Counter[str] = Counter()
        self._last = (0, 0)

    def log(self, connected: int, log_size: int) -> None:
        """Write one line, unless nothing happened since the last."""
        now = (self.requests, self.batches)
        if now == self._last:
            return
        self._last = now
        problems = ",".join(f"{code}:{count}" for code, count in sorted(self.problems.items()))
        _log.info(
            "connected=%d requests=%d sessions=%d submissions=%d refused=%d envelopes=%d "
            "expired=%d commits=%d jobs=%d failed_commits=%d cosigned=%d not_cosigned=%d "
            "log_size=%d problems=%s",
            connected,
            self.requests,
            self.sessions,
            self.submissions,
            self.refused_submissions,
            self.envelopes,
            self.expired,
            self.batches,
            self.jobs,
            self.failed_batches,
            self.cosigned,
            self.not_cosigned,
            log_size,
            problems or "-",
        )
