"""When receipts go: at once between two people, together after a while in groups.

A receipt is about everything that came from a device, wherever. So it waits only while nothing but
mail of groups is owed one; in a large group, one message after the other would otherwise have each
reader answer each of them by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.core.ids import DeviceId

GROUP_S = 5.0
"""How long receipts for a group wait for more to acknowledge."""


@dataclass(slots=True)
class ReceiptTiming:
    """Which devices' receipts wait, and until when; forgotten with a lock. On the event loop."""

    _until: dict[DeviceId, float] = field(default_factory=dict)
    _at_once: set[DeviceId] = field(default_factory=set)

    def note_people(self, devices: Iterable[DeviceId]) -> None:
        """Something between two people came from these, or was read."""
        for device_id in devices:
            self._at_once.add(device_id)
            self._until.pop(device_id, None)

    def note_groups(self, devices: Iterable[DeviceId], now: float) -> None:
        """Something of a group came from these, or was read. `now` on the event loop's clock."""
        for device_id in devices:
            if device_id not in self._at_once:
                self._until.setdefault(device_id, now + GROUP_S)

    def take(self, now: float) -> frozenset[DeviceId]:
        """A round of receipts begins: those that wait on."""
        self._at_once.clear()
        self._until = {key: until for key, until in self._until.items() if until > now}
        return frozenset(self._until)

    def next_due(self, now: float) -> float | None:
        """In how many seconds the first of those that wait is due; None: none does."""
        return max(0.0, min(self._until.values()) - now) if self._until else None
