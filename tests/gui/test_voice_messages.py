"""Recording a voice message, listening to it, sending it; playing one in its row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.file_content import VoiceNote
from app.core.file_types import FileState
from app.core.policy import Policy
from app.media.process import Decoders
from app.ui.delegates.voice_part import VoicePart
from app.ui.gallery_data import AMIRA, TWIN
from app.ui.gallery_services import SampleClient
from app.ui.gallery_sound import SamplePlayback, SampleRecording, SampleSound
from app.ui.gallery_voice import TRANSCRIPT, voice_file
from app.ui.models.timeline import ROW_ROLE
from app.ui.sound.now_playing import Playing, now_playing
from app.ui.sound.voice_recorder import WAVE_PIECES, Stage, VoiceRecorder
from app.ui.widgets.chat_view import ChatView
from app.ui.widgets.voice_strip import VoiceStrip
from tests.gui.conftest import Running, StartUi, press, unlock

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def talk(start_ui: StartUi) -> Running:
    client = SampleClient([AMIRA, TWIN])
    client.put(AMIRA, "hello")
    client.put(TWIN, "good morning")
    state = start_ui(client)
    unlock(state)
    state.open(AMIRA)
    return state


@pytest.fixture
def decoders() -> Iterator[Decoders]:
    made = Decoders()
    yield made
    made.close()


def sound_of(state: Running) -> SampleSound:
    assert isinstance(state.client.sound, SampleSound)
    return state.client.sound


def recorder_of(state: Running) -> VoiceRecorder:
    assert state.main.voice.recorder is not None
    return state.main.voice.recorder


def strip_of(state: Running) -> VoiceStrip:
    assert isinstance(state.chat.instead, VoiceStrip)
    return state.chat.instead


def begin(state: Running) -> SampleRecording:
    """Open the microphone by its key."""
    press(state.qtbot, Qt.Key.Key_V, CTRL_SHIFT)
    state.wait(lambda: recorder_of(state).stage is Stage.RECORDING)
    return sound_of(state).recordings[-1]


def speak(state: Running, seconds: float) -> None:
    """So much is recorded, and the window knows."""
    recorder = recorder_of(state)
    wanted = recorder.elapsed_ms + seconds * 1_000
    sound_of(state).recordings[-1].hear(seconds)
    state.wait(lambda: recorder.elapsed_ms >= wanted)


class TestRecording:
    def test_from_the_first_word_to_the_row(self, start_ui: StartUi, decoders: Decoders) -> None:
        """With the decoding process: what is listened to is what is sent."""
        client = SampleClient([AMIRA])
        client.media = decoders  # type: ignore[assignment]  # the real thing for the sample
        talk = start_ui(client)
        unlock(talk)
        talk.open(AMIRA)
        begin(talk)
        strip = strip_of(talk)
        assert talk.chat.composer.isHidden()
        assert strip.state.text() == "Recording"
        speak(talk, 1.2)
        assert strip.elapsed.text() == "0:01"
        strip.done_button.click()
        talk.wait(lambda: recorder_of(talk).stage is Stage.REVIEW)
        assert abs(recorder_of(talk).elapsed_ms - 1_200) < 50
        assert max(recorder_of(talk).waveform) > 100
        strip.play_button.click()
        talk.wait(lambda: sound_of(talk).playbacks and sound_of(talk).playbacks[-1].loud)
        strip.transcript.setPlainText("  Please come.  ")
        strip.send_button.click()
        talk.wait(lambda: talk.client.files.sent)
        draft, text, _, conversations = talk.client.files.sent[0]
        assert draft.name.startswith("voice-")
        assert not text
        assert conversations == (AMIRA.conversation_id,)
        talk.wait(lambda: talk.chat.instead is None)
        assert talk.chat.composer.isVisible()
        sent = [m for m in talk.client.timelines[AMIRA.conversation_id] if m.file is not None]
        assert sent[0].file is not None
        assert sent[0].file.voice is not None
        assert sent[0].file.voice.transcript == "Please come."
        assert max(sent[0].file.voice.waveform) > 100

    def test_pauses_are_not_recorded(self, talk: Running) -> None:
        recording = begin(talk)
        strip = strip_of(talk)
        speak(talk, 1.0)
        assert QApplication.focusWidget() is strip.pause_button
        press(talk.qtbot, Qt.Key.Key_Space)
        assert recording.paused
        assert strip.state.text() == "Paused"
        assert strip.pause_button.text() == "Go on"
        recording.hear(5.0)
        press(talk.qtbot, Qt.Key.Key_Space)
        assert not recording.paused
        speak(talk, 1.0)
        assert recorder_of(talk).elapsed_ms == 2_000

    def test_a_few_words_are_discarded_at_once(self, talk: Running) -> None:
        recording = begin(talk)
        speak(talk, 2.0)
        press(talk.qtbot, Qt.Key.Key_Escape)
        assert recording.discarded
        assert talk.main.voice.asking is None
        assert talk.chat.instead is None
        assert talk.chat.composer.edit.hasFocus()

    def test_more_is_asked_about(self, talk: Running) -> None:
        recording = begin(talk)
        speak(talk, 6.0)
        strip_of(talk).discard_button.click()
        asking = talk.main.voice.asking
        assert asking is not None
        assert recording.paused
        asking.reject()
        assert not recording.discarded
        assert recorder_of(talk).stage is Stage.PAUSED
        strip_of(talk).discard_button.click()
        assert talk.main.voice.asking is not None
        talk.main.voice.asking.accept()
        assert recording.discarded
        assert talk.chat.instead is None

    def test_another_conversation_pauses_and_names_it(self, talk: Running) -> None:
        recording = begin(talk)
        speak(talk, 1.0)
        talk.open(TWIN)
        assert recording.paused
        assert talk.chat.instead is None
        banner = talk.chat.error_banner
        assert banner.isVisible()
        assert "Amira Haddad" in banner.text
        talk.main.voice.record()
        assert len(sound_of(talk).recordings) == 1  # one at a time
        talk.open(AMIRA)
        assert strip_of(talk).state.text() == "Paused"
        assert recorder_of(talk).elapsed_ms == 1_000

    def test_locking_discards_and_says_so(self, talk: Running) -> None:
        recording = begin(talk)
        speak(talk, 1.0)
        talk.ui.lock()
        assert recording.discarded
        talk.wait(lambda: talk.ui.main is None)
        unlock(talk)
        assert "discarded" in talk.main.error_banner.text

    def test_silence_is_pointed_out(self, talk: Running) -> None:
        recording = begin(talk)
        strip = strip_of(talk)
        recording.hear(2.1, 0.0)
        talk.wait(strip.hint.isVisible)
        assert "microphone" in strip.hint.text()
        speak(talk, 0.1)
        talk.wait(strip.hint.isHidden)

    def test_nothing_said_is_nothing_sent(self, talk: Running) -> None:
        begin(talk)
        speak(talk, 0.1)
        strip_of(talk).done_button.click()
        talk.wait(lambda: talk.chat.instead is None)
        talk.wait(lambda: "too short" in talk.chat.error_banner.text)

    def test_without_a_microphone_it_says_so(self, talk: Running) -> None:
        sound_of(talk).missing = True
        talk.chat.composer.microphone_button.click()
        talk.wait(lambda: talk.chat.instead is None)
        talk.wait(lambda: "No microphone" in talk.chat.error_banner.text)

    def test_what_could_not_be_sent_stays(self, talk: Running) -> None:
        begin(talk)
        speak(talk, 1.0)
        strip = strip_of(talk)
        strip.done_button.click()
        talk.wait(lambda: recorder_of(talk).stage is Stage.REVIEW)
        from app.core.store_errors import StoreFull

        talk.client.fail_next = StoreFull()
        strip.send_button.click()
        talk.wait(strip.hint.isVisible)
        assert recorder_of(talk).stage is Stage.REVIEW
        strip.send_button.click()
        talk.wait(lambda: talk.client.files.sent)

    def test_the_longest_time_ends_it(self, talk: Running) -> None:
        recorder = recorder_of(talk)
        recorder._most_s = 1.0
        begin(talk)
        sound_of(talk).recordings[-1].hear(1.0)
        talk.wait(lambda: recorder.stage is Stage.REVIEW)

    def test_speaking_keeps_it_unlocked(self, talk: Running) -> None:
        seen: list[bool] = []
        talk.main.voice.speaking.connect(lambda: seen.append(True))
        recording = begin(talk)
        recording.hear(0.5, 0.0)
        speak(talk, 0.1)
        assert len(seen) == 2  # of 12 levels, those that were not silent

    def test_where_files_may_not_be_sent_there_is_no_button(self, start_ui: StartUi) -> None:
        state = start_ui(SampleClient([AMIRA], Policy(max_file_mib=0)))
        unlock(state)
        chat = state.open(AMIRA)
        assert chat.composer.microphone_button.isHidden()
        press(state.qtbot, Qt.Key.Key_V, CTRL_SHIFT)
        assert chat.instead is None

    def test_everything_has_a_name(self, talk: Running) -> None:
        begin(talk)
        strip = strip_of(talk)
        speak(talk, 0.5)
        assert "Amira Haddad" in strip.accessibleName()
        assert strip.meter.accessibleName() == "Loudness"
        assert strip.elapsed.accessibleName() == "0 seconds"
        strip.done_button.click()
        talk.wait(lambda: recorder_of(talk).stage is Stage.REVIEW)
        assert strip.waveform.accessibleName() == "Position"
        assert strip.transcript.accessibleDescription()
        assert QApplication.focusWidget() is strip.play_button


class TestRow:
    @pytest.fixture
    def notes(self, talk: Running) -> Running:
        for transcript in ("", TRANSCRIPT):
            talk.client.put(AMIRA, "", file=voice_file(34_000, transcript), publish=True)
        talk.wait(lambda: talk.chat.timeline.rowCount() == 3)
        return talk

    @staticmethod
    def part(chat: ChatView, row: int) -> VoicePart:
        index = chat.timeline.index(row)
        rect = chat.list.visualRect(index)
        part = chat.list.delegate.layout_of(index, rect.width()).file
        assert isinstance(part, VoicePart)
        return part

    def click(self, chat: ChatView, row: int, at: QPoint) -> None:
        rect = chat.list.visualRect(chat.timeline.index(row))
        where = rect.topLeft() + at
        QTest.mouseClick(chat.list.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def playing(self, state: Running) -> SamplePlayback:
        state.wait(lambda: state.main.voice.player.player is not None)
        state.wait(lambda: sound_of(state).playbacks and sound_of(state).playbacks[-1].given)
        return sound_of(state).playbacks[-1]

    def test_it_is_spoken_with_its_length_and_transcript(self, notes: Running) -> None:
        spoken = notes.chat.timeline.index(2).data(ROW_ROLE).spoken()
        assert "Voice message, 34 seconds, transcript: Mrs Berger" in spoken

    def test_a_click_plays_and_another_pauses(self, notes: Running) -> None:
        chat = notes.chat
        at = self.part(chat, 1)._button_box().center().toPoint()
        self.click(chat, 1, at)
        playback = self.playing(notes)
        row_id = chat.timeline.message(1).row_id
        playback.play(0.2)
        notes.wait(lambda: now_playing().of(row_id) == Playing(row_id, 200, 34_000, running=True))
        self.click(chat, 1, at)
        assert playback.paused
        assert notes.client.files.asked == [("open", row_id)]

    def test_one_at_a_time(self, notes: Running) -> None:
        first = notes.chat.timeline.message(1)
        second = notes.chat.timeline.message(2)
        notes.chat.commands.run("file-open", first.row_id)
        before = self.playing(notes)
        notes.chat.commands.run("file-open", second.row_id)
        notes.wait(lambda: len(sound_of(notes).playbacks) == 2)
        assert before.closed
        assert now_playing().of(first.row_id) is None
        assert now_playing().of(second.row_id) is not None

    def test_the_waveform_goes_where_it_is_clicked(self, notes: Running) -> None:
        chat = notes.chat
        wave = self.part(chat, 1)._wave_box()
        self.click(chat, 1, wave.center().toPoint())
        self.playing(notes)
        player = notes.main.voice.player.player
        assert player is not None
        assert player.position_ms == pytest.approx(17_000, abs=200)
        chat.list.setCurrentIndex(chat.timeline.index(1))
        chat.list.setFocus()
        press(notes.qtbot, Qt.Key.Key_Right)
        assert player.position_ms == pytest.approx(22_000, abs=200)
        press(notes.qtbot, Qt.Key.Key_Left)
        assert player.position_ms == pytest.approx(17_000, abs=200)

    def test_the_speed_is_for_all_and_kept(self, notes: Running) -> None:
        chat = notes.chat
        self.click(chat, 1, self.part(chat, 1)._speed_box().center().toPoint())
        assert now_playing().speed == 1.5
        assert notes.main.platform.preference("voice-speed") == "1.5"
        chat.list.setCurrentIndex(chat.timeline.index(1))
        chat.list.setFocus()
        press(notes.qtbot, Qt.Key.Key_V)
        assert now_playing().speed == 2.0
        press(notes.qtbot, Qt.Key.Key_V)
        assert now_playing().speed == 1.0

    def test_enter_plays_and_locking_is_silent(self, notes: Running) -> None:
        chat = notes.chat
        chat.list.setCurrentIndex(chat.timeline.index(2))
        chat.list.setFocus()
        press(notes.qtbot, Qt.Key.Key_Return)
        playback = self.playing(notes)
        notes.ui.lock()
        assert playback.closed
        notes.wait(lambda: notes.client.files.opened[-1].closed)

    def test_the_next_one_is_not_played_by_itself(self, notes: Running) -> None:
        notes.chat.commands.run("file-open", notes.chat.timeline.message(1).row_id)
        playback = self.playing(notes)

        def played_on() -> bool:
            playback.play(1.0)
            return playback.closed

        notes.wait(played_on)
        assert notes.main.voice.player.player is None
        assert len(sound_of(notes).playbacks) == 1

    def test_one_that_is_not_here_is_fetched(self, talk: Running) -> None:
        row = talk.client.put(AMIRA, "", file=voice_file(state=FileState.REMOTE), publish=True)
        talk.wait(lambda: talk.chat.timeline.rowCount() == 2)
        part = self.part(talk.chat, 1)
        self.click(talk.chat, 1, part._button_box().center().toPoint())
        talk.wait(lambda: ("fetch", row.row_id) in talk.client.files.asked)

    def test_a_transcript_is_read_under_it(self, notes: Running) -> None:
        assert self.part(notes.chat, 2).height > self.part(notes.chat, 1).height + 30


def test_a_waveform_has_at_most_so_many_pieces() -> None:
    VoiceNote(bytes(WAVE_PIECES))
