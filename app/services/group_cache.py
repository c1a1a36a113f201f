"""What was worked out about groups and never changes: it is named by hashes and past log sizes.

A message to a large group would otherwise have its receiver read a roster, look up hundreds of
devices and hash them again for each message.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from app.core.ids import AccountId
from app.crypto.roster import Roster

Key = TypeVar("Key")
Value = TypeVar("Value")

_MOST = 64

DeviceSetKey = tuple[bytes, int, tuple[AccountId, ...]]
"""Hash of the roster, size of the log, accounts left out."""


@dataclass(slots=True)
class GroupCache:
    """Forgotten with a lock."""

    rosters: dict[bytes, Roster] = field(default_factory=dict)
    """By their hash."""
    device_sets: dict[DeviceSetKey, bytes] = field(default_factory=dict)
    """`devset_hash` of each."""


def remember(cache: dict[Key, Value], key: Key, value: Value) -> Value:
    """Put in, and let the oldest go when there are many."""
    if len(cache) >= _MOST:
        del cache[next(iter(cache))]
    cache[key] = value
    return value
