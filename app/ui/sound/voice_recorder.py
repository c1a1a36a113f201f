"""A voice message from the first word to being sent. Nothing of it is ever on a disk.

What was recorded is encoded and opened again before it is sent, so that the person hears what the
other will hear.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from time import localtime, strftime

from PySide6.QtCore import QObject, Signal

from app.core.errors import CurbsideError
from app.core.file_content import VoiceNote
from app.core.ids import ConversationId
from app.core.media_ports import (
    SOUND_RATE,
    Document,
    FileNotDisplayable,
    MediaPort,
    Recording,
    SoundPort,
)
from app.core.media_types import SoundInfo
from app.services.files_api import FileUseCases
from app.ui.sound.devices import finish, open_device
from app.ui.sound.note_player import end
from app.ui.sound.player import SoundPlayer
from app.ui.tasks import TaskRunner

MOST_S = 30 * 60
"""The longest voice message."""
LEVELS_A_SECOND = 20
WAVE_PIECES = 64
ASKS_ABOVE_MS = 5_000
"""Throwing away more than this is asked about."""
_LEAST_MS = 300
_SILENT = 0.02


class Stage(Enum):
    """Where a voice message is."""

    NONE = "none"
    OPENING = "opening"
    RECORDING = "recording"
    PAUSED = "paused"
    PREPARING = "preparing"
    REVIEW = "review"
    SENDING = "sending"


class InMemory:
    """`ByteSource` of a voice message that was not sent yet."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self._data)

    def read(self, offset: int, length: int) -> bytes:
        """Some of them."""
        return self._data[offset : offset + length]

    def close(self) -> None:
        """Forget them."""
        self._data = b""


class TooShort(CurbsideError):  # noqa: N818 - named for what happened
    """Nothing was said, or the button was pressed twice by mistake."""

    code = "voice-too-short"
    message = "The recording was too short, so nothing was kept."
    action = "Press the microphone, speak, and then press Done."


class VoiceRecorder(QObject):
    """Signals: `changed` (the stage), `levelled` (loudness now, 0 to 1), `failed` (an error),
    `sent` (the rows), `full` when the longest time is reached."""

    changed = Signal()
    levelled = Signal(float)
    failed = Signal(object)
    sent = Signal(object)
    full = Signal()

    def __init__(
        self,
        files: FileUseCases,
        media: MediaPort,
        sound: SoundPort,
        tasks: TaskRunner,
        parent: QObject | None = None,
        *,
        most_s: float = MOST_S,
        on_speech: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._media = media
        self._sound = sound
        self._tasks = tasks
        self._most_s = most_s
        self._on_speech = on_speech
        self._forget()

    def _forget(self) -> None:
        self.stage = Stage.NONE
        self.conversation_id: ConversationId | None = None
        self.name = ""
        self.transcript = ""
        self.waveform = b""
        self.player: SoundPlayer | None = None
        self._levels = 0
        self._turn = getattr(self, "_turn", 0) + 1
        self._recording: Recording | None = None
        self._document: Document | None = None
        self._data = b""

    @property
    def active(self) -> bool:
        """Whether there is something that could be lost."""
        return self.stage is not Stage.NONE

    @property
    def elapsed_ms(self) -> int:
        """How much was recorded; pauses are not counted."""
        if self.player is not None:
            return self.player.duration_ms
        return self._levels * 1_000 // LEVELS_A_SECOND

    def start(self, conversation_id: ConversationId, name: str) -> None:
        """Open the microphone."""
        if self.active:
            return
        self.conversation_id, self.name = conversation_id, name
        self._go(Stage.OPENING)
        self._tasks.start(self._open(self._turn), self._lost)

    def pause(self) -> None:
        """Close the microphone's ear for now."""
        if self.stage is Stage.RECORDING and self._recording is not None:
            self._recording.pause()
            self._go(Stage.PAUSED)

    def resume(self) -> None:
        """Go on."""
        if self.stage is Stage.PAUSED and self._recording is not None:
            try:
                self._recording.resume()
            except CurbsideError as error:
                self.failed.emit(error)  # what was said until here stays
                return
            self._go(Stage.RECORDING)

    def toggle_pause(self) -> None:
        """Pause, or go on."""
        if self.stage is Stage.PAUSED:
            self.resume()
        else:
            self.pause()

    def done(self) -> None:
        """Stop recording, and make it ready to be heard and sent."""
        if self.stage in (Stage.RECORDING, Stage.PAUSED):
            self._go(Stage.PREPARING)
            self._tasks.start(self._prepare(self._turn), self._lost)

    def send(self, transcript: str) -> None:
        """Send it; what the sender typed of it goes along."""
        if self.stage is Stage.REVIEW and self.player is not None:
            self.player.pause()
            self.transcript = transcript
            self._go(Stage.SENDING)
            self._tasks.start(self._send(self._turn), self._not_sent)

    def discard(self) -> None:
        """Throw it away."""
        recording, document = self._recording, self._document
        if self.player is not None:
            self.player.close()
            self.player.deleteLater()
        self._forget()
        if recording is not None:
            recording.discard()
        if document is not None:
            finish(end(document, None))
        self.changed.emit()

    async def _open(self, turn: int) -> None:
        loop = asyncio.get_running_loop()

        def level(value: float) -> None:
            """On the device's thread."""
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(self._level, turn, value)

        recording = await open_device(
            lambda: self._sound.record(level, most_s=self._most_s), lambda late: late.discard()
        )
        if turn != self._turn:
            recording.discard()
            return
        self._recording = recording
        self._go(Stage.RECORDING)

    async def _prepare(self, turn: int) -> None:
        recording, self._recording = self._recording, None
        if recording is None:
            raise TooShort
        samples = await asyncio.get_running_loop().run_in_executor(None, recording.stop)
        if turn != self._turn:
            return
        if len(samples) < 2 * SOUND_RATE * _LEAST_MS // 1_000:
            raise TooShort
        data = await self._media.encode_voice(samples)
        del samples
        if turn != self._turn:
            return
        document = await self._media.open(InMemory(data), "voice.ogg")
        if turn != self._turn:
            await document.close()
            return
        self._document, self._data = document, data
        if not isinstance(document.info, SoundInfo):
            raise FileNotDisplayable
        waveform = await document.waveform(WAVE_PIECES)
        if turn != self._turn:
            return
        self.waveform = waveform or bytes(1)
        self.player = SoundPlayer(
            document, self._sound, document.info.duration_ms, self._tasks, parent=self
        )
        self.player.failed.connect(self.failed)
        self._go(Stage.REVIEW)

    async def _send(self, turn: int) -> None:
        if self.conversation_id is None:
            return
        name = strftime("voice-%Y-%m-%d-%H%M.ogg", localtime())
        draft = await self._files.choose_data(self._data, name)
        voice = VoiceNote(self.waveform, self.transcript)
        rows = await self._files.send([self.conversation_id], draft, voice=voice)
        if turn == self._turn:
            self.discard()  # it is in the outbox now
        self.sent.emit(rows)

    def _level(self, turn: int, value: float) -> None:
        if turn != self._turn or self.stage is not Stage.RECORDING:
            return
        self._levels += 1
        if value > _SILENT:
            self._on_speech()
        self.levelled.emit(value)
        if self._levels >= self._most_s * LEVELS_A_SECOND:
            self.done()
            self.full.emit()

    def _go(self, stage: Stage) -> None:
        self.stage = stage
        self.changed.emit()

    def _lost(self, error: CurbsideError) -> None:
        """It could not be recorded, or not be made ready: there is nothing to go on with."""
        self.discard()
        self.failed.emit(error)

    def _not_sent(self, error: CurbsideError) -> None:
        self._go(Stage.REVIEW)
        self.failed.emit(error)
