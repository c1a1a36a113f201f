"""What a test may leave running by mistake: threads that keep Python alive, and child processes."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

# multiprocessing keeps these two for the life of the process, once they have been used.
PERMANENT = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")
POLL_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Leftovers:
    """The threads and child processes at one moment."""

    threads: frozenset[int]
    children: frozenset[int]

    @classmethod
    def now(cls) -> Leftovers:
        """Take the snapshot."""
        return cls(frozenset(_threads()), frozenset(_children()))

    def remaining(self, patience: float) -> list[str]:
        """What runs now and did not then, once `patience` seconds were granted for it to end."""
        deadline = time.monotonic() + patience
        while True:
            found = [
                f"thread {name}" for id_, name in _threads().items() if id_ not in self.threads
            ]
            found += [
                f"process {name}" for id_, name in _children().items() if id_ not in self.children
            ]
            if not found or time.monotonic() > deadline:
                return found
            time.sleep(POLL_SECONDS)


def _threads() -> dict[int, str]:
    return {
        thread.ident: thread.name
        for thread in threading.enumerate()
        if thread.ident is not None and not thread.daemon
    }


def _children() -> dict[int, str]:
    """Running children by process id; empty where the kernel does not list them."""
    found: dict[int, str] = {}
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            ids = task.read_text(encoding="ascii").split()
        except OSError:
            continue  # the thread ended meanwhile
        for id_ in ids:
            words = _command(int(id_))
            if words and not any(name in words for name in PERMANENT):
                found[int(id_)] = words
    return found


def _command(process: int) -> str:
    """The command line; empty for a process that has ended, whether reaped or not."""
    try:
        raw = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return ""
    return os.fsdecode(raw.replace(b"\0", b" ")).strip()
