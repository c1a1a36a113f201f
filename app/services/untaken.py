"""Messages that came and were not taken in: no receipt calls them delivered, let alone read.

In a group that is what somebody wrote who was no member any more, and what came after this person
had left (relay/PROTOCOL.md section 14). The numbers go into receipts with those that are missing.
"""

from __future__ import annotations

import msgspec

from app.core.content import Range
from app.core.ids import DeviceId
from app.core.sequence import joined
from app.core.store_ports import Transaction

_MOST = 16
"""Ranges of one device that are remembered, the newest."""


def note(tx: Transaction, device_id: DeviceId, seq: int) -> None:
    """Message `seq` of a device was not taken in."""
    ranges = joined(of(tx, device_id), ((seq, seq),))[-_MOST:]
    tx.settings.put(_name(device_id), msgspec.msgpack.encode(ranges))


def of(tx: Transaction, device_id: DeviceId) -> tuple[Range, ...]:
    """The numbers of a device that were not taken in, rising."""
    stored = tx.settings.get(_name(device_id))
    return () if stored is None else msgspec.msgpack.decode(stored, type=tuple[Range, ...])


def _name(device_id: DeviceId) -> str:
    return f"untaken:{device_id.hex()}"
