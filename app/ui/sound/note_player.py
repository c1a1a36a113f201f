"""Plays the voice messages of rows: one at a time, and none by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.errors import CurbsideError
from app.core.media_ports import (
    ByteSource,
    Document,
    FileNotDisplayable,
    MediaPort,
    NoSoundDevice,
    SoundPort,
)
from app.core.media_types import SoundInfo
from app.core.records import MessageRecord
from app.services.files_api import FileUseCases
from app.ui.platform import PlatformHooks
from app.ui.sound.devices import finish
from app.ui.sound.now_playing import now_playing
from app.ui.sound.player import SPEEDS, SoundPlayer
from app.ui.tasks import TaskRunner

STEP_MS = 5_000
"""How far an arrow key goes."""
_PREFERENCE = "voice-speed"


class NotePlayer(QObject):
    """Signals: `failed` (a CurbsideError), `said` with what a screen reader is to say: a
    `Playing` state by its name ("playing", "paused", "ended")."""

    failed = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        files: FileUseCases,
        media: MediaPort | None,
        sound: SoundPort | None,
        platform: PlatformHooks,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._media = media
        self._sound = sound
        self._platform = platform
        self._tasks = tasks
        self._row_id = 0
        self._begin_at = 0
        self._player: SoundPlayer | None = None
        self._document: Document | None = None
        self._source: ByteSource | None = None
        now_playing().set_speed(_known_speed(platform.preference(_PREFERENCE)))

    @property
    def player(self) -> SoundPlayer | None:
        """What plays now, or is paused."""
        return self._player

    def toggle(self, message: MessageRecord) -> None:
        """Play a message, or pause it."""
        if message.row_id == self._row_id:
            if self._player is not None:
                self._player.toggle()
            return
        self._begin(message, 0)

    def seek(self, message: MessageRecord, part: float) -> None:
        """Play from a part of it on: 0 is its start, 1 its end."""
        duration = message.file.duration_ms if message.file is not None else 0
        at_ms = round(min(max(part, 0.0), 1.0) * duration)
        if message.row_id != self._row_id:
            self._begin(message, at_ms)
        elif self._player is not None:
            self._player.seek(at_ms)
            self._show()
        else:
            self._begin_at = at_ms

    def step(self, message: MessageRecord, by_ms: int) -> None:
        """Go on or back in the one that is played."""
        if message.row_id == self._row_id and self._player is not None:
            self._player.seek(self._player.position_ms + by_ms)
            self._show()

    def next_speed(self) -> float:
        """1x, 1.5x, 2x and 1x again, for every voice message on this computer."""
        speed = now_playing().speed
        speed = SPEEDS[(SPEEDS.index(speed) + 1) % len(SPEEDS)]
        self._platform.set_preference(_PREFERENCE, str(speed))
        now_playing().set_speed(speed)
        if self._player is not None:
            self._player.set_speed(speed)
        return speed

    def stop(self) -> None:
        """Be silent, and let go of the file."""
        self._row_id = 0
        player, self._player = self._player, None
        document, self._document = self._document, None
        source, self._source = self._source, None
        if player is not None:
            player.close()
            player.deleteLater()
        if document is not None or source is not None:
            finish(end(document, source))
        now_playing().end()

    def _begin(self, message: MessageRecord, at_ms: int) -> None:
        self.stop()
        if self._media is None or self._sound is None:
            self.failed.emit(NoSoundDevice())
            return
        file = message.file
        if file is None:
            return
        self._row_id, self._begin_at = message.row_id, at_ms
        now_playing().begin(message.row_id, file.duration_ms)
        self._tasks.start(
            self._open(message.row_id, file.name, self._media, self._sound), self._fail
        )

    async def _open(self, row_id: int, name: str, media: MediaPort, sound: SoundPort) -> None:
        source = await self._files.open(row_id)
        document: Document | None = None
        try:
            if row_id == self._row_id:
                document = await media.open(source, name)
        finally:
            if document is None or row_id != self._row_id:
                finish(end(document, source))
        if document is None or row_id != self._row_id:
            return
        self._source, self._document = source, document
        if not isinstance(document.info, SoundInfo):
            raise FileNotDisplayable
        player = SoundPlayer(
            document,
            sound,
            document.info.duration_ms,
            self._tasks,
            speed=now_playing().speed,
            parent=self,
        )
        self._player = player
        player.moved.connect(self._show)
        player.changed.connect(self._changed)
        player.ended.connect(self._ended)
        player.failed.connect(self._fail)
        now_playing().begin(row_id, document.info.duration_ms)
        if self._begin_at:
            player.seek(self._begin_at)
        player.play()

    def _show(self, *_: object) -> None:
        if self._player is not None:
            now_playing().move(self._player.position_ms, running=self._player.running)

    def _changed(self) -> None:
        self._show()
        if self._player is not None:
            self.said.emit("playing" if self._player.running else "paused")

    def _ended(self) -> None:
        self.stop()
        self.said.emit("ended")

    def _fail(self, error: CurbsideError) -> None:
        self.stop()
        self.failed.emit(error)


async def end(document: Document | None, source: ByteSource | None) -> None:
    """Let go of a file; the source outlives the document, which reads from it."""
    try:
        if document is not None:
            await document.close()
    finally:
        if source is not None:
            source.close()


def _known_speed(text: str | None) -> float:
    """The speed that was kept, if it is one of ours."""
    return next((speed for speed in SPEEDS if str(speed) == text), 1.0)
