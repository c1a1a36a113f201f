"""When receipts go: at once between two people, together in groups."""

from __future__ import annotations

from app.core.ids import DeviceId
from app.services.receipt_timing import GROUP_S, ReceiptTiming


def test_when_receipts_are_due() -> None:
    timing, ward, desk = ReceiptTiming(), _device(1), _device(2)
    timing.note_groups([ward], 10.0)
    timing.note_groups([ward], 12.0)
    assert timing.next_due(11.0) == GROUP_S - 1
    timing.note_groups([desk], 12.0)
    timing.note_people([desk])
    assert timing.take(11.0) == {ward}
    assert timing.take(10.0 + GROUP_S) == frozenset()
    assert timing.next_due(99.0) is None


def _device(number: int) -> DeviceId:
    return DeviceId(bytes([number]) * 16)
