"""Whether a sender's clock can be believed (DESIGN section 5).

Workstation clocks are wrong by days. Arrival order decides the timeline; a sender's own time is
shown with a mark when it and the relay's disagree. Both times come in as arguments.
"""

from __future__ import annotations

SKEW_TOLERANCE_MS = 5 * 60 * 1000
"""How far a sender's time may be from the relay's before it gets a mark."""


def is_skewed(sent_at_ms: int, arrived_at_ms: int, tolerance_ms: int = SKEW_TOLERANCE_MS) -> bool:
    """Does the sender's time differ from the relay's at which the message was stored?

    Both ways. A message that waited at its sender's, offline, is late too: the mark says that the
    two times differ, not which clock is wrong.
    """
    return abs(arrived_at_ms - sent_at_ms) > tolerance_ms
