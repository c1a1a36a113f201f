"""The clinic's log, as the services see it in the store (part of `store_ports`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class LogTable(Protocol):
    """The replica's entries, verified before they are stored, and the newest checkpoint note."""

    def count(self) -> int: ...
    def append(self, first_index: int, entries: Sequence[bytes]) -> None:
        """Store entries from `first_index` on, which must be `count()`."""
        ...

    def entries(self, first_index: int = 0, limit: int | None = None) -> list[bytes]: ...
    def note(self) -> bytes | None: ...
    def put_note(self, note: bytes) -> None: ...
    def state_size(self) -> int:
        """How many entries the kept state covers, 0 for none."""
        ...

    def state(self) -> tuple[int, bytes] | None:
        """What the replica made of that many entries, so that a start need not replay them."""
        ...

    def put_state(self, size: int, state: bytes) -> None: ...
