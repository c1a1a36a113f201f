"""The witness's sockets: one path, bounded in size, time and number.

The relay's own HTTP (`relay.http`, `relay.connection`) with another answer behind it. TLS is
optional, because everything that is said is signed, and none of it is secret.
"""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import logging
import ssl
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from relay import tls
from relay.connection import Connection
from relay.faults import note_exception
from relay.http import BodyBudget, Request, RequestParser
from relay.problems import RefusalError
from relay.reply import Reply
from relay.wire import Code
from relay.witness.folder import WitnessFolder
from relay.witness.judge import TEXT, Judge
from relay.witness.request import MAX_BODY

_log = logging.getLogger("relay.witness")
_MAX_CONNECTIONS: Final = 256
_UNFINISHED_BYTES: Final = 4 * 1024 * 1024
_SWEEP_S: Final = 1.0
_STOP_S: Final = 5.0
_HANDSHAKE_S: Final = 10.0


def wall_clock_s() -> int:
    """Return the time in seconds since 1970-01-01 UTC."""
    return int(time.time())


class WitnessServer:
    """One witness on one event loop: `start`, then `stop`.

    Attributes:
        port: where it listens, once started.
    """

    def __init__(
        self,
        folder: WitnessFolder,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        prefix: str = "",
        certificate: tuple[Path, Path] | None = None,
        clock_s: Callable[[], int] = wall_clock_s,
    ) -> None:
        """`prefix` is the path before `/add-checkpoint`; `certificate` a PEM file and its key."""
        self._folder = folder
        self._address = host
        self.port = port
        self._path = f"/{prefix.strip('/')}/add-checkpoint".replace("//", "/").encode("ascii")
        self._certificate = certificate
        self._clock_s = clock_s
        self.date = b""
        self.same_answer = (b"", b"", b"")
        self.body_budget = BodyBudget(_UNFINISHED_BYTES)
        self.header_seconds = 10.0
        self.body_seconds = 10.0
        self.idle_seconds = 90.0
        self._connections: set[Connection] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._empty = asyncio.Event()
        self._stopping = False

    async def start(self) -> None:
        """Open the records and listen. Raises WitnessError, OSError, ssl.SSLError."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(note_exception)
        self._folder.lock()
        with contextlib.ExitStack() as undo:
            undo.callback(self._folder.unlock)
            self._records = self._folder.records()
            undo.callback(self._records.close)
            self._judge = Judge(
                self._folder.name(), self._folder.key(), self._records, self._clock_s
            )
            context = self._context()
            self._tick()
            self._listener = await loop.create_server(
                lambda: Connection(
                    self,
                    RequestParser(self.body_budget, {self._path: MAX_BODY}, signed=False),
                ),
                self._address or None,
                self.port,
                ssl=context,
                ssl_handshake_timeout=_HANDSHAKE_S if context else None,
            )
            undo.pop_all()
        self.port = self._listener.sockets[0].getsockname()[1]
        self.spawn(self._sweep())
        _log.info("listening port=%d", self.port)

    def _context(self) -> ssl.SSLContext | None:
        return None if self._certificate is None else tls.server_context(*self._certificate)

    async def stop(self) -> None:
        """Stop listening, let answers leave, close."""
        self._stopping = True
        self._listener.close()
        for connection in list(self._connections):
            connection.finish()
        if self._connections:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_STOP_S):
                    await self._empty.wait()
        for connection in list(self._connections):
            connection.abort()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._records.close()
        self._folder.unlock()
        _log.info("stopped")

    # --- what connections call (relay.connection.Host) ---

    def dispatch(self, request: Request, reply: Reply) -> None:
        """Answer a request."""
        if request.path != self._path:
            reply.plain(404, TEXT, b"no such path\n")
        elif request.method != b"POST":
            reply.refuse(RefusalError(Code.METHOD, "Allowed here: POST."), "POST")
        else:
            verdict = self._judge.add_checkpoint(request.body)
            reply.plain(verdict.status, verdict.content_type, verdict.body)

    def joined(self, connection: Connection) -> bool:
        """Count a connection in; False when there are too many."""
        self._connections.add(connection)
        self._empty.clear()
        return len(self._connections) <= _MAX_CONNECTIONS and not self._stopping

    def left(self, connection: Connection) -> None:
        """Count it out."""
        self._connections.discard(connection)
        if not self._connections:
            self._empty.set()

    def ready(self, connection: Connection) -> None:
        """Let the connection's answers leave."""
        asyncio.get_running_loop().call_soon(connection.flush)

    def refused(self, code: Code) -> None:
        """Log a request that could not even be read."""
        _log.info("refused code=%s", code)

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Run a task and keep it alive."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- recurring work ---

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_S)
            self._tick()
            now = asyncio.get_running_loop().time()
            for connection in list(self._connections):
                connection.check_time(now)

    def _tick(self) -> None:
        self.date = email.utils.formatdate(self._clock_s(), usegmt=True).encode("ascii")
