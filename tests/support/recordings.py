"""Recordings made for tests by FFmpeg's encoders: a tone, and frames that say which they are."""

from __future__ import annotations

import io
from fractions import Fraction

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.container.output import OutputContainer
from av.video.stream import VideoStream

RATE = 48_000
TONE = 440


class MemorySource:
    """A `Source` and a `ByteSource` over bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)
        self.closed = False

    def read(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]

    def close(self) -> None:
        self.closed = True


def tone(seconds: float, rate: int = RATE, frequency: int = TONE) -> npt.NDArray[np.int16]:
    """A sine at half of full scale, one channel."""
    time = np.arange(int(seconds * rate)) / rate
    return (np.sin(2 * np.pi * frequency * time) * 16_000).astype(np.int16)


def frequency(samples: bytes, channels: int = 2) -> int:
    """The loudest frequency, of the first channel, in hertz."""
    left = np.frombuffer(samples, np.dtype("<i2")).reshape(-1, channels)[:, 0].astype(float)
    return round(float(np.argmax(np.abs(np.fft.rfft(left)))) * RATE / len(left))


def sound_file(codec: str, container: str, seconds: float = 2.0, rate: int = RATE) -> bytes:
    """A tone in stereo."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate, layout="stereo")
        assert isinstance(stream, AudioStream)
        _encode_tone(output, stream, seconds)
    return file.getvalue()


def video_file(
    codec: str = "libx264",
    container: str = "mp4",
    *,
    sound: str | None = "aac",
    seconds: float = 2.0,
    width: int = 64,
    height: int = 48,
    rotation: int = 0,
) -> bytes:
    """25 frames a second; all of frame n is grey of brightness 2n, its left edge is red."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=25)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = width, height
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.gop_size = 10
        if codec == "libx265":
            stream.options = {"x265-params": "log-level=none"}
        if rotation:
            stream.set_display_rotation(rotation)
        voice = None if sound is None else output.add_stream(sound, rate=RATE, layout="stereo")
        for number in range(int(25 * seconds)):
            picture = np.full((height, width, 3), 2 * number % 256, np.uint8)
            picture[:, : width // 8] = (255, 0, 0)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
        if isinstance(voice, AudioStream):
            _encode_tone(output, voice, seconds)
    return file.getvalue()


def _encode_tone(output: OutputContainer, stream: AudioStream, seconds: float) -> None:
    rate = stream.codec_context.sample_rate
    samples = np.repeat(tone(seconds, rate), 2).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
    frame.sample_rate, frame.pts = rate, 0
    context = stream.codec_context
    resampler = av.AudioResampler(context.format, "stereo", rate, context.frame_size or None)
    for piece in [*resampler.resample(frame), *resampler.resample(None)]:
        output.mux(stream.encode(piece))
    output.mux(stream.encode(None))
