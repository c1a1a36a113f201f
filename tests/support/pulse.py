"""A PulseAudio of a test's own: a loudspeaker into nothing, and a microphone that hears it.

It listens on a socket in the test's folder alone, loads no module that looks for hardware, and is
ended by its process id.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MISSING = "needs the package pulseaudio"


@contextmanager
def pulseaudio(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run one; libpulse in this process finds it, and nothing else."""
    program = shutil.which("pulseaudio")
    if program is None:
        pytest.skip(MISSING)
    socket = folder / "native"
    own = {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder),
    }
    modules = (
        "module-null-sink sink_name=ward rate=48000",
        "module-remap-source source_name=microphone master=ward.monitor",
        # The last: once its socket is there, so is everything else.
        f"module-native-protocol-unix socket={socket} auth-anonymous=1",
    )
    command = [program, "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
    command += ["--disable-shm=yes", "--realtime=no", "--high-priority=no", "--log-target=stderr"]
    for module in modules:
        command += ["-L", module]
    log = (folder / "log").open("wb")
    daemon = subprocess.Popen(
        command, env={**os.environ, **own}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )
    try:
        give_up = time.monotonic() + 30
        while not socket.exists():
            assert daemon.poll() is None, (folder / "log").read_text(errors="replace")
            assert time.monotonic() < give_up
            time.sleep(0.01)
        for name, value in own.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("PULSE_SERVER", f"unix:{socket}")
        monkeypatch.setenv("PULSE_SOURCE", "microphone")
        monkeypatch.setenv("PULSE_SINK", "ward")
        yield
    finally:
        daemon.terminate()
        daemon.wait(30)
        log.close()
