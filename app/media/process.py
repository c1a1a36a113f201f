"""`MediaPort`: every file somebody else made is decoded by a process of its own.

A few processes run at once; further files wait in order. Once `warm` was called, one more is always
started ahead, so that a thumbnail does not wait for a Python interpreter. A process decodes one
file and is then ended: what one file did to it cannot reach the next.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from app.core.file_types import FileKind
from app.core.media_ports import ByteSource, FileNotDisplayable
from app.core.media_types import (
    FoundText,
    Glance,
    MediaInfo,
    PreparedPicture,
    Raster,
    VideoFrame,
    View,
)
from app.media import messages
from app.media.decoding_process import DecodingProcess, command
from app.media.glancing import OCTETS
from app.media.messages import Request

log = logging.getLogger("curbside.media")
T = TypeVar("T")
_MOST_WORDS = 1_000
"""Characters of a name, or of what is looked for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much."""

    open_s: float = 30.0
    """For the first answer about a file."""
    call_s: float = 20.0
    """For each further one."""
    make_s: float = 120.0
    """For making a picture anew, and for encoding a voice note."""
    most_open: int = 6
    """Documents that are open at once."""
    most_short: int = 2
    """Files that are glanced at, or made anew, at once."""


class TooManyOpen(FileNotDisplayable):
    """Every process that there may be is in use."""

    code = "too-many-files-open"
    message = "Too many files are open."
    action = "Close one of them, then open this one again."


class Decoders:
    """`MediaPort`, but for what it hands to `app.media.voice` inside such a process."""

    def __init__(
        self, *, limits: Limits | None = None, arguments: Sequence[str] | None = None
    ) -> None:
        """`arguments`: the program to start instead of the real one, for tests of hostile ones."""
        self._limits = limits or Limits()
        self._pool = _Pool(arguments or command())
        self._open = asyncio.Semaphore(self._limits.most_open)
        self._short = asyncio.Semaphore(self._limits.most_short)

    def warm(self) -> None:
        """From now on have a process ready for the next file; until `close`."""
        self._pool.warm()

    async def glance(self, source: ByteSource, name: str) -> Glance:
        """What it is. Never raises but for cancellation."""
        request = messages.GlanceAt(_sendable(name), source.size)
        try:
            answer = await self._once(request, source, self._limits.open_s)
        except FileNotDisplayable:
            return Glance(FileKind.OTHER.value, OCTETS)
        assert isinstance(answer, Glance)  # noqa: S101 - `answers` made it one
        return answer

    async def open(self, source: ByteSource, name: str) -> OpenDocument:
        """Raises FileNotDisplayable."""
        try:
            async with asyncio.timeout(self._limits.open_s):
                await self._open.acquire()
        except TimeoutError:
            raise TooManyOpen from None
        session = _Session(self._pool, source, self._open.release)
        try:
            opened = await session.ask(
                messages.Open(_sendable(name), source.size), self._limits.open_s
            )
        except BaseException:
            await session.close()
            raise
        return OpenDocument(session, FileKind(opened.kind), opened.info, self._limits.call_s)

    async def prepare_picture(self, source: ByteSource, *, longest: int | None) -> PreparedPicture:
        """Raises FileNotDisplayable."""
        request = messages.PreparePicture(source.size, longest)
        answer = await self._once(request, source, self._limits.make_s)
        assert isinstance(answer, PreparedPicture)  # noqa: S101 - `answers` made it one
        return answer

    async def encode_voice(self, samples: bytes) -> bytes:
        """Raises FileNotDisplayable."""
        answer = await self._once(messages.EncodeVoice(samples), None, self._limits.make_s)
        assert isinstance(answer, bytes)  # noqa: S101 - `answers` made it one
        return answer

    def close(self) -> None:
        """End every process. Blocks for as long as the system takes to end one."""
        self._pool.close()

    async def _once(self, request: Request, source: ByteSource | None, limit_s: float) -> Any:
        async with self._short:
            session = _Session(self._pool, source, lambda: None)
            try:
                return await session.ask(request, limit_s)
            finally:
                await session.close()


class OpenDocument:
    """`Document`: a file that is open, in its process."""

    def __init__(self, session: _Session, kind: FileKind, info: MediaInfo, limit_s: float) -> None:
        self.kind = kind
        self.info = info
        self._session = session
        self._limit_s = limit_s

    async def render(self, view: View) -> Raster:
        """See `Document`."""
        return await self._ask(messages.Render(view), Raster)

    async def find(self, words: str, first_page: int = 0) -> list[FoundText]:
        """See `Document`."""
        found: list[FoundText] = await self._ask(messages.Find(_sendable(words), first_page), list)
        return found

    async def text(self, page: int) -> str:
        """See `Document`."""
        return await self._ask(messages.Text(page), str)

    async def value_at(self, frame: int, column: int, row: int) -> float | None:
        """See `Document`."""
        value: float | None = await self._session.ask(
            messages.ValueAt(frame, column, row), self._limit_s
        )
        return value

    async def sound(self, start_ms: int, length_ms: int, speed: float = 1.0) -> bytes:
        """See `Document`."""
        return await self._ask(messages.Sound(start_ms, length_ms, speed), bytes)

    async def waveform(self, pieces: int) -> bytes:
        """See `Document`."""
        return await self._ask(messages.Waveform(pieces), bytes)

    async def frames(self, at_ms: int, count: int, width: int, height: int) -> list[VideoFrame]:
        """See `Document`."""
        request = messages.Frames(at_ms, count, width, height)
        frames: list[VideoFrame] = await self._ask(request, list)
        return frames

    async def close(self) -> None:
        """See `Document`."""
        await self._session.close()

    async def _ask(self, request: Request, _type: type[T]) -> T:
        answer: T = await self._session.ask(request, self._limit_s)
        return answer


class _Session:
    """A process, the thread that waits for it, and the file it decodes."""

    def __init__(
        self, pool: _Pool, source: ByteSource | None, released: Callable[[], None]
    ) -> None:
        self._pool = pool
        self._source = source
        self._released = released
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="decode")
        self._process: DecodingProcess | None = None
        self._closed = False

    async def ask(self, request: Request, limit_s: float) -> Any:
        """Raises FileNotDisplayable."""
        if self._closed:
            raise FileNotDisplayable
        return await asyncio.wrap_future(self._thread.submit(self._ask, request, limit_s))

    async def close(self) -> None:
        """End the process. Also when what calls it is being cancelled."""
        if self._closed:
            return
        self._closed = True
        if self._process is not None:
            self._process.kill()
        ended = asyncio.wrap_future(self._thread.submit(self._end))
        self._thread.shutdown(wait=False)
        try:
            await asyncio.shield(ended)
        finally:
            self._released()

    def _ask(self, request: Request, limit_s: float) -> Any:
        if self._process is None:
            if self._closed:
                raise FileNotDisplayable
            self._process = self._pool.take()
        return self._process.ask(request, self._source, limit_s)

    def _end(self) -> None:
        if self._process is not None:
            self._pool.give_back(self._process)


class _Pool:
    """Starts processes, on request one ahead of need, all from one thread.

    On Linux a process that is to die with its parent dies with the thread that started it, so that
    thread stays for as long as there is a process.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments
        self._lock = threading.Lock()
        self._starter: ThreadPoolExecutor | None = None
        self._ahead = False
        self._spare: Future[DecodingProcess] | None = None
        self._living: set[DecodingProcess] = set()
        self._starting = 0
        self._closed = False
        self._told = False

    def warm(self) -> None:
        """Have a process ready from now on, until `close`."""
        with self._lock:
            if not self._closed:
                self._ahead = True
                self._spare = self._spare or self._begin()

    def take(self) -> DecodingProcess:
        """A process that nobody used. Blocks until it is there. Raises FileNotDisplayable."""
        with self._lock:
            if self._closed:
                raise FileNotDisplayable
            spare, self._spare = self._spare or self._begin(), None
            if self._ahead:
                self._spare = self._begin()
        try:
            process = spare.result()
        except CancelledError:
            raise FileNotDisplayable from None
        try:
            process.wait_ready()
        except FileNotDisplayable:
            self.give_back(process)
            raise
        self._tell(process.missing)
        return process

    def give_back(self, process: DecodingProcess) -> None:
        """End a process."""
        process.reap()
        with self._lock:
            self._living.discard(process)
            self._rest()

    def close(self) -> None:
        """End all processes; `take` fails from now on."""
        with self._lock:
            self._closed = True
            starter, self._starter = self._starter, None
        if starter is not None:
            starter.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            living = list(self._living)
            self._living.clear()
        for process in living:
            process.reap()

    def _begin(self) -> Future[DecodingProcess]:
        """Start a process. Called with the lock held."""
        if self._starter is None:
            self._starter = ThreadPoolExecutor(1, thread_name_prefix="decoders")
        self._starting += 1
        return self._starter.submit(self._start)

    def _start(self) -> DecodingProcess:
        try:
            process = DecodingProcess(self._arguments)
        except BaseException:
            with self._lock:
                self._starting -= 1
                self._rest()
            raise
        with self._lock:
            self._starting -= 1
            self._living.add(process)
        return process

    def _rest(self) -> None:
        """Without processes, no thread either. Called with the lock held."""
        if self._starter is not None and not (self._living or self._starting or self._ahead):
            self._starter.shutdown(wait=False)
            self._starter = None

    def _tell(self, missing: str) -> None:
        with self._lock:
            told, self._told = self._told, True
        if missing and not told:
            log.info("decoding processes run without: %s", missing)


def _sendable(text: str) -> str:
    """Without what UTF-8 cannot hold, and not too long: a name may be anything."""
    return text[:_MOST_WORDS].encode("utf-8", "replace").decode("utf-8")
