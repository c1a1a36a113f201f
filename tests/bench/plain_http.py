"""What a transfer costs without Curbside: the standard library's HTTP, one request for a file.

The server is a process of its own; it writes what it is given to a new file, fsyncs it, and answers
with a file from there. With TLS and without, so that the cost of TLS shows by itself.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import ssl
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from relay.tls import make_certificate
from tests.support.processes import Lines

_HOST = "127.0.0.1"
_PIECE = 256 * 1024
_LIMIT_S = 600.0


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds."""

    up: float
    down: float


class PlainServer:
    """A server in a process of its own. Use as a context manager."""

    def __init__(self, folder: Path, *, tls: bool) -> None:
        self._folder, self._tls = folder, tls
        self._count = 0

    def __enter__(self) -> PlainServer:
        self._folder.mkdir(parents=True)
        arguments = ["-m", "tests.bench.plain_http", str(self._folder)]
        self._lines = Lines([*arguments, *["--tls"] * self._tls], self._folder / "server.log")
        self._port = int(self._lines.next_line())
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.stop()

    def there_and_back(self, file: Path) -> Took:
        """Upload a file and fetch it again, each until it is on a disk."""
        self._count += 1
        target = f"/{self._count}"
        connection = self._connection()
        connection.connect()
        try:
            begun = time.perf_counter()
            with file.open("rb") as body:
                length = str(file.stat().st_size)
                connection.request("PUT", target, body, {"Content-Length": length})
                assert connection.getresponse().read() == b""
            stored = time.perf_counter()
            connection.request("GET", target)
            with (self._folder / f"fetched-{self._count}").open("wb") as fetched:
                shutil.copyfileobj(connection.getresponse(), fetched, _PIECE)
                _sync(fetched)
                assert fetched.tell() == file.stat().st_size
            return Took(stored - begun, time.perf_counter() - stored)
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        if not self._tls:
            return HTTPConnection(_HOST, self._port, timeout=_LIMIT_S, blocksize=_PIECE)
        context = ssl.create_default_context(cafile=str(self._folder / "certificate.pem"))
        return HTTPSConnection(
            _HOST, self._port, timeout=_LIMIT_S, blocksize=_PIECE, context=context
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path

    def do_PUT(self) -> None:
        left = int(self.headers["Content-Length"])
        with self._file().open("wb") as target:
            while left:
                piece = self.rfile.read(min(left, _PIECE))
                if not piece:
                    raise ConnectionError
                target.write(piece)
                left -= len(piece)
            _sync(target)
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        with self._file().open("rb") as source:
            self.send_response(200)
            self.send_header("Content-Length", str(os.fstat(source.fileno()).st_size))
            self.end_headers()
            shutil.copyfileobj(source, self.wfile, _PIECE)

    def log_message(self, format: str, *args: object) -> None:
        return None

    def _file(self) -> Path:
        return self.folder / f"stored-{int(self.path.removeprefix('/'))}"


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _serve(folder: Path, *, tls: bool) -> None:
    handler = type("Handler", (_Handler,), {"folder": folder})
    server = ThreadingHTTPServer((_HOST, 0), handler)
    if tls:
        key, certificate = make_certificate([_HOST], datetime.datetime.now(datetime.UTC))
        (folder / "key.pem").write_bytes(key)
        (folder / "certificate.pem").write_bytes(certificate)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tls", action="store_true")
    arguments = parser.parse_args()
    _serve(arguments.folder, tls=arguments.tls)


if __name__ == "__main__":
    _main()
