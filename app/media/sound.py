"""The microphone and the loudspeaker, through miniaudio.

Nothing that is recorded or played touches a disk. The backends are named: miniaudio would
otherwise fall back to a device that swallows everything, and a recording of silence would be
taken for one of a person.
"""

from __future__ import annotations

import logging
import sys
import threading
from array import array
from collections import deque
from collections.abc import Callable, Generator, Sequence
from importlib import import_module
from operator import mul
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import miniaudio

from app.core.media_ports import SOUND_RATE, NoSoundDevice
from app.media.loudness import loudness

log = logging.getLogger("curbside.media")

LEVELS_A_SECOND: Final = 20
_LEVEL_BYTES: Final = 2 * SOUND_RATE // LEVELS_A_SECOND
_PERIOD_MS: Final = 20
_LATENCY: Final = 3 * _PERIOD_MS * SOUND_RATE // 1_000
"""Sample frames that a device holds back: miniaudio asks for three periods."""
_AHEAD: Final = 3 * SOUND_RATE // 2
"""Sample frames kept ready, so that a busy computer plays without a gap."""
_FRAME: Final = 4
"""Bytes of a stereo sample frame."""
_APP: Final = "Curbside"


NOTHING: Final = ("NULL",)
"""A device that hears silence and swallows everything: for tests."""


def system_backends() -> tuple[str, ...]:
    """The sound systems of this operating system as miniaudio names them, the best first."""
    if sys.platform == "win32":
        return ("WASAPI", "DSOUND")
    if sys.platform == "darwin":
        return ("COREAUDIO",)
    return ("PULSEAUDIO", "ALSA")


class SoundDevices:
    """`SoundPort`. Opening a device takes as long as the system lets it: call off the UI thread."""

    def __init__(self, backends: Sequence[str] | None = None) -> None:
        self._names = tuple(system_backends() if backends is None else backends)

    def microphones(self) -> Sequence[str]:
        """Their names; none when there is no sound system."""
        library = _library()
        try:
            found = library.Devices(self._backends(library)).get_captures()
        except library.MiniaudioError:
            return ()
        return tuple(str(each["name"]) for each in found)

    def record(self, on_level: Callable[[float], None], *, most_s: float) -> SoundRecording:
        """Open the microphone. `on_level` is called once for each 1/20 s that was kept.

        Raises NoSoundDevice.
        """
        recording = SoundRecording(on_level, int(most_s * SOUND_RATE))
        library = _library()
        try:
            device = library.CaptureDevice(
                library.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=SOUND_RATE,
                buffersize_msec=_PERIOD_MS,
                backends=self._backends(library),
                app_name=_APP,
            )
        except (library.MiniaudioError, UnicodeDecodeError) as error:
            raise NoSoundDevice from error
        recording.start(device)
        return recording

    def play(self, on_end: Callable[[], None]) -> SoundPlayback:
        """Open the loudspeaker; it starts with the first samples. Raises NoSoundDevice."""
        playback = SoundPlayback(on_end)
        library = _library()
        try:
            device = library.PlaybackDevice(
                library.SampleFormat.SIGNED16,
                nchannels=2,
                sample_rate=SOUND_RATE,
                buffersize_msec=_PERIOD_MS,
                backends=self._backends(library),
                app_name=_APP,
            )
        except (library.MiniaudioError, UnicodeDecodeError) as error:
            raise NoSoundDevice from error
        playback.start(device)
        return playback

    def _backends(self, library: Any) -> list[Any]:
        return [library.Backend[name] for name in self._names]


class SoundRecording:
    """A microphone that is open, unless it is paused: then the system shows that nobody listens."""

    def __init__(self, on_level: Callable[[float], None], most_frames: int) -> None:
        self._on_level = on_level
        self._room = 2 * most_frames
        self._chunks: list[bytes] = []
        self._piece = bytearray()
        """What came since the last level was told."""
        self._device: miniaudio.CaptureDevice | None = None

    def start(self, device: miniaudio.CaptureDevice) -> None:
        """Begin. Raises NoSoundDevice."""
        self._device = device
        try:
            device.start(self._listen())
        except _library().MiniaudioError as error:
            self.discard()
            raise NoSoundDevice from error

    def pause(self) -> None:
        """Close the microphone's ear; what was recorded stays."""
        if self._device is not None:
            _stop(self._device)

    def resume(self) -> None:
        """Listen again. Raises NoSoundDevice when the microphone is gone."""
        if self._device is not None and not self._device.running:
            self._device.callback_generator = None
            try:
                self._device.start(self._listen())
            except _library().MiniaudioError as error:
                raise NoSoundDevice from error

    def stop(self) -> bytes:
        """Close it; everything that was recorded."""
        self._close()
        self._chunks.append(bytes(self._piece))
        samples = b"".join(self._chunks)
        self._chunks.clear()
        self._piece.clear()
        return samples

    def discard(self) -> None:
        """Close it and keep nothing."""
        self._close()
        self._chunks.clear()
        self._piece.clear()

    def _close(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _listen(self) -> Generator[None, bytes, None]:
        listening = self._hear()
        next(listening)
        return listening

    def _hear(self) -> Generator[None, bytes, None]:
        """On the device's thread: keep what comes, and tell how loud it is."""
        while True:
            data = yield
            taken = bytes(data[: self._room])
            self._room -= len(taken)
            self._piece += taken
            while len(self._piece) >= _LEVEL_BYTES:
                piece = bytes(self._piece[:_LEVEL_BYTES])
                del self._piece[:_LEVEL_BYTES]
                self._chunks.append(piece)
                self._on_level(loudness(_mean_square(piece)) / 255)


class SoundPlayback:
    """A loudspeaker that is open. Where samples come too late there is silence, and no noise."""

    def __init__(self, on_end: Callable[[], None]) -> None:
        self._on_end = on_end
        self._lock = threading.Lock()
        self._waiting: deque[bytes] = deque()
        self._frames_waiting = 0
        self._taken = 0
        """Sample frames that the device has."""
        self._held_back = 0
        """Of those, about how many are not heard yet."""
        self._finished = False
        self._ended = False
        self._paused = False
        self._device: miniaudio.PlaybackDevice | None = None

    def start(self, device: miniaudio.PlaybackDevice) -> None:
        """Begin with silence. Raises NoSoundDevice."""
        self._device = device
        try:
            device.start(self._speak())
        except _library().MiniaudioError as error:
            self.close()
            raise NoSoundDevice from error

    @property
    def played(self) -> int:
        """How many sample frames were heard."""
        with self._lock:
            return self._taken - self._held_back

    @property
    def wanted(self) -> int:
        """How many more sample frames to give now."""
        with self._lock:
            return 0 if self._finished else max(0, _AHEAD - self._frames_waiting)

    def write(self, samples: bytes) -> None:
        """Give more. What no whole sample frame is made of is left out."""
        frames = len(samples) // _FRAME
        with self._lock:
            if frames and not self._finished:
                self._waiting.append(samples[: frames * _FRAME])
                self._frames_waiting += frames

    def finish(self) -> None:
        """Nothing more comes."""
        with self._lock:
            self._finished = True

    def restart(self) -> None:
        """Drop what was given and not heard, and count anew."""
        with self._lock:
            self._waiting.clear()
            self._frames_waiting = self._taken = self._held_back = 0
            self._finished = self._ended = False

    def pause(self) -> None:
        """Be silent; the device stays open, so that it goes on at once."""
        with self._lock:
            self._paused = True

    def resume(self) -> None:
        """Go on."""
        with self._lock:
            self._paused = False

    def close(self) -> None:
        """Be silent for good. Never called from `on_end`."""
        with self._lock:
            self._ended = True  # nobody is to be told any more
            self._waiting.clear()
            self._frames_waiting = 0
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _speak(self) -> Generator[bytes, int, None]:
        speaking = self._samples()
        next(speaking)
        return speaking

    def _samples(self) -> Generator[bytes, int, None]:
        """On the device's thread: what it asks for, filled up with silence."""
        frames = yield b""
        while True:
            data, ended = self._take(frames)
            if ended:
                self._on_end()
            frames = yield data + bytes(frames * _FRAME - len(data))

    def _take(self, frames: int) -> tuple[bytes, bool]:
        with self._lock:
            parts: list[bytes] = []
            left = 0 if self._paused else frames
            while left and self._waiting:
                part = self._waiting.popleft()
                if len(part) > left * _FRAME:
                    self._waiting.appendleft(part[left * _FRAME :])
                    part = part[: left * _FRAME]
                parts.append(part)
                left -= len(part) // _FRAME
            data = b"".join(parts)
            count = len(data) // _FRAME
            self._taken += count
            self._frames_waiting -= count
            silent = frames - count
            # Silence pushes what is held back towards the ear as samples do.
            self._held_back = max(0, min(self._held_back + count, _LATENCY) - silent)
            ended = (
                self._finished
                and not self._paused
                and not self._ended
                and not self._waiting
                and self._held_back == 0
            )
            self._ended = self._ended or ended
            return data, ended


def _library() -> Any:
    """Loaded when it is first wanted: most days nobody records or plays anything."""
    return import_module("miniaudio")


def _mean_square(piece: bytes) -> float:
    samples = array("h", piece)
    return float(sum(map(mul, samples, samples))) / len(samples) / 32_768.0**2


def _stop(device: miniaudio.CaptureDevice) -> None:
    try:
        device.stop()
    except _library().MiniaudioError:
        log.warning("a microphone could not be stopped")
        device.running = False
