"""Frames of a video, decoded ahead of what is heard, and dropped when they come too late."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from itertools import pairwise
from time import monotonic

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from app.core.media_ports import Document
from app.core.media_types import VideoInfo
from app.ui.pixels import raster_image
from app.ui.sound.player import Player

AHEAD_MS = 700
"""So far ahead of what is heard frames are kept."""
_LATE_MS = 600
"""So far behind, what lies between is left out."""
_AT_ONCE = 6
_PLAYING = QSize(1280, 720)
"""Pixels of a frame at most while it plays; one that stands still has all that fit."""
_LEAST = QSize(320, 180)
_LOOK_S = 0.02


class FrameFeed:
    """Asks for frames as the player goes on. `run` is a task of the viewer."""

    def __init__(
        self,
        document: Document,
        info: VideoInfo,
        player: Callable[[], Player],
        size: QSize,
        arrived: Callable[[], object],
    ) -> None:
        """`arrived` is called when something new can be shown."""
        self._document = document
        self._info = info
        self._player = player
        self._arrived = arrived
        self._frames: deque[tuple[int, QImage]] = deque()
        self._size = size
        self._share = 1.0
        """Of `_PLAYING`, when the computer is too slow for all of it."""
        self._restart = True
        self._complete = False
        self._closed = False
        self._wake = asyncio.Event()

    def set_size(self, size: QSize) -> None:
        """So many pixels are there to be filled."""
        if size != self._size:
            self._size = size
            if not self._player().running:
                self.restart()

    def restart(self) -> None:
        """The player is elsewhere now, or stands still: ask anew."""
        self._restart = True
        self._wake.set()

    def wake(self) -> None:
        """It plays."""
        self._wake.set()

    def close(self) -> None:
        """Drop every pixel."""
        self._closed = True
        self._frames.clear()
        self._wake.set()

    def frame_at(self, position_ms: int) -> QImage | None:
        """The frame to be shown at a moment; those before it are let go of."""
        while len(self._frames) > 1 and self._frames[1][0] <= position_ms:
            self._frames.popleft()
        return self._frames[0][1] if self._frames else None

    def beside(self, position_ms: int, *, back: bool) -> int:
        """The moment of the frame before or after the one that is shown."""
        frame = self._info.frame_ms
        shown = self._frames[0][0] if self._frames else position_ms
        return max(0, round(shown - frame / 2 if back else shown + frame * 1.25))

    async def run(self) -> None:
        """Until it is closed."""
        while not self._closed:
            player = self._player()
            if self._restart:
                await self._ask_one(player.position_ms, still=not player.running)
                continue
            if not player.running:
                self._wake.clear()
                if not self._restart and not self._closed:
                    await self._wake.wait()
                continue
            position = player.position_ms
            last = self._frames[-1][0] if self._frames else position
            if self._complete or last - position > AHEAD_MS * player.speed:
                await asyncio.sleep(_LOOK_S)
                continue
            if position - last > _LATE_MS:
                await self._ask_one(position, still=False)
                continue
            await self._ask_more(last)

    async def _ask_one(self, position_ms: int, *, still: bool) -> None:
        """The frame of a moment, in place of everything that there is."""
        self._restart = self._complete = False
        size = self._size if still else self._moving_size()
        frames = await self._document.frames(position_ms, 1, size.width(), size.height())
        if self._closed or self._restart:
            return
        self._frames.clear()
        self._frames.extend((frame.at_ms, raster_image(frame.raster)) for frame in frames)
        self._arrived()

    async def _ask_more(self, last_ms: int) -> None:
        size = self._moving_size()
        began = monotonic()
        frames = await self._document.frames(last_ms, _AT_ONCE, size.width(), size.height())
        if self._closed or self._restart:
            return
        new = [frame for frame in frames if frame.at_ms > last_ms]
        self._complete = not new
        self._frames.extend((frame.at_ms, raster_image(frame.raster)) for frame in new)
        self._adapt(monotonic() - began, [frame.at_ms for frame in frames])
        self._arrived()

    def _adapt(self, took_s: float, times: list[int]) -> None:
        """Smaller frames where the computer does not keep up."""
        covered = sum(b - a for a, b in pairwise(times)) / 1_000 / self._player().speed
        if covered and took_s > 0.8 * covered and self._share > 0.3:
            self._share *= 0.75

    def _moving_size(self) -> QSize:
        most = (_PLAYING * self._share).expandedTo(_LEAST)
        return self._size.boundedTo(most).expandedTo(QSize(16, 16))
