"""A microphone and a loudspeaker that are none, for the gallery and the tests of windows.

Time passes in them when they are told so: a test says what is heard, and how much was played.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence

from app.core.media_ports import SOUND_RATE, NoSoundDevice

_LEVELS = 20
_PIECE = SOUND_RATE // _LEVELS


class SampleRecording:
    """What was said into it, as a tone."""

    def __init__(self, on_level: Callable[[float], None]) -> None:
        self._on_level = on_level
        self._samples = array("h")
        self.paused = False
        self.closed = False
        self.discarded = False

    def hear(self, seconds: float, level: float = 0.8) -> None:
        """So much of a tone, so loud; 20 levels a second are told."""
        if self.paused or self.closed:
            return
        for _ in range(round(seconds * _LEVELS)):
            at = len(self._samples)
            height = 16_000 * level
            self._samples.extend(
                round(height * math.sin(math.tau * 300 * (at + n) / SOUND_RATE))
                for n in range(_PIECE)
            )
            self._on_level(level)

    def pause(self) -> None:
        """Deaf for now."""
        self.paused = True

    def resume(self) -> None:
        """Listen again."""
        self.paused = False

    def stop(self) -> bytes:
        """Everything."""
        self.closed = True
        return self._samples.tobytes()

    def discard(self) -> None:
        """Nothing."""
        self.closed = self.discarded = True
        self._samples = array("h")


class SamplePlayback:
    """Plays as much as it is told to."""

    def __init__(self, on_end: Callable[[], None]) -> None:
        self._on_end = on_end
        self.given = 0
        self.played = 0
        self.paused = False
        self.closed = False
        self.finished = False
        self.loud = False

    @property
    def wanted(self) -> int:
        """A second and a half ahead."""
        return 0 if self.finished else max(0, 3 * SOUND_RATE // 2 - (self.given - self.played))

    def write(self, samples: bytes) -> None:
        """More."""
        self.given += len(samples) // 4
        self.loud = self.loud or any(samples)

    def play(self, seconds: float) -> None:
        """So much time passes."""
        if self.paused or self.closed:
            return
        self.played = min(self.given, self.played + round(seconds * SOUND_RATE))
        if self.finished and self.played == self.given:
            self._on_end()

    def restart(self) -> None:
        """Something else."""
        self.given = self.played = 0
        self.finished = False

    def finish(self) -> None:
        """That was all."""
        self.finished = True

    def pause(self) -> None:
        """Silent."""
        self.paused = True

    def resume(self) -> None:
        """And on."""
        self.paused = False

    def close(self) -> None:
        """No more."""
        self.closed = True


class SampleSound:
    """`SoundPort`. `missing`: there is no device."""

    def __init__(self) -> None:
        self.missing = False
        self.recordings: list[SampleRecording] = []
        self.playbacks: list[SamplePlayback] = []

    def microphones(self) -> Sequence[str]:
        """One."""
        return () if self.missing else ("Headset",)

    def record(self, on_level: Callable[[float], None], *, most_s: float) -> SampleRecording:
        """Open it."""
        del most_s
        if self.missing:
            raise NoSoundDevice
        recording = SampleRecording(on_level)
        self.recordings.append(recording)
        return recording

    def play(self, on_end: Callable[[], None]) -> SamplePlayback:
        """Open it."""
        if self.missing:
            raise NoSoundDevice
        playback = SamplePlayback(on_end)
        self.playbacks.append(playback)
        return playback
