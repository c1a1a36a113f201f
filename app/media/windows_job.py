"""Windows: a decoding process in a job of its own, which limits its memory and ends with the app.

The job allows one process, so that it starts no other, and a certain memory; when the app's handle
of it is closed, be it because the app crashed, the system ends what is in it (job objects, in the
Windows API reference). Windows has no counterpart here to what Landlock and seccomp hold on Linux.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

from app.media.sandbox import MEMORY

_EXTENDED_LIMITS: Final = 9
_UI_RESTRICTIONS: Final = 4
_ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_EXCEPTION, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
_EVERY_UI_RESTRICTION: Final = 0xFF


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Limits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits() -> _Limits:
    """One process, MEMORY bytes, no dialog about a crash, ended with the last handle."""
    made = _Limits()
    made.basic.flags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_EXCEPTION | _KILL_ON_CLOSE
    made.basic.active_processes = 1
    made.process_memory = MEMORY
    return made


class Job:
    """Holds one process; close it when the process has ended."""

    def __init__(self, process_handle: int) -> None:
        """Raises OSError."""
        if sys.platform != "win32":
            raise OSError("job objects are Windows' own")
        self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
        self._handle = ctypes.c_void_p(self._kernel.CreateJobObjectW(None, None))
        if not self._handle.value:
            raise ctypes.WinError(ctypes.get_last_error())
        wanted, restricted = limits(), ctypes.c_uint32(_EVERY_UI_RESTRICTION)
        done = (
            self._kernel.SetInformationJobObject(
                self._handle, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
            )
            and self._kernel.SetInformationJobObject(
                self._handle, _UI_RESTRICTIONS, ctypes.byref(restricted), 4
            )
            and self._kernel.AssignProcessToJobObject(self._handle, ctypes.c_void_p(process_handle))
        )
        if not done:
            error = ctypes.WinError(ctypes.get_last_error())
            self.close()
            raise error

    def close(self) -> None:
        """Give up the handle, which ends what is left in the job."""
        if sys.platform == "win32" and self._handle.value:
            self._kernel.CloseHandle(self._handle)
            self._handle = ctypes.c_void_p()
