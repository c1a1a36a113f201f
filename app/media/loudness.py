"""How loud sound is, in one byte: for waveforms."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_SILENT_DB = -54.0
_LOUD_DB = -9.0
"""Of speech close to a microphone, and of music: the loudest pieces reach this and no more."""


def loudness(samples: npt.NDArray[np.int16]) -> int:
    """0 for silence to 255, even steps in decibels of the root mean square (full scale = 0 dB)."""
    if not samples.size:
        return 0
    mean = float(np.mean(np.square(samples.astype(np.float32) / 32_768.0)))
    if mean <= 0.0:
        return 0
    level = 10.0 * float(np.log10(mean))
    return round(255 * min(max((level - _SILENT_DB) / (_LOUD_DB - _SILENT_DB), 0.0), 1.0))
