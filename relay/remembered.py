"""Ids of stored submissions, so that a repeat gets the same answer (PROTOCOL.md section 5.3).

Kept in two generations: what is younger than the memory time is in one of them, and the older one
is dropped whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

KEY_SIZE: Final = 20
_SENDER_SIZE: Final = 4


class RememberedSubmissions:
    """Keys are the sender's mailbox (u32) and the submission id; values the time of storing."""

    __slots__ = ("_done", "_old", "_since_ms", "_stored")

    def __init__(self, recent: Iterable[tuple[int, bytes]], now_ms: int) -> None:
        """`recent` is (time, packed keys) of every commit that storage remembers."""
        self._done: dict[bytes, int] = {}
        self._old: dict[bytes, int] = {}
        self._stored: Counter[bytes] = Counter()
        self._since_ms = now_ms
        for time_ms, keys in recent:
            for start in range(0, len(keys), KEY_SIZE):
                self.add(keys[start : start + KEY_SIZE], time_ms)

    def get(self, key: bytes) -> int | None:
        """Return when the submission was stored, or None."""
        return self._done.get(key) or self._old.get(key)

    def add(self, key: bytes, time_ms: int) -> None:
        """Remember a stored submission."""
        self._done[key] = time_ms
        self._stored[key[:_SENDER_SIZE]] += 1

    def of_sender(self, key: bytes) -> int:
        """Return how many of this key's sender the younger generation holds."""
        return self._stored[key[:_SENDER_SIZE]]

    def age(self, memory_ms: int, now_ms: int) -> int:
        """Begin a new generation when it is time; return the time before which none is kept."""
        if now_ms - self._since_ms > memory_ms:
            self._old, self._done = self._done, {}
            self._stored.clear()
            self._since_ms = now_ms
        return now_ms - 2 * memory_ms
