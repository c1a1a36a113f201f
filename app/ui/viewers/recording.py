"""Sound and video: play, seek, step, faster, mute, full screen. What is heard leads the picture."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.media_ports import NoSoundDevice
from app.core.media_types import SoundInfo, VideoInfo
from app.ui.formats import translate
from app.ui.sound.player import SPEEDS, Player, SilentPlayer, SoundPlayer
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.viewers.base import Viewer, ViewerTools
from app.ui.viewers.video_area import VideoArea
from app.ui.viewers.video_frames import FrameFeed
from app.ui.voice_words import speed_words, spoken_duration
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.waveform_view import WaveformView, position_words
from app.ui.words import error_words

_PIECES = 256
_FRAME_TICK_MS = 16


class RecordingViewer(Viewer):
    """`player` is a `SoundPlayer`, or a `SilentPlayer` where nothing can be heard."""

    help_page = "voice"

    def __init__(self, tools: ViewerTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        info = tools.document.info
        if not isinstance(info, (SoundInfo, VideoInfo)):
            raise TypeError("neither sound nor video")
        self.info = info
        self._video = info if isinstance(info, VideoInfo) else None
        self._has_sound = self._video is None or self._video.has_sound
        self._closed = False
        self._muted = False
        self.player: Player = self._make_player()
        self.area = VideoArea(self)
        self.feed: FrameFeed | None = None
        self._lay_out()
        self._ticks = QTimer(self)
        self._ticks.setInterval(_FRAME_TICK_MS)
        self._ticks.timeout.connect(self._show_frame)
        self._connect_player()

    def begin(self) -> None:
        """Show the first frame, or the waveform; nothing plays by itself."""
        self.seek_bar.show_recording(b"", self.info.duration_ms)
        self._moved(0)
        if self._video is not None:
            self.feed = FrameFeed(
                self.document,
                self._video,
                lambda: self.player,
                self.area.pixels(),
                self._show_frame,
            )
            self.area.resized.connect(self.feed.set_size)
            self.run(self.feed.run())
            self.area.setFocus()
        else:
            self.run(self._read_waveform())
            self.play_button.setFocus()

    def close_down(self) -> None:
        """Be silent, drop the frames."""
        self._closed = True
        self._ticks.stop()
        self.player.close()
        if self.feed is not None:
            self.feed.close()
        self.area.show_image(None)
        self.seek_bar.show_recording(b"", 0)
        if self.window().isFullScreen():
            self.window().showNormal()

    def escape(self) -> bool:
        """Leave the full screen first."""
        if self.window().isFullScreen():
            self.toggle_full_screen()
            return True
        return False

    def toggle(self) -> None:
        """Play, or pause."""
        self.player.toggle()

    def step_by(self, milliseconds: int) -> None:
        """Go on or back."""
        self._seek(self.player.position_ms + milliseconds)

    def step_frame(self, *, back: bool) -> None:
        """One frame on or back; it stands still then."""
        if self.feed is not None:
            self.player.pause()
            self._seek(self.feed.beside(self.player.position_ms, back=back))

    def next_speed(self) -> None:
        """1x, 1.5x, 2x."""
        speed = SPEEDS[(SPEEDS.index(self.player.speed) + 1) % len(SPEEDS)]
        self.player.set_speed(speed)
        self.speed_button.setText(speed_words(speed))
        self._say(self.speed_button.text())

    def toggle_mute(self) -> None:
        """Hear nothing, or hear it again."""
        if isinstance(self.player, SoundPlayer):
            self._muted = not self._muted
            self.player.set_muted(self._muted)
            self.mute_button.set_icon("sound-off" if self._muted else "sound")
            self.mute_button.set_name(
                translate("Recording", "Sound on")
                if self._muted
                else translate("Recording", "Sound off")
            )

    def toggle_full_screen(self) -> None:
        """As large as the screen, or as before."""
        window = self.window()
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What players have everywhere: Space, arrows, comma and full stop."""
        keys = {
            Qt.Key.Key_Space: self.toggle,
            Qt.Key.Key_K: self.toggle,
            Qt.Key.Key_Left: lambda: self.step_by(-5_000),
            Qt.Key.Key_Right: lambda: self.step_by(5_000),
            Qt.Key.Key_J: lambda: self.step_by(-10_000),
            Qt.Key.Key_L: lambda: self.step_by(10_000),
            Qt.Key.Key_Home: lambda: self._seek(0),
            Qt.Key.Key_End: lambda: self._seek(self.info.duration_ms),
            Qt.Key.Key_Comma: lambda: self.step_frame(back=True),
            Qt.Key.Key_Period: lambda: self.step_frame(back=False),
            Qt.Key.Key_M: self.toggle_mute,
            Qt.Key.Key_V: self.next_speed,
            Qt.Key.Key_F: self.toggle_full_screen,
        }
        action = keys.get(Qt.Key(event.key()))
        if action is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            action()

    def _make_player(self) -> Player:
        sound = self.tools.context.sound
        if self._has_sound and sound is not None:
            return SoundPlayer(self.document, sound, self.info.duration_ms, self.tasks, parent=self)
        return SilentPlayer(self.info.duration_ms, parent=self)

    def _connect_player(self) -> None:
        player = self.player
        player.changed.connect(self._changed)
        player.moved.connect(self._moved)
        player.failed.connect(self._player_failed)
        heard = isinstance(player, SoundPlayer)
        self.mute_button.setVisible(heard)
        if self._has_sound and not heard:
            self.status.emit(
                error_words(NoSoundDevice()).together if self._video is None else _silent_words()
            )

    def _player_failed(self, error: CurbsideError) -> None:
        """Without a loudspeaker a video is still seen, at once; sound waits for another try. What
        cannot be decoded ends the panel."""
        if not isinstance(error, NoSoundDevice):
            self.failed.emit(error)
            return
        words = error_words(error).together
        if self._video is None:
            self.status.emit(words)
            self._say(words)
            return
        at = self.player.position_ms
        self.player.close()
        self.player.deleteLater()
        self.player = SilentPlayer(self.info.duration_ms, parent=self)
        self._connect_player()
        self.player.seek(at)
        self.player.play()
        self._say(_silent_words())

    async def _read_waveform(self) -> None:
        waveform = await self.document.waveform(_PIECES)
        if not self._closed:
            at = self.player.position_ms
            self.seek_bar.show_recording(waveform, self.info.duration_ms)
            self.seek_bar.set_position(at)

    def _seek(self, position_ms: int) -> None:
        self.player.seek(position_ms)
        if self.feed is not None:
            self.feed.restart()

    def _changed(self) -> None:
        running = self.player.running
        if running and isinstance(self.player, SoundPlayer):
            self.status.emit("")
        self.play_button.set_icon("pause" if running else "play")
        self.play_button.set_name(
            translate("Recording", "Pause") if running else translate("Recording", "Play")
        )
        if self.feed is None:
            return
        if running:
            self._ticks.start()
            self.feed.wake()
        else:
            self._ticks.stop()
            self.feed.restart()  # what stands still is shown as sharp as it is

    def _moved(self, position_ms: int) -> None:
        self.seek_bar.set_position(position_ms)
        self.time.setText(position_words(position_ms, self.info.duration_ms))
        self.time.setAccessibleName(spoken_duration(position_ms))

    def _show_frame(self) -> None:
        if self.feed is not None and not self._closed:
            image = self.feed.frame_at(self.player.position_ms)
            if image is not None:
                self.area.show_image(image)

    def _say(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _lay_out(self) -> None:
        video = self._video is not None
        name = translate("Recording", "Video") if video else translate("Recording", "Sound")
        self.setAccessibleName(name)
        self.area.setAccessibleName(name)
        self.area.setAccessibleDescription(
            translate("Recording", "Space plays and pauses; the arrow keys go 5 seconds.")
        )
        self.area.clicked.connect(self.toggle)
        self.area.double_clicked.connect(self.toggle_full_screen)
        self.play_button = IconButton("play", translate("Recording", "Play"), "accent", 28)
        self.back_button = IconButton(
            "frame-back", translate("Recording", "One frame back"), keys=","
        )
        self.on_button = IconButton("frame-on", translate("Recording", "One frame on"), keys=".")
        self.seek_bar = WaveformView()
        self.time = PlainLabel(kind="caption", wrap=False)
        self.speed_button = Button(speed_words(1.0), "quiet")
        self.speed_button.setAccessibleName(translate("Recording", "Speed"))
        self.mute_button = IconButton("sound", translate("Recording", "Sound off"), keys="M")
        self.full_button = IconButton(
            "full-screen", translate("Recording", "Full screen"), keys="F"
        )
        self.play_button.clicked.connect(self.toggle)
        self.back_button.clicked.connect(lambda: self.step_frame(back=True))
        self.on_button.clicked.connect(lambda: self.step_frame(back=False))
        self.seek_bar.sought.connect(self._seek)
        self.speed_button.clicked.connect(self.next_speed)
        self.mute_button.clicked.connect(self.toggle_mute)
        self.full_button.clicked.connect(self.toggle_full_screen)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_M, 0, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_S)
        for button in (self.back_button, self.play_button, self.on_button):
            row.addWidget(button)
        row.addWidget(self.seek_bar, 1)
        for widget in (self.time, self.speed_button, self.mute_button, self.full_button):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        if video:
            layout.addWidget(self.area, 1)
        else:
            layout.addStretch(1)
        layout.addLayout(row)
        if not video:
            layout.addStretch(1)
            for hidden in (self.area, self.back_button, self.on_button, self.full_button):
                hidden.hide()


def _silent_words() -> str:
    return translate("Recording", "No loudspeaker could be used. The video plays without sound.")
