"""Counting what arrives from one device (relay/PROTOCOL.md section 9, `sender_seq`). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from app.core.content import MAX_MISSING_RANGES
from app.core.records import PeerRecord


class Arrival(Enum):
    """What a sequence number says about a message."""

    NEXT = "next"
    GAP = "gap"
    """Some before it have not arrived; they are noted as missing."""
    LATE = "late"
    """One that was missing."""
    DUPLICATE = "duplicate"


def note_arrival(peer: PeerRecord, seq: int) -> tuple[PeerRecord, Arrival]:
    """The counters after message `seq` (from 1) of this device, and what it was."""
    if seq > peer.received_upto:
        if seq == peer.received_upto + 1:
            return replace(peer, received_upto=seq), Arrival.NEXT
        missing = _bounded((*peer.missing, (peer.received_upto + 1, seq - 1)))
        return replace(peer, received_upto=seq, missing=missing), Arrival.GAP
    for index, (first, last) in enumerate(peer.missing):
        if first <= seq <= last:
            rest = tuple(r for r in ((first, seq - 1), (seq + 1, last)) if r[0] <= r[1])
            missing = (*peer.missing[:index], *rest, *peer.missing[index + 1 :])
            return replace(peer, missing=_bounded(missing)), Arrival.LATE
    return peer, Arrival.DUPLICATE


def _bounded(missing: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """At most so many ranges: the oldest become one, which says too much missing, never too little.

    What did arrive and is sent again because of that is known by its message id, and dropped.
    """
    excess = len(missing) - MAX_MISSING_RANGES
    if excess <= 0:
        return missing
    return ((missing[0][0], missing[excess][1]), *missing[excess + 1 :])


def joined(
    some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The ranges of both, rising and apart, within the bounds of what a receipt carries."""
    ranges: list[tuple[int, int]] = []
    for first, last in sorted((*some, *others)):
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(last, ranges[-1][1]))
        else:
            ranges.append((first, last))
    return _bounded(tuple(ranges))


def unread_below(read: int, unread: Sequence[int]) -> tuple[int, tuple[tuple[int, int], ...]]:
    """A watermark of what was read, and the ranges below it that were not.

    `unread` are numbers at or below `read`, rising. With too many ranges the watermark is lower,
    so that nothing unread is ever called read.
    """
    ranges: list[tuple[int, int]] = []
    for seq in unread:
        if ranges and ranges[-1][1] == seq - 1:
            ranges[-1] = (ranges[-1][0], seq)
        elif len(ranges) == MAX_MISSING_RANGES:
            return seq - 1, tuple(ranges)
        else:
            ranges.append((seq, seq))
    if ranges and ranges[-1][1] == read:  # said with one range less
        return ranges[-1][0] - 1, tuple(ranges[:-1])
    return read, tuple(ranges)


def is_missing(missing: tuple[tuple[int, int], ...], seq: int) -> bool:
    """Whether `seq` lies in one of the ranges."""
    return any(first <= seq <= last for first, last in missing)


def is_covered(ranges: tuple[tuple[int, int], ...], gap: tuple[int, int]) -> bool:
    """Whether all of `gap` lies in one of the ranges."""
    return any(first <= gap[0] and gap[1] <= last for first, last in ranges)
