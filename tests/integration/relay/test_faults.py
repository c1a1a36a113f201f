"""What a clinic's relay meets: slow and broken clients, a full disk, a failing disk, kill -9."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from relay import wire
from relay.config import Config
from relay.datadir import DataDir
from relay.server import RunningRelay
from relay.storage.base import Job, StorageError, StorageFullError
from tests.integration.relay.client import Client, connect, new_person, submission
from tests.integration.relay.clinic import Clinic, now_ms
from tests.integration.relay.conftest import Site


def read_all(connection: socket.socket) -> bytes:
    data = b""
    while chunk := connection.recv(65536):
        data += chunk
    return data


def test_a_slow_header_or_body_is_ended_and_others_are_not_disturbed(
    make_site: Callable[[Config], Site],
) -> None:
    site = make_site(Config(port=0, header_seconds=0.6, body_seconds=0.6, idle_seconds=1.2))
    start = b"POST /v1/inbox HTTP/1.1\r\nHost: h\r\nSignature: a\r\nSignature-Input: a\r\n"
    for sent in (start, start + b"Content-Length: 100\r\n\r\nabc"):
        with connect(site.relay.host, site.relay.port) as slow:
            slow.sendall(sent)
            began = time.monotonic()
            dribble = threading.Thread(target=_dribble, args=(slow,))
            dribble.start()
            assert site.client().send("GET", wire.PATH_STATUS).status == 200
            answer = read_all(slow)
            dribble.join()
        assert answer.startswith(b"HTTP/1.1 408 "), answer
        assert b"urn:curbside:problem:timeout" in answer
        assert time.monotonic() - began < 4
    with connect(site.relay.host, site.relay.port) as idle:
        assert read_all(idle) == b""  # closed without a word


def _dribble(connection: socket.socket) -> None:
    try:
        for _ in range(30):
            connection.sendall(b"a")
            time.sleep(0.1)
    except OSError:
        return


@pytest.mark.expects_log("longer log")
def test_pipelined_requests_are_answered_in_order_after_a_waiting_one(site: Site) -> None:
    bob = site.person()
    client = site.device_client(bob)

    def raw(method: str, target: str, body: bytes) -> bytes:
        headers = client.headers(method, target, body)
        lines = [f"{method} {target} HTTP/1.1", f"Host: {client.authority}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    wait = wire.InboxRequest(0, 400, 5, log_size=1000).encode()
    with connect(site.relay.host, site.relay.port) as connection:
        connection.sendall(
            raw("POST", wire.PATH_INBOX, wait)
            + raw("GET", wire.PATH_LOG_CHECKPOINT, b"") * 70
            + b"GET /v1/status HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
            + b"GET /v1/never HTTP/1.1\r\nHost: h\r\n\r\n"
        )
        answer = read_all(connection)
    types = re.findall(rb"Content-Type: ([a-z/-]+)", answer)
    assert types == [b"application/octet-stream", *[b"text/plain"] * 70, b"application/json"]


def test_garbage_gets_a_problem_and_a_closed_connection(site: Site) -> None:
    for sent, status in (
        (b"GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
        (b"\x00\x01\x02\x03", b"400"),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n", b"431"),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n", b"413"),
    ):
        with connect(site.relay.host, site.relay.port) as connection:
            connection.sendall(sent)
            answer = read_all(connection)
        assert answer.startswith(b"HTTP/1.1 " + status), answer
        assert b"application/problem+json" in answer
    with socket.create_connection((site.relay.host, site.relay.port)) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        plain.settimeout(5)
        assert b"HTTP" not in read_all(plain)
    assert site.client().send("GET", wire.PATH_STATUS).status == 200


def test_too_many_connections_are_turned_away(make_site: Callable[[Config], Site]) -> None:
    site = make_site(Config(port=0, max_connections=3))
    held = [connect(site.relay.host, site.relay.port) for _ in range(3)]
    for connection in held:
        connection.sendall(b"GET /v1/status HTTP/1.1\r\nHost: h\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    with connect(site.relay.host, site.relay.port) as more:
        assert read_all(more).startswith(b"HTTP/1.1 503")
    for connection in held:
        connection.close()
    time.sleep(0.2)
    assert site.client().send("GET", wire.PATH_STATUS).status == 200


def _fail_next_commit(site: Site, error: StorageError, *, after: bool = False) -> None:
    """Let one commit fail, before or (outcome unknown) after it reached the disk."""
    storage = site.relay.server.services.storage
    real = storage.commit

    def commit(jobs: Sequence[Job], now_ms: int) -> None:
        storage.commit = real  # type: ignore[method-assign]
        if after:
            real(jobs, now_ms)
        raise error

    storage.commit = commit  # type: ignore[method-assign]


def test_nothing_is_answered_or_shown_before_its_commit_has_returned(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    storage = site.relay.server.services.storage
    real, gate = storage.commit, threading.Event()

    def commit(jobs: Sequence[Job], now_ms: int) -> None:
        gate.wait(10)
        real(jobs, now_ms)

    storage.commit = commit  # type: ignore[method-assign]
    answers: list[object] = []
    sending = threading.Thread(
        target=lambda: answers.append(sender.submit(submission(bob.devices[0])))
    )
    sending.start()
    assert receiver.inbox(wait_ms=400).items == ()
    assert answers == []
    gate.set()
    sending.join(5)
    assert len(answers) == 1
    assert len(receiver.inbox().items) == 1


@pytest.mark.expects_log("commit failed")
def test_a_full_disk_is_answered_and_survived(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    sent = submission(bob.devices[0])
    _fail_next_commit(site, StorageFullError("full"))
    (result,) = sender.submit(sent)
    assert (result.status, result.detail) == (507, "storage-full")
    assert receiver.inbox().items == ()
    (result,) = sender.submit(sent)
    assert result.status == 200
    assert [item.seq for item in receiver.inbox().items] == [1]


@pytest.mark.expects_log("commit failed|storage reopened|storage failed")
@pytest.mark.parametrize("after", [False, True])
def test_an_unknown_outcome_is_never_acknowledged_and_a_repeat_is_stored_once(
    site: Site, after: bool
) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    sender.submit(submission(bob.devices[0]))
    sent = submission(bob.devices[0])
    _fail_next_commit(site, StorageError("SQLITE_IOERR_FSYNC"), after=after)
    (result,) = sender.submit(sent)
    assert (result.status, result.detail) == (503, "unavailable")
    (result,) = sender.submit(sent)
    assert result.status == 200
    assert [item.seq for item in receiver.inbox().items] == [1, 2]
    added = wire.tlv_list([alice.add_device()])
    _fail_next_commit(site, StorageError("SQLITE_IOERR_FSYNC"), after=after)
    assert sender.call("POST", wire.PATH_LOG_ENTRIES, added).code == "unavailable"
    answer = sender.call("POST", wire.PATH_LOG_ENTRIES, added)
    assert wire.Appended.decode(answer.body).first_index == 5
    site.restart()


@pytest.mark.expects_log("commit failed|disk room")
def test_sqlite_itself_out_of_space(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    storage = site.relay.server.services.storage
    pages = storage._writer.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
    storage._writer.execute(f"PRAGMA max_page_count = {pages + 2}")  # type: ignore[attr-defined]
    results = [
        sender.submit(submission(bob.devices[0], body=os.urandom(100_000)))[0] for _ in range(3)
    ]
    assert {result.status for result in results} <= {200, 507}
    assert results[-1].detail == "storage-full"
    storage._writer.execute("PRAGMA max_page_count = 1000000")  # type: ignore[attr-defined]
    assert sender.submit(submission(bob.devices[0]))[0].status == 200
    seqs = [item.seq for item in receiver.inbox().items]
    assert seqs == list(range(1, len(seqs) + 1))


def test_mail_nobody_fetched_expires_and_its_sender_is_told(
    make_site: Callable[[Config], Site],
) -> None:
    site = make_site(Config(port=0, retention_days=0.5 / 86400))
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    sent = submission(bob.devices[0])
    sender.submit(sent)
    time.sleep(0.8)
    site.relay.run(site.relay.server.upkeep.expire())
    (notice,) = sender.inbox(wait_ms=2000).items
    assert (notice.kind, notice.submission_id) == (wire.ItemKind.EXPIRED, sent.submission_id)
    assert notice.sender_device == bob.devices[0].device_id
    assert (notice.envelope, notice.body) == (b"", b"")
    assert receiver.inbox().items == ()
    sender.inbox(ack=notice.seq)
    sender.submit(submission(bob.devices[0]))
    assert [item.seq for item in receiver.inbox().items] == [2]


def test_a_mailbox_has_a_limit(make_site: Callable[[Config], Site]) -> None:
    site = make_site(Config(port=0, mailbox_envelopes=3))
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    results = sender.submit(*[submission(bob.devices[0]) for _ in range(5)])
    assert [result.detail for result in results] == ["", "", "", "mailbox-full", "mailbox-full"]
    receiver.inbox()
    receiver.inbox(ack=2)
    results = sender.submit(*[submission(bob.devices[0]) for _ in range(3)])
    assert [result.status for result in results] == [200, 200, 507]


class Process:
    """`curbside-relay serve` as a process."""

    def __init__(self, data: Path, port: int = 0) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "relay", "serve", "--data", str(data), "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.fullmatch(r"ready host=127\.0\.0\.1 port=(\d+) pin=([0-9a-f]{64})\n", line)
        assert found is not None, line
        self.port = int(found[1])

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return self.process.wait(10)


def test_what_was_acknowledged_survives_kill_and_a_term_is_orderly(tmp_path: Path) -> None:
    path = tmp_path / "relay"
    with RunningRelay(path) as relay:
        clinic = Clinic(relay.card)
        relay.import_statements(clinic.statements(clinic.genesis))
        alice, bob = (new_person(relay.host, relay.port, clinic) for _ in range(2))
    acknowledged: list[bytes] = []
    for _ in range(3):
        running = Process(path)
        stop = time.monotonic() + 0.7
        threads = [
            threading.Thread(
                target=_submit_until, args=(running.port, alice, bob, acknowledged, stop + 1)
            )
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        time.sleep(max(0.0, stop - time.monotonic()))
        running.end(signal.SIGKILL)
        for thread in threads:
            thread.join()
    assert len(acknowledged) > 20
    running = Process(path)
    client = Client("127.0.0.1", running.port).open_device(bob.devices[0])
    found: list[wire.InboxItem] = []
    while items := client.inbox(ack=found[-1].seq if found else 0, limit=500).items:
        found += items
    seqs = [item.seq for item in found]
    assert seqs == sorted(set(seqs))
    ids = [item.submission_id for item in found]
    assert len(set(ids)) == len(ids)
    assert set(acknowledged) <= set(ids)
    client.close()
    assert running.end(signal.SIGTERM) == 0
    assert not DataDir(path).is_locked()
    assert (path.stat().st_mode & 0o777) == 0o700
    for file in path.iterdir():
        assert file.is_dir() or (file.stat().st_mode & 0o077) == 0, file


def _submit_until(port: int, alice: object, bob: object, done: list[bytes], stop: float) -> None:
    client = Client("127.0.0.1", port)
    try:
        client.open_device(alice.devices[0])  # type: ignore[attr-defined]
        while time.monotonic() < stop:
            sent = submission(bob.devices[0])  # type: ignore[attr-defined]
            if client.submit(sent)[0].status == 200:
                done.append(sent.submission_id)
    except OSError:
        return
    except Exception as error:
        if "Remote" not in type(error).__name__ and "SSL" not in type(error).__name__:
            raise
    finally:
        client.close()


def test_two_relays_do_not_share_a_directory(site: Site) -> None:
    command = [sys.executable, "-m", "relay", "serve", "--data", str(site.relay.data.path)]
    ended = subprocess.run(
        [*command, "--port", "0"], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert "Another relay is running" in ended.stderr


def test_import_and_status_work_beside_a_running_relay(site: Site, tmp_path: Path) -> None:
    bob = site.person()
    file = tmp_path / "x.curbside-statements"
    file.write_text(site.clinic.statements(site.clinic.revoke(bob, bob.devices[0])))

    def run(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "relay", *arguments, "--data", str(site.relay.data.path)],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        ).stdout

    assert "New entries: 1." in run("import", str(file))
    assert "New entries: 0." in run("import", str(file))
    status = run("status")
    assert f"running on 127.0.0.1:{site.relay.port}" in status
    assert "live devices     0" in status
    assert list(site.relay.data.imports.iterdir()) == []
    site.restart()
    assert sqlite3.connect(site.relay.data.database).execute("PRAGMA integrity_check").fetchone()


def test_nothing_that_identifies_a_message_is_logged(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="relay")
    alice, bob = site.person(), site.person()
    site.device_client(alice).submit(submission(bob.devices[0], envelope=b"CANARY"))
    site.relay.server.metrics.log(1, now_ms())
    assert "CANARY" not in caplog.text
    assert bob.devices[0].device_id.hex() not in caplog.text
    assert alice.account_id.hex() not in caplog.text


def test_bodies_are_bounded_by_path_signature_and_a_common_budget(
    make_site: Callable[[Config], Site],
) -> None:
    site = make_site(Config(port=0, unfinished_body_bytes=100_000))

    def begin(
        path: str, length: int, signed: bytes = b"Signature: a\r\nSignature-Input: a\r\n"
    ) -> socket.socket:
        opened = connect(site.relay.host, site.relay.port)
        head = f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n".encode()
        opened.sendall(head + signed + b"\r\n")
        return opened

    for path, length in ((wire.PATH_INBOX, 5000), (wire.PATH_SESSION, 70_000), ("/x", 5000)):
        with begin(path, length) as refused:
            assert b"urn:curbside:problem:too-large" in read_all(refused)
    with begin(wire.PATH_MESSAGES, 5000, signed=b"") as unsigned:
        assert b"urn:curbside:problem:bad-signature" in read_all(unsigned)
    with begin(wire.PATH_MESSAGES, 500_000) as first:
        first.sendall(b"x" * 90_000)
        wait_until = time.monotonic() + 5
        while site.relay.server.body_budget.used < 90_000 and time.monotonic() < wait_until:
            time.sleep(0.01)
        with begin(wire.PATH_MESSAGES, 500_000) as second:
            second.sendall(b"x" * 15_000)
            assert b"urn:curbside:problem:unavailable" in read_all(second)
    wait_until = time.monotonic() + 5
    while site.relay.server.body_budget.used and time.monotonic() < wait_until:
        time.sleep(0.01)
    assert site.relay.server.body_budget.used == 0
