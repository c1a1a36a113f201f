"""How much one device may ask for: token buckets, and one-time prekeys a requester may take.

Generous by default, so that a burst of thousands of messages passes; they stop a device that has
gone wild, not a person.
"""

from __future__ import annotations

from collections import deque
from typing import Final

import msgspec

from relay.problems import RefusalError
from relay.wire import ONE_TIME_CLAIMS_PER_HOUR, Code

_HOUR_S: Final = 3600.0
_SWEEP_SIZE: Final = 20_000


class Rate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`per_second` on average, `burst` at once."""

    per_second: float
    burst: float


class RateLimiter:
    """One token bucket a key. A full bucket is forgotten, so memory follows activity."""

    __slots__ = ("_buckets", "_rate")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._buckets: dict[bytes, tuple[float, float]] = {}

    def take(self, key: bytes, amount: float, now_s: float) -> float:
        """Take `amount` tokens and return 0, or take none and return the seconds to wait."""
        per_second, burst = self._rate.per_second, self._rate.burst
        tokens, since = self._buckets.get(key, (burst, now_s))
        tokens = min(burst, tokens + (now_s - since) * per_second)
        if tokens < amount:
            return (amount - tokens) / per_second
        if len(self._buckets) > _SWEEP_SIZE:
            self._sweep(now_s)
        self._buckets[key] = (tokens - amount, now_s)
        return 0.0

    def require(self, key: bytes, amount: float, now_ms: int, detail: str) -> None:
        """Take `amount` tokens, or raise RefusalError (rate-limited) with `detail`."""
        wait_s = self.take(key, amount, now_ms / 1000)
        if wait_s:
            raise RefusalError(Code.RATE_LIMITED, detail, retry_after=int(wait_s) + 1)

    def _sweep(self, now_s: float) -> None:
        per_second, burst = self._rate.per_second, self._rate.burst
        self._buckets = {
            key: (tokens, since)
            for key, (tokens, since) in self._buckets.items()
            if tokens + (now_s - since) * per_second < burst
        }


class OneTimeBudget:
    """At most 20 one-time prekeys of a device an hour go to one account (PROTOCOL.md 6)."""

    __slots__ = ("_taken",)

    def __init__(self) -> None:
        self._taken: dict[tuple[bytes, bytes], deque[float]] = {}

    def allows(self, requester: bytes, device_id: bytes, now_s: float) -> bool:
        """Say whether one more may go, and count it as gone; `give_back` undoes that."""
        if len(self._taken) > _SWEEP_SIZE:
            self._taken = {
                key: times for key, times in self._taken.items() if times[-1] > now_s - _HOUR_S
            }
        times = self._taken.setdefault((requester, device_id), deque())
        while times and times[0] <= now_s - _HOUR_S:
            times.popleft()
        if len(times) >= ONE_TIME_CLAIMS_PER_HOUR:
            return False
        times.append(now_s)
        return True

    def give_back(self, requester: bytes, device_id: bytes) -> None:
        """Take back the latest `allows`, because none was handed out after all."""
        times = self._taken.get((requester, device_id))
        if times:
            times.pop()
        if not times:
            self._taken.pop((requester, device_id), None)
