"""Draws voice messages: the recorder in each state, rows that play, sound and video."""

from __future__ import annotations

import math
from time import time
from typing import TYPE_CHECKING

from app.core.file_content import VoiceNote
from app.core.file_types import FileRecord, FileState
from app.core.records import DeliveryState
from app.ui import gallery_data as data
from app.ui.gallery_files import make_file
from app.ui.gallery_services import SampleClient
from app.ui.gallery_sound import SampleSound
from app.ui.sound.now_playing import now_playing
from app.ui.sound.voice_recorder import VoiceRecorder
from app.ui.viewers.recording import RecordingViewer
from app.ui.widgets.voice_strip import VoiceStrip

if TYPE_CHECKING:
    from app.ui.gallery import Studio
    from app.ui.windows.main_view import MainView

TRANSCRIPT = (
    "Mrs Berger in room 12 has been short of breath since six. Saturation 89, I gave two litres. "
    "Could you come and look at her before rounds?"
)


def voice_file(
    duration_ms: int = 34_000,
    transcript: str = "",
    state: FileState = FileState.HERE,
    *,
    done: int = 0,
) -> FileRecord:
    """The file of a voice message."""
    waveform = bytes(
        min(255, int(30 + 220 * abs(math.sin(n * 0.37) * math.sin(n * 0.11 + 0.6))))
        for n in range(64)
    )
    return make_file(
        "voice-2026-03-02-0610.ogg",
        state,
        size=duration_ms * 3,
        done=done,
        duration_ms=duration_ms,
        voice=VoiceNote(waveform, transcript),
        media_type="audio/ogg",
    )


async def voice(studio: Studio) -> None:
    """Everything about voice messages, and the viewer of sound and video."""
    await _rows(studio)
    await _recorder(studio)
    await _viewers(studio)


async def _rows(studio: Studio) -> None:
    client = data.sample_client()
    client.timelines[data.AMIRA.conversation_id] = []
    at = round(time() * 1000) - 3_600_000
    first = client.put(data.AMIRA, "", at_ms=at, file=voice_file(34_000, TRANSCRIPT))
    client.put(data.AMIRA, "", at_ms=at + 60_000, file=voice_file(7_000))
    client.put(
        data.AMIRA, "", at_ms=at + 120_000, file=voice_file(1_260_000, state=FileState.REMOTE)
    )
    client.put(
        data.AMIRA,
        "",
        mine=True,
        at_ms=at + 240_000,
        state=DeliveryState.READ,
        file=voice_file(12_000, "On my way."),
    )
    client.put(
        data.AMIRA,
        "",
        mine=True,
        at_ms=at + 300_000,
        state=DeliveryState.QUEUED,
        file=voice_file(95_000, state=FileState.UPLOADING, done=120_000),
    )
    view = await studio.conversation(client, data.AMIRA)
    studio.shoot("voice-rows")
    now_playing().begin(first.row_id, 34_000)
    now_playing().set_speed(1.5)
    now_playing().move(12_600, running=True)
    await studio.settle()
    studio.shoot("voice-rows-playing")
    now_playing().end()
    now_playing().set_speed(1.0)
    view.voice.close_down()


async def _recorder(studio: Studio) -> None:
    client = data.sample_client()
    view = await studio.conversation(client, data.AMIRA)
    studio.shoot("voice-button")
    sound = client.sound
    recorder = view.voice.recorder
    if recorder is None or not isinstance(sound, SampleSound):
        return
    view.voice.record()
    await studio.settle(30)
    recording = sound.recordings[-1]
    for number in range(240):
        recording.hear(0.05, 0.25 + 0.6 * abs(math.sin(number * 0.21) * math.sin(number * 0.05)))
    await studio.settle()
    studio.shoot("voice-recording")
    studio.window.resize(800, 560)
    await studio.settle()
    studio.shoot("voice-recording-narrow")
    studio.window.resize(1120, 760)
    recorder.pause()
    await studio.settle()
    studio.shoot("voice-paused")
    view.voice.ask_discard()
    await studio.settle()
    if view.voice.asking is not None:
        studio.shoot("voice-discard", view.voice.asking)
        view.voice.asking.reject()
    recorder.resume()
    recording.hear(2.1, 0.0)
    await studio.settle()
    studio.shoot("voice-silent")
    await _reviewing(studio, view, recorder)
    sound.missing = True
    view = await studio.conversation(client, data.AMIRA)
    view.voice.record()
    await studio.settle(30)
    studio.shoot("voice-no-microphone")


async def _reviewing(studio: Studio, view: MainView, recorder: VoiceRecorder) -> None:
    view.open_conversation(data.TWIN.account_id)
    await studio.settle(30)
    view.voice.record()
    await studio.settle()
    studio.shoot("voice-elsewhere")
    view.open_conversation(data.AMIRA.account_id)
    await studio.settle(30)
    recorder.done()
    await studio.settle(60)
    studio.shoot("voice-review")
    strip = view.chat.instead if view.chat is not None else None
    if isinstance(strip, VoiceStrip):
        strip.transcript.setPlainText(TRANSCRIPT)
        strip.waveform.sought.emit(14_000)
        await studio.settle()
        studio.shoot("voice-review-written")
    view.voice.close_down()
    await _lost(studio, view)


async def _lost(studio: Studio, view: MainView) -> None:
    view.voice.say_lost()
    await studio.settle()
    studio.shoot("voice-lost")


async def _viewers(studio: Studio) -> None:
    client = SampleClient(data.EVERYONE)
    view = await studio.conversation(client, data.AMIRA)
    for name in ("murmur.mp3", "gait.mp4"):
        view.files.open(client.put(data.AMIRA, "", file=make_file(name)))
        await studio.settle(60)
        window = view.files.windows.open_windows[-1]
        studio.shoot(f"viewer-{name.partition('.')[0]}", window)
        panel = window.viewer
        if isinstance(panel, RecordingViewer):
            panel.player.seek(21_000)
            panel.next_speed()
            panel.toggle_mute()
            await studio.settle(60)
            studio.shoot(f"viewer-{name.partition('.')[0]}-later", window)
        window.resize(500, 420)
        await studio.settle(20)
        studio.shoot(f"viewer-{name.partition('.')[0]}-small", window)
        window.close()
    view.files.windows.close_all()
