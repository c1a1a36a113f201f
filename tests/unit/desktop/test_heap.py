from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from app.desktop import heap

PROBE = """
import ctypes
from app.desktop import heap

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd",
        "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]

libc = ctypes.CDLL(None)
libc.mallinfo2.restype = Info
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
BIG = 8 << 20

def mapped():
    libc.free(libc.malloc(BIG))
    before = libc.mallinfo2().hblkhd
    block = libc.malloc(BIG)
    after = libc.mallinfo2().hblkhd
    libc.free(block)
    return after - before >= BIG

print(mapped(), heap.keep_compact(), mapped(), heap.give_back())
"""


def is_gnu() -> bool:
    try:
        return bool(os.confstr("CS_GNU_LIBC_VERSION"))
    except (AttributeError, ValueError):
        return False


@pytest.mark.skipif(
    not is_gnu() or not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="asks the GNU C library"
)
def test_large_blocks_go_back_to_the_system() -> None:
    import app

    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        env={"PYTHONPATH": app.__path__[0].rsplit("/", 1)[0]},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout.split() == ["False", "True", "True", "True"]


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "confstr", lambda _: None, raising=False)
    assert not heap.keep_compact()
    assert not heap.give_back()
