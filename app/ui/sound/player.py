"""Plays an open recording: what is heard decides where it stands.

Sound is asked for in pieces, a second and a half ahead, from the process that decodes it. Where
there is no sound, or nothing to hear it with, time itself takes its place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from weakref import ref

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.core.errors import CurbsideError
from app.core.media_ports import SOUND_RATE, Document, Playback, SoundPort
from app.ui.sound.devices import open_device
from app.ui.tasks import TaskRunner

SPEEDS = (1.0, 1.5, 2.0)
_FIRST_MS = 250
_PIECE_MS = 1_000
_LOW = SOUND_RATE // 2
"""When so many sample frames have room another piece is asked for."""
_LOOK_S = 0.05
_TICK_MS = 40
_heard: list[ref[Player]] = []
"""The one that played last."""


class Player(QObject):
    """Signals: `changed` (playing, paused, speed), `moved` (the position, in milliseconds),
    `ended`, `failed` (a CurbsideError, after which it is paused)."""

    changed = Signal()
    moved = Signal(int)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, duration_ms: int, speed: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.duration_ms = duration_ms
        self.running = False
        self._speed = speed
        self._at_end = False
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._tick)

    @property
    def speed(self) -> float:
        """Times as fast as it was recorded."""
        return self._speed

    @property
    def position_ms(self) -> int:
        """Which moment is heard now."""
        raise NotImplementedError

    def toggle(self) -> None:
        """Play, or pause."""
        if self.running:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Go on; from the start when it was at its end."""
        if self.running:
            return
        if self._at_end:
            self.seek(0)
        _take_the_floor(self)
        self.running = True
        self._ticks.start()
        self._go_on()
        self.changed.emit()

    def pause(self) -> None:
        """Stay where it is."""
        if self.running:
            self._halt()
            self.running = False
            self._ticks.stop()
            self.changed.emit()

    def seek(self, position_ms: int) -> None:
        """Go to a moment, and play on from there if it plays."""
        self._at_end = False
        most = max(self.duration_ms, 0)
        self._start_from(min(max(position_ms, 0), most) if most else max(position_ms, 0))
        self.moved.emit(self.position_ms)

    def set_speed(self, speed: float) -> None:
        """Faster or slower from now on."""
        if speed != self._speed:
            at = self.position_ms
            self._speed = speed
            if not self._at_end:
                self._start_from(at)
            self.changed.emit()

    def close(self) -> None:
        """Be silent for good."""
        self.running = False
        self._ticks.stop()

    def _tick(self) -> None:
        self.moved.emit(self.position_ms)

    def _end(self) -> None:
        """All of it was heard."""
        self.running = False
        self._ticks.stop()
        self._at_end = True
        self.moved.emit(self.position_ms)
        self.changed.emit()
        self.ended.emit()

    def _go_on(self) -> None:
        raise NotImplementedError

    def _halt(self) -> None:
        raise NotImplementedError

    def _start_from(self, position_ms: int) -> None:
        raise NotImplementedError


def _take_the_floor(player: Player) -> None:
    """One is heard at a time: whoever was before is paused."""
    before = _heard[0]() if _heard else None
    if before is not None and before is not player and isValid(before):
        before.pause()
    _heard[:] = [ref(player)]


class SoundPlayer(Player):
    """A recording that is heard."""

    def __init__(
        self,
        document: Document,
        sound: SoundPort,
        duration_ms: int,
        tasks: TaskRunner,
        *,
        speed: float = 1.0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(duration_ms, speed, parent)
        self._document = document
        self._sound = sound
        self._tasks = tasks
        self._playback: Playback | None = None
        self._from_ms = 0
        self._turn = 0
        """Grows whenever what was asked for is wanted no more."""
        self._feeding = False
        self._closed = False
        self._last_turn = -1
        """In which all there is was given."""
        self._muted = False
        self._one_opens = asyncio.Lock()

    @property
    def position_ms(self) -> int:
        """What is heard now."""
        if self._at_end and self.duration_ms:
            return self.duration_ms
        heard = 0 if self._playback is None else self._playback.played
        at = self._from_ms + round(heard * 1_000 / SOUND_RATE * self._speed)
        return min(at, self.duration_ms) if self.duration_ms else at

    def set_muted(self, muted: bool) -> None:
        """Hear nothing, though it goes on."""
        self._muted = muted
        if not self._at_end:
            self._start_from(self.position_ms)

    def close(self) -> None:
        """Let go of the loudspeaker."""
        super().close()
        self._closed = True
        self._turn += 1
        playback, self._playback = self._playback, None
        if playback is not None:
            playback.close()

    def _go_on(self) -> None:
        if self._playback is not None:
            self._playback.resume()
        if not self._feeding:
            self._feed_from(self._from_ms)

    def _halt(self) -> None:
        if self._playback is not None:
            self._playback.pause()

    def _start_from(self, position_ms: int) -> None:
        self._turn += 1
        self._from_ms = position_ms
        self._feeding = False
        if self._playback is not None:
            self._playback.restart()
        if self.running:
            self._feed_from(position_ms)

    def _feed_from(self, position_ms: int) -> None:
        self._feeding = True
        self._tasks.start(self._feed(position_ms, self._turn), self._fail)

    def _fail(self, error: CurbsideError) -> None:
        self._turn += 1
        self._feeding = False
        self.pause()
        self.failed.emit(error)

    async def _feed(self, at_ms: int, turn: int) -> None:
        async with self._one_opens:
            if self._playback is None and turn == self._turn:
                await self._open()
        playback = self._playback
        length = _FIRST_MS
        while playback is not None and turn == self._turn:
            if playback.wanted < _LOW:
                await asyncio.sleep(_LOOK_S)
                continue
            samples = await self._document.sound(at_ms, length, self._speed)
            if turn != self._turn:
                return
            if not samples:
                self._last_turn = turn
                playback.finish()
                return
            playback.write(bytes(len(samples)) if self._muted else samples)
            at_ms += length
            length = _PIECE_MS

    async def _open(self) -> None:
        loop = asyncio.get_running_loop()

        def ended() -> None:
            """On the device's thread."""
            with suppress(RuntimeError):  # the loop is closed: nobody is there to be told
                loop.call_soon_threadsafe(self._heard_all)

        playback = await open_device(lambda: self._sound.play(ended), lambda late: late.close())
        if self._closed:
            playback.close()
            return
        self._playback = playback
        if not self.running:
            playback.pause()

    def _heard_all(self) -> None:
        if self.running and self._last_turn == self._turn:
            self._feeding = False
            self._end()


class SilentPlayer(Player):
    """A recording without sound, or without a loudspeaker: time goes on by the clock."""

    def __init__(
        self,
        duration_ms: int,
        *,
        speed: float = 1.0,
        clock: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(duration_ms, speed, parent)
        self._clock = clock
        self._from_ms = 0.0
        self._since: float | None = None

    @property
    def position_ms(self) -> int:
        """Where it is by now."""
        passed = 0.0 if self._since is None else self._clock() - self._since
        at = round(self._from_ms + passed * 1_000 * self._speed)
        return min(at, self.duration_ms)

    def _tick(self) -> None:
        if self.position_ms >= self.duration_ms:
            self._halt()
            self._end()
        else:
            super()._tick()

    def _go_on(self) -> None:
        self._since = self._clock()

    def _halt(self) -> None:
        self._from_ms = float(self.position_ms)
        self._since = None

    def _start_from(self, position_ms: int) -> None:
        self._from_ms = float(position_ms)
        self._since = self._clock() if self.running else None
