"""The walls around the decoding process stand on this system, or it says which do not."""

from __future__ import annotations

import ctypes
import platform
import subprocess
import sys
from pathlib import Path

from app.media.decoding_process import DecodingProcess, command
from app.media.seccomp import supported

ROOT = Path(__file__).parents[3]


def has_landlock() -> bool:
    return sys.platform == "linux" and int(ctypes.CDLL(None).syscall(444, None, 0, 1)) > 0


def networks_may_be_made() -> bool:
    """Some systems keep users from making networks of their own."""
    made = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x10000000 | 0x48000000) != 0)"
    return subprocess.run([sys.executable, "-c", made], check=False).returncode == 0


def test_what_the_system_lacks_is_told_and_nothing_else_is_missing() -> None:
    process = DecodingProcess(command())
    try:
        process.wait_ready()
        missing = set(filter(None, process.missing.split(",")))
    finally:
        process.reap()
    allowed = set() if networks_may_be_made() else {"network"}
    if not has_landlock():
        allowed.add("files")
    if not supported(platform.machine()) or sys.platform != "linux":
        allowed |= {"calls", "files"}
    assert missing <= allowed


def test_the_app_itself_is_not_loaded_into_a_decoding_process() -> None:
    code = (
        "import sys; sys.argv = ['curbside', '--decode']; from app.__main__ import run; "
        "status = run(); own = {'PySide6', 'nacl', 'apsw', 'requests', 'app.crypto', 'app.store'}; "
        "sys.exit(status or len(own & set(sys.modules)) + 10 * ('app.media' not in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        input=b"",
        stdout=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout[4:5] == b"Y"


def test_a_frame_that_is_no_request_ends_it() -> None:
    for frame in (b"\0\0\0\x01Z", b"\xff\xff\xff\xffQ", b"\0\0\0\x02Q\xc1", b"\0"):
        done = subprocess.run(command(), cwd=ROOT, input=frame, stdout=subprocess.PIPE, check=False)
        assert len(done.stdout) < 100
