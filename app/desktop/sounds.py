"""Two short, soft sounds, made here: for a new message, and for one that could not be sent.

QtMultimedia would bring a hundred megabytes for a tenth of a second of sound. On Linux the sound
server is asked through its own small library, which every desktop has; Windows plays a sound from
memory by itself; a Mac plays its alert sound. Without any of them, or without a device, it stays
silent: a sound says nothing that is not also to be seen.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import io
import logging
import math
import struct
import sys
import threading
import wave
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtWidgets import QApplication

from app.core.notifications import SoundClass

log = logging.getLogger("curbside.desktop")

RATE = 44_100
"""Samples a second; one channel, 16 bits."""
_LOUDNESS = 0.22
_NOTES: dict[SoundClass, tuple[tuple[float, float], ...]] = {
    SoundClass.MESSAGE: ((659.26, 0.11), (987.77, 0.26)),
    SoundClass.FAILURE: ((311.13, 0.16), (233.08, 0.34)),
}
"""Hertz and seconds. Up for what came, down for what did not go."""
_ATTACK_S = 0.008

Play = Callable[[bytes], None]
"""Plays a WAV file that is in memory; blocks until it has been heard."""


@lru_cache(maxsize=len(SoundClass))
def wav(sound: SoundClass) -> bytes:
    """The sound as a WAV file."""
    samples: list[int] = []
    for hertz, seconds in _NOTES[sound]:
        count = round(seconds * RATE)
        for number in range(count):
            at = number / RATE
            fade = math.exp(-5.0 * at / seconds) * (1 - number / count)
            swell = min(1.0, at / _ATTACK_S)
            tone = math.sin(2 * math.pi * hertz * at) + 0.25 * math.sin(4 * math.pi * hertz * at)
            samples.append(round(32_767 * _LOUDNESS * swell * fade * tone))
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


class Sounds:
    """Plays one sound at a time, beside the windows; what comes meanwhile is not played."""

    def __init__(self, play: Play | None = None) -> None:
        self._play = play or system_player()
        self._busy = threading.Lock()

    def play(self, sound: SoundClass) -> None:
        """Begin to play it. Returns at once; never fails."""
        player = self._play
        if player is None:
            return
        if player is _alert:
            player(b"")  # Qt's own, in the thread of the windows
            return
        if self._busy.acquire(blocking=False):
            threading.Thread(
                target=self._run, args=(player, wav(sound)), name="sound", daemon=True
            ).start()

    def _run(self, player: Play, data: bytes) -> None:
        try:
            player(data)
        except (OSError, RuntimeError) as error:
            log.info("no sound: %s", type(error).__name__)
        finally:
            self._busy.release()


def system_player() -> Play | None:
    """How this system plays a sound, None when it has no way."""
    if sys.platform == "win32":
        return _windows
    if sys.platform == "darwin":
        return _alert
    return _pulse_player()


def _alert(_data: bytes) -> None:
    QApplication.beep()


def _windows(data: bytes) -> None:
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - Windows has it

        winsound.PlaySound(data, winsound.SND_MEMORY | winsound.SND_NODEFAULT)


class _SampleSpec(ctypes.Structure):
    _fields_ = (
        ("format", ctypes.c_int),
        ("rate", ctypes.c_uint32),
        ("channels", ctypes.c_uint8),
    )


_S16LE, _PLAYBACK = 3, 1


def _pulse_player() -> Play | None:
    """The sound server's simple interface, which PipeWire answers as well."""
    try:
        pulse = ctypes.CDLL(ctypes.util.find_library("pulse-simple") or "libpulse-simple.so.0")
    except OSError:
        return None
    pulse.pa_simple_new.restype = ctypes.c_void_p
    pulse.pa_simple_new.argtypes = [
        ctypes.c_char_p,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_char_p,
        ctypes.POINTER(_SampleSpec),
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_int),
    ]
    pulse.pa_simple_write.argtypes = [
        ctypes.c_void_p,
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_void_p,
    ]
    pulse.pa_simple_drain.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    pulse.pa_simple_free.argtypes = [ctypes.c_void_p]

    def play(data: bytes) -> None:
        with wave.open(io.BytesIO(data)) as reader:
            frames = reader.readframes(reader.getnframes())
            spec = _SampleSpec(_S16LE, reader.getframerate(), reader.getnchannels())
        stream = pulse.pa_simple_new(
            None,
            b"Curbside",
            _PLAYBACK,
            None,
            b"Notification",
            ctypes.byref(spec),
            None,
            None,
            None,
        )
        if not stream:
            return  # no server, or no device
        try:
            pulse.pa_simple_write(stream, frames, len(frames), None)
            pulse.pa_simple_drain(stream, None)
        finally:
            pulse.pa_simple_free(stream)

    return play
