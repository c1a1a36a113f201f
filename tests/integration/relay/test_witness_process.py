"""`curbside-relay witness` as IT runs it: its own process, ended and killed like any other."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from relay import __main__ as program
from relay.http import SMALL_BODY
from relay.witness import cli
from relay.witness.folder import WitnessFolder
from tests.support.processes import ROOT, Lines
from tests.unit.relay.witness.log import LOG_ID, ORIGIN, GrowingLog

NAME = "witness.clinic.example"


class Process:
    """A witness that knows one log."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "witness"
        self.log = GrowingLog()
        self.output = folder / "witness.log"
        assert self.command("init", "--name", NAME) == 0
        assert self.command("add-log", "--key", self.log.verifier_key.encode()) == 0
        self.start()

    def command(self, *arguments: str) -> int:
        return program.main(["witness", *arguments, "--data", str(self.data)])

    def start(self) -> None:
        arguments = ["-m", "relay", "witness", "serve", "--data", str(self.data), "--port", "0"]
        self.lines = Lines(arguments, self.output)
        self.port = int(self.lines.next_line().split("port=")[1])

    def ask(self, body: bytes) -> tuple[int, str, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", "/add-checkpoint", body)
            response = connection.getresponse()
            return response.status, response.getheader("content-type", ""), response.read()
        finally:
            connection.close()


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[Process]:
    process = Process(tmp_path)
    yield process
    process.lines.stop()


def test_it_cosigns_and_says_what_size_it_has(witness: Process) -> None:
    log = witness.log.grow(4)
    status, content_type, body = witness.ask(log.request(0))
    assert (status, content_type) == (200, "text/plain; charset=utf-8")
    assert body.startswith(f"— {NAME} ".encode())
    log.grow(700)
    assert witness.ask(log.request(3)) == (409, "text/x.tlog.size", b"4\n")
    assert witness.ask(log.request(4))[0] == 200
    found = cli.report(WitnessFolder(witness.data))
    assert [(found.origin, found.size) for found in found.logs] == [(ORIGIN, 704)]
    assert LOG_ID.hex() not in witness.output.read_text()


def test_a_large_request_needs_no_signed_header_here(witness: Process) -> None:
    """Unlike at the relay: what counts is signed inside, also beside many strangers' lines."""
    log = witness.log.grow(700)
    assert witness.ask(log.request(0))[0] == 200
    log.grow(601)
    stranger = b"\xe2\x80\x94 stranger.example/w " + b64encode(bytes(76)) + b"\n"
    request = log.request(700) + stranger * 27
    assert len(request) > SMALL_BODY
    assert witness.ask(request)[0] == 200


def test_killed_at_any_moment_it_never_cosigns_two_histories(witness: Process) -> None:
    """Each size that was ever cosigned is still known after SIGKILL."""
    log, cosigned = witness.log, 0
    for _ in range(4):
        killer = threading.Timer(0.03, witness.lines.process.kill)
        killer.start()
        try:
            while True:
                log.grow(1)
                if witness.ask(log.request(cosigned))[0] != 200:
                    break
                cosigned = log.tree.size
        except (OSError, http.client.HTTPException):
            killer.join()
        witness.lines.kill()
        witness.start()
        status, _, body = witness.ask(log.request(0, 1))
        known = int(body) if status == 409 else 0
        assert known >= cosigned
        other = GrowingLog().grow(known + 5, b"another history")
        assert witness.ask(other.request(known))[0] in (409, 422)
        cosigned = known
    assert cosigned


def test_requests_at_the_same_time_leave_one_history(witness: Process) -> None:
    log = witness.log.grow(3)
    other = GrowingLog().grow(1).grow(2, b"other")
    bodies = [log.request(0), other.request(0), log.request(0, 2), other.request(0, 2)] * 4
    answers: list[tuple[int, bytes]] = []
    begin = threading.Barrier(len(bodies))

    def send(body: bytes) -> None:
        begin.wait()
        answers.append((witness.ask(body)[0], body))

    threads = [threading.Thread(target=send, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, _ in answers) == [200] + [409] * 15


def test_it_ends_cleanly_also_with_a_client_connected(witness: Process) -> None:
    with socket.create_connection(("127.0.0.1", witness.port)) as idle:
        idle.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\n")
        began = time.monotonic()
        witness.lines.process.send_signal(signal.SIGTERM)
        assert witness.lines.process.wait(10) == 0
        assert time.monotonic() - began < 8
    assert "Traceback" not in witness.output.read_text()


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /add-checkpoint HTTP/1.1\r\nHost: w\r\n\r\n", b"405"),
        (b"POST /other HTTP/1.1\r\nHost: w\r\n\r\n", b"404"),
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\n\r\n", b"400"),
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 9999\r\n\r\n", b"413"),
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nX: " + b"x" * 30_000, b"431"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
    ],
)
def test_requests_that_are_none(witness: Process, raw: bytes, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", witness.port), timeout=10) as connection:
        connection.sendall(raw)
        assert connection.recv(4096).split(b" ")[1] == status
    assert witness.ask(witness.log.grow(1).request(0))[0] == 200


def test_one_process_serves_a_witness(witness: Process) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "relay", "witness", "serve", "--data", str(witness.data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert second.returncode == 1
    assert "Another process" in second.stderr


def test_a_key_added_while_it_runs_counts_at_once(witness: Process) -> None:
    following = GrowingLog(b"n" * 32)
    log = witness.log.grow(1)
    assert witness.ask(log.request(0, key=following.key))[0] == 403
    assert witness.command("add-log", "--key", following.verifier_key.encode()) == 0
    assert witness.ask(log.request(0, key=following.key))[0] == 200
    assert witness.command("add-log", "--replace", "--key", following.verifier_key.encode()) == 0
    assert witness.ask(log.request(1))[0] == 403


def test_what_it_says(witness: Process, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    key = WitnessFolder(witness.data).verifier_key()
    assert witness.command("status") == 0
    shown = capsys.readouterr().out
    assert key.encode() in shown
    assert key.public_key.hex() in shown
    assert "nothing cosigned yet" in shown
    assert witness.command("proof", "--out", str(tmp_path / "proof")) == 1
    assert "No fork" in capsys.readouterr().err
    witness.ask(witness.log.grow(2).request(0))
    other = GrowingLog().grow(2, b"other")
    assert witness.ask(other.request(2))[0] == 409
    assert witness.command("status") == 0
    assert "FORKED" in capsys.readouterr().out
    assert witness.command("proof", "--out", str(tmp_path / "proof")) == 0
    proof = (tmp_path / "proof").read_bytes()
    assert witness.log.note() in proof
    assert other.note() in proof
    assert witness.command("status", "--json") == 0
    found = msgspec.json.decode(capsys.readouterr().out.splitlines()[-1], type=cli.Report)
    assert found.logs[0].forks == 1


def test_commands_that_cannot_be_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(tmp_path / "none")
    for command in (
        ["status"],
        ["serve"],
        ["add-log", "--key", GrowingLog().verifier_key.encode()],
        ["init", "--name", "two words"],
    ):
        assert program.main(["witness", *command, "--data", data]) == 1
        assert capsys.readouterr().err
    assert program.main(["witness", "init", "--name", NAME, "--data", data]) == 0
    assert program.main(["witness", "init", "--name", NAME, "--data", data]) == 1
    witness_key = WitnessFolder(Path(data)).verifier_key().encode()
    for key in ("nonsense", witness_key, GrowingLog().verifier_key.encode()[:-4] + "AAA="):
        assert program.main(["witness", "add-log", "--key", key, "--data", data]) == 1
    assert program.main(["witness", "serve", "--tls-key", "k", "--data", data]) == 1
    assert os.listdir(data)
