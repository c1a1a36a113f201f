"""A computer that several people use: from one person's key press to the next one's messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.report import Report
from tests.support.clinic import Clinic
from tests.support.processes import ROOT

_TARGETS = {
    "gone": ("everything off the screen, another may choose", "at once"),
    "passphrase": ("from the passphrase to the other's conversations", "< 3,000"),
    "pin": ("from the PIN to the other's conversations", "< 3,000"),
}
_TINY_MEMORY = 8 * 1024


def measure(report: Report, folder: Path, rounds: int) -> None:
    """Switch `rounds` times each way; 0 only sees that it still runs, at no cost."""
    report.section("Switching person on a shared computer, passphrase at its real cost")
    with Clinic(folder) as clinic:
        invites = []
        for number, name in enumerate(("Dr. Amira Haddad", "Jonas Weber")):
            invite = folder / f"{number}.curbside-invite"
            invite.write_text(clinic.invite(name).invite, "utf-8")
            invites.append(str(invite))
        command = [sys.executable, "-m", "tests.bench.switching_process"]
        command += [str(folder / "profiles"), *invites, "--rounds", str(max(rounds, 1))]
        if not rounds:
            command += ["--memory", str(_TINY_MEMORY)]
        environment = {**os.environ, "QT_API": "pyside6"}
        if not environment.get("DISPLAY"):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        output = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=300,
        ).stdout
    times: dict[str, list[float]] = json.loads(output.splitlines()[-1])
    for kind, (name, target) in _TARGETS.items():
        report.add(name, max(times[kind]), "ms", target=target)
