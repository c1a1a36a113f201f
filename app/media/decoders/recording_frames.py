"""The frames of a video, from any moment on: the right one, upright, in the size asked for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
import av.error
import numpy as np
from av.video.stream import VideoStream

from app.core.media_types import PixelFormat, Raster, VideoFrame
from app.media.decoder import NotSupported
from app.media.decoders.recording_container import MAX_PIXELS, MAX_SIDE, OpenContainer

_READ_ON_MS = 1_500
"""So far ahead is reached by decoding; further by seeking."""
_STEPS_BACK_MS = (0, 2_000, 15_000)
"""An index can be wrong: where the frame found is too late, look so much earlier."""
_MAX_BROKEN = 300
_MAX_ANSWER = 64 << 20
"""Bytes of all frames in an answer."""

_Timed = tuple[int, av.VideoFrame]


class FrameReader:
    """Decodes one stream of video. `width` and `height` are as it is to be shown."""

    def __init__(self, container: OpenContainer, stream: VideoStream) -> None:
        self._container = container
        self._stream = stream
        rate = stream.average_rate or stream.guessed_rate or stream.base_rate
        self.frame_ms = min(max(float(1_000 / rate) if rate else 40.0, 4.0), 10_000.0)
        self._frames: Iterator[_Timed] = self._decode()
        self._shown: _Timed | None = next(self._frames, None)
        if self._shown is None:
            raise NotSupported
        self._first_ms = self._shown[0]
        self._following: _Timed | None = next(self._frames, None)
        self.width, self.height = self._upright_size(self._shown[1])

    def read(self, at_ms: int, count: int, width: int, height: int) -> list[VideoFrame]:
        """The frame shown at `at_ms` and up to `count` - 1 after it, fitted into width x height."""
        width, height = min(max(width, 1), MAX_SIDE), min(max(height, 1), MAX_SIDE)
        self._go_to(at_ms)
        frames = []
        room = _MAX_ANSWER
        while self._shown is not None:
            frame = self._fitted(*self._shown, width, height)
            room -= len(frame.raster.pixels)
            frames.append(frame)
            if len(frames) >= count or room < len(frame.raster.pixels) or self._following is None:
                break  # the last one stays, so that what follows can be asked for from there
            self._advance()
        return frames

    def _go_to(self, at_ms: int) -> None:
        shown = self._shown
        at_ms = max(at_ms, self._first_ms)
        if shown is None or not shown[0] <= at_ms <= shown[0] + _READ_ON_MS:
            for back in _STEPS_BACK_MS:
                self._seek(max(0, at_ms - back))
                if self._shown is not None and self._shown[0] <= at_ms:
                    break
            else:
                self._rewind()
        while self._following is not None and self._following[0] <= at_ms:
            self._advance()

    def _advance(self) -> None:
        self._shown, self._following = self._following, next(self._frames, None)

    def _seek(self, at_ms: int) -> None:
        self._container.seek(self._stream, Fraction(at_ms, 1_000))
        self._start()

    def _rewind(self) -> None:
        self._container.rewind()
        stream = self._container.video_stream()
        if stream is None:
            raise NotSupported
        self._stream = stream
        self._start()

    def _start(self) -> None:
        self._frames = self._decode()
        self._shown = next(self._frames, None)
        self._following = next(self._frames, None)

    def _decode(self) -> Iterator[_Timed]:
        broken = 0
        last = -self.frame_ms
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
                if frame.width * frame.height > MAX_PIXELS:
                    raise NotSupported  # it grew under way
                at = last + self.frame_ms
                if frame.pts is not None and frame.time_base is not None:
                    at = float((frame.pts * frame.time_base - self._container.zero) * 1_000)
                last = max(at, 0.0)
                yield round(last), frame

    def _upright_size(self, frame: av.VideoFrame) -> tuple[int, int]:
        """The size with square pixels, turned as the camera says that it was held."""
        shape = self._stream.sample_aspect_ratio or Fraction(1)
        shape = shape if Fraction(1, 8) <= shape <= 8 else Fraction(1)
        width, height = max(1, round(frame.width * shape)), frame.height
        return (height, width) if frame.rotation % 180 else (width, height)

    def _fitted(self, at_ms: int, frame: av.VideoFrame, width: int, height: int) -> VideoFrame:
        own_width, own_height = self._upright_size(frame)
        scale = min(width / own_width, height / own_height, 1.0)
        width, height = max(1, round(own_width * scale)), max(1, round(own_height * scale))
        turns = round(frame.rotation / 90) % 4
        lying = (height, width) if turns % 2 else (width, height)
        scaled = frame.reformat(*lying, "rgb24", interpolation="BILINEAR", threads=1)
        pixels = np.asarray(scaled.to_ndarray())
        if turns:
            pixels = np.rot90(pixels, turns)
        raster = Raster(width, height, PixelFormat.RGB888, np.ascontiguousarray(pixels).tobytes())
        return VideoFrame(at_ms, raster)
