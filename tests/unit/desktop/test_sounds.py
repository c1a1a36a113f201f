from __future__ import annotations

import io
import itertools
import os
import struct
import subprocess
import sys
import threading
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.notifications import SoundClass
from app.desktop.sounds import RATE, Sounds, wav

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("sound", SoundClass)
def test_sounds_are_short_soft_and_end_in_silence(sound: SoundClass) -> None:
    with wave.open(io.BytesIO(wav(sound))) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, RATE)
        count = reader.getnframes()
        samples = struct.unpack(f"<{count}h", reader.readframes(count))
    assert 0.2 < count / RATE < 0.7
    assert 2_000 < max(map(abs, samples)) < 12_000
    assert samples[0] == 0
    assert abs(samples[-1]) < 50
    steps = [abs(after - before) for before, after in itertools.pairwise(samples)]
    assert max(steps) < 2_500, "no click"


def test_each_class_has_a_sound_of_its_own() -> None:
    assert len({wav(sound) for sound in SoundClass}) == len(SoundClass)


def test_plays_beside_the_windows_one_at_a_time(qtbot: QtBot) -> None:
    played: list[bytes] = []
    begun, go_on = threading.Event(), threading.Event()

    def play(data: bytes) -> None:
        played.append(data)
        begun.set()
        go_on.wait(30)

    sounds = Sounds(play)
    sounds.play(SoundClass.MESSAGE)
    assert begun.wait(30)
    sounds.play(SoundClass.FAILURE)  # not piled up
    go_on.set()
    qtbot.waitUntil(lambda: not sounds._busy.locked(), timeout=30_000)
    assert played == [wav(SoundClass.MESSAGE)]
    sounds.play(SoundClass.FAILURE)
    qtbot.waitUntil(lambda: not sounds._busy.locked(), timeout=30_000)
    assert played[1:] == [wav(SoundClass.FAILURE)]


def test_a_player_that_fails_is_no_failure_of_ours(qtbot: QtBot) -> None:
    def broken(_data: bytes) -> None:
        raise OSError

    sounds = Sounds(broken)
    sounds.play(SoundClass.MESSAGE)
    qtbot.waitUntil(lambda: not sounds._busy.locked(), timeout=30_000)


NO_DEVICE = """
from app.core.notifications import SoundClass
from app.desktop.sounds import system_player, wav
player = system_player()
if player is not None:
    player(wav(SoundClass.MESSAGE))
print("silent")
"""


def test_without_a_sound_server_it_is_silent_and_says_nothing(tmp_path: Path) -> None:
    nowhere = {
        "PULSE_SERVER": f"unix:{tmp_path}/none",
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", NO_DEVICE],
        cwd=ROOT,
        env=os.environ | nowhere | {"XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("silent\n", "")
