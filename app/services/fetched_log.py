"""A log that was fetched and checked before there was a profile to keep it in."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.crypto.transparency.changes import Change
from app.crypto.transparency.replica import Replica, Snapshot


@dataclass(frozen=True, slots=True)
class FetchedLog:
    """The first sync takes this in, so that a long log is fetched and checked once."""

    replica: Replica
    note: bytes = field(repr=False)
    """As served, with its cosignatures."""
    entries: list[bytes] = field(repr=False)
    changes: list[Change] = field(repr=False)
    snapshot: Snapshot = field(repr=False)
    """The replica's state after just these entries."""
