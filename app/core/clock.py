"""Time as the relay has it, and whether a sender's clock can be believed.

Workstation clocks are wrong by days. The relay's time, learned from its answers, is used for what
others judge; arrival order decides the timeline; a sender's own time is shown with a mark when it
cannot be true. Pure: the local time comes in as an argument.
"""

from __future__ import annotations

from dataclasses import dataclass

SKEW_TOLERANCE_MS = 5 * 60 * 1000
"""How far a sender's clock may be ahead of arrival before its time gets a mark."""
MAX_TIME_MS = 2**53


@dataclass(frozen=True, slots=True)
class RelayClock:
    """The offset of the relay's clock from this computer's. Replaced, not changed, by `learned`."""

    offset_ms: int = 0
    """Relay time minus local time."""
    known: bool = False
    """Has the relay told its time yet?"""

    def now_ms(self, local_ms: int) -> int:
        """The relay's time at the local time `local_ms`, within 0 and 2**53."""
        return min(max(local_ms + self.offset_ms, 0), MAX_TIME_MS)

    def learned(self, relay_ms: int, sent_local_ms: int, received_local_ms: int) -> RelayClock:
        """The clock after an answer: the relay's time is taken for the middle of the round trip.

        An answer that took longer than the tolerance, or during which the local clock was set back,
        says nothing precise enough and is ignored, unless nothing is known yet.
        """
        round_trip = received_local_ms - sent_local_ms
        if self.known and not 0 <= round_trip <= SKEW_TOLERANCE_MS:
            return self
        middle = sent_local_ms + max(round_trip, 0) // 2
        return RelayClock(offset_ms=relay_ms - middle, known=True)

    @property
    def local_clock_is_wrong(self) -> bool:
        """Is this computer's clock off by more than the tolerance? Its owner should know."""
        return self.known and abs(self.offset_ms) > SKEW_TOLERANCE_MS


def is_skewed(sent_at_ms: int, arrived_at_ms: int, tolerance_ms: int = SKEW_TOLERANCE_MS) -> bool:
    """Does the sender's time contradict the relay's at which the message was accepted?

    Both ways: `arrived_at_ms` is when the relay stored it. A message that waited offline at its
    sender is older than that and truthful, so callers that know it was queued should not mark it.
    """
    return abs(arrived_at_ms - sent_at_ms) > tolerance_ms
