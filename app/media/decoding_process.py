"""One decoding process, from the app's side: started, asked, and ended at the first wrong word.

Blocking; `app.media.process` calls it on threads. The process gets no argument, no environment and
no open file but its two pipes. It is killed when an answer takes too long, when it says anything
that `app.media.answers` does not allow, and when its document is closed.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import msgspec

from app.core.errors import CurbsideError
from app.core.media_ports import ByteSource, FileNotDisplayable
from app.media.answers import BadAnswer, expected, may_ask
from app.media.messages import (
    ANSWER,
    ASK,
    DATA,
    FAILED,
    MAX_READ,
    MAX_SMALL,
    NO_DATA,
    READ,
    READY,
    BadFrame,
    ReadRange,
    Request,
    read_frame,
    write_frame,
)
from app.media.windows_job import Job

log = logging.getLogger("curbside.media")

ROOT: Final = Path(__file__).resolve().parents[2]
START_S: Final = 30.0
_KEPT_VARIABLES: Final = ("SYSTEMROOT",)
"""Without it, Python does not start on Windows."""


def command() -> list[str]:
    """What starts a decoding process: the app itself when it is packaged, else Python."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--decode"]
    return [sys.executable, "-E", "-s", "-m", "app.media.worker"]


class DecodingProcess:
    """A process that decodes one file. Every failure is FileNotDisplayable, and the last."""

    def __init__(self, arguments: Sequence[str]) -> None:
        environment = {key: os.environ[key] for key in _KEPT_VARIABLES if key in os.environ}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                arguments,
                cwd=ROOT if ROOT.is_dir() else None,
                env={**environment, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise FileNotDisplayable from error
        self._to = cast(BinaryIO, self._process.stdin)
        self._from = cast(BinaryIO, self._process.stdout)
        self._ready = False
        self._job = self._contain()
        self.missing: str = ""
        """What the system lacks to lock the process in, by name, with commas; see SECURITY.md."""

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def wait_ready(self) -> None:
        """Return once it has locked itself in. Raises FileNotDisplayable."""
        if self._ready:
            return
        with self._limited(START_S):
            _, body = read_frame(self._from, {READY: MAX_SMALL})
            self.missing = body.decode("ascii", "replace")
        self._ready = True

    def ask(self, request: Request, source: ByteSource | None, limit_s: float) -> Any:
        """The answer to a request, of the type that `answers.expected` says.

        Raises FileNotDisplayable, after which the process has ended.
        """
        self.wait_ready()
        if not may_ask(request):
            self.kill()
            raise FileNotDisplayable
        wanted = expected(request)
        with self._limited(limit_s):
            write_frame(self._to, ASK, msgspec.msgpack.encode(request))
            while True:
                kind, body = read_frame(
                    self._from, {READ: MAX_SMALL, FAILED: 0, ANSWER: wanted.most}
                )
                if kind == ANSWER:
                    return wanted.decode(body)
                if kind == FAILED:
                    raise BadAnswer
                self._serve(body, source)

    def kill(self) -> None:
        """End it at once. From any thread, any number of times; a running `ask` fails."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def reap(self) -> None:
        """End it, and wait until the system has taken it back."""
        self.kill()
        self._process.wait()
        if self._job is not None:
            self._job.close()
        for pipe in (self._to, self._from):
            with contextlib.suppress(OSError):
                pipe.close()

    def _contain(self) -> Job | None:
        """Windows: into a job, before a request is sent. The process limits itself elsewhere."""
        if sys.platform != "win32":
            return None
        try:
            return Job(int(self._process._handle))
        except OSError as error:
            self._process.kill()
            raise FileNotDisplayable from error

    def _limited(self, seconds: float) -> _Limit:
        return _Limit(self, seconds)

    def _serve(self, body: bytes, source: ByteSource | None) -> None:
        """Give it a range of its file."""
        wanted = msgspec.msgpack.decode(body, type=ReadRange)
        if (
            source is None
            or not 0 < wanted.length <= MAX_READ
            or not 0 <= wanted.offset <= source.size - wanted.length
        ):
            raise BadAnswer
        try:
            data = source.read(wanted.offset, wanted.length)
        except (CurbsideError, OSError) as error:
            log.warning("a file could not be read for decoding: %s", type(error).__name__)
            write_frame(self._to, NO_DATA)
            return
        write_frame(self._to, DATA, data)


class _Limit:
    """Kills the process when the block takes too long, or fails in any way."""

    def __init__(self, process: DecodingProcess, seconds: float) -> None:
        self._process = process
        self._timer = threading.Timer(seconds, process.kill)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._timer.cancel()
        self._timer.join()
        if error is None:
            return
        self._process.kill()
        if isinstance(error, BadFrame | BadAnswer | msgspec.MsgspecError):
            raise FileNotDisplayable from None
