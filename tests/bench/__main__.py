"""The measurements: one table on the screen, one JSON file. Run by `bootstrap.py bench`.

    bench [--quick] [--qt] [--only NAME] [--megabytes SIZE] [--large] [--soak-minutes M] [FILE]

Real processes on loopback, temporary profiles, nothing left behind. The figures "to beat" are what
matrix-nio with Synapse, Olm to-device messages and slixmpp-OMEMO with Prosody need for the same
path on a computer with two processors. Not a test: nothing fails for being slow.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import (
    backup,
    crypto,
    devices,
    exchange,
    files,
    groups,
    linking,
    log,
    media,
    recipients,
    relay_rate,
    search,
    soak,
    startup,
    switching,
    windows,
)
from tests.bench.report import Report
from tests.support.processes import ROOT, ProcessClinic

SECTIONS = (
    "crypto", "log", "relay", "exchange", "recipients", "groups", "files", "media", "devices",
    "start", "backup", "linking", "windows", "search", "switching", "soak",
)  # fmt: skip


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench", description=str(__doc__).split("\n", 1)[0])
    stamp = time.strftime("%Y%m%d-%H%M%S")
    default = ROOT / "bench-results" / f"bench-{stamp}.json"
    parser.add_argument("file", nargs="?", type=Path, default=default, help="the JSON to write")
    parser.add_argument("--quick", action="store_true", help="less than a minute")
    parser.add_argument("--tiny", action="store_true", help="only see that everything still runs")
    parser.add_argument(
        "--soak-minutes", type=float, default=0.0, help="how long to soak; 1440 is a day"
    )
    parser.add_argument(
        "--megabytes", type=int, action="append", help="a file of that size (may be given again)"
    )
    parser.add_argument("--large", action="store_true", help="a file of 2 GiB, too")
    parser.add_argument("--qt", action="store_true", help="start with windows, too")
    parser.add_argument(
        "--only", action="append", choices=SECTIONS, help="this part (may be given again)"
    )
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Measure, print, save."""
    chosen = parse(arguments)
    file: Path = chosen.file
    logging.basicConfig(level=logging.ERROR)
    parts = chosen.only or SECTIONS
    report = Report(_write)
    report.header()
    amount = 0 if chosen.tiny else 1 if chosen.quick else 2
    seconds = (0.05, 0.5, 2.0)[amount]
    with tempfile.TemporaryDirectory(prefix="curbside-bench-") as name:
        folder = Path(name)
        if "crypto" in parts:
            crypto.measure(report, seconds)
        if "log" in parts:
            counts = ([200], [1_000, 10_000], [1_000, 10_000, 100_000])[amount]
            log.measure(report, folder, counts, seconds)
        if "relay" in parts:
            cases = [(1, 1), (20, 1), (1, 16), (20, 16)]
            relay_rate.measure(
                report,
                folder / "relay",
                (0.2, 1.0, 4.0)[amount],
                cases[:1] if not amount else cases,
            )
        if {"exchange", "start"} & set(parts):
            with ProcessClinic(folder / "pair") as clinic:
                exchange.measure(report, clinic, (5, 200, 500)[amount])
                if "start" in parts:
                    sizes = ([100], [1_000, 10_000], [100, 1_000, 10_000])[amount]
                    startup.measure(report, clinic, sizes, qt=chosen.qt)
        if "recipients" in parts:
            with ProcessClinic(folder / "crowd") as clinic:
                recipients.measure(report, clinic, ([2], [10], [1, 10, 50])[amount])
        if "groups" in parts:
            with ProcessClinic(folder / "groups") as clinic:
                groups.measure(report, clinic, ([2], [50], [5, 50, 400])[amount], 1 + 2 * amount)
        if "files" in parts:
            sizes = chosen.megabytes or [[1], [1, 16, 128], [1, 16, 128, 1_024]][amount]
            files.measure(report, folder, sizes + [2_048] * chosen.large)
        if "media" in parts:
            media.measure(report, amount)
        if "backup" in parts:
            backup.measure(report, folder / "backup", (200, 5_000, 100_000)[amount])
        if "linking" in parts:
            linking.measure(report, folder / "linking", (50, 2_000, 10_000)[amount])
        if "devices" in parts:
            sizes = ([2], [2], [1, 2, 7])[amount]
            devices.measure(report, folder / "devices", sizes, (1, 3, 7)[amount])
        _measure_windows(report, folder, parts, amount, 60 * chosen.soak_minutes)
    report.save(file)
    _write(f"\nWritten to {file}\n")
    return 0


def _measure_windows(
    report: Report, folder: Path, parts: Sequence[str], amount: int, soak_seconds: float
) -> None:
    """What a person sees and waits for."""
    sizes = ([100], [1_000, 10_000], [1_000, 10_000, 100_000])[amount]
    if "windows" in parts:
        windows.measure(report, folder / "windows", sizes, (10, 500, 2_000)[amount])
    if "search" in parts:
        search.measure(report, folder / "search", sizes)
    if "switching" in parts:
        switching.measure(report, folder / "switching", (0, 2, 10)[amount])
    if "soak" in parts:
        soak.measure(report, folder / "soak", soak_seconds or (5.0, 20.0, 60.0)[amount])


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
