"""Which voice message is played in this program, and where it is: one at a time, said once.

What draws rows looks here; whoever plays says it here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Playing:
    """A voice message that was begun."""

    row_id: int
    position_ms: int = 0
    duration_ms: int = 0
    running: bool = False


class NowPlaying(QObject):
    """Signal `changed` with the row id whose drawing is out of date."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._playing: Playing | None = None
        self.speed = 1.0

    def of(self, row_id: int) -> Playing | None:
        """How far a row's voice message is; None: it is not the one."""
        playing = self._playing
        return playing if playing is not None and playing.row_id == row_id else None

    def begin(self, row_id: int, duration_ms: int) -> None:
        """Another one."""
        self.end()
        self._playing = Playing(row_id, duration_ms=duration_ms)
        self.changed.emit(row_id)

    def move(self, position_ms: int, *, running: bool) -> None:
        """It is there now."""
        if self._playing is not None:
            self._playing = replace(self._playing, position_ms=position_ms, running=running)
            self.changed.emit(self._playing.row_id)

    def set_speed(self, speed: float) -> None:
        """All voice messages are played so fast from now on."""
        self.speed = speed
        if self._playing is not None:
            self.changed.emit(self._playing.row_id)

    def end(self) -> None:
        """None is."""
        playing, self._playing = self._playing, None
        if playing is not None:
            self.changed.emit(playing.row_id)


_kept: list[NowPlaying] = []


def now_playing() -> NowPlaying:
    """The one of this program."""
    if not _kept:
        _kept.append(NowPlaying())
    return _kept[0]
