"""The real window, seen by another program through AT-SPI on a virtual display, as Orca sees it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
BINDINGS = 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi'
WAITS = 150

Node = tuple[str, str, str]


def reason_to_skip() -> str:
    """What is missing here, and the Debian packages that have it (see system_packages.TEST)."""
    if not sys.platform.startswith("linux"):
        return "AT-SPI is of Linux"
    tools = {"xvfb-run": "xvfb and xauth", "dbus-run-session": "dbus", SYSTEM_PYTHON: "python3-gi"}
    for tool, packages in tools.items():
        if shutil.which(tool) is None:
            return f"needs {tool}: install {packages}"
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        return "needs the bus of AT-SPI: install at-spi2-core"
    command = [SYSTEM_PYTHON, "-c", BINDINGS]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return "needs AT-SPI in the system's Python: install gir1.2-atspi-2.0 and python3-gi"
    return ""


def test_another_program_finds_names_roles_and_news(tmp_path: Path) -> None:
    if reason := reason_to_skip():
        pytest.skip(reason)
    command = ["xvfb-run", "-a", "dbus-run-session", "--", SYSTEM_PYTHON]
    command += [str(ROOT / "tests" / "gui" / "at_spi_probe.py"), sys.executable]
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=WAITS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.strip().splitlines()[-1])
    nodes: list[Node] = [tuple(node) for node in found["nodes"]]
    assert nodes[1][:2] == ("frame", "Curbside")
    has = {(role, name) for role, name, _ in nodes}
    assert ("list", "Messages") in has
    assert ("list", "Conversations") in has
    assert ("text", "Message to Dr. Amira Haddad") in has
    assert {"Send", "Lock now", "Menu"} <= {
        name.split(" (")[0] for role, name in has if role == "push button"
    }
    rows = [name for role, name, _ in nodes if role == "list item"]
    news = next(name for name in rows if "Bed 4 is free" in name)
    assert news.startswith("Dr. Amira Haddad, Bed 4 is free, ")
    assert any(name.startswith("You, ") and name.endswith(", Delivered") for name in rows)
    assert not [node for node in nodes if node[0] == "push button" and not node[1]]
    assert not [node for node in nodes if "<qt>" in node[2]]
    assert [words for words in found["heard"] if "Potassium" in words] == [
        "Dr. Amira Haddad: Potassium is 5.1"
    ]
    secrets = [name for role, name, _ in found["dialog"] if role == "password text"]
    assert len(secrets) == 3
    assert all(secrets)
    [dialog] = [node for node in found["dialog"] if node[0] == "dialog"]
    assert dialog[1]
    assert dialog[2]
