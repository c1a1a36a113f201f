"""The decoding process: one file, one process, nothing in reach but the file.

Started by `app.media.decoding_process` as `python -m app.media.worker`, or, packaged, as
`curbside --decode`. It locks itself in (`app.media.sandbox`) before the first byte of the file is
there, and answers requests on its standard input until that ends. Whatever else prints goes
nowhere: the pipe to the app is moved away from standard output first.
"""

from __future__ import annotations

import os
import select
import sys
from importlib import import_module
from typing import BinaryIO

import msgspec

from app.media import messages, sandbox
from app.media.decoder import Decoder, NotSupported
from app.media.messages import (
    ANSWER,
    ASK,
    FAILED,
    MAX_REQUEST,
    READY,
    BadFrame,
    Request,
    read_frame,
    write_frame,
)
from app.media.source_file import RemoteSource

_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)


class Worker:
    """Answers requests, one after the other."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._decoder: Decoder | None = None

    def run(self) -> None:
        """Until the app closes the pipe."""
        while True:
            try:
                _, body = read_frame(self._incoming, {ASK: MAX_REQUEST})
            except BadFrame:
                return
            request = _DECODER.decode(body)
            del body
            try:
                answer = self._answer(request)
            except BadFrame:
                return
            except (Exception, RecursionError, MemoryError):
                self._decoder = None
                write_frame(self._outgoing, FAILED)
                continue
            write_frame(self._outgoing, ANSWER, _ENCODER.encode(answer))

    def _answer(self, request: Request) -> object:
        match request:
            case messages.GlanceAt(name, size):
                from app.media import glancing  # noqa: PLC0415 - only what this file needs

                return glancing.glance(self._source(size), name)
            case messages.Open(name, size):
                from app.media import opening  # noqa: PLC0415

                self._decoder = opening.open_source(self._source(size), name)
                return messages.Opened(self._decoder.kind.value, self._decoder.info)
            case messages.PreparePicture(size, longest):
                from app.media import picture_making  # noqa: PLC0415

                return picture_making.prepare(self._source(size), longest)
            case messages.EncodeVoice(samples):
                from app.media import voice  # noqa: PLC0415

                return voice.encode(samples)
        if self._decoder is None:
            raise NotSupported
        return _ask_decoder(self._decoder, request)

    def _source(self, size: int) -> RemoteSource:
        return RemoteSource(size, self._incoming, self._outgoing)


def _ask_decoder(decoder: Decoder, request: Request) -> object:
    answer: object
    match request:
        case messages.Render(view):
            answer = decoder.render(view)
        case messages.Find(words, first_page):
            answer = decoder.find(words, first_page)
        case messages.Text(page):
            answer = decoder.text(page)
        case messages.ValueAt(frame, column, row):
            answer = decoder.value_at(frame, column, row)
        case messages.Sound(start_ms, length_ms, speed):
            answer = decoder.sound(start_ms, length_ms, speed)
        case messages.Waveform(pieces):
            answer = decoder.waveform(pieces)
        case messages.Frames(at_ms, count, width, height):
            answer = decoder.frames(at_ms, count, width, height)
        case _:
            raise NotSupported
    return answer


def _prepare(incoming: BinaryIO) -> None:
    """While nobody waits yet: import what looks at most files, then what takes longest to import.

    Thumbnails of pictures come first. DICOM's arrays and tables, most of a second of a slow
    computer, only as long as no request is there.
    """
    from app.media import glancing  # noqa: F401, PLC0415 - only once locked in
    from app.media.decoders import picture  # noqa: F401, PLC0415

    for module in ("numpy", "pydicom", "app.media.decoders.dicom"):
        if sys.platform == "win32" or select.select([incoming], [], [], 0)[0]:
            return  # Windows cannot tell whether something waits in a pipe
        import_module(module)


def main() -> int:
    """Run the decoding process; its exit status."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows alone

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    incoming = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
    outgoing = os.fdopen(os.dup(1), "wb", buffering=0)
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silence, descriptor)
    os.close(silence)
    missing = sandbox.enter()
    try:
        write_frame(outgoing, READY, ",".join(missing).encode())
        _prepare(incoming)
        Worker(incoming, outgoing).run()
    except BadFrame:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
