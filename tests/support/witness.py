"""A real witness on loopback and a free port, in a thread with its own loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from relay.config import WitnessConfig
from relay.transparency.cosignature import LOG, VerifierKey
from relay.transparency.note import origin
from relay.witness.folder import WitnessFolder
from relay.witness.server import WitnessServer, wall_clock_s

_Result = TypeVar("_Result")


class RunningWitness:
    """Use as a context manager."""

    def __init__(
        self,
        path: Path,
        name: str = "witness.test/w1",
        *,
        port: int = 0,
        prefix: str = "",
        certificate: tuple[Path, Path] | None = None,
        clock_s: Callable[[], int] = wall_clock_s,
    ) -> None:
        self.folder = WitnessFolder(path)
        if not (path / "witness.key").exists():
            self.folder.make(name)
        self.prefix = prefix
        self.secure = certificate is not None
        self.server = WitnessServer(
            self.folder, port=port, prefix=prefix, certificate=certificate, clock_s=clock_s
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="witness", daemon=True)

    def __enter__(self) -> RunningWitness:
        self._thread.start()
        try:
            self.run(self.server.start())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.run(self.server.stop())
        finally:
            self._end()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, coroutine: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=30)

    @property
    def url(self) -> str:
        return f"{'https' if self.secure else 'http'}://127.0.0.1:{self.server.port}{self.prefix}"

    @property
    def key(self) -> VerifierKey:
        return self.folder.verifier_key()

    def config(self, **changes: str) -> WitnessConfig:
        """What a relay's settings say of it."""
        return WitnessConfig(**{"url": self.url, "vkey": self.key.encode(), **changes})

    def watch(self, log_id: bytes, log_key: bytes, *, replace: bool = False) -> None:
        """Do what `witness add-log` does."""
        watch(self.folder, log_id, log_key, replace=replace)

    def size(self, log_id: bytes) -> int:
        """How many entries it has cosigned."""
        return cosigned_size(self.folder, log_id)


def watch(folder: WitnessFolder, log_id: bytes, log_key: bytes, *, replace: bool = False) -> None:
    records = folder.records()
    try:
        records.add_log([VerifierKey(origin(log_id), log_key, LOG)], replace=replace)
    finally:
        records.close()


def cosigned_size(folder: WitnessFolder, log_id: bytes) -> int:
    records = folder.records()
    try:
        record = records.find(origin(log_id))
    finally:
        records.close()
    return 0 if record is None else record.size
