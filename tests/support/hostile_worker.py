"""A decoding process that a file has taken over: the file's words say what it now does.

The real worker, locked in as always; only the decoder is ours. Started through
`Decoders(arguments=HOSTILE)`.
"""

from __future__ import annotations

import ctypes
import math
import os
import shutil
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from app.core.file_types import FileKind
from app.core.media_types import (
    Fact,
    FoundText,
    Glance,
    MediaInfo,
    PdfInfo,
    PictureInfo,
    PixelFormat,
    Raster,
    RecordInfo,
    RecordSection,
    SoundInfo,
    TableInfo,
    TextInfo,
    VideoFrame,
    View,
)
from app.media import glancing, opening, worker
from app.media.decoder import Decoder, Source
from app.media.messages import ANSWER, READ, ReadRange, write_frame

HOSTILE = [sys.executable, "-E", "-s", "-m", "tests.support.hostile_worker"]


class Taken(Decoder):
    """A decoder that says what it was told to."""

    def __init__(self, kind: FileKind, info: MediaInfo, order: str = "") -> None:
        self.kind = kind
        self.info = info
        self.order = order

    def render(self, view: View) -> Raster:
        match self.order:
            case "larger":
                return raster(view.width + 1, view.height)
            case "empty":
                return raster(0, 0)
            case "huge":
                return raster(8_000, 8_000)
            case "sleep":
                time.sleep(3_600)
            case "lie":
                liar = raster(2, 2)
                msgspec.structs.force_setattr(liar, "width", 1 << 15)
                return liar
        return raster(view.width, view.height)

    def find(self, words: str, first_page: int) -> list[FoundText]:
        return [FoundText(0, ((math.nan, 0, 0, 0),))]

    def text(self, page: int) -> str:
        return "x" * (5 << 20)

    def value_at(self, frame: int, column: int, row: int) -> float | None:
        return math.inf

    def sound(self, start_ms: int, length_ms: int, speed: float) -> bytes:
        return bytes(length_ms * 48 * 4 * 3 + 8_000_000)

    def waveform(self, pieces: int) -> bytes:
        return bytes(pieces + 1)

    def frames(self, at_ms: int, count: int, width: int, height: int) -> list[VideoFrame]:
        return [VideoFrame(0, raster(width, height))] * (count + 1)


def raster(width: int, height: int) -> Raster:
    return Raster(width, height, PixelFormat.RGB888, bytes(3 * width * height))


def told(text: str) -> Taken:
    return Taken(FileKind.TEXT, TextInfo(text, "UTF-8", False))


def tried(deed: Callable[[], object]) -> Taken:
    """What came of a deed: the error's name, or that it was done."""
    try:
        deed()
    except OSError as error:
        return told(f"{type(error).__name__} {error.errno}")
    except MemoryError:
        return told("MemoryError")
    return told("done")


def write_file(path: str) -> None:
    Path(path).write_text("I was here")


def connect(address: str) -> None:
    socket.create_connection(("127.0.0.1", int(address)), timeout=5)


def signal_app(_: str) -> None:
    os.kill(os.getppid(), 9)


def young_call(number: int, path: str, *arguments: object) -> None:
    """A call that the C library may not know yet."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, -100, path.encode(), *arguments) != 0:
        raise OSError(ctypes.get_errno(), "refused")


def extended_attribute(path: str) -> None:
    value = ctypes.create_string_buffer(b"x")
    told = struct.pack("QII", ctypes.addressof(value), 1, 0)
    young_call(463, path, 0, b"user.seen", told, len(told))


def signal_by_pipe(command: int, value: int) -> None:
    import fcntl

    reading, writing = os.pipe()
    try:
        fcntl.fcntl(reading, command, value)
    finally:
        os.close(reading)
        os.close(writing)


def surroundings() -> Taken:
    opened = []
    for number in range(64):
        try:
            os.fstat(number)
        except OSError:
            continue
        opened.append(number)
    seen = [" ".join(sys.argv[1:]), " ".join(f"{k}={v}" for k, v in os.environ.items())]
    return told("\n".join([*seen, f"{len(opened)} files open"]))


def threads() -> Taken:
    answers: list[int] = []
    running = [threading.Thread(target=answers.append, args=(i,)) for i in range(4)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return told(f"{len(answers)} threads")


def flood_channel(source: Source) -> None:
    while True:
        source._outgoing.write(bytes(1 << 20))  # type: ignore[attr-defined]


def flood_output() -> Taken:
    for _ in range(256):
        print("x" * (1 << 20))
        os.write(2, bytes(1 << 16))
    sys.stdout.flush()
    return told("printed")


def say(source: Source, kind: bytes, body: bytes) -> None:
    write_frame(source._outgoing, kind, body)  # type: ignore[attr-defined]
    time.sleep(3_600)


DEEDS: dict[str, Callable[[str], object]] = {
    "socket": lambda _: socket.socket(),
    "unix": lambda _: socket.socketpair(),
    "connect": connect,
    "read": lambda path: Path(path).read_bytes(),
    "list": os.listdir,
    "write": write_file,
    "delete": os.unlink,
    "rename": lambda path: os.rename(path, path + "2"),
    "copy": lambda path: shutil.copy(path, path + "2"),
    "mkdir": os.mkdir,
    "mode": lambda path: os.chmod(path, 0o777),
    "young-mode": lambda path: young_call(452, path, 0o777, 0),
    "young-attribute": extended_attribute,
    "young-flags": lambda path: young_call(469, path, bytes(24), 24, 0),
    "pipe-owner": lambda _: signal_by_pipe(8, os.getppid()),
    "pipe-signal": lambda _: signal_by_pipe(10, 9),
    "slow-app": lambda _: os.sched_setscheduler(os.getppid(), os.SCHED_IDLE, os.sched_param(0)),
    "bind-app": lambda _: os.sched_setaffinity(os.getppid(), {0}),
    "fork": lambda _: os.fork(),
    "signal": signal_app,
    "memory": lambda _: bytearray(2 << 30),
    "file-limit": lambda _: os.memfd_create("x"),
}


def obey(source: Source, name: str) -> Decoder:
    """`opening.open_source`, after the file took over."""
    order, _, rest = source.read(0, 4_096).decode().partition(" ")
    if order in DEEDS:
        return tried(lambda: DEEDS[order](rest))
    if order in SAID:
        say(source, *SAID[order])
    if order in READ_AT:
        say(source, READ, msgspec.msgpack.encode(READ_AT[order]))
    if order in ENDS:
        ENDS[order](source)
    if order in OPENED:
        return OPENED[order]()
    return Taken(FileKind.PICTURE, PictureInfo(8, 8), rest)


def loop() -> None:
    while True:
        pass


def recursion() -> None:
    recursion()


def lie_about_length(source: Source) -> None:
    source._outgoing.write(b"\xff\xff\xff\xffA")  # type: ignore[attr-defined]
    time.sleep(3_600)


SAID = {
    "stranger": (b"Z", b""),
    "nothing": (ANSWER, b""),
    "random": (ANSWER, bytes(range(256)) * 16),
    "deep": (ANSWER, b"\x91" * 100_000),
}
READ_AT = {
    "beyond": ReadRange(5, 2),
    "before": ReadRange(-5, 2),
    "much": ReadRange(0, 1 << 30),
}
ENDS: dict[str, Callable[[Source], object]] = {
    "exec": lambda _: os.execv("/bin/true", ["true"]),
    "crash": lambda _: ctypes.string_at(0),
    "exit": lambda _: os._exit(0),
    "loop": lambda _: loop(),
    "recursion": lambda _: recursion(),
    "flood-channel": flood_channel,
    "long": lie_about_length,
}
OPENED: dict[str, Callable[[], Decoder]] = {
    "flood-output": flood_output,
    "surroundings": surroundings,
    "threads": threads,
    "mixed": lambda: Taken(FileKind.SOUND, PictureInfo(1, 1)),
    "voice-kind": lambda: Taken(FileKind.VOICE, SoundInfo(1, 1)),
    "no-pages": lambda: Taken(FileKind.PDF, PdfInfo(())),
    "nan-pages": lambda: Taken(FileKind.PDF, PdfInfo(((math.nan, 1.0),))),
    "many-pages": lambda: Taken(FileKind.PDF, PdfInfo(((1.0, 1.0),) * 6_001)),
    "many-facts": lambda: Taken(
        FileKind.RECORD,
        RecordInfo("", (), (RecordSection("", (Fact("", ""),) * 6_001, ""),), False),
    ),
    "many-cells": lambda: Taken(FileKind.TABLE, TableInfo((("",) * 257,), False, False)),
    "wide": lambda: Taken(FileKind.PICTURE, PictureInfo(1 << 30, 1)),
}


def glance(source: Source, name: str) -> Glance:
    """`glancing.glance`, after the file took over."""
    order = source.read(0, 4_096).decode()
    glances = {
        "kind": Glance("nonsense", "text/plain"),
        "type": Glance("text", "text/plain\r\nX: y"),
        "size": Glance("picture", "image/png", width=-1),
        "large": Glance("picture", "image/png", thumbnail=raster(129, 1)),
        "format": Glance("picture", "image/png", thumbnail=Raster(1, 1, PixelFormat.GRAY8, b"\0")),
        "time": Glance("sound", "audio/ogg", duration_ms=-1),
    }
    return glances[order] if order in glances else Glance("text", "text/plain")


if __name__ == "__main__":
    opening.open_source = obey
    glancing.glance = glance
    worker._prepare = lambda incoming: None
    sys.exit(worker.main())
