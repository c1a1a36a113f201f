from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
import os, resource, signal
from app.desktop.hardening import harden_process
print(harden_process())
print(resource.getrlimit(resource.RLIMIT_CORE))
import ctypes
print(ctypes.CDLL(None).prctl(3))
open("made", "wb").close()
print(oct(os.stat("made").st_mode & 0o777))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_no_core_dump_no_tracing_private_files(tmp_path: object) -> None:
    import app

    root = app.__path__[0].rsplit("/", 1)[0]
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=str(tmp_path),
        env={"PYTHONPATH": root},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout.split("\n")[:4] == ["[]", "(0, 0)", "0", "0o600"]
