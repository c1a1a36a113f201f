"""The sound of a recording, from any moment on, as stereo samples at `SOUND_RATE`.

Places are counted in samples from the start of the recording, so that one piece after the other
joins without a gap or a click.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
import av.error
import av.filter
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream

from app.core.media_ports import SOUND_RATE
from app.media.decoder import NotSupported
from app.media.decoders.recording_container import OpenContainer

Samples = npt.NDArray[np.int16]
"""Rows of left and right."""

_PREROLL = Fraction(8, 100)
"""Seconds decoded before the wanted place: Opus and AAC need what came before to be exact."""
_READ_ON = 2 * SOUND_RATE
"""So far ahead is reached by decoding; further by seeking."""
_MAX_GAP = 10 * SOUND_RATE
"""Silence put in where the recording has a hole. What claims a larger one is joined."""
_MAX_BROKEN = 500
_NONE: Samples = np.zeros((0, 2), np.int16)


class SoundReader:
    """Decodes one stream of sound."""

    def __init__(self, container: OpenContainer, stream: AudioStream) -> None:
        self._container = container
        self._stream = stream
        self._resampler = _new_resampler()
        self._pieces: Iterator[tuple[int | None, Samples]] | None = None
        self._end: int | None = None
        """The place after the last sample that was decoded; None: none was."""
        self._held: Samples = _NONE
        """Decoded and not taken; the first of them is at `_next`."""
        self._next: int = 0

    def read(self, first: int, count: int) -> Samples:
        """Up to `count` samples from the sample `first` on; fewer only at the end."""
        if not self._next <= first <= self._next + _READ_ON:
            self._seek(first)
        self._fill(first + count)
        held: Samples = self._held[max(0, first - self._next) :][:count]
        self._held = self._held[max(0, first - self._next) + len(held) :]
        self._next = first + len(held)
        return held

    def _seek(self, first: int) -> None:
        at = Fraction(first, SOUND_RATE)
        self._start_over()
        if at <= _PREROLL or not self._container.seek(self._stream, at - _PREROLL):
            self._container.rewind()
            stream = self._container.sound_stream()
            if stream is None:
                raise NotSupported
            self._stream = stream
        self._next = first

    def _start_over(self) -> None:
        self._resampler = _new_resampler()
        self._pieces = None
        self._end = None
        self._held = _NONE

    def _fill(self, until: int) -> None:
        """Decode until the samples before `until` are held, or the end is reached."""
        if self._pieces is None:
            self._pieces = self._decode()
        parts = [self._held]
        have = self._next + len(self._held)
        while have < until:
            piece = next(self._pieces, None)
            if piece is None:
                break
            at, samples = piece
            if self._end is None:
                self._end = at if at is not None else 0
            elif at is not None and SOUND_RATE // 20 < at - self._end <= _MAX_GAP:
                samples = np.concatenate([np.zeros((at - self._end, 2), np.int16), samples])
            start = self._end
            self._end += len(samples)
            if start > have and have == self._next and not len(parts[0]):
                # The first thing there is comes later than what was asked for: silence before it.
                missing = min(start - have, _MAX_GAP)
                parts.append(np.zeros((missing, 2), np.int16))
                have += missing
            elif start < have:
                samples = samples[have - start :]
            parts.append(samples)
            have += len(samples)
        self._held = np.concatenate(parts)

    def _decode(self) -> Iterator[tuple[int | None, Samples]]:
        """Resampled pieces, with the place of each where the file tells it."""
        broken = 0
        for packet in self._container.packets(self._stream):
            try:
                frames = packet.decode()
                broken = 0
            except (av.error.FFmpegError, ValueError):
                broken += 1
                if broken > _MAX_BROKEN:
                    return
                continue
            for frame in frames:
                if not isinstance(frame, av.AudioFrame):
                    return
                at = None
                if frame.pts is not None and frame.time_base is not None:
                    at = round((frame.pts * frame.time_base - self._container.zero) * SOUND_RATE)
                    frame.pts = None
                try:
                    resampled = self._resampler.resample(frame)
                except (ValueError, av.error.FFmpegError):
                    # The recording changes its rate or its channels under way.
                    self._resampler = _new_resampler()
                    resampled = self._resampler.resample(frame)
                for each in resampled:
                    yield at, _stereo(each)
                    at = None
        for each in self._resampler.resample(None):
            yield None, _stereo(each)


class Tempo:
    """Sound at another speed whose pitch stays: FFmpeg's `atempo` (overlapping windows, WSOLA)."""

    def __init__(self, speed: float) -> None:
        self.speed = speed
        self._graph = av.filter.Graph()
        self._graph.threads = 1
        self._source = self._graph.add_abuffer(
            sample_rate=SOUND_RATE,
            format="s16",
            layout="stereo",
            time_base=Fraction(1, SOUND_RATE),
        )
        tempo = self._graph.add("atempo", f"{speed:.3f}")
        shape = self._graph.add("aformat", f"sample_fmts=s16:sample_rates={SOUND_RATE}")
        self._sink = self._graph.add("abuffersink")
        self._graph.link_nodes(self._source, tempo, shape, self._sink).configure()
        self._given = 0

    def give(self, samples: Samples) -> Samples:
        """What can be heard already, now that `samples` follow what was given before."""
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples).reshape(1, -1), format="s16", layout="stereo"
        )
        frame.sample_rate = SOUND_RATE
        frame.time_base = Fraction(1, SOUND_RATE)
        frame.pts = self._given
        self._given += len(samples)
        self._source.push(frame)
        return self._pull()

    def finish(self) -> Samples:
        """The rest."""
        self._source.push(None)
        return self._pull()

    def _pull(self) -> Samples:
        parts = [_NONE]
        while True:
            try:
                frame = self._sink.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return np.concatenate(parts)
            if isinstance(frame, av.AudioFrame):
                parts.append(_stereo(frame))


def _new_resampler() -> av.AudioResampler:
    return av.AudioResampler(format="s16", layout="stereo", rate=SOUND_RATE)


def _stereo(frame: av.AudioFrame) -> Samples:
    return np.asarray(frame.to_ndarray(), np.int16).reshape(-1, 2)
