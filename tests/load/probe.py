"""The least that could be called a relay: what the design itself costs, and nothing else.

An asyncio protocol that looks for Content-Length, one table, WAL with `synchronous=FULL`, group
commit. No TLS, no authentication, no limits, no inbox. The relay is held against it in the same
minute on the same computer, because computers differ, and so does one from hour to hour.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_OK = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"


class Probe:
    """Rows that wait, and the thread that commits them."""

    def __init__(self, file: Path, answer: bytes) -> None:
        self._database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("CREATE TABLE mail (id INTEGER PRIMARY KEY, device, seq, data)")
        self._database.execute("CREATE INDEX by_device ON mail (device, seq)")
        self._answer = _OK % len(answer) + answer
        self._waiting: list[tuple[_Connection, int, bytes]] = []
        self._busy = False
        self._thread = ThreadPoolExecutor(1)
        self._seq = 0

    def take(self, connection: _Connection, device: int, data: bytes) -> None:
        """A message: stored and answered with all that came meanwhile."""
        self._waiting.append((connection, device, data))
        if not self._busy:
            self._busy = True
            asyncio.get_running_loop().create_task(self._commit())

    async def _commit(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            jobs, self._waiting = self._waiting, []
            await loop.run_in_executor(self._thread, self._store, jobs)
            answers: dict[_Connection, int] = {}
            for connection, _, _ in jobs:
                answers[connection] = answers.get(connection, 0) + 1
            for connection, count in answers.items():
                connection.write(self._answer * count)
        self._busy = False

    def _store(self, jobs: list[tuple[_Connection, int, bytes]]) -> None:
        first = self._seq
        self._seq += len(jobs)
        rows = [(device, first + at, data) for at, (_, device, data) in enumerate(jobs)]
        self._database.execute("BEGIN IMMEDIATE")
        self._database.executemany("INSERT INTO mail (device, seq, data) VALUES (?, ?, ?)", rows)
        self._database.execute("COMMIT")


class _Connection(asyncio.Protocol):
    def __init__(self, probe: Probe, number: int) -> None:
        self._probe = probe
        self._number = number
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer + data
        at = 0
        while (end := buffer.find(b"\r\n\r\n", at)) >= 0:
            start = buffer.index(b"Content-Length: ", at) + 16
            until = end + 4 + int(buffer[start : buffer.index(b"\r\n", start)])
            if until > len(buffer):
                break
            self._probe.take(self, self._number, buffer[end + 4 : until])
            at = until
        self._buffer = buffer[at:]


async def _serve(file: Path, answer: bytes) -> None:
    probe = Probe(file, answer)
    numbers = iter(range(sys.maxsize))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Connection(probe, next(numbers)), "127.0.0.1", 0, backlog=500
    )
    print(f"ready port={server.sockets[0].getsockname()[1]}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("answer", help="the body of each answer, in hexadecimal")
    arguments = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(arguments.file, bytes.fromhex(arguments.answer)))
