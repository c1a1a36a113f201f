"""How many submissions a second the relay acknowledges, over loopback, authentication included.

The sender runs in a process of its own, so that it does not share the relay's interpreter lock.
Every request is signed afresh and carries its own submission id. Bounded in time and connections.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import hashlib
import hmac
import multiprocessing
import os
import ssl
import sys
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relay import wire
from relay.config import Config
from relay.limits import Rate
from relay.server import RelayServer, RunningRelay
from tests.integration.relay.client import COMPONENTS, Client, new_person, tls_context
from tests.integration.relay.clinic import Clinic

_CONFIG = Config(port=0, log_level="WARNING", submission_rate=Rate(10_000, 1_000_000))
MAX_SECONDS = 30.0
MAX_CONNECTIONS = 200


@dataclass(frozen=True)
class Sender:
    """An opened session and whom it writes to."""

    keyid: str
    key: bytes
    recipient: bytes


@dataclass(frozen=True)
class LoadResult:
    """Acknowledged submissions a second, and the time from request to answer in ms."""

    connections: int
    in_flight: int
    acknowledged: int
    per_second: float
    p50_ms: float
    p99_ms: float


class _Connection(asyncio.Protocol):
    def __init__(self, sender: Sender, authority: str, in_flight: int, size: int) -> None:
        self._sender = sender
        self._authority = authority
        self._in_flight = in_flight
        self._envelope = os.urandom(size)
        self._sent_at: deque[float] = deque()
        self._buffer = b""
        self._transport: Any = None
        self.running = False
        self.latencies: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def begin(self) -> None:
        self.running = True
        self._send(self._in_flight)

    def _send(self, count: int) -> None:
        now = time.perf_counter()
        self._sent_at.extend([now] * count)
        self._transport.write(b"".join([self._request() for _ in range(count)]))

    def _request(self) -> bytes:
        sender = self._sender
        recipient = wire.Recipient(sender.recipient, True, self._envelope)
        submission = wire.Submission(os.urandom(16), False, 1, b"", (recipient,))
        body = wire.encode_submissions([submission])
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        parameters = (
            f'{COMPONENTS};created={int(time.time())};keyid="{sender.keyid}";alg="hmac-sha256"'
        )
        base = (
            f'"@method": POST\n"@authority": {self._authority}\n"@path": /v1/messages\n'
            f'"@query": ?\n"content-digest": sha-256=:{digest}:\n"@signature-params": {parameters}'
        )
        mac = base64.b64encode(hmac.digest(sender.key, base.encode(), "sha256")).decode()
        head = (
            f"POST /v1/messages HTTP/1.1\r\nHost: {self._authority}\r\n"
            f"Content-Type: application/octet-stream\r\nContent-Length: {len(body)}\r\n"
            f"Content-Digest: sha-256=:{digest}:\r\nSignature-Input: curbside={parameters}\r\n"
            f"Signature: curbside=:{mac}:\r\n\r\n"
        )
        return head.encode() + body

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        answered = 0
        now = time.perf_counter()
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            if not head.startswith(b"HTTP/1.1 200 "):
                raise AssertionError(self._buffer)
            start = head.index(b"Content-Length: ") + 16
            length = int(head[start:].split(b"\r\n", 1)[0])
            if len(self._buffer) < end + 4 + length:
                break
            (result,) = wire.decode_results(self._buffer[end + 4 : end + 4 + length])
            if result.status != 200:
                raise AssertionError(result.detail)
            self._buffer = self._buffer[end + 4 + length :]
            self.latencies.append(now - self._sent_at.popleft())
            answered += 1
        if answered and self.running:
            self._send(answered)


async def _send_for(
    host: str, port: int, senders: Sequence[Sender], in_flight: int, seconds: float, tls: bool
) -> tuple[list[float], float]:
    loop = asyncio.get_running_loop()
    failures: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _loop, context: failures.append(context))
    context: ssl.SSLContext | None = tls_context() if tls else None
    connections: list[_Connection] = []
    for sender in senders:
        protocol = _Connection(sender, f"{host}:{port}", in_flight, 1024)
        await loop.create_connection(lambda p=protocol: p, host, port, ssl=context)
        connections.append(protocol)
    started = time.perf_counter()
    for connection in connections:
        connection.begin()
    await asyncio.sleep(seconds)
    elapsed = time.perf_counter() - started
    for connection in connections:
        connection.running = False
    latencies = [value for connection in connections for value in connection.latencies]
    if failures:
        raise AssertionError(failures[0])
    return latencies, elapsed


def _worker(pipe: Any, *arguments: Any) -> None:
    pipe.send(asyncio.run(_send_for(*arguments)))


def run_load(
    relay: RunningRelay,
    clinic: Clinic,
    *,
    connections: int,
    in_flight: int,
    seconds: float = 3.0,
    tls: bool = True,
) -> LoadResult:
    """Let `connections` devices send 1 KiB envelopes, each with `in_flight` unanswered at a time.

    The relay must have imported the clinic's first statements.
    """
    if connections > MAX_CONNECTIONS or seconds > MAX_SECONDS:
        raise ValueError("bounded")
    senders = _senders(relay, clinic, connections, tls=tls)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(
        target=_worker, args=(there, relay.host, relay.port, senders, in_flight, seconds, tls)
    )
    process.start()
    there.close()
    try:
        if not here.poll(seconds + 30):
            raise TimeoutError("the sender did not end")
        latencies, elapsed = here.recv()
    finally:
        process.join(5)
        if process.is_alive():
            process.kill()
            process.join()
    ordered = sorted(latencies)
    return LoadResult(
        connections,
        in_flight,
        len(ordered),
        len(ordered) / elapsed,
        1000 * ordered[len(ordered) // 2],
        1000 * ordered[len(ordered) * 99 // 100],
    )


def _senders(relay: RunningRelay, clinic: Clinic, count: int, *, tls: bool) -> list[Sender]:
    senders: list[Sender] = []
    connect = Client if tls else PlainClient
    for _ in range(count):
        person = new_person(relay.host, relay.port, clinic, connect)
        client = connect(relay.host, relay.port)
        client.open_device(person.devices[0])
        client.close()
        senders.append(Sender(client.keyid, client.key, person.devices[0].device_id))
    recipients = [sender.recipient for sender in senders]
    shifted = recipients[1:] + recipients[:1]
    return [
        Sender(sender.keyid, sender.key, recipient)
        for sender, recipient in zip(senders, shifted, strict=True)
    ]


class PlainClient(Client):
    """Without TLS, to measure what TLS costs; no relay but the one below answers it."""

    tls = False


class _PlainServer(RelayServer):
    async def _listen(self, context: ssl.SSLContext | None) -> asyncio.Server:
        return await super()._listen(None)


def main() -> None:
    """Print a table for the cases named in the README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--plain", action="store_true", help="compare without TLS")
    chosen = parser.parse_args()
    sys.setswitchinterval(0.001)  # as `curbside-relay serve` does
    with tempfile.TemporaryDirectory() as directory:
        relay = RunningRelay(
            Path(directory) / "relay",
            _CONFIG,
        )
        if chosen.plain:
            relay.server = _PlainServer(relay.data, relay.config)
        with relay:
            clinic = Clinic(relay.card)
            relay.import_statements(clinic.statements(clinic.genesis))
            print("connections  in flight   acknowledged/s   p50 ms   p99 ms")
            for connections, in_flight in ((1, 1), (20, 1), (1, 16), (20, 16)):
                result = run_load(
                    relay,
                    clinic,
                    connections=connections,
                    in_flight=in_flight,
                    seconds=chosen.seconds,
                    tls=not chosen.plain,
                )
                print(
                    f"{connections:11} {in_flight:10} {result.per_second:16.0f}"
                    f" {result.p50_ms:8.2f} {result.p99_ms:8.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
