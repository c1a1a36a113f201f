"""The job's description has the layout of Windows' JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

from __future__ import annotations

import ctypes
import sys

import pytest

from app.media.sandbox import MEMORY
from app.media.windows_job import Job, limits


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the layout of 64 bits")
def test_the_limits_lie_where_windows_looks_for_them() -> None:
    made = limits()
    data = bytes(made)
    assert len(data) == 144
    assert int.from_bytes(data[16:20], "little") == 0x8 | 0x100 | 0x400 | 0x2000
    assert int.from_bytes(data[40:44], "little") == 1
    assert int.from_bytes(data[112:120], "little") == MEMORY


@pytest.mark.skipif(sys.platform == "win32", reason="there, a job can be made")
def test_elsewhere_there_is_no_job() -> None:
    with pytest.raises(OSError, match="Windows"):
        Job(0)
