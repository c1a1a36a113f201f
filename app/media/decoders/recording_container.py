"""Opening a container of sound or video with almost all of FFmpeg out of reach.

FFmpeg knows hundreds of formats, and several of them (playlists, concatenation, references from
one file to others) open what they name. Here the demuxer is chosen from the first bytes and named,
never guessed; only the codecs below are ever started; and whatever asks for a second file is
refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NoReturn

import av
import av.container
import av.error
from av.audio.stream import AudioStream
from av.packet import Packet
from av.video.stream import VideoStream

from app.media.decoder import NotSupported, NotThisKind, Source
from app.media.source_file import SourceFile

SOUND_CODECS = frozenset(
    {
        *("opus", "libopus", "vorbis", "mp3", "mp3float", "mp2", "mp2float", "aac", "flac", "alac"),
        *("pcm_u8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s32le", "pcm_f32le"),
        *("pcm_mulaw", "pcm_alaw"),
    }
)
VIDEO_CODECS = frozenset(
    {
        *("h264", "hevc", "vp8", "vp9", "libdav1d", "av1"),
        *("mpeg1video", "mpeg2video", "mpeg4", "mjpeg"),
    }
)
MAX_STREAMS = 16
MAX_SIDE = 8_192
MAX_PIXELS = 36_000_000
"""A picture of 8K video."""
MAX_CHANNELS = 8
MAX_RATE = 384_000
MAX_DURATION_MS = 7 * 24 * 3_600_000
"""A week: nothing that is sent is longer, and wrong durations are."""
_BUFFER = 256 * 1024
_MEASURED_BELOW = 48 << 20
"""A file up to this size is read through when it does not say how long it lasts."""
_LEAST_RATE = 400
"""Bytes a second. Whoever claims to last longer than that allows is not believed."""
_MAX_BROKEN = 200
"""So many packets in a row that cannot be read or decoded end a file."""

_MOV_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip")
_STILL_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis", b"jp2 ")
_MEDIA_TYPES = {
    "flac": ("audio/flac", "audio/flac"),
    "wav": ("audio/wav", "audio/wav"),
    "mp3": ("audio/mpeg", "audio/mpeg"),
    "aac": ("audio/aac", "audio/aac"),
    "ogg": ("audio/ogg", "video/ogg"),
    "mov": ("audio/mp4", "video/mp4"),
    "matroska": ("audio/webm", "video/webm"),
    "avi": ("audio/x-msvideo", "video/x-msvideo"),
    "mpeg": ("audio/mpeg", "video/mpeg"),
    "mpegts": ("audio/mp2t", "video/mp2t"),
    "mpegvideo": ("video/mpeg", "video/mpeg"),
}


def demuxer_for(head: bytes) -> str | None:
    """FFmpeg's name of the container that starts with `head`; None: none that is opened here."""
    found = None
    if head.startswith(b"OggS"):
        found = "ogg"
    elif head.startswith(b"fLaC"):
        found = "flac"
    elif head.startswith(b"RIFF"):
        found = {b"WAVE": "wav", b"AVI ": "avi"}.get(head[8:12])
    elif head[4:8] == b"ftyp":
        found = None if head[8:12] in _STILL_BRANDS else "mov"
    elif head[4:8] in _MOV_ATOMS:
        found = "mov"
    elif head.startswith(b"\x1a\x45\xdf\xa3"):
        found = "matroska"
    elif head.startswith(b"\x00\x00\x01\xba"):
        found = "mpeg"
    elif head.startswith(b"\x00\x00\x01\xb3"):
        found = "mpegvideo"
    elif len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        found = "mpegts"
    elif head.startswith(b"ID3"):
        found = "mp3"
    elif len(head) > 4 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        found = "aac"
    elif _is_mp3_frame(head):
        found = "mp3"
    return found


def _is_mp3_frame(head: bytes) -> bool:
    """A frame header of MPEG audio layer III in which no field has a reserved value."""
    return (
        len(head) > 4
        and head[0] == 0xFF
        and head[1] & 0xE6 == 0xE2
        and head[1] & 0x18 != 0x08
        and head[2] & 0xF0 not in (0x00, 0xF0)
        and head[2] & 0x0C != 0x0C
    )


def media_type(demuxer: str, *, video: bool) -> str:
    """What such a file is called in an HTTP Content-Type."""
    return _MEDIA_TYPES[demuxer][video]


def _refuse(*_: object) -> NoReturn:
    """No container opens anything besides itself."""
    raise NotSupported


class OpenContainer:
    """One reading position in a file. Sound and picture each have their own."""

    def __init__(self, source: Source, demuxer: str) -> None:
        self._source, self._demuxer = source, demuxer
        self._container = self._open()

    def _open(self) -> av.container.InputContainer:
        demuxer = self._demuxer
        options = {
            "protocol_whitelist": "none",
            "format_whitelist": demuxer if demuxer != "mov" else "mov,mp4,m4a,3gp,3g2,mj2",
            "codec_whitelist": ",".join(sorted(SOUND_CODECS | VIDEO_CODECS)),
            "max_streams": str(MAX_STREAMS),
            "max_pixels": str(MAX_PIXELS),
            "probesize": str(8 << 20),
            "threads": "1",
        }
        if demuxer == "matroska":
            options["format_whitelist"] = "matroska,webm"
        try:
            return av.open(
                SourceFile(self._source),
                "r",
                format=demuxer,
                options=options,
                buffer_size=_BUFFER,
                metadata_errors="replace",
                io_open=_refuse,
            )
        except (av.error.FFmpegError, ValueError) as error:
            raise NotThisKind from error

    def rewind(self) -> None:
        """Start over. Every stream is to be asked for again.

        For containers without an index, where going back to the start may miss the start.
        """
        self._container.close()
        self._container = self._open()

    @property
    def zero(self) -> Fraction:
        """The time at which the recording starts, in seconds: not every container counts from 0."""
        start = self._container.start_time
        return Fraction(0) if start is None else Fraction(start, av.time_base)

    def sound_stream(self) -> AudioStream | None:
        """The first sound that can be decoded."""
        for stream in self._container.streams.audio:
            context = stream.codec_context
            if context is not None and context.codec.name in SOUND_CODECS:
                if not (1 <= context.channels <= MAX_CHANNELS):
                    continue
                if 1_000 <= context.sample_rate <= MAX_RATE:
                    context.thread_count = 1
                    return stream
        return None

    def video_stream(self) -> VideoStream | None:
        """The first moving picture that can be decoded; a cover picture is none."""
        for stream in self._container.streams.video:
            context = stream.codec_context
            if context is None or context.codec.name not in VIDEO_CODECS:
                continue
            if stream.disposition & av.stream.Disposition.attached_pic:
                continue
            if not (1 <= context.width <= MAX_SIDE and 1 <= context.height <= MAX_SIDE):
                raise NotSupported
            if context.width * context.height > MAX_PIXELS:
                raise NotSupported
            context.thread_count = 1
            context.options = {"max_pixels": str(MAX_PIXELS)}
            return stream
        return None

    @property
    def has_unknown_streams(self) -> bool:
        """There is sound or a moving picture, only in a codec that is not decoded here."""
        return bool(self._container.streams.video or self._container.streams.audio)

    def duration_ms(self, stream: AudioStream | VideoStream) -> int:
        """How long it lasts, measured where the file does not say, or says nonsense."""
        claimed = None
        if stream.duration is not None and stream.time_base is not None:
            claimed = int(stream.duration * stream.time_base * 1_000)
        elif self._container.duration is not None:
            claimed = self._container.duration // 1_000
        guessed = self._container.format.name in ("mp3", "aac")  # from the bit rate, if not said
        most = self._source.size * 1_000 // _LEAST_RATE + 60_000
        believed = claimed is not None and 0 < claimed <= most and not guessed
        if not believed and self._source.size <= _MEASURED_BELOW:
            claimed = self._measure(stream)
        return min(max(claimed or 0, 0), MAX_DURATION_MS)

    def _measure(self, stream: AudioStream | VideoStream) -> int:
        end = Fraction(0)
        for packet in self.packets(stream):
            if packet.pts is not None and stream.time_base is not None:
                end = max(end, (packet.pts + (packet.duration or 0)) * stream.time_base)
        self.seek(stream, Fraction(0))
        return int((end - self.zero) * 1_000)

    def packets(self, stream: AudioStream | VideoStream) -> Iterator[Packet]:  # type: ignore[type-arg]
        """The packets of `stream` from here on, the last one empty. What is damaged is left out."""
        broken = 0
        packets = self._container.demux(stream)
        while broken < _MAX_BROKEN:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.error.InvalidDataError:
                broken += 1
                packets = self._container.demux(stream)
                continue
            except av.error.FFmpegError:
                return  # cut off: what came until here is what there is
            broken = 0
            yield packet

    def seek(self, stream: AudioStream | VideoStream, at: Fraction) -> bool:
        """Go to the last key frame before `at` (seconds from the start). False: cannot be done."""
        if stream.time_base is None:
            return False
        try:
            self._container.seek(
                int((max(at, Fraction(0)) + self.zero) / stream.time_base), stream=stream
            )
        except av.error.FFmpegError:
            return False
        if stream.codec_context is not None and stream.codec_context.is_open:
            stream.codec_context.flush_buffers()
        return True

    def close(self) -> None:
        """End reading."""
        self._container.close()
