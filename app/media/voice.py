"""Voice notes as Opus in Ogg (RFC 6716, RFC 7845). Runs in the decoding process.

The samples are the app's own; the codec stays out of the app's process all the same.
"""

from __future__ import annotations

import io
from fractions import Fraction

import av
import numpy as np
from av.audio.stream import AudioStream

from app.core.media_ports import SOUND_RATE
from app.media.decoder import NotSupported

BIT_RATE = 24_000
"""Where Opus reproduces speech so well that listeners hear no fault."""
MAX_SAMPLES = 60 * 60 * SOUND_RATE
_FRAME = 960
"""Samples: 20 ms, what Opus is made for."""


def encode(samples: bytes) -> bytes:
    """Signed 16-bit mono at `SOUND_RATE` as a file; no tag says who, where, when or with what.

    Raises NotSupported for nothing at all, half a sample, or more than an hour.
    """
    if not samples or len(samples) % 2 or len(samples) > 2 * MAX_SAMPLES:
        raise NotSupported
    sound = np.frombuffer(samples, np.dtype("<i2"))
    file = io.BytesIO()
    with av.open(file, "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream(
            "libopus",
            rate=SOUND_RATE,
            layout="mono",
            options={"application": "voip", "frame_duration": "20", "flags": "+bitexact"},
        )
        if not isinstance(stream, AudioStream):
            raise NotSupported
        stream.bit_rate = BIT_RATE
        for start in range(0, len(sound), _FRAME):
            frame = av.AudioFrame.from_ndarray(
                sound[np.newaxis, start : start + _FRAME], format="s16", layout="mono"
            )
            frame.sample_rate = SOUND_RATE
            frame.time_base = Fraction(1, SOUND_RATE)
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()
