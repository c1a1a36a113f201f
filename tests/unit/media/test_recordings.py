"""Sound and video are decoded to the sample and the frame that were asked for."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.file_types import FileKind
from app.core.media_ports import SOUND_RATE
from app.core.media_types import Raster, SoundInfo, VideoInfo
from app.media.decoder import Decoder, NotSupported
from app.media.decoders import claims, recording
from tests.support import recordings
from tests.support.recordings import MemorySource

SOUNDS = [
    ("libopus", "ogg", 48_000, "audio/ogg"),
    ("libmp3lame", "mp3", 44_100, "audio/mpeg"),
    ("aac", "ipod", 44_100, "audio/mp4"),
    ("aac", "adts", 48_000, "audio/aac"),
    ("pcm_s16le", "wav", 16_000, "audio/wav"),
    ("flac", "flac", 44_100, "audio/flac"),
]
VIDEOS = [
    ("libx264", "mp4", "aac", "video/mp4"),
    ("libx264", "mov", "aac", "video/mp4"),
    ("libx265", "mp4", "aac", "video/mp4"),
    ("libvpx-vp9", "webm", "libopus", "video/webm"),
    ("libvpx", "webm", "libopus", "video/webm"),
    ("mpeg4", "avi", "libmp3lame", "video/x-msvideo"),
    ("mjpeg", "avi", None, "video/x-msvideo"),
    ("mpeg2video", "mpeg", "mp2", "video/mpeg"),
    ("libx264", "mpegts", "aac", "video/mp2t"),
]


def opened(data: bytes) -> Decoder:
    assert claims.recording(data[:4_096], "")
    return recording.open(MemorySource(data), data[:4_096], "")


def brightness(raster: Raster) -> int:
    """Of the middle."""
    rows = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width, 3)
    return int(rows[raster.height // 2, raster.width // 2].mean())


@pytest.mark.parametrize(("codec", "container", "rate", "media_type"), SOUNDS)
def test_sound_plays_from_anywhere(codec: str, container: str, rate: int, media_type: str) -> None:
    decoder = opened(recordings.sound_file(codec, container, 2.0, rate))
    assert decoder.kind is FileKind.SOUND
    assert decoder.media_type == media_type
    assert isinstance(decoder.info, SoundInfo)
    assert decoder.info.duration_ms == pytest.approx(2_000, abs=60)
    first = decoder.sound(0, 500, 1.0)
    assert len(first) == 4 * SOUND_RATE // 2
    late = decoder.sound(1_300, 500, 1.0)
    assert recordings.frequency(first) == recordings.frequency(late) == recordings.TONE
    assert decoder.sound(5_000, 500, 1.0) == b""


def test_pieces_join_without_a_gap() -> None:
    data = recordings.sound_file("flac", "flac", 1.0)
    whole = opened(data).sound(0, 1_000, 1.0)
    decoder = opened(data)
    pieces = b"".join(decoder.sound(at, 100, 1.0) for at in range(0, 1_000, 100))
    assert pieces == whole
    assert decoder.sound(350, 200, 1.0) == whole[350 * 192 : 550 * 192]  # and after a seek


@pytest.mark.parametrize("speed", [1.5, 2.0])
def test_faster_speech_keeps_its_pitch(speed: float) -> None:
    decoder = opened(recordings.sound_file("libopus", "ogg", 2.0))
    heard = b""
    at = 0
    while piece := decoder.sound(at, 300, speed):
        heard += piece
        at += 300
    assert len(heard) / 4 / SOUND_RATE == pytest.approx(2.0 / speed, abs=0.05)
    assert recordings.frequency(heard) == pytest.approx(recordings.TONE, abs=2)


def test_waveform_shows_where_it_is_loud() -> None:
    quiet_then_loud = recordings.tone(1.0)
    quiet_then_loud[: SOUND_RATE // 2] = 0
    decoder = opened(wav(quiet_then_loud.tobytes()))
    waveform = decoder.waveform(10)
    assert len(waveform) == 10
    assert max(waveform[:5]) == 0
    assert min(waveform[5:]) > 200


@pytest.mark.parametrize(("codec", "container", "sound", "media_type"), VIDEOS)
def test_video_shows_the_frame_of_the_moment(
    codec: str, container: str, sound: str | None, media_type: str
) -> None:
    decoder = opened(recordings.video_file(codec, container, sound=sound))
    assert decoder.kind is FileKind.VIDEO
    assert decoder.media_type == media_type
    info = decoder.info
    assert isinstance(info, VideoInfo)
    assert (info.width, info.height, round(info.frame_ms)) == (64, 48, 40)
    assert info.duration_ms == pytest.approx(2_000, abs=80)
    assert info.has_sound is (sound is not None)
    for at in (0, 1_500, 900, 920, 1_960, 0, 440):  # there and back, and on
        frame = decoder.frames(at, 1, 64, 48)[0]
        assert at - 80 <= frame.at_ms <= max(at, 40)
        assert brightness(frame.raster) == pytest.approx(2 * at / 40, abs=7)
    assert decoder.frames(60_000, 1, 64, 48)[0].at_ms >= 1_900  # the last one stays
    if sound is not None:
        assert recordings.frequency(decoder.sound(500, 500, 1.0)) == recordings.TONE


def test_frames_follow_each_other_and_fit() -> None:
    decoder = opened(recordings.video_file())
    frames = decoder.frames(400, 5, 32, 32)
    assert [frame.at_ms for frame in frames] == [400, 440, 480, 520, 560]
    assert {(frame.raster.width, frame.raster.height) for frame in frames} == {(32, 24)}
    assert decoder.frames(560, 2, 32, 32)[1].at_ms == 600
    large = decoder.frames(0, 1, 4_000, 4_000)[0].raster
    assert (large.width, large.height) == (64, 48)  # larger only on the screen


@pytest.mark.parametrize(("rotation", "edge"), [(90, "bottom"), (-90, "top"), (180, "right")])
def test_a_video_is_upright_as_it_was_held(rotation: int, edge: str) -> None:
    decoder = opened(recordings.video_file(rotation=rotation, sound=None))
    info = decoder.info
    assert isinstance(info, VideoInfo)
    assert (info.width, info.height) == ((64, 48) if rotation == 180 else (48, 64))
    raster = decoder.frames(0, 1, 64, 64)[0].raster
    assert (raster.width, raster.height) == (info.width, info.height)
    rows = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width, 3)
    red = {"top": rows[1, :], "bottom": rows[-2, :], "right": rows[:, -2]}[edge]
    assert red[:, 0].mean() > 200


def test_small_first_frame_for_the_thumbnail() -> None:
    thumbnail = opened(recordings.video_file(width=640, height=480)).thumbnail(128)
    assert thumbnail is not None
    assert (thumbnail.width, thumbnail.height) == (128, 96)
    assert opened(recordings.sound_file("libopus", "ogg", 0.2)).thumbnail(128) is None


@pytest.mark.parametrize(
    ("start", "length", "speed"), [(-1, 10, 1.0), (0, 0, 1.0), (0, 10, 0.1), (0, 10**9, 1.0)]
)
def test_nonsense_is_refused(start: int, length: int, speed: float) -> None:
    decoder = opened(recordings.sound_file("flac", "flac", 0.1))
    with pytest.raises(NotSupported):
        decoder.sound(start, length, speed)
    with pytest.raises(NotSupported):
        decoder.waveform(0)


def wav(samples: bytes, claimed: int | None = None, channels: int = 1) -> bytes:
    """A WAV file, which may claim to hold more than it does."""
    size = len(samples) if claimed is None else claimed
    format_chunk = b"\x01\0" + channels.to_bytes(2, "little") + SOUND_RATE.to_bytes(4, "little")
    format_chunk += (2 * channels * SOUND_RATE % 2**32).to_bytes(4, "little")
    format_chunk += (2 * channels % 2**16).to_bytes(2, "little") + b"\x10\0"
    return (
        b"RIFF"
        + (36 + size).to_bytes(4, "little")
        + b"WAVEfmt \x10\0\0\0"
        + format_chunk
        + b"data"
        + size.to_bytes(4, "little")
        + samples
    )
