"""The viewer of sound and video, over files that are really decoded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.core.media_types import SoundInfo
from app.media.process import Decoders
from app.media.sound import NOTHING, SoundDevices
from app.ui.gallery_data import AMIRA
from app.ui.gallery_files import make_file
from app.ui.gallery_services import SampleClient
from app.ui.gallery_sound import SampleSound
from app.ui.sound.player import SilentPlayer, SoundPlayer
from app.ui.viewers.recording import RecordingViewer
from app.ui.viewers.window import ViewerWindow
from tests.gui.conftest import Running, StartUi, press, unlock
from tests.support import recordings


@pytest.fixture
def decoders() -> Iterator[Decoders]:
    made = Decoders()
    yield made
    made.close()


class Open:
    """A file in its viewer."""

    def __init__(self, start_ui: StartUi, decoders: Decoders, name: str, data: bytes) -> None:
        self.client = SampleClient([AMIRA])
        self.client.media = decoders  # type: ignore[assignment]  # the real thing for the sample
        self.sound = SampleSound()
        self.client.sound = self.sound
        self.state: Running = start_ui(self.client)
        unlock(self.state)
        self.state.open(AMIRA)
        row = self.client.put(AMIRA, "", file=make_file(name))
        self.client.files.contents[row.row_id] = data
        self.row = row

    def open(self) -> RecordingViewer:
        self.state.main.files.open(self.row)
        window = self.window
        self.state.wait(lambda: window.viewer is not None)
        panel = window.viewer
        assert isinstance(panel, RecordingViewer)
        return panel

    @property
    def window(self) -> ViewerWindow:
        return self.state.main.files.windows.open_windows[-1]

    def wait(self, condition: object) -> None:
        self.state.wait(condition)


@pytest.fixture(scope="module")
def film() -> bytes:
    """Three seconds; frame n of brightness 2n."""
    return recordings.video_file(seconds=3.0)


def brightness(panel: RecordingViewer) -> int:
    image = panel.area.image
    if image is None:
        return -1
    return QColor(image.pixel(image.width() // 2, image.height() // 2)).lightness()


def test_a_film_shows_its_first_frame_and_seeks(
    start_ui: StartUi, decoders: Decoders, film: bytes
) -> None:
    at = Open(start_ui, decoders, "gait.mp4", film)
    panel = at.open()
    at.wait(lambda: panel.area.image is not None)
    assert not panel.player.running
    assert not at.sound.playbacks  # nothing plays, and no device is opened, by itself
    panel.area.setFocus()
    press(at.state.qtbot, Qt.Key.Key_Right)  # 5 s on: the end
    at.wait(lambda: abs(brightness(panel) - 148) < 8)
    assert panel.time.text() == "0:03 / 0:03"
    panel.seek_bar.sought.emit(1_000)
    at.wait(lambda: abs(brightness(panel) - 50) < 6)
    press(at.state.qtbot, Qt.Key.Key_Period)
    at.wait(lambda: panel.player.position_ms > 1_030)
    at.wait(lambda: abs(brightness(panel) - 52) < 6)
    before = panel.player.position_ms
    press(at.state.qtbot, Qt.Key.Key_Comma)
    at.wait(lambda: panel.player.position_ms < before)


def test_the_picture_follows_what_is_heard(
    start_ui: StartUi, decoders: Decoders, film: bytes
) -> None:
    at = Open(start_ui, decoders, "gait.mp4", film)
    panel = at.open()
    panel.area.setFocus()
    press(at.state.qtbot, Qt.Key.Key_Space)
    assert isinstance(panel.player, SoundPlayer)
    at.wait(lambda: at.sound.playbacks and at.sound.playbacks[-1].given >= 48_000)
    playback = at.sound.playbacks[-1]
    assert playback.loud
    playback.play(1.0)
    at.wait(lambda: abs(brightness(panel) - 50) < 6)
    at.wait(lambda: playback.given >= 72_000)
    playback.play(0.5)
    at.wait(lambda: abs(brightness(panel) - 74) < 6)
    assert panel.player.position_ms == 1_500
    press(at.state.qtbot, Qt.Key.Key_Space)
    assert playback.paused
    press(at.state.qtbot, Qt.Key.Key_V)
    assert panel.speed_button.text() == "1.5×"


def test_muted_it_goes_on(start_ui: StartUi, decoders: Decoders, film: bytes) -> None:
    at = Open(start_ui, decoders, "gait.mp4", film)
    panel = at.open()
    panel.toggle_mute()
    panel.toggle()
    at.wait(lambda: at.sound.playbacks and at.sound.playbacks[-1].given > 0)
    assert not at.sound.playbacks[-1].loud
    assert panel.mute_button.accessibleName() == "Sound on"


def test_without_a_loudspeaker_it_is_still_seen(
    start_ui: StartUi, decoders: Decoders, film: bytes
) -> None:
    at = Open(start_ui, decoders, "gait.mp4", film)
    at.sound.missing = True
    panel = at.open()
    panel.toggle()
    at.wait(lambda: isinstance(panel.player, SilentPlayer))
    assert panel.player.running or panel.player.position_ms == panel.player.duration_ms
    assert panel.mute_button.isHidden()
    assert "plays without sound" in at.window._status.text()
    panel.player.seek(1_800)
    at.wait(lambda: brightness(panel) > 100)


def test_sound_without_a_loudspeaker_says_so_and_can_be_tried_again(
    start_ui: StartUi, decoders: Decoders
) -> None:
    at = Open(
        start_ui, decoders, "murmur.mp3", recordings.sound_file("libmp3lame", "mp3", 0.6, 44_100)
    )
    at.sound.missing = True
    panel = at.open()
    panel.play_button.click()
    at.wait(lambda: "Connect one" in at.window._status.text())
    assert not panel.player.running
    at.sound.missing = False
    panel.play_button.click()
    at.wait(lambda: at.sound.playbacks and at.sound.playbacks[-1].given > 0)
    assert at.window._status.text() == ""


def test_sound_has_a_waveform_and_ends(start_ui: StartUi, decoders: Decoders) -> None:
    """Through the device of nothing, in real time."""
    data = recordings.sound_file("libmp3lame", "mp3", 0.6, 44_100)
    at = Open(start_ui, decoders, "murmur.mp3", data)
    at.client.sound = SoundDevices(NOTHING)
    panel = at.open()
    assert isinstance(panel.info, SoundInfo)
    at.wait(lambda: len(panel.seek_bar._waveform) == 256)
    ended: list[bool] = []
    panel.player.ended.connect(lambda: ended.append(True))
    panel.play_button.click()
    at.wait(lambda: ended)
    assert not panel.player.running
    assert panel.play_button.accessibleName() == "Play"


def test_closing_is_silent(start_ui: StartUi, decoders: Decoders, film: bytes) -> None:
    at = Open(start_ui, decoders, "gait.mp4", film)
    panel = at.open()
    panel.toggle()
    at.wait(lambda: at.sound.playbacks and at.sound.playbacks[-1].given > 0)
    at.window.close()
    assert at.sound.playbacks[-1].closed
    at.wait(lambda: at.client.files.opened[-1].closed)
