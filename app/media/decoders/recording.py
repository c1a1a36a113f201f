"""Sound and video, by FFmpeg's libraries through PyAV. Runs in the decoding process alone."""

from __future__ import annotations

import numpy as np

from app.core.file_types import FileKind
from app.core.media_ports import SOUND_RATE
from app.core.media_types import SoundInfo, VideoFrame, VideoInfo
from app.media.decoder import Decoder, NotSupported, NotThisKind, Source
from app.media.decoders.recording_container import OpenContainer, demuxer_for, media_type
from app.media.decoders.recording_frames import FrameReader
from app.media.decoders.recording_sound import Samples, SoundReader, Tempo
from app.media.loudness import loudness

SPEEDS = (0.5, 2.0)
MAX_SOUND_MS = 30_000
"""In one answer."""
MAX_FRAMES = 64
MAX_PIECES = 1_024
_MS = SOUND_RATE // 1_000
_WHOLE_BELOW_MS = 20 * 60_000
"""Longer sound is sampled for its waveform, not decoded as a whole."""
_SAMPLED_MS = 300


def open(source: Source, head: bytes, name: str) -> Decoder:
    """Open sound or video. Raises NotThisKind, NotSupported and what FFmpeg raises."""
    del name
    demuxer = demuxer_for(head)
    if demuxer is None:
        raise NotThisKind
    container = OpenContainer(source, demuxer)
    video = container.video_stream()
    if video is not None:
        duration_ms = container.duration_ms(video)  # may read it through: before frames are
        return VideoDecoder(source, demuxer, duration_ms, FrameReader(container, video))
    sound = container.sound_stream()
    if sound is None:
        raise NotSupported if container.has_unknown_streams else NotThisKind
    duration_ms = container.duration_ms(sound)
    return SoundDecoder(demuxer, duration_ms, SoundReader(container, sound), sound.channels)


class _WithSound(Decoder):
    """What sound and video share."""

    _sound: SoundReader | None
    _duration_ms: int
    _tempo: Tempo | None = None
    _tempo_next: int = -1
    """Where the sound goes on that the filter holds the beginning of."""

    def sound(self, start_ms: int, length_ms: int, speed: float) -> bytes:
        """Stereo from a moment on; without a gap when it goes on where the last answer ended."""
        within = SPEEDS[0] <= speed <= SPEEDS[1]
        if self._sound is None or not within or start_ms < 0 or not 0 < length_ms <= MAX_SOUND_MS:
            raise NotSupported
        first, count = start_ms * _MS, length_ms * _MS
        samples = self._sound.read(first, count)
        if speed == 1.0:
            self._tempo = None
            return samples.tobytes()
        if self._tempo is None or self._tempo.speed != speed or self._tempo_next != first:
            self._tempo = Tempo(speed)
        self._tempo_next = first + len(samples)
        if not len(samples):
            self._tempo = None
            return b""
        heard = self._tempo.give(samples)
        if len(samples) < count:
            heard = np.concatenate([heard, self._tempo.finish()])
            self._tempo = None
        # The filter may hold all of a very short piece: nothing at all would mean the end.
        return heard.tobytes() or bytes(4)

    def waveform(self, pieces: int) -> bytes:
        """Loudness over time."""
        if self._sound is None or not 1 <= pieces <= MAX_PIECES:
            raise NotSupported
        length = max(self._duration_ms * _MS // pieces, 1)
        taken = length
        if self._duration_ms > _WHOLE_BELOW_MS:
            taken = min(length, _SAMPLED_MS * _MS)
        values = bytearray()
        for piece in range(pieces):
            values.append(loudness(_mean_square(self._sound.read(piece * length, taken))))
        return bytes(values)


def _mean_square(samples: Samples) -> float:
    if not samples.size:
        return 0.0
    return float(np.mean(np.square(samples.astype(np.float32) / 32_768.0)))


class SoundDecoder(_WithSound):
    """Sound alone."""

    kind = FileKind.SOUND

    def __init__(self, demuxer: str, duration_ms: int, sound: SoundReader, channels: int) -> None:
        if not len(sound.read(0, 1)):
            raise NotSupported  # nothing in it can be decoded
        self._sound = sound
        self._duration_ms = duration_ms
        self.media_type = media_type(demuxer, video=False)
        self.info = SoundInfo(duration_ms, channels)


class VideoDecoder(_WithSound):
    """Video, with or without sound. The sound is read by a container of its own."""

    kind = FileKind.VIDEO

    def __init__(self, source: Source, demuxer: str, duration_ms: int, frames: FrameReader) -> None:
        self._frames = frames
        self.media_type = media_type(demuxer, video=True)
        apart = OpenContainer(source, demuxer)
        stream = apart.sound_stream()
        if stream is not None:
            duration_ms = max(duration_ms, apart.duration_ms(stream))
        self._sound = None if stream is None else SoundReader(apart, stream)
        self._duration_ms = duration_ms
        self.info = VideoInfo(
            duration_ms, frames.width, frames.height, frames.frame_ms, stream is not None
        )

    def frames(self, at_ms: int, count: int, width: int, height: int) -> list[VideoFrame]:
        """The frame shown at a moment, and those after it."""
        if at_ms < 0 or not 1 <= count <= MAX_FRAMES or width < 1 or height < 1:
            raise NotSupported
        return self._frames.read(at_ms, count, width, height)
