"""Where the leads of an electrocardiogram stand on the paper, and their lines, in millimetres.

Nothing is smoothed or dropped: where several samples fall into one column of pixels, their lowest
and highest value are both drawn, in the order in which they came.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from app.core.media_types import EcgInfo, EcgLead

MARGIN = 10.0
"""Millimetres around everything: two large squares."""
PULSE_ROOM = 15.0
"""Left of each row, for the calibration pulse."""
ROW = 30.0
PULSE_MS = 200.0
PULSE_UV = 1_000.0
COLUMNS = (("I", "II", "III"), ("aVR", "aVL", "aVF"), ("V1", "V2", "V3"), ("V4", "V5", "V6"))
SPEEDS = (25.0, 50.0)
"""Millimetres a second."""
GAINS = (5.0, 10.0, 20.0)
"""Millimetres a millivolt."""


class Layout(Enum):
    """How leads are arranged."""

    STANDARD = "standard"
    """Three rows of four columns, each column the next quarter of time, and a rhythm strip."""
    ROWS = "rows"
    """Each lead over the whole time."""
    SINGLE = "single"
    """One lead."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of a lead on the paper."""

    lead: EcgLead
    row: int
    left: float
    """Millimetres from the paper's edge."""
    start: int
    """First sample."""
    count: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole paper."""

    strips: tuple[Strip, ...]
    rows: int
    width: float
    height: float
    """Millimetres."""

    def baseline(self, row: int) -> float:
        """Millimetres from the upper edge; always on a thick line of the grid."""
        return MARGIN + ROW * row + ROW / 2


def is_standard(info: EcgInfo) -> bool:
    """Whether all twelve leads are there, so that the usual arrangement is possible."""
    names = {lead.name for lead in info.leads}
    return all(name in names for column in COLUMNS for name in column)


def arrange(info: EcgInfo, layout: Layout, chosen: str, speed: float) -> Sheet:
    """Lay out the leads. `chosen`: the rhythm strip's lead, or the single one."""
    samples = max(len(lead.microvolts) for lead in info.leads)
    by_name = {lead.name: lead for lead in info.leads}
    rhythm = by_name.get(chosen, info.leads[0])
    left = MARGIN + PULSE_ROOM
    strips: list[Strip] = []
    if layout is Layout.STANDARD and is_standard(info):
        quarter = samples // len(COLUMNS)
        for column, names in enumerate(COLUMNS):
            for row, name in enumerate(names):
                at = left + column * quarter / info.rate * speed
                strips.append(Strip(by_name[name], row, at, column * quarter, quarter))
        strips.append(Strip(rhythm, 3, left, 0, quarter * len(COLUMNS)))
        rows = 4
    elif layout is Layout.SINGLE:
        strips.append(Strip(rhythm, 0, left, 0, len(rhythm.microvolts)))
        rows = 1
    else:
        for row, lead in enumerate(info.leads):
            strips.append(Strip(lead, row, left, 0, len(lead.microvolts)))
        rows = len(info.leads)
    long = max(strip.left + strip.count / info.rate * speed for strip in strips)
    width = math.ceil((long + MARGIN) / 5) * 5.0
    return Sheet(tuple(strips), rows, width, 2 * MARGIN + rows * ROW)


def outline(
    values: Sequence[float], samples_per_column: float
) -> Iterator[tuple[float, float] | None]:
    """(sample, microvolts) of a line; None: a gap, where nothing was recorded."""
    if samples_per_column < 2:
        for index, value in enumerate(values):
            yield None if math.isnan(value) else (float(index), value)
        return
    column, begin = 0, 0
    while begin < len(values):
        column += 1
        end = min(max(int(column * samples_per_column), begin + 1), len(values))
        part = values[begin:end]
        if any(map(math.isnan, part)):
            for index in range(begin, end):
                yield None if math.isnan(values[index]) else (float(index), values[index])
        else:
            low, high = min(part), max(part)
            yield from _extremes(part, begin, low, high)
        begin = end


def _extremes(
    part: Sequence[float], begin: int, low: float, high: float
) -> Iterable[tuple[float, float]]:
    at_low, at_high = part.index(low), part.index(high)
    if at_low <= at_high:
        return ((begin + at_low, low), (begin + at_high, high))
    return ((begin + at_high, high), (begin + at_low, low))


def beats_a_minute(milliseconds: float) -> float | None:
    """Beats a minute of an interval between two beats; None when it is none."""
    return 60_000 / abs(milliseconds) if abs(milliseconds) >= 1 else None
