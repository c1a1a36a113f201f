"""What the decoding process does to itself before it sees a byte of the file.

Limits everywhere but on Windows, where the app puts the process into a job (`windows_job`). On
Linux also: it dies with the app, is in a network without interfaces, has no capabilities, may open
nothing but Python's and its own modules, and may not make the calls that decoding does not need.
What a system lacks is told to the app, and listed in SECURITY.md; decoding goes on without it.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

MEMORY: Final = 3 << 29
"""Bytes of address space: a picture of 200 megapixels (4 bytes each), half of it once more for the
view, and 400 MB for the interpreter and the libraries."""
CPU_SECONDS: Final = 3_600
"""Of a whole document: an hour of work. The app limits the time of each answer."""
OPEN_FILES: Final = 64

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_PR_CAPBSET_DROP: Final = 24
_CLONE_NEWUSER, _CLONE_NEWNET, _CLONE_NEWIPC = 0x10000000, 0x40000000, 0x08000000
_CAPABILITY_VERSION: Final = 0x20080522
_CAPSET: Final = {"x86_64": 126, "aarch64": 91}


def enter() -> list[str]:
    """Give up what decoding does not need; the names of the measures that this system lacks."""
    if sys.platform == "win32":
        return ["network", "files", "calls"]
    if sys.platform != "linux":
        return [*_failed(limits=lambda: _limit(processes=True)), "network", "files", "calls"]
    libc = ctypes.CDLL(None, use_errno=True)
    machine = platform.machine()
    return _failed(  # in this order: new credentials undo what was said about the parent
        network=lambda: _leave_network(libc, machine),
        parent=lambda: _prctl(libc, _PR_SET_PDEATHSIG, int(signal.SIGKILL)),
        limits=lambda: _limit(processes=machine not in _CAPSET),
        dumpable=lambda: _prctl(libc, _PR_SET_DUMPABLE, 0),
        privileges=lambda: _prctl(libc, _PR_SET_NO_NEW_PRIVS, 1),
        files=lambda: _close_files(libc),
        calls=lambda: _filter_calls(libc, machine),
    )


def _failed(**measures: Callable[[], bool]) -> list[str]:
    failed = []
    for name, measure in measures.items():
        try:
            done = measure()
        except (OSError, ValueError, AttributeError):
            done = False
        if not done:
            failed.append(name)
    return failed


def _limit(*, processes: bool) -> bool:
    """Memory, time, open files; no file may grow, no core is written.

    `processes`: also no further process. It would count threads on Linux, where the filter of
    calls tells them apart.
    """
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415 - does not exist on Windows

    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    if processes:
        limits[resource.RLIMIT_NPROC] = 0
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    return True


def _prctl(libc: ctypes.CDLL, option: int, value: int) -> bool:
    return int(libc.prctl(option, value, 0, 0, 0)) == 0


def _leave_network(libc: ctypes.CDLL, machine: str) -> bool:
    """A network of its own, without an interface; then no capability in it, or anywhere."""
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET | _CLONE_NEWIPC) != 0:
        return False
    for capability in range(64):
        if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    header = struct.pack("II", _CAPABILITY_VERSION, 0)
    return machine in _CAPSET and int(libc.syscall(_CAPSET[machine], header, bytes(24))) == 0


def _close_files(libc: ctypes.CDLL) -> bool:
    """Only modules may be read: those of Python, of its packages, `app`, and shared libraries."""
    from app.media import landlock  # noqa: PLC0415 - Linux alone

    own = Path(__file__).resolve().parents[1]
    places = {Path(entry).resolve() for entry in sys.path if entry}
    places.discard(own.parent)  # a checkout may have anything in it
    places.discard(Path.cwd())
    if getattr(sys, "frozen", False):
        places |= {Path(sys.prefix).resolve(), Path(sys.executable).resolve()}  # modules in both
    places |= {own, Path(os.__file__).resolve().parent}
    if own.parent.name == "site-packages":
        places.add(own.parent)
    return landlock.restrict(sorted(places | _libraries()), libc)


def _libraries() -> set[Path]:
    """Where the system keeps the C library and its kind: modules that are imported later ask."""
    found = {Path("/etc/ld.so.cache"), Path("/lib64"), Path("/usr/lib64")}
    for line in Path("/proc/self/maps").read_text("utf-8", "replace").splitlines():
        mapped = Path(line[line.find("/") :]) if "/" in line else None
        if mapped is not None and ".so" in mapped.name:
            found.add(mapped.parent)
    return found


def _filter_calls(libc: ctypes.CDLL, machine: str) -> bool:
    from app.media import seccomp  # noqa: PLC0415 - Linux alone

    return seccomp.supported(machine) and seccomp.install(machine, libc)
