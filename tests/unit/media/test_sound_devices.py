"""Recording and playing, through a device of nothing and through a real sound server."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from app.core.media_ports import SOUND_RATE, NoSoundDevice
from app.media.sound import LEVELS_A_SECOND, NOTHING, SoundDevices, system_backends
from tests.support import recordings
from tests.support.pulse import pulseaudio

LONG = 60
"""Seconds that a busy machine may take."""


class Levels:
    """Counts levels, and says when there were enough."""

    def __init__(self, enough: int) -> None:
        self.heard: list[float] = []
        self.enough = threading.Event()
        self._wanted = enough

    def __call__(self, level: float) -> None:
        self.heard.append(level)
        if len(self.heard) >= self._wanted:
            self.enough.set()


def stereo(mono: np.ndarray) -> bytes:  # type: ignore[type-arg]
    return np.repeat(mono, 2).astype("<i2").tobytes()


@pytest.fixture
def nothing() -> SoundDevices:
    return SoundDevices(NOTHING)


def test_each_level_is_a_twentieth_of_a_second_that_was_kept(nothing: SoundDevices) -> None:
    levels = Levels(4)
    recording = nothing.record(levels, most_s=LONG)
    assert levels.enough.wait(LONG)
    samples = recording.stop()
    count = len(levels.heard)
    assert set(levels.heard) == {0.0}
    assert 0 <= len(samples) // 2 - count * SOUND_RATE // LEVELS_A_SECOND < SOUND_RATE // 20


def test_pausing_keeps_what_was_said_and_adds_nothing(nothing: SoundDevices) -> None:
    levels = Levels(2)
    recording = nothing.record(levels, most_s=LONG)
    assert levels.enough.wait(LONG)
    recording.pause()
    before = len(levels.heard)
    levels.enough.clear()
    assert not levels.enough.wait(0.2)
    assert len(levels.heard) == before
    recording.resume()
    assert levels.enough.wait(LONG)
    assert len(recording.stop()) // 2 >= before * SOUND_RATE // LEVELS_A_SECOND


def test_no_more_than_the_limit_is_kept(nothing: SoundDevices) -> None:
    levels = Levels(2)
    recording = nothing.record(levels, most_s=0.1)
    assert levels.enough.wait(LONG)
    levels.enough.clear()
    assert not levels.enough.wait(0.2)
    assert len(recording.stop()) == 2 * SOUND_RATE // 10


def test_discarding_keeps_nothing(nothing: SoundDevices) -> None:
    levels = Levels(1)
    recording = nothing.record(levels, most_s=LONG)
    assert levels.enough.wait(LONG)
    recording.discard()
    assert recording.stop() == b""


def test_playing_counts_what_was_heard_and_ends(nothing: SoundDevices) -> None:
    ended = threading.Event()
    playback = nothing.play(ended.set)
    assert playback.wanted > SOUND_RATE
    playback.write(stereo(recordings.tone(0.2)))
    playback.write(b"123")  # no whole sample frame
    assert not ended.wait(0.05)
    playback.finish()
    assert playback.wanted == 0
    assert ended.wait(LONG)
    assert playback.played == SOUND_RATE // 5
    playback.close()


def test_playing_pauses(nothing: SoundDevices) -> None:
    ended = threading.Event()
    playback = nothing.play(ended.set)
    playback.pause()
    playback.write(stereo(recordings.tone(0.1)))
    playback.finish()
    assert not ended.wait(0.3)
    assert playback.played == 0
    playback.resume()
    assert ended.wait(LONG)
    assert playback.played == SOUND_RATE // 10
    playback.close()


def test_what_comes_late_is_waited_for(nothing: SoundDevices) -> None:
    ended = threading.Event()
    playback = nothing.play(ended.set)
    for _ in range(3):
        playback.write(stereo(recordings.tone(0.04)))
        assert not ended.wait(0.15)  # there is silence meanwhile
    playback.finish()
    assert ended.wait(LONG)
    assert playback.played == 3 * int(0.04 * SOUND_RATE)
    playback.close()


def test_it_starts_over_with_something_else(nothing: SoundDevices) -> None:
    ended = threading.Event()
    playback = nothing.play(ended.set)
    playback.pause()
    playback.write(stereo(recordings.tone(1.0)))
    playback.finish()
    playback.restart()
    playback.resume()
    playback.write(stereo(recordings.tone(0.05)))
    playback.finish()
    assert ended.wait(LONG)
    assert playback.played == int(0.05 * SOUND_RATE)
    playback.close()


def test_nobody_is_told_after_closing(nothing: SoundDevices) -> None:
    ended = threading.Event()
    playback = nothing.play(ended.set)
    playback.write(stereo(recordings.tone(0.05)))
    playback.finish()
    playback.close()
    assert not ended.wait(0.2)


def test_without_a_sound_system_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    devices = SoundDevices(["PULSEAUDIO"])
    assert devices.microphones() == ()
    with pytest.raises(NoSoundDevice) as refused:
        devices.record(lambda _level: None, most_s=1)
    assert "microphone" in refused.value.message
    with pytest.raises(NoSoundDevice):
        devices.play(lambda: None)


def test_the_device_that_swallows_everything_is_never_the_systems() -> None:
    assert system_backends()
    assert "NULL" not in system_backends()


def test_a_tone_goes_through_a_real_sound_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pulseaudio(tmp_path, monkeypatch):
        devices = SoundDevices(["PULSEAUDIO"])
        assert any("Monitor" in name for name in devices.microphones())
        heard = Loud()
        recording = devices.record(heard, most_s=LONG)
        ended = threading.Event()
        playback = devices.play(ended.set)
        playback.write(stereo(recordings.tone(0.5)))
        playback.finish()
        assert ended.wait(LONG)
        assert heard.loud.wait(LONG)
        playback.close()
        samples = recording.stop()
    assert playback.played == SOUND_RATE // 2
    assert recordings.frequency(samples, channels=1) == pytest.approx(recordings.TONE, abs=2)


class Loud:
    """Waits until a loud passage is over."""

    def __init__(self) -> None:
        self.loud = threading.Event()
        self._was = 0

    def __call__(self, level: float) -> None:
        self._was += level > 0.5
        if self._was >= 4 and level < 0.1:
            self.loud.set()
