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
from tests.unit.store.builders import CONVERSATION, KEY, session

ROUNDS = 6
WRITER = [sys.executable, "-m", "tests.unit.store.writer_process"]


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
        assert len(transaction.messages.search("durable", 1_000_000)) == len(found)
    return found


def intact(path: Path) -> list[int]:
    store = EncryptedStore.open(path, KEY, create=False)
    try:
        check = store._writer.execute("PRAGMA integrity_check").fetchall()
        assert check == [("ok",)]
        return store.submit_read(numbers).result()
    finally:
        store.close_now()


def test_killed_at_any_moment_nothing_reported_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "profile.db"
    first = 1
    for round_ in range(ROUNDS):
        with subprocess.Popen(
            [*WRITER, str(path), str(first), "1000000"], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            reported = [int(process.stdout.readline()) for _ in range(23 + 61 * round_)]
            process.send_signal(signal.SIGKILL)
            reported += [int(line) for line in process.stdout if line.endswith("\n")]
        survivors = intact(path)
        assert survivors[: reported[-1]] == list(range(1, reported[-1] + 1))
        # At most the one that was being reported is there unreported.
        assert reported[-1] <= survivors[-1] <= reported[-1] + 1
        assert len(survivors) == survivors[-1]
        first = survivors[-1] + 1


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize("when", [30, 75, 140])
def test_killed_between_two_writes_to_disk_the_rest_is_whole(tmp_path: Path, when: int) -> None:
    path = tmp_path / "profile.db"
    inject = f"inject=pwrite64:signal=KILL:when={when}"
    command = ["strace", "-f", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", inject]
    result = subprocess.run(
        [*command, *WRITER, str(path), "1", "1000"],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode != 0
    reported = [int(line) for line in result.stdout.splitlines()]
    survivors = intact(path)
    assert survivors == list(range(1, len(survivors) + 1))
    assert len(reported) <= len(survivors) <= len(reported) + 1


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
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
