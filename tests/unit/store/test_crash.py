"""What `write` returned from is on the disk, whatever happens to the process."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.store_ports import Transaction
from app.store.store import EncryptedStore
from tests.unit.store.builders import CONVERSATION, KEY, hits, session

ROUNDS = 6
WRITER = [sys.executable, "-m", "tests.unit.store.writer_process"]


def _strace_works() -> bool:
    if shutil.which("strace") is None:
        return False
    probe = ["strace", "-o", "/dev/null", sys.executable, "-c", ""]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


needs_strace = pytest.mark.skipif(
    not _strace_works(), reason="needs the package strace, and leave to trace"
)


def numbers(transaction: Transaction) -> list[int]:
    """The transactions that survived, each with all its parts or the test fails."""
    rows = transaction.messages.page(CONVERSATION, limit=1_000_000)
    found = [int.from_bytes(row.message_id, "big") for row in rows]
    assert transaction.outbox.count() == len(found)
    if found:
        last = transaction.sessions.get(session(1).session_id)
        assert last is not None
        assert last.state[:8] == found[-1].to_bytes(8, "big")
        assert transaction.settings.get("last") == str(found[-1]).encode()
        summary = transaction.conversations.get(CONVERSATION)
        assert summary is not None
        assert (summary.unread, summary.last_row_id) == (len(found), rows[-1].row_id)
        assert len(hits(transaction, "durable")) == len(found)
    return found


def intact(path: Path) -> list[int]:
    store = EncryptedStore.open(path, KEY, create=False)
    try:
        check = store._writer.execute("PRAGMA integrity_check").fetchall()
        assert check == [("ok",)]
        return store.submit_read(numbers).result()
    finally:
        store.close_now()


@pytest.mark.parametrize("together", [1, 8])
def test_killed_at_any_moment_nothing_reported_is_lost(tmp_path: Path, together: int) -> None:
    path = tmp_path / "profile.db"
    first = 1
    for round_ in range(ROUNDS):
        with subprocess.Popen(
            [*WRITER, str(path), str(first), "1000000", str(together)],
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            reported = [int(process.stdout.readline()) for _ in range(23 + 61 * round_)]
            process.send_signal(signal.SIGKILL)
            reported += [int(line) for line in process.stdout if line.endswith("\n")]
        survivors = intact(path)
        assert survivors[: reported[-1]] == list(range(1, reported[-1] + 1))
        # At most those that were being reported are there unreported.
        assert reported[-1] <= survivors[-1] <= reported[-1] + together
        assert len(survivors) == survivors[-1]
        first = survivors[-1] + 1


@needs_strace
@pytest.mark.parametrize("when", [30, 75, 140])
@pytest.mark.parametrize("together", [1, 8])
def test_killed_between_two_writes_to_disk_the_rest_is_whole(
    tmp_path: Path, when: int, together: int
) -> None:
    path = tmp_path / "profile.db"
    inject = f"inject=pwrite64:signal=KILL:when={when}"
    command = ["strace", "-f", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", inject]
    result = subprocess.run(
        [*command, *WRITER, str(path), "1", "1000", str(together)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode != 0
    reported = [int(line) for line in result.stdout.splitlines()]
    survivors = intact(path)
    assert survivors == list(range(1, len(survivors) + 1))
    assert len(reported) <= len(survivors) <= len(reported) + together


@needs_strace
def test_the_log_is_synced_before_a_write_returns(tmp_path: Path) -> None:
    """A kill cannot show a missing fsync, since the system keeps what was written; the order can.

    Between the last page that a transaction wrote and its report lies a sync of that file.
    """
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-y", "-o", str(trace)]
    command += ["-e", "trace=pwrite64,write,fsync,fdatasync"]
    path = tmp_path / "profile.db"
    subprocess.run(
        [*command, *WRITER, str(path), "1", "20"], check=True, capture_output=True, timeout=60
    )
    unsynced = False
    written = reports = 0
    for line in trace.read_text().splitlines():
        if re.search(r"(pwrite64|write)\(\d+<[^>]*profile\.db-wal>", line):
            unsynced = True
            written += 1
        elif re.search(r"(fsync|fdatasync)\(\d+<[^>]*profile\.db-wal>", line):
            unsynced = False
        elif re.search(r"write\(1<[^>]*>, \"\d+\\n\"", line):
            reports += 1
            assert written
            assert not unsynced
            written = 0
    assert reports == 20


@needs_strace
@pytest.mark.parametrize(
    ("call", "error", "when", "code"),
    [
        ("pwrite64", "ENOSPC", 90, "store-full"),
        ("pwrite64", "EIO", 90, "store-unavailable"),
        ("fdatasync", "EIO", 25, "store-unavailable"),
    ],
)
def test_a_failing_disk_is_reported_and_what_was_stored_stays(
    tmp_path: Path, call: str, error: str, when: int, code: str
) -> None:
    path = tmp_path / "profile.db"
    inject = f"inject={call}:error={error}:when={when}"
    command = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]
    result = subprocess.run(
        [*command, *WRITER, str(path), "1", "1000"],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 1
    assert result.stderr.rstrip().endswith(code)
    reported = [int(line) for line in result.stdout.splitlines()]
    survivors = intact(path)
    assert survivors == list(range(1, len(survivors) + 1))
    # After a failed sync the record may be in the file although nobody was promised so.
    assert len(reported) <= len(survivors) <= len(reported) + 1
