"""Keeps the process's memory and files away from others, as far as the system lets it.

A core dump would write every key in memory to disk unencrypted. Called first thing in `main`,
before any key exists. What could not be done is returned, for the log; it is no reason not to run.
"""

from __future__ import annotations

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4
_SEM_FAILCRITICALERRORS_NOGPFAULT = 0x0001 | 0x0002


def harden_process() -> list[str]:
    """Switch off core dumps and tracing by others, make new files private.

    Returns the names of the measures that failed, empty when all hold.
    """
    failed = []
    os.umask(0o077)
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_SEM_FAILCRITICALERRORS_NOGPFAULT)
        return failed
    import resource  # noqa: PLC0415 - does not exist on Windows

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        failed.append("core-limit")
    if sys.platform == "linux" and not _set_undumpable():
        failed.append("dumpable")
    return failed


def _set_undumpable() -> bool:
    """Linux: no core dump even through a pipe handler, no ptrace by the same user."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        return int(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)) == 0
    except (OSError, AttributeError):
        return False
