"""Recordings that are cut, wrong or meant to harm end in an exception or in less, soon."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import av
import pytest

from app.core.media_types import SoundInfo, VideoInfo
from app.media.decoder import NotSupported, NotThisKind
from app.media.decoders import recording
from app.media.decoders.recording_container import MAX_STREAMS, OpenContainer, demuxer_for
from tests.support import recordings
from tests.support.recordings import MemorySource
from tests.unit.media.test_recordings import opened, wav

MANY = [
    ("mp4", lambda: recordings.video_file(seconds=0.6)),
    ("webm", lambda: recordings.video_file("libvpx", "webm", sound="libopus", seconds=0.6)),
    ("avi", lambda: recordings.video_file("mpeg4", "avi", sound="libmp3lame", seconds=0.6)),
    ("mpeg", lambda: recordings.video_file("mpeg2video", "mpeg", sound="mp2", seconds=0.6)),
    ("ogg", lambda: recordings.sound_file("libopus", "ogg", 0.6)),
    ("mp3", lambda: recordings.sound_file("libmp3lame", "mp3", 0.6)),
    ("flac", lambda: recordings.sound_file("flac", "flac", 0.6)),
]
REFUSALS = (NotSupported, NotThisKind, av.error.FFmpegError, ValueError, MemoryError, IndexError)
"""What the worker turns into "could not be displayed"; it does so with any exception."""


def use(data: bytes) -> None:
    """Open it and ask for everything."""
    decoder = recording.open(MemorySource(data), data[:4_096], "")
    for work in (
        lambda: decoder.sound(0, 2_000, 1.0),
        lambda: decoder.sound(100, 500, 1.5),
        lambda: decoder.waveform(16),
        lambda: decoder.frames(300, 4, 64, 64),
        lambda: decoder.frames(0, 1, 64, 64),
    ):
        try:
            work()
        except NotSupported:
            continue


@pytest.mark.parametrize(("container", "make"), MANY)
def test_cut_and_damaged_files_end_soon(container: str, make: Callable[[], bytes]) -> None:
    data = make()
    chance = random.Random(container)
    hostile = [data[: len(data) * part // 8] for part in range(1, 8)]
    for _ in range(12):
        damaged = bytearray(data)
        for _ in range(chance.choice((3, 40, 400))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        hostile.append(bytes(damaged))
    for each in hostile:
        try:
            use(each)
        except REFUSALS:
            continue


def test_a_cut_recording_plays_as_far_as_it_goes() -> None:
    data = recordings.sound_file("libmp3lame", "mp3", 2.0)
    decoder = opened(data[: len(data) // 2])
    heard = decoder.sound(0, 5_000, 1.0)
    assert 0.7 < len(heard) / 192_000 < 1.3


@pytest.mark.parametrize("claimed", [0xFFFF_FF00, 0x7000_0000])
def test_a_length_that_is_claimed_is_not_believed(claimed: int) -> None:
    decoder = opened(wav(recordings.tone(1.0).tobytes(), claimed))
    assert isinstance(decoder.info, SoundInfo)
    assert decoder.info.duration_ms <= 400_000
    assert len(decoder.sound(0, 5_000, 1.0)) == 192_000
    assert len(decoder.waveform(64)) == 64


def test_a_giant_picture_is_refused() -> None:
    """16,383 x 16,383 in the header of each frame (RFC 6386 section 9.1): a gigabyte a picture."""
    data = recordings.video_file("libvpx", "webm", sound=None, seconds=0.2)
    small = (64).to_bytes(2, "little") + (48).to_bytes(2, "little")
    assert b"\x9d\x01\x2a" + small in data
    data = data.replace(b"\x9d\x01\x2a" + small, b"\x9d\x01\x2a" + b"\xff\x3f\xff\x3f")
    with pytest.raises(REFUSALS):
        opened(data)


def test_a_size_that_is_only_claimed_is_not_believed() -> None:
    data = bytearray(recordings.video_file("mpeg4", "avi", sound=None, seconds=0.2))
    at = data.index(b"strf") + 8 + 4
    assert int.from_bytes(data[at : at + 4], "little") == 64
    data[at : at + 8] = (100_000).to_bytes(4, "little") * 2
    info = opened(bytes(data)).info
    assert isinstance(info, VideoInfo)
    assert (info.width, info.height) == (64, 48)


def test_too_many_channels_are_refused() -> None:
    with pytest.raises(REFUSALS):
        opened(wav(recordings.tone(0.1).tobytes(), channels=4_000))


def test_of_too_many_streams_most_are_left_out() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as output:
        streams = [output.add_stream("flac", rate=48_000) for _ in range(4 * MAX_STREAMS)]
        frame = av.AudioFrame("s16", "stereo", 4_608)
        frame.sample_rate = 48_000
        for stream in streams:
            frame.pts = 0
            output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
    assert opened(file.getvalue()).sound(0, 50, 1.0)
    container = OpenContainer(MemorySource(file.getvalue()), "matroska")
    assert len(container._container.streams) <= MAX_STREAMS


@pytest.mark.parametrize(
    "data",
    [
        b"#EXTM3U\nfile:///etc/hostname\n",
        b"ffconcat version 1.0\nfile /etc/hostname\n",
        b"v=0\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n",
        b"[playlist]\nFile1=http://127.0.0.1/\n",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00",
        b"GIF89a",
        b"",
    ],
)
def test_what_is_no_recording_is_not_even_tried(data: bytes) -> None:
    assert demuxer_for(data + bytes(512)) is None
    with pytest.raises(NotThisKind):
        recording.open(MemorySource(data), data, "")


@pytest.mark.parametrize("inner", [b"#EXTM3U\n", b"ffconcat version 1.0\nfile x\n", b"MZ", b""])
def test_the_demuxer_is_the_one_that_was_chosen(inner: bytes) -> None:
    """Behind a true beginning nothing else is looked for."""
    with pytest.raises(REFUSALS):
        opened(b"OggS" + inner + bytes(2_000))


def test_a_codec_that_is_not_on_the_list_is_not_started() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as output:
        stream = output.add_stream("ffv1", rate=25)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        output.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        output.mux(stream.encode(None))
    with pytest.raises(NotSupported):
        recording.open(MemorySource(file.getvalue()), file.getvalue()[:4_096], "film.mkv")
