"""Counting arrivals, against a model that simply remembers every number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.content import MAX_MISSING_RANGES, ReceiptContent
from app.core.ids import AccountId, DeviceId
from app.core.records import PeerRecord
from app.core.sequence import Arrival, is_covered, is_missing, note_arrival, unread_below

NOBODY = PeerRecord(DeviceId(bytes(16)), AccountId(bytes(16)))


def _missing(peer: PeerRecord) -> set[int]:
    return {n for first, last in peer.missing for n in range(first, last + 1)}


@given(st.lists(st.integers(1, 60), max_size=120))
def test_counters_agree_with_remembering_every_number(arrivals: list[int]) -> None:
    peer, seen = NOBODY, set[int]()
    for seq in arrivals:
        highest = max(seen, default=0)
        peer, arrival = note_arrival(peer, seq)
        if seq in seen:
            assert arrival is Arrival.DUPLICATE
        elif seq < highest:
            assert arrival is Arrival.LATE
        else:
            assert arrival is (Arrival.NEXT if seq == highest + 1 else Arrival.GAP)
        seen.add(seq)
        assert peer.received_upto == max(seen)
        assert _missing(peer) == set(range(1, max(seen))) - seen
        assert all(is_missing(peer.missing, n) == (n not in seen) for n in range(1, max(seen)))
        # What is missing can always be told in a receipt: sorted, apart, not too much.
        ReceiptContent(peer.received_upto, 0, peer.missing)


@given(st.permutations(range(1, 40)))
def test_any_order_without_loss_leaves_no_gap(order: list[int]) -> None:
    peer = NOBODY
    for seq in order:
        peer, arrival = note_arrival(peer, seq)
        assert arrival is not Arrival.DUPLICATE
    assert (peer.received_upto, peer.missing) == (39, ())


@given(st.integers(1, 2000))
def test_more_gaps_than_can_be_told_keep_the_newest(count: int) -> None:
    peer = NOBODY
    for seq in range(2, 2 * count + 1, 2):
        peer, _ = note_arrival(peer, seq)
    assert len(peer.missing) == min(count, MAX_MISSING_RANGES)
    assert peer.missing[-1] == (2 * count - 1, 2 * count - 1)
    ReceiptContent(peer.received_upto, 0, peer.missing)


def test_a_gap_is_covered_only_by_one_whole_range() -> None:
    assert is_covered(((1, 3), (7, 9)), (7, 8))
    assert not is_covered(((1, 3), (4, 6)), (3, 4))
    assert not is_covered((), (1, 1))


@given(st.sets(st.integers(1, 2_000), max_size=600), st.integers(1, 2_000))
def test_nothing_unread_is_called_read(unread: set[int], read: int) -> None:
    below = sorted(n for n in unread if n <= read)
    watermark, ranges = unread_below(read, below)
    ReceiptContent(read, watermark, (), ranges)  # which checks that they are well-formed
    said_read = {n for n in range(1, watermark + 1) if not is_missing(ranges, n)}
    assert said_read.isdisjoint(unread)
    if len(ranges) < MAX_MISSING_RANGES:
        assert {n for n in range(1, read + 1) if n not in unread} <= said_read | set(below)


def test_a_watermark_does_not_end_in_what_is_unread() -> None:
    assert unread_below(5, [2, 4, 5]) == (3, ((2, 2),))
    assert unread_below(5, [2, 3]) == (5, ((2, 3),))
    assert unread_below(5, []) == (5, ())
