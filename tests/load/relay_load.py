"""How many submissions a second the relay acknowledges, over loopback, authentication included.

The sender runs in a process of its own, so that it does not share the relay's interpreter lock.
Every request is signed afresh and carries its own submission id. Bounded in time and connections.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import gc
import hashlib
import hmac
import multiprocessing
import os
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
from tests.integration.relay.client import COMPONENTS, Client, new_person, tls_context
from tests.integration.relay.clinic import Clinic
from tests.load.served_relay import ServedRelay
from tests.support.processes import Lines

UNLIMITED = Config(
    port=0,
    log_level="WARNING",
    submission_rate=Rate(per_second=100_000, burst=10_000_000),
    remembered_per_sender=10_000_000,
    mailbox_envelopes=10_000_000,
    mailbox_bytes=2**40,
)
"""What one clinician may send in a second is far below what is measured."""
MAX_SECONDS = 30.0
MAX_CONNECTIONS = 200
MOST_PER_SECOND = 60_000
"""Of all connections together: so much is prepared."""


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
    """One sender. Its requests are made and signed before the clock starts.

    Signing costs more than sending, and on a machine with two cores it would be taken from what is
    measured.
    """

    def __init__(self, sender: Sender, authority: str, in_flight: int, size: int) -> None:
        self._sender = sender
        self._authority = authority.encode()
        self._in_flight = in_flight
        self._envelope = os.urandom(size)
        self._prepared: deque[bytes] = deque()
        self._sent_at: deque[float] = deque()
        self._buffer = b""
        self._transport: Any = None
        self.running = False
        self.latencies: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def prepare(self, count: int) -> None:
        self._prepared.extend(self._request() for _ in range(count))

    def begin(self) -> None:
        self.running = True
        self._send(self._in_flight)

    def _send(self, count: int) -> None:
        prepared = self._prepared
        if len(prepared) < count:
            raise AssertionError("more was acknowledged than was prepared")
        self._sent_at.extend([time.perf_counter()] * count)
        self._transport.write(b"".join([prepared.popleft() for _ in range(count)]))

    def _request(self) -> bytes:
        sender = self._sender
        recipient = wire.Recipient(sender.recipient, True, self._envelope)
        submission = wire.Submission(os.urandom(16), False, 1, b"", (recipient,))
        body = wire.encode_submissions([submission])
        digest = base64.b64encode(hashlib.sha256(body).digest())
        parameters = (
            f'{COMPONENTS};created={int(time.time())};keyid="{sender.keyid}";alg="hmac-sha256"'
        ).encode()
        base = (
            b'"@method": POST\n"@authority": %b\n"@path": /v1/messages\n'
            b'"@query": ?\n"content-digest": sha-256=:%b:\n"@signature-params": %b'
        ) % (self._authority, digest, parameters)
        mac = base64.b64encode(hmac.digest(sender.key, base, "sha256"))
        head = (
            b"POST /v1/messages HTTP/1.1\r\nHost: %b\r\n"
            b"Content-Type: application/octet-stream\r\nContent-Length: %d\r\n"
            b"Content-Digest: sha-256=:%b:\r\nSignature-Input: curbside=%b\r\n"
            b"Signature: curbside=:%b:\r\n\r\n"
        ) % (self._authority, len(body), digest, parameters, mac)
        return head + body

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer + data
        at = answered = 0
        while (end := buffer.find(b"\r\n\r\n", at)) >= 0:
            if not buffer.startswith(b"HTTP/1.1 200 ", at):
                raise AssertionError(buffer[at:])
            start = buffer.index(b"Content-Length: ", at) + 16
            length = int(buffer[start : buffer.index(b"\r\n", start)])
            if len(buffer) < end + 4 + length:
                break
            at = end + 4 + length
            if buffer[end + 4 : at] not in _SEEN:
                _judge(buffer[end + 4 : at])
            answered += 1
        self._buffer = buffer[at:]
        if not answered:
            return
        now = time.perf_counter()
        self.latencies.extend([now - self._sent_at.popleft() for _ in range(answered)])
        if self.running:
            self._send(answered)


_SEEN: set[bytes] = set()
"""Answers that were judged: those to one commit are the same bytes."""


def _judge(answer: bytes) -> None:
    (result,) = wire.decode_results(answer)
    if result.status != 200:
        raise AssertionError(result.detail)
    _SEEN.add(answer)


async def _send_for(
    host: str,
    port: int,
    senders: Sequence[Sender],
    in_flight: int,
    seconds: float,
    tls: bool,
) -> tuple[list[float], float]:
    loop = asyncio.get_running_loop()
    failures: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _loop, context: failures.append(context))
    context = tls_context() if tls else None
    connections: list[_Connection] = []
    for sender in senders:
        protocol = _Connection(sender, f"{host}:{port}", in_flight, 1024)
        await loop.create_connection(lambda p=protocol: p, host, port, ssl=context)
        connections.append(protocol)
    for connection in connections:
        connection.prepare(round(MOST_PER_SECOND * seconds / len(senders)) + in_flight)
    gc.freeze()  # or the collector would walk through all that was prepared, again and again
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
    relay: ServedRelay,
    clinic: Clinic,
    *,
    connections: int,
    in_flight: int,
    seconds: float = 3.0,
) -> LoadResult:
    """Let `connections` devices send 1 KiB envelopes, each with `in_flight` unanswered at a time.

    The relay must have imported the clinic's first statements.
    """
    _require_bounded(connections, seconds)
    senders = _senders(relay, clinic, connections)
    return _run(relay.host, relay.port, senders, in_flight, seconds, True)


def run_probe(folder: Path, *, connections: int, in_flight: int, seconds: float) -> LoadResult:
    """The same requests to the bare probe (`probe.py`), without TLS."""
    _require_bounded(connections, seconds)
    stranger = Sender("session:" + "A" * 34, os.urandom(32), os.urandom(16))
    answer = wire.encode_results([wire.SubmissionResult(200, 1, "")])
    file = folder / f"probe-{connections}-{in_flight}.db"
    probe = Lines(["-m", "tests.load.probe", str(file), answer.hex()], folder / "probe.log")
    try:
        port = int(probe.next_line().split("port=")[1])
        return _run("127.0.0.1", port, [stranger] * connections, in_flight, seconds, False)
    finally:
        probe.stop()


def _require_bounded(connections: int, seconds: float) -> None:
    if connections > MAX_CONNECTIONS or seconds > MAX_SECONDS:
        raise ValueError("bounded")


def _run(
    host: str, port: int, senders: Sequence[Sender], in_flight: int, seconds: float, tls: bool
) -> LoadResult:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(
        target=_worker, args=(there, host, port, senders, in_flight, seconds, tls)
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
        len(senders),
        in_flight,
        len(ordered),
        len(ordered) / elapsed,
        1000 * ordered[len(ordered) // 2],
        1000 * ordered[len(ordered) * 99 // 100],
    )


def _senders(relay: ServedRelay, clinic: Clinic, count: int) -> list[Sender]:
    senders: list[Sender] = []
    for _ in range(count):
        person = new_person(relay.host, relay.port, clinic)
        client = Client(relay.host, relay.port)
        client.open_device(person.devices[0])
        client.close()
        senders.append(Sender(client.keyid, client.key, person.devices[0].device_id))
    recipients = [sender.recipient for sender in senders]
    shifted = recipients[1:] + recipients[:1]
    return [
        Sender(sender.keyid, sender.key, recipient)
        for sender, recipient in zip(senders, shifted, strict=True)
    ]


def main() -> None:
    """Print a table for the cases named in the README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as directory,
        ServedRelay(Path(directory) / "relay", UNLIMITED) as relay,
    ):
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
            )
            print(
                f"{connections:11} {in_flight:10} {result.per_second:16.0f}"
                f" {result.p50_ms:8.2f} {result.p99_ms:8.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
