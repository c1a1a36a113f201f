"""How loud sound is, in one byte: for waveforms and level meters."""

from __future__ import annotations

import math

_SILENT_DB = -54.0
_LOUD_DB = -9.0
"""Of speech close to a microphone, and of music: the loudest pieces reach this and no more."""


def loudness(mean_square: float) -> int:
    """0 for silence to 255, in even steps of decibels. `mean_square` is 1.0 at full scale."""
    if not mean_square > 0.0:
        return 0
    level = 10.0 * math.log10(mean_square)
    return round(255 * min(max((level - _SILENT_DB) / (_LOUD_DB - _SILENT_DB), 0.0), 1.0))
