"""From starting the program to being usable, with many messages stored.

The passphrase is hashed at the tests' low cost: the real cost, half a second, is chosen, not owed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.bench.exchange import MeasuringClient
from tests.bench.report import Report
from tests.support.clinic import PASSPHRASE
from tests.support.processes import ROOT, ProcessClinic


def measure(report: Report, clinic: ProcessClinic, sizes: list[int], *, qt: bool) -> None:
    """Start with as many stored messages as `sizes` says, ascending; with Qt if wanted."""
    report.section("Start with stored messages: process start to first page")
    client = clinic.start(MeasuringClient, "Starter")
    client.ask("enrol")
    client.ask("conversation", name="Amira")
    stored = 0
    for size in sizes:
        client.ask("fill", 300.0, name="Amira", count=size - stored)
        stored = size
        client.lines.stop()
        begun = time.monotonic()
        client.again()
        ready = time.monotonic()
        client.ask("unlock")
        assert client.ask("first_page", name="Amira") == min(size, 100)
        report.add(f"{size:,} messages, headless", 1000 * (time.monotonic() - begun), "ms")
        report.add(
            "    unlocking and the first page alone", 1000 * (time.monotonic() - ready), "ms"
        )
        report.add("    memory", client.resident_mb(), "MB")
    if qt:
        client.ask("lock")
        _measure_windows(report, client, stored)
        client.ask("unlock")


def _measure_windows(report: Report, client: MeasuringClient, stored: int) -> None:
    begun = time.monotonic()
    environment = {**os.environ, "QT_API": "pyside6"}
    if not environment.get("DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    output = subprocess.run(
        [sys.executable, "-m", "tests.bench.window_process", str(client.folder), PASSPHRASE],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    window, usable = map(float, output.split())
    report.add(f"{stored:,} messages, window asks for passphrase", 1000 * (window - begun), "ms")
    report.add("    from the passphrase to the conversation", 1000 * (usable - window), "ms")
