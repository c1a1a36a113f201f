"""The relay, put together: storage, log, mail, and the sockets in front of them.

`RelayServer` lives on one event loop; `RunningRelay` runs one in a thread of its own, for tests
and demonstrations, with nothing switched off.
"""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import logging
import os
import ssl
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TypeVar

from relay import tls
from relay.auth import Authenticator, authority_of
from relay.blobs.garbage import BlobGarbage
from relay.blobs.service import Blobs
from relay.config import Config
from relay.connection import Connection
from relay.cosigning import Cosigning, CosigningFile
from relay.datadir import DataDir, RelayCard, RunInfo
from relay.devices import Device
from relay.directory import Directory
from relay.disk_room import DiskRoom
from relay.faults import note_exception
from relay.http import BodyBudget, Request
from relay.imports import ImportFolder, ImportResult
from relay.limits import OneTimeBudget, RateLimiter
from relay.metrics import Metrics
from relay.post_office import PostOffice
from relay.presence import Presence
from relay.recovery import Recoveries
from relay.rendezvous import Rendezvous
from relay.reply import Reply
from relay.router import Services, dispatch
from relay.storage.base import Job, StorageError, StorageFullError
from relay.storage.sqlite import SqliteStorage
from relay.upkeep import Upkeep
from relay.wire import Code
from relay.writer import Writer

_log = logging.getLogger("relay.server")
_GROWTH_S = 0.1
_SWEEP_S: Final = 0.5
_IMPORT_S: Final = 0.2
_STOP_S: Final = 5.0
_HANDSHAKE_S: Final = 10.0
_BACKLOG: Final = 1024
_Result = TypeVar("_Result")


def wall_clock_ms() -> int:
    """Return the time in milliseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1_000_000


class RelayServer:
    """One relay process's state. `start`, then `stop`; both on the same loop.

    Attributes:
        port: where it listens, once started.
        pin: SHA-256 of its TLS public key.
    """

    def __init__(
        self, data: DataDir, config: Config, clock: Callable[[], int] = wall_clock_ms
    ) -> None:
        self.data = data
        self.config = config
        self.clock = clock
        self.metrics = Metrics()
        self.port = config.port
        self.pin = b""
        self.date = b""
        self.same_answer = (b"", b"", b"")
        self.body_budget = BodyBudget(config.unfinished_body_bytes)
        self.header_seconds = config.header_seconds
        self.body_seconds = config.body_seconds
        self.idle_seconds = config.idle_seconds
        self._connections: set[Connection] = set()
        self._ready: list[Connection] = []
        self._flushing = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._growth: asyncio.TimerHandle | None = None
        self._stopping = False
        self._empty = asyncio.Event()

    # --- life ---

    async def start(self) -> None:
        """Open everything and listen.

        Raises DataDirError, StorageError, OSError and ssl.SSLError; then nothing stays open.
        """
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(note_exception)
        self.data.lock()
        try:
            self._storage = SqliteStorage(self.data.database)
            try:
                await self._open()
            except BaseException:
                self._storage.close()
                raise
        except BaseException:
            self.data.unlock()
            raise

    async def _open(self) -> None:
        config, data, storage = self.config, self.data, self._storage
        self.pin = data.pin(config)
        self._room = DiskRoom(data.path, config.reserve_bytes, storage)
        context = tls.server_context(*data.certificate_files(config))
        self.writer = Writer(storage, self._loop, self.clock, self._committed)
        self.directory = Directory(
            storage,
            data.log_keys(),
            self.clock,
            data.log_loss(),
            self._device_ended,
            self._log_grew,
        )
        self.post_office = PostOffice(
            storage,
            self.directory,
            self.clock,
            self.metrics,
            self.writer,
            rate=config.submission_rate,
            poll_rate=config.poll_rate,
            remembered=config.remembered_per_sender,
            max_count=config.mailbox_envelopes,
            max_bytes=config.mailbox_bytes,
            has_room=lambda: self._room.enough,
        )
        self.presence = Presence(storage, self.writer, self.post_office, self.clock)
        hosts = frozenset(authority_of(host.encode("ascii")) for host in config.hosts)
        authenticator = Authenticator(
            data.session_secret(),
            self.directory,
            self.clock,
            hosts,
            config.session_rate,
            config.link_rate,
            config.link_total_rate,
            self.presence.seen,
        )
        self.rendezvous = Rendezvous()
        self.blobs = Blobs(
            config,
            data.blobs,
            storage,
            self.writer,
            lambda: self.directory.devices,
            self.metrics,
            self.clock,
        )
        self.garbage = BlobGarbage(config, storage, self.blobs, self.writer, self.clock)
        self.services = Services(
            storage=storage,
            writer=self.writer,
            directory=self.directory,
            authenticator=authenticator,
            post_office=self.post_office,
            rendezvous=self.rendezvous,
            presence=self.presence,
            blobs=self.blobs,
            recoveries=Recoveries(storage, self.directory, authenticator, self.writer, self.clock),
            metrics=self.metrics,
            clock=self.clock,
            requests=RateLimiter(config.request_rate),
            appends=RateLimiter(config.append_rate),
            exchanges=RateLimiter(config.exchange_rate),
            claims=RateLimiter(config.claim_rate),
            one_time=OneTimeBudget(),
        )
        self.upkeep = Upkeep(config, self.services, self.garbage)
        self.cosigning = Cosigning(
            config.witness,
            self.directory,
            CosigningFile(data.cosignatures),
            self.clock,
            self.metrics,
        )
        self.imports = ImportFolder(data.imports, self.directory, self.writer)
        self._tick()
        self._listener = await self._listen(context)
        self.port = self._listener.sockets[0].getsockname()[1]
        try:
            data.write_card(config, self.port)
            data.write_run_info(RunInfo(os.getpid(), config.host, self.port, (self.pin.hex(),)))
        except OSError as error:  # a full disk must not keep mail from being fetched
            _log.warning("relay card not written outcome=%s", error.strerror)
        self.writer.start()
        for work in (self._sweep(), self._watch_imports(), self.cosigning.run()):
            self.spawn(work)
        self.spawn(self.garbage.check_for_ever())
        self.spawn(self.upkeep.run(lambda: self._log_metrics(len(self._connections))))
        _log.info("listening port=%d log_size=%d", self.port, self.directory.size)

    async def _listen(self, context: ssl.SSLContext | None) -> asyncio.Server:
        return await self._loop.create_server(
            lambda: Connection(self),
            self.config.host or None,
            self.config.port,
            ssl=context,
            ssl_handshake_timeout=_HANDSHAKE_S if context else None,
            backlog=_BACKLOG,
        )

    async def stop(self) -> None:
        """Stop listening, answer what is pending, commit what is queued, close."""
        if self._stopping:
            return
        self._stopping = True
        self._listener.close()
        if self._growth is not None:
            self._growth.cancel()
        self.presence.write()
        self.post_office.release()
        self.rendezvous.release()
        for connection in list(self._connections):
            connection.finish()
        self._flush_ready()
        if self._connections:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), _STOP_S)
        for connection in list(self._connections):
            connection.abort()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.blobs.files.close()
        await self.writer.stop()
        self.data.run_file.unlink(missing_ok=True)
        self._log_metrics(0)
        self._storage.close()
        self.data.unlock()
        _log.info("stopped")

    # --- what connections call (relay.connection.Host) ---

    def dispatch(self, request: Request, reply: Reply) -> None:
        """Answer a request now or later."""
        dispatch(self.services, request, reply)

    def joined(self, connection: Connection) -> bool:
        """Count a connection in; False when there are too many."""
        self._connections.add(connection)
        self._empty.clear()
        self.metrics.connections += 1
        return len(self._connections) <= self.config.max_connections and not self._stopping

    def left(self, connection: Connection) -> None:
        """Count it out."""
        self._connections.discard(connection)
        if not self._connections:
            self._empty.set()

    def ready(self, connection: Connection) -> None:
        """Let the connection's answers leave at the end of this turn."""
        self._ready.append(connection)
        if not self._flushing:
            self._flushing = True
            self._loop.call_soon(self._flush_ready)

    def _flush_ready(self) -> None:
        ready, self._ready = self._ready, []
        self._flushing = False
        # Whoever waited for mail was made ready after its senders, and has further to go.
        for connection in dict.fromkeys(reversed(ready)):
            connection.flush()

    def refused(self, code: Code) -> None:
        """Count a problem."""
        self.metrics.problems[code] += 1

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Run a task and keep it alive."""
        task = self._loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- what the writer calls ---

    def _committed(self, jobs: Sequence[Job], error: StorageError | None) -> None:
        metrics = self.metrics
        metrics.batches += 1
        metrics.jobs += len(jobs)
        for job in jobs:
            job.on_done(job, error)
        if error is None:
            self.post_office.wake()
        else:
            metrics.failed_batches += 1
            if not isinstance(error, StorageFullError):
                self._recover()
        self._flush_ready()

    def _recover(self) -> None:
        """Trust the disk alone after a commit whose outcome is unknown."""
        try:
            self._storage.reopen()
            self.directory.load()
            self.post_office.load()
            self.blobs.uploads.load()
        except StorageError as error:
            _log.error("storage cannot be reopened outcome=%s", error)
            self._loop.call_later(1.0, self._recover)
            return
        self.cosigning.log_grew()
        _log.warning("storage reopened log_size=%d", self.directory.size)
        self.writer.resume()

    def _device_ended(self, device: Device) -> None:
        self.post_office.end(device)

    def _log_grew(self) -> None:
        """Tell whoever waits, once for all entries of a moment: one import may bring many."""
        self.cosigning.log_grew()
        if self._growth is None:
            self._growth = self._loop.call_later(_GROWTH_S, self._announce_growth)

    def _announce_growth(self) -> None:
        self._growth = None
        self.post_office.log_grew()

    # --- recurring work ---

    def _log_metrics(self, connected: int) -> None:
        self.metrics.log(connected, self.directory.size)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_S)
            self._tick()
            now = self._loop.time()
            for connection in list(self._connections):
                connection.check_time(now)

    def _tick(self) -> None:
        self.date = email.utils.formatdate(self.clock() / 1000, usegmt=True).encode("ascii")
        self._room.look()

    async def _watch_imports(self) -> None:
        while True:
            await self.imports.take_all()
            await asyncio.sleep(_IMPORT_S)


class RunningRelay:
    """A real relay on loopback and a free port, in a thread with its own loop.

    Use as a context manager. The directory is made ready as `curbside-relay init` does; nothing
    is bypassed. Import statements with `import_statements`.
    """

    def __init__(
        self,
        directory: Path,
        config: Config | None = None,
        clock: Callable[[], int] = wall_clock_ms,
    ) -> None:
        self.config = config or Config(port=0)
        self.data = DataDir(directory)
        self.data.prepare(self.config)
        self.server = RelayServer(self.data, self.config, clock)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="relay", daemon=True)

    @property
    def host(self) -> str:
        """The address it listens on."""
        return self.config.host

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self.server.port

    @property
    def url(self) -> str:
        """Where clients reach it."""
        return f"https://{self.host}:{self.port}"

    @property
    def pin(self) -> bytes:
        """SHA-256 of its TLS public key."""
        return self.server.pin

    @property
    def card(self) -> RelayCard:
        """What `authority init` reads."""
        return self.data.write_card(self.config, self.port)

    def start(self) -> RunningRelay:
        """Start; raises what `RelayServer.start` raises."""
        self._thread.start()
        try:
            self._run(self.server.start())
        except BaseException:
            self._end_loop()
            raise
        return self

    def stop(self) -> None:
        """Stop in an orderly way."""
        try:
            self._run(self.server.stop())
        finally:
            self._end_loop()

    def import_statements(self, text: str) -> ImportResult:
        """Import a statement file's text.

        Raises RefusalError, StorageError.
        """
        return self._run(self.server.imports.take(text))

    def run(self, coroutine: Coroutine[Any, Any, _Result]) -> _Result:
        """Run a coroutine on the relay's loop and return its result."""
        return self._run(coroutine)

    def _run(self, coroutine: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=60)

    def _end_loop(self) -> None:
        self._run(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> RunningRelay:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
