"""Counters: how many of what, how long, how it ended. Never who or what about."""

from __future__ import annotations

import logging
from collections import Counter

_log = logging.getLogger("relay.metrics")


class Metrics:
    """What happened since the relay started; `blobs` and `blob_bytes` are what is there now."""

    __slots__ = (
        "_last",
        "batches",
        "blob_bytes",
        "blobs",
        "connections",
        "cosigned",
        "damaged_blobs",
        "envelopes",
        "expired",
        "expired_blobs",
        "failed_batches",
        "jobs",
        "not_cosigned",
        "problems",
        "refused_submissions",
        "requests",
        "sessions",
        "submissions",
        "uploads",
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
        self.uploads = 0
        self.expired_blobs = 0
        self.damaged_blobs = 0
        self.blobs = 0
        self.blob_bytes = 0
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
            "log_size=%d blobs=%d blob_bytes=%d uploads=%d expired_blobs=%d damaged_blobs=%d "
            "problems=%s",
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
            self.blobs,
            self.blob_bytes,
            self.uploads,
            self.expired_blobs,
            self.damaged_blobs,
            problems or "-",
        )
