"""A long shift in a short time: does anything grow that should not?

A real relay, two colleagues who write by themselves and the real windows, each a process. The relay
goes away for a moment now and then. What is printed is the growth over the second half, when every
cache is full: by the hour, and by what a thousand actions cost.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from relay.authority.profiles import Profile
from tests.bench.report import Report
from tests.support.census import resident
from tests.support.processes import ROOT, ClientProcess, ProcessClinic

MEASURED = "Measured"
_AWAY_S = 2.0
_PAUSE_S = 0.25
_ROWS = 12
_COUNTS = ("python", "objects", "widgets", "listeners", "tasks", "threads", "files")


class ChattingClient(ClientProcess):
    """A colleague."""

    module = "tests.bench.soak_peer"


def measure(report: Report, folder: Path, seconds: float) -> None:
    """Use everything for so long."""
    report.section(f"Soak: {seconds / 60:,.1f} minutes of everything at once, offscreen or not")
    samples: list[dict[str, Any]] = []
    with ProcessClinic(folder) as clinic:
        peers = [clinic.start(ChattingClient, name) for name in ("Jonas", "Mireille")]
        for peer in peers:
            peer.ask("enrol")
        process = _start(clinic, folder, seconds)
        stop = threading.Event()
        interruptions = threading.Thread(target=_interrupt, args=(clinic, stop, seconds))
        try:
            for peer in peers:
                peer.ask("chat", name=MEASURED, pause=_PAUSE_S)
            assert process.stdout is not None
            for line in process.stdout:
                sample = json.loads(line)
                sample["relay"] = resident(str(clinic.relay.process.pid))
                samples.append(sample)
                if len(samples) == 1:  # enrolled: from now on the relay may go away
                    interruptions.start()
            if process.wait(60):
                raise RuntimeError(f"the windows ended with {process.returncode}")
        finally:
            stop.set()
            if interruptions.ident is not None:
                interruptions.join()
            process.kill()
            process.wait()
        told = sum(int(peer.ask("done")) for peer in peers)
    _print(report, samples, told)


def _start(clinic: ProcessClinic, folder: Path, seconds: float) -> subprocess.Popen[str]:
    invite = folder / "measured.curbside-invite"
    profile = Profile(name=MEASURED, role="Nurse", department="Ward", staff_id="S900")
    invite.write_text(clinic.authority.invite(profile).text, "utf-8")
    environment = {**os.environ, "QT_API": "pyside6"}
    if not environment.get("DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    every = min(max(seconds / 40, 1.0), 300.0)
    command = [sys.executable, "-m", "tests.bench.soak_process", str(folder / "windows")]
    command += [str(invite), str(seconds), "--every", str(every)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def _interrupt(clinic: ProcessClinic, stop: threading.Event, seconds: float) -> None:
    """Stop the relay for a moment, every minute or two, in a short run once."""
    while not stop.wait(min(seconds / 2, 100.0)):
        clinic.relay.stop()
        time.sleep(_AWAY_S)
        clinic.start_relay()


def slope(samples: Sequence[dict[str, Any]], over: str, what: str) -> float:
    """Growth of `what` for each unit of `over`, by least squares."""
    points = [(float(sample[over]), float(sample[what])) for sample in samples]
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0


def _print(report: Report, samples: list[dict[str, Any]], told: int) -> None:
    heads = ("seconds", "actions", "app MB", "in use", "on disk", "relay MB", *_COUNTS)
    report.write("  " + "".join(f"{head:>10}" for head in heads) + "\n")
    for sample in samples[:: max(1, len(samples) // _ROWS)]:
        values = (
            f"{sample['seconds']:.0f}",
            sample["actions"],
            f"{sample['resident'] / 1e6:.1f}",
            f"{sample['heap'] / 1e6:.1f}",
            f"{sample['stored'] / 1e6:.1f}",
            f"{sample['relay'] / 1e6:.1f}",
            *(sample[count] for count in _COUNTS),
        )
        report.write("  " + "".join(f"{value:>10}" for value in values) + "\n")
    settled, last = samples[len(samples) // 2 :], samples[-1]
    report.add("actions in the windows", last["actions"], "")
    report.add("what colleagues did", told, "")
    report.add("memory of the app, at the end", last["resident"] / 1e6, "MB")
    report.add("memory of the relay, at the end of the soak", last["relay"] / 1e6, "MB")
    for name, what in (("app", "resident"), ("app, in use", "heap"), ("relay", "relay")):
        by_hour = 3600 * slope(settled, "seconds", what) / 1e6
        by_action = 1000 * slope(settled, "actions", what) / 1e3
        report.add(f"memory growth of the {name}, second half", by_hour, "MB/h", target="flat")
        report.add(f"memory growth of the {name}, 1,000 actions", by_action, "kB", target="flat")
    for count in _COUNTS:
        grown = 1000 * slope(settled, "actions", count)
        report.add(f"{count} (memory held), growth in 1,000 actions", grown, "", target="0")
    more = Counter(last["names"])
    more.subtract(settled[0]["names"])
    grew = ", ".join(f"{name} +{count}" for name, count in more.items() if count > 0)
    report.write(f"  more of these than half-way: {grew or 'none'}\n")
